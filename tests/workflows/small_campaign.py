"""A small campaign in a repository of its own, always of the same commit."""

import os
import subprocess
from pathlib import Path

FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en, es]}
themes: {refugees: {title: {en: Refugees, es: Personas refugiadas}}}
report: {title: {en: Passage, es: Paso}, edition: "2026", chapters: [refugees, later]}
venues: {letter: {title: Open letter}}
""",
    "members.yaml": """\
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: "NO"
    membership: [{status: active, on: 2024-01-01}]
    contacts:
      - {type: email, value: office@harbour.example, public: true}
      - {type: phone, value: "+47 00 00 00 01"}
  - id: quiet-line
    name: Quiet Line of the Gulf
    type: national-ngo
    country: KW
    visibility: unnamed
    membership: [{status: active, on: 2024-01-01}]
""",
    "mkdocs.yml": "site_name: Fair Passage\nsite_url: https://fair-passage.example/\nnav:\n  - Home: index.md\n  - Report: report/\n",
    "pages/index.md": "---\ntitle: Fair Passage\n---\n\n## What we do\n\nSee [the members](members/) and [about](about.md).\n",
    "pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nWe are organisations.\n",
    "chapters/refugees/chapter.md": """\
---
title: Refugee protection
theme: refugees
lead: harbour
status: final
abstract: What the chapter shows.
---

## Who is protected {#sec-who}

The number is known [@unhcr-2024, p. 3].[^1]

[^1]: A note about the number.

| Place | People |
| ----- | -----: |
| North |     12 |

: People by place. {#tbl-place}

@tbl-place shows it, and @sec-who says so.

::: {.recommendation #rec-count to="all-states"}
Count everyone.
:::
""",
    "chapters/refugees/references.bib": "@report{unhcr-2024,\n  author = {{UNHCR}},\n  title = {Numbers},\n  year = {2024},\n}\n",
    "chapters/later/chapter.md": "---\ntitle: A later chapter\ntheme: refugees\nlead: harbour\nstatus: draft\n---\n\nUnfinished words.\n",
    "statements/first/statement.yaml": "venue: letter\nsubmitted_by: harbour\nstatus: consultation\n",
    "statements/first/v1/en.md": """\
---
title: Open the safe channels
occasion: The first review
addressed_to: [{name: Governments, type: state}]
---

## Why

People must leave.
""",
}
WHEN = "2026-03-02T10:00:00+00:00"


def git(folder: Path, *arguments: str) -> str:
    who = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@a.example",
        "GIT_AUTHOR_DATE": WHEN,
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example", "GIT_COMMITTER_DATE": WHEN}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={"PATH": os.environ["PATH"], **who},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "Change") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def make(folder: Path, files: dict[str, str] = FILES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, {**files, ".gitignore": "/public/\n/.coalition/\n"})
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "Begin")
    return folder
