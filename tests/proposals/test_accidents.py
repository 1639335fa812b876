"""What pull requests to open letters really did, replayed in a git repository and checked by the command."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import coast
import histories
import pytest
from click.testing import CliRunner
from coast import ANSWERS, FILES, endorsement
from histories import Branch, Commit

from coalition.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = "2026-11-21T12:00:00Z"
OWN_ANSWER = {f"{ANSWERS}/open-gate.txt": endorsement("open-gate")}
_HEAD, *_ENTRIES = coast.MEMBERS.split("  - id: ")
ENTRIES = ["  - id: " + entry.rstrip("\n") + "\n" for entry in _ENTRIES]


def registry(*entries: str) -> str:
    return _HEAD + "\n".join(entries)


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1
    return {path: FILES[path].replace(old, new)}


def moved(old: str, new: str) -> dict[str, str | None]:
    return {old: None, new: FILES[old]}


def branch(*edits: histories.Edits, start: str = "main") -> Branch:
    return Branch(tuple(map(Commit, edits)), start)


ACCIDENTS: dict[str, tuple[Branch, str, str]] = {
    "adds its answer and deletes another's": (
        branch({**OWN_ANSWER, f"{ANSWERS}/tall-pines.txt": None}),
        f"{ANSWERS}/tall-pines.txt",
        "tall-pines",
    ),
    "adds a name to the registry and deletes another": (
        branch({"members.yaml": registry(*ENTRIES[:4]) + coast.APPLICANT}),
        "members.yaml",
        "tall-pines",
    ),
    "reorders all": (branch({"members.yaml": registry(*reversed(ENTRIES))}), "members.yaml", "secretariat"),
    "reorders the sources": (
        branch({"references.bib": "\n".join(reversed(coast.SOURCES.split("\n\n")))}),
        "references.bib",
        "secretariat",
    ),
    "renumbers a version": (
        branch({path: None for path in FILES if "/first/v1/" in path or ANSWERS in path}
               | {path.replace("/v1/", "/v2/"): text.replace("version: 1", "version: 2")
                  for path, text in FILES.items() if "/first/v1/" in path or ANSWERS in path}),
        f"{ANSWERS}/salt-road.txt",
        "salt-road",
    ),
    "renumbers another's answer": (
        branch(moved(f"{ANSWERS}/salt-road.txt", f"{ANSWERS}/salt-road.2.txt")),
        f"{ANSWERS}/salt-road.2.txt",
        "salt-road",
    ),
    "overwrites another's answer": (
        branch({f"{ANSWERS}/salt-road.txt": endorsement("open-gate")}),
        f"{ANSWERS}/salt-road.txt",
        "salt-road",
    ),
    "overwrites the registry": (
        branch({"members.yaml": registry(ENTRIES[2])}), "members.yaml", "salt-road",
    ),
    "answers for another": (
        branch({f"{ANSWERS}/marsh-light.txt": endorsement("marsh-light")}),
        f"{ANSWERS}/marsh-light.txt",
        "marsh-light",
    ),
    "answers in another's name within its own file": (
        branch({f"{ANSWERS}/open-gate.txt": endorsement("marsh-light")}),
        f"{ANSWERS}/open-gate.txt",
        "marsh-light",
    ),
    "puts its answer into the wrong folder": (
        branch({"statements/first/endorsements/open-gate.txt": endorsement("open-gate")}),
        "statements/first/endorsements/open-gate.txt",
        "",
    ),
    "puts its answer beside the campaign": (
        branch({"open-gate.txt": endorsement("open-gate")}), "open-gate.txt", "secretariat",
    ),
    "leaves the extension out": (
        branch({f"{ANSWERS}/open-gate": endorsement("open-gate")}), f"{ANSWERS}/open-gate", "",
    ),
    "adds a name that differs in case alone": (
        branch({f"{ANSWERS}/Salt-Road.txt": endorsement("open-gate")}), f"{ANSWERS}/Salt-Road.txt", "",
    ),
    "adds a chapter's folder that differs in case alone": (
        branch({"chapters/Shelter/chapter.md": coast.SHELTER}), "chapters/Shelter/chapter.md", "",
    ),
    "edits a frozen text": (
        branch(edited("statements/first/v1/en.md", "Nobody", "Hardly anybody")),
        "statements/first/v1/en.md",
        "",
    ),
    "edits a frozen text and its sum": (
        branch({"statements/first/v1/en.md": coast.TEXT + "More.\n",
                "statements/first/v1/SHA256SUMS": f"{coast.digest(coast.TEXT + 'More.' + chr(10))}  en.md\n"}),
        "statements/first/v1/en.md",
        "",
    ),
    "moves another's practice": (
        branch(moved("practices/boat.md", "practices/ship.md")), "practices/ship.md", "salt-road",
    ),
    "moves another's chapter": (
        branch(moved("chapters/shelter/chapter.md", "chapters/beds/chapter.md")),
        "chapters/beds/chapter.md",
        "salt-road",
    ),
    "moves another's practice into its own chapter": (
        branch(moved("practices/boat.md", "chapters/work/boat.md")), "chapters/work/boat.md", "salt-road",
    ),
    "leaves out who drafts with it": (
        branch(edited("statements/second/statement.yaml", "[open-gate, salt-road]", "[open-gate]")),
        "statements/second/statement.yaml",
        "drafters",
    ),
    "takes away what another drafts with it": (
        branch({"statements/second/statement.yaml": None}), "statements/second/statement.yaml", "Put it back",
    ),
    "takes another's practice over": (
        branch(edited("practices/boat.md", "member: salt-road", "member: open-gate")),
        "practices/boat.md",
        "salt-road",
    ),
    "takes another's chapter over": (
        branch(edited("chapters/shelter/chapter.md", "lead: salt-road", "lead: open-gate")),
        "chapters/shelter/chapter.md",
        "salt-road",
    ),
    "makes itself the secretariat": (
        branch(edited("coalition.yaml", "secretariat: harbour", "secretariat: open-gate")),
        "coalition.yaml",
        "harbour",
    ),
    "changes what the machine does": (
        branch({coast.WORKFLOW: "name: check\non: push\n"}), coast.WORKFLOW, "secretariat",
    ),
    "alters a source of all": (
        branch(edited("references.bib", "Nets", "Knots")), "references.bib", "secretariat",
    ),
    "alters another's entry": (
        branch(edited("members.yaml", "1 Pier Road", "2 Pier Road")), "members.yaml", "salt-road",
    ),
    "makes itself hidden members' speaker": (
        branch(edited("members.yaml", "    accounts: [{host: git.example, name: gate-bot, from: 2026-01-01}]\n",
                      "    accounts: [{host: git.example, name: gate-boss, from: 2026-01-01}]\n")),
        "members.yaml",
        "secretariat",
    ),
}  # fmt: skip

LATER: histories.Edits = {f"{ANSWERS}/tall-pines.txt": endorsement("tall-pines")}
"""What main has gained since the branch `before`."""
EVERYTHING: histories.Edits = {
    **OWN_ANSWER,
    f"{ANSWERS}/tall-pines.txt": None,
    f"{ANSWERS}/salt-road.txt": endorsement("open-gate"),
    "members.yaml": registry(*reversed(ENTRIES[:4])),
    "practices/boat.md": None,
    "practices/ship.md": coast.BOAT,
    "statements/first/v1/en.md": coast.TEXT + "More.\n",
}
RESTORED: histories.Edits = {path: FILES.get(path) for path in EVERYTHING}
MEMBERS_PAGE = "website: https://open-gate.example"

GOOD: dict[str, tuple[Branch, str]] = {
    "its own entry": (branch(edited("members.yaml", MEMBERS_PAGE, f"{MEMBERS_PAGE}/en")), "open-gate"),
    "its own answer": (branch(OWN_ANSWER), "open-gate"),
    "its own practice": (branch(edited("practices/desk.md", "What was", "All that was")), "open-gate"),
    "a new practice": (branch({"practices/nets.md": coast.DESK}), "open-gate"),
    "the chapter that it leads": (branch(edited("chapters/work/chapter.md", "bind", "tie")), "open-gate"),
    "the chapter that it contributes to": (branch(edited("chapters/work/chapter.md", "bind", "tie")), "marsh-light"),
    "a translation of the chapter that it contributes to": (
        branch({"chapters/work/chapter.es.md": coast.WORK.replace("Fees bind", "Las tasas atan")}), "marsh-light",
    ),
    "a draft of its own": (branch(edited("statements/second/v1/en.md", "Nobody", "No seafarer")), "open-gate"),
    "a source besides": (
        branch({"references.bib": coast.SOURCES + coast.SOURCE,
                **edited("chapters/work/chapter.md", "[@tide-2020]", "[@tide-2020; @foam-2022]")}),
        "open-gate",
    ),
    "several of these in several commits": (
        branch(OWN_ANSWER, edited("practices/desk.md", "What was", "All that was"),
               edited("members.yaml", MEMBERS_PAGE, f"{MEMBERS_PAGE}/en")),
        "open-gate",
    ),
    "the secretariat makes an applicant a member": (
        branch({"members.yaml": coast.MEMBERS + coast.APPLICANT.replace("applied, on: 2026-11-20", "active, on: 2026-11-20")}),
        "harbour",
    ),
    "a member whom nobody knows applies": (branch({"members.yaml": coast.MEMBERS + coast.APPLICANT}), ""),
    "main went on meanwhile": (branch(OWN_ANSWER, start="before"), "open-gate"),
    "takes in what main did meanwhile": (
        Branch((Commit(OWN_ANSWER), Commit(LATER, merges="main"), Commit(edited("practices/desk.md", "What was", "All that was"))),
               "before"),
        "open-gate",
    ),
    "nothing": (branch({}), "open-gate"),
}  # fmt: skip


def named(description: str) -> str:
    return description.replace("'", "").replace(" ", "-")


def with_keys(home: Path) -> dict[str, Branch]:
    """A main branch on which Open Gate has a key, and its answer signed with that."""
    key, answer = home / "key", home / "open-gate.txt"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    answer.write_text(endorsement("open-gate"))
    signing = ["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "endorsement@coast.example", answer]
    subprocess.run(signing, check=True, capture_output=True)
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    account = "accounts: [{host: git.example, name: gate-bot, from: 2026-01-01}]\n"
    keyed = edited("members.yaml", account, f"{account}    keys: [{{key: {public}, from: 2026-01-01T00:00:00Z}}]\n")
    signature = {f"{ANSWERS}/open-gate.txt.sig": answer.with_suffix(".txt.sig").read_text()}
    return {"keyed": branch(keyed), "signed": branch({**OWN_ANSWER, **signature}, start="keyed")}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it in one repository; main has an answer more than the branch `before` it."""
    folder = tmp_path_factory.mktemp("coast")
    before = {path: text for path, text in FILES.items() if path not in LATER}
    branches = {
        "before": branch(before, start=""),
        "main": branch(LATER, start="before"),
        **{named(name): made for name, (made, *_) in {**ACCIDENTS, **GOOD}.items()},
        "everything": branch(EVERYTHING, RESTORED, OWN_ANSWER),
        **with_keys(tmp_path_factory.mktemp("keys")),
        "broken": branch(edited("practices/boat.md", "countries: [KE]", "countries: [XX]\nthemas: [work]")),
        "fine-on-broken": branch(edited("practices/desk.md", "What was", "All that was"), start="broken"),
        "worse-on-broken": branch(edited("practices/desk.md", "themes: [work]", "themes: [war]"), start="broken"),
    }
    histories.write(folder, branches)
    return folder


