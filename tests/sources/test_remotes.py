"""Remotes: which is meant, and what the other end's words mean."""

from __future__ import annotations

import pytest

from coalition.errors import CoalitionError
from coalition.sources import remotes
from coalition.sources.git import Repository
from coalition.sources.gitcommand import Answer
from coalition.sources.remotes import Pushed, Refused, Remote, Unreached, push
from coalition.sources.shell import ToolTimedOut

HUB = Remote("origin", "https://x.example/a")


class Fake:
    """Git that answers as it is told, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def ask(self, *words):
        self.asked.append(words)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("complaint", "meaning"),
    [
        (
            "fatal: could not read Username for 'https://x.example': terminal prompts disabled",
            "the host asks who you are",
        ),
        (
            "git@x.example: Permission denied (publickey).\nfatal: Could not read from remote",
            "the host does not know you",
        ),
        (
            "remote: Permission to a/b denied to ana.\nfatal: The requested URL returned error: 403",
            "you may not write there",
        ),
        (
            "Host key verification failed.",
            "ssh does not know the host; connect once by hand, and look at its fingerprint",
        ),
        ("ssh: Could not resolve hostname x.example", "the host cannot be reached"),
        ("remote: Repository not found.", "there is no repository at that address, or you may not see it"),
        ("fatal: transport 'ext' not allowed", "git does not use such an address"),
        ("warning: a\nfatal: odd thing at https://ana:s3@x.example/", "odd thing at https://x.example/"),
        ("something else", "something else"),
        ("", "git did not say why"),
    ],
)
def test_a_way_that_is_closed_is_explained(complaint, meaning):
    assert push(Fake(Answer(128, b"", complaint)), HUB, "c", "refs/heads/b", ()) == Unreached(meaning)
    assert remotes.fetch(Fake(Answer(128, b"", complaint)), HUB) == meaning


def test_a_host_that_never_answers_is_one_that_is_not_reached():
    late = ToolTimedOut("git", 300)
    assert push(Fake(late), HUB, "c", "refs/heads/b", ()) == Unreached(late.message)
    assert remotes.fetch(Fake(late), HUB) == late.message


def test_a_refusal_is_told_from_a_branch_that_moved():
    hook = Answer(
        1, b"To x\n!\tc:refs/heads/b\t[remote rejected] (hook declined)\nDone\n", "remote: No.\nerror: failed\n"
    )
    assert push(Fake(hook), HUB, "c", "refs/heads/b", ()) == Refused(
        "[remote rejected] (hook declined)", ("No.",), moved=False
    )
    moved = Answer(1, b"!\tc:refs/heads/b\t[rejected] (fetch first)\n", "")
    assert push(Fake(moved), HUB, "c", "refs/heads/b", ()) == Refused("[rejected] (fetch first)", (), moved=True)


def test_a_host_that_takes_no_push_options_is_asked_without_them():
    git = Fake(
        Answer(128, b"", "fatal: the receiving end does not support push options"), Answer(0, b"", "remote: Hi\n")
    )
    assert push(git, HUB, "c", "refs/heads/b", ("x=1",)) == Pushed(("Hi",))
    assert ["--push-option=x=1" in words for words in git.asked] == [True, False]


def test_which_remote_is_meant(worktree):
    repository = Repository.open(worktree.path)
    assert remotes.choose(repository, None) is None
    with pytest.raises(CoalitionError, match='no remote "fork"'):
        remotes.choose(repository, "fork")
    worktree.git("remote", "add", "one", "https://x.example/one")
    assert remotes.choose(repository, None).name == "one"
    worktree.git("remote", "add", "two", "https://x.example/two")
    with pytest.raises(CoalitionError, match="several remotes"):
        remotes.choose(repository, None)
    assert remotes.choose(repository, "two").url == "https://x.example/two"
    worktree.git("config", "remote.pushDefault", "two")
    assert remotes.choose(repository, None).name == "two"


def test_a_second_address_is_looked_at_too(worktree):
    worktree.git("remote", "add", "origin", "https://x.example/a")
    worktree.git("remote", "set-url", "--add", "--push", "origin", "https://x.example/a")
    worktree.git("remote", "set-url", "--add", "--push", "origin", "ext::sh -c x")
    with pytest.raises(CoalitionError, match="it could run any program"):
        remotes.choose(Repository.open(worktree.path), None)
