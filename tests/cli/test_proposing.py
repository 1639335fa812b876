"""Proposing what a member changed, against a real repository at the other end."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition.cli import proposing
from coalition.cli.main import cli
from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.sources import hosts, remotes
from coalition.sources.cache import Cache
from coalition.workflows import branching, proposal, sending

CACHE = Cache(None)
"""Finished prose of all tests together."""
NOW = "2026-11-21T12:00:00Z"
pytestmark = pytest.mark.git

PUMP = """\
---
title: A pump
member: open-gate
summary: Families mend it themselves.
---

We built twelve pumps.
"""
TREE = PUMP.replace("A pump", "A tree").replace("open-gate", "harbour")
BRANCH = "open-gate/practice-pump"

MANUAL = Path(__file__).resolve().parents[2] / "docs/secretariat.md"
HOOK = re.search(r"```sh\n(#!/bin/sh\n# hooks/pre-receive.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)[1]
"""The hook that the manual gives to those who have a server of their own."""


def git(folder: Path, *words: str, status: int = 0) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _user(tmp_path, monkeypatch):
    """A user who has said nothing to git but a name."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Ana\nemail = ana@x.example\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture(autouse=True)
def _unchecked(request, monkeypatch):
    """Most tests are of git alone: there the check finds nothing, and takes no time."""
    if "checked" not in request.fixturenames:
        monkeypatch.setattr(sending, "look_through", lambda *_: sending.Looked("", has_errors=False))


@pytest.fixture
def checked(monkeypatch):
    """The check looks through what is proposed."""
    monkeypatch.setattr(proposal, "open_cache", lambda *_: CACHE)


