"""What a chapter or a statement's text is known by: its digest, and the lines of which that is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign import digests
from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds.chapter import Chapter
from coalition.problems import suggest
from coalition.workflows.desk import the_statement
from coalition.workflows.opening import need_campaign, open_tree

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.campaign.model import Campaign


@dataclass(frozen=True, slots=True)
class Digested:
    """One text and its digest."""

    name: str
    """`chapters/refugees`, or the path of a statement's text."""
    language: str
    sha256: str
    lines: str
    """As sha256sum prints them. Of a chapter the digest is theirs; of a statement's text it stands in the one line."""


def digested(
    folder: Path, name: str, *, language: str | None, version: int | None, revision: str | None
) -> tuple[Digested, ...]:
    """The digests of a chapter (`chapters/ID`) or of a version of a statement (`statements/ID`), a text a language.

    Raises CoalitionError when there is no such thing, or no text of it in that language.
    """
    campaign = _campaign(folder, revision)
    room, _, rest = name.strip("/").partition("/")
    if room == "statements" and rest:
        found = _statement(campaign, rest.partition("/")[0], version)
    elif room == "chapters" and rest and version is None:
        found = _chapter(campaign, rest.partition("/")[0])
    else:
        hint = "Name a chapter, chapters/ID, or a statement, statements/ID; only statements have versions."
        raise CoalitionError(f'"{name}" has no digest.', hint)
    kept = tuple(one for one in found if language in {None, one.language})
    if not kept:
        hint = suggest(language or "", [one.language for one in found], what="Its languages are")
        raise CoalitionError(f'{name} is not there in "{language}".', hint)
    return kept


def canonical(folder: Path, key: str, revision: str | None) -> str:
    """The text of a shared source that is digested. Raises CoalitionError when there is no such source."""
    campaign = _campaign(folder, revision)
    text = digests.canonical(campaign, key)
    if text is None:
        known = [source.key for source in campaign.sources()]
        raise CoalitionError(f'references.bib has no source "{key}".', suggest(key, known))
    return text


def _campaign(folder: Path, revision: str | None) -> Campaign:
    if revision is None:
        need_campaign(folder)
    return load(open_tree(folder, revision)).value


def _chapter(campaign: Campaign, name: str) -> tuple[Digested, ...]:
    if name not in campaign.chapters:
        raise CoalitionError(f'There is no chapter "{name}".', suggest(name, campaign.chapters))
    languages = sorted({text.language for text in campaign.of(Chapter) if text.id == name})
    contents = [digests.content(campaign, name, language) for language in languages]
    found = [one for one in contents if one is not None]
    unread = next((one.unread for one in found if one.unread), ())
    if unread:
        raise CoalitionError(
            f"{unread[0]} cannot be read, so that {name} has no digest.", '"coalition check" says why.'
        )
    return tuple(
        Digested(f"chapters/{name}", one.language, one.sha256, one.lines.decode("utf-8", "surrogateescape"))
        for one in found
    )


def _statement(campaign: Campaign, name: str, version: int | None) -> tuple[Digested, ...]:
    statement = the_statement(campaign, name)
    texts = campaign.versions(name, version or statement.current_version)
    if not texts:
        raise CoalitionError(f"{name} has no text of version {version or statement.current_version}.")
    return tuple(
        Digested(text.path, text.language, campaign.digests[text.path], f"{campaign.digests[text.path]}  {text.path}\n")
        for text in texts
    )
