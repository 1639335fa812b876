"""What every kind is made of: a frozen model whose values know their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, PrivateAttr

from coalition.parsing.yaml import Document, Route
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from coalition.problems import Parsed

PICTURE = r"\.(?i:png|jpe?g|webp|gif|svg)"
"""The end of a picture's path, as a pattern."""
_LITERAL = re.compile(r"(?:[a-z0-9/-]|\\\.)*(?![?*+{])")
"""The beginning of a pattern, as far as it stands for itself; a last character that may be missing is not of it."""
R_co = TypeVar("R_co", bound="Record", covariant=True)


def _kept(record: BaseModel) -> Mapping[str, object]:
    """The private values of a record, by name.

    They are asked for many times of each, and pydantic takes twenty times as long to find one as an attribute.
    """
    return record.__pydantic_private__ or {}


class Part(BaseModel):
    """A value inside a record: frozen, and without keys that its schema does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Record(Part):
    """One thing of a campaign, with the place of each of its values.

    Law: `place(route)` is a place in `path`, whatever the route: a value that is not there has the place of the
    nearest thing around it.
    """

    _document: Document | None = PrivateAttr(default=None)
    _route: Route = PrivateAttr(default=())
    _path: str = PrivateAttr(default="")

    def located(self, document: Document, route: Route = ()) -> Self:
        """The same record, knowing where it was read."""
        self._document, self._route, self._path = document, route, document.path
        return self

    def detached(self, **changes: object) -> Self:
        """A copy with other values that no longer knows the text it was read from: nothing private is behind it."""
        copy = self.model_copy(update=changes)
        copy._document = None  # noqa: SLF001 -- its own class
        return copy

    @property
    def path(self) -> str:
        """The file that it was read from."""
        return cast("str", _kept(self)["_path"])

    @property
    def route(self) -> Route:
        """Where in its file it stands: empty for a file that is one record."""
        return cast("Route", _kept(self)["_route"])

    @property
    def document(self) -> Document | None:
        """The YAML in which it was written, with all that is beside it; None for what is written in another way."""
        return cast("Document | None", _kept(self)["_document"])

    def place(self, *route: str | int) -> Place:
        """Where the value at `route` was written."""
        document = self.document
        return Place(self.path) if document is None else document.place((*self.route, *route))


class Text(Record):
    """A record that is a text: values in its front matter, then the body.

    Its id and language come from its path, never from what it says of itself.
    """

    _id: str = PrivateAttr(default="")
    _language: str = PrivateAttr(default="")
    _body: str = PrivateAttr(default="")
    _body_line: int = PrivateAttr(default=1)

    def written(self, id: str, language: str, body: str, body_line: int) -> Self:  # noqa: A002 -- the field's own word
        """The same record with its text."""
        self._id, self._language, self._body, self._body_line = id, language, body, body_line
        return self

    def without_body(self) -> Self:
        """A copy that is a title and its values, and nothing of the text below them."""
        return self.model_copy().written(self._id, self._language, "", self._body_line)

    @property
    def id(self) -> str:
        """The id that its path gives it."""
        return cast("str", _kept(self)["_id"])

    @property
    def language(self) -> str:
        """BCP 47, from the file's name, else the campaign's first language."""
        return cast("str", _kept(self)["_language"])

    @property
    def body(self) -> str:
        """The text below the front matter, as it was written."""
        return cast("str", _kept(self)["_body"])

    @property
    def body_line(self) -> int:
        """The line of the file at which the body begins."""
        return cast("int", _kept(self)["_body_line"])


def _beginning(pattern: str) -> str:
    """What every match of a pattern begins with: there are many kinds, and most files are of one of them."""
    found = _LITERAL.match(pattern)
    return found[0].replace("\\", "") if found and "|" not in pattern else ""


@dataclass(frozen=True, slots=True)
class Files:
    """The decoded text files of a campaign, and the language of a text whose file name gives none."""

    texts: Mapping[str, str]
    paths: tuple[str, ...]
    """Every file, text or not, sorted."""
    language: str = "en"
    known: Mapping[str, tuple[str, tuple[Record, ...]]] = field(default_factory=dict)
    """By path: another state of a file that holds a list, and its records, which need not be read again."""

    def matching(self, pattern: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Text files whose whole path matches, in order of path."""
        compiled, beginning = re.compile(pattern), _beginning(pattern)
        for path in self.paths[bisect_left(self.paths, beginning) :]:
            if not path.startswith(beginning):
                break
            found = compiled.fullmatch(path)
            if found and path in self.texts:
                yield path, found


@dataclass(frozen=True, slots=True)
class Kind(Generic[R_co]):
    """One kind of thing that a campaign holds: the only place that says where it lives and how it is read."""

    name: str
    """As in `coalition schema NAME`."""
    model: type[R_co]
    summary: str
    """One sentence for the documentation."""
    claims: tuple[str, ...]
    """Patterns of the whole paths that belong to the kind, its pictures and data included."""
    parse: Callable[[Files], Parsed[tuple[R_co, ...]]]
    example: str = field(default="", repr=False)
    """A whole good file of the kind."""
    example_path: str = ""
    list_key: str = ""
    """Where the kind's records are entries of a list in one file, the key of that list."""
    begins_at: str = ""
    """Of a kind whose things are begun with a title and guiding words: where `{id}` is written."""
    own: tuple[str, ...] = ()
    """Patterns of the whole paths that make up one thing, with the group `id`; one without it belongs to each."""

    def is_of(self, path: str, id: str) -> bool:  # noqa: A002 -- the field's own word
        """Whether a file is one of those that make up the thing of that id."""
        found = (re.fullmatch(pattern, path) for pattern in self.own)
        return any(match is not None and match.groupdict().get("id", id) == id for match in found)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of one record, for editors.

        An editor reads YAML with numbers and truth values; the schema takes what we read as the word that was written.
        """
        from coalition.kinds.described import Described

        return self.model.model_json_schema(schema_generator=Described)
