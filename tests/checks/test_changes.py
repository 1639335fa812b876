"""What a member may propose, and what it may not: pairs of campaigns, before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from coalition.campaign.changes import Actor
from coalition.campaign.comparing import compare
from coalition.campaign.loading import load
from coalition.checks.changes.judging import judge, shortened
from coalition.checks.changes.model import Proposed
from coalition.problems import Place, Problem
from coalition.sources.differing import differences
from coalition.sources.trees import MemoryTree

DAY = date(2026, 11, 21)
MEMBERS = """\
# Who acts with us
members:
  - id: harbour
    name: Harbour
    type: network
    country: JP
    membership: [{status: active, on: 2024-01-01}]
  # speaks Nepali
  - id: rosewood
    name: Rosewood Shelter
    type: national-ngo
    country: NP
    visibility: unnamed
    membership: [{status: active, on: 2025-01-01}]
  - id: open-gate
    name: Open Gate
    type: national-ngo
    country: KE   # and Uganda
    contacts: [{type: email, value: office@open-gate.example, public: true}]
    membership: [{status: active, on: 2025-01-01}]
  - id: fjord
    name: Fjord Forum
    type: national-ngo
    country: "NO"
    membership: [{status: active, on: 2025-01-01}, {status: lapsed, on: 2026-01-01}]
"""
NEW = """\
  - id: night-line
    name: Night Line
    type: national-ngo
    country: KE
    membership: [{status: applied, on: 2026-11-20}]
