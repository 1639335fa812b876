"""Citations: rendered together, apart from the prose, and put back.

A *skeleton* is a document with nothing but the book's citations, one a paragraph, in reading order. citeproc gives it
the same citations and the same list of works as the whole book, in a third of the time, and its result depends on
nothing else, so that an edited sentence costs no citeproc at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from coalition.problems import Place, Problem, suggest
from coalition.prose import notes
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import Blocks, Inlines, Node, attr, div, document, walk
from coalition.prose.forms import LANGUAGE
from coalition.prose.pandoc import CITATION_SECONDS, MEMORY_MB, Failure, Pandoc, Task, meta

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.bibliography import Work, Works
    from coalition.prose.found import Citing
    from coalition.prose.model import Bibliography
    from coalition.prose.reading import Draft

_CSL_CLASSES = frozenset({"csl-left-margin", "csl-right-inline", "csl-block", "csl-indent"})


@dataclass(slots=True)
class Listed:
    """What citing came to."""

    book: dict[str, Node] = field(default_factory=dict)
    """Entries of the list of works by name, in its order: of the whole book."""
    of: dict[str, dict[str, Node]] = field(default_factory=dict)
    """The same for each text."""
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys cited by each text, as its author wrote them, in order of first citation."""
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    """The names of the same works."""


@dataclass(slots=True)
class _Run:
    """Citations that are rendered together."""

    drafts: list[Draft]
    prefix: str
    """What the ids of its entries begin with: nothing, or the text's id."""
    sets: bool = True
    """Whether its citations are put into the texts."""
    lists: bool = True
    """Whether its works are listed."""
    citings: list[tuple[Draft, Citing]] = field(default_factory=list)
    names: dict[str, Work] = field(default_factory=dict)


def cite(drafts: Sequence[Draft], bibliography: Bibliography, works: Works, pandoc: Pandoc) -> Listed:
    """Render every citation of the drafts, in place. What cannot be cited is reported and stays as it was written."""
    listed = Listed()
    runs = [_run([draft], f"{draft.manuscript.id}-", works, listed) for draft in drafts]
    if bibliography.in_notes:
        for draft in drafts:
            notes.count(draft)
    if bibliography.scope == "whole":
        runs = [*(_in_notes(runs) if bibliography.in_notes else ()), _joined(runs, sets=not bibliography.in_notes)]
    runs = [run for run in runs if run.citings]
    results = pandoc.convert([_task(run, bibliography, works) for run in runs])
    for run, result in zip(runs, results, strict=True):
        if isinstance(result, Failure):
            _failed(run, result, bibliography)
        else:
            _put_back(run, json.loads(result)["blocks"], listed)
    return listed


def _run(drafts: list[Draft], prefix: str, works: Works, listed: Listed) -> _Run:
    run = _Run(drafts, prefix)
    for draft in drafts:
        cited: dict[str, str] = {}
        for citing in draft.found.citings:
            if draft.manuscript.cites:
                _known(draft, citing, works, run, cited)
            if not citing.node["c"][0] or not draft.manuscript.cites:
                _as_written(citing.node)
            else:
                run.citings.append((draft, citing))
        listed.cited[draft.manuscript.id] = tuple(cited)
        listed.names[draft.manuscript.id] = frozenset(cited.values())
    return run


def _in_notes(runs: Sequence[_Run]) -> list[_Run]:
    """The same for the notes alone: "ibid." and "(n 3)" mean a note of the same text, on a page that stands by itself."""
    return [replace(run, prefix="", lists=False) for run in runs]


def _joined(runs: Sequence[_Run], *, sets: bool) -> _Run:
    whole = _Run([draft for run in runs for draft in run.drafts], "", sets)
    for run in runs:
        whole.citings += run.citings
        whole.names |= run.names
    return whole


def _as_written(node: Node) -> None:
    """The citation as the plain words that stand in the text."""
    node.update({"t": "Span", "c": [attr(), node["c"][1]]})


def _known(draft: Draft, citing: Citing, works: Works, run: _Run, cited: dict[str, str]) -> None:
    """Leave only citations of works that there are, under their names in the book."""
    kept = []
    for one in citing.node["c"][0]:
        key = one["citationId"]
        work = works.work(draft.manuscript.id, key)
        if work is None:
            _unknown(draft, key, works)
        elif work.name in works.unreadable:
            _unreadable(draft, work, works.unreadable[work.name])
        else:
            if key not in cited and works.remarks.get(work.name):
                place = draft.locator.place("citation", key, f"@{key}")
                draft.locator.problems += [remark.at(place) for remark in works.remarks[work.name]]
            cited[key] = work.name
            run.names[work.name] = work
            one["citationId"] = work.name
            kept.append(one)
    citing.node["c"][0] = kept


def _unknown(draft: Draft, key: str, works: Works) -> None:
    def think() -> str:
        near = suggest(key, works.keys(draft.manuscript.id), what="The sources are")
        return near or "Add it to references.bib, or put a backslash before @ if it is no source."

    place = draft.locator.place("citation", key, f"@{key}")
    hint = draft.locator.advice(f"[@{key}]", think)
    draft.locator.report(place, "unknown-source", f'There is no source with the key "{key}".', hint)


def _unreadable(draft: Draft, work: Work, reason: str) -> None:
    key = work.reference.key
    place = work.reference.place or draft.locator.place("citation", key, f"@{key}")
    message = f'The source "{key}" cannot be read; the converter {reason}.'
    hint = "Look for a missing comma or brace in its entry, or a field that is not closed."
    if all(problem.message != message for problem in draft.locator.problems):
        draft.locator.report(place, "unreadable-source", message, hint)


