"""The digest of a chapter: what members approve, made so that anybody can make it again with sha256sum.

A chapter in one language is a list of lines, each as sha256sum prints it (the digest, two blanks, a name), sorted by
their bytes: one for the language's chapter file, one for its `references.bib`, one for each file in `figures/` and
`data/`, and one for each shared source that it cites, named `references.bib#KEY`, of the source's canonical text. The
chapter's digest is that of these lines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.kinds.chapter import Chapter
from coalition.parsing import bibtex
from coalition.sources.entries import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.kinds.source import Source

SHARED = "references.bib"


@dataclass(frozen=True, slots=True)
class Content:
    """What a chapter is made of in one language."""

    chapter: str
    language: str
    digests: tuple[tuple[str, str], ...]
    """Of each file and shared source its name and the SHA-256 of its content, sorted by name."""
    unread: tuple[str, ...] = ()
    """Files that are there and could not be read: then nobody can say what the whole is."""

    @property
    def lines(self) -> bytes:
        """The lines that are digested, each ended by a line feed."""
        return b"".join(sorted(_line(name, digest) for name, digest in self.digests))

    @property
    def sha256(self) -> str:
        """The chapter's digest, in hexadecimal; empty where a file could not be read."""
        return "" if self.unread else hashlib.sha256(self.lines).hexdigest()

    def changed(self, before: Content) -> tuple[str, ...]:
        """The names of what differs: changed, added or taken away. Sorted."""
        return tuple(sorted({name for name, _ in {*self.digests} ^ {*before.digests}}))


def chapter_digest(campaign: Campaign, chapter: str, language: str) -> str:
    """The digest of a chapter in one language; empty when it is not there in that, or cannot be read whole.

    Laws: it depends on the bytes of the chapter's own files and on what its shared sources say, not on how these are
    laid out, nor on anything else in the repository; any change of either changes it.
    """
    found = content(campaign, chapter, language)
    return found.sha256 if found else ""


def content(campaign: Campaign, chapter: str, language: str) -> Content | None:
    """What a chapter is made of in one language; None when it is not there in that."""
    text = campaign.translation(Chapter, chapter, language)
    if text is None:
        return None
    own = {f"{text.folder}/{SHARED}", *campaign.chapter_files(chapter)}
    paths = {text.path, *(path for path in own if path in campaign.paths)}
    digests = {path: campaign.digests[path] for path in paths if path in campaign.digests}
    digests |= {f"{SHARED}#{source.key}": source.entry.digest for source in _shared(campaign, text)}
    unread = tuple(sorted(paths - digests.keys()))
    return Content(chapter, language, tuple(sorted(digests.items())), unread)


def canonical(campaign: Campaign, key: str) -> str | None:
    """The text of a shared source that is digested; None when there is no such source."""
    found = next((source for source in campaign.sources() if source.key == key), None)
    return bibtex.canonical(found.entry) if found else None


def _shared(campaign: Campaign, text: Chapter) -> Iterator[Source]:
    """The shared sources that a text cites; one that the chapter's own file holds too is digested with that."""
    shared = {source.key: source for source in reversed(campaign.sources())}
    shared = {key: shared[key] for key in shared.keys() - {source.key for source in campaign.sources(text.id)}}
    if shared:
        from coalition.parsing import markdown  # takes its time, and a campaign may have no report

        scan = markdown.scan(text.path, text.body, first_line=text.body_line)
        cited = {mark.value for mark in scan.of("citation")}
        yield from (shared[key] for key in sorted(cited & shared.keys()))


def _line(name: str, digest: str) -> bytes:
    """A line of sha256sum, which begins with a backslash where the name holds what would break it."""
    raw = to_bytes(name)
    safe = raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if safe != raw else b"") + digest.encode("ascii") + b"  " + safe + b"\n"
