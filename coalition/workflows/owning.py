"""Writing CODEOWNERS out of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.outputs.owners import STYLES, hosts, render, style_of
from coalition.sources import writing
from coalition.workflows.desk import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from coalition.campaign.model import Campaign


def files(campaign: Campaign, day: date, wanted: tuple[str, ...], style: str | None) -> dict[str, str]:
    """The files for these hosts, or for all on which a member has an account that day.

    Raises CoalitionError for a host whose name does not tell how it writes the file, and for two that share one.
    """
    found: dict[str, tuple[str, str]] = {}
    for host in wanted or hosts(campaign, day):
        known = style or style_of(host)
        if known is None:
            hint = f"Say it, for each host by itself: --host {host} --style {'|'.join(STYLES)}"
            raise CoalitionError(f'How "{host}" writes CODEOWNERS cannot be told from its name.', hint)
        path = STYLES[known].path
        if path in found:
            message = f"{found[path][0]} and {host} would write the same file, {path}."
            raise CoalitionError(message, "Name the one that the repository is on: --host HOST")
        found[path] = host, render(campaign, day, host, STYLES[known])
    return {path: text for path, (_, text) in found.items()}


def sheets(folder: Path, texts: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The files that differ from what is there."""
    found = []
    for path, text in sorted(texts.items()):
        there = (folder / path).is_file()
        before = writing.read(folder, path) if there else None
        if before != text.encode("utf-8"):
            found.append(Sheet(path, text.encode("utf-8"), before))
    return tuple(found)
