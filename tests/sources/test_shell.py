"""The door to child processes: what a child sees, how much it may take, and that nothing outlives it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coalition.errors import CoalitionError
from coalition.sources import shell
from coalition.sources.shell import Completed, Limits, ToolFailed, ToolMissing, ToolOverflowed, ToolTimedOut, run

if TYPE_CHECKING:
    from collections.abc import Iterator


def python(code: str, **options) -> Completed:
    return run([sys.executable, "-c", code], **options)


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie that nobody has fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_both_outputs_and_the_status_come_back() -> None:
    assert run(["sh", "-c", "echo out; echo err >&2; exit 3"]) == Completed(3, b"out\n", b"err\n")


def test_a_program_ended_by_a_signal_has_a_negative_status() -> None:
    assert run(["sh", "-c", "kill -TERM $$"]).status == -signal.SIGTERM


def test_arguments_arrive_as_they_are() -> None:
    odd = ["-n", "$HOME", "a b", "", "new\nline", "'\"", "\udcff"]
    said = run([sys.executable, "-c", "import sys, os; sys.stdout.buffer.write(os.fsencode(repr(sys.argv[1:])))", *odd])
    assert said.stdout.decode() == repr(odd)


def test_more_than_a_pipe_holds_goes_in_and_out_without_deadlock() -> None:
    megabytes = os.urandom(1 << 20) * 3
    echo = "import sys; data = sys.stdin.buffer.read(); sys.stdout.buffer.write(data); sys.stderr.buffer.write(data)"
    assert python(echo, stdin=megabytes) == Completed(0, megabytes, megabytes)


def test_a_program_may_stop_listening() -> None:
    assert run(["sh", "-c", "exec <&-; echo enough"], stdin=b"x" * (1 << 20)).stdout == b"enough\n"


def test_without_stdin_a_program_reads_nothing() -> None:
    assert run(["cat"]) == Completed(0, b"", b"")


def test_a_child_sees_nothing_of_the_callers_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "do not tell")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    monkeypatch.setenv("https_proxy", "http://proxy.example")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.delenv("TMPDIR", raising=False)
    seen = dict(line.split("=", 1) for line in run(["env"]).stdout.decode().splitlines())
    # A shell adds PWD, and some shells a little more.
    assert set(seen) - {"PWD", "OLDPWD", "SHLVL", "_"} == {
        "PATH", "LANG", "HOME", "TZ",
        "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY",
    }  # fmt: skip
    assert seen["TZ"] == "UTC"
    assert seen["https_proxy"] == shell.DEAD_PROXY
    assert not Path(seen["HOME"]).exists()


def test_what_the_caller_gives_is_added(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    said = run(
        ["sh", "-c", "echo $HOME $SOURCE_DATE_EPOCH $TMPDIR"], environment={"HOME": "/h", "SOURCE_DATE_EPOCH": "1"}
    )
    assert said.stdout.decode().split() == ["/h", "1", str(tmp_path)]


def test_it_runs_in_the_folder_asked_for(tmp_path: Path) -> None:
    assert run(["pwd"], folder=tmp_path).stdout.decode().strip() == str(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CoalitionError, match="There is no folder"):
        run(["true"], folder=tmp_path / "gone")


def test_a_missing_program_is_named_with_the_cure() -> None:
    with pytest.raises(ToolMissing) as caught:
        run(["no-such-program"])
    assert caught.value.tool == "no-such-program"
    assert "no-such-program" in caught.value.message
    assert "Install no-such-program" in caught.value.hint


def test_a_missing_git_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing) as caught:
        run(["git", "status"])
    assert "apt install git" in caught.value.hint


def test_a_program_is_never_found_in_the_current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.write_text("#!/bin/sh\necho planted\n")
    planted.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    with pytest.raises(ToolMissing):
        run(["planted"])


def test_a_program_that_cannot_be_started_is_named() -> None:
    with pytest.raises(ToolFailed, match='"true" could not be started'):
        run(["true", "x" * (1 << 22)])


def test_a_program_that_hangs_is_stopped_with_its_children(tmp_path: Path) -> None:
    held = tmp_path / "held"
    os.mkfifo(held)
    reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(ToolTimedOut) as caught:
        run(["sh", "-c", f"sleep 600 3>{held} & wait"], limits=Limits(seconds=0.5))
    assert caught.value.tool == "sh"
    assert "0.5 seconds" in caught.value.message
    # The pipe ends when the last that holds it has: at once, or after ten minutes.
    assert select.select([reader], [], [], 10)[0] == [reader]
    os.close(reader)


def test_a_program_that_is_busy_for_too_long_is_stopped_whatever_the_clock_says() -> None:
    with pytest.raises(ToolTimedOut, match="within 1 seconds"):
        python("while True: pass", limits=Limits(seconds=300, cpu_seconds=1))


def test_a_program_that_closes_its_outputs_and_hangs_is_stopped() -> None:
    with pytest.raises(ToolTimedOut):
        run(["sh", "-c", "exec >&- 2>&-; sleep 600"], limits=Limits(seconds=0.3))


def test_a_child_of_the_child_that_holds_the_outputs_is_stopped() -> None:
    with pytest.raises(ToolTimedOut):
        run(["sh", "-c", "sleep 600 & exit 0"], limits=Limits(seconds=0.3))


@pytest.mark.parametrize("stream", ["", " >&2"])
def test_a_program_that_writes_without_end_is_stopped(stream: str) -> None:
    with pytest.raises(ToolOverflowed) as caught:
        run(["sh", "-c", f"yes{stream}"], limits=Limits(output_bytes=100_000))
    assert caught.value.tool == "sh"
    assert "100,000 bytes" in caught.value.message


def test_as_much_as_allowed_is_allowed() -> None:
    assert len(run(["head", "-c", "1000", "/dev/zero"], limits=Limits(output_bytes=1000)).stdout) == 1000


def test_ctrl_c_ends_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "child"
    ready = shell._ready

    def interrupted(*arguments) -> Iterator[object]:
        for _ in ready(*arguments):
            os.kill(os.getpid(), signal.SIGINT)
            yield pytest.fail("was not interrupted")

    monkeypatch.setattr(shell, "_ready", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(["sh", "-c", f"echo $$ > {note}; echo ready; exec sleep 600"])
    assert not alive(int(note.read_text()))


def test_memory_is_limited_where_asked() -> None:
    stopped = python("bytearray(1 << 30)", limits=Limits(memory_mb=256))
    assert stopped.status != 0
    assert b"MemoryError" in stopped.stderr


def test_a_limit_that_the_machine_has_set_lower_stays() -> None:
    limits = "import resource as r; print(r.getrlimit(r.RLIMIT_CORE), r.getrlimit(r.RLIMIT_AS)[1] >> 20)"
    inner = f"from coalition.sources.shell import *; import sys; print(run([sys.executable, '-c', {limits!r}], limits=Limits(memory_mb=4000)))"
    said = run(
        ["sh", "-c", 'ulimit -v 2048000; exec "$@"', "sh", sys.executable, "-c", inner],
        folder=Path(__file__).parents[2],
    )
    assert b"(0, 0) 2000" in said.stdout


def test_a_child_has_a_session_of_its_own() -> None:
    assert int(python("import os; print(os.getsid(0) == os.getpid())").stdout == b"True\n")


def test_a_child_that_is_already_reaped_is_never_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may by now be another's."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    killed: list[int] = []
    monkeypatch.setattr(os, "killpg", lambda group, _: killed.append(group))
    shell._kill(process)
    assert killed == []
