"""Rules over approvals of chapters: of which content they are, and in whose name. `standing` says what they come to.

That an approval is still missing is no mistake: `coalition status` tells who is waited for, and a release wants all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import Approval
from coalition.kinds.chapter import Chapter
from coalition.problems import Severity
from coalition.standing.approving import roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.standing.model import Approval as Judged


@rule("stale-approval", Severity.WARNING)
def stale_approval(examined: Examined) -> Iterator[Finding]:
    """A member's last word on a chapter is of the chapter as it is: with any change of it an approval ends.

    Bad:  `content-sha256:` with the digest of the chapter before a paragraph was corrected
    Good: a further approval, approvals/open-gate.2.txt, of the chapter with the correction
    """
    for found in examined.standing.chapters.values() if examined.campaign.settings_were_read else ():
        for approval in found.stale:
            done = "approved" if approval.action == "approve" else "objected to"
            message = f"{approval.member} {done} this chapter on {approval.on}; what it read has changed since."
            hint = (
                f'"coalition status" tells what changed. Ask the member to read it, and to say so again: '
                f"coalition chapter approve {approval.chapter} --as {approval.member}"
            )
            yield _at(examined, approval, "content_sha256", message, hint)


@rule("objection-to-chapter", Severity.WARNING)
def objection_to_chapter(examined: Examined) -> Iterator[Finding]:
    """Nobody who leads, reviews or contributes to a chapter objects to it as it is.

    Bad:  approvals/meridian-institute.txt with the line `action: object`, of the chapter as it is
    Good: the chapter changed, and a further word of meridian-institute with `action: approve`
    """
    for found in examined.standing.chapters.values() if examined.campaign.settings_were_read else ():
        for approval in found.objections:
            message = f"{approval.member} objects to this chapter as it is, so that it is not approved."
            hint = "Its remark may say why. Change the chapter and ask again, or leave the chapter out of the edition."
            yield _at(examined, approval, "action", message, hint)


@rule("approval-without-part", Severity.WARNING)
def approval_without_part(examined: Examined) -> Iterator[Finding]:
    """Who approves a chapter has the part in it that the approval names: it leads, reviews or contributes to it.

    Bad:  `capacity: reviewer`, where `reviewers:` of the chapter does not name the member
    Good: the member's id under `reviewers:`, before it approves
    """
    campaign = examined.campaign
    for approval in examined.standing.approvals if campaign.settings_were_read else ():
        text = campaign.translation(Chapter, approval.chapter, approval.language)
        # Of a chapter that has changed since, it may have had that part when it approved: nothing is to be done.
        digest = examined.standing.of_chapter(approval.chapter, approval.language).digest
        is_now = approval.verdict == "good" and approval.content_sha256 == digest
        if text is not None and is_now and approval.capacity not in roles(text, approval.member):
            message = f"{text.path} does not name {approval.member} as {approval.capacity}: this counts for nothing."
            own = ", ".join(roles(text, approval.member))
            hint = (
                f"It is {own} of the chapter." if own else "Name it in the chapter's front matter, then ask it again."
            )
            yield _at(examined, approval, "capacity", message, hint)


@rule("approval-of-no-text")
def approval_of_no_text(examined: Examined) -> Iterator[Finding]:
    """An approval is of a chapter in a language in which it is there.

    Bad:  `language: es`, and no chapter.es.md in the chapter's folder
    Good: `language: en`, or the text in Spanish
    """
    campaign = examined.campaign
    languages: dict[str, list[str]] = {}
    for text in campaign.of(Chapter):
        languages.setdefault(text.id, []).append(text.language)
    for approval in campaign.of(Approval):
        known = languages.get(approval.chapter, [])
        # A text that cannot be read is another problem, and so is a chapter that is not there at all.
        is_there = f"chapters/{approval.chapter}/chapter.{approval.language}.md" in campaign.paths
        if known and approval.language not in known and not is_there:
            message = f'The chapter "{approval.chapter}" is not there in "{approval.language}".'
            hint = f"It is there in: {', '.join(known)}. A text that was approved stays: restore it, if it was there."
            yield Finding(approval.place("language"), message, hint)


def _at(examined: Examined, approval: Judged, line: str, message: str, hint: str) -> Finding:
    return Finding(examined.approvals[approval.path].place(line), message, hint)
