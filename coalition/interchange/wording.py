"""Words that people write for a type, a status or a visibility, and the word of the schema that each means."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from coalition.checks.names import skeleton
from coalition.interchange.cells import Unusable
from coalition.kinds.member import OrganisationType, Status, Visibility
from coalition.outputs.words import Words
from coalition.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LANGUAGES = ("en", "es", "ar")
TYPES = {
    "international-ngo": "INGO; international NGO; international organisation; international organization; ONG internacional; ONG internationale",
    "national-ngo": "NNGO; national NGO; local NGO; local organisation; local organization; community organisation; community organization; CBO; community based organisation; community based organization; grassroots; grassroots organisation; ONG nacional; ONG local; ONG nationale; ONG locale",
    "regional-ngo": "regional NGO; regional organisation; regional organization; ONG regional; ONG régionale",
    "network": "network; coalition; alliance; umbrella; umbrella organisation; umbrella organization; federation; platform; consortium; red; alianza; coalición; plataforma; réseau",
    "academic": "academic; academia; university; research; research institute; research centre; research center; institute; universidad; université; universitario",
    "trade-union": "trade union; union; labour union; labor union; workers' organisation; sindicato; syndicat",
    "faith-based": "faith-based; faith based; FBO; faith; faith-based organisation; faith-based organization; church; religious; religious organisation; iglesia; organización religiosa; confessionnel",
    "foundation": "foundation; trust; charity foundation; fundación; fondation; Stiftung",
    "other": "other; otro; otra; autre; andere",
}  # fmt: skip
STATUSES = {
    "applied": "applied; applicant; pending; candidate; new; application; requested; solicitado; solicitante; pendiente; candidat; en attente",
    "active": "active; member; full member; current; current member; yes; approved; admitted; accepted; activo; activa; miembro; sí; actif; active; membre",
    "lapsed": "lapsed; expired; inactive; not renewed; dormant; caducado; vencido; inactivo; expiré; inactif",
    "suspended": "suspended; on hold; suspendido; suspendida; suspendu",
    "withdrawn": "withdrawn; left; resigned; former; former member; ex-member; exited; retirado; retirada; baja; retiré; démissionné",
    "dissolved": "dissolved; closed; closed down; defunct; disuelto; disuelta; dissous",
}  # fmt: skip
VISIBILITIES = {
    "public": "public; yes; named; open; publish; público; sí; publique",
    "unnamed": "unnamed; anonymous; not named; counted only; anónimo; anonyme",
    "hidden": "hidden; secret; no; oculto; caché",
}  # fmt: skip
CONSULTATIVE = {
    "general": "general; general consultative status; category I; general status",
    "special": "special; special consultative status; category II; special status",
    "roster": "roster; roster status; on the roster",
}
_AMBIGUOUS = {
    "ngo": ("international-ngo", "national-ngo", "regional-ngo"),
    "ong": ("international-ngo", "national-ngo", "regional-ngo"),
    "nonprofit": ("international-ngo", "national-ngo", "regional-ngo"),
    "civil society organisation": ("international-ngo", "national-ngo", "regional-ngo"),
    "CSO": ("international-ngo", "national-ngo", "regional-ngo"),
}


def type_of(text: str) -> str:
    """The type of an organisation. Raises Unusable for a word that says none, or several."""
    several = next((words for word, words in _AMBIGUOUS.items() if skeleton(word) == skeleton(text)), ())
    if several:
        raise Unusable(f'"{text}" can be more than one type.', f"Write one of: {', '.join(several)}.")
    return pick(text, _labels("type"), "type")


def status_of(text: str) -> str:
    """The status of a membership. Raises Unusable, also for `merged`, which needs a member into which it went."""
    if skeleton(text) == "merged":
        raise Unusable("A merged organisation is no member of its own any more.", "Leave the row out.")
    return pick(text, _labels("status"), "status")


def visibility_of(text: str) -> str:
    """Whether a member is named in public."""
    return pick(text, _labels("visibility"), "visibility")


def consultative_of(text: str) -> str:
    """The consultative status with ECOSOC."""
    return pick(text, _labels("consultative"), "consultative status")


def pick(text: str, labels: Mapping[str, str], what: str) -> str:
    """The word that a label means, by the label's skeleton. Raises Unusable with the nearest."""
    found = labels.get(skeleton(text))
    if found is None:
        words = sorted(set(labels.values()))
        near = suggest(text.casefold(), words, what="Write one of") or suggest(skeleton(text), labels.keys())
        raise Unusable(f'"{text}" is no {what} that we know.', near or f"Write one of: {', '.join(words[:30])}.")
    return found


def labelled(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Words by the skeletons of their labels and of themselves."""
    return {skeleton(label): word for word, labels in words.items() for label in (word, *labels)}


@cache
def _labels(name: str) -> Mapping[str, str]:
    """Of a list of the schema: its words, what the site shows for them, and what people write."""
    written: Mapping[str, str] = {
        "type": TYPES,
        "status": STATUSES,
        "visibility": VISIBILITIES,
        "consultative": CONSULTATIVE,
    }[name]
    shown: dict[str, list[str]] = {word: said.split("; ") for word, said in written.items()}
    for word in _WORDS.get(name, ()):
        key = f"member.{name}.{word}"
        if word in shown and Words("en").has(key):
            shown[word] += [Words(language)(key) for language in _LANGUAGES]
    return labelled(shown)


_WORDS: Mapping[str, tuple[str, ...]] = {
    "type": get_args(OrganisationType),
    "status": get_args(Status),
    "visibility": get_args(Visibility),
    "consultative": tuple(CONSULTATIVE),
}
