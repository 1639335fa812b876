"""A redline as files: a page that needs nothing else, a Word document with tracked changes, a PDF; and in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from coalition.outputs import redlines
from coalition.outputs.redline import flow
from coalition.outputs.redline.model import SAME
from coalition.outputs.words import Words
from coalition.prose.labels import DEFAULT_LABELS, labels_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.outputs.redline.model import Redline
    from coalition.prose.pandoc import Pandoc


def title(redline: Redline, say: Words) -> str:
    """What the file is called: `Exploitative migration worldwide: what changed`."""
    return say("redline.title", title=redline.title)


def sentences(redline: Redline, say: Words) -> tuple[str, ...]:
    """Which editions these are, and what is to be known before reading."""
    old, new = redline.names
    said = [say("redline.editions", old=old, new=new)]
    said += [say("redline.nothing")] if redline.same else []
    return (*said, *(() if redline.whole else (say("changes.partly"),)))


def page(redline: Redline, *, pandoc: Pandoc) -> bytes:
    """The redline as one HTML file."""
    from coalition.outputs.report.html import with_pictures
    from coalition.prose.writers import html

    say = Words(redline.language)
    places = {picture.name: f"pictures/{picture.name}" for picture in redline.pictures}
    made = html(
        flow.document(redline, say),
        places,
        pandoc=pandoc,
        heading_shift=1,
        labels=labels_for(redline.language, DEFAULT_LABELS),
    )
    body = Markup(with_pictures(made, redline.pictures))  # noqa: S704 -- cleaned by the writer
    return redlines.page(title(redline, say), sentences(redline, say), body, redline.language, say).encode()


def word(redline: Redline, *, pandoc: Pandoc) -> bytes:
    """The newer edition as a Word document, every change tracked in the campaign's name.

    Laws: accepting all changes gives the text of the newer edition, rejecting all that of the older one.
    """
    from coalition.outputs.rasters import rasters
    from coalition.outputs.redline.tracking import complete
    from coalition.outputs.report.docx import reference
    from coalition.outputs.report.ooxml import Furniture, furnish
    from coalition.prose.to_docx import Manuscript, several
    from coalition.prose.tracked import Revision

    say, day = Words(redline.language), redline.instant.date()
    revision = Revision(redline.author, redline.instant)
    manuscript = Manuscript(
        flow.whole(redline),
        {"lang": redline.language, "pagetitle": title(redline, say)},
        rasters({picture.name: picture for picture in redline.pictures}, pandoc.cache),
        Revision(redline.author, redline.instant),
    )
    (made,) = several([manuscript], reference=reference(), pandoc=pandoc)
    running = sentences(redline, say)[0]
    return complete(furnish(made, Furniture(redline.title, running, redline.language, day)), revision)


def pdf(redline: Redline, *, pandoc: Pandoc) -> bytes:
    """The redline as PDF. Raises NotTypeset."""
    from coalition.outputs.rasters import settable
    from coalition.outputs.typesetting import PASSAGES, Document, typeset
    from coalition.prose import writers

    say = Words(redline.language)
    shown = settable({picture.name: picture for picture in redline.pictures}, pandoc.cache)
    pictures = {name: f"/pictures/{picture.name}" for name, picture in shown.items()}
    labels = labels_for(redline.language, DEFAULT_LABELS)
    text = writers.typst(flow.document(redline, say, stops=False), pictures, pandoc=pandoc, labels=labels)
    sources = {"main.typ": _MAIN, "text.typ": PASSAGES + text}
    document = Document(
        sources, _values(redline, say), redline.instant.date(), tuple(shown.values()), title(redline, say)
    )
    return typeset([document], cache=pandoc.cache)[0]


_MAIN = '#import "redline.typ": *\n#show: redline\n#opening()\n#text-below(1, include "text.typ")\n'


def _values(redline: Redline, say: Words) -> dict[str, Any]:
    from coalition.outputs.report import cover
    from coalition.outputs.report.pdf import float_labels

    language, _, region = redline.language.partition("-")
    return {
        "title": title(redline, say),
        "campaign": redline.author,
        "sentences": [*sentences(redline, say), say("changes.legend")],
        "running": sentences(redline, say)[0],
        "lang": language,
        "region": region if len(region) == 2 else None,
        "direction": say.direction,
        "colours": {"ground": cover.GROUND, "steel": cover.STEEL, "tip": cover.TIP},
        "strokes": [],
        "drawing-height": cover.HEIGHT,
        "numbers": {},
        "float-labels": float_labels(),
        "words": {},
    }


def terminal(redline: Redline, paint: Callable[[str, str], str], *, pandoc: Pandoc) -> str:
    """What changed and what stands around it, text by text."""
    say = Words("en")
    lines = list(sentences(redline, say))
    for part in redline.parts:
        if part.moved:
            lines += ["", f"## {part.title}: {flow.state(part, say)}"]
        if part.state != SAME:
            counted = redlines.summary(part.comparison.tally, say)
            heading = [] if part.moved else [""]
            text = redlines.terminal(part.comparison, say, paint, pandoc=pandoc)
            lines += [*heading, f"## {part.title}: {counted}", "", text]
    return "\n".join(lines) + "\n"
