"""Members as vCards (RFC 6350), which address books read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from coalition.kinds.member import Contact, Member

_LINE = 75
"""Bytes of a line without its end."""
_ESCAPES = re.compile(r"[\\,;]")
_MESSENGERS = {"signal", "whatsapp", "telegram"}
_PARAMETER = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})
"""What stands in the quotation marks of a parameter (RFC 6868)."""


def cards(members: Iterable[Member], day: date, address: str, language: str) -> bytes:
    """A card a member, in UTF-8, folded, with the line ends that the format asks for.

    Countries are named in `language`. `address` is the site's, or empty: where a member has a page, it is what tells the card from others.
    """
    return "".join(
        f"{fold(line)}\r\n" for member in members for line in card(member, day, address, Words(language))
    ).encode()


def card(member: Member, day: date, address: str, words: Words) -> Iterator[str]:
    """The lines of one card, not yet folded."""
    name = member.name_on(day)
    yield from ("BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"FN:{escape(name)}", f"ORG:{escape(name)}")
    if others := [other.name for other in member.other_names if other.until is None]:
        yield f"NICKNAME:{','.join(map(escape, others))}"
    if address:
        yield f"UID:{address}members/{member.id}/"
    else:
        yield f"UID;VALUE=text:{member.id}"
    for preference, language in enumerate(member.languages, 1):
        yield f"LANG;PREF={min(preference, 100)}:{language}"
    if member.website:
        yield f"URL:{member.website}"
    for contact in member.contacts:
        yield _contact(contact)
    yield f"ADR;TYPE=work;CC={member.country}:;;;;;;{escape(words.country(member.country))}"
    if member.themes:
        yield f"CATEGORIES:{','.join(map(escape, member.themes))}"
    if member.summary:
        yield f"NOTE:{escape(member.summary)}"
    yield "END:VCARD"


_PROPERTIES = {
    "email": "EMAIL;TYPE=work",
    "phone": 'TEL;VALUE=text;TYPE="work,voice"',
    "fax": 'TEL;VALUE=text;TYPE="work,fax"',
}


def _contact(contact: Contact) -> str:
    """A way to reach it; of one that the format has no word for, an address of instant messages or a note."""
    if contact.type == "address":
        return f'ADR;TYPE=work;LABEL="{contact.value.translate(_PARAMETER)}":;;;;;;'
    if contact.type == "form":
        return f"URL;TYPE=work:{_uri(contact.value)}"
    if contact.type in _MESSENGERS:
        return f"IMPP:{contact.type}:{quote(contact.value, safe='@+')}"
    return f"{_PROPERTIES.get(contact.type, 'NOTE')}:{escape(contact.value)}"


def _uri(value: str) -> str:
    return quote(value, safe=":/?#[]@!$&'()*+,;=%~-._")


def escape(value: str) -> str:
    r"""A value as text of a property: `\`, `,` and `;` behind a backslash, a line end as `\n`."""
    return _ESCAPES.sub(r"\\\g<0>", value).replace("\n", "\\n")


def fold(line: str) -> str:
    """The line in pieces of at most 75 bytes, each further one behind a blank; no letter is divided.

    >>> fold("NOTE:" + "a" * 80).split()[1]
    'aaaaaaaaaa'
    """
    pieces: list[str] = []
    start, size = 0, 0
    for at, character in enumerate(line):
        length = len(character.encode())
        if size + length > _LINE:
            pieces.append(line[start:at])
            start, size = at, 1  # the blank before it counts
        size += length
    return "\r\n ".join((*pieces, line[start:]))
