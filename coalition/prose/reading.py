"""From a manuscript to a draft: read by pandoc, past the allow-list, everything that matters found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.problems import Place
from coalition.prose import bulk, drops, measures
from coalition.prose.allowlist import TooDeep
from coalition.prose.ast import walk
from coalition.prose.author import AuthorCleaner
from coalition.prose.found import Found
from coalition.prose.hazards import hazard, suspect
from coalition.prose.locating import Locator
from coalition.prose.pandoc import Failure, Pandoc, Task
from coalition.prose.typefaces import UNDRAWN_HINT, uncovered, undrawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.parsing.csv import Table
    from coalition.prose.ast import Blocks
    from coalition.prose.drops import Drop
    from coalition.prose.model import Manuscript


@dataclass(slots=True)
class Draft:
    """A text at work: its nodes are still being changed."""

    manuscript: Manuscript
    locator: Locator
    blocks: Blocks = field(default_factory=list)
    found: Found = field(default_factory=Found)
    readable: bool = True
    lists: int = 0
    paragraphs: tuple[str, ...] = ()
    """Anchors of its blocks, of a chapter in the order of the report."""


def read(
    manuscripts: Sequence[Manuscript], pandoc: Pandoc, also: Sequence[Task] = ()
) -> tuple[list[Draft], tuple[str | Failure, ...]]:
    """A draft of each manuscript, in order, and what became of the other tasks that run beside.

    A text that cannot be read gives an empty draft and a problem; the others are read all the same.
    """
    drafts = [Draft(manuscript, Locator(manuscript)) for manuscript in manuscripts]
    sound = [draft for draft in drafts if draft.manuscript.body.strip() and not _hazardous(draft)]
    texts = [pandoc.reading(draft.manuscript.body) for draft in sound]
    others: dict[int, str | Failure] = {}
    for place, result in pandoc.converting([*texts, *also]):
        if place < len(texts):
            _take(sound[place], result)
        else:
            others[place] = result
    for draft in drafts:
        # What was left out is the reason for the silence of a text that is told of it.
        silent = draft.manuscript.speaks and not draft.found.withheld
        if silent and not draft.locator.problems and not _shows(draft.blocks):
            message = "There is nothing to read or see in this text."
            hint = (
                "Write it, or take the file out; what is still to be written is a chapter of status outline or draft."
            )
            draft.locator.report(draft.locator.start, "text-without-content", message, hint)
    _count_lists(drafts)
    return drafts, tuple(others[place] for place in sorted(others))


def _count_lists(drafts: Sequence[Draft]) -> None:
    """Report the text with which a book has more lists than one file holds."""
    total = 0
    for draft in drafts:
        before, total = total, total + (draft.lists if draft.manuscript.cites else 0)
        if before <= bulk.LISTS < total:
            message = f"With this text the report has {total:,} lists; a Word file of it holds {bulk.LISTS:,}."
            draft.locator.report(draft.locator.start, "too-many-lists", message, "Write short lists as sentences.")


def _hazardous(draft: Draft) -> bool:
    found = hazard(draft.manuscript.body)
    if found is not None:
        _unreadable(draft, found.reason, found.hint, line=found.line)
    return found is not None


def _unreadable(draft: Draft, reason: str, hint: str = "", *, line: int = 1) -> None:
    draft.readable = False
    draft.blocks, draft.found = [], Found()
    hint = hint or "Look for brackets, HTML or lists in lists that never end; take the text apart to find them."
    draft.locator.report(draft.locator.line(line), "unreadable-prose", f"This text cannot be read: it {reason}.", hint)


def _take(draft: Draft, result: str | Failure) -> None:
    """What pandoc gave, as a draft."""
    if isinstance(result, Failure):
        hint = "Look in this paragraph for what is never closed: brackets, quotation marks, HTML, lists in lists."
        _unreadable(draft, f"stopped the converter, which {result.reason}", hint, line=suspect(draft.manuscript.body))
        return
    cleaner = AuthorCleaner(draft.manuscript)
    try:
        draft.blocks = cleaner.blocks(json.loads(result)["blocks"])
    except (TooDeep, RecursionError):
        reason = "has lists, quotations or emphasis deeper in each other than anybody could follow"
        _unreadable(draft, reason, line=suspect(draft.manuscript.body))
        return
    too_much = bulk.excess(draft.blocks, len(draft.manuscript.body))
    if too_much:
        hint = "Divide it; publish long tables as data, and show what matters of them."
        _unreadable(draft, too_much, hint, line=suspect(draft.manuscript.body))
        return
    draft.found = cleaner.found
    draft.lists = sum(result.count(f'"t":"{kind}"') for kind in ("BulletList", "OrderedList"))
    for drop in cleaner.drops:
        # A character that was typed, and not written as &#…;, was told of when the bytes of the file were read.
        if drop.code != "dropped-character" or "&" in draft.manuscript.body:
            draft.locator.report_drop(_judged(draft, drop))
    _swallowed(draft)
    _formulas(draft)
    _undrawable(draft)
    _overlong(draft)
    _too_wide(draft)
    if not draft.blocks and not cleaner.drops and not draft.found.withheld and _has_words(draft.manuscript.body):
        _unreadable(draft, "comes out empty")


def _shows(blocks: Blocks) -> bool:
    """Whether a reader finds anything in a document: a character that is printed, or a picture."""
    texts = {
        "Str": lambda content: content,
        "Code": lambda content: content[1],
        "CodeBlock": lambda content: content[1],
    }
    return any(
        node["t"] == "Image" or (node["t"] in texts and any(map(_printed, texts[node["t"]](node["c"]))))
        for node in walk(blocks)
    )


def _printed(character: str) -> bool:
    return character.isprintable() and not character.isspace()


def _undrawable(draft: Draft) -> None:
    """Report what no typeface of the report can draw, and came from a chart's table or as `&#20154;`.

    What was typed in the file itself is looked at elsewhere.
    """
    brought = draft.found.letters.difference(draft.manuscript.body) if draft.manuscript.cites else set()
    for character in uncovered("".join(sorted(brought))):
        place = _row_with(character, draft.manuscript.data) or draft.locator.words("&")
        draft.locator.report(place, "undrawable-character", undrawn(character), UNDRAWN_HINT)


def _row_with(character: str, tables: Mapping[str, Table]) -> Place | None:
    """Where a character stands in a table."""
    for path, table in sorted(tables.items()):
        if any(character in cell for cell in table.header):
            return Place(path)
        for place, row in zip(table.places, table.rows, strict=True):
            if any(character in cell for cell in row):
                return place
    return None


def _overlong(draft: Draft) -> None:
    """Report what no format can hold in one piece."""
    for found in bulk.overlong(draft.blocks):
        place = draft.locator.words(found.beginning)
        message = f"{found.what} has {found.characters:,} characters; at most {found.most:,} can be shown."
        hint = "Write blanks between the words, and what is to be read in paragraphs."
        draft.locator.report(place, "overlong-text", message, hint)


def _too_wide(draft: Draft) -> None:
    """Report tables that a page cannot hold; on the site they scroll."""
    if not (draft.manuscript.cites or draft.manuscript.path.startswith("statements/")):
        return
    for table in (node for node in walk(draft.blocks) if node["t"] == "Table"):
        column = measures.too_wide(table)
        if column is not None:
            wide, room = measures.millimetres(table), measures.DENSE.line
            message = (
                f"This table has to be {wide} mm wide, and a page has room for {room}: "
                f'words such as "{column.word[:40]}" cannot be divided.'
            )
            hint = "Take fewer columns or shorter words, turn rows into columns, or make two tables; an address goes behind words."
            draft.locator.report(draft.locator.words(column.word), "table-too-wide", message, hint)


def _swallowed(draft: Draft) -> None:
    """Report HTML and LaTeX that pandoc itself has left out, and words with them.

    What begins a block, such as `<p>`, `<script>` or a LaTeX environment, ends all that pandoc reads of a bracket or
    of a table's cell: the rest is in no node. The located scan sees it; if nothing was reported there, this is what
    has happened.
    """
    if "<" not in draft.manuscript.body and "\\begin" not in draft.manuscript.body:
        return
    places = {problem.place for problem in draft.locator.problems}
    for mark in draft.locator.scan.of("raw"):
        tag = mark.value.startswith("<") and not mark.value.startswith(("<!--", "</"))
        if (tag or mark.value == "\\begin") and mark.place not in places:
            drop = drops.swallowed(mark.value)
            draft.locator.report(mark.place, drop.code, drop.message, drop.hint)


def _formulas(draft: Draft) -> None:
    """Report what is written as LaTeX writes mathematics, and nothing else of what stands in it."""
    if not any(sign in draft.manuscript.body for sign in ("$", "\\(", "\\[")):
        return
    problems = draft.locator.problems
    for mark in draft.locator.scan.of("formula"):
        lines = mark.value.split("\n")
        begin, last = mark.place, mark.place.line + len(lines) - 1
        end = (last, len(lines[-1]) + (begin.column if len(lines) == 1 else 1))
        problems[:] = [
            one
            for one in problems
            if one.code != "dropped-raw-code"
            or not (begin.line, begin.column) <= (one.place.line, one.place.column) < end
        ]
        drop = drops.mathematics(mark.value)
        draft.locator.report(begin, drop.code, drop.message, drop.hint)


def _judged(draft: Draft, drop: Drop) -> Drop:
    """The same, but for a picture whose alternative text is not a copy: nobody wrote one."""
    if drop.code != "alt-is-caption" or drop.mark is None or drop.mark[0] != "image":
        return drop
    marks = draft.locator.marks("image", drop.needle)
    return drop if any(mark.attribute("alt") for mark in marks) else drops.without_alt(drop.needle)


def _has_words(body: str) -> bool:
    """Whether a text says anything: comments and definitions of links do not."""
    lines = body.splitlines()
    return any(line.strip() and not line.lstrip().startswith(("<!--", "[")) for line in lines)
