"""What babel knows of a language, by its tag."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_WORLD = {"en": "en-GB"}
"""In CLDR, English without a country is that of the United States: month first, and hours before and after noon."""


@cache
def locale_of(tag: str) -> Locale:
    """The locale in which words of that language are written; British English where babel knows nothing of it."""
    from babel import Locale

    return nearest_locale(_WORLD.get(tag, tag)) or Locale.parse("en_GB")


@cache
def nearest_locale(tag: str) -> Locale | None:
    """The locale of a tag, or of what is left of it without its last parts."""
    from babel import Locale, UnknownLocaleError

    words = tag.split("-")
    while words:
        try:
            return Locale.parse("_".join(words))
        except (UnknownLocaleError, ValueError):
            words.pop()
    return None
