"""Removing a whole site: hundreds of folders, several at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 8
"""Where the file system makes us wait for each folder that is removed, a millisecond or more, they can wait together."""


def remove(folder: Path) -> None:
    """Remove a folder and everything in it, as far as that is possible. Symbolic links are removed, not followed."""
    levels: dict[int, list[str]] = defaultdict(list)
    for place, below, names in os.walk(folder):
        levels[place.count(os.sep)].append(place)
        links = [name for name in below if os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118 -- as os.walk
        for name in (*names, *links):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(place, name))  # noqa: PTH108, PTH118 -- as os.walk
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for level in sorted(levels, reverse=True):
            tuple(pool.map(_remove_empty, levels[level]))
    shutil.rmtree(folder, ignore_errors=True)  # what could not be removed, or came meanwhile


def _remove_empty(folder: str) -> None:
    with contextlib.suppress(OSError):
        os.rmdir(folder)  # noqa: PTH106 -- as os.walk
