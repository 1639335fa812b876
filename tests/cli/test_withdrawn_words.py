"""Testimonies whose consent has ended, in everything that commands make."""

from __future__ import annotations

import subprocess

import cases
import pytest
from click.testing import CliRunner

from coalition.cli.main import cli
from coalition.publishing import extraction

WORDS = "quillfeather lanternrow"
CHAPTER = "chapters/refugees/chapter.md"
RECORDS = """\
consents:
  - {id: number-of-consent, scope: [report, site], media: [web, print], languages: [en, es], on: 2026-01-01,
     until: 2027-01-01, kept: The steel cupboard}
  - {id: of-the-site-alone, scope: [site], media: [web], languages: [en], on: 2026-01-01, until: 2027-01-01}
"""
PASSAGES = f"""\
::: {{.testimony #t-one consent="number-of-consent" pseudonym="Amina Quillfeather"}}
I saw the {WORDS} twice.
:::

::: {{.testimony consent="of-the-site-alone" pseudonym="Amina"}}
I saw the moorland signalbox.
:::

### What is missing {{#sec-missing}}
"""
BEFORE, AFTER = "2026-11-01T00:00:00Z", "2027-01-02T00:00:00Z"


def git(folder, *words):
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("testimony") / "campaign"
    cases.build(cases.Case("good", (), ()), folder)
    text = (folder / CHAPTER).read_text("utf-8")
    (folder / CHAPTER).write_text(text.replace("### What is missing {#sec-missing}\n", PASSAGES), "utf-8")
    (folder / "consents.yaml").write_text(RECORDS, "utf-8")
    git(folder, "init", "-q", "-b", "main")
    for name in ("user.name", "user.email"):
        git(folder, "config", name, "a@a.example")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "One")
    git(folder, "tag", "told")
    withdrawn = RECORDS.replace("until: 2027-01-01, kept", "until: 2027-01-01, withdrawn: 2026-10-01, kept")
    (folder / "consents.yaml").write_text(withdrawn, "utf-8")
    git(folder, "commit", "-qam", "Two")
    git(folder, "tag", "withdrawn")
    (folder / "consents.yaml").write_text(RECORDS, "utf-8")
    git(folder, "commit", "-qam", "Told again")
    return folder


def run(folder, *words):
    return CliRunner().invoke(cli, ["-C", str(folder), *words])


@pytest.mark.parametrize("sides", [("told", "withdrawn"), ("withdrawn", "told"), ("told",)])
def test_a_redline_brings_no_words_back_that_were_withdrawn(folder, tmp_path, sides):
    (folder / "consents.yaml").write_text(
        RECORDS.replace("scope: [report, site]", "withdrawn: 2026-10-01, scope: [report]")
    )
    done = run(folder, "--now", BEFORE, "report", "diff", *sides, "--output", str(tmp_path / "a.html"))
    git(folder, "checkout", "-q", "consents.yaml")

    assert done.exit_code == 0, done.output
    assert "quillfeather" not in (tmp_path / "a.html").read_text("utf-8").lower()
    assert "signalbox" not in (tmp_path / "a.html").read_text("utf-8")


def test_a_redline_shows_a_testimony_that_may_be_told(folder, tmp_path):
    text = (folder / CHAPTER).read_text("utf-8")
    (folder / CHAPTER).write_text(text.replace(f"{WORDS} twice", f"{WORDS} once"), "utf-8")
    done = run(folder, "--now", BEFORE, "report", "diff", "told", "--output", str(tmp_path / "a.html"))
    git(folder, "checkout", "-q", CHAPTER)

    assert done.exit_code == 0, done.output
    assert WORDS in (tmp_path / "a.html").read_text("utf-8")


def test_nobody_compares_or_builds_an_old_commit_while_the_newest_consents_cannot_be_read(folder, tmp_path):
    (folder / "consents.yaml").write_text("consents:\n  - {id: number-of-consent, withdrawn: yesterday}\n", "utf-8")
    compared = run(folder, "report", "diff", "told", "HEAD", "--output", str(tmp_path / "a.html"))
    built = run(folder, "build", "--rev", "told", "--output", str(tmp_path / "public"))
    git(folder, "checkout", "-q", "consents.yaml")

    for done in (compared, built):
        assert "consents.yaml cannot be read" in str(done.exception)
    assert not (tmp_path / "a.html").exists()
    assert not (tmp_path / "public").exists()


def everything(output) -> str:
    """All that a reader, a search or a program finds in what was published, and the names of its files."""
    found = []
    for path in sorted(output.rglob("*")):
        if path.is_file():
            name = path.relative_to(output).as_posix()
            found += [
                name,
                path.read_bytes().decode("utf-8", "replace"),
                extraction.words(name, path.read_bytes()),
            ]
    return "\n".join(found).lower()


@pytest.mark.slow
def test_the_same_commit_is_built_with_a_testimony_while_it_may_be_told_and_without_it_from_then_on(folder, tmp_path):
    told, over = tmp_path / "told", tmp_path / "over"
    for now, output in ((BEFORE, told), (AFTER, over)):
        done = run(folder, "--now", now, "build", "--output", str(output))
        assert done.exit_code == 0, done.output

    before, after = everything(told), everything(over)
    assert before.count(WORDS) > 3
    assert "signalbox" in (told / "report/refugees/index.html").read_text("utf-8")
    assert "signalbox" not in (told / "report/report.html").read_text("utf-8")
    for secret in ("quillfeather", "signalbox"):
        assert secret not in after
    for secret in ("number-of-consent", "of-the-site-alone", "steel cupboard", "consents.yaml"):
        assert secret not in before + after
