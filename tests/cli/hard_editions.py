"""Two editions of a report in which everything changed that can change between two editions."""

from __future__ import annotations

import subprocess

import cases

HEAD = """---
title: {title}
theme: refugees
lead: harbour-network
status: review
abstract: "{title}."
language: en
---

"""

DEBTS = """## What is owed {#sec-owed}

Debts that were taken up for a journey are paid for years by those who stayed at home, month after month.

A worker who finds that the job is not what was promised can refuse it only by going home to a loan.

### Who lends {#sec-lends}

Lenders in the village know every family and what its land is worth on the market of the next town.[^lend]

[^lend]: The rates were asked for in forty villages.

| Lender | Rate | Years |
|:--|--:|--:|
| Family | 0 | 3 |
| Shop | 24 | 2 |
| Agent | 60 | 1 |

: What loans cost in the villages that were asked {#tbl-loans}

1. The first thing is to read the contract aloud.
2. The second thing is to keep a copy of it at home.

> Nobody who signs a paper that he cannot read has agreed to what is written in it.

Term

:   What a word means in this chapter and in the next.

Fee

:   What is paid for a job before the first wage.
"""

ROADS = """## The road {#sec-road}

Those who travel by night do not see who else is on the road, and nobody sees them either.

The way over the sea is shorter than the way by land, and it costs more lives every year.

Cafe\u0301s along the coast are where prices are made; nai\u0308ve travellers pay double.

::: {.key-finding #kf-night}
Who travels by night is seen by nobody, and helped by nobody.
:::

``` {.text}
one line of code
another line of code
```

::: {lang=ar dir=rtl}
ندعو الحكومات إلى فتح قنوات آمنة لكل من يضطر إلى الرحيل عن بيته.
:::
"""

COURTS = """## Before the court {#sec-court}

Courts sit in towns, and those who were robbed work in fields from which no bus leaves before noon.

::: {.recommendation #rec-sit to="destination-states"}
Courts should sit where people work, and at hours at which they do not.
:::

- Hear people in their own language.
  - Interpreters are paid by the court.
  - They swear to keep silent.
- Read the judgment aloud.
"""

CAMPS = """## In the camp {#sec-camp}

Camps that were put up for a winter have stood for twenty years, and children were born in them.

Water comes twice a day, and who is at school at that time carries none home to the family.
"""


def git(folder, *words):
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True)


def build(folder):
    """The repository with the tags `old` and `new`."""
    cases.build(cases.Case("good", (), ()), folder)
    (folder / ".gitignore").write_text(".coalition/\n", "utf-8")
    _order(folder, "debts, roads, refugees, courts, camps")
    for name, title, text in (
        ("debts", "Debts", DEBTS),
        ("roads", "Roads", ROADS),
        ("courts", "Courts", COURTS),
        ("camps", "Camps", CAMPS),
    ):
        _chapter(folder, name, title, text)
    git(folder, "init", "-q", "-b", "main")
    for key in ("user.name", "user.email"):
        git(folder, "config", key, "a@a.example")
    _commit(folder, "old")
    _revise(folder)
    _commit(folder, "new")


def _order(folder, ids):
    path = folder / "coalition.yaml"
    lines = [f"  chapters: [{ids}]" if "chapters: [" in line else line for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join([*lines, ""]), "utf-8")


def _chapter(folder, name, title, text):
    path = folder / "chapters" / name / "chapter.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD.format(title=title) + text, "utf-8")


def _commit(folder, name):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", name)
    git(folder, "tag", name)


def _cut(text, start):
    """A text without the paragraph that begins so, and that paragraph."""
    (found,) = [part for part in text.split("\n\n") if part.startswith(start)]
    return text.replace(f"{found}\n\n", "", 1), found


def _revise(folder):
    """Courts come first, roads are called routes, camps are gone and half of them are among debts; and so on."""
    debts, worker = _cut(DEBTS, "A worker")
    debts, table = _cut(debts, "| Lender")
    debts, caption = _cut(debts, ": What loans")
    debts = debts.replace("forty villages", "sixty villages").replace("keep a copy of it at home", "keep a copy of it")
    debts = debts.replace("paid for a job before", "paid for work long before").replace(
        "Nobody who signs", "No one who signs"
    )
    roads, sea = _cut(ROADS, "The way over")
    roads = (
        roads.replace("cafe\u0301s", "cafés")
        .replace("pay double", "pay twice")
        .replace("another line of", "a second line of")
    )
    roads = roads.replace("لكل من", "لجميع من").replace("seen by nobody", "seen by no one")
    _, water = _cut(f"{CAMPS}\n", "Water comes")
    born = next(part for part in CAMPS.split("\n\n") if part.startswith("Camps"))
    courts = COURTS.replace("Courts should sit where", "Labour courts should sit where").replace(
        "- Read the judgment aloud.", "- Read the judgment aloud.^[In the language of those who are judged.]"
    )
    courts = courts.replace('to="destination-states"', 'to="destination-states media"').replace(
        "  - They swear to keep silent.\n", ""
    )
    wider = table.replace("| Shop | 24 | 2 |\n", "| Shop | 25 | 2 |\n| Bank | 9 | 5 |\n").replace(
        "| Agent | 60 | 1 |", "| Agent | 60 | 1 |"
    )
    _order(folder, "courts, debts, routes, refugees, homes")
    for gone in ("roads", "camps"):
        git(folder, "rm", "-q", "-r", f"chapters/{gone}")
    _chapter(
        folder, "debts", "Debts", f"{debts}\n{born}\n\n{sea.replace('every year', 'in every year of the decade')}\n"
    )
    _chapter(folder, "routes", "Routes", f"{roads}\n{wider}\n\n{caption}\n\n{worker.replace('promised', 'said')}\n")
    _chapter(folder, "courts", "Courts", courts)
    _chapter(
        folder,
        "homes",
        "Homes",
        f"## At home {{#sec-home}}\n\nNothing of this was in the report before it was said here, by those who came back to find the doors of their houses nailed shut and their fields let to others.\n\n{water}\n",
    )
    (folder / "chapters/refugees/figures/routes.png").write_bytes(
        (folder / "chapters/refugees/figures/routes.png").read_bytes()[:0] + _picture()
    )
    text = (folder / "chapters/refugees/chapter.md").read_text("utf-8")
    text = text.replace("The two routes.", "The three routes.").replace("Two lines from", "Three lines from")
    (folder / "chapters/refugees/chapter.md").write_text(text.replace(", p. 3]", ", pp. 3--4]"), "utf-8")


def _picture():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 20), (20, 90, 120)).save(out, "PNG")
    return out.getvalue()
