"""Citations in footnotes: their numbers, and how they sit in the sentence.

A skeleton of citations knows neither a text's other notes nor what stands around a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.prose.ast import Inlines, Node
    from coalition.prose.reading import Draft

_PUNCTUATION = ".,;:!?"


def count(draft: Draft) -> None:
    """Tell each citation the number of the note that it will stand in, among all notes of the text.

    "(n 3)" in a later note leads its reader there.
    """
    number = 0
    waiting: list[tuple[Any, bool]] = [(draft.blocks, False)]
    while waiting:
        content, in_note = waiting.pop()
        parts: list[Any] = content if isinstance(content, list) else []
        if isinstance(content, dict):
            kind, parts = content.get("t"), [content.get("c")]
            number += kind in ("Note", "Cite") and not in_note
            in_note = in_note or kind == "Note"
            if kind == "Cite":
                for one in content["c"][0]:
                    one["citationNoteNum"] = number
                parts = []
        waiting += [(part, in_note) for part in reversed(parts) if isinstance(part, dict | list)]


def tuck_in(draft: Draft) -> None:
    """Where a style cites in notes: no blank before the mark, the sentence's own sign before it, a comma between two.

    Within a note that its author wrote, a citation is no sentence of its own, and ends without a full stop.
    """
    for siblings in _lists_of_inlines(draft.blocks):
        for index in range(len(siblings) - 1, -1, -1):
            if _is_note_citation(siblings[index]):
                _tuck(siblings, index)
            elif _is_citation(siblings[index]) and siblings[index + 1 :]:
                _drop_full_stop(siblings[index]["c"][1])
        for index in range(len(siblings) - 1, 0, -1):
            if _ends_in_note(siblings[index - 1]) and _begins_with_note(siblings[index]):
                siblings.insert(index, {"t": "Superscript", "c": [{"t": "Str", "c": ","}]})


def _is_citation(node: Node) -> bool:
    return bool(node["t"] == "Span" and node["c"][0][1] == ["citation"])


def _ends_in_note(node: Node) -> bool:
    return node["t"] == "Note" or (_is_citation(node) and [part["t"] for part in node["c"][1][-1:]] == ["Note"])


def _begins_with_note(node: Node) -> bool:
    return node["t"] == "Note" or _is_note_citation(node)


def _drop_full_stop(inlines: Inlines) -> None:
    last = inlines[-1] if inlines else None
    if last is None or last["t"] == "Note":
        return
    if last["t"] == "Str":
        last["c"] = last["c"].removesuffix(".")
        if not last["c"]:
            inlines.pop()
    elif last["t"] in ("Emph", "SmallCaps", "Strong"):
        _drop_full_stop(last["c"])
    elif last["t"] in ("Link", "Span"):
        _drop_full_stop(last["c"][1])


def _is_note_citation(node: Node) -> bool:
    return _is_citation(node) and [part["t"] for part in node["c"][1]] == ["Note"]


def _tuck(siblings: Inlines, index: int) -> None:
    following = siblings[index + 1] if index + 1 < len(siblings) else None
    if following and following["t"] == "Str" and following["c"][:1] in _PUNCTUATION:
        sign, rest = following["c"][0], following["c"][1:]
        siblings[index + 1 : index + 2] = [{"t": "Str", "c": rest}] if rest else []
        siblings.insert(index, {"t": "Str", "c": sign})
    before = siblings[index - 1] if index else {"t": ""}
    if before["t"] == "Str":
        before["c"] = before["c"].rstrip(" ")
    if before["t"] in ("Space", "SoftBreak") or before.get("c") == "":
        del siblings[index - 1]


def _lists_of_inlines(content: Any) -> Iterator[Inlines]:
    if isinstance(content, list):
        if any(isinstance(part, dict) and part.get("t") == "Span" for part in content):
            yield content
        for part in content:
            yield from _lists_of_inlines(part)
    elif isinstance(content, dict):
        yield from _lists_of_inlines(content.get("c"))
