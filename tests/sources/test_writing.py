"""Files are written whole or not at all, through no link, and over nothing that must stay."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

import pytest

from coalition.errors import CoalitionError
from coalition.sources import writing

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_new_file_is_written_with_the_folders_on_the_way_to_it(tmp_path):
    writing.create(tmp_path, "statements/first/v1/en.md", b"text")
    assert (tmp_path / "statements/first/v1/en.md").read_bytes() == b"text"
    assert names(tmp_path) == ["statements/first/v1/en.md"]


def test_what_is_there_is_not_written_over(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"first")
    with pytest.raises(writing.AlreadyThere, match=r"a\.txt is there already"):
        writing.create(tmp_path, "a.txt", b"second")
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(writing.AlreadyThere):
        writing.create(tmp_path, "dangling", b"second")
    assert (tmp_path / "a.txt").read_bytes() == b"first"
    assert names(tmp_path) == ["a.txt"]


def test_nothing_is_written_through_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    (campaign / "statements").symlink_to(elsewhere)
    (campaign / "members.yaml").symlink_to(elsewhere / "members.yaml")
    (elsewhere / "members.yaml").write_bytes(b"old")
    with pytest.raises(CoalitionError, match="leads through a link"):
        writing.create(campaign, "statements/first.md", b"text")
    with pytest.raises(CoalitionError, match="leads through a link"):
        writing.replace(campaign, "members.yaml", b"new", b"old")
    assert names(elsewhere) == ["members.yaml"]
    assert (elsewhere / "members.yaml").read_bytes() == b"old"


def test_what_is_read_is_a_file_and_no_link(tmp_path):
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "folder").mkdir()
    assert writing.read(tmp_path, "a") == b"text"
    for path, words in (("link", "leads through a link"), ("folder", "not a file"), ("none/a", "could not be read")):
        with pytest.raises(CoalitionError, match=words):
            writing.read(tmp_path, path)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a//b", "", "a\0b"])
def test_a_path_stays_below_the_folder(tmp_path, path):
    with pytest.raises(CoalitionError, match="is no path below"):
        writing.create(tmp_path, path, b"text")


def test_a_file_is_replaced_only_as_it_was_read(tmp_path):
    path = tmp_path / "members.yaml"
    path.write_bytes(b"one")
    path.chmod(0o640)
    writing.replace(tmp_path, "members.yaml", b"two", b"one")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(writing.ChangedMeanwhile):
        writing.replace(tmp_path, "members.yaml", b"three", b"one")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["members.yaml"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EACCES, "could not be written: Permission"),
    ],
)
def test_a_disk_that_fails_leaves_what_was_there(tmp_path, monkeypatch, number, words):
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CoalitionError, match=words):
        writing.create(tmp_path, "b", b"new")
    with pytest.raises(CoalitionError, match=words):
        writing.replace(tmp_path, "a", b"new", b"old")
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_where_a_file_has_one_name_only_nothing_is_written_over_either(tmp_path, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    writing.create(tmp_path, "a", b"first")
    with pytest.raises(writing.AlreadyThere):
        writing.create(tmp_path, "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"
    assert names(tmp_path) == ["a"]


def test_a_rename_that_fails_leaves_nothing_aside(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(CoalitionError, match="Input/output error"):
        writing.replace(tmp_path, "a", b"new", b"old")
    assert names(tmp_path) == ["a"]


def test_those_who_hold_the_folder_take_turns(tmp_path):
    (tmp_path / "log").write_bytes(b"")

    def add(word: bytes) -> None:
        with writing.hold(tmp_path):
            before = (tmp_path / "log").read_bytes()
            writing.replace(tmp_path, "log", before + word, before)

    threads = [threading.Thread(target=add, args=(b"%d\n" % number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, (tmp_path / "log").read_bytes().split())) == list(range(20))


def test_a_folder_that_is_not_there_is_not_held(tmp_path):
    with pytest.raises(CoalitionError, match="No such file"), writing.hold(tmp_path / "none"):
        pass


def test_a_file_is_taken_away_only_as_it_was_read(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    for name in ("one", "two"):
        (tmp_path / "a/b" / name).write_bytes(b"x")
    with pytest.raises(writing.ChangedMeanwhile):
        writing.remove(tmp_path, "a/b/one", b"y")
    writing.remove(tmp_path, "a/b/one", b"x")
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["two"]
    writing.remove(tmp_path, "a/b/two", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    (tmp_path / "top").write_bytes(b"x")
    writing.remove(tmp_path, "top", b"x")
    with pytest.raises(CoalitionError, match="could not be written"):
        writing.remove(tmp_path, "top", b"x")