"""
CHAPTER = (
    "---\ntitle: Work\ntheme: work\nlead: open-gate\ncontributors: [rosewood]\nreviewers: [harbour]\n---\n\nOne.\n"
)
PRACTICE = "---\ntitle: A desk\nmember: {}\nsummary: It reads.\n---\n\nWhat was done.\n"
TEXT = "---\ntitle: A\noccasion: B\naddressed_to: [{name: C, type: state}]\n---\n\nWords.\n"
DRAFT = "venue: general-letter\nsubmitted_by: harbour\ndrafters: [open-gate, rosewood]\nstatus: draft\n"
BIB = "% shared\n@book{a-2020,\n title = {A},\n year = {2020},\n}\n@book{b-2020, title = {B}, year = {2020}}\n"
ANSWER = (
    "coalition-endorsement/1\ncoalition: fair.example\nstatement: first\nversion: 1\nlanguage: en\ntext-sha256: {}\n"
    "member: {}\naction: endorse\ncapacity: supporter\nmandate: exact\nscope: whole\ndate: 2026-11-03\n"
    "nonce: 00112233445566778899aabbccddeeff\n"
)
DIGEST = sha256(TEXT.encode()).hexdigest()
ANSWERS = "statements/first/endorsements/v1/"
LOG = f"2026-11-03T10:00:00Z {'1' * 64} - {'0' * 64}\n"
FILES = {
    "coalition.yaml": "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: harbour, languages: [en]}\n",
    "mkdocs.yml": "site_name: Fair\n",
    "members.yaml": MEMBERS,
    "references.bib": BIB,
    "chapters/work/chapter.md": CHAPTER,
    "chapters/work/figures/a.png": b"one",
    "chapters/work/reviews/harbour.md": "Good.\n",
    "practices/desk.md": PRACTICE.format("open-gate"),
    "practices/boat.md": PRACTICE.format("rosewood"),
    "statements/first/statement.yaml": "venue: general-letter\nsubmitted_by: harbour\nstatus: open\ndrafters: [open-gate]\n",
    "statements/first/v1/en.md": TEXT,
    "statements/first/v1/SHA256SUMS": f"{DIGEST}  en.md\n",
    f"{ANSWERS}rosewood.txt": ANSWER.format(DIGEST, "rosewood"),
    "statements/next/statement.yaml": DRAFT,
    "statements/next/v1/en.md": TEXT.replace("Words", "Other words"),
    "trust/receipts.log": LOG,
    "pages/index.md": "---\ntitle: Home\n---\n\nHello.\n",
}  # fmt: skip
Edits = dict[str, "str | bytes | None"]


def put(path: str, old: str, new: str) -> Edits:
    text = FILES[path]
    assert isinstance(text, str)
    assert text.count(old) == 1, path
    return {path: text.replace(old, new)}


def judged(edits: Edits, actor: str, *, base: Edits | None = None, main: Edits | None = None) -> list[str]:
    """`place code` of everything that the actor may not do, when the files of the campaign become these."""
    return [f"{one.place.path}:{one.place.line} {one.code}" for one in findings(edits, actor, base, main)]


def findings(edits: Edits, actor: str, base: Edits | None = None, main: Edits | None = None) -> list[Problem]:
    """The same with what people read."""
    trees = [
        MemoryTree({path: text for path, text in {**FILES, **(base or {}), **laid}.items() if text is not None})
        for laid in ({}, edits, main or {})
    ]
    before, after, known = (load(tree).value for tree in trees)
    member = known.members.get(actor)
    who = Actor(member, is_secretariat=actor == known.settings.campaign.secretariat)
    changes = compare(before, after, differences(*trees[:2]), known)
    return sorted(judge(Proposed(before, after, known, who, DAY, changes)))


ALLOWED: dict[str, tuple[Edits, str]] = {
    "nothing": ({}, "open-gate"),
    "its own entry": (put("members.yaml", "name: Open Gate", "name: The Open Gate"), "open-gate"),
    "its own entry, moved to a file": (
        {"members.yaml": MEMBERS.replace(MEMBERS[MEMBERS.index("  - id: open") : MEMBERS.index("  - id: fjord")], ""),
         "members/open-gate.yaml": "id: open-gate\nname: Open Gate\ntype: national-ngo\ncountry: KE\n"
         "contacts: [{type: email, value: office@open-gate.example, public: true}]\nmembership: [{status: active, on: 2025-01-01}]\n"},
        "open-gate",
    ),
    "its own entry, moved in the list": (
        {"members.yaml": MEMBERS.replace("  - id: open-gate", "  - id: x", 1).replace(
            MEMBERS[MEMBERS.index("  - id: open"):MEMBERS.index("  - id: fjord")].replace("open-gate", "x", 1), "")
            + MEMBERS[MEMBERS.index("  - id: open"):MEMBERS.index("  - id: fjord")]},
        "open-gate",
    ),
    "others' lines in another layout": (
        put("members.yaml", "    name: Rosewood Shelter\n    type: national-ngo\n", '    type: "national-ngo"\n\n    name: Rosewood Shelter\n'),
        "open-gate",
    ),
    "what is the default, written out": (put("members.yaml", "    country: JP\n", "    country: JP\n    visibility: public\n"), "open-gate"),
    "an entry whose lines end as on Windows": ({"members.yaml": MEMBERS.replace("\n", "\r\n")}, "open-gate"),
    "a visibility that hides more": (put("members.yaml", "visibility: unnamed", "visibility: hidden"), "rosewood"),
    "its answer": ({f"{ANSWERS}open-gate.txt": ANSWER.format(DIGEST, "open-gate")}, "open-gate"),
    "its later answer": ({f"{ANSWERS}rosewood.2.txt": ANSWER.format(DIGEST, "rosewood")}, "rosewood"),
    "the signature of its answer": ({f"{ANSWERS}rosewood.txt.sig": "signature\n"}, "rosewood"),
    "an approval": ({"chapters/work/approvals/open-gate.txt": "coalition-approval/1\n"}, "open-gate"),
    "a key change": ({"trust/keys/open-gate.1.txt": "coalition-key-change/1\n"}, "open-gate"),
    "its practice": (put("practices/desk.md", "What was", "All that was"), "open-gate"),
    "its practice taken out": ({"practices/desk.md": None}, "open-gate"),
    "another practice of its own": ({"practices/nets.md": PRACTICE.format("open-gate")}, "open-gate"),
    "a translation of its practice": ({"practices/desk.es.md": PRACTICE.format("open-gate")}, "open-gate"),
    "the chapter that it leads, and who contributes": (put("chapters/work/chapter.md", "[rosewood]", "[rosewood, harbour]"), "open-gate"),
    "a picture of the chapter that it contributes to": ({"chapters/work/figures/a.png": b"two"}, "rosewood"),
    "the text of the chapter that it contributes to": (put("chapters/work/chapter.md", "One.", "Two."), "rosewood"),
    "a chapter that it will lead": ({"chapters/sea/chapter.md": CHAPTER}, "open-gate"),
    "a statement that it drafts": (put("statements/next/v1/en.md", "Other", "Better"), "rosewood"),
    "a draft that is put to others": (put("statements/next/statement.yaml", "status: draft", "status: consultation"), "rosewood"),
    "another draft": ({"statements/more/statement.yaml": DRAFT, "statements/more/v1/en.md": TEXT + "More.\n"}, "open-gate"),
    "a review of the chapter to which it contributes": ({"chapters/work/reviews/rosewood.md": "Good.\n"}, "rosewood"),
    "a source besides": ({"references.bib": "@misc{c-2021, title = {C}, year = {2021}}\n" + BIB}, "open-gate"),
    "the sources in another layout": ({"references.bib": BIB.replace("\n title", "\n\n   title")}, "open-gate"),
    "an application": ({"members.yaml": MEMBERS + NEW}, ""),
    "an application in a file of its own": ({"members/night-line.yaml": NEW.replace("  - id", "    id").replace("    ", "")}, ""),
    "a lapsed member's own entry": (put("members.yaml", "name: Fjord Forum", "name: The Fjord Forum"), "fjord"),
    "whatever the secretariat does": (
        {**put("members.yaml", "country: JP", "country: LK"), "coalition.yaml": str(FILES["coalition.yaml"]) + "# new\n",
         "tools.txt": "x", "practices/boat.md": None, "trust/receipts.log": LOG + "more\n",
         f"{ANSWERS}open-gate.txt": ANSWER.format(DIGEST, "open-gate")},
        "harbour",
    ),
}  # fmt: skip

REFUSED: dict[str, tuple[Edits, str, list[str]]] = {
    "another's entry": (put("members.yaml", "country: NP", "country: IN"), "open-gate", ["members.yaml:12 others-entry"]),
    "another's entry, of which the name of a value has a slip": (
        put("members.yaml", "country: NP", "contry: NP"), "open-gate", ["members.yaml:9 others-entry"]),
    "another's entry dropped": (
        {"members.yaml": MEMBERS[: MEMBERS.index("  - id: fjord")]}, "open-gate", ["members.yaml:21 others-entry"]),
    "another's entry moved to a file": (
        {"members.yaml": MEMBERS[: MEMBERS.index("  - id: fjord")],
         "members/fjord.yaml": MEMBERS[MEMBERS.index("  - id: fjord"):].replace("  - ", "").replace("    ", "")},
        "open-gate", ["members/fjord.yaml:1 others-entry"]),
    "a second entry with another's id": (
        {"members/fjord.yaml": "id: fjord\nname: Other\ntype: other\ncountry: KE\nmembership: [{status: active, on: 2025-01-01}]\n"},
        "open-gate", ["members/fjord.yaml:1 others-entry"]),
    "a second entry with its own id": (
        {"members/open-gate.yaml": "id: open-gate\nname: Other\n"}, "open-gate", ["members/open-gate.yaml:1 others-entry"]),
    "another entry": ({"members.yaml": MEMBERS + NEW}, "open-gate", ["members.yaml:26 others-entry"]),
    "another's comment": (put("members.yaml", "  # speaks Nepali\n", ""), "open-gate", ["members.yaml:8 others-entry"]),
    "the comment above all": (put("members.yaml", "# Who acts with us\n", ""), "open-gate", ["members.yaml:1 others-entry"]),
    "a registry that is no YAML": ({"members.yaml": MEMBERS + "<<<<<<< HEAD\n\t- x: [\n"}, "open-gate", ["members.yaml:1 others-entry"]),
    "the registry gone": ({"members.yaml": None}, "open-gate", [
        "members.yaml:15 reserved-value", "members.yaml:21 others-entry", "members.yaml:3 others-entry", "members.yaml:9 others-entry"]),
    "its own status": (put("members.yaml", ", {status: lapsed, on: 2026-01-01}", ""), "fjord", ["members.yaml:25 reserved-value"]),
    "its own accounts": (
        put("members.yaml", "name: Open Gate", "name: Open Gate\n    accounts: [{host: a.example, name: b}]"), "open-gate",
        ["members.yaml:17 reserved-value"]),
    "its own visibility, by leaving it out": (put("members.yaml", "    visibility: unnamed\n", ""), "rosewood", ["members.yaml:9 reserved-value"]),
    "its own visibility, in a word that is none": (
        put("members.yaml", "visibility: unnamed", "visibility: [public]"), "open-gate", ["members.yaml:9 others-entry"]),
    "its own entry taken out": (
        {"members.yaml": MEMBERS[: MEMBERS.index("  - id: fjord")]}, "fjord", ["members.yaml:21 reserved-value"]),
    "its own id": (put("members.yaml", "id: open-gate", "id: open-door"), "open-gate", [
        "members.yaml:15 others-entry", "members.yaml:15 reserved-value"]),
    "another's answer": ({f"{ANSWERS}open-gate.txt": ANSWER.format(DIGEST, "open-gate")}, "rosewood", [f"{ANSWERS}open-gate.txt:1 others-answer"]),
    "an answer that speaks for another": (
        {f"{ANSWERS}open-gate.txt": ANSWER.format(DIGEST, "rosewood")}, "open-gate", [f"{ANSWERS}open-gate.txt:7 others-answer"]),
    "a signature beside another's answer": ({f"{ANSWERS}rosewood.txt.sig": "x\n"}, "open-gate", [f"{ANSWERS}rosewood.txt.sig:1 others-answer"]),
    "an attestation": ({f"{ANSWERS}rosewood.attestation.txt": "x\n"}, "rosewood", [f"{ANSWERS}rosewood.attestation.txt:1 others-answer"]),
    "its own answer changed": (put(f"{ANSWERS}rosewood.txt", "supporter", "drafter"), "rosewood", [f"{ANSWERS}rosewood.txt:9 answer-rewritten"]),
    "an answer deleted by the secretariat": ({f"{ANSWERS}rosewood.txt": None}, "harbour", [f"{ANSWERS}rosewood.txt:1 answer-rewritten"]),
    "an answer renumbered by the secretariat": (
        {f"{ANSWERS}rosewood.txt": None, f"{ANSWERS}rosewood.2.txt": ANSWER.format(DIGEST, "rosewood")}, "harbour",
        [f"{ANSWERS}rosewood.2.txt:1 answer-rewritten"]),
    "an answer made a page": (
        {f"{ANSWERS}rosewood.txt": None, "pages/old.md": ANSWER.format(DIGEST, "rosewood")}, "harbour", ["pages/old.md:1 answer-rewritten"]),
    "a frozen text and its sum, by the secretariat": (
        {"statements/first/v1/en.md": TEXT + "More.\n", "statements/first/v1/SHA256SUMS": "x\n"}, "harbour",
        ["statements/first/v1/SHA256SUMS:1 frozen-text-rewritten", "statements/first/v1/en.md:8 frozen-text-rewritten"]),
    "a frozen text in another version": (
        {"statements/first/v1/en.md": None, "statements/first/v2/en.md": TEXT}, "harbour", ["statements/first/v2/en.md:1 frozen-text-rewritten"]),
    "a receipt": ({"trust/receipts.log": "x" + LOG}, "harbour", ["trust/receipts.log:1 receipts-rewritten"]),
    "the log gone": ({"trust/receipts.log": None}, "harbour", ["trust/receipts.log:1 receipts-rewritten"]),
    "a receipt by a member": ({"trust/receipts.log": LOG + "x\n"}, "open-gate", ["trust/receipts.log:2 protected-file"]),
    "a key change in another's name": ({"trust/keys/rosewood.1.txt": "x\n"}, "open-gate", ["trust/keys/rosewood.1.txt:1 others-answer"]),
    "an open statement by its drafter": (
        put("statements/first/statement.yaml", "general-letter", "other"), "open-gate", ["statements/first/statement.yaml:1 others-text"]),
    "a draft by another": (put("statements/next/v1/en.md", "Other", "Better"), "fjord", ["statements/next/v1/en.md:7 inactive-actor"]),
    "a draft that is opened": (
        put("statements/next/statement.yaml", "status: draft", "status: open"), "open-gate", ["statements/next/statement.yaml:4 reserved-value"]),
    "a draft with a status that is a list": (
        put("statements/next/statement.yaml", "status: draft", "status: [draft]"), "open-gate", ["statements/next/statement.yaml:4 reserved-value"]),
    "a draft that is frozen": ({"statements/next/v1/SHA256SUMS": "x\n"}, "open-gate", ["statements/next/v1/SHA256SUMS:1 others-text"]),
    "another's practice": (put("practices/boat.md", "What", "All"), "open-gate", ["practices/boat.md:7 others-text"]),
    "another's practice made its own": (put("practices/boat.md", "rosewood", "open-gate"), "open-gate", ["practices/boat.md:3 others-text"]),
    "another's practice moved": (
        {"practices/boat.md": None, "practices/ship.md": PRACTICE.format("rosewood")}, "open-gate", ["practices/ship.md:1 others-text"]),
    "another's practice translated": ({"practices/boat.es.md": PRACTICE.format("open-gate")}, "open-gate", ["practices/boat.es.md:1 others-text"]),
    "a practice of another": ({"practices/nets.md": PRACTICE.format("rosewood")}, "open-gate", ["practices/nets.md:1 others-text"]),
    "its practice given to another": (put("practices/desk.md", "open-gate", "rosewood"), "open-gate", ["practices/desk.md:3 reserved-value"]),
    "a chapter whose lead is no longer its lead": (
        put("chapters/work/chapter.md", "lead: open-gate", "lead: rosewood"), "rosewood", ["chapters/work/chapter.md:4 reserved-value"]),
    "a chapter deleted by who contributes": ({"chapters/work/chapter.md": None}, "rosewood", ["chapters/work/chapter.md:1 reserved-value"]),
    "a picture taken from a chapter": (
        {"chapters/work/figures/a.png": None, "chapters/sea/chapter.md": CHAPTER.replace("open-gate", "fjord"), "chapters/sea/figures/a.png": b"one"},
        "rosewood", ["chapters/sea/chapter.md:1 others-text", "chapters/sea/figures/a.png:1 others-text"]),
    "a reviewer's review, by the lead": (put("chapters/work/reviews/harbour.md", "Good", "Bad"), "open-gate", ["chapters/work/reviews/harbour.md:1 others-text"]),
    "a reviewer's review taken out by the lead": ({"chapters/work/reviews/harbour.md": None}, "open-gate", ["chapters/work/reviews/harbour.md:1 others-text"]),
    "a review in another's name": ({"chapters/work/reviews/rosewood.md": "Good.\n"}, "open-gate", ["chapters/work/reviews/rosewood.md:1 others-text"]),
    "a comment in another's chapter": (put("chapters/work/chapter.md", "theme: work", "theme: work # why"), "fjord", ["chapters/work/chapter.md:3 inactive-actor"]),
    "somebody else's review": (put("chapters/work/reviews/harbour.md", "Good", "Bad"), "fjord", ["chapters/work/reviews/harbour.md:1 inactive-actor"]),
    "a shared source": (put("references.bib", "{A}", "{Aa}"), "open-gate", ["references.bib:2 shared-source-rewritten"]),
    "a shared source that another hides": (
        {"references.bib": "@book{b-2020, title = {Other}, year = {2020}}\n" + BIB}, "open-gate", [
            "references.bib:1 shared-source-rewritten", "references.bib:1 shared-source-rewritten"]),
    "the order of shared sources": (
        {"references.bib": "% shared\n@book{b-2020, title = {B}, year = {2020}}\n@book{a-2020, title = {A}, year = {2020}}\n"}, "open-gate",
        ["references.bib:2 shared-source-rewritten"]),
    "a remark among the shared sources": (put("references.bib", "% shared\n", ""), "open-gate", ["references.bib:1 shared-source-rewritten"]),
    "all shared sources": ({"references.bib": None}, "open-gate", ["references.bib:1 shared-source-rewritten"]),
    "a page": (put("pages/index.md", "Hello", "Bye"), "open-gate", ["pages/index.md:5 others-text"]),
    "an edition": ({"editions/2026/report.pdf": b"x"}, "open-gate", ["editions/2026/report.pdf:1 protected-file"]),
    "its text in the place of an edition's": (
        {"practices/desk.md": None, "editions/2026/desk.md": PRACTICE.format("open-gate")}, "open-gate", ["editions/2026/desk.md:1 protected-file"]),
    "a file in the wrong folder": (
        {"statements/first/endorsements/open-gate.txt": ANSWER.format(DIGEST, "open-gate")}, "open-gate",
        ["statements/first/endorsements/open-gate.txt:1 others-answer"]),
    "an application of a member that is active": (
        {"members.yaml": MEMBERS + NEW.replace("applied", "active")}, "", ["members.yaml:30 newcomer-changes-more"]),
    "an application with an id that was used": ({"members.yaml": MEMBERS + NEW.replace("night-line", "fjord")}, "", ["members.yaml:26 newcomer-changes-more"]),
    "an application without an id": ({"members.yaml": MEMBERS + NEW.replace("id: night-line", "age: 1")}, "", ["members.yaml:26 newcomer-changes-more"]),
    "an application and a practice": (
        {"members.yaml": MEMBERS + NEW, "practices/night.md": PRACTICE.format("night-line")}, "", ["practices/night.md:1 newcomer-changes-more"]),
    "a lapsed member's practice": ({"practices/night.md": PRACTICE.format("fjord")}, "fjord", ["practices/night.md:1 inactive-actor"]),
}  # fmt: skip


@pytest.mark.parametrize("what", ALLOWED)
def test_a_member_changes_what_is_its_own(what):
    edits, actor = ALLOWED[what]

    assert judged(edits, actor) == []


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_the_actor_s_is_refused_at_its_line(what):
    edits, actor, expected = REFUSED[what]

    assert sorted(judged(edits, actor)) == sorted(expected)


def test_the_main_branch_says_who_may_and_not_the_one_at_which_the_proposal_began():
    edit = put("chapters/work/chapter.md", "One.", "Two.")
    without = put("chapters/work/chapter.md", "contributors: [rosewood]\n", "")

    assert judged(edit, "rosewood") == []
    assert judged(edit, "rosewood", main=without) == ["chapters/work/chapter.md:9 others-text"]


def test_a_text_that_was_frozen_since_the_proposal_began_stays():
    edit = put("statements/next/v1/en.md", "Other", "Better")
    frozen: Edits = {
        "statements/next/v1/SHA256SUMS": f"{sha256(str(FILES['statements/next/v1/en.md']).encode()).hexdigest()}  en.md\n"
    }

    assert judged(edit, "open-gate", main=frozen) == ["statements/next/v1/en.md:7 frozen-text-rewritten"]


def test_an_answered_text_that_nobody_froze_stays_and_can_be_restored():
    text = str(FILES["statements/next/v1/en.md"])
    answered = ANSWER.format(sha256(text.encode()).hexdigest(), "rosewood").replace(
        "statement: first", "statement: next"
    )
    base: Edits = {"statements/next/endorsements/v1/rosewood.txt": answered}
    edit = put("statements/next/v1/en.md", "Other", "Better")

    assert judged(edit, "open-gate", base=base) == ["statements/next/v1/en.md:7 frozen-text-rewritten"]
    broken: Edits = {"statements/first/v1/en.md": TEXT + "Slip.\n"}
    assert judged({"statements/first/v1/en.md": TEXT}, "harbour", base=broken) == []


def test_without_a_list_of_files_campaigns_tell_by_themselves_where_they_differ():
    before, after = (
        load(MemoryTree({**FILES, **laid})).value
        for laid in (
            {},
            {**put("practices/desk.md", "What was", "All that was"), "chapters/work/figures/a.png": b"three"},
        )
    )

    assert [(one.kind, one.id, one.action, one.fields) for one in compare(before, after)] == [
        ("chapter", "work", "changed", ()),
        ("practice", "desk", "changed", ("text",)),
    ]


def test_a_file_of_values_in_another_layout_is_none_and_without_a_comment_is_a_change():
    term = "- {term: Debt bondage, definition: Work for a debt.}\n"
    texts = (f"terms:\n  # agreed in May\n  {term}", f"terms:\n# agreed in May\n{term}", f"terms:\n  {term}")
    known, laid_out, bare = (load(MemoryTree({**FILES, "report/glossary.yaml": text})).value for text in texts)

    assert compare(known, laid_out) == ()
    assert [(one.path, one.fields) for one in compare(known, bare)] == [("report/glossary.yaml", ("#",))]


@pytest.mark.parametrize(
    "path", ["chapters/work/chapter.md", "chapters/work/references.bib", "chapters/work/data/fees.csv"]
)
def test_bytes_of_a_chapter_that_no_reader_sees_are_a_change_since_approvals_hold_on_to_them(path):
    text = CHAPTER if path.endswith(".md") else "@misc{c-2021, title = {C}}\n" if path.endswith(".bib") else "year\n1\n"
    before, after = (
        MemoryTree({**FILES, path: content}) for content in (text.encode(), text.replace("\n", "\r\n").encode())
    )
    known, then = load(before).value, load(after).value

    changes = compare(known, then, differences(before, after), known)

    assert [(one.path, one.action, one.place.line) for one in changes] == [(path, "changed", 1)]


def test_a_thing_that_moves_carries_where_it_was_and_what_it_is():
    (change,) = compare(
        *(
            load(MemoryTree({**FILES, path: PRACTICE.format("fjord")})).value
            for path in ("practices/a1.md", "practices/b1.md")
        )
    )

    assert (change.action, change.origin, change.path) == ("moved", "practices/a1.md", "practices/b1.md")
    assert change.before is not None
    assert change.after is not None


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA"


def keyed(*keys: str) -> Edits:
    listed = ", ".join("{" + key + "}" for key in keys)
    return put(
        "members.yaml", "    country: KE   # and Uganda\n", f"    country: KE   # and Uganda\n    keys: [{listed}]\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ((), (f"key: {KEY}, from: 2026-01-01T00:00:00Z",), 0),
        ((), (f"key: {KEY}, from: 2026-01-01T00:00:00Z", f"key: {OTHER}, from: 2026-01-01T00:00:00Z"), 1),
        ((f"key: {KEY}, from: 2026-01-01T00:00:00Z",), (f"key: {OTHER}, from: 2026-01-01T00:00:00Z",), 2),
        ((f"key: {KEY}, from: 2026-01-01T00:00:00Z",), (f"key: {KEY}, from: 2025-01-01T00:00:00Z",), 2),
        (
            (f"key: {KEY}, from: 2026-01-01T00:00:00Z",),
            (f"key: {KEY}, from: 2026-01-01T00:00:00Z, until: 2026-11-01T00:00:00Z",),
            1,
        ),
        ((f"key: {KEY}, from: 2026-01-01T00:00:00Z",), ("key: none, from: 2026-01-01T00:00:00Z",), 1),
    ],
)
def test_keys_change_with_the_old_key_s_word_alone(before, after, count):
    found = judged(keyed(*after), "open-gate", base=keyed(*before) if before else None)

    assert [one.partition(" ")[2] for one in found] == ["key-without-proof"] * count


def test_all_entries_in_another_order_are_one_finding():
    head, *entries = MEMBERS.split("  - id: ")
    text = head + "".join("  - id: " + entry.replace("  # speaks Nepali\n", "") for entry in reversed(entries))

    assert judged({"members.yaml": text}, "open-gate", base=put("members.yaml", "  # speaks Nepali\n", "")) == [
        "members.yaml:3 others-entry"
    ]


def test_an_application_that_changes_the_order_is_told_of_the_registry():
    head, *entries = MEMBERS.split("  - id: ")
    entries[2], entries[3] = entries[3], entries[2]
    text = head + "".join("  - id: " + entry for entry in entries) + NEW

    assert [one.message for one in findings({"members.yaml": text}, "")] == [
        'The registry stands in another order: "fjord".'
    ]


def test_many_findings_of_one_rule_in_one_file_are_told_in_twenty_one():
    problems = [Problem(Place("members.yaml", line), "others-entry", "It is gone.") for line in range(1, 501)]

    found = list(shortened(problems))

    assert len(found) == 21
    assert found[-1] == replace(problems[20], message="It is gone. There are 479 more such findings here.")
