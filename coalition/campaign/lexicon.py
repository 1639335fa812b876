"""The glossary and the instruments of a campaign as the prose room takes them, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds import reference
from coalition.prose.lexicon import Instrument, Lexicon, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign

PATHS = {"glossary": "report/glossary.yaml", "instruments": "report/instruments.yaml"}
"""Where the texts that are made of the lexicon come from."""


def lexicon(campaign: Campaign, language: str) -> Lexicon:
    """What a text in that language is read with: terms in this language alone, every instrument."""
    return Lexicon(tuple(_terms(campaign, language)), tuple(_instruments(campaign, language)))


def _terms(campaign: Campaign, language: str) -> Iterator[Term]:
    """Of two terms with one id the first: that there are two is a problem that `check` reports."""
    seen: set[str] = set()
    for term in campaign.of(reference.Term):
        name = term.term.exactly(language)
        if name and term.id not in seen:
            seen.add(term.id)
            yield Term(
                id=term.id,
                name=name,
                forms=term.forms.get(language) or term.forms.get(language.partition("-")[0], ()),
                definition=term.definition.text(language, campaign.settings.language),
                source=term.source or "",
                instrument=term.instrument or "",
            )


def _instruments(campaign: Campaign, language: str) -> Iterator[Instrument]:
    seen: set[str] = set()
    for one in campaign.of(reference.Instrument):
        if one.id not in seen:
            seen.add(one.id)
            yield Instrument(
                id=one.id,
                short=one.short_title.text(language, campaign.settings.language),
                title=one.title.text(language, campaign.settings.language),
                names=tuple(dict.fromkeys((*one.short_title.every, *one.title.every, one.id))),
                adopted=one.date,
                in_force=one.in_force,
                body=one.body or "",
                reference=one.reference or "",
                url=one.url or "",
            )
