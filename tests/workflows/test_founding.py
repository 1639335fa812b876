"""What a new campaign is made of, where nobody is asked."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from coalition.workflows.founding import answers, contents, requirements
from coalition.workflows.founding.answers import Answers, Organisation

DAY = date(2026, 11, 21)


def some(**said: Any) -> Answers:
    usual: dict[str, Any] = {
        "name": "Fair Winds",
        "id": "fair-winds",
        "domain": "fair-winds.example",
        "languages": ("en",),
        "preset": "own",
        "secretariat": Organisation("reef", "Reef", "FJ", "network"),
    }
    return Answers(**{**usual, **said})


def test_the_same_answers_give_the_same_files_and_no_answer_stands_in_what_is_run():
    one = contents.contents(some(), DAY, "")
    other = {sheet.path: sheet.content for sheet in contents.contents(some(name="Others", id="others"), DAY, "")}

    assert one == contents.contents(some(), DAY, "")
    assert [sheet.path for sheet in one] == sorted(other)
    assert all(other[sheet.path] == sheet.content for sheet in one if sheet.path in contents.HOSTS)


@pytest.mark.parametrize(
    ("languages", "paths"),
    [
        (("en",), ["pages/join.md"]),
        (("es", "en"), ["pages/join.en.md", "pages/join.md"]),
        (("en", "fr", "es-MX"), ["pages/join.es-MX.md", "pages/join.md"]),
        (("fr", "es"), ["pages/join.md"]),
        (("fr",), ["pages/join.md"]),
    ],
)
def test_texts_are_there_in_the_languages_that_we_have(languages: tuple[str, ...], paths: list[str]):
    written = {sheet.path: sheet.content.decode() for sheet in contents.contents(some(languages=languages), DAY, "")}

    assert [path for path in written if path.startswith("pages/join")] == paths
    first = written["pages/join.md"]
    assert ("language: es\n" in first) == (languages == ("fr", "es"))
    assert ("Unirse" in first) == (languages[0] == "es" or languages == ("fr", "es"))


def test_the_texts_of_both_languages_have_the_same_parts():
    """What one language's texts say, the other's say too: as many headings, links, rows and steps."""

    def shape(path: str, tag: str) -> list[str]:
        text = contents._source(f"texts/{tag}/{path}")
        return re.findall(r"^(#+|[0-9]\.|- |\||:::|  - type: \w+)|(@\w+@)|\]\(([^)]*)\)", text, re.MULTILINE)

    pages = [f"pages/{page}.md" for page in contents.PAGES]
    for path in {*contents.REQUESTS.values(), *pages, "foreword.md"}:
        assert shape(path, "en") == shape(path, "es"), path


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Harbour Network, Japan", ("Harbour Network", "JP")),
        ("Harbour Network, jp", ("Harbour Network", "JP")),
        ("Red Puerto, España", ("Red Puerto", "ES")),
        ("Water, Land and Sky", ("Water, Land and Sky", None)),
        ("Harbour", ("Harbour", None)),
    ],
)
def test_an_organisation_is_told_from_its_country(text: str, meant: tuple[str, str | None]):
    assert answers.seated(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("en", ("en",)),
        ("en es", ("en", "es")),
        ("English and Spanish; en", ("en", "es")),
        ("inglés y francés", ("en", "fr")),
    ],
)
def test_languages_are_understood_by_tag_and_name(text: str, meant: tuple[str, ...]):
    assert answers.languages(text) == meant


def installed(monkeypatch: pytest.MonkeyPatch, direct: object) -> None:
    told = None if direct is None else json.dumps(direct)
    fake = SimpleNamespace(
        version="1.2", requires=[], read_text=lambda name: told if name == "direct_url.json" else None
    )
    monkeypatch.setattr(requirements, "distribution", lambda _: fake)


@pytest.mark.parametrize(
    ("direct", "line"),
    [
        (None, "coalition==1.2"),
        (
            {"url": "https://me:secret@code.example/c.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "coalition @ git+https://code.example/c.git@abc",
        ),
        (
            {"url": "https://code.example/c.whl", "archive_info": {"hashes": {"sha256": "d1"}}},
            "coalition @ https://code.example/c.whl#sha256=d1",
        ),
        ({"url": "https://code.example/c.whl", "archive_info": {}}, None),
        ({"url": "file:///home/somebody/coalition", "dir_info": {"editable": True}}, None),
        ({"url": "ssh://git@code.example/c.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}, None),
    ],
)
def test_the_program_is_installed_from_where_it_came(monkeypatch: pytest.MonkeyPatch, direct: object, line: str | None):
    installed(monkeypatch, direct)

    assert requirements.program() == line
    text = requirements.requirements()
    named = [found for found in text.splitlines() if found.startswith("coalition")]
    assert named == ([line] if line else [])
    assert "secret" not in text
    assert "somebody/" not in text


def test_everything_that_is_needed_is_named_at_its_version():
    lines = requirements.needs()

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==\S+", line)] == []
    named = {line.partition("==")[0].lower() for line in lines}
    assert {"click", "pydantic", "pydantic_core", "typst", "markupsafe"} <= named
    assert not named & {"pytest", "ruff", "zizmor", "coalition"}
