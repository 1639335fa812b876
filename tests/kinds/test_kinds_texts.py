"""Texts with front matter, statements, sources, datasets, persons."""

from __future__ import annotations

from datetime import date

import pytest

from coalition.kinds import chapter, dataset, meeting, page, practice, settings, source, statement
from coalition.kinds import person as person_kind
from coalition.kinds.record import Files
from coalition.kinds.vocabularies import Vocabularies


def files(texts: dict[str, str], language: str = "en") -> Files:
    return Files(texts, tuple(sorted(texts)), language)


def told(parsed) -> list[str]:
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in parsed.problems]


CHAPTER = "---\ntitle: Refugees\ntheme: refugees\nlead: harbour-network\n{}---\n\nThe text.\n"


@pytest.mark.parametrize(
    ("path", "more", "language"),
    [
        ("chapters/refugees/chapter.md", "", "es"),
        ("chapters/refugees/chapter.md", "language: fr\n", "fr"),
        ("chapters/refugees/chapter.pt-BR.md", "", "pt-BR"),
        ("chapters/refugees/chapter.pt-BR.md", "language: fr\n", "pt-BR"),
    ],
)
def test_the_language_is_that_of_the_files_name_else_what_it_says_else_the_campaigns(
    path: str, more: str, language: str
):
    (text,) = chapter.parse(files({path: CHAPTER.format(more)}, "es")).value

    assert (text.id, text.language) == ("refugees", language)


def test_a_chapter_is_its_front_matter_and_its_body():
    (text,) = chapter.parse(files({"chapters/refugees/chapter.md": CHAPTER.format("status: final\n")})).value

    assert text.body == "\nThe text.\n"
    assert text.body_line == 7
    assert text.folder == "chapters/refugees"
    assert text.released
    assert text.place("theme").line == 3


@pytest.mark.parametrize(
    ("status", "released"), [("outline", False), ("draft", False), ("review", True), ("final", True)]
)
def test_outlines_and_drafts_are_not_released(status: str, released: bool):  # noqa: FBT001 -- one of the cases
    (text,) = chapter.parse(files({"chapters/x/chapter.md": CHAPTER.format(f"status: {status}\n")})).value

    assert text.released is released


def test_a_page_is_called_by_its_path_below_pages():
    texts = {"pages/join/how.es.md": "---\ntitle: Cómo\n---\n", "pages/index.md": "---\ntitle: Home\n---\n"}
    pages = page.parse(files(texts)).value

    assert [(text.id, text.language) for text in pages] == [("index", "en"), ("join/how", "es")]


def test_a_text_without_front_matter_costs_no_other():
    good = "---\ntitle: A desk\nmember: hn\nsummary: What it does.\n---\n"
    parsed = practice.parse(files({"practices/one.md": "Text.\n", "practices/two.md": good}))

    assert [text.id for text in parsed.value] == ["two"]
    assert told(parsed) == ["1:1 no-front-matter"]


def test_a_meeting_has_a_place_and_instants_with_their_zone():
    text = "---\ntitle: A\nscope: regional\nkind: dialogue\nstarts: {}\nplace: {{city: Geneva, country: CH}}\n---\n"
    (good,) = meeting.parse(files({"meetings/a.md": text.format("2026-05-04T09:00:00+02:00")})).value

    assert good.where is not None
    assert good.where.city == "Geneva"
    assert told(meeting.parse(files({"meetings/a.md": text.format("2026-05-04T09:00:00")}))) == ["5:9 wrong-value"]
    assert told(meeting.parse(files({"meetings/a.md": text.format("2026-05-04")}))) == ["5:9 wrong-value"]


STATEMENT = "venue: general-letter\nsubmitted_by: hn\n{}"


