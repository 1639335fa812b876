"""What has to be so before an edition is released: its name, the repository, the content, the approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.chapter import Chapter
from coalition.kinds.edition import NAME_HINT, folder_of, is_edition, tag_of
from coalition.problems import Place, Problem
from coalition.sources import tagging
from coalition.sources.git import ShallowClone
from coalition.sources.worktree import branch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.model import Campaign
    from coalition.kinds.settings import ReportSettings
    from coalition.sources.git import Repository
    from coalition.standing.model import ChapterStanding, Standing


def need_name(edition: str) -> None:
    """Raise CoalitionError unless that can name an edition."""
    if not is_edition(edition):
        raise CoalitionError(f'"{edition}" cannot name an edition.', NAME_HINT)


def need_branch(repository: Repository) -> str:
    """The branch on which the edition is committed. Raises CoalitionError for a clone that cannot take it."""
    if repository.is_shallow():
        raise ShallowClone("so that an edition cannot be compared with the one before")
    found = branch(repository)
    if found is None:
        raise CoalitionError("No branch is checked out, so that nothing would hold the edition.", "git switch main")
    return found


def need_room(repository: Repository, edition: str) -> None:
    """Raise CoalitionError unless git has room for the tag."""
    other = tagging.in_the_way(repository, tag_of(edition))
    if other is not None:
        message = f'A tag is called "{other}", and git keeps no "{tag_of(edition)}" beside it.'
        raise CoalitionError(message, f"Rename it: git tag {other}-old {other} && git tag --delete {other}")


def need_clean(repository: Repository, ours: Iterable[str]) -> None:
    """Raise CoalitionError when files differ from the commit; below the folders of `ours` we put them there."""
    folders = tuple(f"{folder}/" for folder in ours)
    changed = [path for path in repository.changed_paths() if not f"{path}/".startswith(folders)]
    if changed:
        shown = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
        hint = "Commit them first: an edition is made of a commit, and of nothing else."
        raise CoalitionError(f"Files differ from the last commit: {shown}.", hint)


def need_bytes_kept(repository: Repository, edition: str, names: Iterable[str]) -> None:
    """Raise CoalitionError where git would keep or check out other bytes than those that were made."""
    for name in names:
        attribute = tagging.converted(repository, f"{folder_of(edition)}/{name}")
        if attribute is not None:
            raise CoalitionError(
                f'git would change the bytes of {folder_of(edition)}/{name}: the attribute "{attribute}" says so.',
                'Write the line "editions/** -text" into .gitattributes, as the last that is about these files; commit it.',
            )


def need_report(campaign: Campaign, edition: str) -> ReportSettings:
    """The report's settings. Raises CoalitionError when they are of another edition."""
    report = campaign.settings.report
    if report is None or not report.order:
        raise CoalitionError("The campaign has no report.", "Name its chapters in coalition.yaml, under report:.")
    if report.edition != edition:
        raise CoalitionError(
            f'coalition.yaml says that this is edition "{report.edition}", and every page of the report would say so.',
            f'Write edition: "{edition}" under report: in {campaign.settings.path}, and commit it; or release what it '
            f"says: coalition report release {report.edition}",
        )
    return report


def unapproved(campaign: Campaign, standing: Standing, languages: Iterable[str]) -> Iterator[Problem]:
    """Everything that keeps a chapter of the report out of an edition: that it is no final text, or not approved."""
    report = campaign.settings.report
    spoken = tuple(languages)
    for name in report.order if report else ():
        chapter = campaign.chapters.get(name)
        if chapter is None:
            continue  # the check says so
        if not chapter.released:
            message = f'"{name}" is in the report and still {_an(chapter.status)}.'
            hint = "Finish it (status: final), or take it out of the report's chapters in coalition.yaml."
            yield Problem(chapter.place("status"), "chapter-not-approved", message, hint)
            continue
        for text in campaign.of(Chapter):
            if text.id == name and text.language in spoken:
                yield from _missing(text, standing.of_chapter(name, text.language))


def _an(status: str) -> str:
    return f"{'an' if status[0] in 'aeiou' else 'a'} {status}"


def _missing(text: Chapter, state: ChapterStanding) -> Iterator[Problem]:
    again = {approval.member for approval in state.stale}
    given = f"coalition chapter approve {text.id} --language {text.language} --as"
    for member in state.outstanding:
        stale = member in again
        message = f'"{text.id}" in "{text.language}" is not approved by {member}'
        why = ": what it approved has changed since." if stale else "."
        yield Problem(
            _place(text, member), "chapter-not-approved", message + why, f"{member} approves it with: {given} {member}"
        )
    for approval in state.objections:
        message = f'{approval.member} objects to "{text.id}" in "{text.language}".'
        hint = f"Settle it with them; they approve it with: {given} {approval.member}"
        yield Problem(Place(approval.path), "chapter-not-approved", message, hint)
    if not state.digest:
        message = f'A file of "{text.id}" in "{text.language}" cannot be read, so that nobody can approve it.'
        yield Problem(Place(text.path), "chapter-not-approved", message, f"coalition check chapters/{text.id}")


def _place(text: Chapter, member: str) -> Place:
    if member == text.lead:
        return text.place("lead")
    return text.place("reviewers", text.reviewers.index(member)) if member in text.reviewers else Place(text.path)
