"""A book of which most was written before is, byte for byte, the book that is written anew."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from test_hostile import PICTURE

from coalition.prose import ast, writers
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

NAMES = ("one", "two", "three", "four")
OTHER = replace(PICTURE, path="chapters/two/figures/b.png", name="b.png", content=PICTURE.content + b" ")
PICTURES = {PICTURE.path: PICTURE, OTHER.path: OTHER}


def part(name: str, *, word: str = "as it was", picture: str = "") -> str:
    """A chapter with everything that the rest of a book lends it: numbers of notes, lists, pictures, links, files."""
    others = [other for other in NAMES if other != name]
    links = [ast.link(ast.words(other), f"#{other}-{kind}") for other in others for kind in ("sec", "place")]
    blocks = [
        ast.header(1, ast.words(f"Chapter {name}"), identifier=name),
        ast.para(
            [*ast.words(word), *links, ast.note([ast.para([ast.link(ast.words("w"), f"https://{name}.example/")])])]
        ),
        ast.header(2, ast.words("A section"), identifier=f"{name}-sec"),
        {"t": "OrderedList", "c": [[3, {"t": "LowerAlpha"}, {"t": "OneParen"}], [[ast.plain(ast.words("item"))]]]},
        {"t": "BulletList", "c": [[ast.plain(ast.words("item")), {"t": "BulletList", "c": [[ast.para([])]]}]]},
        ast.div([ast.header(2, ast.words("Within"), identifier=f"{name}-within")], classes=["box"]),
        ast.para(
            [
                ast.span(ast.words("place"), identifier=f"{name}-place"),
                ast.link(ast.words("x"), "https://same.example/"),
            ]
        ),
    ]
    if picture:
        blocks.insert(2, ast.figure([ast.plain([ast.image(picture, "Two boats")])], [], identifier=f"{name}-fig"))
    return ast.document(blocks)


def book(**changed: str) -> list[str]:
    pictures = {"one": PICTURE.path, "two": OTHER.path, "three": PICTURE.path}
    return [part(name, word=changed.get(name, "as it was"), picture=pictures.get(name, "")) for name in NAMES]


@pytest.fixture
def write(reference):
    def epub(parts, pandoc, pictures=PICTURES):
        values = {"stylesheet": "p{}", "metadata": {"title": "T", "lang": "en"}, "cover": PICTURE.content}
        return writers.epub(parts, **values, pictures=pictures, identifier="urn:x", pandoc=pandoc)

    def docx(parts, pandoc, pictures=PICTURES):
        metadata = {"title": "T", "lang": "en"}
        return writers.docx(parts, reference=reference, metadata=metadata, pictures=pictures, pandoc=pandoc)

    return {"epub": epub, "docx": docx}


FORMS = ("epub", "docx")


@pytest.mark.parametrize("form", FORMS)
def test_a_book_is_the_same_whichever_parts_were_written_before(write, form, monkeypatch):
    asked = []
    convert = Pandoc.convert
    monkeypatch.setattr(Pandoc, "convert", lambda self, tasks: asked.extend(tasks) or convert(self, tasks))
    for names in itertools.combinations(NAMES, 2):
        new = book(**dict.fromkeys(names, "changed"))
        pandoc = Pandoc(Cache(None))
        write[form](book(), pandoc)
        asked.clear()

        assert write[form](new, pandoc) == write[form](new, Pandoc(Cache(None)))
        before, anew = (task.text.count('"Note"') for task in asked)
        assert before < anew


@pytest.mark.parametrize("form", FORMS)
def test_parts_may_change_places_come_and_go(write, form):
    pandoc = Pandoc(Cache(None))
    one, two, three, four = book()
    write[form]([one, two, three, four], pandoc)
    for parts in ([three, one], [one, part("new"), four, two], [four], [two, two]):
        assert write[form](parts, pandoc) == write[form](parts, Pandoc(Cache(None)))


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_that_changed_is_seen_where_the_words_did_not(write, form):
    pandoc = Pandoc(Cache(None))
    write[form](book(), pandoc)
    other = {**PICTURES, OTHER.path: replace(OTHER, name="c.png", content=PICTURE.content + b"  ")}

    made = write[form](book(), pandoc, other)
    assert made == write[form](book(), Pandoc(Cache(None)), other)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert PICTURE.content + b"  " in [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("form", FORMS)
def test_one_picture_under_two_names_is_found_whatever_else_a_book_shows(write, form):
    twin = replace(PICTURE, path="chapters/x/figures/twin.png", name="twin-name.png")
    pandoc = Pandoc(Cache(None))
    write[form](
        [part("zero"), part("one", picture=PICTURE.path), part("two", picture=twin.path)],
        pandoc,
        {
            **PICTURES,
            twin.path: twin,
        },
    )  # fmt: skip -- the book that was written before

    alone = [part("zero"), part("one", picture=PICTURE.path)]
    made = write[form](alone, pandoc, {PICTURE.path: PICTURE})
    assert made == write[form](alone, Pandoc(Cache(None)), {PICTURE.path: PICTURE})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert PICTURE.content in [archive.read(name) for name in archive.namelist()]
        assert not any("boats" in name for name in archive.namelist())


def test_every_part_of_a_word_document_without_links_notes_and_pictures_is_xml(write):
    bare = ast.document([ast.header(1, ast.words("One"), identifier="one"), ast.para(ast.words("Words."))])
    with zipfile.ZipFile(io.BytesIO(write["docx"]([bare], Pandoc(Cache(None))))) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        assert "word/_rels/footnotes.xml.rels" in parts
        for name in parts:
            ET.fromstring(archive.read(name))  # noqa: S314 -- a file of our own making
