from __future__ import annotations

import itertools

import pytest

from coalition.parsing import bibtex
from coalition.parsing.bibtex_text import plain
from coalition.problems import Place, Severity


def problems(text: str) -> list[tuple[str, int, int]]:
    found = bibtex.parse("r.bib", text).problems
    assert all(problem.hint for problem in found)
    return [(problem.code, problem.place.line, problem.place.column) for problem in found]


def one(text: str) -> bibtex.Source:
    parsed = bibtex.parse("r.bib", text)
    assert parsed.problems == ()
    (source,) = parsed.value
    return source


ARTICLE = r"""% our sources
@string{ilo = "International Labour Office"}
@comment{not this}
@preamble{"\relax"}

 @Article{doe-2020,
  Author = {Doe, Jane and {World Bank} and M{\"u}ller, J. and Lee Ann Smith and others},
  title = "The {"}{\'E}tat{"} of 50% of things -- an {HIV} study",
  year = 2020, month = jan,
  url = {https://a.example/x%20y_z},
  publisher = ilo # { Press},
}
"""


def test_an_entry():
    source = one(ARTICLE)
    assert (source.key, source.type, source.place) == ("doe-2020", "article", Place("r.bib", 6, 2))
    assert source.title == 'The "État" of 50% of things \u2013 an HIV study'
    assert source.names == ("Jane Doe", "World Bank", "J. Müller", "Lee Ann Smith", "et al.")
    assert source.authors == "Jane Doe, World Bank, J. Müller, Lee Ann Smith, et al."
    assert source.year == "2020"
    assert source.get("url") == "https://a.example/x%20y_z"
    assert source.get("publisher") == "International Labour Office Press"
    assert source.get("none") == ""


def test_raw_is_a_whole_entry_by_itself():
    source = one(ARTICLE)
    assert "month = jan," in source.raw
    assert "International Labour Office Press" in source.raw
    alone = one(source.raw)
    assert (alone.fields, alone.digest) == (source.fields, source.digest)


def test_the_canonical_form_forgets_the_layout_and_nothing_else():
    first = one("@book{a, title={A  B}, year=2020}")
    assert first.digest == one("@BOOK(a,\n YEAR = {2020},\n title = {A\n B}\n)").digest
    assert first.digest != one("@book{a, title={A C}, year=2020}").digest
    assert bibtex.canonical(first) == "@book{a,\n  title = {A B},\n  year = {2020},\n}\n"


def test_who_made_it_when_there_is_no_author():
    assert one("@book{a, editor={Ann Lee}}").authors == "Ann Lee"
    assert one("@book{a, institution={{UN} Women}, publisher={X}}").authors == "UN Women"
    assert one("@book{a, title={x}}").authors == ""
    assert one("@book{a, date={2019-03-01}}").year == "2019"
    assert one("@book{a, title={x}}").year == ""


GOOD = "@book{good%d, title={x}}\n"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("@book{bad, title={x}\n", '"bad" is not closed before the next one'),
        ('@book{bad, title="x\n}\n', "is not closed"),
        ("@book{bad\n title={x}}\n", "lacks the comma after its key"),
        ("@book{bad, title {x}}\n", "a field without = sign"),
        ("@book{bad, title={x} year={1}}\n", '"bad"'),
        ("@book{bad, title={x}, year}\n", "a field without = sign"),
        ("book{bad, title={x}}\n", "no @ before it"),
        ("@book{bad, title={x}, title={y}}\n", 'the field "title" twice'),
        ("@book{bad, title=unknown}\n", "an abbreviation"),
        ("@book{bad, ti tle={x}}\n", "no name of a field"),
        ("@book{bad, title={x\\}}\n", '"bad"'),
        ("@bo-ok{bad, title={x}}\n", ""),
        ("@xdata{bad, title={x}}\n", "no type of source"),
        ("@book{bad, crossref={none}}\n", "is not in this file"),
    ],
)
def test_no_good_entry_is_lost_by_a_bad_one(bad: str, words: str):
    parsed = bibtex.parse("r.bib", GOOD % 1 + bad + GOOD % 2)
    keys = [source.key for source in parsed.value]
    assert keys[0] == "good1"
    assert keys[-1] == "good2"
    if words:
        assert words in parsed.problems[0].message
        assert parsed.problems[0].code == "unreadable-source"
        assert parsed.problems[0].place.line >= 2


def test_the_end_of_the_file():
    parsed = bibtex.parse("r.bib", "@book{a, title={x")
    assert "is not closed: a brace" in parsed.problems[0].message


def test_a_field_whose_braces_do_not_match_is_left_out():
    parsed = bibtex.parse("r.bib", '@book{a, note="x } y {", title={T}}\n')
    assert [source.fields for source in parsed.value] == [(("title", "T"),)]
    assert "braces" in parsed.problems[0].message
    assert problems("@book{a, note={" + "{" * 50 + "}" * 50 + "}}\n") == [("unreadable-source", 1, 1)]


def test_words_between_the_entries_are_comments():
    assert problems("Sources of the chapter, see {this}.\n@book{a, title={x}}\n") == []