@pytest.fixture(scope="module")
def found(repository: Path) -> Callable[[str, str], tuple[int, list[dict[str, str]]]]:
    """The exit status, and what the check of a pull request finds."""

    def run(name: str, actor: str) -> tuple[int, list[dict[str, str]]]:
        who = ["--actor", actor] if actor else ["--actor-account", "git.example/somebody"]
        words = [
            "-C",
            str(repository),
            "--now",
            NOW,
            "check",
            "--base",
            "main",
            "--head",
            name,
            *who,
            "--format",
            "json",
        ]
        done = CliRunner().invoke(cli, words)
        assert done.stdout, done.exception
        return done.exit_code, json.loads(done.stdout)["problems"]

    return run


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_accident_is_found_with_its_file_and_who_may_do_that(accident, found):
    _, path, who = ACCIDENTS[accident]
    status, problems = found(named(accident), "open-gate")

    assert status == 1
    there = [problem for problem in problems if problem["path"] == path]
    assert there, problems
    assert any(who in f"{problem['message']} {problem['hint']}" for problem in there), there
    assert all(problem["hint"] for problem in problems)


@pytest.mark.parametrize("work", GOOD)
def test_what_a_member_may_do_passes_in_silence(work, found):
    assert found(named(work), GOOD[work][1]) == (0, [])


