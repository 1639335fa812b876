"""A registry: organisations with the fields that real ones fill in."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench import wording

if TYPE_CHECKING:
    from random import Random

TYPES = {
    "national-ngo": 45, "regional-ngo": 12, "international-ngo": 8, "network": 6, "academic": 6, "trade-union": 8,
    "faith-based": 8, "foundation": 5, "other": 2,
}  # fmt: skip
"""Types of organisations and how common they are."""
COUNTRIES = (
    "AR", "BD", "BR", "CI", "CO", "CZ", "DE", "EG", "ES", "ET", "FR", "GB", "GH", "GT", "ID", "IE", "IN", "IT", "JO",
    "JP", "KE", "KH", "KW", "LB", "LK", "MA", "MM", "MX", "MY", "NG", "NL", "NO", "NP", "PE", "PH", "PK", "PL", "PT",
    "RS", "SE", "SN", "TH", "TN", "TR", "UG", "US", "UY", "VN", "ZA", "ZM",
)  # fmt: skip
AREAS = ("002", "005", "030", "034", "035", "039", "145", "150", "419")
STAGES = ("origin", "transit", "destination", "return")
LANGUAGES = ("en", "es", "fr", "ar", "ne", "vi", "fil", "pt-BR", "id", "sw", "ur", "de", "ja", "hi")
NAMES = (
    "{} Shelter", "{} Workers", "{} Refuge", "Casa {}", "{} Institute", "{} Legal Aid", "{} Women", "{} Health", "{} Union",
    "{} Forum", "{} House", "Foundation {}", "{} Network", "{} Observatory", "Friends of {}", "{} Trust", "Radio {}",
)  # fmt: skip
FOUNDERS = 20
"""Members that were there from the beginning and stay; they vouch for others."""
BEGINNING = date(2019, 3, 1)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A member as the rest of the campaign needs it."""

    id: str
    active_since: date
    still_active: bool
    named: bool
    entry: str
    """Its entry in `members.yaml`."""

    def could_answer(self, day: date) -> bool:
        """Whether it may be seen to answer on that day."""
        return self.named and self.still_active and self.active_since <= day


def organisations(random: Random, count: int, themes: tuple[str, ...]) -> tuple[Organisation, ...]:
    """That many members. The first is the secretariat, the first few are founders."""
    found: list[Organisation] = []
    taken: set[tuple[str, str]] = set()
    while len(found) < count:
        proper, pattern = wording.proper_name(random), random.choice(NAMES)
        slips = {(slip, pattern) for slip in _slips(proper)}
        if not slips & taken:  # else the two would look like one organisation written twice
            taken |= slips
            founders = tuple(member.id for member in found[:FOUNDERS])
            found.append(_organisation(random, pattern.format(proper), founders, themes, founder=len(found) < FOUNDERS))
    return tuple(found)


def _slips(word: str) -> set[str]:
    """Its beginning, its end, and the word without some letters: what it has in common with a slip of it."""
    without = {word[:start] + word[start + length :] for length in (1, 2, 3) for start in range(len(word))}
    return {word, f"{word[:4]}-", f"-{word[-5:]}", *without}


