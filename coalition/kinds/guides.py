"""Words that say what to write in a new text, in several languages, so that nobody begins before an empty page.

They are no text of anybody's: `check` refuses to let them out.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "es")
"""In which there are guiding words; the first for every other language."""


@cache
def guide(name: str, language: str) -> str:
    """The guiding text of a kind, in that language or the nearest that there is."""
    base = language.partition("-")[0]
    known = base if base in LANGUAGES else LANGUAGES[0]
    return files("coalition").joinpath("guides", f"{name}.{known}.md").read_text("utf-8")


@cache
def guiding_lines(name: str) -> frozenset[str]:
    """The lines of a kind's guides, in every language, that nobody would write: sentences, not headings."""
    texts = (guide(name, language) for language in LANGUAGES)
    return frozenset(line for text in texts for line in text.splitlines() if line.endswith(".") and line[0] != "#")


def first_guiding_line(name: str, body: str) -> tuple[int, str] | None:
    """Where a text (counted from 0) still holds a guiding line, and what it says; None when it is its author's own."""
    guiding = guiding_lines(name)
    for index, line in enumerate(body.splitlines()):
        if line.strip() in guiding:
            return index, line.strip()
    return None
