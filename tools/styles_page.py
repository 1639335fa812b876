"""docs/citation-styles.md: every style that a campaign has, whose it is, and what it looks like."""

# ruff: noqa: INP001 -- scripts of the repository, not a package

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.report.licences import credit
from coalition.prose import ast, styles
from coalition.prose.model import Bibliography, Manuscript, Reference

if TYPE_CHECKING:
    from coalition.prose.pandoc import Pandoc

_BOOK = """@book{doe-2020, author = {Doe, Jane and Poe, Xavier}, title = {On Borders and Wages}, year = {2020},
  publisher = {Harbour Press}, location = {Geneva}}"""

_HEAD = """\
# Citation styles

How a report cites is one line of `coalition.yaml`, below `report:`:

```yaml
  citation_style: oscola
```

Each style below is there in every campaign.
In one that cites *in notes*, a citation becomes a footnote, in every format, and each chapter's notes begin with 1; `[@doe-2020, p. 5]` in a chapter is the same for all.
Citations and the list of works speak the language of the report that they stand in, with dates and words of its own, where the project has them for that language; otherwise English.
The colophon of the report names the style and its authors.

**A style of your own** is a `.csl` file in the folder `styles/`, named with its path:

```yaml
  citation_style: styles/refugee-survey-quarterly.csl
```

More than ten thousand are at <https://www.zotero.org/styles>.
Most of those hold nothing but the name of another whose rules they follow; if that is none of the styles below, keep its file in `styles/` as well. `check` says which.
A file that declares a document type, or is no style of version 1.0, is refused, since it comes from who knows where; nothing is ever fetched.

| name | title | cites | by |
| --- | --- | --- | --- |
"""
_TERMS = """
They are files of the [Citation Style Language project](https://citationstyles.org/), unchanged, under the terms that each states: {terms}.
[Where they come from](../coalition/assets/citation-styles/README.md).

## What they look like

A citation of page 5 of a book, and the book in the list of works.
"""


def page() -> str:
    """The page."""
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache

    pandoc = Pandoc(Cache(None))
    shipped = {name: styles.shipped(name) for name in styles.SHIPPED}
    rows = [
        f"| `{name}` | {style.head.title} | {'in notes' if style.in_notes else 'in the text'} | {', '.join(style.head.authors)} |\n"
        for name, style in shipped.items()
    ]
    terms = ", ".join(sorted({credit(style.head.licence, style.head.rights) for style in shipped.values()}))
    looks = [_looks(name, style, pandoc) for name, style in shipped.items()]
    return "".join([_HEAD, *rows, _TERMS.format(terms=terms), *looks])


def _looks(name: str, style: styles.Style, pandoc: Pandoc) -> str:
    from coalition.prose.book import prepare

    text = Manuscript("example", "example.md", "[@doe-2020, p. 5]")
    bibliography = Bibliography(
        (Reference("doe-2020", _BOOK),), style=style.text, in_notes=style.in_notes, language=style.language("en")
    )
    book = prepare([text], bibliography, pandoc=pandoc).value
    cited = ast.plain_text(ast.blocks_of(book.sections[0].ast))
    notes = [node["c"] for node in ast.walk(ast.blocks_of(book.sections[0].ast)) if node["t"] == "Note"]
    shown = ast.plain_text(notes[0]) if notes else cited
    return f"\n**`{name}`**\n\n> {shown}\n>\n> {ast.plain_text(ast.blocks_of(book.bibliography))}\n"
