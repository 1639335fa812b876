"""Rules over the files themselves: what they are, how they are called, whether anyone knows them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds import KINDS
from coalition.kinds.words import is_id, is_language
from coalition.problems import Place
from coalition.sources.trees import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined

_UNPORTABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[ .]$|^ ')
_TAME = re.compile(r"[A-Za-z0-9_./-]+")
_RISKY = re.compile(r"(?:^|/)(?:-|(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$))|\.(?:/|$)", re.IGNORECASE)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:statements|chapters)/(?P<folder>[^/]+)/.+"
    r"|(?:practices|meetings|report)/(?P<file>[^/]+?)(?:\.(?P<language>[A-Za-z][^/.]*))?\.md"
    r"|pages/(?P<page>.+?)(?:\.(?P<page_language>[A-Za-z][^/.]*))?\.md",
    re.DOTALL,
)
"""Paths whose words are ids and languages. A word with another point in it is neither, and the file is not read."""
_SIGNED = re.compile(r"statements/[^/]+/(v[0-9]+|endorsements)/.+|chapters/[^/]+/approvals/.+|trust/.+")
LONGEST_PATH = 200
"""Characters: Windows takes 260, of which the folder around the campaign needs some."""


@rule("unclaimed-file")
def unclaimed_file(examined: Examined) -> Iterator[Finding]:
    """Every file in the campaign's folders has a place that something reads: nothing is passed over in silence.

    Bad:  chapters/refugees/notes.docx, statements/imrf-2026/v1/english.txt
    Good: chapters/refugees/figures/map.png, statements/imrf-2026/v1/en.md
    """
    claimed = _claims()
    styles = {f"pages/{path}" for path in examined.campaign.site.extra_css}
    for path in sorted(examined.campaign.paths):
        if path.endswith(".css") and claimed.fullmatch(path) and path not in styles:
            hint = f"Name it in mkdocs.yml: extra_css: [{path.removeprefix('pages/')}]."
            yield Finding(Place(path), "Nothing reads this style sheet.", hint)
        elif not claimed.fullmatch(path):
            hint = _HOMES.get(path.partition("/")[0], "Put it where it belongs, or outside of the campaign's folders.")
            yield Finding(Place(path), "Nothing reads this file where it stands.", hint)


@lru_cache(maxsize=1)
def _claims() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{claim})" for kind in KINDS for claim in kind.claims), re.DOTALL)


_HOMES = {
    "editions": "An edition is a folder, editions/<edition>/, which coalition report release makes.",
    "members": "A member's file is members/<id>.yaml.",
    "statements": "A statement has statement.yaml, v1/en.md, v1/es.md … and endorsements/v1/<member>.txt.",
    "chapters": "A chapter has chapter.md, references.bib, and figures/ (.png, .jpg, .webp, .gif), data/ (.csv), "
    "approvals/ (<member>.txt) and reviews/ (.md, .txt).",
    "practices": "A practice is practices/<id>.md, its translation practices/<id>.es.md.",
    "meetings": "A meeting is meetings/<id>.md, its translation meetings/<id>.es.md.",
    "pages": "A page is a .md file; pictures go into pages/images/, style sheets are .css files that mkdocs.yml names.",
    "report": "The report has foreword.md, summary.md, annexes as .md, glossary.yaml, instruments.yaml, figures/ and data/ (.csv).",
    "styles": "A citation style is a .csl file.",
    "trust": "Here are receipts.log and its .sig, and keys/<member>.<n>.txt, each with its .sig or its .attestation.txt.",
}


@rule("bad-id")
def bad_id(examined: Examined) -> Iterator[Finding]:
    """The names of folders and files that become ids have an id's form, and those that name a language a language's.

    Bad:  practices/Contract Desk.md, chapters/hiv_aids/chapter.md, practices/desk.english.md, pages/v1.0.md
    Good: practices/contract-desk.md, chapters/hiv-aids/chapter.md, practices/desk.en.md, pages/v1-0.md
    """
    folders: set[str] = set()
    for path in sorted(examined.campaign.paths):
        found = _NAMED.fullmatch(path)
        if found is None or (found["folder"] and path[: found.end("folder")] in folders):
            continue
        if found["folder"]:
            folders.add(path[: found.end("folder")])
        for word in (found["folder"] or found["file"] or found["page"]).split("/"):
            if not is_id(word):
                hint = "Rename it: 2 to 63 small letters a to z, digits and hyphens, beginning with a letter."
                yield Finding(Place(path), f'"{word}" cannot be an id.', hint)
        language = found["language"] or found["page_language"]
        if language and not is_language(language):
            yield Finding(
                Place(path), f'"{language}" is not a language.', "Call it by its tag: .en.md, .es.md, .pt-BR.md."
            )


@rule("windows-line-ends")
def windows_line_ends(examined: Examined) -> Iterator[Finding]:
    """Lines of what is signed end as on Unix: another line end is another text, and another digest.

    Bad:  statements/imrf-2026/v1/en.md saved by a program that ends lines with CR and LF
    Good: the same file with LF alone, and `statements/** -text` in .gitattributes
    """
    for path in sorted(examined.campaign.windows):
        if _SIGNED.fullmatch(path):
            hint = 'Save it with Unix line ends (LF), and write "statements/** -text" into .gitattributes.'
            yield Finding(Place(path), "The lines of this file end as on Windows.", hint)


@rule("symbolic-link")
def symbolic_link(examined: Examined) -> Iterator[Finding]:
    """Files are files: a link could point out of the campaign, and does not work on every machine.

    Bad:  references.bib -> ../shared/references.bib
    Good: the file itself
    """
    message, hint = "This is a symbolic link, which is never followed.", "Put the file itself here."
    return _of_kind(examined, EntryKind.SYMLINK, message, hint)


@rule("submodule")
def submodule(examined: Examined) -> Iterator[Finding]:
    """A campaign holds no other repository.

    Bad:  chapters/refugees as a submodule
    Good: the chapter's files themselves
    """
    return _of_kind(examined, EntryKind.SUBMODULE, "Another repository is embedded here.", "Put the files here.")


@rule("not-a-file")
def not_a_file(examined: Examined) -> Iterator[Finding]:
    """A campaign holds files and folders, no devices, pipes or sockets.

    Bad:  a named pipe called members.yaml
    Good: a file
    """
    return _of_kind(examined, EntryKind.OTHER, "This is neither a file nor a folder.", "Take it out.")


def _of_kind(examined: Examined, kind: EntryKind, message: str, hint: str) -> Iterator[Finding]:
    return (Finding(Place(entry.path), message, hint) for entry in examined.campaign.entries if entry.kind is kind)


@rule("colliding-names")
def colliding_names(examined: Examined) -> Iterator[Finding]:
    """Two files do not differ by capitals or by the composition of accents alone: on some machines they are one.

    Bad:  practices/Desk.md beside practices/desk.md
    Good: practices/desk.md and practices/desk-two.md
    """
    known: set[str] = set()
    folded: dict[str, str] = {}
    colliding: set[str] = set()  # with what is in them, which is not told of again
    for entry in sorted(examined.campaign.entries, key=lambda entry: entry.path):
        for path in _new_paths(entry.path, known):
            first = folded.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if path.rpartition("/")[0] in colliding:
                colliding.add(path)
            elif first != path:
                colliding.add(path)
                message = f'"{path}" and "{first}" are one on many machines.'
                yield Finding(Place(entry.path), message, "Rename one of them.")


def _new_paths(path: str, known: set[str]) -> list[str]:
    """The path and the folders above it, outermost first, without those that are known; now they are."""
    found: list[str] = []
    while path and path not in known:
        known.add(path)
        found.insert(0, path)
        path = path.rpartition("/")[0]
    return found


@rule("unportable-name")
def unportable_name(examined: Examined) -> Iterator[Finding]:
    """File names work on every machine: no reserved words or characters, no blank at an end, not too long.

    Bad:  members/con.yaml, practices/desk two .md, a name that is not UTF-8
    Good: practices/desk-two.md
    """
    for entry in examined.campaign.entries:
        reason = _why_unportable(entry.path)
        if reason:
            yield Finding(
                Place(entry.path), f'The name "{entry.path}" {reason}.', "Use letters, digits, hyphens and points."
            )


def _why_unportable(path: str) -> str:
    if len(path) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} characters"
    if _TAME.fullmatch(path) and not _RISKY.search(path):
        return ""
    return next((reason for reason in map(_why_unportable_word, path.split("/")) if reason), "")


def _why_unportable_word(word: str) -> str:
    reasons = {
        "is not written in UTF-8": any("\udc80" <= character <= "\udcff" for character in word),
        "has a character that not every machine allows": _UNPORTABLE.search(word),
        "has a word that Windows keeps for itself": _RESERVED.fullmatch(word),
        "has a hyphen at a beginning, which programs take for an option": word.startswith("-"),
        "holds an invisible character": any(unicodedata.category(character)[0] == "C" for character in word),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