@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ("closes: 2026-12-10T00:00:00Z\n", []),
        ("closes: {date: 2026-12-10, zone: anywhere-on-earth}\n", []),
        ("closes: 2026-12-10\n", ["3:9 wrong-value"]),
        ("closes: {date: 2026-12-10, zone: Europe/Paris}\n", ["3:34 wrong-value"]),
        ("adoption: {rule: threshold, minimum: 10}\n", []),
        ("adoption: {rule: threshold}\n", ["3:11 wrong-value"]),
        ("adoption: {rule: no-objection, days: 7}\n", []),
        ("adoption: {rule: no-objection}\n", ["3:11 wrong-value"]),
        ("adoption: {rule: consensus}\n", []),
        ("adoption: {rule: majority}\n", ["3:18 wrong-value"]),
        ("adoption: {rule: threshold, minimum: 0}\n", ["3:38 wrong-value"]),
        ("current_version: 0\n", ["3:18 wrong-value"]),
        ("corrections: {2: {of: 1, objections_until: 2026-11-20T00:00:00Z}}\n", []),
        ("submission: {on: 2026-11-20, reference: A/HRC/63/NGO/1}\n", []),
        ("responses: [{from: Ministry, on: 2026-11-20, summary: {en: Noted}}]\n", []),
        ("status: finished\n", ["3:9 wrong-value"]),
    ],
)
def test_the_process_of_a_statement(more: str, problems: list[str]):
    assert told(statement.parse(files({"statements/a/statement.yaml": STATEMENT.format(more)}))) == problems


def test_a_text_of_a_statement_has_the_version_of_its_folder():
    text = "---\ntitle: A\noccasion: B\naddressed_to: [{name: C, type: state}]\n---\n"
    (found,) = statement.parse_texts(files({"statements/imrf/v12/pt-BR.md": text})).value

    assert (found.id, found.version, found.language) == ("imrf", 12, "pt-BR")


def test_a_text_of_a_statement_is_addressed_to_somebody():
    text = "---\ntitle: A\noccasion: B\naddressed_to: []\n---\n"

    assert told(statement.parse_texts(files({"statements/imrf/v1/en.md": text}))) == ["4:15 wrong-value"]


BIB = "@book{doe-2020,\n  author = {Doe, Jane and Roe, Richard},\n  title = {The {Price} of a Job},\n  year = {2020},\n}\n"


def test_sources_know_their_chapter_and_how_they_read():
    texts = {"references.bib": BIB, "chapters/poverty/references.bib": f"\n{BIB}"}
    own, shared = source.parse(files(texts)).value

    assert (own.chapter, own.place().line) == ("poverty", 2)
    assert (shared.chapter, shared.place("title").line) == ("", 1)
    assert (own.title, own.year, own.type) == ("The Price of a Job", "2020", "book")
    assert "Jane Doe" in own.authors
    assert own.entry.digest == shared.entry.digest


DATA = "chapters/refugees/data/fees.csv"


def test_a_dataset_knows_where_its_rows_are():
    (table,) = dataset.parse(files({DATA: "# unit: persons\n# source: cases\ncountry,n\nNP,140\nLK,310\n"})).value

    assert (table.chapter, table.header, table.rows[1]) == ("refugees", ("country", "n"), ("LK", "310"))
    assert table.place("rows", 1).line == 5
    assert table.place("rows", 1, 0).line == 5
    assert table.place("header").line == 1


@pytest.mark.parametrize(
    ("notes", "counts"),
    [
        ("# unit: persons, source: cases\n", True),
        ("# Unit:  Persons\n# Source: cases of 2025\n", True),
        ("# unit: persons, source: survey\n", False),
        ("# unit: US dollars, source: cases\n", False),
        ("", False),
    ],
)
def test_a_dataset_says_whether_it_counts_persons_from_case_files(notes: str, counts: bool):  # noqa: FBT001 -- one of the cases
    (table,) = dataset.parse(files({DATA: f"{notes}country,n\nNP,140\n"})).value

    assert table.counts_cases is counts


@pytest.mark.parametrize(
    ("consent", "day", "holds"),
    [
        ("{on: 2026-01-01}", "2025-12-31", False),
        ("{on: 2026-01-01}", "2026-01-01", True),
        ("{on: 2026-01-01, until: 2026-06-30}", "2026-06-30", True),
        ("{on: 2026-01-01, until: 2026-06-30}", "2026-07-01", False),
        ("{on: 2026-01-01, withdrawn: 2026-03-01}", "2026-02-28", True),
        ("{on: 2026-01-01, withdrawn: 2026-03-01}", "2026-03-01", False),
    ],
)
def test_consent_holds_from_its_day_until_it_ends(consent: str, day: str, holds: bool):  # noqa: FBT001 -- one of the cases
    text = f"people:\n  - {{id: jane-doe, name: Jane Doe, consent: {consent}}}\n"
    (person,) = person_kind.parse(files({"people.yaml": text})).value

    assert person.consent.holds_on(date.fromisoformat(day)) is holds


