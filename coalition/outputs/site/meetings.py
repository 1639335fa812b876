"""Meetings: those to come, those that were, and a page for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs import calendars
from coalition.outputs.site.members import web_link
from coalition.outputs.site.page import Page, site_path
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from coalition.outputs.site.sheet import Sheet, Site
    from coalition.outputs.site.views import MeetingView


def pages(site: Site) -> Iterator[Page]:
    """Everything below `meetings/`; nothing where there are none."""
    view, words = site.view, site.words
    if not view.meetings:
        return
    sheet = site.sheet("meetings/")
    upcoming = sorted((meeting for meeting in view.meetings if not meeting.past), key=lambda meeting: meeting.starts)
    past = sorted(
        (meeting for meeting in view.meetings if meeting.past), key=lambda meeting: meeting.starts, reverse=True
    )
    calendar = site_path(view.language, view.default, calendars.PATH)
    body = sheet.parts("meetings", upcoming=upcoming, past=past, calendar=calendar)
    yield sheet.page(words("meetings.title"), body, description=words("meetings.description"))
    for meeting in view.meetings:
        yield _meeting(site, meeting)


def _meeting(site: Site, meeting: MeetingView) -> Page:
    sheet, view = site.sheet(f"meetings/{meeting.id}/"), site.view
    head = sheet.parts(
        "meeting_head",
        meeting=meeting,
        when=_when(sheet, meeting),
        languages=[site.words.language_name(tag) for tag in meeting.languages],
        website=web_link(meeting.website),
    )
    named = [site.members[name] for name in meeting.participants if name in site.members]
    tail = sheet.parts(
        "meeting_tail",
        meeting=meeting,
        participants=sorted(named, key=lambda member: alphabetical(member.name)),
        statements=[statement for statement in view.statements if statement.meeting == meeting.id],
    )
    return sheet.page(
        meeting.title,
        head,
        sheet.notice(meeting.text) if meeting.text.html.strip() else (),
        sheet.text(meeting.text),
        tail,
        description=meeting.summary,
        trail=((site.words("meetings.title"), "meetings/"),),
        kicker=site.words(f"meeting.kind.{meeting.scope}-{meeting.kind}"),
    )


def _when(sheet: Sheet, meeting: MeetingView) -> Markup:
    """From when to when, with the distance from UTC at the place."""
    starts, ends, words = meeting.starts, meeting.ends, sheet.words
    if ends is None:
        return sheet.instant(starts)
    local = ends.astimezone(starts.tzinfo)
    if local.date() == starts.date():
        return words.html("time.until", start=sheet.instant(starts), end=words.time(local))
    return words.html("time.span", start=sheet.instant(starts), end=sheet.instant(ends))
