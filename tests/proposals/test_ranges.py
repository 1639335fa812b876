"""What a proposal is compared with: its beginning, the disk, merges; and what stands in the way."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import coast
import histories
import pytest
from click.testing import CliRunner
from coast import ANSWERS, FILES
from histories import Branch, Commit

from coalition.campaign.loading import load
from coalition.cli.main import cli
from coalition.errors import CoalitionError
from coalition.sources import proposed
from coalition.sources.git import Repository
from coalition.workflows import reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = "2026-11-21T12:00:00Z"
WITHOUT_PINES = coast.MEMBERS[: coast.MEMBERS.index("  - id: tall-pines")]
PAGE = {"practices/desk.md": FILES["practices/desk.md"].replace("What was", "All that was")}
DEAD_LINK = "\nSee [the other](gone.md).\n"


def branch(*edits: histories.Edits, start: str = "main") -> Branch:
    return Branch(tuple(map(Commit, edits)), start)


BRANCHES: Mapping[str, Branch] = {
    "older": branch({**FILES, "members.yaml": coast.MEMBERS + coast.APPLICANT.replace("harbour-watch", "first-light")}, start=""),
    "old": branch({"members.yaml": WITHOUT_PINES, f"{ANSWERS}/tall-pines.txt": None}, start="older"),
    "main": branch({path: FILES[path] for path in ("members.yaml", f"{ANSWERS}/tall-pines.txt")}, start="old"),
    "page": branch(PAGE),
    "behind": branch({"members.yaml": WITHOUT_PINES.replace("open-gate.example\n", "open-gate.example/en\n")}, start="old"),
    "ours": Branch((Commit(PAGE), Commit({"members.yaml": WITHOUT_PINES}, merges="main")), "old"),
    "machine": branch({".github/workflows/other.yml": "name: x\n"}, {".github/workflows/other.yml": None}),
    "fixed": branch({f"{ANSWERS}/open-gate.txt": "slip\n"}, {f"{ANSWERS}/open-gate.txt": coast.endorsement("open-gate")}),
    "applies": branch({"members.yaml": coast.MEMBERS + coast.APPLICANT.replace("Watch", "Wach")},
                      {"members.yaml": coast.MEMBERS + coast.APPLICANT}),
    "source": branch({"references.bib": coast.SOURCES.replace("Nets", "Knots")}, {"references.bib": coast.SOURCES}),
    "again": branch({"members.yaml": coast.MEMBERS + coast.APPLICANT.replace("harbour-watch", "first-light")}),
    "island": branch({"coalition.yaml": coast.SETTINGS}, start=""),
    "shared": branch({"members.yaml": coast.MEMBERS.replace(
        "country: PH\n", "country: PH\n    accounts: [{host: git.example, name: Gate-Bot}]\n")}),
    "ended": branch({"members.yaml": coast.MEMBERS.replace("from: 2026-01-01}", "until: 2026-11-21}")}),
    "broken": branch({"coalition.yaml": "format: ["}),
    "unread": branch({"practices/ship.md": FILES["practices/boat.md"].replace("title:", "titel:"),
                      "practices/boat.md": FILES["practices/boat.md"] + DEAD_LINK}),
    "on-unread": branch(PAGE, start="unread"),
    "worse-on-unread": branch({"practices/desk.md": PAGE["practices/desk.md"] + DEAD_LINK}, start="unread"),
    "mends-unread": branch({"practices/boat.md": FILES["practices/boat.md"]}, start="unread"),
}  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ranges")
    histories.write(folder, BRANCHES)
    return folder


def check(folder: Path, *words: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(cli, ["-C", str(folder), "--now", NOW, "check", "--format", "json", *words])
    if isinstance(done.exception, CoalitionError):
        return 3, [done.exception.message, done.exception.hint]
    if done.exit_code == 2:
        return 2, [done.output]
    problems = json.loads(done.stdout)["problems"]
    return done.exit_code, [f"{one['path']}:{one['line']} {one['code']}" for one in problems]


@pytest.mark.parametrize("name", ["page", "behind", "fixed", "main"])
def test_nobody_answers_for_what_main_has_gained_since_nor_for_slips_of_its_own_on_the_way(repository, name):
    assert check(repository, "--base", "main", "--head", name, "--actor", "open-gate") == (0, [])


def test_an_application_is_mended_in_a_second_commit(repository):
    assert check(repository, "--base", "main", "--head", "applies", "--actor-account", "git.example/watch") == (0, [])


def test_an_id_that_the_registry_once_had_is_not_given_again(repository):
    assert check(repository, "--base", "main", "--head", "again", "--actor", "stranger") == (
        1,
        ["members.yaml:39 newcomer-changes-more"],
    )


def test_a_merge_that_drops_what_the_main_branch_has_gained_is_found(repository):
    assert check(repository, "--base", "main", "--head", "ours", "--actor", "open-gate") == (
        1,
        ["members.yaml:33 others-entry", f"{ANSWERS}/tall-pines.txt:1 answer-rewritten"],
    )


def test_a_file_of_the_machine_that_comes_and_goes_again_is_found(repository):
    status, found = check(repository, "--base", "main", "--head", "machine", "--actor", "open-gate")

    assert (status, found) == (1, [".github/workflows/other.yml:1 rewritten-on-the-way"])
    assert check(repository, "--base", "main", "--head", "machine", "--actor", "harbour") == (0, [])


def test_a_source_that_was_altered_and_restored_is_a_warning(repository):
    assert check(repository, "--base", "main", "--head", "source", "--actor", "open-gate") == (
        0,
        ["references.bib:1 restored-on-the-way"],
    )


def test_of_what_cannot_be_read_or_leads_nowhere_only_that_is_told_which_is_new(repository, monkeypatch):
    loaded = []
    monkeypatch.setattr(reading, "load", lambda tree: loaded.append(tree.label) or load(tree))

    def told(name: str) -> tuple[int, list[str]]:
        return check(repository, "--base", "unread", "--head", name, "--actor", "harbour")

    before = ["practices/boat.md:11 dead-link", "practices/ship.md:2 unknown-key"]
    assert check(repository, "--rev", "on-unread") == (1, before)
    assert told("on-unread") == (0, [])
    assert told("mends-unread") == (0, [])
    assert told("worse-on-unread") == (1, ["practices/desk.md:11 dead-link"])
    assert len(loaded) == len(set(loaded)), "what is the same in both states is loaded once"


def test_the_files_on_disk_are_compared_where_no_head_is_given(repository, tmp_path):
    folder = tmp_path / "clone"
    histories.git(tmp_path, "clone", "-q", str(repository), str(folder))
    assert check(folder, "--base", "main", "--actor", "open-gate") == (0, [])

    (folder / "practices/boat.md").unlink()
    (folder / "notes.txt").write_text("Mine, and in no commit.\n")
    (folder / ".github/workflows/coalition.yml").write_text("name: other\n")
    (folder / "editions").mkdir()
    (folder / "editions/x.pdf").write_bytes(b"x")
    (folder / "practices/link.md").symlink_to("desk.md")
    (folder / "practices/desk.md").write_text(PAGE["practices/desk.md"])
    (folder / f"{ANSWERS}/salt-road.txt").touch()

    assert check(folder, "--base", "main", "--actor", "open-gate") == (
        1,
        [
            ".github/workflows/coalition.yml:1 protected-file",
            "editions/x.pdf:1 protected-file",
            "editions/x.pdf:1 unclaimed-file",
            "practices/boat.md:1 others-text",
            "practices/link.md:1 others-text",
            "practices/link.md:1 symbolic-link",
        ],
    )


def test_a_campaign_in_a_folder_below_is_judged_with_all_that_lies_around_it(tmp_path):
    below: histories.Edits = {
        f"campaign/{path}": text for path, text in FILES.items() if not path.startswith(".github")
    }
    histories.write(tmp_path, {
        "main": branch({**below, "setup.py": "code\n"}, start=""),
        "topic": branch({"setup.py": "other\n", "campaign/practices/boat.md": None}),
    })  # fmt: skip

    assert check(tmp_path / "campaign", "--base", "main", "--head", "topic", "--actor", "open-gate") == (
        1,
        ["../setup.py:1 protected-file", "practices/boat.md:1 others-text"],
    )


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("--base", "nowhere", "--head", "page"), 'There is no revision "nowhere" in this repository.', "git fetch"),
        (("--base", "main", "--head", "--all"), 'There is no revision "--all" in this repository.', "git fetch"),
        (
            ("--base", "main", "--head", "island"),
            '"main" and "island" have no commit in common, so nobody can tell what the one changes in the other.',
            "git switch --create",
        ),
        (
            ("--base", "broken", "--head", "page"),
            "The main branch has no coalition.yaml that can be read, so nobody knows who is who.",
            "repair it",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_with_its_cure(repository, words, message, hint):
    status, said = check(repository, *words, "--actor", "open-gate")

    assert (status, said[0]) == (3, message)
    assert hint in said[1]


def test_a_history_that_was_cloned_in_part_is_refused(repository, tmp_path):
    histories.git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")

    status, said = check(tmp_path / "shallow", "--base", "main", "--actor", "open-gate")

    assert (status, said[0]) == (
        3,
        "This clone holds only a part of the history, so that nobody can tell where the proposal began.",
    )
    assert "git fetch --unshallow" in said[1]


def test_without_a_repository_there_is_no_proposal(tmp_path):
    (tmp_path / "coalition.yaml").write_text(coast.SETTINGS)

    assert check(tmp_path, "--base", "main", "--actor", "open-gate")[0] == 3


def test_an_account_speaks_for_its_member_as_the_main_branch_knows_it(repository):
    words = ("--head", "page", "--actor-account", "Git.example/GATE-bot")

    assert check(repository, "--base", "main", *words) == (0, [])
    assert check(repository, "--base", "ended", *words) == (1, ["practices/desk.md:9 newcomer-changes-more"])
    status, said = check(repository, "--base", "shared", *words)
    assert (status, said[0]) == (
        3,
        "The account GATE-bot on Git.example is that of open-gate and salt-road, so nobody knows for whom it acts.",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--base", "main"),
        ("--base", "main", "--actor", "open-gate", "--actor-account", "git.example/x"),
        ("--base", "main", "--actor-account", "nobody"),
        ("--base", "main", "--actor", "open-gate", "--rev", "page"),
        ("--head", "page"),
        ("--actor", "open-gate"),
    ],
)
def test_words_that_do_not_go_together_are_a_matter_of_usage(repository, words):
    assert check(repository, *words)[0] == 2


def test_a_proposal_of_very_many_commits_is_refused(repository, monkeypatch):
    monkeypatch.setattr(proposed, "MOST_STEPS", 1)

    status, said = check(repository, "--base", "main", "--head", "machine", "--actor", "open-gate")

    assert (status, said[0]) == (3, "The proposal has more than 1 commits.")


def test_links_submodules_and_programs_are_told_apart_by_what_they_are(repository, tmp_path):
    histories.git(tmp_path, "clone", "-q", str(repository), "clone")
    folder = tmp_path / "clone"
    (folder / "practices/link.md").symlink_to("desk.md")
    (folder / ".github/workflows/coalition.yml").chmod(0o755)
    (folder / "practices/desk.md").chmod(0o755)
    histories.git(folder, "add", "--all")
    histories.git(folder, "-c", "user.name=A", "-c", "user.email=a@a.example", "commit", "-qm", "Modes")
    opened = Repository.open(folder)
    assert opened is not None

    found = proposed.between(opened, opened.resolve("main~1"), opened.resolve("main"))

    assert [one.path for one in found] == [".github/workflows/coalition.yml", "practices/link.md"]
    assert found[1].new.startswith("symlink:")
    assert proposed.contents(opened, [one.new for one in found]) == {}


def sign(key: Path, path: Path) -> str:
    words = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "key-change@coast.example", str(path)]
    subprocess.run(words, check=True, capture_output=True)
    return path.with_name(f"{path.name}.sig").read_text()


def test_a_key_that_the_old_key_vouches_for_is_taken_and_one_that_vouches_for_itself_is_not(tmp_path):
    keys = {}
    for name in ("old", "new"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / name], check=True)
        keys[name] = " ".join((tmp_path / f"{name}.pub").read_text().split()[:2])
    change = tmp_path / "change.txt"
    change.write_text(
        "coalition-key-change/1\ncoalition: coast.example\nmember: open-gate\n"
        f"add: {keys['new']}\ndate: 2026-11-20\nnonce: {'a' * 32}\n"
    )
    account = "accounts: [{host: git.example, name: gate-bot, from: 2026-01-01}]\n"
    held = [f"    keys:\n      - {{key: {keys['old']}, from: 2026-01-01T00:00:00Z}}\n"]
    held.append(f"{held[0]}      - {{key: {keys['new']}, from: 2026-11-20T00:00:00Z}}\n")
    before, after = (coast.MEMBERS.replace(account, account + keys_) for keys_ in held)
    papers = {"trust/keys/open-gate.1.txt": change.read_text()}
    edits = [
        {"members.yaml": after, **papers, "trust/keys/open-gate.1.txt.sig": sign(tmp_path / name, change)}
        for name in ("old", "new")
        if not change.with_name("change.txt.sig").unlink(missing_ok=True)
    ]
    folder = tmp_path / "campaign"
    folder.mkdir()
    histories.write(folder, {
        "main": branch({**FILES, "members.yaml": before}, start=""),
        "good": branch(edits[0]), "bad": branch(edits[1]), "silent": branch({"members.yaml": after}),
    })  # fmt: skip

    assert check(folder, "--base", "main", "--head", "good", "--actor", "open-gate") == (0, [])
    for name in ("bad", "silent"):
        status, found = check(folder, "--base", "main", "--head", name, "--actor", "open-gate")
        assert status == 1
        assert "members.yaml:26 key-without-proof" in found
