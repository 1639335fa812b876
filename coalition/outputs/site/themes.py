"""Themes: everything that the campaign says and does on one issue area."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import ThemeView


def pages(site: Site) -> Iterator[Page]:
    """Everything below `themes/`."""
    view = site.view
    if not view.themes:
        return
    sheet = site.sheet("themes/")
    rows = [
        (
            theme,
            sum(chapter.theme == theme.id for chapter in view.chapters),
            sum(member.active and theme.id in member.themes for member in view.members),
        )
        for theme in view.themes
    ]
    yield sheet.page(site.words("themes.title"), sheet.parts("themes", themes=rows))
    for theme in view.themes:
        yield _theme(site, theme)


def _theme(site: Site, theme: ThemeView) -> Page:
    view, sheet = site.view, site.sheet(f"themes/{theme.id}/")
    body = sheet.parts(
        "theme",
        theme=theme,
        chapters=[chapter for chapter in view.chapters if chapter.theme == theme.id],
        statements=[statement for statement in view.statements if theme.id in statement.themes],
        recommendations=[item for item in view.recommendations if theme.id in item.themes],
        practices=[practice for practice in view.practices if theme.id in practice.themes],
        meetings=[meeting for meeting in view.meetings if theme.id in meeting.themes],
        members=[member for member in view.members if member.active and theme.id in member.themes],
    )
    trail = ((site.words("themes.title"), "themes/"),)
    return sheet.page(theme.title, body, description=theme.description, trail=trail, kicker=site.words("theme.kicker"))
