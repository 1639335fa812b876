"""What a command that writes finds on its desk, and what it says when it cannot be worked at."""

from __future__ import annotations

import pytest

from coalition.errors import CoalitionError
from coalition.workflows import desk

SETTINGS = "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: harbour, languages: [en]}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coalition.yaml").write_text(SETTINGS)
    (tmp_path / "statements/first").mkdir(parents=True)
    return tmp_path


def test_a_campaign_that_cannot_be_read_is_not_written_to(folder):
    (folder / "coalition.yaml").write_text("format: 1\n")
    with pytest.raises(CoalitionError, match="no campaign that can be read"):
        desk.open_campaign(folder)


def test_a_statement_that_cannot_be_read_is_no_statement_that_is_missing(folder):
    (folder / "statements/first/statement.yaml").write_text("venu: x\n")
    campaign = desk.open_campaign(folder)
    with pytest.raises(CoalitionError, match=r"statements/first/statement\.yaml cannot be read"):
        desk.the_statement(campaign, "first")
    with pytest.raises(CoalitionError, match='There is no statement "second"'):
        desk.the_statement(campaign, "second")


def test_an_edit_keeps_the_mark_at_a_files_beginning_and_refuses_what_is_not_utf8(folder):
    (folder / "members.yaml").write_bytes(b"\xef\xbb\xbfmembers: []\n")
    sheet = desk.edited(folder, "members.yaml", lambda text: text.replace("[]", "[x]"))
    assert sheet.content == b"\xef\xbb\xbfmembers: [x]\n"
    (folder / "members.yaml").write_bytes(b"members: \xe9\n")
    with pytest.raises(CoalitionError, match="is not in UTF-8"):
        desk.edited(folder, "members.yaml", str)


def test_a_sheet_that_changes_nothing_is_not_written(folder):
    before = (folder / "coalition.yaml").stat()
    raw = (folder / "coalition.yaml").read_bytes()
    desk.write(folder, [desk.Sheet("coalition.yaml", raw, raw)])
    assert (folder / "coalition.yaml").stat().st_ino == before.st_ino
    assert desk.Sheet("a", b"one\ntwo\n", b"one\n").difference == "+two\n"


def test_a_member_whose_entry_cannot_be_read_is_no_member_that_is_missing(folder):
    entry = "name: X\n    type: network\n    country: NP\n    membership: [{status: active, on: 2024-01-01}]\n"
    (folder / "members.yaml").write_text(f"members:\n  - id: harbour\n    {entry}  - {{id: gate, name: Gate}}\n")
    campaign = desk.open_campaign(folder)
    assert desk.the_member(campaign, "harbour").name == "X"
    with pytest.raises(CoalitionError, match='The entry of "gate" cannot be read'):
        desk.the_member(campaign, "gate")
    with pytest.raises(CoalitionError, match='No member is called "harbor"'):
        desk.the_member(campaign, "harbor")
