"""Tags and objects that are just what they were made of, whatever a repository's settings say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coalition.sources import tagging
from coalition.sources.committing import Identity, bench
from coalition.sources.git import GitFailed, Repository

WHO = Identity("Amina", "amina@harbour.example")
WHEN = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def repository(worktree) -> Repository:
    worktree.commit({"coalition.yaml": "format: 1\n"})
    found = Repository.open(worktree.path)
    assert found is not None
    return found


def tagged(repository: Repository, name: str = "report/2026", message: str = "Edition 2026\n") -> tagging.Tag:
    content = tagging.payload(name, repository.head() or "", WHO, WHEN, message)
    tagging.make(repository, name, content)
    found = tagging.find(repository, name)
    assert found is not None
    return found


def test_a_tag_says_what_it_was_made_of(repository, worktree):
    tag = tagged(repository)

    assert (tag.commit, tag.message, tag.signature) == (repository.head(), "Edition 2026\n", b"")
    assert worktree.git("for-each-ref", "--format=%(taggername)|%(taggerdate:unix)|%(subject)").decode() == (
        "||x\nAmina|1772539200|Edition 2026\n"
    )


def test_a_tag_is_never_made_twice(repository):
    tagged(repository)
    with pytest.raises(GitFailed):
        tagged(repository, message="another\n")
    found = tagging.find(repository, "report/2026")
    assert found is not None
    assert found.message == "Edition 2026\n"


def test_a_name_for_a_commit_has_no_message_and_one_that_is_not_there_is_none(repository, worktree):
    worktree.git("tag", "plain")
    plain = tagging.find(repository, "plain")
    assert plain is not None
    assert (plain.commit, plain.message) == (repository.head(), "")
    assert tagging.find(repository, "report/2026") is None


def test_git_keeps_no_name_below_another(repository, worktree):
    assert tagging.in_the_way(repository, "report/2026") is None
    worktree.git("tag", "report")
    assert tagging.in_the_way(repository, "report/2026") == "report"


@pytest.mark.parametrize(
    ("attributes", "attribute"),
    [
        ("editions/** -text\n", None),
        ("editions/** binary\n", None),
        ("", "text"),
        ("* text=auto eol=lf\n", "text"),
        ("editions/** binary\n*.html text\n", "text"),
        ("editions/** -text filter=lfs\n", "filter"),
        ("editions/** -text ident\n", "ident"),
        ("editions/** -text working-tree-encoding=UTF-16\n", "working-tree-encoding"),
    ],
)
def test_attributes_with_which_git_would_change_bytes_are_named(repository, worktree, attributes, attribute):
    worktree.write({".gitattributes": attributes})
    assert tagging.converted(repository, "editions/2026/report.en.html") == attribute


def test_files_become_objects_byte_for_byte_and_no_filter_runs(repository, worktree, tmp_path):
    worktree.write({".gitattributes": "* text=auto eol=lf filter=sly\n"})
    worktree.git("config", "filter.sly.clean", f"touch {tmp_path}/RAN; cat")
    folder = worktree.path / "out"
    worktree.write({"out/a.txt": b"one\r\ntwo\r\n", "out/b.bin": bytes(range(256))})
    ids = tagging.stored(repository, folder, ["a.txt", "b.bin"])

    assert repository.objects(ids.values()) == (b"one\r\ntwo\r\n", bytes(range(256)))
    assert not (tmp_path / "RAN").exists()


def test_a_tree_has_what_was_added_and_not_what_was_taken_away_and_the_work_tree_stays(repository, worktree):
    head = worktree.commit({"editions/2025/old.txt": "old"})
    worktree.write({"out/new.txt": "new"})
    new = tagging.stored(repository, worktree.path / "out", ["new.txt"])["new.txt"]
    with bench(repository) as desk:
        made = tagging.tree(desk, repository, head, {"editions/2026/new.txt": new, "editions/2025/old.txt": None})
        changed = desk.differences(head, made)

    assert [(one.path, one.how) for one in changed] == [
        ("editions/2025/old.txt", "deleted"),
        ("editions/2026/new.txt", "added"),
    ]
    assert (worktree.path / "editions/2025/old.txt").is_file()
    assert tagging.staged(repository, "editions/2025") == ("editions/2025/old.txt",)


def test_the_key_is_that_with_which_git_signs_if_it_is_a_file_of_ssh(repository, worktree):
    assert tagging.signing_key(repository) is None
    worktree.git("config", "user.signingKey", "/keys/harbour")
    assert tagging.signing_key(repository) is None
    worktree.git("config", "gpg.format", "ssh")
    assert str(tagging.signing_key(repository)) == "/keys/harbour"
    worktree.git("config", "user.signingKey", "key::ssh-ed25519 AAAA")
    assert tagging.signing_key(repository) is None
