"""Publishing: readers find one whole version, whatever happens to the build."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition.errors import CoalitionError
from coalition.publishing import exchange, manifest
from coalition.publishing.exchange import stage
from coalition.publishing.manifest import Origin
from coalition.sources import shell

if TYPE_CHECKING:
    from collections.abc import Iterator

ORIGIN = Origin("campaign", "2026", None, dirty=True, inputs="", tools=(), built=datetime(2026, 1, 1, tzinfo=UTC))


def build(output: Path, version: str, *, files: int = 3) -> None:
    """A build of a site in which every file says which version it is of."""
    with stage(output) as staged:
        for number in range(files):
            staged.write(f"pages/{number}.html", version)
        manifest.write(staged.folder, replace(ORIGIN, inputs=version))
        staged.publish()


def version_of(output: Path) -> str:
    """The version of an output that is whole, by its SHA-256s."""
    assert manifest.verify(output) == ()
    (version,) = {path.read_text() for path in (output / "pages").iterdir()}
    assert manifest.read(output).origin.inputs == version
    return version


def left_behind(output: Path) -> list[str]:
    """What lies in our folder beside the output, but for what always does."""
    workspace = output.parent / ".coalition" / "publish" / output.name
    return sorted(path.name for path in workspace.iterdir() if path.name != "lock")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "campaign" / "public"


@pytest.fixture(params=["in one step", "by journal"])
def platform(request, monkeypatch: pytest.MonkeyPatch) -> str:
    """Platforms that can exchange two folders in one step, and those that cannot."""
    if request.param == "by journal":
        monkeypatch.setattr(exchange, "_IN_ONE_STEP", {})
    return request.param


# One version after the other


@pytest.mark.usefixtures("platform")
def test_each_build_replaces_the_one_before(output: Path) -> None:
    for version in ("first", "second", "third"):
        build(output, version)
        assert version_of(output) == version
        assert left_behind(output) == []


@pytest.mark.usefixtures("platform")
def test_a_file_that_the_new_version_lacks_is_gone(output: Path) -> None:
    build(output, "large", files=9)
    build(output, "small", files=2)
    assert len(list((output / "pages").iterdir())) == 2


def test_an_empty_output_folder_is_used(output: Path) -> None:
    output.mkdir(parents=True)
    (output / ".DS_Store").write_text("a desktop was here")
    build(output, "first")
    assert version_of(output) == "first"


def test_nothing_is_published_until_it_is_asked_for(output: Path) -> None:
    build(output, "first")
    with stage(output) as staged:
        staged.write("pages/0.html", "second")
    assert version_of(output) == "first"
    assert left_behind(output) == []


def test_a_build_that_fails_leaves_the_old_version(output: Path) -> None:
    build(output, "first")
    with pytest.raises(ZeroDivisionError), stage(output) as staged:
        staged.write("pages/0.html", str(1 / 0))
    assert version_of(output) == "first"
    assert left_behind(output) == []


def test_a_stage_without_its_manifest_is_not_published(output: Path) -> None:
    build(output, "first")
    with pytest.raises(CoalitionError, match=r"no manifest\.json"), stage(output) as staged:
        staged.publish()
    assert version_of(output) == "first"


@pytest.mark.parametrize("path", ["../x", "/tmp/x", "a/../../x"])
def test_nothing_is_written_outside_the_stage(output: Path, path: str) -> None:
    with pytest.raises(ValueError, match="leads out"), stage(output) as staged:
        staged.write(path, "x")


def test_text_is_written_as_utf8_and_bytes_as_they_are(output: Path) -> None:
    with stage(output) as staged:
        staged.write("ñ/a.txt", "ñ\n")
        staged.write("b", b"\r\n\xff")
        assert (staged.folder / "ñ" / "a.txt").read_bytes() == "ñ\n".encode()
        assert (staged.folder / "b").read_bytes() == b"\r\n\xff"


def test_an_output_that_is_a_symlink_stays_one(output: Path, tmp_path: Path) -> None:
    output.parent.mkdir()
    (tmp_path / "disk").mkdir()
    output.symlink_to(tmp_path / "disk" / "site")
    build(output, "first")
    build(output, "second")
    assert output.is_symlink()
    assert version_of(tmp_path / "disk" / "site") == "second"


def test_the_output_is_readable_as_any_new_folder_is(output: Path) -> None:
    mask = os.umask(0o022)
    try:
        build(output, "first")
    finally:
        os.umask(mask)
    assert output.stat().st_mode & 0o777 == 0o755


def test_git_does_not_see_our_folder(output: Path) -> None:
    build(output, "first")
    build(output, "second")
    assert (output.parent / ".coalition" / ".gitignore").read_text() == "*\n"


# Refusals


@pytest.mark.parametrize("content", [None, "{}", '{"name": "an app\'s manifest"}'])
def test_a_folder_that_is_not_ours_is_refused(output: Path, content: str | None) -> None:
    output.mkdir(parents=True)
    for name in ("thesis.docx", "b", "c", "d"):
        (output / name).write_text("years of work")
    if content is not None:
        (output / "manifest.json").write_text(content)
    with pytest.raises(CoalitionError) as caught, stage(output):
        pytest.fail("was let in")
    assert f"{output} is not empty" in caught.value.message
    assert "b, c, d and" in caught.value.message
    assert "--output" in caught.value.hint
    assert (output / "thesis.docx").read_text() == "years of work"


def test_files_put_into_the_output_by_hand_are_not_deleted(output: Path) -> None:
    build(output, "first")
    (output / "CNAME").write_text("campaign.example")
    with pytest.raises(CoalitionError, match="did not make and would now delete: CNAME") as caught, stage(output):
        pytest.fail("was let in")
    assert "Move them elsewhere" in caught.value.hint
    (output / "CNAME").rename(output / ".DS_Store")
    build(output, "second")


def test_files_put_into_the_output_while_building_are_not_deleted(output: Path) -> None:
    build(output, "first")
    with stage(output) as staged:
        manifest.write(staged.folder, ORIGIN)
        (output / "CNAME").write_text("campaign.example")
        with pytest.raises(CoalitionError, match="CNAME"):
            staged.publish()
    assert (output / "CNAME").exists()


def test_an_output_that_is_a_file_is_refused(output: Path) -> None:
    output.parent.mkdir()
    output.write_text("x")
    with pytest.raises(CoalitionError, match="is a file, not a folder"), stage(output):
        pytest.fail("was let in")


def test_the_root_of_the_disk_is_refused() -> None:
    with pytest.raises(CoalitionError, match="cannot be published to"), stage(Path("/")):
        pytest.fail("was let in")


def test_a_file_in_the_way_is_named(output: Path) -> None:
    output.parent.write_text("a file where a folder should be")
    with pytest.raises(CoalitionError, match="is in the way") as caught, stage(output):
        pytest.fail("was let in")
    assert str(output.parent) in caught.value.message


def test_a_workspace_that_leads_elsewhere_is_refused(output: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim" / "publish" / "public" / "stage-0123456789abcdef"
    victim.mkdir(parents=True)
    output.parent.mkdir()
    (output.parent / ".coalition").symlink_to(tmp_path / "victim")
    with pytest.raises(CoalitionError, match="leads elsewhere by a symbolic link"), stage(output):
        pytest.fail("was let in")
    assert victim.exists()


def test_two_builds_at_once_are_refused(output: Path) -> None:
    build(output, "first")
    with stage(output) as staged:
        with pytest.raises(CoalitionError, match="Another build is writing") as caught:
            build(output, "second")
        assert "Wait until it has finished" in caught.value.hint
        assert staged.folder.exists()
        build(output.with_name("preview"), "another output has a lock of its own")
    build(output, "third")
    assert version_of(output) == "third"


# Faults


def fail_with(number: int, path: Path | None = None):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), *([] if path is None else [str(path)]))

    return fail


@pytest.mark.parametrize(
    ("number", "message", "hint"),
    [
        (errno.ENOSPC, "The disk is full", "Free some space"),
        (errno.EDQUOT, "The disk is full", "Free some space"),
        (errno.EACCES, "may not be written: Permission denied", "permission to write"),
        (errno.EROFS, "may not be written: Read-only file system", "another folder with --output"),
        (errno.EBUSY, "is a disk of its own", "public/public"),
        (errno.EXDEV, "is a disk of its own", "public/public"),
    ],
)
def test_what_the_disk_refuses_is_said_with_the_cure(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str, hint: str
) -> None:
    build(output, "first")
    monkeypatch.setattr(exchange, "_exchange", fail_with(number))
    with pytest.raises(CoalitionError, match=message) as caught:
        build(output, "second")
    assert hint in caught.value.hint
    assert str(output.parent) in caught.value.message + caught.value.hint
    assert version_of(output) == "first"
    assert left_behind(output) == []


def test_a_disk_that_cannot_lock_is_named(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", fail_with(errno.ENOLCK))
    with pytest.raises(CoalitionError, match="cannot lock files"):
        build(output, "first")


def test_a_disk_that_fills_while_staging_is_said_too(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, "first")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fail_with(errno.ENOSPC))
        with pytest.raises(CoalitionError, match="The disk is full"):
            build(output, "second")
    assert version_of(output) == "first"
    build(output, "third")


def test_a_disk_that_fills_when_it_is_flushed_is_said_too(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, "first")

    class Full:
        @staticmethod
        def syncfs(_: int) -> int:
            return -1

    monkeypatch.setattr(exchange, "_libc", Full)
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.ENOSPC)
    with pytest.raises(CoalitionError, match="The disk is full"):
        build(output, "second")
    assert version_of(output) == "first"


@pytest.mark.parametrize("error", [fail_with(errno.ENOENT), fail_with(errno.EACCES, Path("/etc/shadow"))])
def test_a_mistake_of_ours_is_not_explained_away(output: Path, error) -> None:
    with pytest.raises(OSError, match=r"No such file|/etc/shadow"), stage(output):
        error()


def test_a_folder_that_may_not_be_written_is_named(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", fail_with(errno.EACCES, output.parent / ".coalition"))
    with pytest.raises(CoalitionError, match=r"campaign/\.coalition may not be written") as caught:
        build(output, "first")
    assert f"permission to write in {output.parent}" in caught.value.hint


def test_an_output_that_is_a_mount_is_refused_before_anything_is_built(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.mkdir(parents=True)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == output)
    with pytest.raises(CoalitionError, match="is a disk of its own"), stage(output):
        pytest.fail("was let in")


def test_a_really_full_disk(tmp_path: Path) -> None:
    """In a mount namespace of its own, where the machine lets us make one."""
    code = "from test_exchange import *; build(Path('disk/public'), 'x' * 9000, files=int(sys.argv[1]))"
    script = f'mount -t tmpfs -o size=256k none disk && "$0" -c "{code}" 4 && "$0" -c "{code}" 400; cat disk/public/pages/3.html'
    (tmp_path / "disk").mkdir()
    done = shell.run(
        ["unshare", "--mount", "sh", "-c", script, sys.executable],
        folder=tmp_path,
        environment={"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])},
    )
    if b"not permitted" in done.stderr or b"permission denied" in done.stderr:
        pytest.skip("this machine lets only root mount")
    assert b"CoalitionError: The disk is full" in done.stderr
    assert done.stdout == b"x" * 9000


def test_platforms_without_any_exchange_are_known(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, "first")
    monkeypatch.setattr(sys, "platform", "darwin")  # whose function this libc lacks
    build(output, "second")
    assert version_of(output) == "second"


def test_a_file_system_that_cannot_exchange_is_known(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(output, "first")
    monkeypatch.setattr(exchange, "_IN_ONE_STEP", {"linux": ("renameat2", -100, 1 << 30)})  # an unknown flag: EINVAL
    build(output, "second")
    assert version_of(output) == "second"


def test_an_exchange_that_fails_for_another_reason_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange._exchange(tmp_path / "none", tmp_path / "neither")


def opened(descriptor: int) -> str:
    return Path(f"/proc/self/fd/{descriptor}").readlink().name


def test_where_files_must_be_flushed_one_by_one_they_are(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    fsync = os.fsync
    monkeypatch.setattr(exchange, "_libc", object)
    monkeypatch.setattr(os, "fsync", lambda fd: flushed.append(opened(fd)) or fsync(fd))
    build(output, "first")
    assert {"0.html", "1.html", "2.html", "manifest.json", "pages", "public", "campaign"} <= set(flushed)


# Deaths


def dead_build(output: Path, state: str) -> None:
    """What a build by journal leaves when it is killed at a certain point."""
    workspace = output.parent / ".coalition" / "publish" / output.name
    staged = workspace / "stage-0123456789abcdef"
    build(output.with_name("other"), "second")
    shutil.copytree(output.with_name("other"), staged)
    (workspace / "journal").write_text(staged.name)
    if state != "before the first rename":
        output.rename(workspace / f"{staged.name}.old")
    if state == "after the second rename":
        staged.rename(output)
    if state == "with its stage lost":
        shutil.rmtree(staged)


@pytest.mark.parametrize(
    ("state", "version"),
    [
        ("before the first rename", "first"),
        ("between the renames", "second"),
        ("after the second rename", "second"),
        ("with its stage lost", "first"),
    ],
)
def test_an_exchange_cut_short_is_ended_at_the_next_start(output: Path, state: str, version: str) -> None:
    build(output, "first")
    dead_build(output, state)
    with stage(output):
        assert version_of(output) == version
    assert left_behind(output) == []


@pytest.mark.parametrize("name", ["../../../victim", "stage-0123456789abcdef/../../../victim", "", "\udcff"])
def test_a_journal_that_is_not_ours_moves_nothing(output: Path, name: str) -> None:
    build(output, "first")
    (output.parent / "victim").mkdir()
    shutil.rmtree(output)
    (output.parent / ".coalition/publish/public/journal").write_bytes(os.fsencode(name))
    with stage(output):
        assert not output.exists()
    assert (output.parent / "victim").exists()
    assert left_behind(output) == []


def test_leftovers_are_swept_and_links_in_them_not_followed(output: Path, tmp_path: Path) -> None:
    build(output, "first")
    workspace = output.parent / ".coalition" / "publish" / "public"
    (tmp_path / "victim").mkdir()
    (workspace / "stage-0123456789abcdef").mkdir()
    (workspace / "stage-0123456789abcdef" / "link").symlink_to(tmp_path / "victim")
    (workspace / "stage-1123456789abcdef").symlink_to(tmp_path / "victim")
    (workspace / "stage-2123456789abcdef.old").write_text("x")
    (workspace / "stage-2123456789abcdef-work").mkdir()
    (workspace / "notes").write_text("not ours")
    with stage(output):
        assert len(left_behind(output)) == 2
    assert left_behind(output) == ["notes"]
    assert (tmp_path / "victim").exists()


BUILDER = """
import itertools, sys
from test_exchange import Path, build, exchange
if sys.argv[2] == "by journal":
    exchange._IN_ONE_STEP = {}
