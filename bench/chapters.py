"""Chapters: prose with all that a report's prose has, at a given length."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import wording

if TYPE_CHECKING:
    from random import Random

    from bench.sources import Work

SECTIONS = 8
PARAGRAPH = 110
"""Words, about."""
ADDRESSEES = (
    "origin-states",
    "transit-states",
    "destination-states",
    "intergovernmental",
    "business",
    "local-governments",
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a chapter is about, and what it may cite and refer to."""

    id: str
    title: str
    words: int
    works: tuple[Work, ...]
    """All of them are cited."""
    citations: int
    """At least this many in all."""
    others: tuple[str, ...]
    """Ids of the other chapters; each has sections `sec-1` to `sec-8`."""
    lead: str
    contributors: tuple[str, ...]


def text(random: Random, outline: Outline) -> str:
    """A chapter file of about that many words below its front matter."""
    sections = [_Section(random, outline, number) for number in range(1, SECTIONS + 1)]
    extra = 202 if outline.words > 1000 else 40  # words of a section's table, notes and passages
    room = max(60, outline.words // SECTIONS - extra)
    for section in sections:
        section.fill(room)
    _cite(random, outline, sections)
    blocks = [block for section in sections for block in section.blocks()]
    return _front(random, outline) + "\n\n".join(blocks) + "\n"


def _front(random: Random, outline: Outline) -> str:
    abstract = " ".join(wording.sentences(random, 60))
    return (
        f"---\ntitle: {outline.title}\ntheme: {outline.id}\nlead: {outline.lead}\n"
        f"contributors: [{', '.join(outline.contributors)}]\nstatus: final\nabstract: >-\n  {abstract}\n"
        f"keywords: [{', '.join(word.lower() for word in random.sample(wording.SUBJECTS, 4))}]\n---\n\n"
    )


class _Section:
    """One section in the making: paragraphs as lists of sentences, and what stands between and below them."""

    def __init__(self, random: Random, outline: Outline, number: int) -> None:
        self.random, self.outline, self.number = random, outline, number
        self.paragraphs: list[list[str]] = []
        self.notes: list[str] = []

    def fill(self, words: int) -> None:
        """Write paragraphs of so many words in all, with what a section of its number refers to."""
        random, pick = self.random, self.random.choice
        while words > 0:
            size = min(words, random.randint(PARAGRAPH - 40, PARAGRAPH + 40))
            self.paragraphs.append(wording.sentences(random, size))
            words -= size
        first, last = self.paragraphs[0], self.paragraphs[-1]
        first.append(f"The point returns in @sec-{pick([n for n in range(1, SECTIONS + 1) if n != self.number])}.")
        if self.number % 2:
            last.append(
                f"*Compare* @{pick(self.outline.others)}/sec-{random.randint(1, SECTIONS)}, where it is measured."
            )
        if self.number in (2, 5):
            first.append(f"The figures are in @tbl-{self.number}.")
        if self.number == 4:
            first.append("@fig-share shows **how they are divided**.")
        label = f"{self.outline.id}-{self.number}"  # unique in the book, so that plain pandoc can join the chapters
        last[-1] += f"[^{label}]"
        self.notes.append(f"[^{label}]: {wording.sentence(random)} {wording.sentence(random)}")

    def blocks(self) -> list[str]:
        """The section as blocks of Markdown, its notes last."""
        random = self.random
        head = f"## {wording.heading(random)} {{#sec-{self.number}}}"
        lines = ["\n".join(paragraph) for paragraph in self.paragraphs]
        middle = len(lines) // 2
        if self.number in (2, 5):
            lines.insert(1, self._table())
        if self.number == 4:
            alt = f"Bars of different height, the tallest for {random.choice(wording.ACTORS)}."
            lines.insert(1, f'![Shares by group, in per cent](figures/share.png){{#fig-share alt="{alt}"}}')
        if self.number == 6:
            lines.insert(middle, "\n".join(f"- {wording.sentence(random)}" for _ in range(4)))
        if self.number == 7:
            lines.insert(middle, f"> {wording.sentence(random)} {wording.sentence(random)}")
        if len(lines) > 2:
            lines.insert(middle, f"### {wording.heading(random)}")
        return [head, *lines, *self.notes, *self._passages()]

    def _table(self) -> str:
        random = self.random
        groups = random.sample(wording.ACTORS, 6)
        rows = [
            f"| {group.capitalize()} | {random.randint(20, 900)} | {random.randint(5, 95)}.{random.randint(0, 9)} |"
            for group in groups
        ]
        work = random.choice(self.outline.works)
        caption = f": {wording.heading(random)}, by group, in the survey of [@{work.key}]. {{#tbl-{self.number}}}"
        return "\n".join(["| Group | People | Per cent |", "|:--|--:|--:|", *rows, "", caption])

    def _passages(self) -> list[str]:
        random = self.random
        if self.number == 1:
            return [f"::: {{.key-finding #kf-{self.number}}}\n{wording.sentence(random)}\n:::"]
        if self.number % 2:
            return []
        to = " ".join(random.sample(ADDRESSEES, 2))
        return [
            f'::: {{.recommendation #rec-{self.number} to="{to}"}}\n{wording.measure(random)}\n{wording.sentence(random)}\n:::'
        ]


def _cite(random: Random, outline: Outline, sections: list[_Section]) -> None:
    """Every work once, then works again until there are as many citations as wanted."""
    keys = [work.key for work in outline.works]
    more = [random.choice(keys) for _ in range(max(0, outline.citations - len(keys)))]
    for key in keys + more:
        paragraph = random.choice(random.choice(sections).paragraphs)
        index = random.randrange(len(paragraph))
        shape = random.randrange(5)
        plain = paragraph[index].removesuffix(".")
        if shape == 0:
            paragraph.insert(index, f"@{key} {random.choice(wording.VERBS)} {random.choice(wording.OBJECTS)}.")
        elif plain == paragraph[index] or plain.endswith("]"):
            paragraph.insert(index, f"{wording.sentence(random)[:-1]} [@{key}].")
        elif shape == 1:
            paragraph[index] = f"{plain} [@{key}, p. {random.randint(2, 300)}]."
        elif shape == 2:
            paragraph[index] = f"{plain} [see @{key}, chap. {random.randint(1, 9)}; @{random.choice(keys)}]."
        else:
            paragraph[index] = f"{plain} [@{key}]."


def picture(random: Random, width: int = 960, height: int = 540) -> bytes:
    """A PNG of coloured bars on white."""
    bars = [(random.randrange(90, height), bytes(random.randrange(40, 220) for _ in range(3))) for _ in range(8)]
    step = width // len(bars)
    white = b"\xff\xff\xff"
    rows = []
    for y in range(height):
        row = b"".join((colour if height - y < top else white) * (step - 12) + white * 12 for top, colour in bars)
        rows.append(b"\0" + row + white * (width - step * len(bars)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