def test_harm_that_a_later_commit_takes_back_is_found_where_it_was_done(found, repository):
    status, problems = found("everything", "open-gate")

    assert status == 1
    assert {problem["path"] for problem in problems} >= EVERYTHING.keys() - OWN_ANSWER.keys() - {"practices/ship.md"}
    assert "practices/ship.md" not in {problem["path"] for problem in problems}
    harm = histories.git(repository, "rev-parse", "--short=7", "everything~2")
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert {problem["path"] for problem in errors} >= {f"{ANSWERS}/salt-road.txt", f"{ANSWERS}/tall-pines.txt"}
    assert all(harm in problem["message"] for problem in errors)


def report(repository: Path, name: str, form: str, base: str = "main") -> tuple[int, str]:
    words = ["check", "--base", base, "--head", name, "--actor", "open-gate", "--format", form]
    done = CliRunner().invoke(cli, ["-C", str(repository), "--now", NOW, *words])
    return done.exit_code, done.stdout


def test_the_report_tells_what_it_does_and_whose_is_gone(repository):
    assert report(repository, named("adds its answer and deletes another's"), "markdown") == (
        1,
        """\
**What Open Gate proposes:**

- Removes the endorsement of "Safe work at sea" by Tall Pines.
- Adds the endorsement of "Safe work at sea" by Open Gate, not yet confirmed.

**One thing to mend.**

| Where | What | What to do |
| --- | --- | --- |
| statements/first/endorsements/v1/tall-pines.txt:1 | ❌ This signed file of tall-pines is gone; before the proposal \
it stood here. (`answer-rewritten`) | Put statements/first/endorsements/v1/tall-pines.txt back as it was: nobody may \
change or delete it. Whoever answers anew adds a file of its own. |
""",
    )


def test_a_signed_answer_is_told_as_signed(repository):
    status, shown = report(repository, "signed", "text", base="keyed")
    assert status == 0
    assert shown == (
        "What Open Gate proposes:\n"
        '  Adds the endorsement of "Safe work at sea" by Open Gate, signed.\n\n'
        "No problem in 18 files.\n"
    )


def test_nobody_is_blamed_for_what_was_wrong_before(repository):
    status, shown = report(repository, "fine-on-broken", "markdown", base="broken")
    assert status == 0
    assert shown.splitlines()[-1] == (
        "The campaign has two problems that were there before, and for which this proposal is not to blame: "
        "`coalition check` shows all."
    )

    status, shown = report(repository, "worse-on-broken", "json", base="broken")
    assert status == 1
    assert [(one["path"], one["code"]) for one in json.loads(shown)["problems"]] == [
        ("practices/desk.md", "unknown-theme")
    ]
