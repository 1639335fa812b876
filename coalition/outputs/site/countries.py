"""Countries: who is based there, who works there and at which stage, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.regions import REGIONS, region_of
from coalition.outputs.site.views import MemberView
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site

Working = tuple[MemberView, tuple[str, ...]]
"""A member that works in a country in which it is not based, and the stages in words."""


def pages(site: Site) -> Iterator[Page]:
    """Everything below `countries/`."""
    if not site.countries:
        return
    sheet = site.sheet("countries/")
    body = sheet.parts("countries", groups=_groups(site))
    yield sheet.page(site.words("countries.title"), body, description=site.words("countries.deck"))
    for code in sorted(site.countries):
        yield _country(site, code)


def _groups(site: Site) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    groups = []
    for region in (*REGIONS, ""):
        codes = [code for code in site.countries if region_of(code) == region]
        codes.sort(key=lambda code: alphabetical(site.words.country(code)))
        rows = [(code, len(_based(site, code)), len(_working(site, code))) for code in codes]
        title = site.words.country(region) if region else site.words("members.elsewhere")
        groups += [(title, region or "none", rows)] if rows else []
    return groups


def _based(site: Site, code: str) -> list[MemberView]:
    return [member for member in site.view.members if member.active and member.country == code]


def _working(site: Site, code: str) -> list[Working]:
    found: list[Working] = []
    for member in site.view.members:
        stages = [label for stage in member.stages if stage.area == code for label in stage.labels]
        if member.active and member.country != code and (stages or code in member.areas):
            found.append((member, tuple(stages)))
    return found


def _country(site: Site, code: str) -> Page:
    view, sheet = site.view, site.sheet(f"countries/{code.lower()}/")
    body = sheet.parts(
        "country",
        based=_based(site, code),
        working=_working(site, code),
        practices=[practice for practice in view.practices if code in practice.countries],
        meetings=[meeting for meeting in view.meetings if code in (meeting.country, *meeting.governments)],
        former=[member for member in view.members if not member.active and member.country == code],
    )
    return sheet.page(site.words.country(code), body, trail=((site.words("countries.title"), "countries/"),))
