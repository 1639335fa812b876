"""What is new, as feeds: chapters, statements and practices by date, in Atom and JSON Feed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import escape

from coalition.outputs import answering
from coalition.outputs.site.page import site_path
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from coalition.outputs.site.statement_views import StatementView
    from coalition.outputs.site.views import CampaignView

LONGEST = 50
"""Entries in a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was published or changed."""

    title: str
    summary: str
    path: str
    """Within the language's site."""
    language: str
    published: datetime
    updated: datetime


def entries(view: CampaignView) -> tuple[Entry, ...]:
    """The latest first; what is in no commit yet has no date and is left out.

    Law: the same campaign at the same commit gives the same entries in the same order.
    """
    found = [
        (f"report/{chapter.id}/", chapter.title, chapter.abstract, chapter.text, chapter.published, chapter.updated)
        for chapter in view.chapters
    ]
    found += [
        (f"statements/{item.id}/", item.title, _standing(view, item), item.text, item.published, item.updated)
        for item in view.statements
    ]
    found += [
        (f"practices/{item.id}/", item.title, item.summary, item.text, item.published, item.updated)
        for item in view.practices
    ]
    dated = [
        Entry(title, summary, path, text.language, published.astimezone(UTC), (updated or published).astimezone(UTC))
        for path, title, summary, text, published, updated in found
        if published is not None
    ]
    return tuple(sorted(dated, key=lambda entry: (-entry.updated.timestamp(), entry.path))[:LONGEST])


def _standing(view: CampaignView, statement: StatementView) -> str:
    """The occasion of a statement, what has become of it, and who signed."""
    words, answers = Words(view.language), statement.answers
    said = [f"{statement.occasion}.", words(f"statement.status.{statement.status}.long")]
    said += [answering.totals(words, answers)] if answers.totals.counted else []
    said += [words("adoption.adopted")] if statement.adopted else []
    return " ".join(said)


def atom(view: CampaignView, path: str) -> bytes:
    """RFC 4287. `path` is the feed's own, from the root of what is published."""
    items = entries(view)
    newest = max((item.updated for item in items), default=view.stamp)
    home = view.url + site_path(view.language, view.default, "")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(view.language)}">',
        f"<title>{escape(view.name)}</title>",
        f"<id>{escape(home)}</id>",
        f"<updated>{_instant(newest)}</updated>",
        f"<author><name>{escape(view.name)}</name></author>",
        f'<link rel="alternate" href="{escape(home)}"/>',
        f'<link rel="self" href="{escape(view.url + path)}"/>',
    ]
    for item in items:
        address = escape(home + item.path)
        lines += [
            f'<entry xml:lang="{escape(item.language)}">',
            f"<title>{escape(item.title)}</title>",
            f"<id>{address}</id>",
            f'<link rel="alternate" href="{address}"/>',
            f"<published>{_instant(item.published)}</published>",
            f"<updated>{_instant(item.updated)}</updated>",
            f"<summary>{escape(item.summary)}</summary>",
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def json_feed(view: CampaignView, path: str) -> bytes:
    """JSON Feed 1.1. `path` is the feed's own, from the root of what is published."""
    home = view.url + site_path(view.language, view.default, "")
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.name,
        "home_page_url": home,
        "feed_url": view.url + path,
        "language": view.language,
        "items": [
            {
                "id": home + item.path,
                "url": home + item.path,
                "title": item.title,
                "summary": item.summary,
                "content_text": item.summary,
                "language": item.language,
                "date_published": _instant(item.published),
                "date_modified": _instant(item.updated),
            }
            for item in entries(view)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _instant(value: datetime | None) -> str:
    """RFC 3339 in UTC; the beginning of time for what has no date."""
    moment = value or datetime.fromtimestamp(0, UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
