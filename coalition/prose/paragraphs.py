"""Paragraphs that can be cited: an anchor for each that stays when others change, and a number where it is wanted.

An anchor is made of the paragraph's own words, as their author wrote them: neither editing another paragraph, nor
another work of the same year, nor another figure before it moves a link. Whoever changes the paragraph changes the
anchor: what was linked to is no longer there.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from coalition.prose.ast import Node, blocks_of, document, link, packed, plain_text, span, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.prose.model import Section

NUMBER = "paragraph-number"
"""The class of a paragraph's number."""
_GAP = "\u2003"


def anchors(text: str, blocks: Sequence[Node]) -> tuple[str, ...]:
    """For every block its anchor; empty for what is no paragraph of words.

    To be asked before references and citations are resolved. Law: anchors differ; the anchor of a paragraph depends on
    no other, unless both have the same words.
    """
    seen: dict[str, int] = {}
    made = []
    for block in blocks:
        said = plain_text(block) if block["t"] == "Para" else ""
        if not said:
            made.append("")
            continue
        name = f"{text}-p-{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(made)


def marked(section: Section, *, numbered: bool, linked: bool = False) -> str:
    """The section's document with its paragraphs' anchors, and with their numbers from 1; `linked`, each to itself."""
    if not section.paragraphs:
        return section.ast
    blocks = blocks_of(section.ast)
    number = 0
    for block, anchor in zip(blocks, section.paragraphs, strict=True):
        if anchor:
            number += 1
            shown = words(f"{number}.") if numbered else []
            inside = [link(shown, f"#{anchor}")] if linked and shown else shown
            gap: list[Node] = [{"t": "Str", "c": _GAP}] if shown else []
            block["c"] = [span(inside, identifier=anchor, classes=[NUMBER] if shown else []), *gap, *block["c"]]
    return document(packed(blocks))
