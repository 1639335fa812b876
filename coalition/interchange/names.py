"""Names of countries, regions and languages, in every language that babel knows, and the codes that they mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from coalition.checks.names import skeleton
from coalition.interchange.cells import Unusable
from coalition.kinds.codes import COUNTRIES, REGIONS
from coalition.kinds.words import is_language
from coalition.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind: TypeAlias = Literal["territories", "languages"]
_SHORT = {
    "AE": "UAE; Emirates", "BA": "Bosnia", "BN": "Brunei Darussalam", "BO": "Plurinational State of Bolivia; Bolivia (Plurinational State of)",
    "CD": "DRC; DR Congo; D.R. Congo; RDC; Congo DRC; Congo, Democratic Republic of the; Congo, DR; Democratic Republic of the Congo; Democratic Republic of Congo; Zaire; Congo-Kinshasa; República Democrática del Congo; République démocratique du Congo",
    "CG": "Republic of the Congo; Republic of Congo; Congo-Brazzaville; Congo Republic; República del Congo; République du Congo",
    "CI": "Ivory Coast; Cote d'Ivoire; Costa de Marfil; Elfenbeinküste; Costa do Marfim; Costa d'Avorio", "CN": "PRC; People's Republic of China", "BY": "Weissrussland; Bielorrusia; White Russia", "CV": "Cape Verde; Cabo Verde; Kap Verde; Kapverden; Cap-Vert", "CZ": "Czech Republic; Czechia",
    "DO": "Dominican Rep.; Dom. Rep.", "FM": "Federated States of Micronesia; Micronesia (Federated States of)",
    "GB": "UK; U.K.; Great Britain; Britain; England; Scotland; Wales; Northern Ireland; United Kingdom of Great Britain and Northern Ireland; Reino Unido",
    "IR": "Islamic Republic of Iran; Iran (Islamic Republic of); Iran, Islamic Republic of; Persia", "KP": "DPRK; Democratic People's Republic of Korea; North Korea",
    "KR": "ROK; Republic of Korea; Korea, Republic of; South Korea", "LA": "Lao PDR; Lao People's Democratic Republic; Laos",
    "MD": "Republic of Moldova; Moldova, Republic of", "MK": "Macedonia; FYROM; Republic of North Macedonia", "MM": "Burma; Myanmar; Birmania; Birma; Birmanie",
    "NL": "Holland; The Netherlands; Netherlands (Kingdom of the)", "PS": "Palestine; State of Palestine; Palestina; Occupied Palestinian Territory; OPT",
    "RU": "Russian Federation; Russia", "SY": "Syrian Arab Republic", "SZ": "Swaziland; Eswatini; Suazilandia; Swasiland", "TL": "East Timor; Timor-Leste; Timor Oriental; Osttimor",
    "TR": "Turkey; Türkiye", "TW": "Taiwan", "TZ": "United Republic of Tanzania; Tanzania, United Republic of",
    "US": "USA; U.S.A.; U.S.; United States of America; EE.UU.; EEUU; EE. UU.; Estados Unidos de América; États-Unis d'Amérique",
    "VA": "Holy See", "VE": "Bolivarian Republic of Venezuela; Venezuela (Bolivarian Republic of)", "VN": "Viet Nam", "XK": "Kosovo",
    "035": "South-eastern Asia; South East Asia; South-East Asia", "202": "Sub Saharan Africa",
}  # fmt: skip
"""Forms that people use and babel does not have."""
_SHORT_LANGUAGES = {
    "zh": "Mandarin; Mandarin Chinese; Putonghua; mandarín", "yue": "Cantonese; cantonés", "id": "Bahasa Indonesia", "ms": "Bahasa Melayu; Bahasa Malaysia",
    "fa": "Farsi; Persian", "fa-AF": "Dari", "ku": "Kurmanji", "ckb": "Sorani", "el": "Modern Greek", "es": "Castilian; castellano",
    "nb": "Bokmål", "sw": "Kiswahili", "om": "Afaan Oromo; Oromiffa", "my": "Myanmar", "bn": "Bengali", "pa": "Punjabi", "ht": "Creole; Kreyòl",
}  # fmt: skip
_SEVERAL = {
    "Congo": ("CD", "CG"),
    "Korea": ("KP", "KR"),
    "Virgin Islands": ("VG", "VI"),
    "Saint Martin": ("MF", "SX"),
    "St. Martin": ("MF", "SX"),
}
"""Names by which people mean one of several, whatever one of babel's languages says."""
_WORLD_LANGUAGES = ("en", "es", "fr")


What: TypeAlias = Literal["country", "country or region", "language"]


@dataclass(frozen=True)
class Gazetteer:
    """What names mean to a campaign: its own languages are asked first, so that a name of theirs is never ambiguous."""

    languages: tuple[str, ...] = ("en",)

    def country(self, text: str) -> str:
        """The ISO 3166-1 code of a country. Raises Unusable for a name of none, or of several."""
        return self._ask("country", text)

    def area(self, text: str) -> str:
        """The code of a country, or of a region of UN M49 (035, also where a spreadsheet made 35 of it)."""
        return self._ask("country or region", text)

    def language(self, text: str) -> str:
        """The BCP 47 tag of a language, from the tag in any case or the language's name."""
        return self._ask("language", text)

    def _ask(self, what: What, text: str) -> str:
        found = _answer(self.languages, what, text)
        if isinstance(found, Unusable):
            raise Unusable(found.message, found.hint)
        return found


