"""What rules let pass, and what one bad example cannot show."""

from __future__ import annotations

import pytest

from coalition.prose.styles import shipped

CHAPTER = "chapters/refugees/chapter.md"
STATEMENT = "statements/first-review/statement.yaml"


def member(name: str, more: str = "") -> str:
    return (
        f"id: {name}\nname: {name.replace('-', ' ').title()}\ntype: network\ncountry: PH\n"
        f"membership: [{{status: active, on: 2025-01-01}}]\n{more}"
    )


# Nothing is said twice


def test_a_broken_entry_of_the_registry_is_its_own_problem_and_not_that_of_all_who_name_it(found, good):
    registry = good("members.yaml")

    assert found({"members.yaml": registry.replace("country: NP", "country: Nepal")}) == []
    assert found({"members.yaml": registry.replace("name: Rosewood", "name:Rosewood")}) == []


@pytest.mark.parametrize(
    "path", [CHAPTER, STATEMENT, "practices/contract-desk.md", "meetings/first-regional.md", "pages/about.md"]
)
def test_a_file_that_cannot_be_read_is_its_own_problem_and_not_that_of_all_who_name_it(found, path: str):
    text = ": [" if path.endswith(".yaml") else "---\ntitle: [\n---\n\nText.\n"

    assert found({path: text}, "unknown-chapter", "unknown-practice", "unknown-meeting", "unknown-page") == []
    assert found({path: text}, "answer-to-nothing", "text-without-statement", "statement-without-text") == []


def test_broken_settings_leave_what_depends_on_them_unsaid(found):
    assert found({"coalition.yaml": "format: 2\n"}) == []
    assert found({"coalition.yaml": None}) == []


def test_a_statement_whose_text_cannot_be_read_has_a_text(found):
    assert found({"statements/first-review/v1/en.md": "No front matter.\n"}, "statement-without-text") == []


def test_a_secret_named_by_a_reference_is_told_of_the_reference_alone(found, good):
    chapter = good(CHAPTER).replace("[rosewood-shelter]", "[quiet-line]")

    assert found({CHAPTER: chapter}) == [f"{CHAPTER}:5:16 unnamed-member-exposed"]


# Members


def test_a_member_that_became_part_of_another_may_bear_nearly_its_name(found):
    merged = member("harbour-networks").replace(
        "membership: [{status: active, on: 2025-01-01}]",
        "membership: [{status: active, on: 2025-01-01}, {status: merged, on: 2026-01-01, into: harbour-network}]",
    )

    assert found({"members/harbour-networks.yaml": member("harbour-networks")}) == [
        "members/harbour-networks.yaml:2:7 near-duplicate-name"
    ]
    assert found({"members/harbour-networks.yaml": member("harbour-networks", "part_of: [harbour-network]\n")}) == []
    assert found({"members/harbour-networks.yaml": merged}) == []


def test_names_of_signs_alone_are_not_all_one_name(found):
    one, other = (member(name).replace(f"name: {name.title()}", 'name: "☆☆"') for name in ("star", "moon"))

    assert found({"members/star.yaml": one, "members/moon.yaml": other}) == []


def test_a_circle_of_three_is_told_of_each_who_can_open_it(found):
    circle = {f"members/{name}.yaml": member(name, f"part_of: [{part}]\n") for name, part in ("ab", "bc", "ca")}

    assert found({path.replace("/", "/x"): text.replace("id: ", "id: x").replace("[", "[x", 2).replace(
        "membership: [x{", "membership: [{") for path, text in circle.items()}, "part-of-itself") == [
        "members/xa.yaml:6:11 part-of-itself",
        "members/xb.yaml:6:11 part-of-itself",
        "members/xc.yaml:6:11 part-of-itself",
    ]  # fmt: skip


def test_whoever_names_itself_is_part_of_itself(found):
    assert found({"members/one.yaml": member("one", "part_of: [one]\n")}) == ["members/one.yaml:6:11 part-of-itself"]


