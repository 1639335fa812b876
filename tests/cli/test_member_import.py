"""Members in from tables, as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from coalition.errors import CoalitionError
from coalition.interchange import grids

TABLE = """\
Organisation;Land;Kind of group;Website;E-Mail;Notiz
Lotus House;Népal;National NGO;lotus.example;office@lotus.example, info@lotus.example;x
Harbor Network;Norway;INGO;;;
;Kenya;network;;;
Río Común;Congo;NGO;;bad mail;
Lótus House;Nepal;network;;;
"""
COLUMNS = ("--map", "Kind of group=type,Land=country")


@pytest.fixture
def take(folder, run):
    def take(content: str | bytes, *words: object, name: str = "list.csv"):
        (folder.parent / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return run("member", "import", folder.parent / name, *words)

    return take


def test_good_rows_are_added_and_each_other_row_is_told_with_its_line_and_cure(folder, take, problems):
    done = take(TABLE.encode("cp1252"), *COLUMNS)
    assert done.exit_code == 1
    said = done.stdout
    assert "was read as Windows-1252" in said
    assert "parted by semicolons" in said
    assert "Notiz          (left out)" in said
    assert "1  new members" in said
    assert 'list.csv:3: Harbor Network\n      its name "Harbor Network" is nearly the same' in said
    assert "--allow-duplicates 3" in said
    assert "list.csv:4: no name" in said
    assert 'list.csv:5: Río Común\n      Land: "Congo" can be more than one country. Write the code: CD' in said
    assert '"NGO" can be more than one type' in said
    assert "list.csv:6: Lótus House\n      it has the same name: Lotus House (line 2)" in said
    entry = (folder / "members.yaml").read_text().split("  - id: ")[-1]
    assert entry == (
        "lotus-house\n    name: Lotus House\n    type: national-ngo\n    country: NP\n    website: https://lotus.example\n"
        "    contacts:\n      - {type: email, value: office@lotus.example}\n"
        "      - {type: email, value: info@lotus.example}\n    membership:\n      - {status: applied, on: 2026-11-21}\n"
    )
    assert problems() == []


def test_importing_twice_adds_nothing(folder, take):
    take("name,type,country\nLotus House,network,NP\n")
    before = (folder / "members.yaml").read_bytes()
    done = take("name,type,country\nLotus House,network,NP\n")
    assert "Nothing is to be added." in done.stdout
    assert done.exit_code == 1
    assert (folder / "members.yaml").read_bytes() == before


def test_a_dry_run_writes_nothing(folder, take, tmp_path):
    before = (folder / "members.yaml").read_bytes()
    done = take(TABLE, *COLUMNS, "--dry-run", "--rejected", tmp_path / "rejected.csv")
    assert "Would change members.yaml" in done.stdout
    assert (folder / "members.yaml").read_bytes() == before
    assert not (tmp_path / "rejected.csv").exists()


def test_rejected_rows_become_a_table_that_is_put_right_and_imported(take, tmp_path, folder, run):
    rejected = tmp_path / "rejected.csv"
    assert f"Wrote {rejected}" in take(TABLE, *COLUMNS, "--rejected", rejected).stdout
    text = rejected.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].endswith("Notiz,row,why not added")
    rejected.write_text(text.replace("Congo,NGO,,bad mail", "RDC,INGO,,rio@rio.example"), encoding="utf-8")
    run("member", "import", rejected, *COLUMNS)
    assert "  - id: rio-comun\n    name: Río Común\n    type: international-ngo\n    country: CD\n" in (
        folder / "members.yaml"
    ).read_text(encoding="utf-8")


def test_a_file_for_rejected_rows_is_never_written_over(folder, take, tmp_path):
    (tmp_path / "rejected.csv").write_text("mine")
    before = (folder / "members.yaml").read_bytes()
    done = take(TABLE, *COLUMNS, "--rejected", tmp_path / "rejected.csv")
    assert isinstance(done.exception, CoalitionError)
    assert (folder / "members.yaml").read_bytes() == before


def test_a_suspected_row_is_added_when_somebody_says_so_unless_two_would_have_one_name(folder, take):
    said = take(TABLE, *COLUMNS, "--allow-duplicates", "3,6").stdout
    assert "2  new members" in said
    assert "add to its name what tells them apart" in said
    assert "- id: harbor-network\n" in (folder / "members.yaml").read_text()
    refused = take(TABLE, *COLUMNS, "--allow-duplicates", "2")
    assert isinstance(refused.exception, CoalitionError) or refused.exit_code == 1


def test_allowing_a_row_of_which_nothing_is_suspected_is_a_slip(take):
    done = take("name,type,country\nLotus House,network,NP\n", "--allow-duplicates", "2")
    assert done.exception.message == "No duplicate is suspected in line 2."
    assert take("name\nx\n", "--allow-duplicates", "two").exit_code == 2


def test_defaults_status_and_date_fill_what_rows_do_not_say(folder, take):
    done = take(
        "name,status,since\nLotus House,,\nCedar Fund,left,31.3.2025\n",
        *("--default", "type=foundation", "--default", "country=Líbano", "--status", "member", "--on", "2024-02-01"),
    )
    assert done.exit_code == 0, done.output
    text = (folder / "members.yaml").read_text()
    assert "type: foundation\n    country: LB\n    membership:\n      - {status: active, on: 2024-02-01}" in text
    assert "{status: withdrawn, on: 2025-03-31}" in text


def test_na_by_default_is_namibia(folder, take):
    done = take("name\nDesert House\n", "--default", "type=foundation", "--default", "country=NA")
    assert done.exit_code == 0, done.output
    assert "    country: NA\n" in (folder / "members.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "Land=contry"), 'There is no field "contry". Did you mean "country"?'),
        (("--map", "Land"), "is no pair"),
        (("--default", "typ=other"), 'Did you mean "type"?'),
        (("--default", "type"), "Did you mean"),
    ],
)
def test_a_slip_in_an_option_is_told(take, words, said):
    done = take("name\nx\n", *words)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split()) or said in str(done.exception)


@pytest.mark.parametrize(
    ("content", "words", "message", "hint"),
    [
        ("name,Land\nx,NP\n", ("--map", "Lnd=country"), 'has no column "Lnd"', 'Did you mean "Land"?'),
        ("a,b\n1,2\n", (), "no column that is known to hold the names", '"a", "b"'),
        ("", (), "no column that is known", ""),
        ("name,Web,URL\nx,y,z\n", (), 'Both "Web" and "URL" would be read as website', '--map "URL="'),
        ("name,Web,web\nx,y,z\n", (), 'Both "Web" and "web"', "Call one of the two columns otherwise."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", (), "old format, or locked", ".xlsx"),
        (b"PK\x03\x04rest", (), "damaged", "CSV"),
        (b"name\n\x81\xff\n", (), "not in Windows-1252", "--encoding"),
        ("name\nx\n", ("--encoding", "klingon"), 'No encoding is called "klingon"', "utf-8"),
        ("name\nx\n", ("--default", "type=NGO"), '"NGO" can be more than one type', "national-ngo"),
    ],
)
def test_a_table_that_cannot_be_imported_is_told_and_nothing_is_written(take, folder, content, words, message, hint):
    before = (folder / "members.yaml").read_bytes()
    done = take(content, *words)
    assert isinstance(done.exception, CoalitionError), done.output
    assert message in done.exception.message
    assert hint in done.exception.hint
    assert (folder / "members.yaml").read_bytes() == before


def test_nobody_is_entered_beside_a_member_that_cannot_be_read(folder, take):
    text = (folder / "members.yaml").read_text().replace("type: national-ngo", "type: national ngo", 1)
    (folder / "members.yaml").write_text(text)
    done = take("name,type,country\nOpen Gate,network,KE\n")
    assert done.exception.message.startswith("The registry cannot be read whole: members.yaml:10:")
    assert (folder / "members.yaml").read_text() == text


def test_a_spreadsheets_formulas_are_told_with_their_row(take, tmp_path):
    book = Workbook()
    for row in (["Name", "Type", "Country"], ["Lotus", "network", "=A1"], ["Cedar", "network", "NP"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    said = take((tmp_path / "a.xlsx").read_bytes(), name="b.xlsx").stdout
    assert 'b.xlsx, row 2: Lotus\n      Country: "=A1" is a formula that was never computed.' in said
    assert "1  new members" in said


def test_a_file_larger_than_any_registry_is_not_read(take, monkeypatch):
    monkeypatch.setattr(grids, "MOST_BYTES", 5)
    assert "is larger than" in take("name\nxyz\n").exception.message


def test_a_warning_of_the_registry_hinders_nobody(folder, take):
    (folder / "members.yaml").write_bytes(b"\xef\xbb\xbf" + (folder / "members.yaml").read_bytes())
    assert take("name,type,country\nLotus House,network,NP\n").exit_code == 0


def test_a_file_that_is_not_there(run, folder):
    assert "could not be read" in run("member", "import", folder / "nothing.csv").exception.message


def test_an_id_that_the_table_gives_is_kept_unless_it_was_anothers(folder, take):
    table = "id,name,type,country\nlotus,Lotus House,network,NP\nopen-gate,Something Else,network,NP\nBad Id,Third,network,NP\n"
    said = take(table).stdout
    assert "it has the same id: Open Gate (member open-gate)" in said
    assert '"Bad Id" cannot be an id' in said
    assert "- id: lotus\n" in (folder / "members.yaml").read_text()


def test_a_spreadsheet(folder, take, tmp_path):
    book = Workbook()
    book.active.title = "Members"
    for row in (["Our members"], [], ["Name", "Type", "Country", "Since"], ["Lotus House", "network", "Nepal", None]):
        book.active.append(row)
    book.save(tmp_path / "members.xlsx")
    done = take((tmp_path / "members.xlsx").read_bytes(), name="again.xlsx")
    assert done.exit_code == 0, done.output
    assert 'The sheet "Members" was read.' in done.stdout
    assert "- id: lotus-house" in (folder / "members.yaml").read_text()


def test_a_row_in_which_check_would_find_a_mistake_is_rejected_and_says_what_to_do(folder, take, problems):
    settings = folder / "coalition.yaml"
    settings.write_text(
        settings.read_text().replace("languages:", 'charter: {version: "1", page: charter.md}, languages:')
    )
    before = problems()
    said = take("name,type,country\nLotus House,network,NP\n").stdout
    assert "The application needs two sponsors. Give the columns sponsors and charter" in said
    assert "Nothing is to be added." in said
    words = ("--default", "sponsors=Harbour Network; Open Gate", "--default", "charter=1")
    assert take("name,type,country\nCedar,network,NP\n", *words).exit_code == 0
    assert 'application: {sponsors: [harbour, open-gate], charter: "1"}' in (folder / "members.yaml").read_text()
    assert problems() == before


def test_who_is_part_of_a_row_that_is_rejected_is_rejected_too(folder, take):
    table = "id,name,type,country,part_of\nlotus,Lotus Net,network,Congo,\nhouse,Lotus Branch,network,NP,lotus\n"
    said = take(
        table + "stem,Lotus Stem,national-ngo,NP,lotus\nnew-net,New Net,network,NP,\nleaf,Leaf House,other,NP,new-net\n"
    ).stdout
    assert 'No member is called "lotus".' in said
    assert "2  new members" in said
    assert "3  rejected" in said
    assert "part_of: [new-net]" in (folder / "members.yaml").read_text()


def test_where_members_have_files_of_their_own_new_ones_have_too(folder, take, run):
    run("member", "split")
    rows = "".join(f"Lotus House {number},network,NP\n" for number in range(22))
    said = take("name,type,country\n" + rows).stdout
    assert "Wrote members/lotus-house-0.yaml\n" in said
    assert "and 2 files more" in said
    assert (folder / "members/lotus-house-21.yaml").read_text().startswith("id: lotus-house-21\nname: Lotus House 21\n")


# Out


def test_what_is_exported_has_no_contact_that_is_not_public(folder, run):
    text = (folder / "members.yaml").read_text()
    contacts = "contacts: [{type: email, value: a@open.example}, {type: phone, value: '+254 1', public: true}]"
    (folder / "members.yaml").write_text(text.replace("    country: KE\n", f"    country: KE\n    {contacts}\n", 1))
    for form in ("csv", "json", "vcard", "jsonld"):
        public = run("member", "export", "--format", form)
        assert public.exit_code == 0, public.output
        assert "a@open.example" not in public.output
        assert "+254 1" in public.output
        private = run("member", "export", "--format", form, "--private")
        assert "a@open.example" in private.stdout
        assert "Keep it to the secretariat" in private.stderr


def test_members_that_are_not_named_are_in_the_private_export_alone(folder, run):
    text = (folder / "members.yaml").read_text()
    (folder / "members.yaml").write_text(
        text.replace("    country: KE\n", "    country: KE\n    visibility: unnamed\n")
    )
    assert "Open Gate" not in run("member", "export", "--format", "csv").stdout
    assert "unnamed" in run("member", "export", "--format", "csv", "--private").stdout


def test_an_export_is_a_new_file_and_as_of_a_day(run, tmp_path):
    done = run("member", "export", "--format", "csv", "--as-of", "2025-01-01", "--output", tmp_path / "out.csv")
    assert done.stdout == f"Wrote {tmp_path / 'out.csv'}\n"
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,name,")
    assert b"old-tower" in content
    assert b"lapsed" not in content
    again = run("member", "export", "--format", "csv", "--output", tmp_path / "out.csv")
    assert isinstance(again.exception, CoalitionError)


def test_an_export_into_another_campaign_is_the_same_registry(folder, run, tmp_path):
    exported = run("member", "export", "--format", "csv").stdout
    (tmp_path / "members.csv").write_text(exported, encoding="utf-8")
    settings = folder / "coalition.yaml"
    settings.write_text(settings.read_text().replace("secretariat: harbour", "secretariat: somebody-else"))
    (folder / "members.yaml").write_text("members: []\n")
    assert run("member", "import", tmp_path / "members.csv").exit_code == 0
    assert run("member", "export", "--format", "csv").stdout == exported


def test_the_demonstrations_registry_survives_the_way_out_and_in(folder, run, tmp_path):
    """What a table carries: every member with all its columns, networks among them."""
    root = Path(__file__).parents[2]
    settings = (root / "coalition.yaml").read_text(encoding="utf-8")
    (folder / "coalition.yaml").write_text(settings, encoding="utf-8")
    (folder / "members.yaml").write_bytes((root / "members.yaml").read_bytes())
    exported = run("member", "export", "--format", "csv", "--private", "--output", tmp_path / "all.csv")
    assert exported.exit_code == 0, exported.output
    other = settings.replace("secretariat: harbour-network", "secretariat: somebody-else")
    (folder / "coalition.yaml").write_text(other, encoding="utf-8")
    (folder / "members.yaml").write_text("members: []\n")
    done = run("member", "import", tmp_path / "all.csv")
    assert done.exit_code == 0, done.stdout
    assert run("member", "export", "--format", "csv", "--private").stdout_bytes == (tmp_path / "all.csv").read_bytes()
