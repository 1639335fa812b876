"""Reports made of texts that the tests show."""

from __future__ import annotations

from datetime import date

import pytest

from coalition.outputs.report.assembly import FrontAndBack, PartPlan, Plan, assemble
from coalition.outputs.report.model import Imprint, Organisation
from coalition.outputs.report.words import words
from coalition.prose import styles
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Manuscript, Picture, Reference
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

ORGANISATIONS = (
    Organisation("open-gate", "Open Gate", "Kenya"),
    Organisation("lantern-legal", "Lantern Legal Aid", "Ireland"),
    Organisation("harbour-network", "Harbour Network", "Japan"),
)
PASSAGES = frozenset({"recommendation", "demand", "key-finding", "case-study", "testimony", "case-data"})


@pytest.fixture(scope="session")
def pandoc():
    return Pandoc(Cache(None))


def imprint(**changes) -> Imprint:
    values = {
        "title": "Between two shores",
        "subtitle": "What happens on the way",
        "campaign": "Campaign for Safe Passage",
        "publisher": "Harbour Network",
        "edition": "2026",
        "identifier": "tag:campaign.example,2026:report/2026/en",
        "date": date(2026, 11, 12),
        "contact": "office@harbour.example",
        "website": "https://campaign.example/",
        "commit": "0123456789abcdef0123456789abcdef01234567",
    }
    return Imprint(**{**values, **changes})


@pytest.fixture(scope="session")
def make_report(pandoc):
    """A report of Markdown chapters by id; `parts` maps titles of parts to ids of chapters."""

    def make(
        chapters,
        *,
        titles=None,
        parts=None,
        foreword="",
        annexes=None,
        sources=(),
        scope="whole",
        pictures=None,
        language="en",
        demands=(),
        style=styles.DEFAULT,
        **changes,
    ):
        pictures = pictures or {}
        texts = [
            Manuscript(
                id=name,
                path=f"chapters/{name}/chapter.md",
                body=body,
                language=language,
                number=number,
                images=frozenset(pictures),
                passages=PASSAGES,
                told=frozenset({("", language)}),
            )
            for number, (name, body) in enumerate(chapters.items(), 1)
        ]
        around = {"report-foreword": ("Foreword", foreword)} if foreword else {}
        around |= {f"report-{name}": (name.capitalize(), body) for name, body in (annexes or {}).items()}
        texts += [
            Manuscript(id=name, path=f"{name}.md", body=body, language=language, numbered=False)
            for name, (_, body) in around.items()
        ]
        references = tuple(Reference(key, entry) for key, entry in sources)
        style = styles.shipped(style)
        bibliography = Bibliography(
            shared=references,
            style=style.text,
            in_notes=style.in_notes,
            language=style.language(language),
            scope=scope,
        )
        book = prepare(texts, bibliography, pandoc=pandoc).value
        plans = {name: plan(name, (titles or {}).get(name, name.capitalize())) for name in chapters}
        groups = [
            PartPlan(tuple(plans[name] for name in ids), title) for title, ids in (parts or {"": chapters}).items()
        ]
        return assemble(
            imprint(language=language, **changes),
            book,
            groups,
            ORGANISATIONS,
            words=words(language),
            around=FrontAndBack(
                foreword=("report-foreword", "Foreword") if foreword else None,
                annexes=tuple((f"report-{name}", name.capitalize()) for name in annexes or {}),
            ),
            pictures=pictures,
            demands=demands,
        )

    return make


def plan(name: str, title: str) -> Plan:
    return Plan(
        id=name,
        title=title,
        abstract=f"What {name} is about.",
        lead="open-gate",
        contributors=("lantern-legal",),
        reviewers=("nobody-known",),
    )


@pytest.fixture(scope="session")
def picture():
    """A red square of 20 pixels."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    path = "chapters/shores/figures/square.png"
    return {path: Picture(path, "square-1234.png", "image/png", out.getvalue(), 20, 20)}


CHAPTER = """\
## The crossing {#sec-crossing}

People cross at night [@ilo-2022, p. 3].[^boats] See @tbl-boats and @fig-square.

[^boats]: Small boats, mostly.

| Boat | People |
|:--|--:|
| Small | 12 |
| Large | 240 |

: Boats and people. {#tbl-boats}

![A square.](figures/square.png){#fig-square alt="A red square" source="@ilo-2022"}

::: {.recommendation #rec-light to="destination-states media"}
Light the harbour, and publish *when* it was dark.
:::

### What is known

::: {.key-finding #kf-night}
Most boats go at night.
:::
"""
SOURCE = (
    "ilo-2022",
    "@report{ilo-2022, author = {{International Labour Organization}}, title = {Global Estimates}, year = {2022}, url = {https://www.ilo.org/estimates}}",
)


@pytest.fixture(scope="session")
def shores(make_report, picture):
    """One chapter with everything that a chapter can hold."""
    return make_report(
        {"shores": CHAPTER},
        titles={"shores": "Two shores"},
        sources=[SOURCE],
        pictures=picture,
        foreword="A word before.",
    )
