"""From manuscripts to a book: everything read, cleaned, numbered, referred to and cited together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.problems import Parsed, Problem
from coalition.prose import apparatus, citations, finishing, identifiers, notes, paragraphs, reading, references, stored
from coalition.prose import bibliography as bibliographies
from coalition.prose.ast import Node, div, document, packed
from coalition.prose.labels import DEFAULT_LABELS, Labels, labels_for
from coalition.prose.model import Bibliography, Book, Manuscript, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.citations import Listed
    from coalition.prose.identifiers import Targets
    from coalition.prose.pandoc import Pandoc
    from coalition.prose.reading import Draft


def prepare(
    manuscripts: Sequence[Manuscript],
    bibliography: Bibliography,
    *,
    pandoc: Pandoc,
    labels: Mapping[str, Labels] = DEFAULT_LABELS,
) -> Parsed[Book]:
    """The book of these texts in this order, and everything that is wrong with them, sorted.

    Laws: nothing dangerous is in it (see `model.Section`); what was left out of a text is among the problems; a text
    that cannot be read costs no other; ids, numbers and author-date citations do not depend on the order of the
    texts; the same material gives the same book, from the cache or anew. Raises ValueError when two manuscripts have
    one id.
    """
    ids = [manuscript.id for manuscript in manuscripts]
    if len(set(ids)) != len(ids):
        raise ValueError(f"two manuscripts have one id: {', '.join(sorted(ids))}")
    key = stored.key(pandoc, stored.code(), manuscripts, bibliography, labels)
    kept = pandoc.cache.get(key)
    if kept is not None:
        return stored.thaw(kept)
    made = _prepare(manuscripts, bibliography, pandoc, labels)
    pandoc.cache.put(key, stored.freeze(made))
    return made


def _prepare(
    manuscripts: Sequence[Manuscript], bibliography: Bibliography, pandoc: Pandoc, labels: Mapping[str, Labels]
) -> Parsed[Book]:
    works = bibliographies.works(bibliography)
    found = works.all()
    drafts, results = reading.read(manuscripts, pandoc, bibliographies.tasks(found))
    bibliographies.take(works, found, results)
    keys = {text.id: works.keys(text.id) for text in manuscripts}
    for draft in drafts:
        if draft.manuscript.cites and draft.manuscript.number is not None:
            draft.paragraphs = paragraphs.anchors(draft.manuscript.id, draft.blocks)
    named = apparatus.compose(drafts, labels, keys)
    targets = identifiers.assign(drafts)
    references.resolve(drafts, targets, labels, keys)
    apparatus.connect(drafts, targets, named)
    listed = citations.cite(drafts, bibliography, works, pandoc)
    shown = [draft for draft in drafts if draft.blocks or not draft.manuscript.made_of]
    sections = tuple(_section(draft, targets, listed, labels, in_notes=bibliography.in_notes) for draft in shown)
    problems = [problem for draft in drafts for problem in draft.locator.problems]
    book = Book(sections, _list_of_works(listed.book, "refs"))
    return Parsed(book, tuple(sorted({*problems, *works.problems}, key=Problem.sort_key)))


def _section(
    draft: Draft, targets: Targets, listed: Listed, labels: Mapping[str, Labels], *, in_notes: bool
) -> Section:
    manuscript = draft.manuscript
    ours = labels_for(manuscript.language, labels)
    by_id = {target.id: target for target in targets.of[manuscript.id].values()}
    if in_notes:
        notes.tuck_in(draft)
    headings = tuple(finishing.headings(draft, by_id))
    floats = tuple(finishing.label_floats(draft, by_id, ours))
    passages = tuple(finishing.passages(draft, by_id, labels))
    container = "refs" if listed.book else f"{manuscript.id}-refs"
    return Section(
        id=manuscript.id,
        language=manuscript.language,
        ast=document(packed(draft.blocks)),
        headings=headings,
        floats=floats,
        passages=passages,
        images=tuple(draft.found.images),
        drawings=tuple(draft.found.drawings),
        cited=listed.cited.get(manuscript.id, ()),
        bibliography=_list_of_works(listed.of.get(manuscript.id, {}), container),
        words=draft.found.words,
        anchors=tuple(target.id for target in by_id.values()),
        paragraphs=draft.paragraphs,
        told=tuple(sorted(draft.found.told)),
    )


def _list_of_works(entries: Mapping[str, Node], identifier: str) -> str:
    """A document of the entries; empty when there are none."""
    if not entries:
        return ""
    return document(packed([div(list(entries.values()), identifier=identifier, classes=["references"])]))
