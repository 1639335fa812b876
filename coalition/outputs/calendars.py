"""Meetings as a calendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.outputs.site.page import site_path
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from coalition.outputs.site.views import CampaignView, MeetingView

PATH = "meetings/meetings.ics"
"""Where a language's site has it."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_LONGEST = 75
"""Bytes of a line, its end not counted."""


def calendar(view: CampaignView, domain: str) -> bytes:
    """Every meeting, in order of time. `domain` makes the ids of events unique in the world."""
    meetings = sorted(view.meetings, key=lambda meeting: (meeting.starts, meeting.id))
    words = Words(view.language)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coalition//meetings//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(view.name)}")
    for meeting in meetings:
        lines += _event(view, meeting, words, domain)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(view: CampaignView, meeting: MeetingView, words: Words, domain: str) -> list[str]:
    place = [meeting.venue, meeting.city, words.country(meeting.country) if meeting.country else ""]
    where = ", ".join(part for part in place if part) or (words("meeting.online") if meeting.online else "")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting.id}@{domain}",
        f"DTSTAMP:{_instant(view.stamp or meeting.starts)}",
        f"DTSTART:{_instant(meeting.starts)}",
        f"DTEND:{_instant(meeting.ends)}" if meeting.ends else "",
        f"SUMMARY:{_text(meeting.title)}",
        f"DESCRIPTION:{_text(meeting.summary)}" if meeting.summary else "",
        f"LOCATION:{_text(where)}" if where else "",
        f"URL:{view.url}{site_path(view.language, view.default, f'meetings/{meeting.id}/')}" if view.url else "",
        "END:VEVENT",
    ]
    return [line for line in lines if line]


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes; a letter is never cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
