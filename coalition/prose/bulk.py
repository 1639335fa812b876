"""What a document is made of, counted: what no reader could follow would fill the memory of whoever sets it.

A heading costs Typst a tenth of a megabyte, a note half of that, and Word's lists more with each that there is. A chapter
of 16,000 words comes to a third of what is allowed (decision 0031).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.prose.ast import plain_text, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.prose.ast import Blocks, Node

KILOBYTES, KILOBYTES_A_CHARACTER = 200_000, 1
"""What a text may cost, and what each of its characters adds."""
LONGEST_WORD = 2_500
"""Characters without a blank: an address is shorter, and a PDF holds no word that is much longer."""
LONGEST_HEADING = 1_000
LONGEST_DESCRIPTION = 5_000
"""Characters of a heading, and of what a picture shows."""
LISTS = 4_000
"""Lists of a whole book: each has a form of its own in Word, and 4,500 fill the memory of pandoc."""

# Kilobytes of the typesetter's memory, as measured; lists are dearer in Word, where each has a form of its own.
_COSTS = {
    "Header": (120, "headings"),
    "Note": (60, "notes"),
    "Table": (60, "tables"),
    "Row": (15, "rows of tables"),
    "Cell": (15, "cells of tables"),
    "BulletList": (100, "lists"),
    "OrderedList": (100, "lists"),
    "DefinitionList": (60, "lists"),
    "Item": (20, "items of lists"),
    "BlockQuote": (12, "quotations"),
    "Para": (9, "paragraphs"),
    "Plain": (5, "paragraphs"),
    "LineBlock": (10, "lines"),
    "CodeBlock": (20, "blocks of code"),
    "Line": (3, "lines of code"),
    "Code": (10, "pieces of code"),
    "Div": (95, "marked passages"),
    "Figure": (60, "pictures"),
    "Image": (60, "pictures"),
    "Str": (0.5, "words"),
    **dict.fromkeys(
        ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Link", "Span", "Cite"),
        (4, "pieces of emphasis, links and citations"),
    ),
    "LineBreak": (3, "lines"),
}
_OF_PARTS = frozenset({"Str", "BulletList", "OrderedList", "DefinitionList", "CodeBlock", "LineBlock", "Table"})
"""Of these there are fewer than of what they hold."""
_OF_WORDS = frozenset({"Para", "Plain", "Header", "LineBlock", "CodeBlock", "Image"})
"""What can hold words that are too long."""
_BREAKS = re.compile(r"[\s\u0e00-\U0010ffff]")
"""Where a line can end: scripts from Thai on are written without blanks."""


@dataclass(frozen=True, slots=True)
class Overlong:
    """Words that are longer than can be shown."""

    what: str
    """The beginning of a sentence: `This heading`."""
    characters: int
    most: int
    beginning: str


def excess(blocks: Blocks, characters: int) -> str:
    """What a document has too much of, as the end of a sentence that begins "The text"; empty where it has not."""
    counts: Counter[str] = Counter()
    kilobytes: defaultdict[str, float] = defaultdict(float)
    kinds: Counter[str] = Counter()
    for node in walk(blocks):
        kinds[node["t"]] += 1
        if node["t"] in _OF_PARTS:
            kinds.update(_parts(node))
    for kind, count in kinds.items():
        if kind in _COSTS:
            cost, name = _COSTS[kind]
            counts[name] += count
            kilobytes[name] += cost * count
    if sum(kilobytes.values()) <= KILOBYTES + KILOBYTES_A_CHARACTER * characters:
        return ""
    name = max(kilobytes, key=kilobytes.__getitem__)
    return f"has {counts[name]:,} {name}, more than can be laid out or followed"


def _parts(node: Node) -> dict[str, int]:
    """How many items, lines, rows, cells and further words a node has that are no nodes themselves."""
    match node["t"]:
        case "Str":
            return {"Str": node["c"].count(" ")}
        case "BulletList":
            return {"Item": len(node["c"])}
        case "OrderedList" | "DefinitionList":
            return {"Item": len(node["c"][1] if node["t"] == "OrderedList" else node["c"])}
        case "CodeBlock":
            return {"Line": node["c"][1].count("\n")}
        case "LineBlock":
            return {"LineBlock": len(node["c"])}
    rows = [row for part in (node["c"][3][1], node["c"][5][1]) for row in part]
    rows += [row for body in node["c"][4] for part in body[2:] for row in part]
    return {"Row": len(rows), "Cell": sum(len(row[1]) for row in rows)}


def overlong(blocks: Blocks) -> Iterator[Overlong]:
    """Words, headings and descriptions that no format can hold, in reading order."""
    for node in walk(blocks):
        kind = node["t"]
        if kind not in _OF_WORDS:
            continue
        if kind == "Image" and len(shown := plain_text(node["c"][1])) > LONGEST_DESCRIPTION:
            yield Overlong("What this picture shows", len(shown), LONGEST_DESCRIPTION, shown[:40])
        for line in _lines(node):
            if kind == "Header" and len(line) > LONGEST_HEADING:
                yield Overlong("This heading", len(line), LONGEST_HEADING, line[:40])
            for word in _BREAKS.split(line) if len(line) > LONGEST_WORD else ():
                if len(word) > LONGEST_WORD:
                    yield Overlong("This word", len(word), LONGEST_WORD, word[:40])


def _lines(node: Node) -> Iterator[str]:
    """The texts of a block that holds words itself; notes in it are blocks of their own."""
    match node["t"]:
        case "Para" | "Plain":
            yield plain_text(node["c"])
        case "Header":
            yield plain_text(node["c"][2])
        case "LineBlock":
            yield from (plain_text(line) for line in node["c"])
        case "CodeBlock":
            yield node["c"][1]
