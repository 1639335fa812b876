"""The glossary and the instruments of a campaign as the prose room takes them, in one language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coalition.kinds import reference
from coalition.kinds.codes import COUNTRIES
from coalition.prose.lexicon import GLOSSARY, INDEX, INSTRUMENTS, Country, Instrument, Lexicon, Term
from coalition.prose.locales import locale_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign

PATHS = {
    GLOSSARY: "report/glossary.yaml",
    INSTRUMENTS: "report/instruments.yaml",
    INDEX: "coalition.yaml",
}
"""Where the texts that are made of the lexicon come from."""
_AMBIGUOUS = {"es": frozenset({"RE", "GP", "MK"}), "en": frozenset({"JE"})}
"""Countries whose names are other words too: in Spanish a meeting is a *reunión*."""
_ALSO = {
    ("en", "CD"): ("Democratic Republic of the Congo",),
    ("en", "CG"): ("Republic of the Congo",),
    ("en", "CI"): ("Ivory Coast",),
    ("en", "CZ"): ("Czech Republic",),
    ("en", "HK"): ("Hong Kong",),
    ("en", "KR"): ("Republic of Korea",),
    ("en", "LA"): ("Lao PDR",),
    ("en", "MO"): ("Macao",),
    ("en", "TR"): ("Turkey", "Türkiye"),
    ("en", "VN"): ("Viet Nam", "Vietnam"),
    ("es", "CD"): ("República Democrática del Congo",),
    ("es", "HK"): ("Hong Kong",),
    ("es", "KR"): ("República de Corea",),
    ("es", "MO"): ("Macao",),
    ("es", "TR"): ("Turquía", "Türkiye"),
}
"""Names in use that babel does not give."""


def lexicon(campaign: Campaign, language: str) -> Lexicon:
    """What a text in that language is read with: terms in this language alone, every instrument."""
    report = campaign.settings.report
    countries = _countries(language) if report and report.index else ()
    return Lexicon(tuple(_terms(campaign, language)), tuple(_instruments(campaign, language)), countries)


@cache
def _countries(language: str) -> tuple[Country, ...]:
    territories = locale_of(language).territories
    base = language.partition("-")[0]
    # Every country has a name to be shown by, since a text in another language may name it.
    mistakable = _AMBIGUOUS.get(base, frozenset()) | (COUNTRIES - frozenset(territories))
    every = {**locale_of("en").territories, **territories}
    return tuple(
        Country(code, _names(every[code], _ALSO.get((base, code), ())), code in mistakable)
        for code in sorted(COUNTRIES)
        if code in every
    )


def _names(written: str, also: tuple[str, ...]) -> tuple[str, ...]:
    """`Myanmar (Burma)` is also found as either, `Antigua & Barbuda` with the word."""
    parts = [part.strip(" )") for part in written.split("(")] if "(" in written else []
    spelt = [written.replace(" & ", " and ")] if " & " in written else []
    shown = also if " SAR " in written or written.startswith("RAE ") else (written,)
    return tuple(dict.fromkeys((*shown, written, *parts, *spelt, *also)))


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
