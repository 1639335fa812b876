"""The columns that a table of members can have: how a cell is read into an entry, and how a member writes it.

Law: of every field, reading what a member writes gives what an entry of that member holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coalition.checks.names import skeleton
from coalition.interchange import wording
from coalition.interchange.cells import bare, escaped, joined, marked, parts
from coalition.interchange.days import day
from coalition.interchange.values import Lexicon, former, identifiers, line, network, several, stages, theme, website

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from coalition.kinds.member import Contact, Member
    from coalition.parsing.yaml_writing import Writable

Written: TypeAlias = str | list[str]
"""A cell, or what stands in one cell as a list."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what people call it, and its two ways."""

    name: str
    headings: str
    """What others write over such a column, parted by semicolons; compared without case, accents and blanks."""
    read: Callable[[str, Lexicon], Writable]
    """From a cell's text, which is not empty. Raises Unusable."""
    write: Callable[[Member, date], Written]
    private: bool = False
    """Whether it is of what the member keeps to itself."""
    several: bool = False
    """Whether more than one column can give it."""


def _contacts(kind: str, *, public: bool) -> Field:
    """The contacts of a type; private ones unless the column's name says otherwise."""
    comma = "," if kind in {"email", "phone"} else ""  # whose values hold none, so that people part them by it

    def read(text: str, _: Lexicon) -> Writable:
        more = {"public": True} if public else {}
        return [{"type": kind, "value": value, **more} for value in parts(text, f";|\n{comma}")]

    def write(member: Member, _: date) -> Written:
        return joined((contact.value for contact in _of(member, kind, public=public)), comma)

    name = f"public_{kind}" if public else kind
    return Field(name, "" if public else _CONTACTS[kind], read, write, private=not public, several=True)


def _of(member: Member, kind: str, *, public: bool) -> list[Contact]:
    return [contact for contact in member.contacts if contact.type == kind and contact.public == public]


_CONTACTS = {
    "email": "e-mail; mail; e-mail address; contact e-mail; correo; correo electrónico; courriel; adresse e-mail",
    "phone": "telephone; tel; phone number; mobile; teléfono; téléphone",
    "address": "postal address; street address; dirección; adresse",
    "form": "contact form",
    "signal": "",
    "whatsapp": "",
    "telegram": "",
    "fax": "",
    "other": "other contact",
}


def _status(member: Member, on: date) -> Written:
    change = member.status_on(on)
    return change.status if change else ""


def _status_on(member: Member, on: date) -> Written:
    change = member.status_on(on)
    return change.on.isoformat() if change else ""


FIELDS: tuple[Field, ...] = (
    Field("id", "identifier", line, lambda member, _: member.id),
    Field(
        "name",
        "organisation; organization; organisation name; organization name; name of organisation; name of organization; "
        "full name; member; member organisation; NGO; nombre; organización; nombre de la organización; nom; Name; Organisation; nome",
        line,
        lambda member, on: marked(member.name_on(on)),
    ),
    Field(
        "other_names",
        "acronym; abbreviation; short name; also known as; aka; otros nombres; siglas; sigle",
        lambda text, _: [{"name": name} for name in parts(text)],
        lambda member, _: joined(other.name for other in member.other_names if other.until is None),
        several=True,
    ),
    Field(
        "former_names",
        "",
        former,
        lambda member, _: joined(
            f"{other.name} (until {other.until.isoformat()})" for other in member.other_names if other.until
        ),
    ),
    Field(
        "type",
        "organisation type; organization type; type of organisation; type of organization; kind; tipo; tipo de organización",
        lambda text, _: wording.type_of(text),
        lambda member, _: member.type,
    ),
    Field(
        "country",
        "country code; country of registration; based in; headquarters; HQ country; país; pays; Land; paese; país sede",
        lambda text, lexicon: lexicon.places.country(bare(text)),
        lambda member, _: member.country,
    ),
    Field(
        "areas_served",
        "areas; countries; countries of operation; works in; países; regions; pays d'intervention",
        several(lambda text, lexicon: lexicon.places.area(text)),
        lambda member, _: list(member.areas_served),
        several=True,
    ),
    Field(
        "stages",
        "",
        stages,
        lambda member, _: [f"{area}: {', '.join(words)}" for area, words in member.stages.items()],
    ),
    Field("themes", "theme; issues; topics; temas; thèmes", several(theme), lambda member, _: list(member.themes), several=True),
    Field(
        "languages",
        "language; working languages; idiomas; idioma; langues; lenguas",
        several(lambda text, lexicon: lexicon.places.language(text)),
        lambda member, _: list(member.languages),
        several=True,
    ),
    Field(
        "summary",
        "description; about; mission; resumen; descripción",
        line,
        lambda member, _: marked(member.summary or ""),
    ),
    Field("website", "web; url; web site; homepage; web page; sitio web; página web; site web", website, lambda member, _: member.website or ""),
    Field(
        "identifiers",
        "registration numbers",
        identifiers,
        lambda member, _: [
            f"{escaped(marked(each.scheme), ':')}: {escaped(marked(each.id))}" for each in member.identifiers
        ],
    ),
    Field(
        "consultative_status",
        "ECOSOC status; consultative; estatus consultivo",
        lambda text, _: wording.consultative_of(text),
        lambda member, _: member.consultative_status or "",
    ),
    Field("part_of", "network; networks; member of; redes", several(network), lambda member, on: list(member.networks_on(on))),
    *(_contacts(kind, public=public) for public in (True, False) for kind in _CONTACTS),
    Field("status", "membership status; membership; estado", lambda text, _: wording.status_of(text), _status),
    Field(
        "status_on",
        "status since; since; member since; joined; date joined; date; joined on; fecha; miembro desde",
        lambda text, _: day(text),
        _status_on,
    ),
    Field("sponsors", "", several(network), lambda member, _: list(member.application.sponsors) if member.application else [], private=True),
    Field("charter", "charter version", line, lambda member, _: member.application.charter if member.application else "", private=True),
    Field(
        "visibility",
        "",
        lambda text, _: wording.visibility_of(text),
        lambda member, _: "" if member.visibility == "public" else member.visibility,
        private=True,
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Field] = {entry.name: entry for entry in FIELDS}


def by_heading() -> Mapping[str, str]:
    """Names of fields by the skeletons of what people write over their columns."""
    called = {skeleton(heading): entry.name for entry in FIELDS for heading in entry.headings.split(";")}
    return {key: name for key, name in called.items() if key} | {skeleton(entry.name): entry.name for entry in FIELDS}


def entry_of(values: Mapping[str, Sequence[Writable]]) -> dict[str, Writable]:
    """An entry of the registry from what the columns of a row gave, each field's values in the order of its columns."""
    entry: dict[str, Writable] = {}
    for name, found in values.items():
        for value in found:
            _put(entry, name, value)
    status, on = entry.pop("status", None), entry.pop("status_on", None)
    entry["membership"] = [{"status": status, "on": on}]
    application: dict[str, Writable] = {key: entry.pop(key) for key in ("sponsors", "charter") if key in entry}
    if application:
        entry["application"] = application
    return entry


def _put(entry: dict[str, Writable], name: str, value: Writable) -> None:
    """A value where the schema wants it; what comes from several columns is put together, each value once."""
    key = "contacts" if name.removeprefix("public_") in _CONTACTS else _KEYS.get(name, name)
    present = entry.get(key)
    if isinstance(value, list):
        before = present if isinstance(present, list) else []
        entry[key] = [*before, *(one for one in value if one not in before)]
    else:
        entry[key] = value


_KEYS = {"former_names": "other_names"}