def test_sponsors_were_active_when_they_vouched(found, good):
    settings = good("coalition.yaml").replace(
        "languages: [en, es]", 'languages: [en, es]\n  charter: {version: "2026", page: pages/about.md}'
    )
    applicant = member("gate").replace("status: active, on: 2025-01-01", "status: applied, on: 2025-01-20")
    sponsors = 'application: {sponsors: [asia-committee, rosewood-shelter], charter: "2026"}\n'

    assert found({"coalition.yaml": settings, "members/gate.yaml": applicant + sponsors}) == [
        "members/gate.yaml:6:42 inactive-member"
    ]
    own = sponsors.replace("rosewood-shelter", "gate")
    assert found({"coalition.yaml": settings, "members/gate.yaml": applicant + own}, "application-incomplete") == [
        "members/gate.yaml:6:25 application-incomplete"
    ]
    assert found({"members/gate.yaml": applicant}, "application-incomplete") == []


# Who is named, and who acts


def test_a_statement_that_was_sent_long_ago_needs_no_sender_that_is_active_today(found, good):
    left = good("members.yaml").replace(
        "      - {status: active, on: 2024-03-01}\n  - id: asia",
        "      - {status: active, on: 2024-03-01}\n      - {status: withdrawn, on: 2026-11-10}\n  - id: asia",
    )
    sent = good(STATEMENT).replace("status: consultation", "status: withdrawn")
    place = f"{STATEMENT}:3:15 inactive-member"

    assert place in found({"members.yaml": left}, "inactive-member")
    assert place not in found({"members.yaml": left, STATEMENT: sent}, "inactive-member")
    dated = sent + "submission: {on: 2026-11-12}\n"
    assert place in found({"members.yaml": left, STATEMENT: dated}, "inactive-member")
    early = sent + "submission: {on: 2026-11-02T23:00:00-05:00}\n"
    assert place not in found({"members.yaml": left, STATEMENT: early}, "inactive-member")


def test_every_place_that_can_name_a_member_is_looked_at(found, good):
    practice = good("practices/contract-desk.md").replace("[harbour-network]", "[ghost]")
    meeting = good("meetings/first-regional.md").replace("asia-committee", "ghost").replace("harbour-network", "ghost")
    chapter = good(CHAPTER).replace("status: review", "status: review\nreviewers: [ghost]")
    signed = good("statements/first-review/endorsements/v1/rosewood-shelter.txt")
    attestation = (
        "coalition-attestation/1\ncoalition: fair-passage.example\n"
        f"of-sha256: {'0' * 64}\nmember: rosewood-shelter\nevidence: e-mail\nevidence-sha256: {'1' * 64}\n"
        "received: 2026-11-04T10:00:00Z\nby: ghost\n"
    )
    change = (
        "coalition-key-change/1\ncoalition: fair-passage.example\nmember: ghost\nend: SHA256:" + "A" * 43 + "\n"
        "date: 2026-11-04\nnonce: 00112233445566778899aabbccddeeff\n"
    )
    approval = (
        "coalition-approval/1\ncoalition: fair-passage.example\nchapter: refugees\nlanguage: en\n"
        f"content-sha256: {'0' * 64}\nmember: ghost\ncapacity: reviewer\naction: approve\ndate: 2026-11-04\n"
        "nonce: 00112233445566778899aabbccddeeff\n"
    )
    folder = "statements/first-review/endorsements/v1"
    changes = {
        "practices/contract-desk.md": practice,
        "meetings/first-regional.md": meeting,
        CHAPTER: chapter,
        f"{folder}/ghost.txt": signed.replace("member: rosewood-shelter", "member: ghost"),
        f"{folder}/rosewood-shelter.attestation.txt": attestation,
        "chapters/refugees/approvals/ghost.txt": approval,
        "trust/keys/ghost.1.txt": change,
        "members/gate.yaml": member("gate", "part_of: [ghost]\n").replace(
            "status: active", "status: merged, into: ghost"
        ),
    }

    assert found(changes, "unknown-member") == [
        "chapters/refugees/approvals/ghost.txt:6:9 unknown-member",
        f"{CHAPTER}:7:13 unknown-member",
        "meetings/first-regional.md:8:7 unknown-member",
        "meetings/first-regional.md:9:16 unknown-member",
        "members/gate.yaml:5:37 unknown-member",
        "members/gate.yaml:6:11 unknown-member",
        "practices/contract-desk.md:4:12 unknown-member",
        f"{folder}/ghost.txt:7:9 unknown-member",
        f"{folder}/rosewood-shelter.attestation.txt:8:5 unknown-member",
        "trust/keys/ghost.1.txt:3:9 unknown-member",
    ]


