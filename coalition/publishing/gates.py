"""The gates: what is staged is looked through, and is published only if nothing stands against it.

They guard against faults of ours: content that may not be shown never gets this far (outputs receive a public
campaign), and a mistake in what people wrote is a problem that `check` reports.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from coalition.campaign.public import LOCAL, LOCAL_FOLDERS
from coalition.campaign.secrets import Secrets
from coalition.errors import CoalitionError
from coalition.publishing import extraction, requests, staged
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_DIGEST = sha256().digest_size
SHOWN = 12
"""Breaches that the message lists; the number of all is given."""
_LOCAL_SIGNS = (*(f"/{folder}/" for folder in LOCAL_FOLDERS), ":\\", "file:///")
"""Without one of these there is no such path: to look for words is far quicker than to look for patterns."""
_EDITION = re.compile(r"report/[0-9]")
"""How the path of what was released in an edition begins: no chapter's id begins with a digit."""
_HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_TEXT = re.compile(r">\s*[^<\s]")


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """One thing that stands against publishing a file."""

    path: str
    message: str


class GateShut(CoalitionError):
    """What was made may not be published; the old site stays as it is."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        listed = "\n".join(f"  {breach.path}: {breach.message}" for breach in breaches[:SHOWN])
        more = f"\n  and {len(breaches) - SHOWN} more" if len(breaches) > SHOWN else ""
        hint = "If a text of the campaign says it, take it out there; otherwise report this as a fault of coalition."
        if any(_EDITION.match(breach.path) for breach in breaches):
            hint += "\nA released edition is issued anew without it: coalition report release NEXT --corrects OLD"
        super().__init__(f"What was made may not be published, and nothing was:\n{listed}{more}", hint)
        self.breaches = breaches


@dataclass(frozen=True, slots=True)
class Examined:
    """Files that were looked through before they were written, and what stands against them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    breaches: tuple[Breach, ...] = ()


class Passed:
    """Which content has passed the gates, from one build to the next: after an edit, most pages say what they said.

    Law: it changes nothing but the time that it takes. What passes is kept by its digest, under a key of everything on
    which that depends: this program, the secrets, the folders. (A folder of a random name need not be among them: what
    was made before it was named does not hold it.)
    """

    def __init__(self, cache: Cache, program: str, secrets: Iterable[str], folders: Iterable[str]) -> None:
        """`program` is a digest of this program."""
        self._cache = cache
        self._key = cache.key("gates/1", program, *map(cache.key, (*sorted(secrets), "", *sorted(folders))))
        kept = cache.get(self._key) or b""
        self._before = frozenset(kept[start : start + _DIGEST] for start in range(0, len(kept), _DIGEST))
        self._now: set[bytes] = set()

    def has(self, digest: bytes) -> bool:
        """Whether that content has passed before."""
        if digest in self._before:
            self._now.add(digest)
        return digest in self._before

    def add(self, digest: bytes) -> None:
        """It passes now."""
        self._now.add(digest)

    def keep(self) -> None:
        """What passed in this build, for the next one."""
        if self._now != self._before:
            self._cache.put(self._key, b"".join(sorted(self._now)))


def inspect(
    folder: Path,
    gate: Gate,
    *,
    expected: Iterable[str],
    drafts: Iterable[str] = (),
    examined: Examined = Examined(),
) -> None:
    """Raise GateShut unless everything in `folder` may be published.

    `expected` are the files that must be there; `drafts` where texts would lie that are not released (`report/later`);
    `examined` what the same gate has looked through already.
    """
    found = breaches(folder, gate, expected=expected, drafts=drafts, examined=examined)
    if found:
        raise GateShut(found)
    gate.keep()


def breaches(
    folder: Path,
    gate: Gate,
    *,
    expected: Iterable[str],
    drafts: Iterable[str] = (),
    examined: Examined = Examined(),
) -> tuple[Breach, ...]:
    """Everything that stands against publishing the folder, sorted.

    Laws: the order of the files on the disk changes nothing; a file that was examined before passes with those bytes
    and no others.
    """
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    found = [Breach(path, "is not there") for path in sorted(set(expected) - set(paths))]
    found += [*_drafts(paths, tuple(drafts)), *examined.breaches]

    def look(path: str) -> tuple[Breach, ...]:
        content = (folder / path).read_bytes()
        return () if examined.files.get(path) == content else tuple(gate.breaches(path, content))

    # The longest work beside the rest: pdfium lets other threads run meanwhile, and enters for one at a time.
    with ThreadPoolExecutor(max_workers=1) as beside:
        slow = beside.map(look, (path for path in paths if path.endswith(".pdf")))
        for path in paths:
            found += () if path.endswith(".pdf") else look(path)
        for breached in slow:
            found += breached
    return tuple(sorted(found))


