"""The campaign: everything that a tree holds, as values, with references looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from coalition.kinds.chapter import Chapter
from coalition.kinds.member import FOLDER, LIST, Member, ids_written
from coalition.kinds.record import Record, Text
from coalition.kinds.source import Source
from coalition.kinds.statement import Statement, StatementText
from coalition.sources.trees import EntryKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.kinds.settings import Settings
    from coalition.kinds.site import SiteSettings
    from coalition.sources.trees import Entry

CHAPTER_FILE = re.compile(r"chapters/[^/]+/(?:figures|data)/")
"""How the path of a chapter's figure or table begins."""
R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Text)


@dataclass(frozen=True)
class Campaign:
    """All records of a tree.

    Laws: the order of files changes nothing; an unreadable file costs no other file.
    """

    settings: Settings
    site: SiteSettings
    records: Mapping[type[Record], tuple[Record, ...]]
    entries: tuple[Entry, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Decoded text files by path, their lines ended by LF alone."""
    digests: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By path of a text file, a chapter's figure, or an edition's file: the SHA-256 of its bytes as they are, in hexadecimal."""
    raw: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The bytes of text files that hold other bytes than their text has, such as Windows' line ends."""
    windows: frozenset[str] = frozenset()
    """Text files that hold a carriage return, as lines end on Windows."""
    unread: frozenset[str] = frozenset()
    """Files that are there and were not read: too large, or mere pointers."""
    settings_were_read: bool = True
    """False when `coalition.yaml` is missing or broken and stand-ins are used to check the rest."""

    def of(self, model: type[R]) -> tuple[R, ...]:
        """Every record of that type, translations included, in a stable order."""
        return cast("tuple[R, ...]", self.records.get(model, ()))

    def originals(self, model: type[T]) -> tuple[T, ...]:
        """Texts in the campaign's first language, or in the only language that they have; one for each id."""
        return tuple(self._chosen(model).values())

    def original(self, model: type[T], name: str) -> T | None:
        """The text of that id among the originals."""
        return self._chosen(model).get(name)

    def _chosen(self, model: type[T]) -> dict[str, T]:
        """The originals by id, sorted."""
        if model not in self._originals:
            chosen: dict[str, Text] = {}
            for text in self.of(model):
                known = chosen.get(text.id)
                if known is None or (text.language == self.settings.language and known.language != text.language):
                    chosen[text.id] = text
            self._originals[model] = dict(sorted(chosen.items()))
        return cast("dict[str, T]", self._originals[model])

    @cached_property
    def _originals(self) -> dict[type[Text], dict[str, Text]]:
        """Found when first asked for, each once."""
        return {}

    def translation(self, model: type[T], name: str, language: str) -> T | None:
        """That text in that language, if there is one; of two the first."""
        return self._by_language.get((model, name, language))  # type: ignore[return-value]  # the key holds the type

    @cached_property
    def _by_language(self) -> dict[tuple[type[Record], str, str], Text]:
        found: dict[tuple[type[Record], str, str], Text] = {}
        for model, records in self.records.items():
            if issubclass(model, Text) and model is not StatementText:
                for record in cast("tuple[Text, ...]", records):
                    found.setdefault((model, record.id, record.language), record)
        return found

    def content(self, path: str) -> bytes:
        """The bytes of a text file, as they are. Raises KeyError for any other file."""
        return self.raw[path] if path in self.raw else self.texts[path].encode("utf-8", "surrogatepass")

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Members by id; of two with one id the first."""
        found: dict[str, Member] = {}
        for member in self.of(Member):
            found.setdefault(member.id, member)
        return found

    @cached_property
    def declared_members(self) -> frozenset[str]:
        """Ids that the registry speaks of, in entries that could be read or not: a broken entry is one problem."""
        files = {found["id"]: path for path in self.paths if (found := re.fullmatch(FOLDER, path))}
        texts = (self.texts.get(path, "") for path in (LIST, *files.values()))
        return frozenset((*self.members, *files, *(name for text in texts for name in ids_written(text))))

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """Chapters in their original language, by id."""
        return {chapter.id: chapter for chapter in self.originals(Chapter)}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.of(Statement)}

    def versions(self, statement: str, version: int | None = None) -> tuple[StatementText, ...]:
        """A statement's texts: of one version, or of all; the normative language first."""
        found = self._versions.get(statement, ())
        return found if version is None else tuple(text for text in found if text.version == version)

    @cached_property
    def _versions(self) -> dict[str, tuple[StatementText, ...]]:
        found: dict[str, list[StatementText]] = defaultdict(list)
        for text in self.of(StatementText):
            found[text.id].append(text)
        return {
            name: tuple(sorted(texts, key=lambda text: (text.version, text.translates is not None, text.language)))
            for name, texts in found.items()
        }

    def sources(self, chapter: str = "") -> tuple[Source, ...]:
        """The sources of a chapter, or with no chapter those that chapters share."""
        return self._sources.get(chapter, ())

    @cached_property
    def _sources(self) -> dict[str, tuple[Source, ...]]:
        found: dict[str, list[Source]] = defaultdict(list)
        for source in self.of(Source):
            found[source.chapter].append(source)
        return {chapter: tuple(sources) for chapter, sources in found.items()}

    def chapter_files(self, chapter: str) -> tuple[str, ...]:
        """The files in a chapter's `figures/` and `data/`, sorted."""
        return self._chapter_files.get(chapter, ())

    @cached_property
    def _chapter_files(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.paths):
            if CHAPTER_FILE.match(path):
                found[path.split("/")[1]].append(path)
        return {chapter: tuple(paths) for chapter, paths in found.items()}

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file; links and other repositories are none."""
        return frozenset(entry.path for entry in self.entries if entry.kind is EntryKind.FILE)
