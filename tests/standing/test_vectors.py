"""Every vector, as `coalition statement verify` judges it. tests/vectors/README.md says what they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition.cli.main import cli
from coalition.sources.cache import Cache
from coalition.workflows import boarding, verifying
from coalition.workflows import check as checking

FOLDER = Path(__file__).parents[1] / "vectors"
VECTORS = {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*/vector.json"))}
KEPT = Cache(None)
"""What ssh-keygen said, and finished prose, of all vectors together."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verifying, "open_cache", lambda *_: KEPT)
    monkeypatch.setattr(boarding, "open_cache", lambda *_: KEPT)
    monkeypatch.setattr(checking, "open_cache", lambda *_: KEPT)

    def command(name: str, *words: str):
        result = CliRunner().invoke(
            cli, ["-C", str(FOLDER / name / "campaign"), "--now", VECTORS[name]["instant"], *words]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return command


def said(stdout: str) -> list[dict[str, object]]:
    kept = ("path", "verdict", "strength", "counts")
    answers = [answer for statement in json.loads(stdout)["statements"] for answer in statement["answers"]]
    return sorted(({name: answer[name] for name in kept} for answer in answers), key=lambda answer: answer["path"])


@pytest.mark.parametrize("name", VECTORS)
def test_a_vector_has_the_verdicts_that_it_states(name, run):
    expected = VECTORS[name]["expected"]
    result = run(name, "statement", "verify", "--format", "json")
    found = json.loads(result.stdout)
    first = found["statements"][0]

    assert said(result.stdout) == expected["answers"]
    assert expected.get("totals", {}).items() <= first["totals"].items()
    assert expected.get("adopted", first["adopted"]) == first["adopted"]
    papers = {paper["path"]: paper["verdict"] for paper in found["papers"]}
    assert expected.get("papers", {}).items() <= papers.items()
    assert all(f"[{code}]" in result.stderr for code in expected.get("problems", ()))
    assert result.exit_code == expected["status"]
    assert all(answer["reason"] for statement in found["statements"] for answer in statement["answers"])


@pytest.mark.parametrize("name", [name for name, vector in VECTORS.items() if "chapters" in vector["expected"]])
def test_approvals_come_to_what_a_vector_states(name, run):
    found = {
        f"{chapter['id']}/{chapter['language']}": {
            "approved": chapter["approved"],
            "missing": chapter["missing"],
            **{key: [one["member"] for one in chapter[key]] for key in ("given", "objections", "stale")},
        }
        for chapter in json.loads(run(name, "status", "--format", "json").stdout)["chapters"]
    }
    assert found == VECTORS[name]["expected"]["chapters"]


@pytest.mark.parametrize("name", [name for name, vector in VECTORS.items() if "check" in vector])
def test_check_names_what_a_vector_hides(name, run):
    problems = json.loads(run(name, "check", "--format", "json").stdout)["problems"]

    assert {problem["code"] for problem in problems} >= set(VECTORS[name]["check"])


def test_every_attack_of_the_list_has_a_vector():
    assert len(VECTORS) > 100
    for vector in VECTORS.values():
        assert vector["what"].endswith((".", ":"))
        assert vector["expected"]["answers"] or "chapters" in vector["expected"] or vector["name"] == "member-unknown"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Madrid"])
def test_the_zone_of_the_machine_changes_nothing(zone, run, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    KEPT.trim(0)  # so that ssh-keygen is asked again
    try:
        for name in ("key-first-second", "key-last-second", "key-ended-second", "deadline-anywhere-on-earth"):
            result = run(name, "statement", "verify", "--format", "json")
            assert said(result.stdout) == VECTORS[name]["expected"]["answers"]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.git
def test_a_checkout_with_autocrlf_keeps_its_bytes_where_gitattributes_says_so(tmp_path):
    """Git would change every line; with the lines that a campaign's .gitattributes has, it leaves what is signed alone."""
    origin, copy = tmp_path / "origin", tmp_path / "copy"
    files = FOLDER / "good" / "campaign"
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*words: str) -> None:
        subprocess.run(["git", *words], check=True, capture_output=True, env=environment)

    git("init", "-q", str(origin))
    for path in files.rglob("*"):
        if path.is_file():
            target = origin / path.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (origin / ".gitattributes").write_text("statements/** -text\nchapters/** -text\ntrust/** -text\n", "utf-8")
    git("-C", str(origin), "add", "-A")
    git("-C", str(origin), "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "signed")
    git("clone", "-q", "-c", "core.autocrlf=true", str(origin), str(copy))
    assert b"\r\n" in (copy / "members.yaml").read_bytes()

    command = [sys.executable, "-m", "coalition", "-C", str(copy), "--now", "2026-11-21T12:00:00Z"]
    done = subprocess.run([*command, "statement", "verify"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 counted" in done.stdout
