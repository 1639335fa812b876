"""Every file for programs that one language's site offers: tables, feeds and the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs import calendars, citing, feeds, tables
from coalition.outputs.site.page import site_path

if TYPE_CHECKING:
    from coalition.outputs.site.views import CampaignView


def offered(view: CampaignView) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What there is, by name: the formats and their paths within the language's site."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        (name, (("JSON", f"data/{name}.json"), ("CSV", f"data/{name}.csv"))) for name in tables.filled(view)
    ]
    found.append(("feed", (("Atom", "feed.xml"), ("JSON Feed", "feed.json"))))
    if view.meetings:
        found.append(("meetings", (("iCalendar", calendars.PATH),)))
    if view.report is not None:
        found.append(("citation", tuple((citing.NAMES[form], path) for form, path in citing.FILES.items())))
    return tuple(found)


def files(view: CampaignView, domain: str) -> tuple[tuple[str, bytes], ...]:
    """Paths from the root of what is published, with their content."""
    found: dict[str, bytes] = {}

    def add(path: str, content: bytes) -> None:
        found[site_path(view.language, view.default, path)] = content

    for name, rows in tables.tables(view).items():
        if rows:
            add(f"data/{name}.json", tables.as_json(name, rows, view.language))
            add(f"data/{name}.csv", tables.as_csv(rows))
    add("feed.xml", feeds.atom(view, site_path(view.language, view.default, "feed.xml")))
    add("feed.json", feeds.json_feed(view, site_path(view.language, view.default, "feed.json")))
    works = citing.works(view)
    for form, path in citing.FILES.items() if works else ():
        add(path, citing.WRITERS[form](works))
    if view.meetings:
        add(calendars.PATH, calendars.calendar(view, domain))
    return tuple(sorted(found.items()))
