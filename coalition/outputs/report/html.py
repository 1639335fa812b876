"""The report as one HTML file that needs nothing else: no script, no request, to be read, printed and passed on."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from coalition.outputs import words as interface
from coalition.outputs.report import cover, statements
from coalition.prose.paragraphs import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.outputs.report.model import Chapter, Matter, Part, Report
    from coalition.prose.labels import Labels
    from coalition.prose.model import Picture, Section
    from coalition.prose.pandoc import Pandoc

_FACE = re.compile(r"@font-face \{[^}]*\}")
_FILE = re.compile(r'url\("([^"]+)"\)')
EMBEDDED = re.compile(
    r"report-(display-semibold|sans-(regular|semibold)|serif-(regular|regular-italic|semibold))-latin"
)
"""The faces that travel inside the file: 215 kB in all. Other letters fall to the reader's own typefaces."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    text: str
    target: str
    number: str = ""
    below: tuple[Entry, ...] = ()


def render(report: Report, *, pandoc: Pandoc) -> bytes:
    """The report as HTML. The same report gives the same bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("coalition.outputs.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    fragments = _fragments(report, pandoc)
    shown = environment.get_template("report.html.j2").render(**_values(report, fragments))
    return shown.encode()


def _fragments(report: Report, pandoc: Pandoc) -> Mapping[str, Markup]:
    """Every text as HTML, by its document."""
    from coalition.prose.to_html import Piece, html_pieces

    places = {path: f"pictures/{picture.name}" for path, picture in report.pictures.items()}
    shifts = {chapter.section.ast: 1 + bool(part.title) for part in report.parts for chapter in part.chapters}
    shown_once = {ast: (language, title) for ast, language, title in _documents(report)}
    pieces = [
        Piece(ast, places, shifts.get(ast, 1), labels=_labels(language, title))
        for ast, (language, title) in shown_once.items()
    ]
    written = html_pieces(pieces, pandoc=pandoc)
    shown = [with_pictures(_led_to_itself(html), report.pictures.values()) for html in written]
    return {ast: Markup(html) for ast, html in zip(shown_once, shown, strict=True)}  # noqa: S704 -- cleaned by the writer


_NUMBER = re.compile(rf'(<span id="([^"]+)" class="{NUMBER}">)([^<]+)(?=</span>)')


def _led_to_itself(html: str) -> str:
    """A fragment in which the number of a paragraph is the link to it, to be copied by who cites it."""
    return _NUMBER.sub(r'\1<a href="#\2">\3</a>', html)


def _labels(language: str, title: str) -> Labels:
    """The words within a text; its notes say whose they are, since a page has several lists of them."""
    from coalition.prose.labels import DEFAULT_LABELS, labels_for

    labels = labels_for(language, DEFAULT_LABELS)
    return replace(labels, notes=f"{labels.notes}: {title}")


def _documents(report: Report) -> Iterator[tuple[str, str, str]]:
    """Every document that is shown, with its language and title."""
    for title, section in _titled(report):
        yield section.ast, section.language, title
        if section.bibliography and not report.bibliography:
            yield section.bibliography, section.language, title
    if report.bibliography:
        yield report.bibliography, report.imprint.language, report.words.sources


def _titled(report: Report) -> Iterator[tuple[str, Section]]:
    for matter in report.matters:
        yield matter.title, matter.section
    for chapter in report.chapters:
        yield chapter.title, chapter.section


def with_pictures(html: str, pictures: Iterable[Picture]) -> str:
    """A fragment whose pictures have addresses below `pictures/`, with these pictures inside it."""
    for picture in pictures:
        place = f'src="pictures/{picture.name}"'
        if place in html:
            content = base64.b64encode(picture.content).decode()
            html = html.replace(place, f'src="data:{picture.media_type};base64,{content}"')
    return html


def _values(report: Report, fragments: Mapping[str, Markup]) -> dict[str, Any]:
    before = [matter for matter in (report.foreword, report.summary) if matter is not None]
    return {
        "imprint": report.imprint,
        "words": report.words,
        "full_title": statements.full_title(report),
        "citation": statements.citation(report),
        "made_of": statements.made_of(report),
        "facts": statements.facts(report),
        "colophon": list(statements.colophon(report)),
        "typefaces": Markup(typefaces()),  # noqa: S704 -- our own file
        "stylesheet": Markup(_template("report.css")),  # noqa: S704 -- our own file
        "drawing": Markup(cover.svg()),  # noqa: S704 -- our own drawing
        "contents": tuple(_contents(report)),
        "before": [_matter(report, matter, fragments) for matter in before],
        "after": [_matter(report, matter, fragments) for matter in report.annexes],
        "parts": [
            {"number": part.number, "title": part.title, "chapters": _chapters(report, part, fragments)}
            for part in report.parts
        ],
        "recommendations": report.register,
        "sources": fragments.get(report.bibliography, ""),
        "members": [(member.name, member.country, statements.roles(report, member)) for member in report.members],
    }


def _template(name: str) -> str:
    return files("coalition.outputs.report").joinpath("templates", name).read_text(encoding="utf-8")


def typefaces() -> str:
    """The rules of the embedded faces, each with its file inside."""
    folder = files("coalition").joinpath("assets", "fonts", "web")

    def inside(found: re.Match[str]) -> str:
        content = base64.b64encode(folder.joinpath(found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{content}")'

    rules = _FACE.findall(folder.joinpath("fonts.css").read_text(encoding="utf-8"))
    return "\n".join(_FILE.sub(inside, rule) for rule in rules if EMBEDDED.search(rule))


def _language(report: Report, section: Section) -> Markup:
    """The attributes of a text in another language than the report's."""
    if section.language == report.imprint.language:
        return Markup()
    direction = interface.Words(section.language).direction
    return Markup(' lang="{}" dir="{}"').format(section.language, direction)


