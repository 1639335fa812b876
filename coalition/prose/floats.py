"""What a member's text shows: figures, pictures in the line, charts and tables, with their captions and sources."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coalition.prose import drops
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import Blocks, Inlines, Node, citation, div, plain, plain_text, walk, words
from coalition.prose.ast import image as image_node
from coalition.prose.charting import faults
from coalition.prose.charting.drawing import draw
from coalition.prose.charting.figures import numbers
from coalition.prose.charting.reading import Block, Reader
from coalition.prose.columns import by_words
from coalition.prose.forms import WIDTH
from coalition.prose.found import Citing, Float, Found
from coalition.prose.labels import DEFAULT_LABELS, labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.prose.charting.model import Chart
    from coalition.prose.model import Manuscript

MOST_CHARTS = 60
"""In one text."""
MOST_TIMES = 3
"""How often a text may show one picture: formats that are one file hold it as often."""

_LINES = frozenset({"source", "credit"})
"""Attributes that become lines below a caption."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SOURCE = re.compile(r"-?@(?P<key>[\w][\w:.#$%&+?<>~/-]*)(?P<rest>(?:[, ].*)?)")


class FloatCleaner(Cleaner):
    """Builds what is shown in the document of one manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__()
        self.found = Found()
        self._manuscript = manuscript
        self._begun = Float("figure", {})
        self._lines: tuple[str, str] = ("", "")
        self._notes = 0
        self._times: Counter[str] = Counter()
        self._charts: Counter[str] = Counter()

    @property
    def in_note(self) -> bool:
        """Whether what is being built stands in a footnote."""
        return self._notes > 0

    def _note(self, node: Node) -> Inlines:
        self._notes += 1
        made = super()._note(node)
        self._notes -= 1
        return made

    def _code_block(self, node: Node) -> Blocks:
        _, classes, _pairs = node["c"][0]
        what = next((name for name in classes if name in ("chart", "map")), "")
        return self._chart(what, node) if what else super()._code_block(node)

    def _chart(self, what: str, node: Node) -> Blocks:
        """A figure that is drawn from a table, and the table; what cannot be drawn is a figure of its description."""
        (identifier, classes, pairs), content = node["c"]
        own = dict(pairs)
        data = own.get("data", "")
        turn = self._charts[data]
        self._charts[data] += 1
        if not self._manuscript.cites:
            self.drops.append(faults.at(faults.misplaced(what, self._manuscript.path), data, turn))
            return []
        if self.in_note:
            self.drops.append(faults.at(faults.in_note(what), data, turn))
        if self._charts.total() > MOST_CHARTS:
            self.drops.append(drops.too_many_charts(data, MOST_CHARTS))
            return []
        self.drops += [drops.class_name("CodeBlock", name) for name in classes if name != what]
        language = self._manuscript.language
        labels = labels_for(language, DEFAULT_LABELS)
        caption = " ".join(self.text(content).split())
        reader = Reader(Block(what, own, caption, language, labels), self._manuscript.data, self._folder())
        read = reader.chart()
        chart = read.said(self.text) if read else None
        self.drops += [faults.at(drop, data, turn) for drop in reader.drops]
        made = self._float("figure", own).node
        kept = self.attributes("Figure", [identifier, [], []])
        made["c"] = [kept, self._caption([None, [plain(words(caption))] if caption else []]), []]
        made["c"][2].append(plain(self._drawn(chart, self.text(reader.given("alt")), own.get("width", ""), kept[0])))
        return [made, numbers(chart, labels)] if chart else [made]

    def _drawn(self, chart: Chart | None, alt: str, width: str, name: str) -> Inlines:
        """The drawing as a picture with its description; else its description alone."""
        if chart is None:
            return words(alt)
        drawing = draw(chart, self._folder(), name)
        self.found.drawings.append(drawing)
        return [image_node(drawing.path, alt, width=width if WIDTH.fullmatch(width) else "")]

    def _folder(self) -> str:
        return self._manuscript.path.rpartition("/")[0]

    def _float(self, kind: str, own: Mapping[str, str]) -> Float:
        """A figure or table that begins here; where its caption ends its source is cited, and who made it is named."""
        begun = Float(kind, {"t": kind.capitalize(), "c": []})
        self.found.floats.append(begun)
        self.found.anchored.append(begun.node)
        self._begun, self._lines = begun, (own.get("source", "").strip(), own.get("credit", "").strip())
        return begun

    def _caption(self, caption: Sequence[Any]) -> list[Any]:
        begun, (source, credit), made = self._begun, self._lines, super()._caption(caption)
        begun.source.extend(self._cited_source(source) if source else ())
        begun.credit.extend(words(" ".join(self.text(credit).split())))
        made[1] += [div([plain(line)], classes=["source"]) for line in (begun.source, begun.credit) if line]
        return made

    def _cited_source(self, written: str) -> Iterator[Node]:
        """`@key`, `[@key, p. 3]`, several with semicolons; what is no key stays words."""
        for index, part in enumerate(written.strip("[]").split(";")):
            if index:
                yield from words("; ")
            found = _SOURCE.fullmatch(part.strip())
            if found is None:
                yield from words(self.text(part.strip()))
                continue
            cited = citation(found["key"], self.text(found["rest"]))
            self.found.citings.append(Citing(cited, in_note=False))
            yield cited

    def _figure(self, node: Node) -> Blocks:
        given, caption, content = node["c"]
        inner = next(part["c"] for part in walk(content) if part["t"] == "Image")
        (_, classes, pairs), _, (target, _) = inner
        own = dict(pairs)
        if self.in_note:
            turn = self._times[normpath(f"{self._folder()}/{unquote(target)}")]
            self.drops.append(replace(faults.in_note("figure"), needle=target, mark=("image", target), turn=turn))
        kept = self.attributes("Figure", [given[0], classes, []])
        made = self._float("figure", own).node
        written = plain_text(caption[1])
        others = [[name, value] for name, value in pairs if name not in _LINES]
        made["c"] = [kept, self._caption(caption), []]
        made["c"][2].append(plain(self._shown([["", [], others], inner[1], [target, ""]], written)))
        return [made]

    def _image(self, node: Node) -> Inlines:
        """A picture in a line of text: what stands in the brackets is what it shows."""
        given, inlines, target = node["c"]
        self.attributes("Image", [given[0], given[1], []])
        return self._shown([["", [], given[2]], inlines, target], "")

    def _shown(self, image: Sequence[Any], caption: str) -> Inlines:
        """A picture of the text's folder, with its description and width; else its description alone."""
        (_, _, pairs), inlines, (target, _) = image
        own = dict(pairs)
        width = own.get("width", "")
        for name, value in pairs:
            if name != "alt" and not (name == "width" and WIDTH.fullmatch(value)):
                self.drops.append(drops.attribute("Image", name, value))
        alt = " ".join(self.text(own.get("alt", plain_text(inlines))).split())
        self._judge_alt(target, alt, caption)
        path = self._picture(target)
        if path is None:
            return words(alt)
        self._times[path] += 1
        if self._times[path] > MOST_TIMES:
            self.drops.append(drops.repeated_picture(target, MOST_TIMES))
            return words(alt)
        if self._times[path] == 1:
            self.found.images.append(path)
        return [image_node(path, alt, width=width if WIDTH.fullmatch(width) else "")]

    def _judge_alt(self, target: str, alt: str, caption: str) -> None:
        if not alt:
            self.drops.append(drops.without_alt(target))
        elif caption and alt == caption:
            # pandoc repeats the caption where no alt was written: which of the two it is, the file tells.
            self.drops.append(drops.alt_is_caption(target))

    def _picture(self, target: str) -> str | None:
        """The campaign's path of a picture of this text."""
        written = unquote(target)
        outside = _SCHEME.match(written) or written.startswith(("/", "\\")) or ".." in written.split("/")
        if outside or "\\" in written:
            self.drops.append(drops.picture(target))
            return None
        folder = self._folder()
        path = normpath(f"{folder}/{written}") if folder else normpath(written)
        if path not in self._manuscript.images:
            known = [name.removeprefix(f"{folder}/") for name in self._manuscript.images]
            self.drops.append(drops.missing_picture(target, known))
            return None
        return path

    def _table(self, node: Node) -> Blocks:
        identifier, classes, pairs = node["c"][0]
        others = [[name, value] for name, value in pairs if name not in _LINES]
        made = self._float("table", dict(pairs)).node
        (whole,) = super()._table({"t": "Table", "c": [[identifier, classes, others], *node["c"][1:]]})
        made["c"] = whole["c"]
        made["c"][2] = by_words(made["c"])
        return [made]
