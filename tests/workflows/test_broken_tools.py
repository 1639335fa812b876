"""A program from outside that is missing, hangs, prints junk, or succeeds with nothing: a sentence, never a traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coalition.publishing import manifest

JUNK = "print('\\x1b[31m <<< not what you asked for >>>')"
BEHAVIOURS = {
    "fails": "import sys; sys.exit('it is broken\\x1b]0;owned\\x07')",
    "prints junk": JUNK,
    "succeeds with nothing": "",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "hangs": "import time; time.sleep(600)",
    "floods": "import sys\nwhile True: sys.stdout.write('x' * 65536)",
}
PATCH = """
import sys, pathlib
from coalition.sources import shell
from coalition.prose import pandoc
fake = [sys.executable, sys.argv.pop(1)]
tool = sys.argv.pop(1)
real = shell.run
def run(command, **options):
    named = " ".join(map(str, command))
    if tool in named and "fake" not in named:
        options["limits"] = shell.Limits(seconds=1, output_bytes=1 << 20)
        return real(fake, **options)
    return real(command, **options)
shell.run = run
import coalition.outputs.typesetting as typesetting
typesetting.run = run
from coalition.cli.main import run as main
main()
"""


def build(folder: Path, fake: Path, tool: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PATCH, str(fake), tool, "-C", str(folder), "build"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("tool", ["pandoc-server.cgi", "typeset.py", "mkdocs"])
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_broken_program_is_told_in_a_sentence_and_nothing_is_published(campaign, tmp_path, tool, behaviour):
    fake = tmp_path / "fake.py"
    fake.write_text(BEHAVIOURS[behaviour], encoding="utf-8")
    done = build(campaign, fake, tool)
    assert done.returncode in (1, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert "bug in coalition" not in done.stderr
    assert "\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) < 60
    assert not (campaign / "public").exists()


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_broken_git_is_told_in_a_sentence(rebuilt, tmp_path, behaviour):
    (tmp_path / "bin").mkdir()
    git = tmp_path / "bin/git"
    git.write_text(
        f"#!{sys.executable}\n{BEHAVIOURS[behaviour].replace('time.sleep(600)', 'time.sleep(3); sys.exit(1)').replace('import time', 'import sys, time')}\n"
    )
    git.chmod(0o755)
    before = (rebuilt / "public/manifest.json").read_bytes()
    env = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "coalition", "-C", str(rebuilt), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert (rebuilt / "public/manifest.json").read_bytes() == before
    assert manifest.verify(rebuilt / "public") == ()


def test_a_missing_pandoc_is_told_with_the_cure(campaign):
    missing = "import pypandoc, coalition.prose.pandoc as p; from coalition.sources.shell import ToolMissing\n"
    missing += "def gone(): raise ToolMissing('pandoc')\np.locate = gone\nfrom coalition.cli.main import run; run()"
    command = [sys.executable, "-c", missing, "-C", str(campaign), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 3, done.stderr
    assert "pandoc" in done.stderr
    assert "Install" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_slow_program_is_waited_for(campaign, tmp_path):
    """What takes its time and then answers rightly changes nothing but the time."""
    slow = tmp_path / "bin/git"
    slow.parent.mkdir()
    real = shutil.which("git")
    slow.write_text(
        f"#!{sys.executable}\nimport os, sys, time\ntime.sleep(0.3)\nos.execv({real!r}, ['git', *sys.argv[1:]])\n"
    )
    slow.chmod(0o755)
    env = {**os.environ, "PATH": f"{slow.parent}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "coalition", "-C", str(campaign), "build", "--only", "site"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=env)
    assert done.returncode == 0, done.stderr
