"""What a build is named after: every library that has a part in it."""

import re
import tomllib
from pathlib import Path

from coalition.workflows.tools import PACKAGES, versions

ROOT = Path(__file__).resolve().parents[2]
AROUND = {"anyascii", "click", "defusedxml", "gitpython", "openpyxl", "rich", "watchfiles"}
"""Libraries around the work: they read commands, git and tables of members, watch files and show progress."""


def test_no_library_is_forgotten():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[^\w-]", dependency)[0].lower() for dependency in project["dependencies"]}
    assert needed - AROUND <= {name.lower() for name in PACKAGES}


def test_versions_are_sorted_by_name_and_say_what_we_are():
    found = versions()
    assert list(found) == sorted(found)
    assert {"coalition", "python", "pypandoc_binary"} <= dict(found).keys()