exchange.to_disk = lambda folder: None  # a power cut is not what is tried here
for number in itertools.count():
    build(Path(sys.argv[1]), f"{sys.argv[3]}-{number}", files=10)
    print(number, flush=True)
"""


def pages(folder: int) -> Iterator[str]:
    """The pages of a version that is open; not all, when it was taken away meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        for number in range(10):
            with os.fdopen(os.open(f"pages/{number}.html", os.O_RDONLY, dir_fd=folder)) as page:
                yield page.read()


def whole(output: Path) -> bool:
    """Read the output as a visitor does. False when it was exchanged meanwhile, so that nothing can be said."""
    try:
        folder = os.open(output, os.O_RDONLY)
        read = list(pages(folder))
        is_still_there = os.path.samestat(os.fstat(folder), output.stat())
        os.close(folder)
    except FileNotFoundError:
        return False
    if is_still_there:
        assert len(read) == 10
        assert len(set(read)) == 1
    return is_still_there


def test_a_build_killed_at_any_moment_leaves_one_whole_version(output: Path, platform: str) -> None:
    build(output, "first", files=10)
    in_one_step = platform == "in one step"
    moments = random.Random(platform)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    }
    seen = 0
    for life in range(25):
        command = [sys.executable, "-c", BUILDER, str(output), platform, str(life)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as builder:
            assert builder.stdout is not None
            assert builder.stdout.readline() == b"0\n"
            for _ in range(moments.randrange(60)):
                seen += whole(output)
                assert output.exists() or not in_one_step
            builder.send_signal(signal.SIGKILL)
        if in_one_step:
            assert whole(output)
    assert seen > 100
    build(output, "last", files=10)
    assert version_of(output) == "last"
    assert left_behind(output) == []
