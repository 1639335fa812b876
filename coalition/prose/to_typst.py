"""The Typst writer: a fragment of markup for the report's template.

A fragment is markup, never a document: it holds no `#import`, no `#set` outside a block of its own, and ends with a
line feed. The template that takes it in (by `#include`, or by being written around it) has to define these functions
and nothing else; every argument is named, and always given:

    #recommendation(id: "refugees-rec-x", number: "3.2", title: "Recommendation 3.2",
                    to: ("destination-states", "media"), addressed: "To: destination states, media")[ body ]
    #demand(id: …, number: …, title: …, to: (…), addressed: …)[ body ]
    #key-finding(id: …, number: …, title: …)[ body ]
    #case-study(id: …, number: …, title: …, practice: "peer-clinic")[ body ]
    #testimony(id: …, number: …, title: …, pseudonym: "")[ body ]
    #case-data(id: …, number: …, title: …)[ body ]
    #works(id: "refs")[ one #work a source ]
    #work(id: "ref-ilo-2022-estimates")[ the entry ]
    #source-line[ Source: … ]              inside a caption, its last line
    #fitted(dense: false)[ a table ]       within a figure: a table that is wider than a line; dense, in small letters
    #went[ … ], #came[ … ]                 in a comparison, words that were deleted or inserted
    #went-blocks(moved: false)[ … ][ … ]   likewise blocks, after what is said of them; `moved` to or from elsewhere
    #came-blocks(moved: true)[ … ][ … ]
    #went-noted[ … ], #came-noted[ … ]     notes that went or came with their words
    #said[ … ]                             what is said of a change
    #noted[ a paragraph with a note ], #index[ a list of names ]

`id` is a string; the function attaches it to the outermost element that it makes: `#block(…)[…] #label(id)`. It is
unique in the book and links point to it, so that it must be attached exactly once; it is never empty. `number` is
empty in texts that bear none; `title` is then the word alone ("Recommendation"). `to` is an array of strings (empty
when nobody is addressed), `addressed` the words for it in the text's language, or an empty string. `practice` and
`pseudonym` may be empty strings.

All else is Typst's own: `#heading(level: …)[…] #label("…")`, whose words hold the number (the template sets
`numbering: none`); `#figure(image("/…", alt: "…", width: 60%), caption: […], kind: image, supplement: none, numbering:
none) #label("…")`, and likewise `kind: table` around a `table` with `table.header` (captions begin with the label
"Figure 3.2." in the text's language, so that the template shows the caption's body alone; it makes tables breakable);
`#footnote`, `#link`, `#quote(block: true)`, `#raw`, `#emph`, `#strong`, `#strike`, `#sub`, `#super`, `#smallcaps`,
`#underline`, `#highlight`, `#list`, `#enum`, `#terms`, `#linebreak`, `#box(image(…))` for a picture in the line;
`#text(lang: …, dir: …)[…]` for words in another language; `#named("…")` for a place that can be linked
to; `#line(length: 30%)` for a break. `pseudonym` is what is shown of a name: "Amina (name changed)".

Picture paths are those given in `pictures`: absolute within the compiler's root (`/pictures/x.png`).

No word of a text can begin code. pandoc's own Typst writer is not used, because it does not hold that law: it turns
`**y**.at("x", default: read("/secret"))` into a method call (decision 0033). Here every sign with a meaning in Typst
is escaped wherever it stands, every call is closed with a semicolon so that nothing after it can continue it, lists
and headings are calls too, so that no sign at the start of a line means anything, and values stand in string literals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.prose import typst_markup
from coalition.prose.ast import Blocks, Inlines, Node, plain_text, walk
from coalition.prose.charting.figures import is_numbers, tell
from coalition.prose.guard import guarded
from coalition.prose.labels import ENGLISH
from coalition.prose.marking import SAID, SPOKEN
from coalition.prose.redlined import is_marked, marks
from coalition.prose.shaping import PictureMissing, passage_title, title_inlines, title_parts
from coalition.prose.typst_marks import Marker
from coalition.prose.typst_markup import anchored, array, breakable, escaped, in_language, label, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.prose.labels import Labels
    from coalition.prose.pandoc import Pandoc

_NUMBER = re.compile(r"[0-9][0-9.]*$")

_CALLED = {"index": "index", "source": "source-line"}
_NAMED = frozenset(_CALLED)


def typst(
    ast: str,
    pictures: Mapping[str, str],
    *,
    pandoc: Pandoc | None = None,  # noqa: ARG001 -- all writers are called alike
    labels: Labels = ENGLISH,
) -> str:
    """A fragment; empty for a document without blocks. Raises Unguarded, PictureMissing.

    `labels` are the words that a comparison says of its marks.
    """
    blocks = guarded(ast)
    tell(blocks)
    return f"{_Writer(pictures, labels).text(blocks)}\n" if blocks else ""


class _Writer(Marker):
    """Writes nodes that have passed the guard."""

    def __init__(self, pictures: Mapping[str, str], labels: Labels) -> None:
        self._pictures = pictures
        super().__init__(labels)

    def text(self, nodes: Blocks) -> str:
        """A whole text."""
        made = (f"#noted[{self._para(node)}];" if _noted(node) else self.blocks([node]) for node in nodes)
        return "\n\n".join(filter(None, made))

    def blocks(self, nodes: Blocks) -> str:
        """Blocks with empty lines between."""
        return "\n\n".join(made for made in (getattr(self, _BLOCKS[node["t"]])(node) for node in nodes) if made)

    def inlines(self, nodes: Inlines) -> str:
        """Inlines, on one line."""
        return "".join(getattr(self, _INLINES[node["t"]])(node) for node in nodes)

    # Inlines

    def _str(self, node: Node) -> str:
        return escaped(breakable(node["c"]))

    def _space(self, _: Node) -> str:
        return " "

    def _line_break(self, _: Node) -> str:
        return "#linebreak();"

    def _wrap(self, node: Node) -> str:
        return f"#{typst_markup.WRAPS[node['t']]}[{self.inlines(node['c'])}];"

    def _code(self, node: Node) -> str:
        return f"#raw({literal(node['c'][1])});"

    def _link(self, node: Node) -> str:
        _, inlines, (target, _) = node["c"]
        words = self.inlines(inlines)
        if not target.startswith("#"):
            return f"#link({literal(target)})[{words}];"
        # A place of the site is in no book.
        return words if ":" in target else f"#link(label({literal(target[1:])}))[{words}];"

    def _image(self, node: Node) -> str:
        return f"#box({self._picture(node)});"

    def _picture(self, node: Node) -> str:
        (_, _, pairs), alt, (path, _) = node["c"]
        if path not in self._pictures:
            raise PictureMissing(path)
        width = dict(pairs).get("width")
        size = f", width: {width}" if width else ""
        return f"image({literal(self._pictures[path])}, alt: {literal(plain_text(alt))}{size})"

    def _span(self, node: Node) -> str:
        (identifier, classes, pairs), inlines = node["c"]
        if marks(node) or SPOKEN in classes:
            return self.marked(node) if marks(node) else ""
        made = self.inlines(inlines)
        if SAID in classes:
            made = f"#said[{made}];"
        if "mark" in classes:
            made = f"#highlight[{made}];"
        if "csl-left-margin" in classes:
            made = f"{made} "
        return anchored(identifier, in_language(pairs, made))

    # Blocks

    def _para(self, node: Node) -> str:
        return self.words(node["c"])

    def _lines(self, node: Node) -> str:
        return "#linebreak();".join(self.words(line) for line in node["c"])

    def _code_block(self, node: Node) -> str:
        made = f"#raw(block: true, {literal(node['c'][1])});"
        return f"#{self.line}[{made}];" if self.line else made

    def _quote(self, node: Node) -> str:
        return f"#quote(block: true)[{self.blocks(node['c'])}];"

    def _rule(self, _: Node) -> str:
        return "#line(length: 30%);"

    def _header(self, node: Node) -> str:
        level, (identifier, _, _), inlines = node["c"]
        return f"#heading(level: {level})[{self.words(inlines)}]{label(identifier)}"

    def _bullets(self, node: Node) -> str:
        return f"#list(tight: {_tight(node['c'])}){self._contents(node['c'])};"

    def _numbers(self, node: Node) -> str:
        (start, style, delimiter), items = node["c"]
        form = typst_markup.DELIMITERS.get(delimiter["t"], "{}.").format(typst_markup.NUMBERINGS.get(style["t"], "1"))
        arguments = f"start: {start}, numbering: {literal(form)}, tight: {_tight(items)}"
        return f"#enum({arguments}){self._contents(items)};"

    def _terms(self, node: Node) -> str:
        items = [
            f"terms.item[{self.words(term)}][{self.blocks([block for one in meanings for block in one])}]"
            for term, meanings in node["c"]
        ]
        return f"#terms({', '.join(items)});"

    def _contents(self, items: Iterable[Blocks]) -> str:
        return "".join(f"[{self.blocks(item)}]" for item in items)

    def _div(self, node: Node) -> str:
        (identifier, classes, pairs), blocks = node["c"]
        kind = next((name for name in classes if name in typst_markup.PASSAGES), "")
        if kind and passage_title(node):
            return self._passage(kind, node)
        if "references" in classes or "csl-entry" in classes:
            name = "works" if "references" in classes else "work"
            return f"#{name}(id: {literal(identifier)})[{self.blocks(blocks)}];"
        if is_numbers(node):
            return ""  # a page has the drawing, which says them to listeners
        if marks(node):
            return self.marked(node)
        if named := _NAMED.intersection(classes):
            return f"#{_CALLED[min(named)]}[{self.blocks(blocks)}];"
        return anchored(identifier, in_language(pairs, self.blocks(blocks)))

    def _passage(self, kind: str, node: Node) -> str:
        (identifier, _, pairs), (title, *blocks) = node["c"]
        label, _ = title_parts(title)
        shown = [self._passage_words(part) for part in title_inlines(title)]
        number = _NUMBER.search(label)
        given = {
            "id": literal(identifier),
            "number": literal(number[0] if number else ""),
            "title": shown[0],
            "to": array(dict(pairs).get("to", "").split()),
            "addressed": shown[1],
            "practice": literal(dict(pairs).get("practice", "")),
            "pseudonym": shown[1],
        }
        arguments = ", ".join(
            f"{name}: {given[name]}" for name in ("id", "number", "title", *typst_markup.PASSAGES[kind])
        )
        return f"#{kind}({arguments})[{in_language(pairs, self.blocks(blocks))}];"

    def _passage_words(self, inlines: Inlines) -> str:
        """A string; in a comparison where they changed, content."""
        return f"[{self.words(inlines)}]" if self.line or is_marked(inlines) else literal(plain_text(inlines))

    def _figure(self, node: Node) -> str:
        (identifier, _, _), (_, caption), content = node["c"]
        image = next((part for part in walk(content) if part["t"] == "Image"), None)
        if image is None and not self.blocks(content):  # nothing was left of it: a figure of nothing is not accessible
            return anchored(identifier, self.blocks(caption))
        shown = self._picture(image) if image and not is_marked(content) else f"[{self.blocks(content)}]"
        return self._captioned(shown, "image", identifier, caption)

    def _captioned(self, shown: str, kind: str, identifier: str, caption: Blocks) -> str:
        words = f", caption: [{' '.join(self.blocks([block]) for block in caption)}]" if caption else ""
        return f"#figure({shown}{words}, kind: {kind}, supplement: none, numbering: none){label(identifier)}"

    def _table(self, node: Node) -> str:
        (identifier, _, _), (_, caption), *_ = node["c"]
        return self._captioned(typst_markup.table(node, self.blocks), "table", identifier, caption)


def _noted(node: Node) -> bool:
    return node["t"] == "Para" and any(part["t"] == "Note" for part in node["c"])


def _tight(items: Sequence[Blocks]) -> str:
    return "false" if any(block["t"] == "Para" for item in items for block in item) else "true"


_INLINES = {
    "Str": "_str",
    "Space": "_space",
    "SoftBreak": "_space",
    "LineBreak": "_line_break",
    **dict.fromkeys(typst_markup.WRAPS, "_wrap"),
    "Code": "_code",
    "Link": "_link",
    "Image": "_image",
    "Note": "note",
    "Span": "_span",
}
_BLOCKS = {
    "Para": "_para",
    "Plain": "_para",
    "LineBlock": "_lines",
    "CodeBlock": "_code_block",
    "BlockQuote": "_quote",
    "BulletList": "_bullets",
    "OrderedList": "_numbers",
    "DefinitionList": "_terms",
    "Header": "_header",
    "HorizontalRule": "_rule",
    "Div": "_div",
    "Figure": "_figure",
    "Table": "_table",
}
