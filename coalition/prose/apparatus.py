"""The texts of a book that nobody writes: its glossary, and the table of the instruments that it cites.

They are drafts like others: their ids are given, their citations made, and their trees cleaned and written as those of
any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.problems import suggest
from coalition.prose import index
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import (
    Blocks,
    Inlines,
    Node,
    attr,
    citation,
    definition_list,
    div,
    link,
    para,
    plain,
    plain_text,
    span,
    strong,
    table,
    words,
)
from coalition.prose.found import Citing
from coalition.prose.labels import labels_for
from coalition.prose.lexicon import GLOSSARY, INDEX, INSTRUMENTS, Instrument, names
from coalition.prose.locales import locale_of
from coalition.prose.terms import link_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from coalition.prose.identifiers import Targets
    from coalition.prose.labels import Labels
    from coalition.prose.lexicon import Term
    from coalition.prose.model import Manuscript
    from coalition.prose.reading import Draft

OF = "of"
"""The attribute that names an instrument where the words do not: `[the Convention]{.instrument of=crc-1989}`."""
_SOURCE = re.compile(r"@?(?P<key>[^\s,]+)(?P<rest>(?:,.*)?)")
_CLEAN = Cleaner()


def compose(
    drafts: Sequence[Draft], labels: Mapping[str, Labels], keys: Mapping[str, frozenset[str]]
) -> dict[int, str]:
    """Write the made texts, once all others are read; gives the instrument that each span names, by the span's id().

    A span that names no instrument is reported. `keys` are the sources that each text may cite.
    """
    made = {draft.manuscript.made_of: draft for draft in drafts if draft.manuscript.made_of}
    if GLOSSARY in made:
        draft = made[GLOSSARY]
        _compose_glossary(draft, labels_for(draft.manuscript.language, labels), keys)
    named: dict[int, str] = {}
    cited: dict[str, list[Draft]] = {}
    for draft in drafts:
        for node in draft.found.instruments:
            found = _named(draft, node)
            if found:
                named[id(node)] = found
                cited.setdefault(found, []).append(draft)
    if INSTRUMENTS in made:
        draft = made[INSTRUMENTS]
        _compose_instruments(draft, cited, labels_for(draft.manuscript.language, labels))
    return named


def connect(drafts: Sequence[Draft], targets: Targets, named: Mapping[int, str]) -> None:
    """Fill the index, and link terms and instruments to the made texts, once everything has its id and number."""
    made = {draft.manuscript.made_of: draft.manuscript.id for draft in drafts if draft.manuscript.made_of}
    for draft in drafts:
        if draft.manuscript.made_of == INDEX:
            index.fill(drafts, targets, named, draft)
    terms = _places(targets, made.get(GLOSSARY))
    instruments = _places(targets, made.get(INSTRUMENTS))
    for draft in drafts:
        for node in draft.found.instruments:
            target = instruments.get(named.get(id(node), ""))
            inlines = node["c"][1]
            node.update(
                link(inlines, target, classes=["instrument"]) if target else {"t": "Span", "c": [attr(), inlines]}
            )
        if not draft.manuscript.made_of:
            link_terms(draft.blocks, draft.manuscript.lexicon.terms, terms)


def _places(targets: Targets, text: str | None) -> dict[str, str]:
    return {name: f"#{target.id}" for name, target in targets.of.get(text or "", {}).items()}


def _named(draft: Draft, node: Node) -> str:
    """The id of the instrument that a span names; empty when there is none."""
    written = plain_text(node["c"][1])
    wanted = dict(node["c"][0][2]).get(OF) or written
    lexicon = draft.manuscript.lexicon
    found = lexicon.instrument(wanted)
    if found is None:
        needle = f"[{written}]{{.instrument"
        place = (
            draft.locator.words(needle)
            if needle in draft.manuscript.body
            else draft.locator.place("span", "instrument", written)
        )
        hint = draft.locator.advice(
            f"instrument {wanted}", lambda: suggest(wanted, names(lexicon.instruments), what="Instruments are")
        )
        hint = hint or "Add it to report/instruments.yaml."
        draft.locator.report(place, "unknown-instrument", f'There is no instrument "{wanted}".', hint)
        return ""
    return found.id


def _compose_glossary(draft: Draft, labels: Labels, keys: Mapping[str, frozenset[str]]) -> None:
    terms = sorted(draft.manuscript.lexicon.terms, key=lambda term: (term.name.casefold(), term.id))
    entries = [(_anchored(draft, term.id, term.name), [[para(_meaning(draft, term, labels, keys))]]) for term in terms]
    draft.blocks = [div([definition_list(entries)], classes=["glossary"])] if entries else []


def _anchored(draft: Draft, name: str, text: str) -> Inlines:
    made = span(words(_CLEAN.text(text)), identifier=name)
    draft.found.anchored.append(made)
    return [made]


def _meaning(draft: Draft, term: Term, labels: Labels, keys: Mapping[str, frozenset[str]]) -> Inlines:
    """What a term means, the work that says so, and the instrument."""
    made = words(_CLEAN.text(term.definition))
    source = _SOURCE.fullmatch(term.source.strip())
    if source is not None and source["key"] in keys.get(draft.manuscript.id, frozenset()):
        cited = citation(source["key"], _CLEAN.text(source["rest"]))
        cited["c"][0][0]["citationMode"] = {"t": "NormalCitation"}
        draft.found.citings.append(Citing(cited, in_note=False))
        made += [{"t": "Space"}, cited]
    instrument = draft.manuscript.lexicon.instrument(term.instrument) if term.instrument else None
    if instrument is not None:
        node = span(words(_CLEAN.text(instrument.short)), classes=["instrument"], attributes=[(OF, instrument.id)])
        draft.found.instruments.append(node)
        made += [{"t": "Space"}, *words(f"{labels.see} "), node, {"t": "Str", "c": "."}]
    return made


def _compose_instruments(draft: Draft, cited: Mapping[str, Sequence[Draft]], labels: Labels) -> None:
    """A row an instrument that the book cites, the oldest first."""
    language = draft.manuscript.language
    shown = sorted(
        (one for one in draft.manuscript.lexicon.instruments if one.id in cited),
        key=lambda one: (one.adopted, one.short),
    )
    rows: list[list[Blocks]] = [
        [
            [plain([strong(_anchored(draft, one.id, one.short))])],
            [plain(_title(one))],
            [plain(_dates(one, labels, language))],
            [plain(list(_citing(cited[one.id], labels)))],
        ]
        for one in shown
    ]
    head: list[Blocks] = [
        [plain(words(text))] for text in (labels.instrument, labels.full_title, labels.adopted, labels.cited_in)
    ]
    made = table(head, rows, widths=(0.24, 0.4, 0.22, 0.14))
    draft.blocks = [div([made], classes=["instruments"])] if rows else []


def _title(one: Instrument) -> Inlines:
    """The full title, a link where the text can be read, and who adopted it."""
    title = words(_CLEAN.text(one.title))
    made: Inlines = [link(title, one.url)] if one.url else title
    beside = ", ".join(filter(None, (one.body, one.reference)))
    return [*made, {"t": "LineBreak"}, *words(_CLEAN.text(beside))] if beside else made


def _dates(one: Instrument, labels: Labels, language: str) -> Inlines:
    made = words(_day(one.adopted, language))
    if one.in_force:
        said = labels.in_force.replace("{date}", _day(one.in_force, language))
        made = [*made, {"t": "LineBreak"}, *words(said)]
    return made


def _day(day: date, language: str) -> str:
    """The day as the language writes it."""
    from babel.dates import format_date

    return format_date(day, "long", locale=locale_of(language))


def _citing(drafts: Sequence[Draft], labels: Labels) -> Iterator[Node]:
    """Links to the chapters that cite it, by number, and to the glossary."""
    first = True
    for manuscript in dict.fromkeys(draft.manuscript.id for draft in drafts):
        text = next(draft.manuscript for draft in drafts if draft.manuscript.id == manuscript)
        name = _name(text, labels)
        if name:
            yield from () if first else words(", ")
            yield link(words(name), f"#{text.id}")
            first = False


def _name(text: Manuscript, labels: Labels) -> str:
    if text.made_of == GLOSSARY:
        return labels.glossary
    return str(text.number) if text.number is not None else ""
