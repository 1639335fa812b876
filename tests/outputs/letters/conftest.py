"""Statements as letters, made of the sample campaign's answers and of texts that the tests show."""

from __future__ import annotations

from dataclasses import replace

import pytest
import site_sample

from coalition.outputs.letters.composing import Edition, compose
from coalition.outputs.words import Words
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Manuscript
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

TEXT = """\
We are organisations.

## 1. Needs first {#sec-needs}

Give shelter.[^note] See [the members](members/) and [a paper](https://paper.example/).

[^note]: A note.

::: {.demand #dem-shelter to="all-states"}
Give shelter to everyone.
:::
"""


@pytest.fixture(scope="session")
def pandoc():
    return Pandoc(Cache(None))


@pytest.fixture(scope="session")
def make_letter(pandoc):
    """The sample's statement as a letter; `changes` are those of its view."""

    def make(text=TEXT, *, language="en", text_language="", draft=False, view=None, **changes):
        manuscript = Manuscript(
            id="statement-imrf-2026-v2",
            path="statements/imrf-2026/v2/en.md",
            body=text,
            language=text_language or language,
            numbered=False,
            passages=frozenset({"demand"}),
            cites=False,
            targets={"members/": "site:members/"},
        )
        section = prepare([manuscript], Bibliography(), pandoc=pandoc).value.sections[0]
        campaign = view or site_sample.view("es" if language == "es" else "en")
        statement = replace(campaign.statements[0], **changes)
        words = Words(language)
        return compose(statement, section, {}, Edition(campaign, words, "0123456789abcdef", draft=draft))

    return make


@pytest.fixture(scope="session")
def letter(make_letter):
    return make_letter()