def test_a_meeting_needs_no_host_and_a_person_no_member(found, good):
    meeting = good("meetings/first-regional.md").replace("host: asia-committee\n", "")
    people = good("people.yaml").replace("    member: rosewood-shelter\n", "")

    assert found({"meetings/first-regional.md": meeting, "people.yaml": people}) == []


# Private words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("the quiet line", 5),
        ("THE QUIET LINE", 5),
        ("It is The Quiet\nLine.", 5),
        ("one\n\ntwo quiet-line three", 7),
        ("mailto:keiko@harbour.example", 5),
    ],
)
def test_private_words_are_found_in_any_case_and_over_line_ends(found, text: str, line: int):
    places = found({"pages/about.md": f"---\ntitle: About us\n---\n\n{text}\n"}, "private-word")

    assert [place.split(":")[1] for place in places] == [str(line)]


@pytest.mark.parametrize(
    "text",
    ["the quiet lines", "The Quiet Linesman", "a-quiet-line", "quiet-line-two", "xkeiko@harbour.example", "İ line"],
)
def test_longer_words_are_other_words(found, text: str):
    assert found({"pages/about.md": f"---\ntitle: About us\n---\n\n{text}\n"}, "private-word") == []


def test_private_words_may_stand_where_nothing_is_published(found):
    assert found({"chapters/refugees/reviews/one.md": "The Quiet Line wrote this.\n"}, "private-word") == []


def test_letters_that_grow_when_they_are_made_small_move_no_place(found):
    places = found({"pages/about.md": "---\ntitle: About us\n---\n\nİİİ The Quiet Line\n"}, "private-word")

    assert places == ["pages/about.md:5:5 private-word"]


def test_a_registry_without_secrets_has_none_to_be_found(found, good):
    registry = good("members.yaml").replace("visibility: unnamed", "visibility: public").replace("keiko", "office")

    assert found({"members.yaml": registry}, "private-word") == []


def test_a_name_without_a_letter_is_no_secret_that_could_be_found(found):
    hidden = member("hush", "visibility: hidden\n").replace("name: Hush", 'name: "????"')

    assert found({"members/hush.yaml": hidden, "pages/about.md": "---\ntitle: Why\n---\n\n????\n"}) == []


# The report


def test_parts_give_the_order_too(found, good):
    settings = good("coalition.yaml").replace(
        "  chapters: [refugees]",
        "  parts:\n    - {title: One, chapters: [refugees]}\n    - {title: Two, chapters: [poverty]}",
    )

    assert found({"coalition.yaml": settings}) == ["coalition.yaml:15:31 unknown-chapter"]


def test_a_campaign_without_a_report_has_no_order_to_be_wrong(found, good):
    settings = (
        good("coalition.yaml").partition("report:")[0] + "venues:" + good("coalition.yaml").partition("venues:")[2]
    )

    assert found({"coalition.yaml": settings}) == [f"{CHAPTER}:2:1 chapter-not-in-report"]


def test_a_style_of_the_campaign_is_a_style(found, good):
    settings = good("coalition.yaml").replace(
        "  chapters: [refugees]", "  chapters: [refugees]\n  citation_style: styles/x.csl"
    )

    assert found({"coalition.yaml": settings, "styles/x.csl": shipped("apa").text}) == []
    assert found({"coalition.yaml": settings}) == ["coalition.yaml:14:19 unknown-citation-style"]


def test_nothing_is_called_as_a_page_that_the_site_makes_or_a_place_of_the_report(found, good):
    chapter = good(CHAPTER)
    names = ("glossary", "sources", "refs", "ref-doe-2020", "report-part-1", "report")

    assert found({f"chapters/{name}/chapter.md": chapter for name in names}, "taken-address") == [
        f"chapters/{name}/chapter.md:2:1 taken-address" for name in sorted(names) if name != "report"
    ]
    assert found({"members/by-name.yaml": member("by-name")}, "taken-address") == [
        "members/by-name.yaml:1:5 taken-address"
    ]
    assert found({"members/sources.yaml": member("sources")}, "taken-address") == []


def test_a_draft_needs_no_abstract(found, good):
    chapter = good(CHAPTER).replace("abstract: What protects those who had to leave.\n", "")

    assert found({CHAPTER: chapter.replace("status: review", "status: draft")}) == []


