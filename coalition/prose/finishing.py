"""The last touch on a draft: captions with their labels, marked passages with their titles, the outline of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.ast import Blocks, Inlines, Node, div, para, plain, plain_text, span, words
from coalition.prose.charting.figures import is_numbers
from coalition.prose.found import Marked, attr_of
from coalition.prose.labels import labels_for
from coalition.prose.model import Float, Heading, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.prose.identifiers import Target
    from coalition.prose.labels import Labels
    from coalition.prose.reading import Draft

LABEL = "label"
"""The class of the words "Figure 3.2." before a caption."""
TITLE = "passage-title"
"""The class of the first block of a marked passage."""
ADDRESSED = "addressed"
"""The class of the words "To: destination states" within it."""


def headings(draft: Draft, targets: Mapping[str, Target]) -> Iterator[Heading]:
    """The outline. A level left out, and a heading above level 2, are reported."""
    above = 1
    for found in draft.found.headings:
        level = found.node["c"][0]
        target = targets[attr_of(found.node)[0]]
        if level == 1:
            _title_within(draft, target.title)
            level = found.node["c"][0] = 2
        if level > above + 1:
            _skipped(draft, target.title, level, above)
        above = level
        yield Heading(level, target.id, target.title, target.number)


def _title_within(draft: Draft, title: str) -> None:
    place = draft.locator.place("heading", title, f"# {title}")
    message = f'"{title}" is a heading of level 1, which is the title of the whole text.'
    draft.locator.report(
        place, "title-within-text", message, "Write ## before it; the title comes from the front matter."
    )


def _skipped(draft: Draft, title: str, level: int, above: int) -> None:
    place = draft.locator.place("heading", title, title)
    message = f'The heading "{title}" is of level {level}, under one of level {above}.'
    draft.locator.report(place, "skipped-heading-level", message, f"Write {'#' * (above + 1)} before it.")


def label_floats(draft: Draft, targets: Mapping[str, Target], labels: Labels) -> Iterator[Float]:
    """Figures and captioned tables; their captions now begin with their label."""
    for item in draft.found.floats:
        target = targets[attr_of(item.node)[0]]
        caption: Blocks = item.node["c"][1][1]
        text = plain_text(caption[: len(caption) - item.lines])
        for line, word in ((item.source, labels.source), (item.credit, labels.credit)):
            line[:0] = words(f"{word}: ") if line else []
        if target.number:
            word = labels.figure if item.kind == "figure" else labels.table
            _begin(caption, [span(words(f"{word} {target.number}."), classes=[LABEL])])
        if target.number or caption:
            yield Float(item.kind, target.id, target.number, text)


def _begin(caption: Blocks, label: Inlines) -> None:
    if caption and caption[0]["t"] in ("Plain", "Para"):
        caption[0]["c"][:0] = [*label, {"t": "Space"}]
    else:
        caption.insert(0, plain(label))


def passages(draft: Draft, targets: Mapping[str, Target], labels: Mapping[str, Labels]) -> Iterator[Passage]:
    """The marked passages, as they stand before their titles are put in, each in the passage's own language."""
    made = [_passage(draft, marked, targets) for marked in draft.found.passages]
    for marked, passage in zip(draft.found.passages, made, strict=True):
        content: Blocks = marked.node["c"][1]
        language = dict(attr_of(marked.node)[2]).get("lang", draft.manuscript.language)
        content.insert(0, _title(marked.kind, passage, labels_for(language, labels)))
        yield passage


def _passage(draft: Draft, marked: Marked, targets: Mapping[str, Target]) -> Passage:
    target = targets[attr_of(marked.node)[0]]
    place = draft.locator.place("div", marked.kind)
    content = marked.node["c"][1]
    passage = Passage(
        kind=marked.kind,
        id=target.id,
        attributes=marked.attributes,
        text=plain_text([block for block in content if block["t"] != "Figure" and not is_numbers(block)]),
        place=place,
        number=target.number,
    )
    if marked.kind in ("recommendation", "demand") and not passage.attribute("to").strip():
        message = f"This {marked.kind} is addressed to nobody."
        hint = f'Say to whom: ::: {{.{marked.kind} to="destination-states"}}'
        draft.locator.report(place, "recommendation-without-addressee", message, hint)
    return passage


def _title(kind: str, passage: Passage, labels: Labels) -> Node:
    """The words above it: "Recommendation 3.2", and to whom."""
    title = f"{labels.passage(kind)} {passage.number}".strip()
    inlines: Inlines = [span(words(title), classes=[LABEL])]
    addressed = labels.addressed(passage.attribute("to")) or labels.named(passage.attribute("pseudonym"))
    if addressed:
        inlines += [{"t": "Space"}, span(words(addressed), classes=[ADDRESSED])]
    return div([para(inlines)], classes=[TITLE])
