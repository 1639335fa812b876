"""Beginning a text of any kind that has guiding words: a chapter, a practice, a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.checks.registry import examine
from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.kinds.guides import guide
from coalition.kinds.record import Files
from coalition.kinds.words import is_id
from coalition.parsing import schema
from coalition.parsing import yaml_writing as yaml
from coalition.problems import Severity
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree, OverlaidTree
from coalition.workflows import verifying
from coalition.workflows.desk import Sheet
from coalition.workflows.opening import open_cache
from coalition.workflows.registry.naming import slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Kind
    from coalition.parsing.yaml_writing import Writable
    from coalition.problems import Problem

GUIDING = "guiding-words"
"""What `check` says of a text that still holds them: the one thing that may be wrong with a new text."""


def kind_called(name: str) -> Kind[Any]:
    """The kind of that name. Raises KeyError, which is a bug of ours."""
    return next(kind for kind in KINDS if kind.name == name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that is to begin."""

    kind: str
    """The name of its kind."""
    values: Mapping[str, Writable]
    """Of its front matter; those that are None or empty are left out."""
    id: str | None = None
    """None: made of the title."""


def begin(folder: Path, campaign: Campaign, wanted: Wanted, instant: datetime) -> tuple[Sheet, ...]:
    """A new text with its values and words that say what to write, in the text's language.

    Raises CoalitionError for an id that is taken or is none, and for values that `check` would refuse.
    """
    kind, values = kind_called(wanted.kind), wanted.values
    language = str(values.get("language") or campaign.settings.language)
    path = kind.begins_at.format(id=_id(campaign, kind, str(values["title"]), wanted.id))
    order = schema.keys(kind.model)
    given = {key: values[key] for key in order if key in values and values[key] not in (None, "", (), [])}
    if language == campaign.settings.language:
        given.pop("language", None)
    head = "".join(f"{yaml.pair(key, value, 0)}\n" for key, value in given.items())
    sheet = Sheet(path, f"---\n{head}---\n\n{guide(kind.name, language)}".encode())
    for problem in _wrong(folder, kind, sheet, instant):
        raise CoalitionError(problem.message, problem.hint)
    return (sheet,)


def _id(campaign: Campaign, kind: Kind[Any], title: str, wanted: str | None) -> str:
    taken = {id_ for path in campaign.paths for id_ in ids_of(kind, path)}
    if wanted is None:
        return slug(title, taken, kind.name)
    if not is_id(wanted):
        hint = "Use 2 to 63 small letters a to z, digits and hyphens, beginning with a letter."
        raise CoalitionError(f'"{wanted}" cannot be an id.', hint)
    if wanted in taken:
        path = next(path for path in campaign.paths if kind.is_of(path, wanted))
        raise CoalitionError(f'There is a {kind.name} "{wanted}" already: {path}.', "Change that, or take another id.")
    return wanted


def ids_of(kind: Kind[Any], path: str) -> tuple[str, ...]:
    """The id of the thing that a file belongs to, if it belongs to one of the kind."""
    found = (re.fullmatch(pattern, path) for pattern in kind.own)
    return tuple(match["id"] for match in found if match is not None and "id" in match.groupdict())


def _wrong(folder: Path, kind: Kind[Any], sheet: Sheet, instant: datetime) -> tuple[Problem, ...]:
    """What `check` would say of the new file, apart from its guiding words."""
    text = sheet.content.decode("utf-8")
    unread = kind.parse(Files({sheet.path: text}, (sheet.path,))).problems
    if unread:
        return unread
    future = load(OverlaidTree(DiskTree(folder), {sheet.path: sheet.content})).value
    state = verifying.standing(future, instant, open_cache(folder, Repository.open(folder)))
    return tuple(
        problem
        for problem in examine(future, state)
        if problem.place.path == sheet.path and problem.severity is Severity.ERROR and problem.code != GUIDING
    )
