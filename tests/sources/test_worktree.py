"""What git says of a work tree, asked of real repositories."""

from __future__ import annotations

import pytest

from coalition.sources import worktree as asking
from coalition.sources.git import Repository

pytestmark = pytest.mark.git


def test_the_branch_is_told_also_before_its_first_commit(worktree):
    repository = Repository.open(worktree.path)
    assert asking.branch(repository) == "main"
    commit = worktree.commit({"a": "x"})
    worktree.git("checkout", "--quiet", "-b", "answers/open-gate")
    assert asking.branch(repository) == "answers/open-gate"
    worktree.git("checkout", "--quiet", "--detach", commit)
    assert asking.branch(repository) is None


def test_the_main_branch_is_the_one_that_a_clone_began_with(worktree):
    worktree.commit({"a": "x"})
    assert asking.main_branches(Repository.open(worktree.path)) == asking.USUAL
    worktree.git("branch", "--move", "release")
    clone = worktree.clone("clone")
    clone.git("checkout", "--quiet", "-b", "main")
    assert asking.main_branches(Repository.open(clone.path)) == ("release",)


def test_what_is_ignored_or_elsewhere_is_not_published(worktree, tmp_path):
    worktree.commit({".gitignore": "/private/\n*.eml\n", "a.txt": "x"})
    worktree.write({"private/letter.pdf": "x", "answer.eml": "x", "b.txt": "x"})
    (tmp_path / "letter.pdf").write_text("x")
    (worktree.path / "link.pdf").symlink_to(tmp_path / "letter.pdf")
    repository = Repository.open(worktree.path)
    published = {
        name: asking.is_published(repository, worktree.path / name)
        for name in ("a.txt", "b.txt", "new.txt", "private/letter.pdf", "private/new.salt", "answer.eml", "link.pdf")
    }
    assert published == {
        **dict.fromkeys(("a.txt", "b.txt", "new.txt"), True),
        **dict.fromkeys(("private/letter.pdf", "private/new.salt", "answer.eml", "link.pdf"), False),
    }
    assert not asking.is_published(repository, tmp_path / "letter.pdf")