@pytest.mark.parametrize("key", ["fig-x", "Tbl-1", "sec-a", "a/b", "a b", "a..b", "doe.", ""])
def test_keys_that_cannot_be_cited(key: str):
    assert problems(f"@book{{{key}, title={{x}}}}\n")[0] == ("bad-source-key", 1, 1)


@pytest.mark.parametrize("key", ["doe2020", "müller-2020", "a:b", "ilo_1.2", "figure", "2020a"])
def test_keys_that_can(key: str):
    assert one(f"@book{{{key}, title={{x}}}}").key == key


def test_the_first_source_of_a_key_is_kept():
    parsed = bibtex.parse("r.bib", "@book{a, title={x}}\n\n@book{a, title={y}}\n@book{a,title = {x}}\n")
    assert [source.title for source in parsed.value] == ["x"]
    assert [(found.code, found.place.line, found.severity) for found in parsed.problems] == [
        ("duplicate-source-key", 3, Severity.ERROR),
        ("duplicate-source-key", 4, Severity.WARNING),
    ]


def test_a_part_takes_what_its_whole_lends():
    text = """@inbook{part, author={A}, title={Part}, crossref={whole}}
@book{whole, title={Whole}, booktitle={Whole}, editor={B}, year={2020}}
@book{other, crossref={whole}, year={2021}, note = {} # {n} # }
"""
    part, whole, other = bibtex.parse("r.bib", text).value
    assert part.fields == (
        ("author", "A"),
        ("title", "Part"),
        ("booktitle", "Whole"),
        ("editor", "B"),
        ("year", "2020"),
    )
    assert "crossref" not in part.raw
    assert (other.title, other.year, other.get("note")) == (whole.title, "2021", "n")


def test_sources_that_seem_to_be_one_work():
    text = """@book{a, title={The {Road}}, year={2020}}
@book{b, title={The road!}, year={2020}}
@book{c, title={The road}, year={2021}}
@article{d, title={X}, doi={10.1/AB}}
@article{e, title={Y}, doi={https://doi.org/10.1/ab}}
@misc{f, note={nothing}}
@misc{g, note={nothing}}
"""
    pairs = bibtex.near_equal(bibtex.parse("r.bib", text).value)
    assert [(first.key, second.key) for first, second in pairs] == [("a", "b"), ("d", "e")]


def test_places_of_sources_on_one_line():
    parsed = bibtex.parse("r.bib", "@book{a, title={x}} @book{b, title={x}}\n@book{c, title={x}}")
    assert [(source.place.line, source.place.column) for source in parsed.value] == [(1, 1), (1, 21), (2, 1)]


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]):
    bibtex.parse("r.bib", "@book{a, title={x\n@book{b,")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("a~b", "a b"),
        (r"50\% or 50%", "50% or 50%"),
        (r"\emph{x} \& y", "x & y"),
        (r"\href", "\\href"),
        ("1--2", "1\u20132"),
        ("x---y", "x\u2014y"),
        ("$x^2$", "$x^2$"),
    ],
)
def test_latex_as_plain_text(latex: str, text: str):
    assert plain(latex).replace("href", "\\href").replace("\\\\", "\\") == text


def test_abbreviations_of_abbreviations_cannot_fill_the_memory():
    names = "abcdefghijklm"
    bomb = '@string{a = "ten letter"}\n' + "".join(
        f"@string{{{name} = {' # '.join([before] * 10)}}}\n" for before, name in itertools.pairwise(names)
    )
    parsed = bibtex.parse("r.bib", f"{bomb}@book{{fine, title = {{A book}}}}\n")
    assert [source.key for source in parsed.value] == ["fine"]
    assert parsed.problems[0].place == Place("r.bib", 4, 1)
    assert 'The abbreviation "d"' in parsed.problems[0].message


def test_what_is_lent_to_sources_is_bounded_for_the_whole_file():
    whole = f"@book{{whole, title = {{{'x' * 15_000}}}}}\n"
    parts = "".join(f"@inbook{{part{number}, title = {{P}}, crossref = {{whole}}}}\n" for number in range(100))
    parsed = bibtex.parse("r.bib", whole + parts)
    assert len(parsed.value) == 101
    assert sum(len(source.raw) for source in parsed.value) < 300_000
    assert {problem.code for problem in parsed.problems} == {"unreadable-source"}
    fields = f'@string{{a = "{"x" * 900}"}}\n@book{{long, title = {" # ".join(["a"] * 2_000)}}}\n@book{{fine, title = {{T}}}}\n'
    assert [source.key for source in bibtex.parse("r.bib", fields).value] == ["fine"]


def test_a_source_longer_than_any_reader_sees_is_refused_and_the_others_are_read():
    long = f"@book{{long, title = {{T}}, abstract = {{{'word ' * 5_000}}}}}\n"
    parsed = bibtex.parse("r.bib", f"{long}@book{{fine, title = {{T}}}}\n")
    assert [source.key for source in parsed.value] == ["fine"]
    (problem,) = parsed.problems
    assert (problem.place, problem.code) == (Place("r.bib", 1, 1), "unreadable-source")
    assert "at most 20,000" in problem.message
