"""What git says of a campaign, in the repositories that people and machines really have."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coalition.errors import CoalitionError
from coalition.sources import git, gitcommand, shell
from coalition.sources.entries import SCOPE, Entry, EntryKind, MissingFile
from coalition.sources.git import FileHistory, GitFailed, Repository, ShallowClone, UnknownRevision
from coalition.sources.shell import ToolMissing

pytestmark = pytest.mark.git

ODD_NAMES = (
    "chapters/-n",
    "chapters/--output=x",
    "chapters/new\nline",
    "chapters/\n",
    "chapters/:colon",
    "chapters/:(glob)*",
    "chapters/quote\"'\\",
    "chapters/ñ",
    "chapters/not-utf8-\udcff\udcfe",
    "chapters/ trailing ",
)


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def opened(path: Path) -> Repository:
    repository = Repository.open(path)
    assert repository is not None
    return repository


def put(root: Path, name: str, content: bytes = b"x") -> None:
    path = os.fsencode(root) + b"/" + os.fsencode(name)
    Path(os.fsdecode(path)).parent.mkdir(parents=True, exist_ok=True)
    Path(os.fsdecode(path)).write_bytes(content)


# Where a campaign is


def test_a_folder_outside_any_repository_has_none(tmp_path: Path) -> None:
    assert Repository.open(tmp_path) is None


def test_a_folder_outside_any_repository_needs_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Repository.open(tmp_path) is None


def test_a_missing_git_says_what_to_install(worktree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing) as caught:
        Repository.open(worktree.path)
    assert caught.value.tool == "git"
    assert "apt install git" in caught.value.hint


def test_a_missing_git_does_not_break_the_import(tmp_path: Path) -> None:
    for mode in ({}, {"GIT_PYTHON_REFRESH": "raise"}):
        code = "import os; import coalition.sources.gitcommand; print(os.environ.get('GIT_PYTHON_REFRESH'))"
        environment = {"PATH": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2]), **mode}
        done = shell.run([sys.executable, "-c", code], environment=environment)
        assert (done.stdout.decode().strip(), done.stderr) == (mode.get("GIT_PYTHON_REFRESH", "None"), b"")


def test_the_import_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_PYTHON_REFRESH", "warn")
    importlib.reload(gitcommand)
    assert os.environ["GIT_PYTHON_REFRESH"] == "warn"


def test_git_is_only_imported_when_a_repository_is_opened() -> None:
    code = "import sys; import coalition.sources.git, coalition.sources.trees; print('git' in sys.modules)"
    done = shell.run([sys.executable, "-c", code], environment={"PYTHONPATH": str(Path(__file__).parents[2])})
    assert done.stdout == b"False\n"


def test_the_settings_of_a_hook_that_starts_us_are_not_obeyed(make_worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, other = make_worktree("ours"), make_worktree("other")
    commit = ours.commit({"coalition.yaml": "ours"}, at=1_600_000_000)
    other.commit({"coalition.yaml": "other"})
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.path))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git" / "index"))
    assert opened(ours.path).head() == commit


def test_a_folder_with_an_empty_git_folder_has_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert Repository.open(tmp_path) is None


def test_a_damaged_git_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("nonsense")
    with pytest.raises(GitFailed, match="invalid gitfile format"):
        Repository.open(tmp_path)


def test_gits_own_folder_is_not_a_campaign(worktree) -> None:
    assert Repository.open(worktree.path / ".git" / "refs") is None


def test_a_bare_repository_is_not_a_campaign(worktree) -> None:
    worktree.commit()
    assert Repository.open(worktree.clone("bare.git", "--bare").path) is None


def test_a_path_with_a_tilde_or_a_variable_is_taken_as_it_is(make_worktree) -> None:
    worktree = make_worktree("~$HOME")
    commit = worktree.commit()
    assert opened(worktree.path).head() == commit


def test_a_linked_worktree_is_a_repository(worktree) -> None:
    commit = worktree.commit({"coalition.yaml": "x"})
    worktree.git("worktree", "add", "--quiet", "../linked")
    linked = opened(worktree.path.parent / "linked")
    assert linked.head() == commit
    assert len(linked.secret()) == 32


@pytest.mark.usefixtures("git_settings")
def test_a_repository_of_another_user_is_refused_with_the_cure(worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    worktree.commit({"coalition.yaml": "x"})
    # Git's own tests pretend so, since only root can give a folder away.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(gitcommand, "PASSED_ON", (*gitcommand.PASSED_ON, "GIT_TEST_ASSUME_DIFFERENT_OWNER"))
    with pytest.raises(GitFailed) as caught:
        Repository.open(worktree.path)
    assert "belongs to another user" in caught.value.message
    cure = f"git config --global --add safe.directory '{worktree.path}'"
    assert cure in caught.value.hint
    worktree.git("config", "--global", "--add", "safe.directory", str(worktree.path))
    assert opened(worktree.path).head() is not None


# What a contribution cannot do


def plant_bare_repository(folder: Path, marker: Path) -> None:
    """A folder of files that git takes for a repository, with a program to run."""
    for name in ("objects", "refs/heads"):
        (folder / name).mkdir(parents=True)
        (folder / name / "keep").write_text("")
    program = folder / "monitor"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    program.chmod(0o755)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text(
        f'[core]\n\trepositoryformatversion = 0\n\tworktree = ".."\n\tfsmonitor = "{program}"\n\thooksPath = "{folder}"\n'
    )


def test_a_planted_bare_repository_runs_nothing(worktree, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    planted = worktree.path / "chapters" / "x" / "figures"
    plant_bare_repository(planted, marker)
    worktree.commit({"chapters/x/chapter.md": "text"})
    # It is not harmless: git itself runs it there.
    subprocess.run(
        [shutil.which("git") or "git", "status"], cwd=planted, env=os.environ | worktree.environment, check=False
    )
    assert marker.exists()
    marker.unlink()

    for folder in (worktree.path, planted.parent, planted):
        repository = opened(folder)
        assert repository.top == worktree.path
        repository.changed_paths()
        repository.submodules()
        repository.history()
        repository.listing("HEAD")
    assert not marker.exists()
    # Nor when git were called in the folder itself.
    answer = gitcommand.GitCommand(planted).ask("status")
    assert "cannot use bare repository" in answer.complaint
    assert not marker.exists()


def test_a_repositorys_own_monitor_and_hooks_are_not_run(worktree, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    worktree.commit({"coalition.yaml": "x"})
    hook = worktree.path / ".git" / "hooks" / "post-index-change"
    hook.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    hook.chmod(0o755)
    worktree.git("config", "core.fsmonitor", str(hook))
    (worktree.path / "coalition.yaml").touch()
    assert opened(worktree.path).changed_paths() == ()
    shutil.copy(hook, hook.with_name("pre-commit"))
    gitcommand.GitCommand(worktree.path).ask("commit", "--allow-empty", "--message=x")
    assert not marker.exists()


def test_asking_changes_nothing_in_the_repository(worktree) -> None:
    worktree.commit({"coalition.yaml": "x"})
    os.utime(worktree.path / "coalition.yaml", (1, 1))  # git would like to note that in its index
    index = worktree.path / ".git" / "index"
    before = index.stat()
    opened(worktree.path).changed_paths()
    assert index.stat() == before


@pytest.mark.parametrize("revision", ["--output=stolen", "-h", "--all", "--exec-path"])
def test_a_revision_is_never_an_option(worktree, revision: str) -> None:
    worktree.commit({"coalition.yaml": "x"})
    repository = opened(worktree.path)
    with pytest.raises(UnknownRevision):
        repository.resolve(revision)
    assert not (worktree.path / "stolen").exists()


def test_a_replaced_commit_is_not_believed(worktree) -> None:
    first = worktree.commit({"coalition.yaml": "true"}, at=1_600_000_000)
    second = worktree.commit({"coalition.yaml": "false"}, at=1_600_000_100)
    worktree.git("replace", first, second)
    assert opened(worktree.path).blobs(first, ["coalition.yaml"]) == {"coalition.yaml": b"true"}


# Revisions


def test_before_the_first_commit(worktree) -> None:
    worktree.write({"coalition.yaml": "x", "setup.py": "not the campaign's"})
    repository = opened(worktree.path)
    assert repository.head() is None
    assert repository.is_shallow() is False
    assert repository.changed_paths() == ("coalition.yaml",)
    assert repository.history() == {}
    assert repository.submodules() == ()
    with pytest.raises(UnknownRevision, match='no revision "HEAD"'):
        repository.commit_time("HEAD")


def test_a_revision_can_be_named_in_many_ways(worktree) -> None:
    first = worktree.commit({"coalition.yaml": "1"})
    worktree.git("tag", "--annotate", "--message=x", "edition-2026")
    second = worktree.commit({"coalition.yaml": "2"})
    repository = opened(worktree.path)
    assert {repository.resolve(name) for name in ("HEAD", "main", second, second[:10])} == {second}
    assert {repository.resolve(name) for name in ("HEAD~1", "edition-2026", first)} == {first}


@pytest.mark.parametrize(
    "revision", ["", "nowhere", "^HEAD", "HEAD..HEAD", "HEAD:coalition.yaml", "HEAD^{tree}", "a\nb", "nul\0", "f" * 40]
)
def test_what_names_no_commit_is_refused(worktree, revision: str) -> None:
    worktree.commit({"coalition.yaml": "x"})
    with pytest.raises(UnknownRevision):
        opened(worktree.path).resolve(revision)


def test_a_detached_head_is_a_head(worktree) -> None:
    first = worktree.commit({"coalition.yaml": "1"}, at=1_600_000_000)
    worktree.commit({"coalition.yaml": "2"}, at=1_600_000_100)
    worktree.git("checkout", "--quiet", "--detach", first)
    repository = opened(worktree.path)
    assert repository.head() == first
    assert repository.history() == {"coalition.yaml": FileHistory(instant(1_600_000_000), instant(1_600_000_000))}


def test_the_time_of_a_commit_is_the_committers_in_utc(worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    worktree.commit({"coalition.yaml": "x"}, at=1_600_000_000)
    worktree.git("config", "log.showSignature", "true")
    when = opened(worktree.path).commit_time("main")
    assert (when, when.tzinfo) == (datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC), UTC)


def test_a_time_that_is_none_is_the_commits_fault(worktree) -> None:
    worktree.commit({"coalition.yaml": "x"})
    tree = worktree.git("rev-parse", "HEAD^{tree}").decode().strip()
    forged = f"tree {tree}\nauthor a <a> 1 +0000\ncommitter a <a> 9999999999999999 +0000\n\nx".encode()
    commit = worktree.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=forged).decode().strip()
    with pytest.raises(GitFailed, match="as the time of a commit"):
        opened(worktree.path).commit_time(commit)


# Listing and reading


def test_the_listing_tells_files_symlinks_and_submodules_in_scope(worktree, make_worktree) -> None:
    library = make_worktree("library")
    library.commit({"x": "x"})
    worktree.git("submodule", "--quiet", "add", library.path.as_uri(), "chapters/library")
    worktree.write({"chapters/a/chapter.md": "four", "setup.py": "x", "chapters2/x": "x", "run": "x"})
    (worktree.path / "chapters/a/chapter.md").chmod(0o755)
    (worktree.path / "chapters/link").symlink_to("/etc/passwd")
    worktree.commit()
    repository = opened(worktree.path)
    assert repository.listing("HEAD") == (
        Entry("chapters/a/chapter.md", EntryKind.FILE, 4),
        Entry("chapters/library", EntryKind.SUBMODULE, 0),
        Entry("chapters/link", EntryKind.SYMLINK, 11),
    )
    assert repository.submodules() == ("chapters/library",)
    assert repository.blobs("HEAD", ["chapters/link", "chapters/a/chapter.md"]) == {
        "chapters/link": b"/etc/passwd",
        "chapters/a/chapter.md": b"four",
    }
    with pytest.raises(MissingFile, match=r"chapters/library.*HEAD"):
        repository.blobs("HEAD", ["chapters/library"])


def test_an_older_revision_has_its_own_files(worktree) -> None:
    first = worktree.commit({"chapters/a": "one"})
    worktree.commit({"chapters/a": "two", "chapters/b": "new"})
    repository = opened(worktree.path)
    assert [entry.path for entry in repository.listing(first)] == ["chapters/a"]
    assert repository.blobs(first, ["chapters/a"]) == {"chapters/a": b"one"}
    with pytest.raises(MissingFile):
        repository.blobs(first, ["chapters/b"])


def test_names_of_every_sort_are_listed_read_and_dated(worktree) -> None:
    for number, name in enumerate(ODD_NAMES):
        put(worktree.path, name, str(number).encode())
    worktree.commit(at=1_600_000_000)
    repository = opened(worktree.path)
    assert {entry.path for entry in repository.listing("HEAD")} == set(ODD_NAMES)
    assert repository.blobs("HEAD", ODD_NAMES) == {n: str(i).encode() for i, n in enumerate(ODD_NAMES)}
    assert repository.history() == {
        name: FileHistory(instant(1_600_000_000), instant(1_600_000_000)) for name in ODD_NAMES
    }
    for name in ODD_NAMES:
        put(worktree.path, name, b"changed")
    assert repository.changed_paths() == tuple(sorted(ODD_NAMES))


def test_contents_of_every_sort_come_back(worktree) -> None:
    contents = {"chapters/empty": b"", "chapters/lines": b"\n\n", "chapters/bytes": bytes(range(256)) * 1000}
    worktree.commit(contents)
    repository = opened(worktree.path)
    assert repository.blobs("HEAD", contents) == contents
    assert repository.blobs("HEAD", []) == {}


def test_a_damaged_clone_is_named_as_such(worktree) -> None:
    worktree.commit({"coalition.yaml": "x"})
    repository = opened(worktree.path)
    repository.listing("HEAD")
    blob = worktree.git("rev-parse", "HEAD:coalition.yaml").decode().strip()
    (worktree.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitFailed, match=blob) as caught:
        repository.blobs("HEAD", ["coalition.yaml"])
    assert "clone the repository again" in caught.value.hint


def test_a_failing_git_is_quoted(worktree) -> None:
    worktree.commit({"coalition.yaml": "x"})
    repository = opened(worktree.path)
    (worktree.path / ".git" / "index").write_bytes(b"nonsense" * 10)
    with pytest.raises(GitFailed) as caught:
        repository.changed_paths()
    assert caught.value.message == "git status failed: index file corrupt."


def test_a_git_that_dies_without_a_word_is_reported(worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = opened(worktree.path)
    monkeypatch.setattr(shell, "run", lambda *_, **__: shell.Completed(-9, b"", b""))
    with pytest.raises(GitFailed, match="git status failed: exit status -9"):
        repository.changed_paths()


# What is not committed


def test_every_sort_of_change_in_scope_is_a_change(worktree) -> None:
    names = ("chapters/kept", "chapters/changed", "chapters/staged", "chapters/deleted", "chapters/moved", "setup.py")
    worktree.commit({**dict.fromkeys(names, "x"), ".gitignore": "*.png\n"})
    worktree.write({"chapters/staged": "y"})
    worktree.git("add", "--all")
    worktree.write({"chapters/changed": "y", "chapters/new/deep": "x", "chapters/ignored/a.png": "x"})
    worktree.write({"setup.py": "y", "other.py": "y"})
    (worktree.path / "chapters/deleted").unlink()
    worktree.git("mv", "chapters/moved", "chapters/there")
    assert opened(worktree.path).changed_paths() == (
        "chapters/changed",
        "chapters/deleted",
        "chapters/ignored/a.png",
        "chapters/moved",
        "chapters/new/deep",
        "chapters/staged",
        "chapters/there",
    )


def test_a_clean_worktree_has_no_changes(worktree) -> None:
    worktree.commit(dict.fromkeys(("coalition.yaml", "chapters/a/chapter.md"), "x"))
    os.utime(worktree.path / "coalition.yaml", (1, 1))
    assert opened(worktree.path).changed_paths() == ()


def test_a_repository_put_into_a_campaign_is_a_change(worktree, make_worktree) -> None:
    worktree.commit({"chapters/a": "x"})
    (worktree.path / "chapters").mkdir(exist_ok=True)
    inner = make_worktree("campaign/chapters/inner")
    inner.commit({"x": "x"})
    assert opened(worktree.path).changed_paths() == ("chapters/inner",)


# History


def test_history_tells_when_a_file_came_and_last_changed(worktree) -> None:
    worktree.commit({"chapters/a": "1", "chapters/b": "1", "setup.py": "1"}, at=1_600_000_000)
    worktree.commit({"chapters/a": "2"}, at=1_600_000_100)
    worktree.commit(at=1_600_000_200)
    worktree.commit({"chapters/a": "3", "setup.py": "2"}, at=1_600_000_300)
    assert opened(worktree.path).history() == {
        "chapters/a": FileHistory(instant(1_600_000_000), instant(1_600_000_300)),
        "chapters/b": FileHistory(instant(1_600_000_000), instant(1_600_000_000)),
    }


def test_a_change_counts_where_it_was_made_not_where_it_was_merged(worktree) -> None:
    worktree.commit({"chapters/a": "1", "chapters/c": "1"}, at=1_600_000_000)
    worktree.git("checkout", "--quiet", "-b", "side")
    worktree.commit({"chapters/b": "1", "chapters/c": "side"}, at=1_600_000_100)
    worktree.git("checkout", "--quiet", "main")
    worktree.commit({"chapters/a": "2", "chapters/c": "main"}, at=1_600_000_200)
    worktree.git("merge", "--quiet", "--no-commit", "side", status=1)
    worktree.commit({"chapters/c": "agreed"}, at=1_600_000_300)
    assert opened(worktree.path).history() == {
        "chapters/a": FileHistory(instant(1_600_000_000), instant(1_600_000_200)),
        "chapters/b": FileHistory(instant(1_600_000_100), instant(1_600_000_100)),
        "chapters/c": FileHistory(instant(1_600_000_000), instant(1_600_000_300)),
    }


def test_a_change_that_was_undone_before_it_was_merged_was_a_change(worktree) -> None:
    worktree.commit({"chapters/a": "1"}, at=1_600_000_000)
    worktree.git("checkout", "--quiet", "-b", "side")
    worktree.commit({"chapters/a": "2"}, at=1_600_000_100)
    worktree.commit({"chapters/a": "1"}, at=1_600_000_200)
    worktree.git("checkout", "--quiet", "main")
    worktree.git("merge", "--quiet", "--no-ff", "side")
    assert opened(worktree.path).history() == {
        "chapters/a": FileHistory(instant(1_600_000_000), instant(1_600_000_200))
    }


def test_a_users_taste_in_logs_changes_nothing(worktree) -> None:
    worktree.commit({"chapters/a": "1"}, at=1_600_000_000)
    expected = opened(worktree.path).history()
    for setting in (
        "log.showRoot=false", "log.showSignature=true", "log.follow=true", "color.ui=always", "diff.renames=copies",
        "format.pretty=fuller", "log.date=relative", "core.quotePath=true", "status.showUntrackedFiles=no",
        "status.relativePaths=true", "diff.noprefix=true", "log.decorate=full", "diff.ignoreSubmodules=all",
    ):  # fmt: skip
        worktree.git("config", "--global", *setting.split("="))
    worktree.write({"chapters/new": "x"})
    repository = opened(worktree.path)
    assert repository.history() == expected
    assert repository.changed_paths() == ("chapters/new",)


def test_a_shallow_clone_is_known_and_has_no_history(worktree) -> None:
    worktree.commit({"chapters/a": "1"}, at=1_600_000_000)
    worktree.commit({"chapters/a": "2"}, at=1_600_000_100)
    shallow = opened(worktree.clone("shallow", "--depth=1").path)
    assert shallow.is_shallow() is True
    assert shallow.commit_time("HEAD") == instant(1_600_000_100)
    assert shallow.blobs("HEAD", ["chapters/a"]) == {"chapters/a": b"2"}
    with pytest.raises(ShallowClone) as caught:
        shallow.history()
    assert "git fetch --unshallow" in caught.value.hint
    with pytest.raises(UnknownRevision):
        shallow.resolve("HEAD~1")


# A campaign below the top


def test_a_campaign_in_a_folder_below_the_top_sees_its_own_paths(worktree) -> None:
    beside = {"chapters/b": "1", "-odd/README": "1", "-odd/ name/members.yaml": "1"}
    worktree.commit({"-odd/ n*/chapters/a": "1", **beside}, at=1_600_000_000)
    repository = opened(worktree.path / "-odd" / " n*")
    assert (repository.top, repository.folder) == (worktree.path, worktree.path / "-odd" / " n*")
    assert [entry.path for entry in repository.listing("HEAD")] == ["chapters/a"]
    assert repository.blobs("HEAD", ["chapters/a"]) == {"chapters/a": b"1"}
    assert list(repository.history()) == ["chapters/a"]
    worktree.write({"-odd/ n*/chapters/a": "2", "-odd/ n*/chapters/new": "2", **dict.fromkeys(beside, "2")})
    assert repository.changed_paths() == ("chapters/a", "chapters/new")


def test_a_campaign_folder_that_an_older_revision_lacks_was_empty(worktree) -> None:
    first = worktree.commit({"README": "x"})
    worktree.commit({"campaign/coalition.yaml": "x"})
    assert opened(worktree.path / "campaign").listing(first) == ()


# The clone's secret


def test_the_secret_is_one_for_a_clone_and_another_for_the_next(worktree) -> None:
    worktree.commit({"chapters/a": "1"})
    secret = opened(worktree.path).secret()
    assert len(secret) == 32
    assert opened(worktree.path / "chapters").secret() == secret
    assert opened(worktree.clone("another").path).secret() != secret
    kept = worktree.path / ".git" / "coalition-secret"
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept.parent.glob("coalition-secret*")] == ["coalition-secret"]


def test_a_secret_that_cannot_be_kept_is_a_new_one_each_time(worktree) -> None:
    (worktree.path / ".git" / "coalition-secret").mkdir()
    repository = opened(worktree.path)
    assert repository.secret() != repository.secret()


def test_a_damaged_secret_is_not_used(worktree) -> None:
    (worktree.path / ".git" / "coalition-secret").write_bytes(b"")
    assert len(opened(worktree.path).secret()) == 32


# The command itself


def test_the_command_answers_as_gitpythons_own_does(worktree) -> None:
    commit = worktree.commit({"coalition.yaml": "x"})
    command = gitcommand.GitCommand(worktree.path)
    assert command.rev_parse("HEAD") == commit
    assert command.rev_parse("HEAD", stdout_as_string=False, strip_newline_in_stdout=False) == f"{commit}\n".encode()
    assert command.rev_parse("HEAD", with_extended_output=True) == (0, commit, "")
    with pytest.raises(gitcommand.GitCommandError, match="unknown revision"):
        command.rev_parse("nowhere")
    with pytest.raises(TypeError, match="as_process"):
        command.rev_parse("HEAD", as_process=True)


def test_everything_in_scope_is_asked_for_once() -> None:
    assert tuple(sorted(set(SCOPE))) == SCOPE
    assert issubclass(GitFailed, CoalitionError)
    assert git.SCOPE is SCOPE
