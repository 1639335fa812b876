"""To whom a file belongs: which members the main branch lets change it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coalition.kinds import KINDS
from coalition.kinds.chapter import Chapter
from coalition.kinds.practice import Practice

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign

_SIGNED = re.compile(
    r"(?:statements/[^/]+/endorsements/v[1-9][0-9]{0,3}|chapters/[^/]+/approvals|trust/keys)"
    r"/(?P<member>[a-z][a-z0-9-]*)(?:\.[0-9]+)?\.txt(?:\.sig)?"
)
"""Answers, approvals and changes of keys with their signatures, each called after the member that it is of."""
_REVIEW = re.compile(r"chapters/(?P<id>[^/]+)/reviews/(?P<name>[^/.]+)[^/]*")
_CHAPTER = re.compile(r"chapters/(?P<id>[^/]+)/(?!approvals/|reviews/).+", re.DOTALL)
_STATEMENT = re.compile(r"statements/(?P<id>[^/]+)/(?:statement\.yaml|v[1-9][0-9]{0,3}/[^/]+\.md)")
_PRACTICE = re.compile(r"practices/(?P<id>[^/.]+)(?:\.[A-Za-z-]+)?\.md")
_THING = re.compile(
    r"(?:statements|chapters)/(?P<folder>[^/]+)/.+|(?:practices|meetings)/(?P<file>[^/.]+).*", re.DOTALL
)
DRAFT = "draft"
FILE = "file"
"""What is told of as a file: no kind claims it."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a file is, and whose."""

    kind: str
    id: str
    owners: tuple[str, ...] = ()
    """Ids of members, sorted; empty: the secretariat's alone."""


def belonging(main: Campaign, path: str, after: Campaign | None = None) -> Belonging:
    """What a file is and whose, as the main branch has it.

    What the main branch does not have yet belongs to whom it names in `after`: a practice to its member, a chapter to
    its lead, a draft of a statement to those who write it. Only values and ids are looked at, never the text.
    """
    return Belonging(kind_of(path), thing(path), tuple(sorted(set(_owners(main, path, after)))))


def thing(path: str) -> str:
    """The id of the chapter, statement, practice or meeting that a file is a part of; else its path."""
    found = _THING.fullmatch(path)
    return (found["folder"] or found["file"]) if found else path


def signer(path: str) -> str:
    """The member after which a signed file or its signature is called; empty for any other file."""
    found = _SIGNED.fullmatch(path)
    return found["member"] if found else ""


def kind_of(path: str) -> str:
    """The name of the kind that claims a file; `file` where none does."""
    return next((name for name, claims in _claims() if claims.fullmatch(path)), FILE)


@lru_cache(maxsize=1)
def _claims() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind.name, re.compile("|".join(f"(?:{claim})" for claim in kind.claims), re.DOTALL)) for kind in KINDS
    )


def _owners(main: Campaign, path: str, after: Campaign | None) -> tuple[str, ...]:
    signed = signer(path)
    if signed:
        return (signed,)
    found = _REVIEW.fullmatch(path)
    if found:
        return _reviewing(main, path, found["id"], found["name"])
    for pattern, owners in ((_CHAPTER, _of_chapter), (_STATEMENT, _of_statement), (_PRACTICE, _of_practice)):
        found = pattern.fullmatch(path)
        if found:
            return owners(main, found["id"], after)
    return ()


def _reviewing(main: Campaign, path: str, name: str, file: str) -> tuple[str, ...]:
    """A review called after a member is that member's alone; reviewers begin others, and who writes the chapter changes them."""
    chapter = main.chapters.get(name)
    if chapter is None:
        return ()
    writing = (chapter.lead, *chapter.contributors)
    if file in main.members:
        return (file,) if file in {*writing, *chapter.reviewers} else ()
    return writing if path in main.paths else (*writing, *chapter.reviewers)


def _of_chapter(main: Campaign, name: str, after: Campaign | None) -> tuple[str, ...]:
    chapter = main.chapters.get(name)
    if chapter is not None:
        return (chapter.lead, *chapter.contributors)
    new = after.chapters.get(name) if after and not _has(main, f"chapters/{name}/") else None
    return (new.lead,) if isinstance(new, Chapter) else ()


def _of_statement(main: Campaign, name: str, after: Campaign | None) -> tuple[str, ...]:
    known = main.statements.get(name)
    if known is None and after and not _has(main, f"statements/{name}/"):
        known = after.statements.get(name)
    return known.drafters if known and known.status == DRAFT else ()


def _of_practice(main: Campaign, name: str, after: Campaign | None) -> tuple[str, ...]:
    known = main.original(Practice, name)
    if known is None and after and not _has(main, f"practices/{name}."):
        known = after.original(Practice, name)
    return (known.member,) if known else ()


def _has(main: Campaign, beginning: str) -> bool:
    """Whether the main branch has files of that name, read or not: what is broken there belongs to nobody new."""
    return any(path.startswith(beginning) for path in main.paths)
