"""The only store: finished pieces, kept by the hash of everything that went into them."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import tempfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"[0-9a-f]{64}")
_SEAL_BYTES = hashlib.sha256().digest_size
_ASIDE = ".part"


class Cache:
    """Bytes by key, in a folder or (None) in memory; losing any of it costs time and nothing else.

    Each entry is sealed with `secret`. Whoever can put files into the folder (a contribution can, since the folder
    lies in the work tree) but does not know the secret cannot make a value that is given back. Laws: what `get`
    returns is exactly what `put` was given under that key with that secret; nothing here raises for the disk.
    """

    def __init__(self, folder: Path | None, secret: bytes = b"") -> None:
        self._folder = folder
        self._secret = secret
        self._memory: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    @staticmethod
    def key(*parts: bytes | str) -> str:
        """The name of what these parts make: no two lists of parts share one."""
        digest = hashlib.sha256()
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(raw).to_bytes(8, "big"))
            digest.update(raw)
        return digest.hexdigest()

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None when it was not, was trimmed, or is damaged."""
        if self._folder is None:
            with self._lock:
                if key in self._memory:
                    self._memory.move_to_end(key)
                return self._memory.get(key)
        path = self._path(self._folder, key)
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        value = sealed[_SEAL_BYTES:]
        if not hmac.compare_digest(sealed[:_SEAL_BYTES], self._seal(key, value)):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # so that `trim` knows what is in use
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep `value`: wholly or not at all, also when killed, when two do it at once, or when the disk is full."""
        if self._folder is None:
            with self._lock:
                self._memory[key] = value
            return
        path = self._path(self._folder, key)
        aside: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=_ASIDE, delete=False) as file:
                aside = Path(file.name)
                file.write(self._seal(key, value))
                file.write(value)
            aside.replace(path)
        except OSError:
            if aside is not None:
                with contextlib.suppress(OSError):
                    aside.unlink(missing_ok=True)

    def trim(self, limit_bytes: int) -> None:
        """Drop what was not used for longest until at most `limit_bytes` are left, and what killed writers left."""
        if self._folder is None:
            with self._lock:
                size = sum(map(len, self._memory.values()))
                while size > limit_bytes:
                    size -= len(self._memory.popitem(last=False)[1])
            return
        kept: list[tuple[int, str, int]] = []
        for path in _files(self._folder):
            with contextlib.suppress(OSError):
                if path.suffix == _ASIDE:
                    # One of a writer at work may be among them: it only loses its entry.
                    path.unlink()
                else:
                    status = path.stat()
                    kept.append((status.st_mtime_ns, str(path), status.st_size))
        size = sum(entry[2] for entry in kept)
        for _, name, entry_size in sorted(kept):
            if size <= limit_bytes:
                break
            with contextlib.suppress(OSError):
                Path(name).unlink()
            size -= entry_size

    def _path(self, folder: Path, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key of this cache: {key!r}")
        return folder / key[:2] / key[2:]

    def _seal(self, key: str, value: bytes) -> bytes:
        return hmac.digest(self._secret, key.encode("ascii") + value, "sha256")


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name)
