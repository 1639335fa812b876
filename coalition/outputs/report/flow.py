"""The report as one pandoc document in reading order, for the formats that pandoc writes whole: DOCX and EPUB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.report import sections, statements
from coalition.outputs.report.listings import listings
from coalition.prose import ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.report.model import Chapter, Matter, Part, Recommendation, Report
    from coalition.prose.ast import Blocks, Inlines, Node
    from coalition.prose.model import Section


def flow(report: Report, *, contents: bool) -> tuple[str, ...]:
    """Everything between the title page and the end, cut before headings of level 1; joined, it is the whole book.

    With a list of contents where the format makes none itself. A block of ours is a div whose class names its look;
    `custom-style` says the same to Word.
    """
    front: Blocks = [*imprint(report), *members(report)]
    if contents:
        front += [*listed(report), *_floats(report)]
    # A section of a Word document ends where a text does; the pages before the texts are one of their own.
    ends = (ast.document([_line(sections.MARK, *ast.words("\u00a0"))]),) if contents else ()
    found = [ast.join(ast.document(front), *ends)]
    found += [_matter(report, matter, ends) for matter in (report.foreword, report.summary) if matter is not None]
    for part in report.parts:
        found += _part(report, part, ends)
    if report.recommendations:
        found.append(ast.document(recommendations(report)))
    found += [_matter(report, annex, ends) for annex in report.annexes]
    if report.bibliography:
        found.append(ast.join(ast.document([_title(report.words.sources, "report-sources")]), report.bibliography))
    return (*found, ast.document(_colophon(report)))


def styled(blocks: Blocks, style: str) -> Node:
    """Blocks with a look: `Passage Label` is the class `passage-label` and Word's style of that name."""
    return ast.div(blocks, classes=[style.lower().replace(" ", "-")], attributes=[("custom-style", style)])


def _line(style: str, *inlines: Node) -> Node:
    return styled([ast.para(list(inlines))], style)


def _label(text: str) -> Node:
    return ast.span(ast.words(text), classes=["label"], attributes=[("custom-style", "Label")])


def _title(text: str, identifier: str, *, classes: tuple[str, ...] = ("unnumbered",)) -> Node:
    return ast.header(1, ast.words(text), identifier=identifier, classes=classes)


def imprint(report: Report) -> Iterator[Node]:
    """About this publication: a line a fact."""
    words = report.words
    yield _title(words.imprint, "report-imprint")
    if report.imprint.draft:
        yield _line("Draft", *ast.words(words.draft_note))
    for fact in statements.facts(report):
        value = ast.words(fact.value)
        shown: Inlines = [ast.link(value, fact.target)] if fact.target else value
        yield _line("Imprint", _label(fact.label), {"t": "LineBreak"}, *shown)


def listed(report: Report) -> Iterator[Node]:
    """The contents: a line a chapter and a section, each a link."""
    words = report.words
    yield styled([ast.para(ast.words(words.contents))], "TOC Heading")
    for matter in (report.foreword, report.summary):
        if matter is not None:
            yield _entry(1, matter.title, matter.section.id)
    for part in report.parts:
        yield from _part_entries(report, part)
    if report.recommendations:
        yield _entry(1, words.recommendations, "report-recommendations")
    for annex in report.annexes:
        yield _entry(1, annex.title, annex.section.id)
    if report.bibliography:
        yield _entry(1, words.sources, "report-sources")


def _part_entries(report: Report, part: Part) -> Iterator[Node]:
    if part.title:
        yield _entry(1, _part_title(report, part), f"report-part-{part.number}")
    for chapter in part.chapters:
        yield _entry(2 if part.title else 1, f"{chapter.number} {chapter.title}", chapter.id)
        for heading in chapter.section.headings:
            if heading.level == 2:
                yield _entry(
                    3 if part.title else 2, f"{heading.number} {heading.text.removeprefix(heading.number)}", heading.id
                )


def _entry(level: int, text: str, target: str) -> Node:
    return _line(f"toc {level}", ast.link(ast.words(" ".join(text.split())), f"#{target}"))


def _floats(report: Report) -> Iterator[Node]:
    """The lists of figures and of tables, where there are enough of them."""
    for listing in listings(report):
        yield styled([ast.para(ast.words(listing.title))], "TOC Heading")
        for item in listing.entries:
            yield _line("Table of Figures", ast.link(ast.words(f"{item.number} {item.caption}"), f"#{item.id}"))