def _task(run: _Run, bibliography: Bibliography, works: Works) -> Task:
    paragraphs: Blocks = []
    for _, citing in run.citings:
        inlines: Inlines = [citing.node]
        paragraphs.append(
            {"t": "Para", "c": [{"t": "Note", "c": [{"t": "Para", "c": inlines}]}] if citing.in_note else inlines}
        )
    items = [works.items[name] for name in sorted(run.names)]
    files = [("works.json", json.dumps(items, ensure_ascii=False, sort_keys=True).encode())]
    options: dict[str, Any] = {
        "citeproc": True,
        "bibliography": ["works.json"],
        "metadata": {"link-citations": meta(value=True), "lang": meta(bibliography.language)},
    }
    if bibliography.style:
        files.append(("style.csl", bibliography.style.encode()))
        options["csl"] = "style.csl"
    return Task(document(paragraphs), "json", "json", options, tuple(files), CITATION_SECONDS, MEMORY_MB)


def _failed(run: _Run, failure: Failure, bibliography: Bibliography) -> None:
    for _, citing in run.citings:
        _as_written(citing.node)
    draft = run.citings[0][0]
    own = bibliography.style_path
    hint = (
        "Take the style from its origin again, or another one: https://www.zotero.org/styles."
        if own
        else "Please report this as a fault of the tool."
    )
    message = f"The citations could not be set: the converter {failure.reason}."
    draft.locator.report(Place(own) if own else draft.locator.start, "citations-not-set", message, hint)


def _put_back(run: _Run, blocks: Blocks, listed: Listed) -> None:
    paragraphs, rest = blocks[: len(run.citings)], blocks[len(run.citings) :]
    anchors = {f"#ref-{name}": f"#{run.prefix}{work.anchor}" for name, work in run.names.items()}
    for (draft, citing), paragraph in zip(run.citings if run.sets else (), paragraphs, strict=run.sets):
        names = [one["citationId"] for one in citing.node["c"][0]]
        cleaner = CiteprocCleaner(anchors)
        rendered = next(node for node in walk(paragraph) if node["t"] == "Cite")
        inlines = cleaner.inlines(rendered["c"][1])
        citing.node.update({"t": "Span", "c": [attr("", ["citation"]), inlines]})
        _report(draft, run, names[0], cleaner)
    if not run.lists:
        return
    entries = _entries(run, rest, anchors, listed)
    for draft in run.drafts:
        text = draft.manuscript.id
        listed.of[text] = {name: entry for name, entry in entries.items() if name in listed.names[text]}
    if not run.prefix:
        listed.book = entries


def _entries(run: _Run, blocks: Blocks, anchors: Mapping[str, str], listed: Listed) -> dict[str, Node]:
    """The list of works, entry by entry, in the style's order."""
    made: dict[str, Node] = {}
    citing = {name: draft for draft, _ in reversed(run.citings) for name in listed.names[draft.manuscript.id]}
    for node in walk(blocks):
        if node["t"] != "Div" or "csl-entry" not in node["c"][0][1]:
            continue
        name = str(node["c"][0][0]).removeprefix("ref-")
        cleaner = CiteprocCleaner(anchors)
        content = cleaner.blocks(node["c"][1])
        made[name] = div(content, identifier=anchors[f"#ref-{name}"][1:], classes=["csl-entry"])
        _report(citing[name], run, name, cleaner)
    return made


def _report(draft: Draft, run: _Run, name: str, cleaner: Cleaner) -> None:
    """What a source brought with it and may not, at the source's place or where it is cited."""
    if not cleaner.drops:
        return
    reference = run.names[name].reference
    place = reference.place or draft.locator.place("citation", reference.key, f"@{reference.key}")
    for drop in cleaner.drops:
        problem = Problem(
            place, drop.code, f'In the source "{reference.key}": {drop.message}', drop.hint, drop.severity
        )
        draft.locator.problems.append(problem)


class CiteprocCleaner(Cleaner):
    """Builds what citeproc has made anew: links to the web and to entries of the list, and the style's own layout."""

    def __init__(self, anchors: Mapping[str, str]) -> None:
        super().__init__()
        self._anchors = anchors

    def attributes(self, element: str, given: Sequence[Any]) -> list[Any]:
        """The style's classes; languages of titles; nothing else, and what is dropped here nobody has written."""
        _, classes, pairs = given
        kept = [name for name in classes if element in ("Div", "Span") and name in _CSL_CLASSES]
        language = [[name, value] for name, value in pairs if name == "lang" and LANGUAGE.fullmatch(value)]
        return ["", kept, language if element == "Span" else []]

    def link(self, node: Node) -> Inlines:
        """Links to entries lead to where they stand in the book; in a note, as far as its first link to elsewhere."""
        target, inlines = node["c"][2][0], node["c"][1]
        if target not in self._anchors:
            return super().link(node)
        own = next((index for index, part in enumerate(inlines) if _leads_on(part)), len(inlines))
        led: Inlines = [{"t": "Link", "c": [attr(), inlines[:own], [self._anchors[target], ""]]}] if own else []
        return [*led, *inlines[own:]]


def _leads_on(node: Node) -> bool:
    return any(part["t"] == "Link" for part in walk([node]))
