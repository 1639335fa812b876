"""Pictures made anew from their pixels, so that nothing else that a camera or a person put into the file is left.

Place, time and owner of the camera, previews of what was cropped away, comments, colour profiles with serial
numbers: none of it is pixels. What cannot be made anew is refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from coalition.problems import Parsed, Place, Problem, Severity
from coalition.prose.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

    from coalition.prose.charting.model import Drawing

VERSION = "3"
"""Changes when the same file would be made into other bytes, or other things said of it."""

MOST_PIXELS = 40_000_000
MOST_IN_WEBP = 16_000_000
"""Its decoder holds every pixel five times."""
WIDEST = 2400
"""Pixels: sharp on paper across a whole page."""

SVG = "image/svg+xml"
_FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "WEBP": (".webp",), "GIF": (".gif",)}
_QUALITY = 88
_GPS, _COORDINATES = 0x8825, (2, 4)
"""In Exif: the part that tells a place, and its latitude and longitude."""
_PLACE = re.compile(
    r"GPSLatitude|GPSLongitude|LocationShown|LocationCreated|photoshop:City|Iptc4xmpCore:Location|\x1c\x02[\x5a\x5c]"
)
"""Where XMP and IPTC tell one."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_SVG = re.compile(rb"<(?:svg|\?xml|!DOCTYPE\s+svg)", re.IGNORECASE)


def reencode(path: str, content: bytes) -> Parsed[Picture | None]:
    """The picture made anew, as PNG where it is drawn or see-through, else as JPEG; None when it cannot be.

    Law: the same bytes give the same picture, and two files with the same pixels differ at most in their stem.
    """
    if path.lower().endswith(".svg") or _SVG.match(content[:200].lstrip()):
        return _refused(path, "svg-picture", "is an SVG drawing, which can hold programs and addresses.", _SVG_HINT)
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(_FORMATS)) as opened:
                return _made(path, opened)
    except UnidentifiedImageError:
        return _refused(path, "unreadable-picture", "is no PNG, JPEG, WebP or GIF picture.", _FORMAT_HINT)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _too_large(path)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, KeyError, OverflowError) as error:
        # Pillow's decoders raise all of these for broken files.
        reason = f"is damaged ({type(error).__name__})."
        return _refused(
            path, "unreadable-picture", reason, "Save it again with a drawing program, or take another copy."
        )


def of_drawing(drawing: Drawing) -> Picture:
    """The picture of a chart that was drawn here: the one kind of SVG that is published."""
    name = PurePosixPath(drawing.path).name
    return Picture(drawing.path, name, SVG, drawing.svg.encode(), drawing.width, drawing.height)


_SVG_HINT = "Export it as PNG, at least 1,600 pixels wide, and use that."
_FORMAT_HINT = "Save it as PNG (drawings, charts) or JPEG (photographs)."


def _refused(path: str, code: str, what: str, hint: str) -> Parsed[Picture | None]:
    name = PurePosixPath(path).name
    return Parsed(None, (Problem(Place(path), code, f'The picture "{name}" {what}', hint),))


def _too_large(path: str, most: int = MOST_PIXELS) -> Parsed[Picture | None]:
    reason = f"has more than {most // 1_000_000} million pixels."
    return _refused(path, "picture-too-large", reason, f"Make it at most {WIDEST} pixels wide.")


def _made(path: str, opened: Image) -> Parsed[Picture | None]:
    most = MOST_IN_WEBP if opened.format == "WEBP" else MOST_PIXELS
    if opened.width * opened.height > most:
        return _too_large(path, most)
    if getattr(opened, "n_frames", 1) > 1:
        return _refused(path, "moving-picture", "moves.", "Use one of its pictures; readers on paper see no other.")
    kind, said = str(opened.format), (*_ending(path, str(opened.format)), *_located(path, opened))
    image = _settled(opened)
    content, media_type, ending = _encoded(image, drawn=kind in ("PNG", "GIF"))
    stem = _NOT_IN_NAMES.sub("-", PurePosixPath(path).stem.lower()).strip("-")[:40] or "picture"
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{ending}"
    return Parsed(Picture(path, name, media_type, content, image.width, image.height), said)


def _ending(path: str, kind: str) -> tuple[Problem, ...]:
    """A warning when the file's name says another format than its content."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _FORMATS[kind]:
        return ()
    message = f'The picture "{PurePosixPath(path).name}" is a {kind} picture under a name that ends in "{suffix}".'
    hint = f"Let its name end in {_FORMATS[kind][0]}."
    return (Problem(Place(path), "wrong-picture-ending", message, hint, Severity.WARNING),)


def _located(path: str, opened: Image) -> tuple[Problem, ...]:
    """A warning when the file says where it was taken: what is published does not, and the repository does."""
    try:
        place = opened.getexif().get_ifd(_GPS)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        place = {}  # what cannot be read is not published either
    beside = " ".join(value if isinstance(value, str) else _words(value) for value in opened.info.values())
    if not any(place.get(tag) for tag in _COORDINATES) and not _PLACE.search(beside):
        return ()
    message = f'The picture "{PurePosixPath(path).name}" says where it was taken, to everybody who has the repository.'
    hint = (
        "Save a copy without its properties, and put that in its place. Nothing of them is published with the report."
    )
    return (Problem(Place(path), "picture-with-place", message, hint, Severity.WARNING),)


def _words(value: object) -> str:
    """What stands in a block of metadata."""
    if isinstance(value, dict):
        return " ".join(map(_words, value.values()))
    return value.decode("latin-1") if isinstance(value, bytes) else ""


def _settled(opened: Image) -> Image:
    """The pixels as they are to be seen: turned upright, in sRGB, not larger than needed, with nothing beside them."""
    from PIL import Image, ImageOps

    opened.load()
    image = _in_srgb(ImageOps.exif_transpose(_nearer(opened)))
    if max(image.size) > WIDEST:
        image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _nearer(opened: Image) -> Image:
    """The picture near the size that is kept, before steps that each take a copy: a small file can be 160 MB of pixels."""
    factor = max(opened.size) // WIDEST
    return opened.reduce(factor) if factor > 1 and opened.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else opened


def _in_srgb(image: Image) -> Image:
    """In red, green and blue, with transparency only where there is some."""
    see_through = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if see_through else "L" if image.mode in ("1", "L") else "RGB"
    profile = image.info.get("icc_profile")
    if profile and not see_through and image.mode in ("RGB", "CMYK"):
        converted = _by_profile(image, profile)
        if converted is not None:
            return converted
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
        mode = "L"
    made = image.convert(mode)
    return made.convert("RGB") if see_through and made.getchannel("A").getextrema() == (255, 255) else made


def _by_profile(image: Image, profile: bytes) -> Image | None:
    """The colours that the file's profile means; None when the profile cannot be used."""
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _encoded(image: Image, *, drawn: bool) -> tuple[bytes, str, str]:
    out = io.BytesIO()
    if drawn or image.mode == "RGBA":
        image.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png", ".png"
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return out.getvalue(), "image/jpeg", ".jpg"