@pytest.mark.parametrize(
    ("orcid", "good"),
    [
        ("0000-0002-1825-0097", True),
        ("0000-0001-5109-3700", True),
        ("0000-0002-1694-233X", True),
        ("0000-0002-1825-0098", False),
        ("0000000218250097", False),
        ("0000-0002-1825-009", False),
        ("https://orcid.org/0000-0002-1825-0097", False),
    ],
)
def test_the_last_character_of_an_orcid_is_a_check_on_the_others(orcid: str, good: bool):  # noqa: FBT001 -- one of the cases
    text = f"people:\n  - {{id: jane-doe, name: Jane Doe, orcid: '{orcid}', consent: {{on: 2026-01-01}}}}\n"

    assert (person_kind.parse(files({"people.yaml": text})).problems == ()) is good


SETTINGS = "format: 1\ncampaign: {{id: fp, name: Fair Passage, domain: fair.example, secretariat: hn, languages: [en, es]}}\n{}"


def test_vocabularies_are_a_preset_or_the_campaigns_own():
    (silent,) = settings.parse(files({"coalition.yaml": SETTINGS.format("")})).value
    (preset,) = settings.parse(files({"coalition.yaml": SETTINGS.format("vocabularies: migration\n")})).value
    (own,) = settings.parse(
        files({"coalition.yaml": SETTINGS.format("vocabularies: {stages: {sowing: Sowing, harvest: {en: Harvest}}}\n")})
    ).value

    assert silent.words == Vocabularies()
    assert preset.language == "en"
    assert set(preset.words.stages) == {"origin", "transit", "destination", "return"}
    assert sum(name.startswith("gcm-") for name in preset.words.frameworks) == 23
    assert set(own.words.stages) == {"sowing", "harvest"}
    assert own.words.approaches == {}


def test_every_preset_is_in_the_languages_that_we_keep_complete():
    from coalition.kinds.vocabularies import LISTS, PRESETS, preset

    for name in PRESETS:
        found = preset(name)
        labels = [found.title, *(theme.title for theme in found.themes.values())]
        labels += [label for terms in LISTS for label in getattr(found, terms).values()]
        assert len(found.themes) >= 5
        assert all(getattr(found, terms) for terms in LISTS)
        assert all(set(label.languages) == {"en", "es"} for label in labels)


def test_a_campaign_adds_its_own_words_to_a_preset():
    more = "vocabularies: {preset: climate, stages: {planning: Planning, recovery: Rebuilding}}\n"
    (found,) = settings.parse(files({"coalition.yaml": SETTINGS.format(more)})).value

    words = found.words
    assert list(words.stages)[-1] == "planning"
    assert words.stages["mitigation"].text("es") == "Mitigación"
    assert words.stages["recovery"].text("es") == "Rebuilding"
    assert "paris-8" in words.frameworks


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("{preset: fishing}", "3:24 wrong-value"),
        ("{stages: {A: Planning}}", "3:25 wrong-value"),
        ("{stages: {planning: []}}", "3:35 wrong-value"),
        ("[climate]", "3:15 wrong-value"),
        ("{stage: {}}", "3:16 unknown-key"),
    ],
)
def test_what_is_wrong_in_own_words_is_told_at_its_place(wrong: str, problem: str):
    found = settings.parse(files({"coalition.yaml": SETTINGS.format(f"vocabularies: {wrong}\n")}))

    assert told(found) == [problem]


@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ("vocabularies: fishing\n", ["3:15 wrong-value"]),
        ("format_: 2\n", ["3:1 unknown-key"]),
        ("themes: {HIV: {title: HIV}}\n", ["3:10 wrong-value"]),
        ("report: {title: T}\n", ["3:9 missing-key"]),
        ("report: {title: T, edition: 2026, bibliography: by-part}\n", ["3:49 wrong-value"]),
        ("venues: {letter: {title: L, max_words: -1}}\n", ["3:40 wrong-value"]),
    ],
)
def test_wrong_settings_are_told_at_their_place(more: str, problems: list[str]):
    assert told(settings.parse(files({"coalition.yaml": SETTINGS.format(more)}))) == problems


def test_the_order_of_the_report_is_that_of_its_chapters_and_parts():
    more = "report: {title: T, edition: '2026', chapters: [aa], parts: [{title: One, chapters: [bb, cc]}, {title: Two, chapters: [dd]}]}\n"
    (found,) = settings.parse(files({"coalition.yaml": SETTINGS.format(more)})).value

    assert found.report is not None
    assert found.report.order == ("aa", "bb", "cc", "dd")
