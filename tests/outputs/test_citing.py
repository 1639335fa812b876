"""How programs are told to cite the report: every form is read back by what reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml

from coalition.outputs import citing
from coalition.outputs.citing import Work
from coalition.outputs.crediting import Credited
from coalition.parsing import bibtex

REPORT = Work(
    "passage-2026",
    "Passage & protection: 100 % safe",
    ("Fair Passage",),
    "Fair Passage",
    2026,
    date(2026, 11, 12),
    "2026",
    "en",
    "CC-BY-4.0",
    "https://fair-passage.example/report/",
    "https://fair-passage.example/report/report.pdf",
)  # fmt: skip -- a line of values
CHAPTER = replace(
    REPORT,
    key="passage-2026-refugees",
    title="Refugee protection",
    authors=("Harbour and Sea Network", "Rosewood Shelter"),
    abstract="What protects\nthose who leave.",
    keywords=("refugees", "safe ways"),
    container="Passage & protection",
    number=1,
)
HOSTILE = replace(
    CHAPTER,
    key="passage-2026-x",
    title='}, x = {</script><script>alert("1")</script>\r\nTY  - HACK & \u2028 \\input{x}',
    abstract="@book{x,}",
)
WORKS = (REPORT, CHAPTER, HOSTILE)


def test_bibtex_is_read_with_each_organisation_as_one_name():
    parsed = bibtex.parse("cite.bib", citing.bibtex((REPORT, CHAPTER)).decode())
    assert parsed.problems == ()
    report, chapter = ((source.type, dict(source.fields)) for source in parsed.value)
    assert report[0] == "report"
    assert chapter[1]["author"] == "{Harbour and Sea Network} and {Rosewood Shelter}"
    assert chapter[1]["booktitle"] == r"Passage \& protection"


def test_a_hostile_title_adds_no_entry():
    parsed = bibtex.parse("cite.bib", citing.bibtex(WORKS).decode())
    assert [source.key for source in parsed.value] == ["passage-2026", "passage-2026-refugees", "passage-2026-x"]
    lines = citing.ris(WORKS).decode().split("\r\n")
    assert [line for line in lines if line.startswith("TY  -")] == ["TY  - RPRT", "TY  - CHAP", "TY  - CHAP"]


def test_ris_ends_each_record_and_takes_no_name_apart():
    lines = citing.ris((CHAPTER,)).decode().split("\r\n")
    assert lines[0] == "TY  - CHAP"
    assert "AU  - Harbour and Sea Network," in lines
    assert "AB  - What protects those who leave." in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_the_citation_file_is_of_the_report():
    read = yaml.safe_load(citing.cff(WORKS))
    assert (read["cff-version"], read["title"], read["version"]) == ("1.2.0", REPORT.title, "2026")
    assert read["preferred-citation"]["type"] == "report"
    assert read["license"] == "CC-BY-4.0"
    assert b"&id" not in citing.cff(WORKS)


def test_a_licence_in_ones_own_words_is_no_identifier():
    assert "license" not in yaml.safe_load(citing.cff((replace(REPORT, licence="Ask us"),)))


def test_linked_data_names_a_licence_by_its_address_alone():
    assert json.loads(citing.linked(REPORT))["license"].startswith("https://creativecommons.org/")
    assert "license" not in json.loads(citing.linked(replace(REPORT, licence="Ask us")))


def test_datacite_has_a_record_for_each():
    report, chapter, _ = json.loads(citing.datacite(WORKS))
    assert report["types"] == {"resourceTypeGeneral": "Report"}
    assert chapter["relatedItems"][0]["titles"] == [{"title": "Passage & protection"}]
    assert [creator["nameType"] for creator in chapter["creators"]] == ["Organizational"] * 2


@pytest.mark.parametrize("work", WORKS)
def test_linked_data_says_the_same_and_can_end_no_element(work):
    text = citing.linked(work)
    assert not set(text) & {"<", ">", "&", "\u2028"}
    read = json.loads(text)
    assert read["name"] == work.title
    assert [one["name"] for one in read["author"]] == list(work.authors)
    assert ("isPartOf" in read) == bool(work.container)


def test_indexes_are_told_of_a_chapter_and_of_its_book():
    told = citing.highwire(CHAPTER)
    assert [value for name, value in told if name == "citation_author"] == list(CHAPTER.authors)
    assert dict(told)["citation_inbook_title"] == "Passage & protection"
    assert dict(told)["citation_publication_date"] == "2026/11/12"
    assert "citation_technical_report_institution" in dict(citing.highwire(REPORT))


def test_persons_are_contributors_and_never_authors():
    people = (
        Credited("Amina Writer", ("writing-original-draft", "supervision"), "gate", "Open Gate", "0000-0002-1825-0097"),
        Credited("B. Free", ("software",)),
    )
    work = replace(CHAPTER, people=people)
    (record,) = json.loads(citing.datacite((work,)))
    assert [one["name"] for one in record["creators"]] == list(CHAPTER.authors)
    assert [(one["name"], one["nameType"], one["contributorType"]) for one in record["contributors"]] == [
        ("Amina Writer", "Personal", "Supervisor"),
        ("B. Free", "Personal", "Other"),
    ]
    (identifier,) = record["contributors"][0]["nameIdentifiers"]
    assert identifier["nameIdentifier"] == "https://orcid.org/0000-0002-1825-0097"
    linked = json.loads(citing.linked(work))
    assert {one["@type"] for one in linked["author"]} == {"Organization"}
    assert (
        linked["contributor"][0]["roleName"][0] == "https://credit.niso.org/contributor-roles/writing-original-draft/"
    )
    assert linked["contributor"][0]["contributor"]["affiliation"]["name"] == "Open Gate"
    assert b"Amina" not in citing.bibtex((work,)) + citing.ris((work,)) + citing.cff((work,))
