"""What a text may not hold and what is said about it when it is left out.

Every function makes one `Drop`: the allow-list collects them, and whoever called it turns them into problems with a
place in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.problems import Severity, suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from coalition.problems import Place


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that a text may not hold and that was left out."""

    code: str
    message: str
    hint: str
    needle: str
    """What to look for in the text to find the place."""
    mark: tuple[str, str] | None = None
    """The kind and value of the located scan's mark for it."""
    severity: Severity = Severity.ERROR
    turn: int | None = None
    """Which of the marks of that kind and value it is, where that is known."""
    place: Place | None = None
    """Where it stands, when that is not in the text."""


_ELEMENTS = {
    "Header": "a heading",
    "Div": "a passage (:::)",
    "Span": "words in brackets",
    "Image": "a picture",
    "Figure": "a figure",
    "Table": "a table",
    "Link": "a link",
    "Code": "code",
    "CodeBlock": "code",
}
_ATTRIBUTE_HINTS = {
    "width": 'Write the width as a share of the line: width="60%".',
    "height": 'Write the width as a share of the line instead: width="60%".',
    "lang": "Write a language as en, es or pt-BR, on words [hola]{lang=es} or on a passage ::: {lang=es}.",
    "dir": "Write dir=rtl or dir=ltr, on words in brackets or on a passage (:::).",
    "to": 'Write to="…" on a .recommendation or a .demand, with small letters and hyphens: to="destination-states media".',
    "countries": 'Write countries="NP KW" on a .recommendation or a .demand: codes of two capital letters.',
    "source": 'Write source="@key" on a figure or on a table that has a caption.',
    "credit": 'Write credit="Photo: Harbour Network" on a figure or on a table that has a caption.',
    "alt": "Write alt on a picture.",
}
TESTIMONY = "testimony"
"""The class of what a person told, which stands nowhere but where consents are asked."""
_TAKE_AWAY = "Take it away."


def raw(form: str, text: str) -> Drop:
    """HTML, LaTeX or another format's own code."""
    shown = text.strip().partition("\n")[0][:60]
    if form == "html":
        hint = "Write Markdown: *emphasis*, **strong**, [words](https://…), a pipe table, ::: {.kind} for a marked passage."
        return Drop("dropped-raw-html", f"HTML is left out: {shown}", hint, shown, ("raw", text.strip()))
    name = "LaTeX" if form in ("tex", "latex") else form
    hint = "Write plain words or Markdown; what is meant to be read as code goes between backticks: `code`."
    return Drop(
        "dropped-raw-code",
        f"{name} code is left out: {shown}",
        hint,
        shown,
        ("raw", text.strip() if name == "LaTeX" else form),
    )


def swallowed(tag: str) -> Drop:
    """HTML or LaTeX with which words are lost."""
    name, code = ("HTML", "dropped-raw-html") if tag.startswith("<") else ("LaTeX", "dropped-raw-code")
    message = f"{name} is left out, and the words behind it may be lost with it: {tag[:60]}"
    return Drop(code, message, "Write Markdown; in a table's cell, a list of things has commas.", tag)


def class_name(element: str, name: str) -> Drop:
    """A class that has no meaning where it stands."""
    message = f'The class ".{name}" means nothing on {_ELEMENTS.get(element, "this")} and is left out.'
    return Drop("dropped-attribute", message, _TAKE_AWAY, f".{name}")


def attribute(element: str, name: str, value: str) -> Drop:
    """An attribute that nobody named, or whose value is not of its form."""
    message = f'{name}="{value[:60]}" is not used on {_ELEMENTS.get(element, "this")} and is left out.'
    return Drop("dropped-attribute", message, _ATTRIBUTE_HINTS.get(name, _TAKE_AWAY), name)


def div_class(name: str, known: Collection[str]) -> Drop:
    """A passage of a kind that there is not, or not in this kind of text."""
    hint = suggest(name, known, what="Write one of") if known else "Write the passage without ::: lines."
    message = f'There is no marked passage called "{name}" in this kind of text; its words are kept as plain text.'
    if name == TESTIMONY:  # nobody is to be told to publish it without its marks
        hint = (
            "Take it out: testimonies are told in chapters and in the texts of report/ alone, where consents are asked."
        )
        message = "A testimony cannot stand in this kind of text."
    return Drop("unknown-div-class", message, hint, name, ("div", name))