def test_an_approval_of_a_chapter_that_is_gone_is_told(found):
    text = (
        "coalition-approval/1\ncoalition: fair-passage.example\nchapter: poverty\nlanguage: en\n"
        f"content-sha256: {'0' * 64}\nmember: harbour-network\ncapacity: lead\naction: approve\ndate: 2026-11-04\n"
        "nonce: 00112233445566778899aabbccddeeff\n"
    )
    path = "chapters/poverty/approvals/harbour-network.txt"

    assert found({path: text}) == [f"{path}:3:10 unknown-chapter"]


# Sources


def test_a_shared_source_is_cited_by_a_foreword_a_translation_or_a_term(found, good):
    source = good("chapters/refugees/references.bib").replace("doe-2020", "roe-1999").replace("Doe", "Roe")
    foreword = good("report/foreword.md") + "\nMore in @roe-1999.\n"
    glossary = good("report/glossary.yaml").replace("doe-2020", "'@roe-1999, p. 4'")
    bib = good("chapters/refugees/references.bib")

    assert found({"references.bib": source}) == ["references.bib:1:1 uncited-source"]
    assert found({"references.bib": source, "report/foreword.md": foreword}) == []
    assert found({"references.bib": source, "report/glossary.yaml": glossary}) == []
    spanish = good(CHAPTER).replace("@doe-2020, p. 3", "@roe-1999")
    assert found({"chapters/refugees/references.bib": bib + source, "chapters/refugees/chapter.es.md": spanish}) == []


@pytest.mark.parametrize(
    ("entry", "same"),
    [
        ("@book{x, author={Doe, Jane}, title={The price of a job}, year={2020}}", True),
        ("@book{x, author={Roe, Jane}, title={The price of a job}, year={2020}}", False),
        ("@book{x, author={Doe, Jane}, title={The price of a job}, year={2021}}", False),
        ("@book{x, author={Roe, Jane}, title={Other}, year={2021}, doi={10.1000/1}}", True),
        ("@book{x, author={Doe, Jane}, title={The price of a job}, year={2020}, doi={10.1000/2}}", False),
    ],
)
def test_two_entries_are_one_work_by_their_doi_or_by_authors_title_and_year(found, good, entry: str, same: bool):  # noqa: FBT001 -- one of the cases
    first = good("chapters/refugees/references.bib").replace("year =", "doi = {https://doi.org/10.1000/1},\n  year =")
    bib = first if "doi=" in entry else good("chapters/refugees/references.bib")

    places = found({"chapters/refugees/references.bib": f"{bib}\n{entry}\n"}, "near-duplicate-source")
    assert bool(places) is same


# Marked passages and counts


TABLE = "| Country | Persons |\n|---|---|\n| Nepal | 7 |\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"::: {{.case-data}}\n{TABLE}:::\n\n| Country | Persons |\n|---|---|\n| Nepal | 8 |\n", [4]),
        (f"{TABLE}\n: Persons {{#tbl-p .case-data}}\n", [3]),
        (f": Persons {{#tbl-p .case-data}}\n\n{TABLE}", [5]),
        (f"::: {{.case-data}}\n::: {{.key-finding}}\n{TABLE}:::\n{TABLE}:::\n{TABLE}", [5, 9]),
        (f"::: {{.case-data}}\n::: {{.case-data}}\n{TABLE}:::\n:::\n", [5]),
        (
            "::: {.case-data}\nCountry     Persons\n--------- ---------\nNepal             7\nLanka            12\n:::\n",
            [4],
        ),
        (f"::: {{.key-finding}}\n{TABLE}:::\n", []),
        (f"::: {{.case-data}}\n{TABLE}", [4]),
        ("::: {.case-data}\nIn 7 of 10 cases, 3 persons came back.\n:::\n", []),
        ("::: {.case-data}\n| Nepal | 0 |\n| Lanka | 11 |\n| Peru | ٧ |\n:::\n", []),  # noqa: RUF001 -- these letters are the case
    ],
)
def test_small_counts_are_found_in_tables_of_cases_alone(found, text: str, lines: list[int]):
    front = "---\ntitle: T\ntheme: refugees\nlead: harbour-network\n---\n"
    places = found({"chapters/poverty/chapter.md": front + text}, "small-case-counts")

    assert [int(place.split(":")[1]) - 5 for place in places] == lines