def _organisation(
    random: Random, name: str, founders: tuple[str, ...], themes: tuple[str, ...], *, founder: bool
) -> Organisation:
    id_ = "".join(letter if letter.isalnum() else "-" for letter in name.lower().replace("'", ""))
    since = BEGINNING if founder else BEGINNING + timedelta(days=random.randint(200, 2400))
    still = founder or random.random() < 0.93
    visibility = "public" if founder or random.random() > 0.02 else "unnamed"
    domain = f"{id_}.example"
    country = random.choice(COUNTRIES)
    lines = [f"  - id: {id_}", f"    name: {name}", f"    type: {_type(random, founder=founder)}"]
    if random.random() < 0.15:
        until = since + timedelta(days=random.randint(10, 300))
        lines += ["    other_names:", f"      - {{name: {wording.proper_name(random)} Group, until: {until}}}"]
    areas = [country, *random.sample(AREAS, random.randint(0, 2))]
    lines += [f"    country: {country}", f"    areas_served: [{', '.join(_quoted(area) for area in areas)}]"]
    lines.append(f"    stages: {{{country}: [{', '.join(random.sample(STAGES, random.randint(1, 3)))}]}}")
    lines.append(f"    themes: [{', '.join(random.sample(themes, random.randint(1, min(3, len(themes)))))}]")
    spoken = random.sample(LANGUAGES, random.randint(1, 4))
    lines.append(f"    languages: [{', '.join(spoken)}]")
    if random.random() < 0.7:
        lines.append(f"    summary: {_summary(random)}")
    lines.append(f"    website: https://{domain}")
    lines += _standing(random, name)
    if founders and random.random() < 0.25:
        lines.append(f"    part_of: [{random.choice(founders)}]")
    lines += _contacts(random, domain, spoken)
    lines += [
        "    membership:",
        f"      - {{status: applied, on: {since - timedelta(days=60)}}}",
        f"      - {{status: active, on: {since}}}",
    ]
    if not still:
        lines.append(f"      - {{status: lapsed, on: {since + timedelta(days=random.randint(20, 90))}}}")
    if not founder and random.random() < 0.5:
        sponsors = random.sample(founders, 2)
        lines.append(f'    application: {{sponsors: [{", ".join(sponsors)}], charter: "2019"}}')
    lines.append(f"    visibility: {visibility}")
    if random.random() < 0.2:
        lines += ["    keys:", f"      - {{key: {_key(random)}, from: {since}T00:00:00Z}}"]
    return Organisation(id_, since, still, visibility == "public", "\n".join(lines) + "\n")


def _type(random: Random, *, founder: bool) -> str:
    """What others are part of is a network."""
    drawn = random.choices(*zip(*TYPES.items(), strict=True))[0]
    return "network" if founder else drawn


def _quoted(area: str) -> str:
    return f'"{area}"' if area.isdigit() else area


def _summary(random: Random) -> str:
    words = random.choice(("Works with", "Advises", "Shelters", "Brings together", "Trains"))
    return (
        f"{words} {random.choice(wording.ACTORS)} {random.choice(wording.PLACES)} since {random.randint(1975, 2018)}."
    )


def _standing(random: Random, name: str) -> list[str]:
    if random.random() > 0.12:
        return []
    number = f'"{random.randint(100000, 999999)}"'
    status = random.choice(("special", "roster", "general"))
    identifier = f"      - {{scheme: ECOSOC, id: {number}, name_as_listed: {name} International}}"
    return ["    identifiers:", identifier, f"    consultative_status: {status}"]


def _contacts(random: Random, domain: str, spoken: list[str]) -> list[str]:
    verified = date(2026, 1, 1) + timedelta(days=random.randint(0, 250))
    public = random.choice(("true", "true", "false"))
    languages = ", ".join(spoken[:2])
    lines = [
        "    contacts:",
        (
            f"      - {{type: email, value: office@{domain}, public: {public}, languages: [{languages}], "
            f'hours: "Mo-Fr 09:00-17:00", verified: {verified}}}'
        ),
    ]
    if random.random() < 0.3:
        lines.append(f"      - {{type: form, value: https://{domain}/write, public: true}}")
    return lines


def _key(random: Random) -> str:
    kind, point = b"ssh-ed25519", random.randbytes(32)
    body = struct.pack(">I", len(kind)) + kind + struct.pack(">I", len(point)) + point
    return f"ssh-ed25519 {base64.b64encode(body).decode()}"


def file(registry: tuple[Organisation, ...]) -> str:
    """A members.yaml."""
    return "members:\n" + "\n".join(organisation.entry for organisation in registry)
