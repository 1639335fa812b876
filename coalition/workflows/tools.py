"""What this program is made of: names and versions that decide bytes, and a digest of its own code."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import coalition

PACKAGES = (
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "Pillow",
    "PyYAML",
    "babel",
    "bibtexparser",
    "markdown-it-py",
    "mdit-py-plugins",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pydantic",
    "pylatexenc",
    "pypandoc_binary",
    "pypdfium2",
    "typst",
)
"""Libraries whose version can change a byte of what is published, or what is said about it."""


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of each, sorted by name."""
    found = {name.lower(): metadata.version(name) for name in PACKAGES}
    found |= {"coalition": coalition.__version__, "python": platform.python_version()}
    return tuple(sorted(found.items()))


@cache
def digest() -> str:
    """Changes when a file of this program, or the version of a library, does."""
    total = hashlib.sha256(repr(versions()).encode())
    root = Path(coalition.__file__).parent
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(folder) / name
            total.update(str(path.relative_to(root)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
