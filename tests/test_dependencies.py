"""What is pinned is no version with a known advisory: each floor names the advisory that it is for."""

import re
import subprocess
from pathlib import Path

import pytest

from coalition.prose.pandoc import locate

ROOT = Path(__file__).parents[1]
FLOORS = {
    "certifi": ("2024.7.4", "CVE-2024-39689: a root certificate that is trusted no more"),
    "GitPython": ("3.1.41", "CVE-2022-24439, CVE-2023-41040, CVE-2024-22190: commands and files from outside"),
    "idna": ("3.7", "CVE-2024-3651: names that take for ever to decode"),
    "Jinja2": ("3.1.6", "CVE-2024-56326, CVE-2025-27516: ways out of the sandbox"),
    "mkdocs": ("1.2.3", "CVE-2021-40978: its server gave files from outside its folder (we do not run it)"),
    "Pillow": ("11.3.0", "CVE-2023-4863, CVE-2024-28219, CVE-2025-48379: memory overwritten by pictures"),
    "pydantic": ("2.4.0", "CVE-2024-3772: addresses that take for ever to match"),
    "Pygments": ("2.15.1", "CVE-2022-40896: source text that takes for ever to match"),
    "PyYAML": ("5.4", "CVE-2020-14343: code run by what is loaded"),
    "requests": ("2.32.4", "CVE-2024-47081: credentials given to another host"),
    "urllib3": ("2.5.0", "CVE-2025-50181: redirects followed where they were forbidden"),
}
PANDOC = ((3, 1, 6), "CVE-2023-35936, CVE-2023-38745: files written outside the sandbox")


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


PINNED = {
    name.casefold(): version
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_pinned_version_has_a_known_advisory(name):
    floor, why = FLOORS[name]
    assert numbers(PINNED[name.casefold()]) >= numbers(floor), why


def test_pandoc_is_newer_than_its_advisories():
    said = subprocess.run([str(locate()), "--version"], capture_output=True, text=True, check=True).stdout
    assert numbers(said.splitlines()[0]) >= PANDOC[0], PANDOC[1]


def test_everything_is_pinned_exactly_and_from_no_address():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", line)] == []


def test_every_direct_dependency_is_pinned():
    declared = re.findall(r'^  "([A-Za-z0-9_.-]+)>=', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert len(declared) > 20
    assert [
        name for name in declared if name.casefold() not in PINNED and name.casefold().replace("_", "-") not in PINNED
    ] == []