def test_numbers_that_count_no_cases_may_be_small(found):
    assert found({"chapters/refugees/data/a.csv": "# unit: persons, source: survey\nx,n\nNP,4\n"}) == []
    assert found({"chapters/refugees/data/a.csv": "x,n\nNP,4\n"}) == []


def test_long_lines_in_tables_of_cases_take_no_long_time(found):
    text = "::: {.case-data}\n" + " " * 200_000 + "x\n" + ":" * 200_000 + " " * 200_000 + ":\n:::\n"
    front = "---\ntitle: T\ntheme: refugees\nlead: harbour-network\n---\n"

    assert found({"chapters/poverty/chapter.md": front + text}, "small-case-counts") == []


def test_an_answer_to_a_demand_of_a_statement_is_an_answer(found, good):
    answers = good("recommendations.yaml").replace("refugees/rec-firewall", "first-review/dem-channels")

    assert found({"recommendations.yaml": answers}) == []


# Statements


def test_a_frozen_text_that_is_the_same_is_not_altered(found, good):
    import hashlib

    text = good("statements/first-review/v1/en.md")
    sums = f"{hashlib.sha256(text.encode()).hexdigest()}  en.md\n"
    is_open = good(STATEMENT).replace("status: consultation", "status: open")

    assert found({STATEMENT: is_open, "statements/first-review/v1/SHA256SUMS": sums}) == []


def test_a_frozen_text_with_other_line_ends_is_altered(found, good):
    import hashlib

    text = good("statements/first-review/v1/en.md")
    sums = f"{hashlib.sha256(text.encode()).hexdigest()}  en.md\n"
    changes = {
        "statements/first-review/v1/SHA256SUMS": sums,
        "statements/first-review/v1/en.md": text.replace("\n", "\r\n"),
    }

    assert found(changes, "altered-text", "windows-line-ends") == [
        "statements/first-review/v1/en.md:1:1 altered-text",
        "statements/first-review/v1/en.md:1:1 windows-line-ends",
    ]


def test_windows_line_ends_are_nobodys_problem_where_nothing_is_signed(found, good):
    assert found({"pages/about.md": good("pages/about.md").replace("\n", "\r\n")}) == []


def test_a_correction_corrects_a_version_that_is_there(found, good):
    corrected = good(STATEMENT) + "corrections:\n  2: {of: 3, objections_until: 2026-12-01T00:00:00Z}\n"

    assert found({STATEMENT: corrected}) == [
        f"{STATEMENT}:10:6 statement-without-text",
        f"{STATEMENT}:10:11 statement-without-text",
    ]


def test_a_translation_alone_is_the_translation_of_nothing(found):
    assert found(
        {"statements/first-review/v1/en.md": None}, "translation-of-other-bytes", "statement-without-text"
    ) == [
        f"{STATEMENT}:1:1 statement-without-text",
        "statements/first-review/v1/es.md:6:13 translation-of-other-bytes",
    ]


def test_the_human_rights_council_takes_statements_from_those_in_consultative_status(found, good):
    to_council = good(STATEMENT).replace("open-letter", "hrc-written-statement")
    registry = good("members.yaml").replace("    country: JP\n", "    country: JP\n    consultative_status: special\n")

    assert found({STATEMENT: to_council}) == [f"{STATEMENT}:3:15 unfit-for-venue"]
    assert found({STATEMENT: to_council, "members.yaml": registry}) == []


def test_a_month_and_a_year_are_compared_as_far_as_both_go(found, good):
    practice = good("practices/contract-desk.md")
    for ended, wrong in (("2023", False), ("2023-02", False), ("2023-01", True), ("2022", True)):
        text = practice.replace("started: 2023-02", f"started: 2023-02\nended: {ended}")
        assert bool(found({"practices/contract-desk.md": text})) is wrong, ended


def test_what_ends_after_it_began_is_well(found, good):
    registry = good("members.yaml").replace(
        "    name: Rosewood Shelter\n",
        "    name: Rosewood Shelter\n    other_names:\n      - {name: Rose House, until: 2019-01-01}\n"
        "      - {name: Rose Inn, since: 2019-01-01, until: 2020-01-01}\n"
        "    keys:\n      - {key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHEcbyOS8sVv5ZB3ZaZP0VQHS4E4N6VjYnxRJYL0HIAp,"
        " from: 2026-01-01T00:00:00Z, until: 2027-01-01T00:00:00Z}\n",
    )

    assert found({"members.yaml": registry}) == []


