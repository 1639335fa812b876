"""Members as linked data: JSON-LD in the words of schema.org, which search engines and other registers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.outputs.verdict import dump
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Member

_TYPES = {"academic": "ResearchOrganization", "trade-union": "WorkersUnion"}
"""Organisations for which schema.org has a nearer word than NGO."""


def graph(members: Iterable[Member], campaign: Campaign, day: date, address: str) -> bytes:
    """The campaign and its members; each has an address of its own, below the site's where it has one."""
    settings = campaign.settings
    whole = {
        "@type": "Organization",
        "@id": f"{address}#campaign",
        "name": settings.campaign.name.text(settings.language),
        **({"url": address} if address else {}),
    }
    shown = [_member(member, campaign, day, address) for member in members]
    return dump({"@context": "https://schema.org", "@graph": [whole, *shown]}).encode()


def _member(member: Member, campaign: Campaign, day: date, address: str) -> dict[str, Any]:
    themes = campaign.settings.themes
    language = campaign.settings.language
    said: dict[str, Any] = {
        "@type": _TYPES.get(member.type, "NGO"),
        "@id": _id(member.id, address),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.id} for each in member.identifiers
        ],
        "name": member.name_on(day),
        "alternateName": [other.name for other in member.other_names if other.until is None],
        "description": member.summary,
        "url": member.website,
        "address": {"@type": "PostalAddress", "addressCountry": member.country},
        "areaServed": [_place(area, language) for area in member.areas_served],
        "knowsLanguage": list(member.languages),
        "knowsAbout": [themes[theme].title.text(language) if theme in themes else theme for theme in member.themes],
        "contactPoint": [point for contact in member.contacts if (point := _contact(contact))],
        "memberOf": [
            *([{"@id": f"{address}#campaign"}] if member.active_on(day) else []),
            *({"@id": _id(network, address)} for network in member.networks_on(day)),
        ],
    }
    return {key: value for key, value in said.items() if value not in (None, [], "")}


def _id(member: str, address: str) -> str:
    return f"{address}members/{member}/" if address else f"#{member}"


def _place(area: str, language: str) -> dict[str, str]:
    kind = "Country" if area.isalpha() else "AdministrativeArea"
    return {"@type": kind, "identifier": area, "name": Words(language).country(area)}


def _contact(contact: Any) -> dict[str, Any]:
    """A way to reach it; nothing for one that schema.org has no word for."""
    keys = {"email": "email", "phone": "telephone", "fax": "faxNumber", "form": "url"}
    if contact.type not in keys:
        return {}
    said = {"@type": "ContactPoint", keys[contact.type]: contact.value}
    return said | ({"availableLanguage": list(contact.languages)} if contact.languages else {})
