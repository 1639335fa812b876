"""Pictures of every hostile kind, made when a case asks for them: `png bomb`, `jpeg exif`."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PIL.Image import Exif

SECRET = "Geheimwort7418"
"""Stands in all metadata."""
SCRIPT = f"<script>alert('{SECRET}')</script>".encode()


def drawing(mode: str = "RGB") -> Image.Image:
    """A picture with two lines, not all of one colour."""
    image = Image.new("RGB", (64, 48), "white")
    ImageDraw.Draw(image).line((4, 40, 60, 8), fill="navy", width=3)
    return image.convert(mode)


def saved(form: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (image or drawing()).save(out, form, **options)
    return out.getvalue()


def segment(mark: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(content) + 2) + content


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def after_start(jpeg: bytes, extra: bytes) -> bytes:
    return jpeg[:2] + extra + jpeg[2:]


def before_end(png: bytes, extra: bytes) -> bytes:
    return png[:-12] + extra + png[-12:]


def exif() -> Exif:
    made = Image.Exif()
    made[ExifTags.Base.Artist] = SECRET
    made[ExifTags.Base.Copyright] = SECRET
    made[ExifTags.Base.Orientation] = 6
    made.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (27.0, 42.0, 1.5)
    made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = SECRET.encode()
    return made


def jpeg(kind: str) -> bytes:
    plain = saved("JPEG")
    made: Mapping[str, Callable[[], bytes]] = {
        "plain": lambda: plain,
        "exif": lambda: after_start(saved("JPEG", exif=exif()), segment(0xE1, b"Exif\0\0" + plain)),
        "xmp": lambda: after_start(plain, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SCRIPT + b"</x>")),
        "iptc": lambda: after_start(
            plain,
            segment(
                0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x14\x1c\x02\x78\0\x0e" + SECRET.encode() + b"\0"
            ),
        ),
        "comment": lambda: after_start(plain, segment(0xFE, SCRIPT)),
        "trailing": lambda: plain + SCRIPT + b"\xff\xd8\xff" + plain[3:],
        "profile": lambda: saved(
            "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SCRIPT
        ),
        "cmyk": lambda: saved("JPEG", drawing("CMYK")),
    }
    return made[kind]()


def png(kind: str) -> bytes:
    plain = saved("PNG")
    huge = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    made: Mapping[str, Callable[[], bytes]] = {
        "plain": lambda: plain,
        "texts": lambda: before_end(saved("PNG", pnginfo=texts(), dpi=(300, 300), exif=exif()), chunk(b"scPt", SCRIPT)),
        "trailing": lambda: plain + b"MZ" + SCRIPT,
        "sixteen": lambda: saved("PNG", drawing("L").convert("I;16")),
        "palette": lambda: saved("PNG", drawing("P"), transparency=0),
        "bomb": lambda: (
            plain[:8] + chunk(b"IHDR", huge) + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")
        ),
        "bombtext": lambda: (
            plain[:33] + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 200_000_000)) + plain[33:]
        ),
        "moving": lambda: saved("PNG", save_all=True, append_images=[drawing().rotate(90)], duration=100),
        "truncated": lambda: plain[: len(plain) // 2],
    }
    return made[kind]()


def texts() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", SECRET)
    made.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    made.add_text("Comment", SECRET, zip=True)
    return made


def gif(kind: str) -> bytes:
    plain = saved("GIF", drawing("P"))
    made: Mapping[str, Callable[[], bytes]] = {
        "comment": lambda: saved("GIF", drawing("P"), comment=SCRIPT),
        "archive": lambda: plain + archive(),
        "bomb": lambda: plain[:6] + struct.pack("<HH", 65_535, 65_535) + plain[10:],
        "moving": lambda: saved(
            "GIF", drawing("P"), save_all=True, append_images=[drawing("P").rotate(90)], duration=100
        ),
    }
    return made[kind]()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("META-INF/MANIFEST.MF", SECRET)
    return out.getvalue()


def webp(kind: str) -> bytes:
    if kind == "moving":
        return saved("WEBP", save_all=True, append_images=[drawing().rotate(90)], duration=100)
    return saved("WEBP", exif=exif(), xmp=SCRIPT)


def strangers() -> Mapping[str, Callable[[], bytes]]:
    """What is called a picture and is none of those that are read."""
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
    return {
        "svg": lambda: drawn,
        "html": lambda: b"<!doctype html>" + SCRIPT,
        "program": lambda: b"MZ\x90\0\x03\0\0\0" + SCRIPT,
        "pdf": lambda: saved("PDF"),
        "eps": lambda: saved("EPS"),
        "tiff": lambda: saved("TIFF"),
        "bmp": lambda: saved("BMP"),
        "ico": lambda: saved("ICO"),
        "empty": lambda: b"",
    }


MAKERS: Mapping[str, Callable[..., bytes]] = {"jpeg": jpeg, "png": png, "gif": gif, "webp": webp, **strangers()}
