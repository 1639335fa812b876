"""What a published picture may hold: pixels, and what is needed to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA"})
_TABLES = {0xC4, 0xDB, 0xDD}
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_START, _SCAN, _END, _JFIF = 0xD8, 0xDA, 0xD9, 0xE0


def picture(content: bytes) -> Iterator[str]:
    """Everything in a picture that is not pixels: metadata, previews, bytes behind its end, another format."""
    if content.startswith(_PNG):
        yield from _png(content)
    elif content.startswith(b"\xff\xd8\xff"):
        yield from _jpeg(content)
    else:
        yield f"is no picture of ours: {content[:12]!r}"


def _png(content: bytes) -> Iterator[str]:
    at, last = len(_PNG), b""
    while at < len(content) and last != b"IEND":
        length, last = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if last not in _CHUNKS:
            yield f"holds a chunk {last!r}"
        at += 12 + length
    if at != len(content):
        yield f"has {len(content) - at} bytes behind its end"


def _jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark not in _FRAMES | _TABLES | {_SCAN, _JFIF}:
            yield f"holds a segment FF{mark:02X}"
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == _JFIF and length != 16:
            yield "has a preview"
        at += 2 + length
        if mark == _SCAN:
            at = _after_scan(content, at)
            if content[at + 1] == _END:
                break
    if at + 2 != len(content):
        yield f"has {len(content) - at - 2} bytes behind its end"


def _after_scan(content: bytes, at: int) -> int:
    """Where the pixels end: at the first mark that is neither a stuffed byte nor a restart."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
