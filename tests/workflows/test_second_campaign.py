"""A campaign for another cause than the demonstration's, from `init` to its site: nothing of ours may shine through."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from coalition.cli.main import cli
from coalition.publishing.extraction import words

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-21T12:00:00Z"
ANOTHERS = re.compile(
    r"migra|traffick|\btratas? de\b|tratante|refuge|refugiad|asylum|\basilo\b|smuggl|exploitat|explotaci|\bVIH\b|\bHIV\b",
    re.IGNORECASE,
)
"""Words of the demonstration's cause."""

TITLE = {"en": "Who pays for the storm", "es": "Quién paga la tormenta"}
TEXT = {
    "en": "Wind took the roofs, and the fund that was promised has paid for none. [Islands have asked]{.key-finding}.",
    "es": "El viento se llevó los tejados, y el fondo prometido no ha pagado ninguno.",
}
CHAPTER = """\
---
title: {title}
theme: loss-and-damage
lead: dune-watch
contributors: [reef-alliance]
status: review
abstract: {abstract}
---

## {title} {{#sec-storm}}

{abstract} Scientists have counted what it costs [@reef2024, p. 3].

::: {{.recommendation #rec-fund to="all-states intergovernmental"}}
{abstract}
:::
"""
SOURCE = """\
@report{reef2024, title = {What the storm cost}, author = {{Reef Institute}}, year = {2024}, institution = {Reef Institute}}
"""
PRACTICE = """\
---
title: A row of shrubs
member: dune-watch
countries: [MA]
stages: [adaptation, planning]
themes: [adaptation]
approaches: [restoration]
target_groups: [farmers]
frameworks: [paris-7, sendai-3, escazu-7, sdg-13-1]
summary: A row of shrubs keeps the sand from the fields.
---

Shrubs were planted in rows, and the fields behind them were spared.
"""


@dataclass
class Founded:
    """The campaign, what its commands said, and what was published."""

    folder: Path
    said: str
    public: Path


def text(folder: Path, path: str, content: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(content, encoding="utf-8")


def filled(folder: Path, run) -> None:
    run("member", "add", "Dune Watch", "--type", "national-ngo", "--country", "Morocco", "--status", "active",
        "--theme", "adaptation", "--theme", "loss-and-damage", "--on", "2026-01-01")  # fmt: skip
    settings = (folder / "coalition.yaml").read_text(encoding="utf-8")
    settings = settings.replace(
        "vocabularies: climate",
        "vocabularies: {preset: climate, stages: {planning: {en: Planning, es: Planificación}}}",
    )
    text(folder, "coalition.yaml", settings.replace("chapters: [energy]", "chapters: [storm]"))
    run("member", "set", "dune-watch", "stages.MA", "adaptation", "planning")
    (folder / "chapters/energy").rename(folder.parent / "energy")
    run("chapter", "new", "storm", "--title", TITLE["en"], "--theme", "loss-and-damage", "--lead", "dune-watch")
    for tag in ("en", "es"):
        path = "chapters/storm/chapter.md" if tag == "en" else "chapters/storm/chapter.es.md"
        text(
            folder,
            path,
            CHAPTER.format(title=TITLE[tag], abstract=TEXT["es" if tag == "es" else "en"].partition(". [")[0]),
        )
    text(folder, "chapters/storm/references.bib", SOURCE)
    text(folder, "practices/shrubs.md", PRACTICE)
    run("statement", "new", "pay-now", "--title", TITLE["en"], "--occasion", "The next conference", "--to", "state:All states",
        "--venue", "general-letter", "--theme", "loss-and-damage", "--submitted-by", "reef-alliance", "--drafter", "dune-watch")  # fmt: skip
    letter = folder / "statements/pay-now/v1/en.md"
    front = letter.read_text(encoding="utf-8").split("\n---\n")[0]
    letter.write_text(f"{front}\n---\n\nThe fund that was promised has paid for no roof. Pay now.\n", encoding="utf-8")
    run("statement", "freeze", "pay-now")
    run("statement", "open", "pay-now", "--closes", "2026-12-10")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    folder = tmp_path_factory.mktemp("second") / "climate"
    said: list[str] = []

    def run(*arguments: str, status: int = 0) -> None:
        done = CliRunner().invoke(cli, ["-C", str(folder), "--now", NOW, *arguments])
        said.append(done.output)
        assert done.exit_code == status, (done.output, done.exception)

    start = CliRunner().invoke(
        cli,
        ["--now", NOW, "init", str(folder), "--no-git", "--name", "Climate Justice Now", "--id", "climate-now",
         "--languages", "en,es", "--preset", "climate", "--secretariat", "Reef Alliance, Fiji"],
    )  # fmt: skip
    assert start.exit_code == 0, start.output
    run("check", "--strict")
    filled(folder, run)
    run("check", "--strict")
    for listing in ("member", "chapter", "statement", "practice"):
        run(listing, "list")
    for command in (["init", "-b", "main"], ["add", "--all"], ["commit", "-m", "Begun"]):
        subprocess.run(
            ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.example", *command],
            check=True,
            capture_output=True,
        )
    run("build", "--quiet")
    return Founded(folder, "\n".join([start.output, *said]), folder / "public")


@pytest.mark.slow
def test_no_word_of_another_cause_is_in_anything_published(founded: Founded):
    read = 0
    for path in sorted(founded.public.rglob("*")):
        if path.suffix not in {".html", ".pdf", ".docx", ".epub", ".json", ".csv", ".xml", ".ics", ".txt"}:
            continue
        shown = words(str(path.relative_to(founded.public)), path.read_bytes())
        assert (path.name, ANOTHERS.findall(shown)) == (path.name, [])
        read += len(shown)
    assert read > 50_000


@pytest.mark.slow
def test_no_word_of_another_cause_is_said_in_the_terminal_or_stands_in_the_repository(founded: Founded):
    assert ANOTHERS.findall(founded.said) == []
    tracked = subprocess.run(["git", "-C", str(founded.folder), "ls-files"], capture_output=True, text=True, check=True)
    for path in tracked.stdout.split():
        assert (path, ANOTHERS.findall((founded.folder / path).read_text(encoding="utf-8"))) == (path, [])


@pytest.mark.slow
def test_what_the_members_wrote_is_published_in_every_form(founded: Founded):
    report = founded.public / "report"
    for name in ("report.pdf", "report.docx", "report.epub", "report.html"):
        assert "who pays for the storm" in words(name, (report / name).read_bytes())
    assert "Quién paga la tormenta" in (founded.public / "es/report/storm/index.html").read_text(encoding="utf-8")
    practice = (founded.public / "practices/shrubs/index.html").read_text(encoding="utf-8")
    assert "Paris Agreement 7: Adaptation" in practice
    assert "Planning" in practice
    assert "Acuerdo de París 7: Adaptación" in (founded.public / "es/practices/shrubs/index.html").read_text(
        encoding="utf-8"
    )
    assert (founded.public / "statements/pay-now/statement.pdf").exists()
    members = json.loads((founded.public / "data/members.json").read_text(encoding="utf-8"))
    assert "Dune Watch" in json.dumps(members)
