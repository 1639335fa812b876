"""The index finds countries by their names in the language of a text, and says in which section they stand."""

from __future__ import annotations

from datetime import date

import pytest
from prose_samples import DOE, chapter, works

from coalition.parsing import csv
from coalition.prose.ast import blocks_of, plain_text, walk
from coalition.prose.book import prepare
from coalition.prose.lexicon import INDEX, INSTRUMENTS, Country, Instrument, Lexicon, made_id
from coalition.prose.model import Bibliography, Manuscript

CRC = Instrument("crc", "CRC", "Convention on the Child", ("CRC", "crc"), date(1989, 11, 20))
ENGLISH = Lexicon(
    instruments=(CRC,),
    countries=(
        Country("GN", ("Guinea",)),
        Country("PG", ("Papua New Guinea",)),
        Country("NE", ("Niger",)),
        Country("AT", ("Austria",)),
        Country("MX", ("Mexico",)),
    ),
)
SPANISH = Lexicon(instruments=(CRC,), countries=(Country("MX", ("México",)), Country("AT", ("Austria",))))


@pytest.fixture
def lines(pandoc):
    def run(*texts: Manuscript, language: str = "en", shown: Lexicon | None = None) -> list[str]:
        lexicon = shown or (ENGLISH if language == "en" else SPANISH)
        made = [
            Manuscript(made_id(name), "coalition.yaml", "", numbered=False, speaks=False, lexicon=lexicon, made_of=name)
            for name in (INSTRUMENTS, INDEX)
        ]
        book = prepare([*texts, *made], Bibliography(shared=works(DOE)), pandoc=pandoc).value
        if not book.has("report-names"):
            return []
        blocks = blocks_of(book.section("report-names").ast)
        targets = {node["c"][2][0][1:] for node in walk(blocks) if node["t"] == "Link"}
        known = {anchor for section in book.sections for anchor in (section.id, *section.anchors)}
        assert targets <= known
        return [plain_text(item) for node in walk(blocks) if node["t"] == "BulletList" for item in node["c"]]

    return run


def test_sections_are_named_once_each_in_reading_order(lines):
    first = chapter(
        "In Niger.\n\n## A {#sec-a}\n\nNiger, Niger and\nPapua New\nGuinea.\n\n### B {#sec-b}\n\n- Niger",
        lexicon=ENGLISH,
    )
    other = chapter("The [CRC]{.instrument} in Austria.", "other", number=3, lexicon=ENGLISH)

    assert lines(first, other) == ["Austria, 3", "CRC, 3", "Niger, 2, 2.1, 2.1.1", "Papua New Guinea, 2.1"]


@pytest.mark.parametrize(
    "body",
    [
        "New Mexico, the Gulf of Guinea, Nigeria, mexico, Austria-Hungary.",
        "A work [@doe-2020, on Mexico] and `Mexico`.",
    ],
)
def test_other_places_works_and_code_are_no_countries(lines, body: str):
    assert lines(chapter(body, lexicon=ENGLISH)) == []


def test_a_text_in_another_language_is_read_in_its_own(lines):
    text = chapter("México, Mexico.", language="es", lexicon=SPANISH)

    assert lines(text) == ["Mexico, 2"]


def test_a_country_whose_name_is_another_word_is_shown_by_it_and_not_found_by_it(lines):
    spanish = Lexicon(countries=(Country("RE", ("Reunión",), mistakable=True),))
    english = Lexicon(countries=(Country("RE", ("Réunion",)),))
    first = chapter("People go to Réunion.", lexicon=english)
    other = chapter("Reunión de expertos.", "other", number=3, language="es", lexicon=spanish)

    assert lines(first, other, shown=spanish) == ["Reunión, 2"]


def test_the_numbers_behind_a_map_are_not_in_the_index(lines):
    table = {"chapters/refugees/data/x.csv": csv.parse("x.csv", "country,n\nNE,4\nAT,5\n").value}
    body = '```{.map #fig-x data="data/x.csv" alt="Two." source="@doe-2020"}\nFees in Niger.\n```\n'

    assert lines(chapter(body, lexicon=ENGLISH, data=table)) == ["Niger, 2"]
