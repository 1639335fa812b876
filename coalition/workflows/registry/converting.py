"""From one file for all members to a file for each, and back: which files are written, and which go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.member import FOLDER, LIST
from coalition.parsing import yaml
from coalition.sources import writing
from coalition.workflows.desk import Removal, Sheet, open_campaign, write
from coalition.workflows.registry.layout import apart, together

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coalition.campaign.model import Campaign

Pages = tuple[Sheet | Removal, ...]
_MARK = "\ufeff"


def convert(folder: Path, make: Callable[[Path, Campaign], Pages], *, dry: bool) -> Pages:
    """Split or join under the lock; with `dry` nothing is written."""
    with writing.hold(folder):
        pages = make(folder, open_campaign(folder))
        if not dry:
            write(folder, pages)
    return pages


def split(folder: Path, campaign: Campaign) -> Pages:
    """A file for each entry of `members.yaml`; of that stays what belongs to no entry.

    The new files come first: what is stopped half-way leaves entries twice, which `check` names, and is finished by
    giving the command again. Raises CoalitionError when there is nothing to split, and for a file that is there and
    holds another entry.
    """
    if LIST not in campaign.paths:
        raise CoalitionError(f"There is no {LIST}.", "Members have a file each already.")
    raw = writing.read(folder, LIST)
    text, ending = _text(LIST, raw)
    files, rest = apart(text)
    if not files:
        raise CoalitionError(f"{LIST} holds no entries.", "Members have a file each already.")
    made: list[Sheet | Removal] = []
    for name, content in files.items():
        path = f"members/{name}.yaml"
        if path not in campaign.paths:
            made.append(Sheet(path, _bytes(content, ending)))
        elif _values(path, _text(path, writing.read(folder, path))[0]) != _values(path, content):
            raise CoalitionError(f"{path} is there already, and holds another entry.", "Make one of the two by hand.")
    return (*made, Sheet(LIST, _bytes(rest, ending), raw) if rest else Removal(LIST, raw))


def join(folder: Path, campaign: Campaign) -> Pages:
    """All entries in `members.yaml`; the files of single members go.

    `members.yaml` comes first: see `split`. Raises CoalitionError when there is nothing to join.
    """
    paths = [path for path in sorted(campaign.paths) if re.fullmatch(FOLDER, path)]
    if not paths:
        raise CoalitionError("No member has a file of its own.", f"All stand in {LIST} already.")
    raws = {path: writing.read(folder, path) for path in paths}
    texts = {path: _text(path, raw) for path, raw in raws.items()}
    before = writing.read(folder, LIST) if LIST in campaign.paths else None
    text, ending = ("", texts[paths[0]][1]) if before is None else _text(LIST, before)
    listed = _listed(text)
    new = {path: content for path, (content, _) in texts.items() if _values(path, content) not in listed}
    made = _bytes(together(text, new), ending)
    return (Sheet(LIST, made, before), *(Removal(path, raw) for path, raw in raws.items()))


def _listed(text: str) -> list[yaml.Value]:
    """The entries of `members.yaml` as they are."""
    data = _values(LIST, text)
    found = data.get("members") if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _values(path: str, text: str) -> yaml.Value:
    return yaml.parse(path, text).value.data


def _text(path: str, raw: bytes) -> tuple[str, str]:
    """A file's text with line feeds, and how its own lines end. Raises CoalitionError when it is not in UTF-8."""
    try:
        text = raw.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise CoalitionError(f"{path} is not in UTF-8, and is not moved.", "Save it as UTF-8.") from error
    ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    return text.replace("\r\n", "\n"), ending


def _bytes(text: str, ending: str) -> bytes:
    return text.replace("\n", ending).encode("utf-8")
