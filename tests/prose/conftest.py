from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from prose_samples import DOE, ROE, chapter, works

from coalition.problems import Parsed
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Book, Manuscript
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

Prepare = Callable[..., Parsed[Book]]


@pytest.fixture(scope="session")
def pandoc() -> Iterator[Pandoc]:
    """One pandoc for all tests, with a cache in memory: the same text is read once."""
    return Pandoc(Cache(None))


@pytest.fixture
def prepared(pandoc: Pandoc) -> Prepare:
    """Prepares bodies (as chapters of their own) or manuscripts with a bibliography of Doe and Roe."""

    def run(*texts: str | Manuscript, bibliography: Bibliography | None = None, **values: object) -> Parsed[Book]:
        manuscripts = [
            chapter(text, "refugees" if index == 0 else f"chapter-{index}", **values) if isinstance(text, str) else text
            for index, text in enumerate(texts)
        ]
        return prepare(manuscripts, bibliography or Bibliography(shared=works(DOE, ROE)), pandoc=pandoc)

    return run


@pytest.fixture(scope="session")
def reference() -> bytes:
    """A reference document for Word with the styles that the DOCX writer names: pandoc's own."""
    import subprocess

    from coalition.prose.pandoc import locate

    return subprocess.run(
        [locate(), "--print-default-data-file=reference.docx"], capture_output=True, check=True
    ).stdout
