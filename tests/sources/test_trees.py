"""Trees: the same campaign looks the same on disk, in a revision and in memory."""

from __future__ import annotations

import itertools
import os
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.sources import disk, shell, trees
from coalition.sources.cache import Cache
from coalition.sources.git import Repository, UnknownRevision
from coalition.sources.trees import DiskTree, Entry, EntryKind, MemoryTree, MissingFile, RevisionTree, Tree, in_scope

if TYPE_CHECKING:
    from pathlib import Path

ODD_NAMES = ("chapters/-n", "chapters/new\nline", "chapters/ñ", "chapters/n\u0303", "chapters/not-utf8-\udcff\udcfe")


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def contents(tree: Tree) -> dict[str, bytes]:
    return {entry.path: tree.read(entry.path) for entry in tree.entries() if entry.kind is EntryKind.FILE}


def settle(root: Path) -> None:
    """Let a minute pass on disk: files last changed long ago."""
    for path in root.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was just written counts as settled: nothing sets the time at which an inode changed."""
    monkeypatch.setattr(disk, "SETTLED_NS", -3_600_000_000_000)


# Memory


def test_a_memory_tree_lists_what_is_in_scope_sorted() -> None:
    tree = MemoryTree(
        {"setup.py": "x", "members.yaml": "members:\n", "chapters/b": b"\xff", "chapters2/x": "x", "chapters/a": "ñ"},
        {"chapters/c": "../x", "link": "x"},
        submodules=["chapters/d"],
        others=["trust/pipe"],
    )
    assert tree.entries() == (
        Entry("chapters/a", EntryKind.FILE, 2),
        Entry("chapters/b", EntryKind.FILE, 1),
        Entry("chapters/c", EntryKind.SYMLINK, 4),
        Entry("chapters/d", EntryKind.SUBMODULE, 0),
        Entry("members.yaml", EntryKind.FILE, 9),
        Entry("trust/pipe", EntryKind.OTHER, 0),
    )
    assert contents(tree) == {"chapters/a": "ñ".encode(), "chapters/b": b"\xff", "members.yaml": b"members:\n"}


def test_the_order_in_which_files_are_given_does_not_matter() -> None:
    files = [("chapters/b", "1"), ("chapters/a", "2"), ("coalition.yaml", "3")]
    seen = {
        (tree.entries(), tree.fingerprint()) for tree in (MemoryTree(dict(p)) for p in itertools.permutations(files))
    }
    assert len(seen) == 1


@pytest.mark.parametrize("path", ["chapters/none", "setup.py", "", "/etc/passwd", "chapters/../chapters/a", "chapters"])
def test_only_listed_files_can_be_read(tmp_path: Path, path: str) -> None:
    files = {"chapters/a": "x", "setup.py": "x"}
    for tree in (MemoryTree(files), DiskTree(write(tmp_path, files))):
        with pytest.raises(MissingFile, match="There is no file"):
            tree.read(path)


def test_a_symlink_is_not_a_file_to_read() -> None:
    with pytest.raises(MissingFile, match='"chapters/a" in memory is a symbolic link, not a file'):
        MemoryTree({}, {"chapters/a": "b"}).read("chapters/a")


def test_scope_is_decided_by_the_first_name() -> None:
    assert in_scope("trust/receipts.log")
    assert not in_scope("trusted/receipts.log")
    assert not in_scope("docs/chapters/a")


# Disk


def test_a_folder_is_seen_with_names_of_every_sort(tmp_path: Path) -> None:
    files = {name: str(number) for number, name in enumerate(ODD_NAMES)}
    write(tmp_path, {**files, "coalition.yaml": "x", "setup.py": "x", "docs/chapters/a": "x"})
    tree = DiskTree(tmp_path)
    assert [entry.path for entry in tree.entries()] == sorted([*ODD_NAMES, "coalition.yaml"])
    assert tree.read("chapters/not-utf8-\udcff\udcfe") == b"4"
    assert tree.label == str(tmp_path)


def test_names_are_the_same_in_every_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"chapters/ñ": "x"})
    monkeypatch.setattr(os, "fsdecode", lambda _: pytest.fail("asked the locale"))
    assert [entry.path for entry in DiskTree(tmp_path).entries()] == ["chapters/ñ"]


def test_no_symlink_is_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret": "do not tell"})
    root = write(tmp_path / "campaign", {"chapters/a": "x"})
    for name, target in {
        "chapters/file": outside / "secret",
        "chapters/folder": outside,
        "statements": outside,
    }.items():
        (root / name).symlink_to(target)
    (root / "chapters/loop").symlink_to("loop")
    tree = DiskTree(root)
    assert {entry.path: entry.kind for entry in tree.entries()} == {
        "chapters/a": EntryKind.FILE,
        "chapters/file": EntryKind.SYMLINK,
        "chapters/folder": EntryKind.SYMLINK,
        "chapters/loop": EntryKind.SYMLINK,
        "statements": EntryKind.SYMLINK,
    }
    for path in ("chapters/file", "chapters/folder/secret", "statements/secret"):
        with pytest.raises(MissingFile):
            tree.read(path)


def test_a_file_that_has_become_a_symlink_is_not_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "campaign", {"chapters/a": "x"})
    tree = DiskTree(root)
    tree.entries()
    (root / "chapters/a").unlink()
    (root / "chapters/a").symlink_to(write(tmp_path, {"secret": "do not tell"}) / "secret")
    with pytest.raises(CoalitionError, match="cannot be read"):
        tree.read("chapters/a")


def test_pipes_and_sockets_are_named_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"chapters/a": "x"})
    os.mkfifo(tmp_path / "chapters/pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "chapters/socket"))
        tree = DiskTree(tmp_path)
        assert [entry for entry in tree.entries() if entry.path != "chapters/a"] == [
            Entry("chapters/pipe", EntryKind.OTHER, 0),
            Entry("chapters/socket", EntryKind.OTHER, 0),
        ]
    with pytest.raises(MissingFile, match="is a pipe or a device, not a file"):
        tree.read("chapters/pipe")
    assert len(tree.fingerprint()) == 64


def test_a_folder_that_holds_a_repository_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, {"chapters/inner/.git/config": "x", "chapters/inner/a": "x", "chapters/linked/.git": "gitdir: x"})
    assert DiskTree(tmp_path).entries() == (
        Entry("chapters/inner", EntryKind.SUBMODULE, 0),
        Entry("chapters/linked", EntryKind.SUBMODULE, 0),
    )


def test_an_empty_folder_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chapters" / "empty").mkdir(parents=True)
    assert DiskTree(tmp_path).entries() == ()


def test_folders_may_be_as_deep_as_they_like(tmp_path: Path) -> None:
    deep = tmp_path / "chapters"
    for _ in range(1500):
        deep /= "d"
    names = deep.relative_to(tmp_path).as_posix()
    here = os.open(tmp_path, os.O_RDONLY)
    for name in names.split("/"):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("leaf", os.O_CREAT, dir_fd=here))
    os.close(here)
    try:
        assert [entry.path for entry in DiskTree(tmp_path).entries()] == [f"{names}/leaf"]
    finally:
        shell.run(["rm", "-r", "chapters"], folder=tmp_path)  # too deep for Python's own


def test_a_file_gone_since_the_folder_was_listed_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"chapters/a": "x", "chapters/4913": "an editor tries whether it may write"})
    scandir = os.scandir

    class Vanishing:
        def __init__(self, path: bytes) -> None:
            self.found = list(scandir(path))

        def __enter__(self):
            if b"chapters/4913" in {item.path[-13:] for item in self.found}:
                (tmp_path / "chapters/4913").unlink()
            return self.found

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Vanishing)
    assert [entry.path for entry in DiskTree(tmp_path).entries()] == ["chapters/a"]


def test_a_folder_gone_since_its_parent_was_listed_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"chapters/a": "x"})
    scandir = os.scandir

    def gone(path: bytes):
        if path.endswith(b"chapters"):
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", gone)
    assert DiskTree(tmp_path).entries() == ()


def test_a_file_gone_since_it_was_listed_is_missing(tmp_path: Path) -> None:
    tree = DiskTree(write(tmp_path, {"chapters/a": "x"}))
    tree.entries()
    (tmp_path / "chapters/a").unlink()
    with pytest.raises(MissingFile, match='"chapters/a" has gone'):
        tree.read("chapters/a")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match=r"gone cannot be read: No such file"):
        DiskTree(tmp_path / "gone").entries()
    with pytest.raises(CoalitionError, match="cannot be read: Not a directory"):
        DiskTree(write(tmp_path, {"file": ""}) / "file").entries()


def test_what_may_not_be_read_is_named_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = DiskTree(write(tmp_path, {"chapters/a": "x"}))
    tree.entries()

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    with pytest.raises(CoalitionError) as caught:
        tree.read("chapters/a")
    assert '"chapters/a"' in caught.value.message
    assert "permission" in caught.value.hint
    monkeypatch.setattr(os, "scandir", forbidden)
    with pytest.raises(CoalitionError, match="cannot be read: Permission denied"):
        DiskTree(tmp_path).entries()


# Fingerprints


def test_a_fingerprint_is_of_names_kinds_and_contents_in_scope(tmp_path: Path) -> None:
    files = {"chapters/a": "x", "chapters/b": "y"}
    same = MemoryTree(files).fingerprint()
    assert DiskTree(write(tmp_path, {**files, "setup.py": "x"})).fingerprint() == same
    others = [
        MemoryTree({"chapters/a": "y", "chapters/b": "x"}),
        MemoryTree({"chapters/a": "x"}),
        MemoryTree({**files, "chapters/c": ""}),
        MemoryTree({"chapters/a": "x"}, {"chapters/b": "y"}),
        MemoryTree(files, submodules=["chapters/c"]),
        MemoryTree(files, others=["chapters/c"]),
    ]
    assert len({same, *(tree.fingerprint() for tree in others)}) == 7


@settings(deadline=None, max_examples=30)
@given(st.dictionaries(st.sampled_from([f"chapters/{name}" for name in "abc"]), st.binary(max_size=3)))
def test_disk_and_memory_agree(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    on_disk = DiskTree(write(tmp_path_factory.mktemp("campaign"), files))
    in_memory = MemoryTree(files)
    assert on_disk.entries() == in_memory.entries()
    assert contents(on_disk) == contents(in_memory) == files
    assert on_disk.fingerprint() == in_memory.fingerprint()


@pytest.mark.usefixtures("patient")
def test_with_a_cache_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "campaign", {"chapters/a": "1", "chapters/b": "1", "chapters/\udcff": "1"})
    (root / "chapters/link").symlink_to("a")
    (root / "trust").mkdir()
    os.mkfifo(root / "trust/pipe")
    cache = Cache(tmp_path / "cache")
    read: list[str] = []
    content = DiskTree._content
    monkeypatch.setattr(DiskTree, "_content", lambda self, entry: read.append(entry.path) or content(self, entry))

    def fingerprint() -> tuple[str, list[str]]:
        read.clear()
        return DiskTree(root).fingerprint(cache), list(read)

    first, every = fingerprint()
    assert every == ["chapters/a", "chapters/b", "chapters/link", "chapters/\udcff"]
    assert fingerprint() == (first, [])
    write(root, {"chapters/b": "2"})
    changed, again = fingerprint()
    assert (changed != first, again) == (True, ["chapters/b"])
    (root / "chapters/a").unlink()
    write(root, {"chapters/c": "1"})
    assert fingerprint()[1] == ["chapters/c"]
    assert DiskTree(root).fingerprint() == fingerprint()[0]


@pytest.mark.usefixtures("patient")
def test_a_change_that_sets_the_file_time_back_is_seen(tmp_path: Path) -> None:
    root, cache = write(tmp_path / "campaign", {"chapters/a": "1"}), Cache(None)
    before = (root / "chapters/a").stat()
    first = DiskTree(root).fingerprint(cache)
    write(root, {"chapters/a": "2"})
    os.utime(root / "chapters/a", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert DiskTree(root).fingerprint(cache) != first


def test_a_file_written_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    """It may change once more within the same tick of the file system's clock."""
    root, cache = write(tmp_path, {"chapters/a": "1"}), Cache(None)
    DiskTree(root).fingerprint(cache)
    assert cache.get(cache.key("disk-digests/1", os.path.realpath(os.fsencode(root)))) is None