@pytest.fixture
def hub(folder, tmp_path) -> Path:
    """The other end; the campaign's folder is a clone of it, with a practice that is not committed."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    bare = tmp_path / "hub.git"
    git(tmp_path, "clone", "-q", "--bare", str(folder), str(bare))
    git(folder, "remote", "add", "origin", str(bare))
    git(folder, "fetch", "-q", "origin")
    write(folder, "practices/pump.md", PUMP)
    return bare


@pytest.fixture
def guarded(hub, checked) -> Path:
    """The other end with a hook that runs the check on whatever comes."""
    hook = hub / "hooks/pre-receive"
    command = f"  {sys.executable} -m coalition --now {NOW} check"
    hook.write_text(HOOK.replace("  coalition check", command).replace('"${COALITION_MEMBER:?}"', "open-gate"))
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    return hub


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def state(folder: Path) -> tuple[str, ...]:
    """What a proposal may not touch: HEAD, what it is, the index to the byte, and every file."""
    index = (folder / ".git/index").read_bytes().hex()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    kept = sorted(
        (name, content.hex()) for name, content in files.items() if not name.startswith((".git/", ".coalition/"))
    )
    return ((folder / ".git/HEAD").read_text(), index, repr(kept))


def refusal(done) -> str:
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


def propose(run, *words: str, of: str = "pump", member: str = "open-gate", kind: str = "practice"):
    return run(kind, "propose", of, "--as", member, *words)


def history(hub: Path, branch: str = BRANCH) -> list[str]:
    return git(hub, "log", "--format=%s", f"main..{branch}").splitlines()


# What goes, and what stays


def test_the_files_of_the_thing_alone_go_and_everything_else_stays_as_it_is(folder, hub, run):
    write(folder, "practices/tree.md", TREE)
    write(folder, "members.yaml", (folder / "members.yaml").read_text() + "\n# a note\n")
    git(folder, "add", "practices/tree.md")
    write(folder, "practices/tree.md", TREE + "More.\n")
    before = state(folder)
    done = propose(run)
    assert done.exit_code == 0, done.output
    assert "Pushed open-gate/practice-pump." in done.stdout
    assert git(hub, "diff", "--name-status", "main", BRANCH) == "A\tpractices/pump.md\n"
    assert git(hub, "show", f"{BRANCH}:practices/pump.md") == PUMP
    assert state(folder) == before


def test_the_commit_is_the_organisations_and_says_who_made_it(folder, hub, run):
    propose(run)
    shown = git(hub, "log", "-1", "--format=%an <%ae>|%cn <%ce>|%cI|%B", BRANCH).strip()
    assert shown == (
        "Open Gate <open-gate@noreply.fair-passage.example>|Ana <ana@x.example>|2026-11-21T12:00:00+00:00|"
        "Practice pump, by Open Gate\n\nCoalition-Member: open-gate"
    )


@pytest.mark.parametrize(
    ("entry", "author"),
    [
        ("    contacts: [{type: email, value: o@g.example, public: true}]\n", "Open Gate <o@g.example>"),
        ("    contacts: [{type: email, value: o@g.example}]\n", "Open Gate <open-gate@noreply.fair-passage.example>"),
        ("    visibility: unnamed\n", "open-gate <open-gate@noreply.fair-passage.example>"),
    ],
)
def test_no_private_address_or_name_gets_into_the_history(folder, hub, run, entry, author):
    text = (folder / "members.yaml").read_text().replace("    country: KE\n", f"    country: KE\n{entry}")
    write(folder, "members.yaml", text)
    propose(run, "--draft")
    assert git(hub, "log", "-1", "--format=%an <%ae>", BRANCH).strip() == author


def test_a_deleted_file_goes_too(folder, hub, run):
    write(folder, "practices/pump.es.md", PUMP)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    (folder / "practices/pump.es.md").unlink()
    assert propose(run).exit_code == 0
    assert git(hub, "diff", "--name-status", "main", BRANCH) == "D\tpractices/pump.es.md\n"


def test_other_files_go_along_when_they_are_named(folder, hub, run):
    work = "@book{a, title={A}, author={B}, year={2020}}\n"
    write(folder, "references.bib", work)
    git(folder, "add", "references.bib")
    git(folder, "commit", "-qm", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    write(folder, "references.bib", work + work.replace("a,", "b,"))
    done = propose(run, "--also", "references.bib", "--draft")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "references.bib" in git(hub, "diff", "--name-only", "main", BRANCH)


def test_a_member_proposes_its_own_entry(folder, hub, run, checked):
    text = (folder / "members.yaml").read_text().replace("    country: KE\n", "    country: TZ\n")
    write(folder, "members.yaml", text)
    done = propose(run, of="open-gate", kind="member")
    assert done.exit_code == 0, done.output
    assert git(hub, "diff", "--name-only", "main", "open-gate/member-open-gate") == "members.yaml\n"


def test_a_campaign_below_the_top_of_its_repository_is_proposed_too(folder, hub, run, tmp_path):
    top = tmp_path / "whole"
    git(tmp_path, "init", "-q", "whole")
    below = top / "campaign"
    below.mkdir()
    for path in ("coalition.yaml", "members.yaml", "mkdocs.yml"):
        write(below, path, (folder / path).read_text())
    git(top, "add", "-A")
    git(top, "commit", "-qm", "x")
    write(below, "practices/pump.md", PUMP)
    done = run("-C", below, "practice", "propose", "pump", "--as", "open-gate")
    assert done.exit_code == 0, done.output
    assert git(top, "diff", "--name-only", "main", BRANCH) == "campaign/practices/pump.md\n"
    assert (below / "open-gate-practice-pump.patch").is_file()


def test_a_repository_of_long_ids_and_windows_line_ends(folder, run):
    git(folder, "init", "-q", "--object-format=sha256")
    git(folder, "config", "core.autocrlf", "true")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    write(folder, "practices/pump.md", PUMP.replace("\n", "\r\n"))
    assert propose(run).exit_code == 0
    assert git(folder, "show", f"{BRANCH}:practices/pump.md") == PUMP


# Once more


def test_a_second_proposal_renews_the_first(folder, guarded, run):
    propose(run)
    write(folder, "practices/pump.md", PUMP + "Eleven still work.\n")
    done = propose(run, "--title", "What became of it")
    assert done.exit_code == 0, done.output
    assert 'Adds the experience or project "A pump": seven words.' in done.stderr
    assert history(guarded) == ["What became of it", "Practice pump, by Open Gate"]
    assert "It is already on open-gate/practice-pump." in propose(run).stdout
    assert len(history(guarded)) == 2


@pytest.mark.parametrize("both", [False, True])
def test_what_others_did_to_these_files_meanwhile_is_not_taken_back(folder, hub, run, tmp_path, both):
    git(folder, "add", "practices/pump.md")
    git(folder, "commit", "-qm", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    write(other, "practices/pump.es.md", PUMP)
    write(other, "practices/pump.md", f"{PUMP}Better.\n" if both else PUMP)
    git(other, "add", "-A")
    git(other, "commit", "-qm", "Translated")
    git(other, "push", "-q")
    write(folder, "practices/pump.md", PUMP.replace("twelve", "thirteen"))
    done = propose(run)
    assert ("Others have changed practices/pump.md on main" in done.stderr) == both
    assert git(hub, "diff", "--name-status", f"main...{BRANCH}") == "M\tpractices/pump.md\n"
    assert git(hub, "ls-tree", "--name-only", "-r", f"{BRANCH}^") == git(hub, "ls-tree", "--name-only", "-r", "main~")


def test_an_older_clone_begins_at_the_main_branch_when_nobody_touched_the_files(folder, hub, run, tmp_path):
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    write(other, "practices/tree.md", TREE)
    git(other, "add", "-A")
    git(other, "commit", "-qm", "Another")
    git(other, "push", "-q")
    assert propose(run).exit_code == 0
    assert git(hub, "rev-parse", f"{BRANCH}^") == git(hub, "rev-parse", "main")


def test_who_has_pulled_since_proposes_nothing_of_what_others_did(folder, hub, run, checked, tmp_path):
    propose(run)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    write(other, "practices/pump.es.md", PUMP)
    git(other, "add", "-A")
    git(other, "commit", "-qm", "Translated")
    git(other, "push", "-q")
    git(folder, "pull", "-q", "--ff-only", "origin", "main")
    write(folder, "practices/pump.md", PUMP + "More.\n")
    done = propose(run)
    assert done.exit_code == 0, done.output
    assert git(hub, "diff", "--name-status", f"main...{BRANCH}") == "A\tpractices/pump.md\n"
    assert git(hub, "rev-list", "--count", "--first-parent", f"main..{BRANCH}") == "2\n"
    assert "It is already on" in propose(run).stdout


def test_another_clone_of_the_member_is_not_taken_back_either(folder, hub, run, tmp_path):
    propose(run)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(hub), str(other))
    write(other, "practices/pump.md", PUMP + "From the office.\n")
    git(other, "commit", "-qam", "More\n\nCoalition-Member: open-gate")
    git(other, "push", "-q")
    write(folder, "practices/pump.md", PUMP + "From home.\n")
    assert f"The branch {BRANCH} was changed from elsewhere" in propose(run).stderr
    assert history(hub)[0] == "More"


def test_git_cannot_keep_two_names_of_which_one_begins_the_other(folder, hub, run):
    git(folder, "branch", f"{BRANCH}/old")
    assert f"Pushed {BRANCH}-2." in propose(run).stdout
    git(folder, "branch", "-m", f"{BRANCH}/old", "aside")
    git(folder, "branch", "-D", f"{BRANCH}-2")
    git(folder, "branch", "open-gate")
    assert "Pushed open-gate-practice-pump." in propose(run).stdout


def test_what_others_did_after_it_was_taken_over_stays_too(folder, hub, run, tmp_path):
    propose(run)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    git(other, "merge", "-q", "--no-ff", "-m", "Merge", f"origin/{BRANCH}")
    write(other, "practices/pump.md", PUMP + "By the editor.\n")
    git(other, "commit", "-qam", "Edited")
    git(other, "push", "-q")
    write(folder, "practices/pump.md", PUMP.replace("twelve", "thirteen"))
    done = propose(run)
    assert "Others have changed practices/pump.md on main" in done.stderr
    assert git(hub, "rev-parse", f"{BRANCH}^") == git(hub, "rev-parse", "main~^2")


def test_a_name_that_git_has_locked_costs_nothing(folder, hub, run):
    lock = folder / f".git/refs/heads/{BRANCH}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    assert "git update-ref failed" in refusal(propose(run))
    lock.unlink()
    assert "It is already on" in propose(run).stdout
    assert len(history(hub)) == 1


def test_after_fifty_names_the_member_names_one(folder, hub, run, monkeypatch):
    monkeypatch.setattr(branching, "_MOST", 1)
    git(folder, "branch", BRANCH)
    git(folder, "checkout", "-q", BRANCH)
    assert "Name another with --branch." in refusal(propose(run))


def test_work_that_has_nothing_in_common_with_the_main_branch(folder, hub, run):
    git(folder, "checkout", "-q", "--orphan", "apart")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    assert 'no commit in common with "main"' in refusal(propose(run))


@pytest.mark.parametrize("squashed", [False, True])
def test_after_it_was_taken_over_the_next_proposal_begins_anew(folder, hub, run, tmp_path, squashed):
    propose(run)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    git(other, "merge", "-q", *(["--squash"] if squashed else ["--no-ff", "-m", "Merge"]), f"origin/{BRANCH}")
    if squashed:
        git(other, "commit", "-qm", "Squashed")
    git(other, "push", "-q")
    write(folder, "practices/pump.md", PUMP + "More.\n")
    done = propose(run)
    assert done.exit_code == 0, done.output
    branch = f"{BRANCH}-2" if squashed else BRANCH
    assert history(hub, branch) == ["Practice pump, by Open Gate"]
    assert git(hub, "rev-parse", f"{branch}^") == git(hub, "rev-parse", "main")


def test_a_branch_that_others_have_changed_is_left_to_them(folder, hub, run, tmp_path):
    propose(run)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(hub), str(other))
    git(other, "commit", "-q", "--allow-empty", "-m", "By hand")
    git(other, "push", "-q")
    write(folder, "practices/pump.md", PUMP + "More.\n")
    done = propose(run)
    assert f"holds what others have done. So this proposal is called {BRANCH}-2." in done.stderr
    assert history(hub)[0] == "By hand"
    assert len(history(hub, f"{BRANCH}-2")) == 1
    (folder / "practices/pump.md").unlink()
    git(folder, "merge", "-q", "--ff-only", f"origin/{BRANCH}")
    write(folder, "practices/pump.md", PUMP + "Much more.\n")
    assert f"Pushed {BRANCH}." in propose(run).stdout
    assert len(history(hub)) == 3


def test_a_branch_of_the_same_name_with_other_work_is_not_touched(folder, hub, run):
    git(folder, "branch", BRANCH)
    git(folder, "worktree", "add", "-q", "../desk", BRANCH)
    git(folder.parent / "desk", "commit", "-q", "--allow-empty", "-m", "Mine")
    kept = git(folder, "rev-parse", BRANCH)
    assert f"{BRANCH}-2" in propose(run).stdout
    git(folder, "worktree", "remove", "../desk")
    write(folder, "practices/pump.md", PUMP + "More.\n")
    done = propose(run)
    assert "holds commits of its own" in done.stderr
    assert git(folder, "rev-parse", BRANCH) == kept
    assert len(history(hub, f"{BRANCH}-2")) == 2


# The check, before and behind the push


def test_a_proposal_with_mistakes_stays_here(folder, hub, run, checked):
    write(folder, "practices/pump.md", PUMP.replace("summary", "sumary"))
    before, refs = state(folder), git(folder, "for-each-ref")
    done = propose(run)
    assert done.exit_code == 1
    assert "practices/pump.md:4:1: error[unknown-key]" in done.stderr
    assert "Nothing was sent." in done.stderr
    assert (state(folder), git(folder, "for-each-ref")) == (before, refs)
    assert git(hub, "branch", "--list").split() == ["*", "main"]


def test_what_belongs_to_another_member_is_not_proposed(folder, hub, run, checked):
    write(folder, "practices/tree.md", TREE)
    done = propose(run, of="tree")
    assert done.exit_code == 1
    assert "practices/tree.md" in done.stderr


def test_mistakes_that_were_there_before_keep_nobody_back(folder, hub, run, checked):
    write(folder, "practices/tree.md", TREE.replace("summary", "sumary"))
    git(folder, "add", "practices/tree.md")
    git(folder, "commit", "-qm", "A mistake")
    git(folder, "push", "-q", "origin", "HEAD:main")
    assert propose(run).exit_code == 0


def test_a_draft_goes_with_its_mistakes_and_the_hosts_hook_says_no(folder, guarded, run):
    write(folder, "practices/pump.md", PUMP.replace("summary", "sumary"))
    before, branches = state(folder), git(folder, "branch", "--list")
    said = refusal(propose(run, "--draft"))
    assert "refused it: [remote rejected] (pre-receive hook declined)" in said
    assert "practices/pump.md:4:1: error[unknown-key]" in said
    assert "Nothing is lost" in said
    assert (state(folder), git(folder, "branch", "--list")) == (before, branches)
    write(folder, "practices/pump.md", PUMP)
    assert propose(run).exit_code == 0
    assert history(guarded) == ["Practice pump, by Open Gate"]


def test_what_a_host_says_cannot_steer_a_terminal(folder, hub, run):
    hook = hub / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nprintf 'see https://ana:s3cr3t@x.example/\\033[31m\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "coalition", "-C", str(folder), "practice", "propose", "pump", "--as", "open-gate"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "see https://x.example/\\u001b[31m" in done.stderr
    assert "s3cr3t" not in done.stderr


# What hosts do


def test_gitlab_is_asked_to_open_it(folder, hub, run, monkeypatch):
    monkeypatch.setattr(hosts, "host_of", lambda *_: hosts.Host.GITLAB)
    monkeypatch.setattr(hosts, "page", lambda _: "https://gitlab.example/a/b")
    git(hub, "config", "receive.advertisePushOptions", "true")
    hook = hub / "hooks/pre-receive"
    hook.write_text('#!/bin/sh\necho "$GIT_PUSH_OPTION_0, $GIT_PUSH_OPTION_2" >&2\n')
    hook.chmod(0o755)
    done = propose(run, "--draft")
    assert "    merge_request.create, merge_request.title=Practice pump, by Open Gate\n" in done.stderr
    assert "The pull request is opened: https://gitlab.example/a/b/-/merge_requests" in done.stdout


def test_a_host_without_push_options_still_gets_the_branch(folder, hub, run, monkeypatch):
    monkeypatch.setattr(hosts, "host_of", lambda *_: hosts.Host.GITLAB)
    git(hub, "config", "receive.advertisePushOptions", "false")
    assert propose(run).exit_code == 0
    assert len(history(hub)) == 1


def test_forgejo_makes_a_pull_request_without_a_branch_and_renews_it(folder, hub, run, monkeypatch):
    monkeypatch.setattr(hosts, "host_of", lambda *_: hosts.Host.FORGEJO)
    assert propose(run).exit_code == 0
    write(folder, "practices/pump.md", PUMP + "More.\n")
    assert propose(run).exit_code == 0
    assert git(hub, "branch", "--list").split() == ["*", "main"]
    assert len(history(hub, "refs/for/main")) == 2


def test_who_has_a_fork_pushes_there_and_proposes_to_the_campaigns_own(folder, hub, run, tmp_path):
    git(tmp_path, "clone", "-q", "--bare", str(hub), "fork.git")
    git(folder, "remote", "rename", "origin", "upstream")
    git(folder, "remote", "add", "origin", str(tmp_path / "fork.git"))
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(hub), str(other))
    git(other, "commit", "-q", "--allow-empty", "-m", "Newer")
    git(other, "push", "-q")
    assert propose(run).exit_code == 0
    assert git(tmp_path / "fork.git", "log", "-1", "--format=%s", f"{BRANCH}^") == "Newer\n"
    assert git(hub, "branch", "--list").split() == ["*", "main"]


def test_a_branch_that_moves_in_the_very_moment_is_not_written_over(folder, hub, run, monkeypatch, tmp_path):
    real = remotes.push

    def late(*words):
        git(folder, "push", "-q", str(hub), f"main:refs/heads/{BRANCH}")
        other = tmp_path / "other"
        git(tmp_path, "clone", "-q", "-b", BRANCH, str(hub), str(other))
        git(other, "commit", "-q", "--allow-empty", "-m", "Quicker")
        git(other, "push", "-q")
        return real(*words)

    monkeypatch.setattr(remotes, "push", late)
    assert "Give the command again." in refusal(propose(run))
    assert history(hub) == ["Quicker"]


# Without a way to a host


def test_without_a_remote_it_is_a_patch_that_puts_the_same_in(folder, hub, run, tmp_path):
    git(folder, "remote", "remove", "origin")
    before = state(folder)
    done = propose(run)
    patch = folder / "open-gate-practice-pump.patch"
    assert done.stdout == f"Wrote {patch}\n"
    assert "git am FILE" in done.stderr
    git(tmp_path, "clone", "-q", str(hub), "other")
    git(tmp_path / "other", "am", "-q", str(patch))
    assert git(tmp_path / "other", "show", "HEAD:practices/pump.md") == PUMP
    assert git(folder, "log", "-1", "--format=%s", BRANCH) == "Practice pump, by Open Gate\n"
    kept = patch.read_bytes()
    assert propose(run).stdout == f"Wrote {folder / 'open-gate-practice-pump-2.patch'}\n"
    assert patch.read_bytes() == kept
    for made in folder.glob("*.patch"):
        made.unlink()
    assert state(folder) == before


def test_a_patch_of_any_name_writes_over_nothing(folder, hub, run, tmp_path):
    done = propose(run, "--patch", str(tmp_path / "mine.patch"))
    assert done.stdout == f"Wrote {tmp_path / 'mine.patch'}\n"
    assert "there already" in refusal(propose(run, "--patch", str(tmp_path / "mine.patch")))
    assert git(hub, "branch", "--list").split() == ["*", "main"]


def test_where_the_host_is_not_reached_the_patch_is_there_and_the_branch_too(folder, hub, run):
    git(folder, "remote", "set-url", "origin", "https://ana:s3cr3t@127.0.0.1:9/campaign.git")
    done = propose(run)
    assert done.exit_code == 0, done.output
    assert "It was not pushed: the host cannot be reached." in done.stderr
    assert f"git push origin {BRANCH}:refs/heads/{BRANCH}" in done.stderr
    assert "s3cr3t" not in done.output
    git(folder, "remote", "set-url", "origin", str(hub))
    assert propose(run).exit_code == 0
    assert len(history(hub)) == 1


def test_who_may_not_write_there_gets_a_patch(folder, hub, run, monkeypatch):
    monkeypatch.setattr(remotes, "push", lambda *_: remotes.Unreached("you may not write there"))
    done = propose(run)
    assert "It was not pushed: you may not write there." in done.stderr
    assert (folder / "open-gate-practice-pump.patch").is_file()


def test_the_secretariats_public_address_is_named(folder, hub, run):
    text = (folder / "members.yaml").read_text()
    contact = '    contacts: [{type: email, value: office@harbour.example, public: true}]\n    country: "NO"\n'
    write(folder, "members.yaml", text.replace('    country: "NO"\n', contact))
    assert "secretariat (office@harbour.example)" in propose(run, "--patch", str(folder.parent / "p")).stderr


# What is in the way


@pytest.mark.parametrize(
    "address", ["ext::sh -c touch% /tmp/run", "evil::x", "git://x.example/a", "./practices", "file://INSIDE/hub"]
)
def test_an_address_that_could_run_something_is_not_used(folder, hub, run, address):
    git(folder, "config", "remote.origin.url", address.replace("INSIDE", str(folder)))
    said = refusal(propose(run))
    assert "is not used" in said or "a folder within this one" in said


def test_no_hook_of_the_repository_runs(folder, hub, run):
    hooks = folder / ".git/hooks"
    for name in ("pre-push", "reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {folder.parent}/ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    assert propose(run).exit_code == 0
    assert not (folder.parent / "ran").exists()


def test_without_an_identity_git_makes_none_up(folder, hub, run, tmp_path):
    (tmp_path / "home/.gitconfig").write_text("")
    assert "git config --global user.name" in refusal(propose(run))
    assert propose(run, "--committer", "nobody").exit_code == 2
    assert propose(run, "--committer", "Ben <ben@x.example>").exit_code == 0
    assert git(hub, "log", "-1", "--format=%cn <%ce>", BRANCH) == "Ben <ben@x.example>\n"


def test_an_identity_in_the_surroundings_counts(folder, hub, run, tmp_path, monkeypatch):
    (tmp_path / "home/.gitconfig").write_text("")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Cem")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "cem@x.example")
    assert propose(run).exit_code == 0


def test_it_does_not_matter_what_is_checked_out(folder, hub, run):
    git(folder, "checkout", "-q", "--detach")
    assert propose(run).exit_code == 0


def test_before_the_first_commit_nothing_counts_as_deleted(folder, hub, run, checked, tmp_path):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    git(fresh, "init", "-q")
    git(fresh, "remote", "add", "origin", str(hub))
    for path in ("coalition.yaml", "members.yaml"):
        write(fresh, path, (folder / path).read_text())
    write(fresh, "practices/pump.md", PUMP)
    done = run("-C", fresh, "practice", "propose", "pump", "--as", "open-gate")
    assert done.exit_code == 0, done.output
    assert git(hub, "diff", "--name-status", "main", BRANCH) == "A\tpractices/pump.md\n"


def test_a_repository_without_a_commit_anywhere_has_no_main_branch(folder, run):
    git(folder, "init", "-q")
    write(folder, "practices/pump.md", PUMP)
    assert "There is no main branch here called main or master or trunk." in refusal(propose(run))


def test_outside_a_repository_there_is_nothing_to_propose_from(folder, run):
    write(folder, "practices/pump.md", PUMP)
    assert "is not in a git repository" in refusal(propose(run))


def test_a_shallow_clone_is_told_the_cure(folder, hub, run, checked, tmp_path):
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    git(tmp_path, "clone", "-q", "--depth=1", hub.as_uri(), "shallow")
    write(tmp_path / "shallow", "practices/pump.md", PUMP)
    done = run("-C", tmp_path / "shallow", "practice", "propose", "pump", "--as", "open-gate")
    assert "git fetch --unshallow" in refusal(done)


def test_a_shallow_clone_of_which_nobody_knows_where_it_began(folder, hub, run, tmp_path):
    git(folder, "push", "-q", "origin", "main:side")
    for branch in ("main", "side"):
        git(folder, "commit", "-q", "--allow-empty", "-m", branch)
        git(folder, "push", "-q", "origin", f"HEAD:{branch}")
        git(folder, "reset", "-q", "--soft", "HEAD~")
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", "-b", "side", hub.as_uri(), "shallow")
    write(tmp_path / "shallow", "practices/pump.md", PUMP)
    done = run("-C", tmp_path / "shallow", "practice", "propose", "pump", "--as", "open-gate")
    assert "git fetch --unshallow" in refusal(done)


def test_a_merge_that_is_not_finished_is_not_proposed_but_others_are(folder, hub, run):
    for name, text in (("side", PUMP + "One.\n"), ("main", PUMP + "Two.\n")):
        git(folder, "checkout", "-q", "-B", name, "origin/main")
        write(folder, "practices/pump.md", text)
        git(folder, "add", "practices/pump.md")
        git(folder, "commit", "-qm", name)
    git(folder, "merge", "-q", "side", status=1)
    before = state(folder)
    assert "git merge --abort" in refusal(propose(run))
    write(folder, "practices/tree.md", TREE)
    done = propose(run, of="tree", member="harbour")
    assert done.exit_code == 0, done.output
    (folder / "practices/tree.md").unlink()
    assert state(folder) == before


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(folder, hub, run):
    write(folder, "practices/pump.es.md", PUMP)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    git(folder, "sparse-checkout", "set", "--no-cone", "/*", "!/practices/pump.es.md")
    write(folder, "practices/pump.md", PUMP + "More.\n")
    assert propose(run).exit_code == 0
    assert git(hub, "diff", "--name-status", "main", BRANCH) == "M\tpractices/pump.md\n"


def test_nothing_changed_says_what_has(folder, hub, run):
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    git(folder, "push", "-q", "origin", "HEAD:main")
    write(folder, "practices/tree.md", TREE)
    said = refusal(propose(run))
    assert "practice pump is as it is on main" in said
    assert "practices/tree.md" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"of": "pumps"}, 'Did you mean "pump"?'),
        ({"member": "open-gates"}, 'Did you mean "open-gate"?'),
    ],
)
def test_a_slip_in_an_id_is_named(folder, hub, run, words, said):
    assert said in refusal(propose(run, **words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--branch", "a..b"], "cannot be the name of a branch"),
        (["--branch", "--force"], "cannot be the name of a branch"),
        (["--remote", "fork"], 'no remote "fork"'),
        (["--base", "nowhere"], 'no revision "nowhere"'),
        (["--also", "practices/none.md"], 'no file "practices/none.md"'),
    ],
)
def test_what_cannot_be_done_is_said(folder, hub, run, words, said):
    assert said in refusal(propose(run, *words))


def test_links_and_repositories_are_not_proposed(folder, hub, run):
    (folder / "practices/pump.md").unlink()
    (folder / "practices/pump.md").symlink_to("../members.yaml")
    assert "is a link or a repository of its own" in refusal(propose(run))
    write(folder, "chapters/water/chapter.md", PUMP)
    git(folder, "init", "-q", "chapters/water/inner")
    write(folder, "chapters/water/inner/a.md", "x")
    assert "is a repository of its own" in refusal(propose(run, of="water", kind="chapter"))


def test_ignored_files_are_named_and_stay(folder, hub, run):
    write(folder, ".gitignore", "*.es.md\n")
    write(folder, "practices/pump.es.md", PUMP)
    assert "practices/pump.es.md is ignored by git" in propose(run).stderr
    write(folder, ".gitignore", "practices/tree.md\n")
    write(folder, "practices/tree.md", TREE)
    assert "Git ignores practices/tree.md" in refusal(propose(run, of="tree"))


# Dry, and stopped


def test_a_dry_run_shows_every_command_and_does_nothing(folder, hub, run, checked):
    before, refs = state(folder), git(folder, "for-each-ref")
    done = propose(run, "--dry-run")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert any(line.startswith("ran    git commit-tree ") for line in lines)
    assert [line.split()[2] for line in lines if line.startswith("would ")] == [
        "fetch",
        "update-ref",
        "push",
        "update-ref",
    ]
    assert "would  git format-patch " in propose(run, "--dry-run", "--patch", "p.patch").stdout
    assert (state(folder), git(folder, "for-each-ref")) == (before, refs)
    assert git(hub, "branch", "--list").split() == ["*", "main"]


class Stopped(BaseException):
    """As a kill would come: nothing may catch it."""


def test_stopped_at_any_command_everything_is_as_it_was_and_the_next_time_goes_through(folder, hub, run, monkeypatch):
    from coalition.sources import gitcommand

    write(folder, "practices/tree.md", TREE)
    git(folder, "add", "practices/tree.md")
    before = state(folder)
    real = gitcommand.GitCommand.execute
    left = [0]

    def execute(self, *words, **options):
        left[0] -= 1
        if left[0] == 0:
            raise Stopped
        return real(self, *words, **options)

    monkeypatch.setattr(gitcommand.GitCommand, "execute", execute)
    stops = 0
    # The commands before only ask.
    for step in range(26, 60, 2):
        left[0] = step
        try:
            done = CliRunner().invoke(cli, ["-C", str(folder), "practice", "propose", "pump", "--as", "open-gate"])
        except Stopped:
            stops += 1
            assert state(folder) == before
            continue
        break
    assert stops > 5
    assert done.exit_code == 0, done.output
    assert state(folder) == before
    left[0] = 0
    assert propose(run).exit_code == 0
    assert git(hub, "branch", "--list").split() == ["*", "main", BRANCH]
    assert git(hub, "show", f"{BRANCH}:practices/pump.md") == PUMP


def test_every_kind_that_has_files_of_its_own_can_be_proposed():
    assert {kind.name for kind in KINDS if kind.own} == set(proposing.KINDS)
    for kind in KINDS:
        if kind.own:
            name = kind.example_path.split("/")[1].removesuffix(".md") if "/" in kind.example_path else "any"
            assert kind.is_of(kind.example_path, name)
            assert not kind.is_of("statements-of-others/x.md", name)


def test_proxies_and_agents_of_the_user_reach_the_push_and_nothing_else(monkeypatch, folder, hub):
    from coalition.sources.git import Repository

    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    repository = Repository.open(folder)
    seen = remotes.network(repository)._surroundings()
    assert (seen["SSH_AUTH_SOCK"], seen["https_proxy"], seen["HTTP_PROXY"]) == (
        "/run/agent",
        "http://proxy.example",
        "",
    )
    assert "GIT_DIR" not in seen
    assert "SSH_AUTH_SOCK" not in repository.command._surroundings()