def members(report: Report) -> Iterator[Node]:
    """The organisations and what each did."""
    if not report.members:
        return
    words = report.words
    yield _title(words.members, "report-members")
    yield ast.table(
        [_cell(words.organisation), _cell(words.country), _cell(words.role)],
        [
            [
                [ast.plain([ast.strong(ast.words(member.name))])],
                _cell(member.country),
                [ast.plain(_lines(statements.roles(report, member)))],
            ]
            for member in report.members
        ],
        widths=(0.42, 0.2, 0.38),
    )


def _cell(text: str) -> Blocks:
    return [ast.plain(ast.words(text))] if text else []


def _lines(texts: tuple[str, ...]) -> Inlines:
    made: Inlines = []
    for index, text in enumerate(texts):
        made += [{"t": "LineBreak"}] * bool(index) + ast.words(text)
    return made


def _matter(report: Report, matter: Matter, ends: tuple[str, ...]) -> str:
    return ast.join(ast.document([_title(matter.title, matter.section.id)]), *_text(report, matter.section), *ends)


def _text(report: Report, section: Section) -> Iterator[str]:
    """A text, and its works when the book has no list for all."""
    yield section.ast
    if section.bibliography and not report.bibliography:
        yield ast.document([ast.header(2, ast.words(report.words.sources), identifier=f"{section.id}-sources")])
        yield section.bibliography


def _part(report: Report, part: Part, ends: tuple[str, ...]) -> Iterator[str]:
    """A document a chapter; one for all of them below the title of a part."""
    chapters = [
        ast.join(ast.document(_opening(report, chapter)), *_text(report, chapter.section), *ends)
        for chapter in part.chapters
    ]
    if not part.title:
        yield from chapters
        return
    title = ast.header(
        1, ast.words(_part_title(report, part)), identifier=f"report-part-{part.number}", classes=["part"]
    )
    yield ast.join(ast.document([title]), *(lower(chapter, 1) for chapter in chapters))


def _part_title(report: Report, part: Part) -> str:
    return f"{report.words.part.format(number=part.number)}: {part.title}"


def lower(document: str, levels: int) -> str:
    """A document whose headings stand that many levels lower."""
    return ast.document(_lower(block, levels) for block in ast.blocks_of(document))


def _lower(block: Node, levels: int) -> Node:
    """A heading lower in the order of the book, also one within a passage; every other block as it is."""
    if levels and block["t"] == "Div":
        return {"t": "Div", "c": [block["c"][0], [_lower(inner, levels) for inner in block["c"][1]]]}
    if not levels or block["t"] != "Header":
        return block
    level, attributes, inlines = block["c"]
    return {"t": "Header", "c": [level + levels, attributes, inlines]}


def _opening(report: Report, chapter: Chapter) -> Iterator[Node]:
    words = report.words
    number = ast.span(ast.words(str(chapter.number)), classes=["number"], attributes=[("custom-style", "Number")])
    yield ast.header(1, [number, {"t": "Space"}, *ast.words(chapter.title)], identifier=chapter.id, classes=["chapter"])
    for label, names in (
        (words.lead, (chapter.lead,)),
        (words.contributors, chapter.contributors),
        (words.reviewers, chapter.reviewers),
    ):
        if any(names):
            yield _line("Credits", _label(label), {"t": "LineBreak"}, *ast.words(" · ".join(names)))
    if chapter.abstract:
        yield _line("Abstract", *ast.words(chapter.abstract))


def recommendations(report: Report) -> Iterator[Node]:
    """Every recommendation and demand, a table a chapter or statement."""
    if not report.recommendations:
        return
    words = report.words
    yield _title(words.recommendations, "report-recommendations")
    yield ast.para(ast.words(words.recommendations_intro))
    for place, (where, entries) in enumerate(report.register, 1):
        yield ast.header(
            2,
            ast.words(where),
            identifier=f"report-recommendations-{entries[0].chapter or f'of-{place}'}",
            classes=["unnumbered", "unlisted"],
        )
        yield ast.table(
            [_cell("№"), _cell(words.recommendation), _cell(words.addressed_to)],
            [_row(entry) for entry in entries],
            widths=(0.1, 0.62, 0.28),
        )


def _row(entry: Recommendation) -> list[Blocks]:
    return [
        [ast.plain([ast.link(ast.words(entry.number), entry.link)])] if entry.link else _cell(entry.number),
        _cell(entry.text),
        [ast.plain(_lines(entry.asked))],
    ]


def _colophon(report: Report) -> Iterator[Node]:
    yield _title(report.words.colophon, "report-colophon", classes=("unnumbered", "unlisted"))
    for paragraph in statements.colophon(report):
        yield ast.para(ast.words(paragraph))