# Signed files


def test_a_later_answer_has_a_number_in_its_name(found, good):
    folder = "statements/first-review/endorsements/v1"
    text = good(f"{folder}/rosewood-shelter.txt")

    assert found({f"{folder}/rosewood-shelter.2.txt": text}) == []
    assert found({f"{folder}/rosewood.txt": text}) == [f"{folder}/rosewood.txt:7:9 answer-out-of-place"]
    assert found({"statements/first-review/endorsements/v2/rosewood-shelter.txt": text}) == [
        "statements/first-review/endorsements/v2/rosewood-shelter.txt:7:9 answer-out-of-place"
    ]


# Pages and languages


def test_a_text_in_a_variant_of_a_published_language_is_published(found, good):
    assert found({"pages/about.es-MX.md": good("pages/about.md")}) == []


def test_navigation_may_lead_to_the_web_and_to_what_the_site_makes_itself(found, good):
    site = good("mkdocs.yml").replace("about.md", "https://other.example/").replace("index.md", "statements/")

    assert found({"mkdocs.yml": site + "  - about.md\n"}) == []
    assert found({"mkdocs.yml": site + "  - contact.md\n"}) == ["mkdocs.yml:9:5 unknown-page"]


def test_a_home_page_in_another_language_is_a_home_page(found, good):
    site = good("mkdocs.yml").replace("index.md", "about.md")

    assert found({"pages/index.md": None, "pages/index.es.md": good("pages/about.md"), "mkdocs.yml": site}) == []


# What the report can draw


def test_members_bear_names_in_any_script_but_are_credited_under_one_that_can_be_drawn(found, good):
    registry = good("members.yaml").replace(
        "    name: Rosewood Shelter\n", "    name: Rosewood Shelter\n    other_names: [{name: रोजवुड, language: ne}]\n"
    )
    credited = good("members.yaml").replace("name: Rosewood Shelter", "name: रोजवुड")

    assert found({"members.yaml": registry}) == []
    assert found({"members.yaml": credited}) == ["members.yaml:22:11 undrawable-character"]
    assert found({"members.yaml": credited.replace("Quiet", "港")}) == ["members.yaml:22:11 undrawable-character"]


def test_what_is_not_printed_may_hold_any_character(found):
    texts = {"chapters/refugees/reviews/one.md": "人身売買\n", "pages/about.md": "---\ntitle: 人\n---\n\n売買\n"}

    assert found(texts) == []


def test_of_many_characters_the_first_are_told_and_the_number_of_all(found, good):
    foreword = good("report/foreword.md") + "一二三四五六七八\n"

    assert found({"report/foreword.md": foreword}) == [
        f"report/foreword.md:6:{column} undrawable-character" for column in range(1, 6)
    ]


# Files


@pytest.mark.parametrize(
    "path",
    [
        "pages/nul.md",
        "pages/com1.es.md",
        "pages/-about.md",
        "pages/a?b.md",
        "pages/trailing./x.md",
        "pages/blank /x.md",
        "pages/a\u200bb.md",
        "pages/a\nb.md",
        "pages/" + "x" * 200 + ".md",
        "members/aux.yaml",
    ],
)
def test_names_that_some_machine_cannot_have_are_told(found, path: str):
    text = "---\ntitle: T\n---\n\nText.\n"

    assert f"{path}:1:1 unportable-name" in found({path: text}, "unportable-name")


@pytest.mark.parametrize(
    "path", ["pages/console.md", "pages/images/Región.png", "pages/images/日本.png", "pages/v1.0.md"]
)
def test_other_names_are_well(found, path: str):
    assert found({path: b"x"}, "unportable-name") == []


def test_two_folders_that_differ_by_accents_alone_are_told_once(found):
    files = {f"pages/images/{folder}/{name}.png": b"x" for folder in ("e\u0301", "\u00e9") for name in ("a", "b")}

    assert found(files, "colliding-names") == ["pages/images/\u00e9/a.png:1:1 colliding-names"]


def test_a_bad_folder_is_told_once(found):
    assert found({f"chapters/HIV AIDS/figures/{name}.png": b"x" for name in "ab"}) == [
        "chapters/HIV AIDS/figures/a.png:1:1 bad-id"
    ]
