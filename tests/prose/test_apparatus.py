"""The glossary and the instruments of a book: what is linked, and where to."""

from __future__ import annotations

from datetime import date

import pytest
from prose_samples import DOE, chapter, works

from coalition.prose.ast import blocks_of, plain_text, walk
from coalition.prose.book import prepare
from coalition.prose.lexicon import GLOSSARY, INSTRUMENTS, Instrument, Lexicon, Term, made_id
from coalition.prose.model import Bibliography, Manuscript, Section
from coalition.prose.terms import link_terms

LEXICON = Lexicon(
    terms=(
        Term(
            "person", "trafficked person", ("trafficked persons", "persona de otro modo"), "Someone.", "doe-2020", "crc"
        ),
        Term("trafficking", "trafficking", ("trafficked",), "A crime."),
        Term("un", "UN", (), "An organisation."),
    ),
    instruments=(
        Instrument(
            "crc",
            "CRC",
            "Convention on the Child",
            ("CRC", "CDN", "Convention on the Child", "crc"),
            date(1989, 11, 20),
        ),
        Instrument("uncited", "Uncited", "A treaty", ("Uncited", "A treaty", "uncited"), date(1900, 1, 1)),
    ),
)


def made(name: str, **values: object) -> Manuscript:
    given = {"numbered": False, "speaks": False, "lexicon": LEXICON, "made_of": name, "language": "en"}
    return Manuscript(made_id(name), f"report/{name}.yaml", "", **{**given, **values})


@pytest.fixture
def book(pandoc):
    def run(body: str, *others: Manuscript, **values: object):
        texts = (chapter(body, lexicon=LEXICON, **values), *others, made(GLOSSARY), made(INSTRUMENTS))
        return prepare(texts, Bibliography(shared=works(DOE)), pandoc=pandoc)

    return run


def links(section: Section, kind: str) -> list[tuple[str, str]]:
    found = [node["c"] for node in walk(blocks_of(section.ast)) if node["t"] == "Link" and kind in node["c"][0][1]]
    return [(plain_text(inlines), target) for _, inlines, (target, _) in found]


def test_a_term_is_linked_where_it_is_first_used_the_longest_first(book):
    found = book("Trafficked\npersons (trafficked by others) and another trafficked person.").value

    assert links(found.sections[0], "term") == [
        ("Trafficked persons", "#report-glossary-person"),
        ("trafficked", "#report-glossary-trafficking"),
    ]
    assert "report-glossary-person" in found.section("report-glossary").anchors


@pytest.mark.parametrize(
    "body",
    [
        "## Trafficking {#sec-a}\n\nWords.",
        "[trafficking](https://x.example/) and `trafficking`",
        'The book *On Trafficking*, and “Trafficking and we”, and "trafficking".',
        "> Trafficking, somebody said.",
        "Words.[^1]\n\n[^1]: Trafficking.",
        "| A |\n|---|\n| trafficking |\n\n: Trafficking {#tbl-a}",
        "Anti-trafficking; traffickings; un.",
        '::: {.testimony consent="c-1"}\nThey spoke of trafficking.\n:::',
    ],
)  # fmt: skip
def test_other_peoples_words_titles_and_other_words_are_no_uses(book, body: str):
    assert links(book(body).value.sections[0], "term") == []


@pytest.mark.parametrize(
    "body",
    [
        "- one\n- of **trafficking**",
        "1. trafficking",
        '::: {.recommendation #rec-a to="all-states"}\nEnd trafficking.\n:::',
        "*Not here, trafficking*; “nor here”; but trafficking.",
    ],
)  # fmt: skip
def test_terms_are_found_in_lists_and_passages(book, body: str):
    assert links(book(body).value.sections[0], "term") == [("trafficking", "#report-glossary-trafficking")]


def test_linking_changes_no_word(book, pandoc):
    body = 'The UN, (trafficked) persons... and\ntrafficked person\'s rights; "a UN", **trafficking**.'
    linked = book(body).value.sections[0]
    bare = prepare([chapter(body)], Bibliography(), pandoc=pandoc).value.sections[0]

    assert linked.ast != bare.ast
    assert plain_text(blocks_of(linked.ast)) == plain_text(blocks_of(bare.ast))


def test_a_text_without_terms_stays_as_it_is():
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": "a"}]}]

    link_terms(blocks, (), {})

    assert blocks == [{"t": "Para", "c": [{"t": "Str", "c": "a"}]}]


def test_an_instrument_is_cited_by_any_of_its_names_or_by_its_id(book):
    parsed = book("[CRC]{.instrument}, [CDN]{.instrument}, [the Convention]{.instrument of=crc}.")
    target = "#report-instruments-crc"

    assert parsed.problems == ()
    assert links(parsed.value.sections[0], "instrument") == [
        ("CRC", target),
        ("CDN", target),
        ("the Convention", target),
    ]


def test_the_table_holds_the_instruments_cited_with_the_chapters_that_do(book):
    parsed = book("The [CRC]{.instrument}.")
    shown = plain_text(blocks_of(parsed.value.section("report-instruments").ast))

    assert "Convention on the Child" in shown
    assert "20 November 1989" in shown
    assert "2, Glossary" in shown
    assert "Uncited" not in shown


def test_a_book_that_cites_no_instrument_has_no_table_of_them(pandoc):
    lexicon = Lexicon(instruments=LEXICON.instruments)
    texts = (chapter("Words.", lexicon=lexicon), made(INSTRUMENTS, lexicon=lexicon))
    found = prepare(texts, Bibliography(), pandoc=pandoc).value

    assert [section.id for section in found.sections] == ["refugees"]


def test_an_instrument_that_nobody_knows_is_named_where_it_stands_with_the_nearest(book):
    parsed = book("A word.\n\nSee [CRCC]{.instrument} and [this]{.instrument of=crd}.")

    assert [(one.code, one.place.line, one.place.column) for one in parsed.problems] == [
        ("unknown-instrument", 12, 5),
        ("unknown-instrument", 12, 29),
    ]
    assert [one.hint for one in parsed.problems] == ['Did you mean "CRC"?', 'Did you mean "crc"?']
    assert "instrument" not in parsed.value.sections[0].ast


def test_pages_that_cite_nothing_name_no_instruments_in_this_way(book):
    other = chapter("The [CRC]{.instrument}.", "page", cites=False)

    assert [one.code for one in book("Words.", other).problems] == ["dropped-attribute"]


def test_the_glossary_cites_what_defines_its_terms(book):
    found = book("Words.").value
    glossary = found.section("report-glossary")

    assert glossary.cited == ("doe-2020",)
    assert plain_text(blocks_of(glossary.ast)).startswith("trafficked personSomeone. (Doe 2020) See CRC.")
