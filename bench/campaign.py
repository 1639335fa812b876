"""A reference campaign, made from a seed: the same files on every machine, without a mistake in them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import chapters, members, sources, statements, wording

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

SEED = 20261101
THEMES = {
    "refugees": "Refugee protection", "health": "Health and HIV", "poverty": "Poverty and debt", "recruitment": "Recruitment",
    "domestic-work": "Domestic work", "seafarers": "Work at sea", "children": "Children on the move", "climate": "Climate",
    "detention": "Detention and deportation", "agriculture": "Farm work", "construction": "Construction", "returning": "Return",
}  # fmt: skip
"""A chapter each."""
COMMITTED = "2026-11-01T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    chapters: int = 12
    words: int = 61_000
    """Of all chapters together, about."""
    sources: int = 200
    members: int = 300
    statements: int = 10
    answers: int = 100
    """Endorsement files of each statement."""


REFERENCE = Size()
SMALL = Size(chapters=3, words=3_000, sources=30, members=30, statements=2, answers=10)


def files(size: Size, seed: int = SEED) -> dict[str, bytes]:
    """Every file of the campaign by path. The same size and seed give the same bytes."""
    themes = tuple(THEMES)[: size.chapters]
    registry = members.organisations(wording.seeded(seed, "members"), size.members, themes)
    found = {
        "coalition.yaml": _settings(themes, registry[0].id),
        "mkdocs.yml": _SITE,
        ".gitignore": "/public/\n/.coalition/\n",
    }
    found |= {
        "members.yaml": members.file(registry),
        ".gitattributes": "statements/** -text\nchapters/** -text\ntrust/** -text\n",
    }
    found |= _texts(wording.seeded(seed, "texts"))
    bytes_ = {path: text.encode() for path, text in found.items()}
    bytes_ |= _chapters(size, seed, themes, registry)
    for number in range(1, size.statements + 1):
        bytes_ |= statements.files(
            wording.seeded(seed, "statement", number), f"review-{number}", registry, size.answers
        )
    return dict(sorted(bytes_.items()))


def registry_alone(count: int, seed: int = SEED) -> dict[str, bytes]:
    """A campaign of nothing but its settings and a registry of that many members."""
    themes = tuple(THEMES)
    registry = members.organisations(wording.seeded(seed, "members"), count, themes)
    settings = _settings(themes, registry[0].id).partition("report:")[0]
    return {
        "coalition.yaml": settings.encode(),
        "mkdocs.yml": b"site_name: Registry\n",
        "members.yaml": members.file(registry).encode(),
    }


def _chapters(
    size: Size, seed: int, themes: tuple[str, ...], registry: tuple[members.Organisation, ...]
) -> dict[str, bytes]:
    works = sources.works(wording.seeded(seed, "sources"), size.sources)
    shared, own = works[: size.sources // 4], works[size.sources // 4 :]
    able = [member.id for member in registry if member.could_answer(statements.FIRST_DAY)]
    found = {"references.bib": sources.file(shared).encode()}
    for index, theme in enumerate(themes):
        random = wording.seeded(seed, "chapter", theme)
        mine = own[index :: len(themes)]
        borrowed = {*shared[index :: len(themes)], *random.sample(shared, min(6, len(shared)))}
        outline = chapters.Outline(
            id=theme,
            title=THEMES[theme],
            words=size.words // len(themes),
            works=(*mine, *sorted(borrowed, key=lambda work: work.key)),
            citations=random.randint(40, 60) * size.words // len(themes) // 5000
            if size.words < REFERENCE.words
            else random.randint(40, 60),
            others=tuple(other for other in themes if other != theme),
            lead=able[index],
            contributors=tuple(sorted(random.sample(able[len(themes) :], 3))),
        )
        folder = f"chapters/{theme}"
        found[f"{folder}/chapter.md"] = chapters.text(random, outline).encode()
        found[f"{folder}/references.bib"] = sources.file(mine).encode()
        found[f"{folder}/figures/share.png"] = chapters.picture(random)
    return found


def _settings(themes: tuple[str, ...], secretariat: str) -> str:
    listed = "".join(f"  {theme}: {{title: {THEMES[theme]}}}\n" for theme in themes)
    return (
        "format: 1\ncampaign:\n  id: reference\n  name: Reference Campaign\n"
        f"  domain: {statements.DOMAIN}\n  secretariat: {secretariat}\n  languages: [en]\nthemes:\n{listed}"
        "vocabularies: migration\nreport:\n  title: A reference report\n"
        f'  edition: "2026"\n  chapters: [{", ".join(themes)}]\n  licence: CC-BY-4.0\n'
    )


_SITE = """\
site_name: Reference Campaign
site_url: https://campaign.example/
docs_dir: pages
theme:
  name: material
  palette: {scheme: default, primary: teal}
nav:
  - Home: index.md
  - Report: report/
  - Statements: statements/
  - Members: members/
  - About: about.md
"""


def _texts(random: Random) -> dict[str, str]:
    def page(title: str, words: int) -> str:
        blocks = [" ".join(wording.sentences(random, 80)) for _ in range(words // 80)]
        return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(blocks) + "\n"

    return {
        "pages/index.md": page("Home", 240),
        "pages/about.md": page("About", 400),
        "report/foreword.md": page("Foreword", 400),
        "report/summary.md": page("Summary", 800),
    }


def write(folder: Path, content: dict[str, bytes]) -> None:
    """Put the files into a folder, as one commit of a new git repository."""
    for path, body in content.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    commit(folder, "A campaign", new=True)


def commit(folder: Path, message: str, *, new: bool = False, when: str = COMMITTED) -> None:
    """Commit everything, as nobody in particular and at a time that is given."""
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in {**_WHO, "DATE": when}.items()
    }
    orders = [["init", "-q"]] if new else []
    for order in [*orders, ["add", "--all"], ["commit", "-q", "-m", message]]:
        subprocess.run(["git", *order], cwd=folder, env={**quiet, **who}, check=True)  # noqa: S607 -- git of the PATH


_WHO = {"NAME": "Bench", "EMAIL": "bench@campaign.example"}
