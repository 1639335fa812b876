"""Archives of pandoc's making, made anew: a Word document and an e-book are both one."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STORED = "mimetype"
"""What stands first and uncompressed in an EPUB, so that readers know it by its first bytes."""


def rewritten(archive: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with every part changed, in the same order, without the times at which parts were made.

    Law: the same archive and change give the same bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            packing = zipfile.ZIP_STORED if name == STORED else zipfile.ZIP_DEFLATED
            new.writestr(entry, change(name, old.read(name)), packing)
    return out.getvalue()
