"""The command line as a person meets it: statuses, sentences, and no traceback but for a bug."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en]}
themes: {refugees: {title: Refugees}}
""",
    "members.yaml": """\
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: "NO"
    themes: [refugees]
    membership: [{status: active, on: 2024-01-01}]
  - id: old-harbour
    name: Lantern House
    other_names: [{name: Old Lantern, until: 2025-01-01}]
    type: national-ngo
    country: NP
    membership: [{status: active, on: 2024-01-01}, {status: lapsed, on: 2025-06-01}]
""",
    "mkdocs.yml": "site_name: Fair Passage\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in CAMPAIGN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def coalition(*arguments: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coalition", *(["-C", str(folder)] if folder else []), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_clean_campaign_ends_with_0_and_says_so(folder):
    done = coalition("check", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No problem in 3 files.\n"


def test_a_problem_ends_with_1_and_names_line_column_and_cure(folder):
    path = folder / "members.yaml"
    path.write_text(path.read_text().replace("themes: [refugees]", "themes: [refugee]"), encoding="utf-8")
    done = coalition("check", folder=folder)
    assert done.returncode == 1
    assert 'members.yaml:6:14: error[unknown-theme] "refugee" is not a theme of this campaign.' in done.stdout
    assert 'Did you mean "refugees"?' in done.stdout
    assert done.stdout.endswith("1 error and 0 warnings in 3 files.\n")


def test_warnings_end_with_0_unless_strict(folder):
    (folder / "mkdocs.yml").unlink()
    assert coalition("check", folder=folder).returncode == 0
    assert coalition("check", "--strict", folder=folder).returncode == 1


def test_usage_ends_with_2(folder):
    done = coalition("chekc", folder=folder)
    assert done.returncode == 2
    assert "No such command" in done.stderr


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-21", "2026-11-21T12:00:00"])
def test_an_instant_needs_its_zone(folder, moment):
    done = coalition("--now", moment, "check", folder=folder)
    assert done.returncode == 2
    assert moment in done.stderr


def test_what_cannot_be_done_ends_with_3_and_a_sentence(folder):
    done = coalition("check", "--rev", "v9", folder=folder)
    assert done.returncode == 3
    assert done.stderr.startswith("Could not do it: ")
    assert "Traceback" not in done.stderr


def test_a_bug_ends_with_4_and_asks_for_a_report(folder):
    breaking = "import coalition.workflows.check as c, sys; c.check = lambda *a, **k: 1/0; from coalition.cli.main import run; run()"
    command = [sys.executable, "-c", breaking, "-C", str(folder), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4
    assert "ZeroDivisionError" in done.stderr
    assert "Please report the lines above" in done.stderr


def test_the_help_of_every_command_is_there():
    top = coalition("--help")
    assert top.returncode == 0
    for name in ("build", "check", "serve", "schema", "member", "chapter", "statement", "practice", "meeting"):
        assert f"\n  {name} " in top.stdout
        assert coalition(name, "--help").stdout.startswith("Usage: ")


def test_help_imports_nothing_that_reads_files(monkeypatch):
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    imported = coalition("--help").stderr
    assert " coalition.cli.main\n" in imported
    for slow in ("coalition.kinds", "coalition.outputs.report.model", "pydantic", "yaml", "git.cmd"):
        assert f" {slow}\n" not in imported, f"{slow} is imported where no file is read"


def test_members_are_listed_as_of_a_day(folder):
    now = json.loads(
        coalition("--now", "2026-01-01T00:00:00Z", "member", "list", "--format", "json", folder=folder).stdout
    )
    assert [(row["id"], row["name"], row["status"], row["country"]) for row in now] == [
        ("harbour", "Harbour Network", "active", "NO"),
        ("old-harbour", "Lantern House", "lapsed", "NP"),
    ]
    then = json.loads(coalition("member", "list", "--as-of", "2024-06-01", "--format", "json", folder=folder).stdout)
    assert [(row["name"], row["status"]) for row in then] == [("Harbour Network", "active"), ("Old Lantern", "active")]


def test_a_list_is_a_table_that_a_person_reads(folder):
    lines = coalition("--now", "2026-01-01T00:00:00Z", "member", "list", folder=folder).stdout.splitlines()
    assert lines[0].split() == ["id", "name", "type", "country", "status", "themes"]
    assert lines[2].startswith("harbour      Harbour Network  network")


def test_a_list_as_csv_holds_no_formula(folder):
    path = folder / "members.yaml"
    path.write_text(path.read_text().replace("name: Lantern House", 'name: "=HYPERLINK(1)"'), encoding="utf-8")
    assert ",'=HYPERLINK(1)," in coalition("member", "list", "--format", "csv", folder=folder).stdout


def test_showing_what_is_not_there_names_the_nearest(folder):
    done = coalition("member", "show", "harbor", folder=folder)
    assert done.returncode == 3
    assert 'Did you mean "harbour"?' in done.stderr


def test_what_is_not_near_to_anything_is_looked_for_in_the_list(folder):
    done = coalition("member", "show", "zzz", folder=folder)
    assert '"coalition member list" shows all.' in done.stderr or "Use one of: " in done.stderr


def test_a_record_is_shown_with_a_line_for_each_entry(folder):
    shown = coalition("member", "show", "old-harbour", folder=folder).stdout
    assert "          membership  status: active; on: 2024-01-01\n" in shown
    assert "\n                      status: lapsed; on: 2025-06-01\n" in shown


def test_a_text_is_shown_in_every_language_and_anything_else_as_one_object(folder):
    (folder / "practices").mkdir()
    text = "---\ntitle: A desk\nmember: harbour\nsummary: S\n---\n\nText.\n"
    (folder / "practices/desk.md").write_text(text, encoding="utf-8")
    shown = json.loads(coalition("practice", "show", "desk", "--format", "json", folder=folder).stdout)
    assert [(one["id"], one["language"], one["title"]) for one in shown] == [("desk", "en", "A desk")]
    assert (
        json.loads(coalition("member", "show", "harbour", "--format", "json", folder=folder).stdout)["id"] == "harbour"
    )


def test_a_day_is_written_in_one_way(folder):
    done = coalition("member", "list", "--as-of", "1 May 2026", folder=folder)
    assert done.returncode == 2
    assert "write it as 2026-11-21" in done.stderr


def test_a_release_holds_no_drafts(folder):
    assert coalition("build", "--release", "--drafts", folder=folder).returncode == 2


def test_a_schema_says_which_words_are_allowed():
    schema = json.loads(coalition("schema", "member-list").stdout)
    assert "trade-union" in json.dumps(schema)
    assert schema["required"] == ["members"]
    done = coalition("schema", "membr")
    assert done.returncode == 3
    assert 'Did you mean "member"?' in done.stderr


def test_paths_are_named_from_where_one_stands(folder):
    below = folder / "pages"
    below.mkdir()
    (below / "index.md").write_text("---\ntitle: Home\n---\n\n[x](nowhere.md)\n", encoding="utf-8")
    for arguments, where in ((("check", "index.md"), below), (("check", "pages"), folder), (("check", "."), below)):
        done = coalition(*arguments, folder=where)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "pages/index.md:5:1: error[dead-link]" in done.stdout
    assert coalition("check", "members.yaml", folder=folder).returncode == 0
    assert not (below / ".coalition").exists()


def test_a_path_that_is_not_there_is_no_all_clear(folder):
    done = coalition("check", "membres.yaml", folder=folder)
    assert done.returncode == 3
    assert 'Did you mean "members.yaml"?' in done.stderr
    assert coalition("check", "../elsewhere", folder=folder).returncode == 3


def test_a_folder_without_a_campaign_says_so(tmp_path):
    for arguments in (("build",), ("member", "list")):
        done = coalition(*arguments, folder=tmp_path)
        assert done.returncode == 3
        assert "There is no campaign in" in done.stderr
    done = coalition("check", folder=tmp_path)
    assert done.returncode == 1
    assert "no-campaign" in done.stdout
    assert not (tmp_path / ".coalition").exists()
