"""A small campaign in which several members own something: its files by path."""

from __future__ import annotations

from hashlib import sha256

SETTINGS = """\
format: 1
campaign: {id: safe-coast, name: Safe Coast, domain: coast.example, secretariat: harbour, languages: [en, es]}
themes:
  work: {title: Work at sea}
  shelter: {title: Shelter}
report:
  title: Work and shelter
  edition: "2026"
  chapters: [work, shelter]
"""
MEMBERS = """\
# The registry of the campaign.
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: "NO"
    membership: [{status: active, on: 2024-01-01}]

  - id: marsh-light
    name: Marsh Light
    type: national-ngo
    country: GH
    membership: [{status: active, on: 2024-01-01}]

  - id: open-gate   # in Nairobi
    name: Open Gate
    type: national-ngo
    country: KE
    website: https://open-gate.example
    contacts:
      - {type: email, value: office@open-gate.example, public: true}
    membership: [{status: active, on: 2024-01-01}]
    accounts: [{host: git.example, name: gate-bot, from: 2026-01-01}]

  - id: salt-road
    name: Salt Road
    type: national-ngo
    country: PH
    contacts:
      - {type: address, value: 1 Pier Road, public: true}
    membership: [{status: active, on: 2024-01-01}]

  - id: tall-pines
    name: Tall Pines
    type: national-ngo
    country: CA
    membership: [{status: active, on: 2024-01-01}]
"""
APPLICANT = """
  - id: harbour-watch
    name: Harbour Watch
    type: national-ngo
    country: KE
    membership: [{status: applied, on: 2026-11-20}]
"""
PROCESS = """\
venue: general-letter
submitted_by: harbour
drafters: [harbour]
status: open
opens: 2026-11-01T00:00:00Z
closes: {date: 2026-12-10, zone: anywhere-on-earth}
"""
TEXT = """\
---
title: Safe work at sea
occasion: The first review
addressed_to:
  - {name: Governments, type: state}
---

Nobody pays for a job at sea.
"""
DRAFT_PROCESS = """\
venue: general-letter
submitted_by: harbour
drafters: [open-gate, salt-road]
status: draft
"""
DRAFT_TEXT = TEXT.replace("Safe work at sea", "Shelter in every port")
WORK = """\
---
title: Work at sea
theme: work
lead: open-gate
contributors: [marsh-light]
status: review
abstract: What work at sea costs those who do it.
---

## Fees {#sec-fees}

Fees bind people to their ships [@tide-2020].
"""
SHELTER = """\
---
title: Shelter
theme: shelter
lead: salt-road
status: review
abstract: Where people sleep on their way.
---

## Beds {#sec-beds}

Nobody sleeps on the pier [@wave-2021].
"""
DESK = """\
---
title: A desk that reads contracts
member: open-gate
countries: [KE]
themes: [work]
summary: Workers bring a contract and hear what it says.
---

What was done.
"""
BOAT = DESK.replace("A desk that reads contracts", "A boat that brings water").replace("open-gate", "salt-road")
SOURCES = """\
@book{tide-2020,
  author = {Tide, Ann},
  title = {The price of a berth},
  publisher = {Harbour Press},
  year = {2020},
}

@book{wave-2021,
  author = {Wave, Ben},
  title = {Nets},
  publisher = {Harbour Press},
  year = {2021},
}
"""
SOURCE = """
@book{foam-2022,
  author = {Foam, Cat},
  title = {Ropes},
  publisher = {Harbour Press},
  year = {2022},
}
"""
ANSWERS = "statements/first/endorsements/v1"
WORKFLOW = ".github/workflows/coalition.yml"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def endorsement(member: str, *, action: str = "endorse", text: str = TEXT, remark: str = "") -> str:
    return (
        "coalition-endorsement/1\ncoalition: coast.example\nstatement: first\nversion: 1\nlanguage: en\n"
        f"text-sha256: {digest(text)}\nmember: {member}\naction: {action}\ncapacity: supporter\nmandate: exact\n"
        f"scope: whole\ndate: 2026-11-10\nnonce: {digest(member + action)[:32]}\n{remark and chr(10) + remark}"
    )


def approval(member: str, chapter: str, content: str) -> str:
    return (
        f"coalition-approval/1\ncoalition: coast.example\nchapter: {chapter}\nlanguage: en\n"
        f"content-sha256: {content}\nmember: {member}\ncapacity: reviewer\naction: approve\ndate: 2026-11-10\n"
        f"nonce: {digest(member + chapter)[:32]}\n"
    )


FILES: dict[str, str] = {
    "coalition.yaml": SETTINGS,
    "mkdocs.yml": "site_name: Safe Coast\n",
    ".gitattributes": "statements/** -text\nchapters/** -text\ntrust/** -text\n",
    WORKFLOW: "name: check\n",
    "members.yaml": MEMBERS,
    "statements/first/statement.yaml": PROCESS,
    "statements/first/v1/en.md": TEXT,
    "statements/first/v1/SHA256SUMS": f"{digest(TEXT)}  en.md\n",
    f"{ANSWERS}/salt-road.txt": endorsement("salt-road"),
    f"{ANSWERS}/tall-pines.txt": endorsement("tall-pines"),
    "statements/second/statement.yaml": DRAFT_PROCESS,
    "statements/second/v1/en.md": DRAFT_TEXT,
    "chapters/work/chapter.md": WORK,
    "chapters/shelter/chapter.md": SHELTER,
    "practices/desk.md": DESK,
    "practices/boat.md": BOAT,
    "references.bib": SOURCES,
}
