"""Where the work stands: chapters and their approvals, statements and their answers, translations that lag.

It tells what is public and nothing else: who has not answered a statement is for those who work on it to know, and
`coalition status` tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site

PATH = "status/"


def pages(site: Site) -> Iterator[Page]:
    """The page; nothing where there is neither chapter nor statement."""
    view, words = site.view, site.words
    if not view.chapters and not view.statements:
        return
    sheet = site.sheet(PATH)
    body = sheet.parts(
        "progress",
        chapters=view.chapters,
        statements=view.statements,
        waiting={one.id: len(one.answers.unconfirmed) for one in view.statements},
        progress=view.progress,
    )
    yield sheet.page(words("status.title"), body, description=words("status.deck"), search=False)
