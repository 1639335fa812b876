"""Comparing two editions of the report: two commits, or one and the files on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign import consents, manuscripts
from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds.consent import ConsentRecord
from coalition.kinds.words import day_of
from coalition.outputs.redline import writing
from coalition.outputs.redline.composing import edition, redline
from coalition.outputs.words import Words
from coalition.problems import Problem, Severity, suggest
from coalition.sources.git import Repository
from coalition.workflows.consenting import present
from coalition.workflows.opening import need_campaign, open_cache, open_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.consents import Told
    from coalition.campaign.model import Campaign
    from coalition.outputs.redline.model import Edition, Redline
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.trees import Tree

_OF_THE_REPORT = ("coalition.yaml", "chapters/", "report/", "references.bib", "styles/")
WRITERS: dict[str, Callable[..., bytes]] = {"html": writing.page, "docx": writing.word, "pdf": writing.pdf}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared."""

    old: str
    """A commit, tag or branch."""
    new: str | None = None
    """None: the files on disk."""
    chapters: tuple[str, ...] = ()
    """Ids of chapters; none: the whole report."""
    language: str | None = None
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions, compared."""

    redline: Redline
    mistakes: tuple[tuple[str, tuple[Problem, ...]], ...]
    """Of each of the two that has mistakes in the report's texts, its name and these: some of it may be missing."""
    pandoc: Pandoc


def compare(folder: Path, asked: Asked, instant: datetime) -> Compared:
    """The two editions in one. Raises CoalitionError when a commit, a report or a chapter is not there."""
    from coalition.prose.pandoc import Pandoc

    need_campaign(folder)
    repository = Repository.open(folder)
    pandoc = Pandoc(open_cache(folder, repository))
    trees = [open_tree(folder, asked.old), open_tree(folder, asked.new)]
    loaded = [load(tree) for tree in trees]
    campaigns = [one.value for one in loaded]
    settings = campaigns[1].settings
    say = Words(_language(campaigns[1], asked.language))
    names = (asked.old, asked.new or say("redline.working"))
    sides: list[Edition] = []
    wrong: list[tuple[str, tuple[Problem, ...]]] = []
    # What was told once and may be told no more stands on neither side, nor does it come back as deleted words.
    newest = [record for one in campaigns for record in one.of(ConsentRecord)] + [*present(folder)]
    for name, tree, one in zip(names, trees, loaded, strict=True):
        campaign = one.value
        told = consents.told(campaign.of(ConsentRecord), day_of(instant), "report", newest)
        made, problems = _edition(name, tree, campaign, pandoc, say, drafts=asked.drafts, told=told)
        sides.append(made)
        if found := tuple(sorted({*filter(_spoils, (*one.problems, *problems))})):
            wrong.append((name, found))
    _need_chapters(asked.chapters, sides)
    when = repository.commit_time(asked.new) if repository and asked.new else instant
    author = settings.campaign.name.text(say.language, settings.language)
    return Compared(redline(*sides, say=say, author=author, instant=when, chosen=asked.chapters), tuple(wrong), pandoc)


def _language(campaign: Campaign, wanted: str | None) -> str:
    known = campaign.settings.campaign.languages
    if wanted is not None and wanted not in known:
        raise CoalitionError(f'The report is not made in "{wanted}".', f"Its languages are: {', '.join(known)}.")
    return wanted or campaign.settings.language


def _edition(  # noqa: PLR0913 -- a side, and what both are read with
    name: str, tree: Tree, campaign: Campaign, pandoc: Pandoc, say: Words, *, drafts: bool, told: Told
) -> tuple[Edition, tuple[Problem, ...]]:
    """The report of one side, and what is wrong in its texts."""
    from coalition.prose.book import prepare
    from coalition.workflows.reading import drawn, labels, pictures_of

    if not campaign.settings_were_read:
        raise CoalitionError(f"There is no campaign that can be read in {name}.", f"coalition check --rev {name}")
    bibliography = manuscripts.bibliography(campaign, say.language)
    parsed = prepare(
        manuscripts.book(campaign, say.language, drafts=drafts, told=told),
        bibliography,
        pandoc=pandoc,
        labels=labels(),
    )
    shown = pictures_of(tree, [path for section in parsed.value.sections for path in section.images], pandoc.cache)
    made = edition(name, campaign, parsed.value, (*shown.value, *drawn(parsed.value)), say=say, drafts=drafts)
    return made, (*parsed.problems, *shown.problems)


def _spoils(problem: Problem) -> bool:
    """Whether some of the report may be missing for it."""
    return problem.severity is Severity.ERROR and problem.place.path.startswith(_OF_THE_REPORT)


def _need_chapters(chapters: tuple[str, ...], sides: list[Edition]) -> None:
    known = {text.id for side in sides for text in side.texts}
    for name in chapters:
        if name not in known:
            hint = suggest(name, known) or '"coalition chapter list" shows all; drafts are compared with --drafts.'
            raise CoalitionError(f'Neither of the two has a chapter "{name}".', hint)


def as_file(found: Compared, form: str) -> bytes:
    """The comparison in one of the formats of WRITERS."""
    return WRITERS[form](found.redline, pandoc=found.pandoc)


def as_text(found: Compared, paint: Callable[[str, str], str]) -> str:
    """The comparison for a terminal."""
    return writing.terminal(found.redline, paint, pandoc=found.pandoc)