def identifier(name: str) -> Drop:
    """An id that would not be one in every format."""
    hint = "Use Latin letters without accents, digits and hyphens, beginning with a letter: {#sec-routes}."
    message = f'The id "{name[:60]}" is left out.'
    return Drop("dropped-identifier", message, hint, f"#{name}", ("identifier", name))


def misplaced_identifier(name: str) -> Drop:
    """An id on what nothing can refer to."""
    hint = "Ids stand on headings, on pictures and tables with a caption, on passages (:::) and on [words]{#id}."
    message = f'The id "{name[:60]}" stands where none can be, and is left out.'
    return Drop("dropped-identifier", message, hint, f"#{name}", ("identifier", name))


def link(target: str) -> Drop:
    """A link that leads where no reader should be led."""
    hint = "A link begins with https://, http:// or mailto:, or names a part of this text: #sec-routes."
    message = f'The link to "{target[:80]}" is left out; its words stay.'
    return Drop("dropped-link", message, hint, target, ("link", target))


def picture(target: str) -> Drop:
    """A picture from elsewhere than the text's own folder, or in a place that has none."""
    hint = "Put the picture into the folder of this text and write its path from there: figures/map.png."
    message = f'The picture "{target[:80]}" is left out.'
    return Drop("dropped-picture", message, hint, target, ("image", target))


def repeated_picture(target: str, most: int) -> Drop:
    """A picture that a text shows again and again: a page of its name would be a file of gigabytes."""
    hint = "Refer to it instead: give it an id, {#fig-map}, and write @fig-map."
    message = f'The picture "{target[:80]}" is shown more than {most} times; here it is left out.'
    return Drop("dropped-picture", message, hint, target, ("image", target))


def missing_picture(target: str, known: Collection[str]) -> Drop:
    """A picture that is not in the repository."""
    hint = (
        suggest(target, known, what="There is") or "Add the file, or correct the path: it begins at this text's folder."
    )
    return Drop("missing-figure", f'There is no picture "{target[:80]}".', hint, target, ("image", target))


def without_alt(target: str) -> Drop:
    """A picture without words for those who cannot see it."""
    hint = 'Say what it shows, apart from the caption: ![Caption](figures/x.png){#fig-x alt="what the picture shows"}.'
    return Drop(
        "missing-alt-text", f'The picture "{target[:80]}" has no alternative text.', hint, target, ("image", target)
    )


def alt_is_caption(target: str) -> Drop:
    """Alternative text that says nothing new."""
    hint = "The caption is read out as well: let alt say what is to be seen in the picture."
    message = f'The alternative text of "{target[:80]}" only repeats the caption.'
    return Drop("alt-is-caption", message, hint, target, ("image", target), Severity.WARNING)


def too_many_charts(data: str, most: int) -> Drop:
    """A text of nothing but charts."""
    message = f"This text shows more than {most} charts; here one is left out."
    return Drop("chart-too-large", message, "Show the others in a text of their own.", data, ("chart", data))


def mathematics(source: str) -> Drop:
    """A formula."""
    hint = "Write it in words, or show it as a figure; where a dollar sign is meant as such, write \\$."
    shown = " ".join(source.split())[:60]
    return Drop(
        "dropped-mathematics", f"A formula is shown as it was typed: {shown}", hint, source, ("formula", source)
    )


def character(signs: Sequence[str]) -> Drop:
    """Characters that change what is seen and are not seen themselves."""
    shown = ", ".join(f"U+{ord(sign):04X}" for sign in signs)
    message = f"Characters that cannot be seen are left out: {shown}"
    return Drop("dropped-character", message, "Delete them; they may be written as &#…; in the text.", "&#")


def unknown(kind: str, text: str) -> Drop:
    """A node that did not exist when this was written."""
    message = f'Something that the converter calls "{kind}" is left out.'
    return Drop("dropped-unknown", message, "Please report this as a fault of the tool.", text[:40])
