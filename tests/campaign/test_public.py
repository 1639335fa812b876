"""What the public may see: nothing of members that are not named, nothing of drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.campaign.loading import load
from coalition.campaign.public import PublicCampaign, publish
from coalition.campaign.secrets import secrets
from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.chapter import Chapter
from coalition.kinds.dataset import Dataset
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.person import Person
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Answer
from coalition.kinds.source import Source
from coalition.kinds.statement import Statement, StatementText
from coalition.sources.trees import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign

BASE = Path(__file__).parents[1] / "checks/base"
GOOD = {str(path.relative_to(BASE)): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
TODAY = date(2026, 11, 21)
SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: open-gate, languages: [en]}
"""


def campaign(files: dict[str, str | bytes]) -> Campaign:
    return load(MemoryTree({"coalition.yaml": SETTINGS, **files})).value


def member(name: str, more: str = "") -> str:
    return (
        f"id: {name}\nname: {name.replace('-', ' ').title()}\ntype: network\ncountry: PH\n"
        f"membership: [{{status: active, on: 2025-01-01}}]\n{more}"
    )


def values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *values(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from values(inner)
    else:
        yield str(value)


@given(st.lists(st.sampled_from(["public", "unnamed", "hidden"]), min_size=4, max_size=4), st.booleans())
def test_no_public_record_names_a_member_that_is_not_public(visibilities, drafts):
    text = GOOD["members.yaml"].decode().replace("    visibility: unnamed\n", "")
    head, *entries = text.split("  - id: ")
    entries = [f"{entry}    visibility: {how}\n" for entry, how in zip(entries, visibilities, strict=True)]
    whole = campaign({**GOOD, "members.yaml": "  - id: ".join([head, *entries])})
    private = [one for one in whole.members.values() if one.visibility != "public"]
    shown = publish(whole, TODAY, drafts=drafts).campaign

    said = {word for records in shown.records.values() for record in records for word in values(record.model_dump())}
    paths = {record.path for records in shown.records.values() for record in records}
    for one in private:
        assert one.id not in said
        assert one.name not in said
        assert not any(one.id in path for path in paths)
    assert len(shown.members) + len(private) == 4


def test_a_member_keeps_to_itself_what_is_not_public():
    one = member(
        "open-gate",
        "contacts:\n  - {type: email, value: office@gate.example, public: true}\n  - {type: phone, value: '+41 22 000'}\n"
        "part_of: [quiet-line, big-network]\naccounts: [{host: code.example, name: gate-bot}]\n"
        "application: {sponsors: [big-network], charter: '2026'}\n",
    ).replace("on: 2025-01-01}]", "on: 2025-01-01, reason: moved}, {status: merged, on: 2026-01-01, into: quiet-line}]")
    files = {
        "members/open-gate.yaml": one,
        "members/big-network.yaml": member("big-network"),
        "members/quiet-line.yaml": member("quiet-line", "visibility: unnamed\n"),
    }
    found = publish(campaign(files), TODAY).members["open-gate"]

    assert [contact.value for contact in found.contacts] == ["office@gate.example"]
    assert found.part_of == ("big-network",)
    assert found.accounts == ()
    assert found.application is None
    assert [(change.status, change.into, change.reason) for change in found.membership] == [
        ("active", None, None),
        ("merged", None, None),
    ]
    assert found.place("contacts", 1).line == 1, "the text behind it is forgotten"


def test_unnamed_members_count_and_hidden_ones_do_not():
    files = {
        "members/open-gate.yaml": member("open-gate"),
        "members/quiet-line.yaml": member("quiet-line", "visibility: unnamed\n"),
        "members/hush-line.yaml": member("hush-line", "visibility: hidden\n"),
        "members/gone-line.yaml": member("gone-line", "visibility: unnamed\n").replace("active", "lapsed"),
        "members/past-gate.yaml": member("past-gate").replace("active", "lapsed"),
    }
    public = publish(campaign(files), TODAY)

    assert sorted(public.members) == ["open-gate", "past-gate"]
    assert public.unnamed == 1


CHAPTER = "---\ntitle: T\ntheme: refugees\nlead: {lead}\nstatus: {status}\n---\n"
APPROVAL = (
    "coalition-approval/1\ncoalition: fair.example\nchapter: {chapter}\nlanguage: en\ncontent-sha256: "
    + "0" * 64
    + "\n"
    "member: {member}\ncapacity: lead\naction: approve\ndate: 2026-11-04\nnonce: " + "0" * 32 + "\n"
)


def report(*, drafts: bool) -> PublicCampaign:
    files = {
        "members/open-gate.yaml": member("open-gate"),
        "members/quiet.yaml": member("quiet", "visibility: hidden\n"),
    }
    for name, lead, status in (
        ("done", "open-gate", "final"),
        ("begun", "open-gate", "draft"),
        ("secret", "quiet", "final"),
    ):
        files[f"chapters/{name}/chapter.md"] = CHAPTER.format(lead=lead, status=status)
        files[f"chapters/{name}/references.bib"] = f"@book{{{name}, title = {{A}}, year = {{2020}}}}\n"
        files[f"chapters/{name}/data/d.csv"] = "a,b\n1,2\n"
        files[f"chapters/{name}/approvals/{lead}.txt"] = APPROVAL.format(chapter=name, member=lead)
    files["references.bib"] = "@book{shared, title = {A}, year = {2020}}\n"
    files["people.yaml"] = (
        "people:\n"
        "  - {id: one, name: One, member: quiet, consent: {on: 2026-01-01},"
        " credits: [{chapter: done, roles: [software]}, {chapter: begun, roles: [software]}]}\n"
        "  - {id: two, name: Two, consent: {on: 2026-01-01, withdrawn: 2026-02-01}}\n"
    )
    files["recommendations.yaml"] = "answers:\n" + "".join(
        f"  - {{recommendation: {name}/rec-x, from: A, on: 2026-01-01, state: noted, summary: S}}\n"
        for name in ("done", "begun", "lost")
    )
    return publish(campaign(files), TODAY, drafts=drafts)


@pytest.mark.parametrize(("drafts", "names"), [(False, {"done"}), (True, {"done", "begun"})])
def test_what_belongs_to_a_chapter_is_public_when_the_chapter_is(drafts: bool, names: set[str]):  # noqa: FBT001 -- one of the cases
    shown = report(drafts=drafts).campaign

    assert {chapter.id for chapter in shown.of(Chapter)} == names
    assert {source.key for source in shown.of(Source)} == {"shared", *names}
    assert {table.chapter for table in shown.of(Dataset)} == names
    assert {approval.chapter for approval in shown.of(Approval)} == names
    assert {answer.recommendation.partition("/")[0] for answer in shown.of(Answer)} == names
    (person,) = shown.of(Person)
    assert person.member is None
    assert {credit.chapter for credit in person.credits} == names


def test_statements_are_public_with_their_texts_and_answers_when_they_are_no_drafts():
    text = "---\ntitle: A\noccasion: B\naddressed_to: [{name: C, type: state}]\n---\n"
    answer = GOOD["statements/first-review/endorsements/v1/rosewood-shelter.txt"].decode()
    files: dict[str, str | bytes] = {
        "members/open-gate.yaml": member("open-gate"),
        "members/rosewood-shelter.yaml": member("rosewood-shelter"),
    }
    for name, status in (("ready", "consultation"), ("draft", "draft")):
        files[f"statements/{name}/statement.yaml"] = (
            f"venue: general-letter\nsubmitted_by: open-gate\nstatus: {status}\n"
        )
        files[f"statements/{name}/v1/en.md"] = text
        files[f"statements/{name}/endorsements/v1/rosewood-shelter.txt"] = answer.replace("first-review", name)
    shown = publish(campaign(files), TODAY).campaign

    assert [statement.id for statement in shown.of(Statement)] == ["ready"]
    assert [found.path for found in shown.of(StatementText)] == ["statements/ready/v1/en.md"]
    assert [found.statement for found in shown.of(Endorsement)] == ["ready"]
    assert shown.texts == {}, "outputs read values, and no file"
    assert set(shown.digests) == {"statements/ready/v1/en.md"}
    assert len(publish(campaign(files), TODAY, drafts=True).campaign.of(Statement)) == 2


def test_hosts_participants_and_partners_that_are_not_public_are_left_out():
    shown = publish(
        campaign({
            "members/open-gate.yaml": member("open-gate"),
            "members/quiet.yaml": member("quiet", "visibility: unnamed\n"),
            "practices/a.md": "---\ntitle: A\nmember: open-gate\npartners: [quiet, open-gate]\nsummary: S\n---\n",
            "practices/b.md": "---\ntitle: B\nmember: quiet\nsummary: S\n---\n",
            "meetings/m.md": "---\ntitle: M\nscope: national\nkind: gathering\nstarts: 2026-01-01T00:00:00Z\n"
            "host: quiet\nparticipants: [open-gate, quiet]\n---\n",
        }),
        TODAY,
    ).campaign  # fmt: skip

    (practice,), (meeting,) = shown.of(Practice), shown.of(Meeting)
    assert practice.partners == ("open-gate",)
    assert (meeting.host, meeting.participants) == (None, ("open-gate",))


def test_evidence_and_changes_of_keys_are_never_public():
    records = publish(campaign(dict(GOOD)), TODAY).campaign.records

    assert not {Attestation, KeyChange} & records.keys(), "what is not named as public is not"


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHEcbyOS8sVv5ZB3ZaZP0VQHS4E4N6VjYnxRJYL0HIAp"


def test_secrets_are_all_that_a_private_member_is_known_by():
    hidden = member(
        "quiet-line",
        "visibility: unnamed\nother_names: [{name: Old Quiet}]\nwebsite: https://quiet.example/en/\n"
        "identifiers: [{scheme: X, id: '1', name_as_listed: QUIET LINE LTD}]\n"
        "contacts: [{type: email, value: q@quiet.example, public: true}]\n"
        f"accounts: [{{host: code.example, name: quiet-bot}}]\nkeys: [{{key: {KEY}, from: 2026-01-01T00:00:00Z}}]\n",
    )

    assert secrets(campaign({"members/quiet-line.yaml": hidden})) == (
        KEY.split()[1], "Old Quiet", "QUIET LINE LTD", "Quiet Line", "q@quiet.example", "quiet-bot", "quiet-line",
        "quiet.example", "quiet.example/en",
    )  # fmt: skip


def test_of_a_public_member_only_contacts_that_are_not_public_are_secrets():
    text = member(
        "open-gate",
        "contacts: [{type: email, value: office@gate.example, public: true}, {type: email, value: ana@gate.example}]\n",
    )

    assert secrets(campaign({"members/open-gate.yaml": text})) == ("ana@gate.example",)


def test_what_a_public_member_also_has_is_no_secret():
    files = {
        "members/open-gate.yaml": member("open-gate", "contacts: [{type: phone, value: '+41 22', public: true}]\n"),
        "members/quiet.yaml": member(
            "quiet", "visibility: hidden\ncontacts: [{type: phone, value: '+41 22'}]\n"
        ).replace("name: Quiet", "name: Open Gate"),
    }

    assert secrets(campaign(files)) == ("quiet",)


def test_a_page_on_a_host_of_many_does_not_make_the_host_a_secret():
    text = member("quiet", "visibility: hidden\nwebsite: https://host.example/quiet-line\n")

    assert secrets(campaign({"members/quiet.yaml": text})) == ("Quiet", "host.example/quiet-line", "quiet")


def test_the_registry_itself_is_not_what_is_published():
    public = publish(campaign(dict(GOOD)), TODAY)

    assert "members.yaml" not in public.campaign.texts
    assert public.campaign.entries == ()
    assert {one.visibility for one in public.campaign.of(Member)} == {"public"}


def test_what_is_recorded_for_a_later_day_is_not_public_yet():
    entry = "other_names: [{name: Open Gate, until: 2100-01-01}]\npart_of: [{network: big-network, from: 2100-01-01}]\n"
    files = GOOD | {
        "members/open-gate.yaml": member("open-gate", entry).replace("name: ", "name: Later ", 1),
        "members/big-network.yaml": member("big-network"),
    }
    found = publish(campaign(files), TODAY).members["open-gate"]
    assert (found.name, found.other_names, found.part_of) == ("Open Gate", (), ())


@pytest.mark.parametrize(("today", "shown"), [(date(2026, 6, 1), 1), (date(2026, 7, 1), 0)])
def test_a_person_is_named_while_the_consent_holds_today_too(today: date, shown: int):
    files: dict[str, str | bytes] = {
        "people.yaml": "people: [{id: a-person, name: A, consent: {on: 2026-01-01, until: 2026-06-30}}]\n"
    }
    assert len(publish(campaign(files), date(2026, 5, 1), today=today).campaign.of(Person)) == shown
