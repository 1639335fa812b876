"""Countries: who is based there, who works there and at which stage, and what happened there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coalition.outputs.regions import REGIONS, region_of
from coalition.outputs.site.member_views import MemberView
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site

Working = tuple[MemberView, tuple[str, ...]]
"""A member that works in a country in which it is not based, and the stages in words."""


def pages(site: Site) -> Iterator[Page]:
    """Everything below `countries/`."""
    if not site.countries:
        return
    sheet, based, working = site.sheet("countries/"), _based(site), _working(site)
    body = sheet.parts("countries", groups=_groups(site, based, working))
    yield sheet.page(site.words("countries.title"), body, description=site.words("countries.deck"))
    for code in sorted(site.countries):
        yield _country(site, code, based.get(code, ()), working.get(code, ()))


def _groups(
    site: Site, based: Mapping[str, Sequence[MemberView]], working: Mapping[str, Sequence[Working]]
) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    groups = []
    for region in (*REGIONS, ""):
        codes = [code for code in site.countries if region_of(code) == region]
        codes.sort(key=lambda code: alphabetical(site.words.country(code)))
        rows = [(code, len(based.get(code, ())), len(working.get(code, ()))) for code in codes]
        title = site.words.country(region) if region else site.words("members.elsewhere")
        groups += [(title, region or "none", rows)] if rows else []
    return groups


def _based(site: Site) -> dict[str, list[MemberView]]:
    """Active members by the country in which they are based."""
    found: dict[str, list[MemberView]] = defaultdict(list)
    for member in site.view.members:
        if member.active:
            found[member.country].append(member)
    return found


def _working(site: Site) -> dict[str, list[Working]]:
    """Active members by each country in which they work and are not based."""
    found: dict[str, list[Working]] = defaultdict(list)
    for member in site.view.members:
        stages: dict[str, list[str]] = {area: [] for area in member.areas}
        for stage in member.stages:
            stages.setdefault(stage.area, []).extend(stage.labels)
        for code, labels in stages.items():
            if member.active and code != member.country:
                found[code].append((member, tuple(labels)))
    return found


def _country(site: Site, code: str, based: Sequence[MemberView], working: Sequence[Working]) -> Page:
    view, sheet = site.view, site.sheet(f"countries/{code.lower()}/")
    body = sheet.parts(
        "country",
        based=based,
        working=working,
        practices=[practice for practice in view.practices if code in practice.countries],
        meetings=[meeting for meeting in view.meetings if code in (meeting.country, *meeting.governments)],
        former=[member for member in view.members if member.former and member.country == code],
    )
    return sheet.page(site.words.country(code), body, trail=((site.words("countries.title"), "countries/"),))
