"""Joint statements: a text, its process, and the answers of members."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench import wording

if TYPE_CHECKING:
    from random import Random

    from bench.members import Organisation

DOMAIN = "campaign.example"
FIRST_DAY = date(2026, 6, 1)
"""Nobody that joined later answers."""
WORDS = 700


def files(random: Random, id_: str, registry: tuple[Organisation, ...], answers: int) -> dict[str, bytes]:
    """Every file of one statement, by its path below the campaign's folder."""
    folder = f"statements/{id_}"
    able = [member for member in registry if member.could_answer(FIRST_DAY)]
    text = _text(random).encode()
    digest = hashlib.sha256(text).hexdigest()
    found = {
        f"{folder}/statement.yaml": _process(able[0].id, [member.id for member in able[1:4]]).encode(),
        f"{folder}/v1/en.md": text,
        f"{folder}/v1/SHA256SUMS": f"{digest}  en.md\n".encode(),
    }
    for member in sorted(random.sample(able, answers), key=lambda member: member.id):
        path = f"{folder}/endorsements/v1/{member.id}.txt"
        found[path] = _endorsement(random, id_, digest, member.id).encode()
    return found


def _process(submitter: str, drafters: list[str]) -> str:
    return (
        f"venue: general-letter\nsubmitted_by: {submitter}\ndrafters: [{', '.join(drafters)}]\ncurrent_version: 1\n"
        "status: open\nopens: 2026-06-01T00:00:00Z\ncloses: {date: 2026-12-10, zone: anywhere-on-earth}\n"
        "adoption: {rule: threshold, minimum: 10}\n"
    )


def _text(random: Random) -> str:
    blocks = []
    for number in range(1, 5):
        blocks.append(f"## {wording.heading(random)} {{#sec-{number}}}")
        blocks += [" ".join(wording.sentences(random, WORDS // 10)) for _ in range(2)]
        blocks.append(f'::: {{.demand #demand-{number} to="all-states"}}\n{wording.measure(random)}\n:::')
    return (
        f"---\ntitle: {wording.heading(random)}\noccasion: The review of {random.randint(2026, 2028)}\naddressed_to:\n"
        "  - {name: Governments taking part, type: state}\n---\n\n" + "\n\n".join(blocks) + "\n"
    )


def _endorsement(random: Random, statement: str, digest: str, member: str) -> str:
    capacity = random.choice(("drafter", "co-sponsor", "supporter", "supporter", "supporter"))
    mandate = random.choice(("exact", "exact", "editorial"))
    day = FIRST_DAY + timedelta(days=random.randint(0, 120))
    text = (
        f"coalition-endorsement/1\ncoalition: {DOMAIN}\nstatement: {statement}\nversion: 1\nlanguage: en\n"
        f"text-sha256: {digest}\nmember: {member}\naction: endorse\ncapacity: {capacity}\nmandate: {mandate}\nscope: whole\n"
        f"date: {day}\nnonce: {random.randbytes(16).hex()}\n"
    )
    return text if random.random() < 0.9 else f"{text}\n{wording.sentence(random)}\n"