class Gate:
    """Looks through files, and through the same content once, also in several threads.

    What proves statements repeats the log of receipts, what is around a page is around a thousand others, and the
    report has the same words in every format.
    """

    def __init__(self, secrets: Iterable[str], folders: Iterable[str], passed: Passed | None = None) -> None:
        """`secrets` may appear nowhere; `folders` are the machine's own paths; `passed` what passed in builds before."""
        self._passed = passed or Passed(Cache(None), "", (), ())
        self._secrets = Secrets(secrets, extraction.normal)
        self._places = tuple(extraction.normal(place) for place in folders)
        self._known: dict[bytes, tuple[str, ...]] = {}
        """By the digest of ending and content, what stands against it."""

    def examine(self, files: Mapping[str, bytes]) -> Examined:
        """Look through finished files while others are still being made."""
        found = (breach for path, content in files.items() for breach in self.breaches(path, content))
        return Examined(dict(files), tuple(sorted(found)))

    def keep(self) -> None:
        """What passed, for the next build."""
        self._passed.keep()

    def breaches(self, path: str, content: bytes) -> Iterator[Breach]:
        """Everything that stands against publishing a file of that name and content."""
        yield from (Breach(path, said) for said in dict.fromkeys((*self._named(path), *self._held(path, content))))

    def _held(self, path: str, content: bytes) -> tuple[str, ...]:
        if path.endswith(".html"):
            said = ("is a page without text",) if _bare(content) else ()
            return (*said, *(word for piece in staged.pieces(content) or (b"",) for word in self._once(path, piece)))
        return self._once(path, content)

    def _once(self, path: str, content: bytes) -> tuple[str, ...]:
        ending = path.rpartition("/")[2].rpartition(".")[2]
        digest = sha256(ending.encode("utf-8", "surrogatepass") + b"\0" + content).digest()
        if digest not in self._known:
            said = () if self._passed.has(digest) else tuple(self._look(path, content))
            self._known[digest] = said
            if not said:
                self._passed.add(digest)
        return self._known[digest]

    def _look(self, path: str, content: bytes) -> Iterator[str]:
        if not content:
            yield "is empty"
            return
        if extraction.is_archive(path):
            # Part by part: of an e-book whose one chapter was edited, all other parts passed before.
            for name, part in extraction.parts(content):
                yield from (*self._named(name), *self._held(name, part))
            return
        yield from (
            f'would make a browser ask another site: "{address[:100]}"' for address in requests.foreign(path, content)
        )
        yield from self._said(extraction.words(path, content))

    def _named(self, path: str) -> Iterator[str]:
        return self._said(extraction.normal(path))

    def _said(self, text: str) -> Iterator[str]:
        for value in dict.fromkeys(value for value, _ in self._secrets.found(text)):
            yield f"holds something private, {_masked(value)}"
        yield from (f'names a folder of this machine: "{place}"' for place in _places(text, self._places))


def _masked(value: str) -> str:
    """Enough to find it by, and not what it is: messages end in logs that others read."""
    return f'"{value[:2]}…" ({len(value)} characters)'


def _bare(content: bytes) -> bool:
    """Whether nothing is to be read in a page's own part but its title."""
    start = content.find(b"<main")
    end = content.find(b"</main>", start)
    if start < 0 or end < 0:
        return False
    return _TEXT.search(_HEADING.sub("", content[start:end].decode("utf-8", "replace"))) is None


def _places(text: str, folders: tuple[str, ...]) -> Iterator[str]:
    for place in folders:
        if len(place) > 1 and re.search(rf"{re.escape(place)}(?![\w-])", text):
            yield place
    found = LOCAL.search(text) if any(sign in text for sign in _LOCAL_SIGNS) else None
    if found:
        yield found[0]


def _drafts(paths: list[str], drafts: tuple[str, ...]) -> Iterator[Breach]:
    for name in drafts:
        for path in paths:
            if f"/{name}/" in f"/{path}":
                yield Breach(path, "is of a text that has not been released")