@lru_cache(maxsize=65536)
def _answer(languages: tuple[str, ...], what: What, text: str) -> str | Unusable:
    """The code, or why there is none; a table says the same few words in thousands of rows."""
    codes = frozenset() if what == "language" else COUNTRIES if what == "country" else COUNTRIES | REGIONS
    code = _tag(text) if what == "language" else text.zfill(3) if text.isdecimal() else text.upper()
    if code in codes or (what == "language" and is_language(code) and code in _tags()):
        return code
    kind: Kind = "languages" if what == "language" else "territories"
    found = _meant(languages, text, kind)
    found = found & codes if codes else found
    if what == "language" and not found and is_language(text):
        return text
    return next(iter(found)) if len(found) == 1 else _complaint(languages[0], what, text, found)


def _meant(languages: tuple[str, ...], text: str, kind: Kind) -> frozenset[str]:
    """What a name means in the campaign's languages and the most used, else in any other."""
    key = skeleton(text)
    if kind == "territories":
        several = next((codes for name, codes in _SEVERAL.items() if skeleton(name) == key), ())
        coded = _codes().get(text.upper())
        if several or coded:
            return frozenset(several or [str(coded)])
    near = _index(kind, tuple(dict.fromkeys((*languages, *_WORLD_LANGUAGES)))).get(key)
    return near or _index(kind, _all_languages()).get(key, frozenset())


def _complaint(language: str, what: What, text: str, found: frozenset[str]) -> Unusable:
    """Why a name has no code: it has several, or none; then the nearest in the campaign's language and in English."""
    kind: Kind = "languages" if what == "language" else "territories"
    names = dict(_names(kind, language)) | dict(_names(kind, "en"))
    if found:
        choices = " or ".join(f"{code} ({names.get(code, code)})" for code in sorted(found))
        return Unusable(f'"{text}" can be more than one {what}.', f"Write the code: {choices}.")
    known = {name: code for code, name in names.items() if what != "country" or code in COUNTRIES}
    near = nearest(text, known)
    hint = f'Did you mean "{near}" ({known[near]})?' if near else "Write its name in full, or its code."
    return Unusable(f'"{text}" is no {what} that we know.', hint)


def is_code(text: str, kind: Kind) -> bool:
    """Whether a text has the form of a code and is one, in any case."""
    if kind == "territories":
        return text.upper() in COUNTRIES or text.zfill(3) in REGIONS
    tag = _tag(text)
    return is_language(tag) and tag.partition("-")[0] in _tags()


def _tag(text: str) -> str:
    """A language tag as BCP 47 writes it: pt-BR, sr-Latn."""
    first, *others = text.strip().replace("_", "-").split("-")
    sized = (word.title() if len(word) == 4 else word.upper() for word in others)
    return "-".join((first.lower(), *sized))


@cache
def _tags() -> frozenset[str]:
    """The languages that have a name in English, and these with a script or a country."""
    from babel import localedata

    return frozenset(tag for tag, _ in _names("languages", "en")) | frozenset(
        identifier.replace("_", "-") for identifier in localedata.locale_identifiers()
    )


@cache
def _codes() -> Mapping[str, str]:
    """Codes of three letters, and those that people use for a country's own."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {old: new[0] for old, new in aliases.items() if len(old) in {2, 3} and len(new) == 1 and old.isalpha()}


@cache
def _all_languages() -> tuple[str, ...]:
    """Every language, and its scripts; not its countries, which seldom write another name."""
    from babel import localedata

    split = (identifier.split("_") for identifier in localedata.locale_identifiers())
    return tuple("-".join(words) for words in split if len(words) == 1 or (len(words) == 2 and len(words[1]) == 4))


@cache
def _index(kind: Kind, languages: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """The skeletons of names, and what each means in one of the languages."""
    found: dict[str, set[str]] = defaultdict(set)
    for language in languages:
        for code, name in _names(kind, language):
            found[skeleton(name)].add(code)
    for code, short in (_SHORT if kind == "territories" else _SHORT_LANGUAGES).items():
        for name in short.split("; "):
            found[skeleton(name)].add(code)
    return {key: frozenset(codes) for key, codes in found.items() if key}


def _names(kind: Kind, language: str) -> Iterator[tuple[str, str]]:
    """Codes that we know and their names in a language; none in one that babel does not know."""
    from babel import localedata

    identifier = language.replace("-", "_")
    if not localedata.exists(identifier):
        identifier = identifier.partition("_")[0]
    if not localedata.exists(identifier):
        return
    for code, name in localedata.load(identifier)[kind].items():
        tag = code.replace("_", "-")
        if tag in COUNTRIES or tag in REGIONS if kind == "territories" else is_language(tag):
            yield tag, str(name)
