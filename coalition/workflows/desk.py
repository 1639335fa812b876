"""What every command that writes works at: the campaign, what is to be written, and the writing of it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds.chapter import Chapter
from coalition.problems import suggest
from coalition.sources import writing
from coalition.sources.trees import DiskTree
from coalition.workflows.opening import need_campaign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Member
    from coalition.kinds.statement import Statement
    from coalition.problems import Parsed


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that a command writes."""

    path: str
    content: bytes
    before: bytes | None = None
    """What it takes the place of; None: it is new, and writes over nothing."""

    @property
    def difference(self) -> str:
        """What changes, for a person: the lines that go and come, or the whole of a new text."""
        old, new = ((raw or b"").decode("utf-8", "replace").splitlines() for raw in (self.before, self.content))
        if self.before is None:
            return "".join(f"{line}\n" for line in new)
        lines = difflib.unified_diff(old, new, n=0, lineterm="")
        return "".join(f"{line}\n" for line in lines if not line.startswith(("---", "+++", "@@")))


@dataclass(frozen=True, slots=True)
class Removal:
    """A file that a command takes away, since what it holds stands elsewhere."""

    path: str
    before: bytes
    """What it holds; another content is not taken away."""


def open_campaign(folder: Path) -> Campaign:
    """The campaign in a folder, as far as it can be read.

    Raises CoalitionError when there is none, or its settings cannot be read.
    """
    return read_campaign(folder).value


def read_campaign(folder: Path) -> Parsed[Campaign]:
    """The same with what could not be read of it."""
    need_campaign(folder)
    loaded = load(DiskTree(folder))
    if not loaded.value.settings_were_read:
        raise CoalitionError(f"{folder} holds no campaign that can be read.", 'Run "coalition check" to see why.')
    return loaded


def the_statement(campaign: Campaign, name: str) -> Statement:
    """The statement of that id. Raises CoalitionError."""
    found = campaign.statements.get(name)
    if found is None:
        if f"statements/{name}/statement.yaml" in campaign.paths:
            raise CoalitionError(
                f"statements/{name}/statement.yaml cannot be read.", f'"coalition check statements/{name}" says why.'
            )
        hint = suggest(name, campaign.statements.keys()) or f'Begin one with: coalition statement new "{name}"'
        raise CoalitionError(f'There is no statement "{name}".', hint)
    return found


def the_chapter(campaign: Campaign, name: str, language: str | None = None) -> Chapter:
    """The chapter of that id, in that language or else in its own. Raises CoalitionError."""
    original = campaign.chapters.get(name)
    if original is None:
        if f"chapters/{name}/chapter.md" in campaign.paths:
            hint = f'"coalition check chapters/{name}" says why.'
            raise CoalitionError(f"chapters/{name}/chapter.md cannot be read.", hint)
        hint = suggest(name, campaign.chapters.keys()) or '"coalition chapter list" shows all.'
        raise CoalitionError(f'There is no chapter "{name}".', hint)
    text = campaign.translation(Chapter, name, language) if language else original
    if text is None:
        known = sorted({one.language for one in campaign.of(Chapter) if one.id == name})
        hint = suggest(language or "", known, what="Its languages are")
        raise CoalitionError(f'The chapter "{name}" is not there in "{language}".', hint)
    return text


def the_member(campaign: Campaign, name: str) -> Member:
    """The member of that id. Raises CoalitionError."""
    found = campaign.members.get(name)
    if found is None and name in campaign.declared_members:
        raise CoalitionError(f'The entry of "{name}" cannot be read.', '"coalition check" says why.')
    if found is None:
        hint = suggest(name, campaign.members.keys()) or '"coalition member list" shows all.'
        raise CoalitionError(f'No member is called "{name}".', hint)
    return found


def edited(folder: Path, path: str, edit: Callable[[str], str]) -> Sheet:
    """A text file of the campaign after an edit. Raises CoalitionError when it cannot be read."""
    before = writing.read(folder, path)
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CoalitionError(f"{path} is not in UTF-8, and is not edited.", "Save it as UTF-8.") from error
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return Sheet(path, (mark + edit(text.removeprefix(mark))).encode("utf-8"), before)


def write(folder: Path, sheets: Sequence[Sheet | Removal]) -> None:
    """Write the sheets, one whole file after the other in their order.

    Law: whatever kills it leaves the first so many of them; who orders them takes care that `check` names what is then
    missing. Raises CoalitionError, and no file is written over that was not to be. Who has read what is changed here
    holds the folder since then (`sources.writing.hold`), or is refused when somebody else was quicker.
    """
    for sheet in sheets:
        if isinstance(sheet, Removal):
            writing.remove(folder, sheet.path, sheet.before)
        elif sheet.before is None:
            writing.create(folder, sheet.path, sheet.content)
        elif sheet.before != sheet.content:
            writing.replace(folder, sheet.path, sheet.content, sheet.before)


def write_alone(folder: Path, sheets: Sequence[Sheet | Removal]) -> None:
    """Write the sheets while nobody else who asks writes; for who does not hold the folder already."""
    with writing.hold(folder):
        write(folder, sheets)