def test_ten_thousand_files_are_no_trouble(tmp_path: Path) -> None:
    for folder in range(100):
        (tmp_path / "chapters" / str(folder)).mkdir(parents=True)
        for file in range(100):
            (tmp_path / "chapters" / str(folder) / str(file)).touch()
    assert len(DiskTree(tmp_path).entries()) == 10_000


# Revisions


@pytest.mark.git
def test_a_revision_looks_like_its_checkout(worktree, make_worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law: the same entries, contents and fingerprint; submodules checked out or not."""
    monkeypatch.setattr(trees, "_PIECE_BYTES", 5)
    library = make_worktree("library")
    library.commit({"x": "x"})
    worktree.git("submodule", "--quiet", "add", library.path.as_uri(), "chapters/library")
    worktree.git("submodule", "--quiet", "add", library.path.as_uri(), "pages")
    worktree.write({"chapters/a/chapter.md": "text", "coalition.yaml": "long " * 9, "setup.py": "x", "trust/empty": ""})
    write(worktree.path, {name: f"{number}\n\n" for number, name in enumerate(ODD_NAMES)})
    (worktree.path / "chapters/link").symlink_to("../../outside")
    (worktree.path / "statements").symlink_to("chapters")
    (worktree.path / "trust/empty").chmod(0o755)
    worktree.commit()
    for options in ((), ("--recurse-submodules",)):
        clone = worktree.clone(f"clone{len(options)}", *options)
        (clone.path / "chapters" / "no").mkdir()
        repository = Repository.open(clone.path)
        assert repository is not None
        revision, checkout = RevisionTree(repository, "HEAD"), DiskTree(clone.path)
        assert revision.entries() == checkout.entries()
        assert {entry.kind for entry in revision.entries()} == {EntryKind.FILE, EntryKind.SYMLINK, EntryKind.SUBMODULE}
        assert contents(revision) == contents(checkout)
        assert revision.fingerprint() == checkout.fingerprint()
        assert repository.changed_paths() == ()


@pytest.mark.git
def test_a_revision_stays_what_it_was_when_it_was_named(worktree) -> None:
    first = worktree.commit({"chapters/a": "1"})
    repository = Repository.open(worktree.path)
    assert repository is not None
    tree = RevisionTree(repository, "main")
    worktree.commit({"chapters/a": "2"})
    assert (tree.commit, tree.label, tree.read("chapters/a")) == (first, "revision main", b"1")
    with pytest.raises(MissingFile, match='There is no file "chapters/b" in revision main'):
        tree.read("chapters/b")
    with pytest.raises(UnknownRevision):
        RevisionTree(repository, "nowhere")


@pytest.mark.git
def test_many_files_take_few_processes(worktree, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"chapters/{number}": str(number) for number in range(200)}
    worktree.commit(files)
    repository = Repository.open(worktree.path)
    assert repository is not None
    tree = RevisionTree(repository, "HEAD")
    asked: list[str] = []
    ask = repository.command.ask
    monkeypatch.setattr(
        repository.command, "ask", lambda command, *a, **k: asked.append(command) or ask(command, *a, **k)
    )
    assert contents(tree) == {name: content.encode() for name, content in files.items()}
    assert len(asked) < 10


@pytest.mark.git
def test_an_empty_folder_is_no_submodule_where_git_is_missing(
    worktree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worktree.commit({"chapters/a/x": "x"})
    (worktree.path / "chapters" / "empty").mkdir()
    assert [entry.path for entry in DiskTree(worktree.path).entries()] == ["chapters/a/x"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [entry.path for entry in DiskTree(worktree.path).entries()] == ["chapters/a/x"]


def test_files_laid_over_a_tree_are_seen_in_it():
    base = MemoryTree({"members.yaml": "old", "pages/a.md": "a"}, symlinks={"pages/b.md": "a.md"})
    laid = trees.OverlaidTree(
        base, {"members.yaml": b"new", "pages/b.md": b"b", "trust/receipts.log": b"", "x.py": b""}
    )

    assert [(entry.path, entry.kind) for entry in laid.entries()] == [
        (path, EntryKind.FILE) for path in ("members.yaml", "pages/a.md", "pages/b.md", "trust/receipts.log")
    ]
    assert [laid.read(path) for path in ("members.yaml", "pages/a.md", "pages/b.md")] == [b"new", b"a", b"b"]
    assert laid.read("trust/receipts.log") == b""
    whole = {entry.path: laid.read(entry.path) for entry in laid.entries()}
    assert laid.fingerprint() == MemoryTree(whole).fingerprint()
