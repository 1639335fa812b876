"""What to write instead of a word that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Collection


def instead(word: str, known: Collection[str], what: str, otherwise: str) -> str:
    """The nearest word that is known, or all of them when they are few, else what to do about it. Never empty."""
    return suggest(word, known, what=what) or otherwise