def _with_sources(report: Report, section: Section, fragments: Mapping[str, Markup], tag: str) -> Markup:
    html = fragments[section.ast]
    if section.bibliography and not report.bibliography:
        html += Markup("<{0}>{1}</{0}>\n").format(tag, report.words.sources) + fragments[section.bibliography]
    return html


def _matter(report: Report, matter: Matter, fragments: Mapping[str, Markup]) -> dict[str, Any]:
    return {
        "id": matter.section.id,
        "title": matter.title,
        "language": _language(report, matter.section),
        "html": _with_sources(report, matter.section, fragments, "h3"),
    }


def _chapters(report: Report, part: Part, fragments: Mapping[str, Markup]) -> list[dict[str, Any]]:
    tag, below = ("h3", "h4") if part.title else ("h2", "h3")
    return [
        {
            "id": chapter.id,
            "number": chapter.number,
            "title": chapter.title,
            "tag": tag,
            "abstract": chapter.abstract,
            "credits": _credits(report, chapter),
            "language": _language(report, chapter.section),
            "html": _with_sources(report, chapter.section, fragments, below),
        }
        for chapter in part.chapters
    ]


def _credits(report: Report, chapter: Chapter) -> list[tuple[str, str]]:
    words = report.words
    rows = (
        (words.lead, chapter.lead),
        (words.contributors, " · ".join(chapter.contributors)),
        (words.reviewers, " · ".join(chapter.reviewers)),
    )
    return [(label, names) for label, names in rows if names]


def _contents(report: Report) -> Iterator[Entry]:
    for matter in (report.foreword, report.summary):
        if matter is not None:
            yield Entry(matter.title, matter.section.id)
    for part in report.parts:
        chapters = tuple(_chapter_entry(chapter) for chapter in part.chapters)
        if part.title:
            label = report.words.part.format(number=part.number)
            short = tuple(Entry(entry.text, entry.target, entry.number) for entry in chapters)
            yield Entry(part.title, f"report-part-{part.number}", label, short)
        else:
            yield from chapters
    if report.recommendations:
        yield Entry(report.words.recommendations, "report-recommendations")
    for annex in report.annexes:
        yield Entry(annex.title, annex.section.id)
    if report.bibliography:
        yield Entry(report.words.sources, "report-sources")
    if report.members:
        yield Entry(report.words.members, "report-members")


def _chapter_entry(chapter: Chapter) -> Entry:
    sections = tuple(
        Entry(heading.text.removeprefix(heading.number).strip(), heading.id, heading.number)
        for heading in chapter.section.headings
        if heading.level == 2
    )
    return Entry(chapter.title, chapter.id, str(chapter.number), sections)
