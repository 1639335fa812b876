"""Comparing two versions of a statement, or one version with what it was in a commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.campaign import manuscripts
from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.outputs import redlines
from coalition.outputs.verdict import visible
from coalition.outputs.words import Words
from coalition.problems import Severity
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree
from coalition.workflows.desk import the_statement
from coalition.workflows.opening import need_campaign, open_cache, open_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.statement import StatementText
    from coalition.prose.compare import Comparison, Side
    from coalition.prose.model import Manuscript, Picture
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.trees import Tree


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two texts that are asked for."""

    number: int | None
    """None: the current one."""
    revision: str | None = None
    """A commit, tag or branch; None is the files on disk."""


@dataclass(frozen=True, slots=True)
class Redline:
    """Two texts, compared."""

    names: tuple[str, str]
    """What they are called: `v1/en.md`."""
    numbers: tuple[int, int]
    title: str
    language: str
    comparison: Comparison
    pictures: tuple[Picture, ...]
    mistakes: tuple[str, ...]
    """Files in which something could not be read as it was meant."""
    pandoc: Pandoc


def compare(folder: Path, statement: str, versions: tuple[Version, Version], language: str | None) -> Redline:
    """Two versions of a statement in one language: that given, or that which is signed.

    Raises CoalitionError when there is no such statement, version or translation.
    """
    from coalition.prose.pandoc import Pandoc

    need_campaign(folder)
    pandoc = Pandoc(open_cache(folder, Repository.open(folder)))
    trees = [
        DiskTree(folder) if version.revision is None else open_tree(folder, version.revision) for version in versions
    ]
    campaigns = [load(tree).value for tree in trees]
    new = _text(campaigns[1], statement, versions[1], language)
    old = _text(campaigns[0], statement, versions[0], language or new.language)
    bodies = [_manuscript(campaign, text) for campaign, text in zip(campaigns, (old, new), strict=True)]
    made = [_prepared(*one, Words(new.language), pandoc) for one in zip(trees, (old, new), bodies, strict=True)]
    sides = [side for side, _, _ in made]
    names = [
        text.path.split("/", 2)[2] + (f" in {version.revision}" if version.revision else "")
        for text, version in zip((old, new), versions, strict=True)
    ]
    return Redline(
        names=(names[0], names[1]),
        numbers=(old.version, new.version),
        title=new.title,
        language=new.language,
        comparison=redlines.compared(*sides),
        pictures=tuple(picture for _, pictures, _ in made for picture in pictures),
        mistakes=tuple(path for _, _, path in made if path),
        pandoc=pandoc,
    )


def _text(campaign: Campaign, statement: str, version: Version, language: str | None) -> StatementText:
    where = f" in {version.revision}" if version.revision else ""
    number = version.number or the_statement(campaign, statement).current_version
    texts = campaign.versions(statement, number)
    if not texts:
        the_statement(campaign, statement)
        known = ", ".join(f"{one}" for one in sorted({text.version for text in campaign.versions(statement)}))
        raise CoalitionError(f"{statement} has no version {number}{where}.", f"There are: {known or 'none'}.")
    found = next((text for text in texts if language in (None, text.language)), None)
    if found is None:
        known = ", ".join(text.language for text in texts)
        raise CoalitionError(
            f'Version {number} of {statement}{where} has no text in "{language}".', f"It has: {known}."
        )
    return found


def _manuscript(campaign: Campaign, text: StatementText) -> Manuscript:
    (found,) = [one for one in manuscripts.apart(campaign) if one.path == text.path]
    return found


def _prepared(
    tree: Tree, text: StatementText, manuscript: Manuscript, words: Words, pandoc: Pandoc
) -> tuple[Side, tuple[Picture, ...], str]:
    """A text ready to be compared, the pictures that it shows, and its path where there are mistakes in it."""
    from coalition.prose.book import prepare
    from coalition.prose.model import Bibliography
    from coalition.workflows.reading import labels, pictures_of

    parsed = prepare([manuscript], Bibliography(), pandoc=pandoc, labels=labels())
    section = parsed.value.sections[0]
    shown = pictures_of(tree, section.images, pandoc.cache)
    names = {picture.path: picture.name for picture in shown.value}
    wrong = any(problem.severity is Severity.ERROR for problem in (*parsed.problems, *shown.problems))
    side = redlines.statement_side(text, section, words, names)
    return side, shown.value, text.path if wrong else ""


def as_text(redline: Redline, paint: Callable[[str, str], str]) -> str:
    """The comparison for a terminal, or as plain text."""
    words = Words("en")
    lines = (" → ".join(redline.names), *_sentences(redline, words))
    said = "".join(f"{visible(line)}\n" for line in lines)
    if redline.comparison.same:
        return said
    return f"{said}\n" + redlines.terminal(redline.comparison, words, paint, pandoc=redline.pandoc)


def as_html(redline: Redline) -> str:
    """The comparison as one HTML file, in the language of the text where the catalogues have it."""
    from coalition.outputs.report.html import with_pictures
    from coalition.prose.labels import labels_for
    from coalition.prose.writers import html
    from coalition.workflows.reading import labels

    words = Words(redline.language)
    places = {picture.name: f"pictures/{picture.name}" for picture in redline.pictures}
    made = html(redline.comparison.ast, places, pandoc=redline.pandoc, labels=labels_for(redline.language, labels()))
    return redlines.page(
        f"{redline.title}: {words('changes.title', number=words.number(redline.numbers[1]))}",
        _sentences(redline, words),
        Markup(with_pictures(made, redline.pictures)),  # noqa: S704 -- cleaned by the writer
        redline.language,
        words,
    )


def _sentences(redline: Redline, words: Words) -> tuple[str, ...]:
    """How much changed, and since when."""
    summary = redlines.summary(redline.comparison.tally, words)
    old, new = redline.numbers
    said = f"{summary[:1].upper()}{summary[1:]}."
    if old != new:
        said = words("changes.since", number=words.number(old), changes=summary)
    return (said,) if redline.comparison.whole else (said, words("changes.partly"))
