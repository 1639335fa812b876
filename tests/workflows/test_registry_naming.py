"""Ids of members: from names in any script, and none that was ever used."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.kinds.words import is_id
from coalition.sources.git import Repository
from coalition.sources.past import lines_ever
from coalition.sources.shell import Limits
from coalition.workflows.desk import open_campaign
from coalition.workflows.registry.entries import enter
from coalition.workflows.registry.naming import slug, used

SETTINGS = "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: oak, languages: [en]}\n"
ENTRY = "  - id: {0}\n    name: {0}\n    type: network\n    country: NP\n    membership: [{{status: active, on: 2024-01-01}}]\n"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Harbour Network", "harbour-network"),
        ("Délta Women's Consortium", "delta-womens-consortium"),
        ("ÆØÅ & Söhne (Straße)", "aeoa-sohne-strasse"),
        ("İstanbul Ağ", "istanbul-ag"),
        ("Дом надежды", "dom-nadezhdy"),
        ("Ἑλλὰς", "hellas"),
        ("移民之家", "yi-min-zhi-jia"),
        ("अधिकार केन्द्र", "adhikar-kendr"),
        ("مركز الحقوق", "mrkz-lhqwq"),
        ("3F International", "member-3f-international"),
        ("!!!", "member"),
        ("X", "member-x"),
    ],
)
def test_an_id_is_made_from_a_name_in_any_script(name, made):
    assert slug(name, ()) == made


def test_a_long_name_is_cut_between_words():
    name = "The Association of All Organisations That Accompany People on Their Way Home"
    assert slug(name, ()) == "the-association-of-all-organisations-that-accompany-people-on"
    assert slug(name, {slug(name, ())}) == "the-association-of-all-organisations-that-accompany-people-on-2"
    assert len(slug("x" * 90, {"x" * 63})) == 63


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=5))
def test_whatever_the_name_it_is_an_id_and_a_new_one(name, others):
    taken: set[str] = set()
    for one in (*others, name, name):
        made = slug(one, taken)
        assert is_id(made)
        assert made not in taken
        taken.add(made)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "repository/campaign"
    folder.mkdir(parents=True)
    (folder / "coalition.yaml").write_text(SETTINGS)
    (folder / "members.yaml").write_text("members:\n" + ENTRY.format("oak"))
    return folder


def git(folder, *words: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@a.example", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.mark.git
def test_ids_of_the_past_are_never_given_again(folder):
    git(folder.parent, "init", "-q")
    assert used(folder, open_campaign(folder)) == {"oak"}
    (folder / "members.yaml").write_text("members:\n" + ENTRY.format("oak") + ENTRY.format("elm"))
    (folder / "members").mkdir()
    (folder / "members/ash.yaml").write_text("id: ash\n")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "one")
    (folder / "members.yaml").write_text("members:\n" + ENTRY.format("oak") + "  - {id: yew}\n")
    (folder / "members/ash.yaml").unlink()
    (folder / "practices").mkdir()
    (folder / "practices/x.md").write_text("---\ntitle: X\nmember: larch\nsummary: S\n---\n\nX\n")
    git(folder.parent, "commit", "-qam", "two")
    campaign = open_campaign(folder)
    assert used(folder, campaign) == {"oak", "elm", "ash", "yew", "larch"}
    assert slug("Elm", used(folder, campaign)) == "elm-2"
    with pytest.raises(CoalitionError, match='The id "ash" is, or once was, that of another member'):
        enter(folder, campaign, [{"id": "ash", "name": "Ash", "type": "network", "country": "NP", "membership": [{"status": "applied", "on": "2024-01-01"}]}])  # fmt: skip


@pytest.mark.git
def test_a_history_that_takes_too_long_is_not_asked(folder, monkeypatch):
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "-qm", "one")
    repository = Repository.open(folder)
    assert repository is not None
    assert "id: oak" in lines_ever(repository, "members.yaml")
    monkeypatch.setattr("coalition.sources.past.PATIENCE", Limits(seconds=20, output_bytes=1))
    assert lines_ever(repository, "members.yaml") == ""


def test_several_entries_come_in_one_edit_and_in_the_schemas_order(folder):
    entries = [
        {"membership": [{"on": "2024-01-01", "status": "active"}], "country": "NO", "type": "network", "name": name, "id": name.lower(), "themes": []}
        for name in ("Elm", "Ash")
    ]  # fmt: skip
    (sheet,) = enter(folder, open_campaign(folder), entries)
    assert sheet.content.decode().endswith(
        '  - id: ash\n    name: Ash\n    type: network\n    country: "NO"\n'
        '    membership:\n      - {status: active, on: "2024-01-01"}\n'
    )
    assert enter(folder, open_campaign(folder), []) == ()
    with pytest.raises(CoalitionError, match='The id "elm"'):
        enter(folder, open_campaign(folder), [entries[0], entries[0]])
    (folder / "members.yaml").unlink()
    (sheet,) = enter(folder, open_campaign(folder), entries)
    assert sheet.before is None
    assert sheet.content.startswith(b"members:\n  - id: elm\n")
