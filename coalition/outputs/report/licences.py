"""Licences by their SPDX identifiers: the name that is printed, and where the text is."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as a reader meets it."""

    name: str
    address: str = ""
    """Where its text is; empty for a licence in the campaign's own words."""


_CREATIVE_COMMONS = {
    "BY": "Attribution",
    "BY-SA": "Attribution-ShareAlike",
    "BY-ND": "Attribution-NoDerivatives",
    "BY-NC": "Attribution-NonCommercial",
    "BY-NC-SA": "Attribution-NonCommercial-ShareAlike",
    "BY-NC-ND": "Attribution-NonCommercial-NoDerivatives",
}


def licence(identifier: str) -> Licence:
    """The licence of an SPDX identifier; any other text is a licence in the campaign's own words.

    >>> licence("CC-BY-4.0").address
    'https://creativecommons.org/licenses/by/4.0/'
    """
    if identifier == "CC0-1.0":
        return Licence("CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/")
    family, _, version = identifier.removeprefix("CC-").rpartition("-")
    if identifier.startswith("CC-") and family in _CREATIVE_COMMONS and version in {"3.0", "4.0"}:
        scope = "International" if version == "4.0" else "Unported"
        name = f"Creative Commons {_CREATIVE_COMMONS[family]} {version} {scope} (CC {family} {version})"
        return Licence(name, f"https://creativecommons.org/licenses/{family.lower()}/{version}/")
    return Licence(identifier)


_ADDRESS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)")


def credit(address: str, otherwise: str) -> str:
    """The name of the licence at an address; where that is none that we know, the terms in their own words.

    >>> credit("http://creativecommons.org/licenses/by-sa/3.0/", "")
    'Creative Commons Attribution-ShareAlike 3.0 Unported (CC BY-SA 3.0)'
    """
    found = _ADDRESS.search(address)
    return licence(f"CC-{found[1].upper()}-{found[2]}").name if found else otherwise.rstrip(".")
