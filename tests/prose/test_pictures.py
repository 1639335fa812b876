from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from coalition.problems import Place, Severity
from coalition.prose import pictures
from coalition.prose.pictures import reencode


def saved(image: Image.Image, form: str, **values: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **values)
    return out.getvalue()


def two_halves(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return image.convert(mode)


def shown(path: str, content: bytes) -> Image.Image:
    made = reencode(path, content).value
    assert made is not None
    image = Image.open(io.BytesIO(made.content))
    assert image.size == (made.width, made.height)
    assert (made.media_type, made.name.rpartition(".")[2]) in (("image/png", "png"), ("image/jpeg", "jpg"))
    return image


def camera() -> bytes:
    """A photograph turned on its side, with a place, an owner, a comment and a preview."""
    image = two_halves()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Secret Owner"
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 0.0)
    return saved(image, "JPEG", exif=exif, comment=b"Secret Comment", quality=95)


def test_nothing_of_the_camera_is_left_and_the_picture_stands_upright():
    made = reencode("a/Photo of Amina.JPG", camera()).value
    assert made is not None
    image = Image.open(io.BytesIO(made.content))

    assert b"Secret" in camera()
    assert b"Secret" not in made.content
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert image.size == (20, 40)
    assert image.getpixel((10, 5))[0] > 200
    assert image.getpixel((10, 35))[2] > 200


def test_nothing_of_the_drawing_program_is_left():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Secret Owner")
    info.add_itxt("XML:com.adobe.xmp", "<x>Secret</x>")
    image = shown("a.png", saved(two_halves(), "PNG", pnginfo=info, dpi=(300, 300)))

    assert image.format == "PNG"
    assert image.info == {}


@pytest.mark.parametrize(
    ("form", "mode", "path", "expected"),
    [
        ("PNG", "RGB", "a.png", ("PNG", "RGB")),
        ("PNG", "L", "a.png", ("PNG", "L")),
        ("PNG", "1", "a.png", ("PNG", "L")),
        ("PNG", "P", "a.png", ("PNG", "RGB")),
        ("JPEG", "RGB", "a.jpeg", ("JPEG", "RGB")),
        ("JPEG", "CMYK", "a.jpg", ("JPEG", "RGB")),
        ("JPEG", "L", "a.jpg", ("JPEG", "L")),
        ("WEBP", "RGB", "a.webp", ("JPEG", "RGB")),
        ("GIF", "P", "a.gif", ("PNG", "RGB")),
    ],
)
def test_every_kind_of_picture_becomes_one_that_every_format_can_show(form, mode, path, expected):
    image = shown(path, saved(two_halves(mode), form))

    assert (image.format, image.mode) == expected
    assert reencode(path, saved(two_halves(mode), form)).problems == ()


def test_what_is_see_through_stays_so_and_what_only_could_be_does_not():
    half = Image.new("RGBA", (4, 4), (255, 0, 0, 128))
    opaque = Image.new("RGBA", (4, 4), (255, 0, 0, 255))

    assert shown("a.png", saved(half, "PNG")).mode == "RGBA"
    assert shown("a.webp", saved(half, "WEBP", lossless=True)).mode == "RGBA"
    assert shown("a.png", saved(opaque, "PNG")).mode == "RGB"


def test_sixteen_bits_of_grey_become_eight():
    deep = Image.new("I;16", (4, 4), 32768)

    assert shown("a.png", saved(deep, "PNG")).getpixel((1, 1)) == 128


def test_colours_are_those_that_the_file_s_profile_means():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = shown("a.png", saved(two_halves(), "PNG", icc_profile=profile))
    broken = shown("a.png", saved(two_halves(), "PNG", icc_profile=b"no profile at all"))

    assert made.getpixel((2, 2)) == broken.getpixel((2, 2)) == (255, 0, 0)
    assert "icc_profile" not in made.info


def test_a_picture_is_not_larger_than_paper_needs():
    assert shown("a.png", saved(two_halves(size=(3000, 1000)), "PNG")).size == (2400, 800)


def test_the_same_bytes_give_the_same_picture():
    first, second = (reencode("a/Map 1.png", saved(two_halves(), "PNG")).value for _ in range(2))

    assert first == second
    assert first is not None
    assert first.name.startswith("map-1-")
    assert reencode("b/سفينة.png", saved(two_halves(), "PNG")).value.name.startswith("picture-")


def bomb(side: int) -> bytes:
    """A small PNG that claims to be enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("a/map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg-picture"),
        ("a/map.png", b"\n<?xml version='1.0'?><svg/>", "svg-picture"),
        ("a/map.png", b"", "unreadable-picture"),
        ("a/map.png", b"%PDF-1.7", "unreadable-picture"),
        ("a/map.png", saved(two_halves(), "PNG")[:60], "unreadable-picture"),
        ("a/map.jpg", saved(two_halves(size=(400, 400)), "JPEG")[:500], "unreadable-picture"),
        ("a/map.tif", saved(two_halves(), "TIFF"), "unreadable-picture"),
        ("a/map.png", bomb(7_000), "picture-too-large"),
        ("a/map.png", bomb(60_000), "picture-too-large"),
        (
            "a/map.gif",
            saved(two_halves("P"), "GIF", save_all=True, append_images=[Image.new("P", (40, 20))]),
            "moving-picture",
        ),
    ],
)
def test_what_cannot_be_made_anew_is_refused(path, content, code):
    made = reencode(path, content)

    assert made.value is None
    (problem,) = made.problems
    assert (problem.code, problem.place) == (code, Place(path))
    assert path.rpartition("/")[2] in problem.message
    assert problem.hint


def test_a_name_that_says_another_format_is_told():
    made = reencode("a/map.png", saved(two_halves(), "JPEG"))

    assert made.value is not None
    assert [(problem.code, problem.severity) for problem in made.problems] == [
        ("wrong-picture-ending", Severity.WARNING)
    ]
    assert made.problems[0].hint == "Let its name end in .jpg."


def test_the_version_is_part_of_keys():
    assert pictures.VERSION


def xmp(text: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r {text}/></x:xmpmeta>'.encode()


def telling() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x0112] = 1
    exif.get_ifd(0x8825)[4] = (8.0, 33.0, 0.0)
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 9) + b"\x1c\x02\x5a\0\x04Lima\0"
    photograph = saved(two_halves(), "JPEG")
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", xmp('exif:GPSLatitude="47,22N"').decode())
    return {
        "a.jpg": camera(),
        "b.jpg": photograph[:2] + b"\xff\xed" + struct.pack(">H", 2 + len(iptc)) + iptc + photograph[2:],
        "c.png": saved(two_halves(), "PNG", pnginfo=texts),
        "d.png": saved(two_halves(), "PNG", exif=exif),
        "e.webp": saved(two_halves(), "WEBP", xmp=xmp('photoshop:City="Lima"')),
    }


@pytest.mark.parametrize(("path", "content"), telling().items())
def test_a_file_that_says_where_it_was_taken_is_told_of_and_published_without(path, content):
    made = reencode(path, content)

    assert [(problem.code, problem.severity) for problem in made.problems] == [("picture-with-place", Severity.WARNING)]
    assert made.value is not None
    assert not reencode(path, made.value.content).problems or path.endswith(".webp")


def test_other_properties_are_taken_away_without_a_word():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert not reencode("a.jpg", saved(two_halves(), "JPEG", exif=exif, comment=b"Lima")).problems
    assert not reencode("a.webp", saved(two_halves(), "WEBP", xmp=xmp('dc:creator="Ana"'))).problems
