"""A small campaign in a repository of its own, and the command run on it as a person does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_campaign import make


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    return make(tmp_path / "campaign")


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def coalition(campaign: Path) -> Run:
    def run(*arguments: str, folder: Path = campaign, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "coalition", "-C", str(folder), *arguments]
        env = {**os.environ, **environment}
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small campaign, built once; tests only read it."""
    folder = make(tmp_path_factory.mktemp("built") / "campaign")
    command = [sys.executable, "-m", "coalition", "-C", str(folder), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def rebuilt(built: Path, tmp_path: Path) -> Path:
    """A copy of the built campaign, to be changed."""
    folder = tmp_path / "rebuilt"
    shutil.copytree(built, folder, symlinks=True)
    return folder
