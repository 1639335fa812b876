"""What a case of the corpus states of itself, and cases that can be built together.

Above its sections (see `cases`) a case has lines of these forms:

    # why anybody would write this
    refused: path:line:column code       a problem that `check` finds; without such a line it finds none
    harmless: WORD in PLACE ...          built all the same, no output holds what it may not, and these hold the word
    harmless                             the same without a word
    alone                                not to be built together with others

A case that is refused is built, too, where it says `harmless`: the refusal is one wall, what writers make is another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import cases

CORPUS = Path(__file__).parent / "corpus"
PLACES: dict[str, re.Pattern[str]] = {
    "site": re.compile(r"(.*/)?(index|404)\.html"),
    "pdf": re.compile(r"(.*/)?report\.pdf"),
    "docx": re.compile(r"(.*/)?report\.docx"),
    "epub": re.compile(r"(.*/)?report\.epub"),
    "html": re.compile(r"(.*/)?report\.html"),
    "csv": re.compile(r"(.*/)?data/.+\.csv"),
    "json": re.compile(r"(.*/)?data/.+\.json"),
    "feed": re.compile(r"(.*/)?feed\.(xml|json)"),
    "calendar": re.compile(r"(.*/)?meetings\.ics"),
    "search": re.compile(r"(.*/)?search_index\.json"),
}
_LINE = re.compile(
    r"#.*|alone|harmless(: (?P<word>\S+) in (?P<places>[a-z ]+))?|refused: (?P<place>.+:\d+:\d+ [a-z0-9-]+)"
)
_LAID_ON_TOP = frozenset({"edit", "append"})


@dataclass(frozen=True)
class Stated:
    """A case and what it says of itself."""

    case: cases.Case
    refused: tuple[str, ...]
    harmless: bool
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """Words that must come out, each with the places where."""
    alone: bool

    @property
    def name(self) -> str:
        return self.case.name

    @property
    def paths(self) -> frozenset[str]:
        """What it writes; files that it only changes are not among them."""
        return frozenset(section.path for section in self.case.sections if section.form not in _LAID_ON_TOP)

    @property
    def changes(self) -> frozenset[tuple[str, str]]:
        """What it changes: a file, and the words of it that are no longer there."""
        laid = (section for section in self.case.sections if section.form in _LAID_ON_TOP)
        return frozenset((section.path, section.text.partition("\n=>")[0]) for section in laid)


def read(path: Path) -> Stated:
    case = cases.read(path)
    found = [(line, _LINE.fullmatch(line)) for line in case.expected]
    wrong = [line for line, match in found if match is None]
    assert not wrong, f"{path.name} says {wrong}"
    matches = [match for _, match in found if match is not None]
    words = tuple((match["word"], tuple(match["places"].split())) for match in matches if match["word"])
    stated = Stated(
        case=case,
        refused=tuple(match["place"] for match in matches if match["place"]),
        harmless=any(line.startswith("harmless") for line in case.expected),
        words=words,
        alone="alone" in case.expected,
    )
    assert stated.refused or stated.harmless, f"{path.name} does not say what must happen"
    assert case.expected[0].startswith("# "), f"{path.name} does not say why"
    return stated


def corpus() -> tuple[Stated, ...]:
    return tuple(read(path) for path in sorted(CORPUS.glob("*.case")))


def together(stated: tuple[Stated, ...]) -> tuple[tuple[Stated, ...], ...]:
    """The cases that are built, in as few groups as may be: no two of one group touch the same words."""
    groups: list[list[Stated]] = []
    for one in stated:
        if not one.harmless:
            continue
        fitting = next(
            (group for group in groups if not one.alone and all(_apart(one, other) for other in group)), None
        )
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    return tuple(map(tuple, groups))


def _apart(one: Stated, other: Stated) -> bool:
    changed = {path for path, _ in one.changes}, {path for path, _ in other.changes}
    return not (
        other.alone
        or one.paths & other.paths
        or one.paths & changed[1]
        or changed[0] & other.paths
        or one.changes & other.changes
    )
