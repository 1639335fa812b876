"""Rules over the files themselves: what they are, how they are called, whether anyone knows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from coalition.campaign.model import Campaign
from coalition.checks.registry import Finding, rule
from coalition.kinds import KINDS
from coalition.problems import Place
from coalition.sources.trees import EntryKind
from coalition.standing import Standing

_UNPORTABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[ .]$|^ ')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LFS = "version https://git-lfs.github.com/spec/"
LONGEST_PATH = 200


@rule("unclaimed-file")
def unclaimed_file(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Every file in the campaign's folders has a place that something reads: nothing is passed over in silence.

    Bad:  chapters/refugees/notes.docx, statements/imrf-2026/v1/english.txt
    Good: chapters/refugees/figures/map.png, statements/imrf-2026/v1/en.md
    """
    claimed = _claims()
    for entry in campaign.entries:
        if entry.kind is EntryKind.FILE and not claimed.fullmatch(entry.path) and not entry.path.startswith("editions/"):
            folder = entry.path.split("/")[0]
            message = f"Nothing reads this file where it stands ({entry.path})."
            yield Finding(Place(entry.path), message, _HOMES.get(folder, "Put it where it belongs, or outside the campaign's folders."))


@lru_cache(maxsize=1)
def _claims() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{claim})" for kind in KINDS for claim in kind.claims), re.DOTALL)


_HOMES = {
    "members": "A member's file is members/<id>.yaml.",
    "statements": "A statement has statement.yaml, v1/en.md, v1/es.md ... and endorsements/v1/<member>.txt.",
    "chapters": "A chapter has chapter.md, references.bib, and the folders figures/, data/, approvals/ and reviews/.",
    "practices": "A practice is practices/<id>.md, its translation practices/<id>.es.md.",
    "meetings": "A meeting is meetings/<id>.md, its translation meetings/<id>.es.md.",
    "pages": "A page is a .md file; pictures go into pages/images/.",
    "report": "The report has foreword.md, summary.md, annexes as .md, glossary.yaml and instruments.yaml.",
    "trust": "Here are receipts.log, its .sig, and keys/<member>.<n>.txt.",
}


@rule("symbolic-link")
def symbolic_link(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Files are files: a link could point out of the campaign, and does not work on every machine.

    Bad:  references.bib -> ../shared/references.bib
    Good: the file itself
    """
    for entry in campaign.entries:
        if entry.kind is EntryKind.SYMLINK:
            yield Finding(Place(entry.path), "This is a symbolic link, which is never followed.", "Put the file itself here.")


@rule("submodule")
def submodule(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A campaign holds no other repository.

    Bad:  chapters/refugees as a submodule
    Good: the chapter's files themselves
    """
    for entry in campaign.entries:
        if entry.kind is EntryKind.SUBMODULE:
            yield Finding(Place(entry.path), "Another repository is embedded here.", "Put the files themselves here.")


@rule("not-a-file")
def not_a_file(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A campaign holds files and folders, no devices, pipes or sockets.

    Bad:  a named pipe called coalition.yaml
    Good: a file
    """
    for entry in campaign.entries:
        if entry.kind is EntryKind.OTHER:
            yield Finding(Place(entry.path), "This is neither a file nor a folder.", "Take it out.")


@rule("git-lfs-pointer")
def git_lfs_pointer(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Files are in the repository themselves, not in Git LFS.

    Bad:  a file that begins with `version https://git-lfs.github.com/spec/v1`
    Good: the file's own content
    """
    for path, text in campaign.texts.items():
        if text.startswith(_LFS):
            yield Finding(Place(path), "This is a pointer to a file in Git LFS; its content is not here.", "Commit the file itself.")


@rule("colliding-names")
def colliding_names(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Two files do not differ by capitals or by the composition of accents alone: on some machines they are one.

    Bad:  practices/Desk.md beside practices/desk.md
    Good: practices/desk.md and practices/desk-two.md
    """
    seen: dict[str, str] = {}
    for entry in campaign.entries:
        parts = entry.path.split("/")
        for end in range(1, len(parts) + 1):
            path = "/".join(parts[:end])
            first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if first != path:
                yield Finding(Place(entry.path), f'"{path}" and "{first}" are one file on many machines.', "Rename one of them.")
                break


@rule("unportable-name")
def unportable_name(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """File names work on every machine: no reserved words or characters, no blank at an end, not too long.

    Bad:  practices/desk: two.md, members/con.yaml, a name that is not UTF-8
    Good: practices/desk-two.md
    """
    for entry in campaign.entries:
        reason = _why_unportable(entry.path)
        if reason:
            shown = entry.path.encode("utf-8", "backslashreplace").decode("utf-8")
            message = f"{ascii(shown)[1:-1]} {reason}."
            yield Finding(Place(shown), message, "Use letters, digits, hyphens and points.")


def _why_unportable(path: str) -> str:
    if len(path) > LONGEST_PATH:
        return f"has more than {LONGEST_PATH} characters"
    if any("\udc80" <= character <= "\udcff" for character in path):
        return "is not written in UTF-8"
    for word in path.split("/"):
        if _UNPORTABLE.search(word):
            return "has a character that not every machine allows in a file's name"
        if _RESERVED.fullmatch(word):
            return "is a name that Windows keeps for itself"
        if word.startswith("-"):
            return "begins with a hyphen, which programs take for an option"
        if any(unicodedata.category(character) in {"Cf", "Cc", "Co", "Cn"} for character in word):
            return "holds an invisible character"
    return ""
