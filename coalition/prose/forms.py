"""The forms that ids, classes, languages, widths and addresses have in a document: what is not of them is left out."""

from __future__ import annotations

import re

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,119}")
CLASS = re.compile(r"[a-z][a-z0-9-]{0,39}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
WIDTH = re.compile(r"([1-9]\d?|100)%")
DIRECTION = re.compile(r"rtl|ltr")
SLUGS = re.compile(r"[a-z0-9][a-z0-9 -]{0,399}")

# A host is all that may stand before the path: in https://harbour.example@evil.example readers see the first name.
_WEB = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
# One addressee and perhaps a subject: other fields of a letter attach the reader's files, or copy it to others.
_MAIL = re.compile(r"mailto:[^\s@?&,;%]+@[\w.-]+(?:\?subject=[^\s&]*)?", re.IGNORECASE)
_HARMFUL_IN_ADDRESSES = re.compile(r"[\x00-\x20\"'<>\\^`{|}\x7f-\x9f\u2028\u2029]")


LONGEST_ADDRESS = 2_000
"""Characters: no browser is sure to follow a longer one, and a PDF cannot hold it."""


def web_address(target: str) -> str | None:
    """An address that may be linked to, with what could end a string in some format percent-encoded; else None."""
    if len(target) > LONGEST_ADDRESS or not (_WEB.fullmatch(target) or _MAIL.fullmatch(target)):
        return None
    return _HARMFUL_IN_ADDRESSES.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), target)
