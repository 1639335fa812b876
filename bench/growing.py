"""Campaigns in growing sizes: each family makes one thing more numerous, and only as much else as that needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import campaign, chapters, members, sources, statements, wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

CHAPTER_WORDS = 500
WORKS = 5
"""Sources of each chapter of its own."""
THEMES = tuple(campaign.THEMES)
SPARE = 1.3
"""Members for each answer to a statement: some joined later or left, and cannot answer."""


@dataclass(frozen=True, slots=True)
class Family:
    """What grows, how often, and the campaign of a size."""

    name: str
    record: str
    """What is counted, in the singular."""
    files: Callable[[int], dict[str, bytes]]
    sizes: tuple[int, ...]
    empty: int
    """The size of the almost empty campaign, whose cost is what nothing costs."""
    quick: tuple[int, ...]


def of_members(count: int) -> dict[str, bytes]:
    """A registry alone."""
    return campaign.registry_alone(count)


def of_answers(count: int) -> dict[str, bytes]:
    """One statement with that many endorsement files, and a registry that is large enough."""
    registry = members.organisations(wording.seeded(campaign.SEED, "members"), 25 + int(count * SPARE), THEMES)
    statement = statements.files(wording.seeded(campaign.SEED, "statement"), "review-1", registry, count)
    return {**_base(registry), **statement}


def of_chapters(count: int) -> dict[str, bytes]:
    """A report of that many chapters of 500 words, each with sources of its own."""
    registry = members.organisations(wording.seeded(campaign.SEED, "members"), 40, THEMES)
    able = [member.id for member in registry if member.could_answer(statements.FIRST_DAY)]
    names = tuple(f"chapter-{number}" for number in range(1, count + 1))
    works = sources.works(wording.seeded(campaign.SEED, "sources"), count * WORKS)
    found = _base(registry)
    settings = found["coalition.yaml"].decode()
    found["coalition.yaml"] = (
        f'{settings}report:\n  title: A growing report\n  edition: "2026"\n  licence: CC-BY-4.0\n'
        f"  chapters: [{', '.join(names)}]\n"
    ).encode()
    for number, name in enumerate(names):
        random, mine = wording.seeded(campaign.SEED, name), works[number * WORKS : (number + 1) * WORKS]
        outline = chapters.Outline(
            id=name,
            title=f"{wording.heading(random)}, part {number + 1}",
            words=CHAPTER_WORDS,
            works=mine,
            citations=2 * WORKS,
            others=tuple(names[(number + step) % count] for step in (1, 2)),
            lead=able[number % 12],
            contributors=tuple(able[12:14]),
        )
        text = chapters.text(random, outline).replace(f"theme: {name}\n", f"theme: {THEMES[number % len(THEMES)]}\n")
        found[f"chapters/{name}/chapter.md"] = text.encode()
        found[f"chapters/{name}/references.bib"] = sources.file(mine).encode()
        found[f"chapters/{name}/figures/share.png"] = chapters.picture(random, 240, 135)
    return found


def whole_site(member_count: int, practices: int, statement_count: int, answers: int) -> dict[str, bytes]:
    """A campaign whose site has very many pages, and no report."""
    registry = members.organisations(wording.seeded(campaign.SEED, "members"), member_count, THEMES)
    able = [member.id for member in registry if member.could_answer(statements.FIRST_DAY)]
    found = _base(registry)
    for number in range(1, practices + 1):
        random = wording.seeded(campaign.SEED, "practice", number)
        found[f"practices/practice-{number}.md"] = _practice(random, able, number).encode()
    for number in range(1, statement_count + 1):
        random = wording.seeded(campaign.SEED, "statement", number)
        found |= statements.files(random, f"review-{number}", registry, answers)
    home = "---\ntitle: Home\n---\n\nA campaign of very many.\n"
    return found | {"pages/index.md": home.encode(), ".gitignore": b"/public/\n/.coalition/\n"}


def _base(registry: tuple[members.Organisation, ...]) -> dict[str, bytes]:
    alone = campaign.registry_alone(1)
    settings = alone["coalition.yaml"].decode()
    first = members.organisations(wording.seeded(campaign.SEED, "members"), 1, THEMES)[0].id
    assert first == registry[0].id
    site = "site_name: Growing Campaign\nsite_url: https://campaign.example/\n"
    return {
        "coalition.yaml": settings.encode(),
        "mkdocs.yml": site.encode(),
        "members.yaml": members.file(registry).encode(),
        ".gitattributes": b"statements/** -text\nchapters/** -text\ntrust/** -text\n",
    }


def _practice(random: Random, able: list[str], number: int) -> str:
    blocks = [f"## {wording.heading(random)}", *(" ".join(wording.sentences(random, 80)) for _ in range(3))]
    first, *partners = random.sample(able, 3)
    return (
        f"---\ntitle: {wording.heading(random)}, desk {number}\nmember: {first}\npartners: [{', '.join(partners)}]\n"
        f"countries: [{random.choice(members.COUNTRIES)}]\nstages: [{random.choice(members.STAGES)}]\n"
        f"themes: [{random.choice(THEMES)}]\nstarted: 2023-02\nsummary: {wording.sentence(random)}\n---\n\n"
        + "\n\n".join(blocks)
        + "\n"
    )


FAMILIES = (
    Family("Registry", "member", of_members, (100, 1_000, 10_000), 25, (50, 100, 200)),
    Family("Statement", "endorsement file", of_answers, (300, 1_500, 7_000), 20, (40, 80, 160)),
    Family("Report", "chapter", of_chapters, (12, 50, 200), 3, (6, 12, 24)),
)
