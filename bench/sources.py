"""Works that chapters cite: BibTeX entries of the kinds that reports have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import wording

if TYPE_CHECKING:
    from random import Random

KINDS = ("report", "article", "book", "online", "incollection")


@dataclass(frozen=True, slots=True)
class Work:
    """A published work."""

    key: str
    entry: str


def works(random: Random, count: int) -> tuple[Work, ...]:
    """That many works with keys of their own; some share author and year, as they do in real bibliographies."""
    found: dict[str, Work] = {}
    author, year = "", 0
    while len(found) < count:
        if not author or random.random() > 0.08:  # one in twelve is another work of the same author and year
            author, year = wording.proper_name(random), random.randint(2001, 2026)
        word = random.choice(wording.SUBJECTS).lower()
        key = f"{author.lower()}-{year}-{word}"
        if key not in found:
            found[key] = Work(key, _entry(random, key, author, year))
    return tuple(found.values())


def _entry(random: Random, key: str, author: str, year: int) -> str:
    kind = random.choice(KINDS)
    first = random.choice(("Ada", "Bea", "Chidi", "Dina", "Eero", "Farah", "Goran", "Hana"))
    people = f"{author}, {first}"
    if random.random() < 0.4:
        people += f" and {wording.proper_name(random)}, {random.choice(('Ines', 'Jun', 'Kofi', 'Lena', 'Musa'))}"
    fields = {
        "author": people,
        "title": f"{wording.heading(random)}: {wording.heading(random)}",
        "year": str(year),
        "url": f"https://library.example/{key}",
    }
    publisher = f"{wording.proper_name(random)} Institute"
    if kind == "article":
        start = random.randint(1, 300)
        fields |= {
            "journal": f"Journal of {random.choice(wording.SUBJECTS)} Studies",
            "volume": str(random.randint(1, 60)),
            "number": str(random.randint(1, 4)),
            "pages": f"{start}--{start + random.randint(8, 30)}",
        }
    elif kind == "report":
        fields |= {"institution": publisher, "location": wording.proper_name(random)}
    elif kind == "online":
        fields |= {"organization": publisher}
    elif kind == "incollection":
        fields |= {"booktitle": f"Handbook of {random.choice(wording.SUBJECTS)}", "publisher": publisher}
    else:
        fields |= {"publisher": publisher, "location": wording.proper_name(random)}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def file(works_of_file: tuple[Work, ...]) -> str:
    """A references.bib."""
    return "\n".join(work.entry for work in works_of_file)
