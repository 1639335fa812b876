r"""Make coalition/assets/fonts from the foundries' packages: run by hand when a typeface is renewed.

    npm pack source-serif@4.5.1 source-sans@3.52.0 @expo-google-fonts/noto-serif@0.4.2 \
        @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-naskh-arabic@0.4.5
    python tools/fonts.py FOLDER_WITH_THE_PACKED_FILES

The faces of Source are taken as their foundry made them: their name is reserved, so nothing of ours that differs may
bear it. The small web cuts that hold Latin alone bear a name of our own; Noto reserves none. Needs fonttools, brotli.
"""

# ruff: noqa: INP001 -- a script, not a package

from __future__ import annotations

import io
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = Path(__file__).resolve().parent.parent / "coalition" / "assets" / "fonts"
LETTERS = ((0x20, 0x2AF), (0x300, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2C60, 0x2C7F))
"""What the fallbacks lend: living alphabets and punctuation."""
MARKS = range(0x300, 0x370)
"""Combining marks: they must come from the same face as the letter below them."""
STAMP = 3_800_000_000
"""Font time stamps count from 1904; one fixed value keeps our cuts the same on every run."""

LATIN = (
    (0x20, 0x24F),
    (0x259, 0x259),
    (0x2B0, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x2094),
    (0x20A0, 0x20C0),
    (0x2116, 0x2122),
    (0x2150, 0x215E),
    (0x2190, 0x2193),
    (0x2212, 0x2215),
    (0x2248, 0x2265),
    (0xFB00, 0xFB04),
)
REST = "U+250-258, U+25A-2AF, U+370-1DFF, U+1F00-1FFF, U+2095-209F, U+2100-2115, U+2123-214F, U+2194-2211, U+2216-2247, U+2266-2FFF"
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp", "calt", "lnum", "onum", "pnum", "tnum", "sups", "frac"]


@dataclass(frozen=True)
class Face:
    """One file of a family: where it lies in its package, and what the web calls it."""

    package: str
    path: str
    family: str
    web: str
    weight: int
    italic: bool = False

    @property
    def stem(self) -> str:
        """The name of its files on the web, without ending."""
        return f"{self.web}-{ {400: 'regular', 600: 'semibold', 700: 'bold'}[self.weight] }{'-italic' * self.italic}"


SERIF, SANS = "source-serif-4.5.1", "source-sans-3.52.0"
FACES = (
    Face(SERIF, "SourceSerif4-Regular", "Source Serif 4", "source-serif-4", 400),
    Face(SERIF, "SourceSerif4-It", "Source Serif 4", "source-serif-4", 400, italic=True),
    Face(SERIF, "SourceSerif4-Semibold", "Source Serif 4", "source-serif-4", 600),
    Face(SERIF, "SourceSerif4-SemiboldIt", "Source Serif 4", "source-serif-4", 600, italic=True),
    Face(SERIF, "SourceSerif4Display-Semibold", "Source Serif 4 Display", "source-serif-4-display", 600),
    Face(SANS, "SourceSans3-Regular", "Source Sans 3", "source-sans-3", 400),
    Face(SANS, "SourceSans3-It", "Source Sans 3", "source-sans-3", 400, italic=True),
    Face(SANS, "SourceSans3-Semibold", "Source Sans 3", "source-sans-3", 600),
    Face(SANS, "SourceSans3-SemiboldIt", "Source Sans 3", "source-sans-3", 600, italic=True),
)
NASKH = "expo-google-fonts-noto-naskh-arabic-0.4.5"
ARABIC = (
    Face(NASKH, "400Regular/NotoNaskhArabic_400Regular", "Noto Naskh Arabic", "noto-naskh-arabic", 400),
    Face(NASKH, "700Bold/NotoNaskhArabic_700Bold", "Noto Naskh Arabic", "noto-naskh-arabic", 700),
)
NOTO_SERIF, NOTO_SANS = "expo-google-fonts-noto-serif-0.4.2", "expo-google-fonts-noto-sans-0.4.2"
FALLBACKS = (
    Face(NOTO_SERIF, "400Regular/NotoSerif_400Regular", "Noto Serif", "", 400),
    Face(NOTO_SERIF, "400Regular_Italic/NotoSerif_400Regular_Italic", "Noto Serif", "", 400, italic=True),
    Face(NOTO_SERIF, "700Bold/NotoSerif_700Bold", "Noto Serif", "", 700),
    Face(NOTO_SANS, "400Regular/NotoSans_400Regular", "Noto Sans", "", 400),
    Face(NOTO_SANS, "700Bold/NotoSans_700Bold", "Noto Sans", "", 700),
)
LICENCES = {
    SERIF: ("LICENSE.md", "OFL-Source-Serif-4.txt"),
    SANS: ("LICENSE.md", "OFL-Source-Sans-3.txt"),
    NASKH: ("LICENSE_FONT", "OFL-Noto-Naskh-Arabic.txt"),
    NOTO_SERIF: ("LICENSE_FONT", "OFL-Noto.txt"),
}
OWN_NAMES = {
    "source-serif-4": "Report Serif",
    "source-serif-4-display": "Report Display",
    "source-sans-3": "Report Sans",
}


def read(packages: Path, package: str, name: str) -> bytes:
    """One file of a packed npm package."""
    with tarfile.open(packages / f"{package}.tgz") as archive:
        member = archive.extractfile(f"package/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return member.read()


def whole(packages: Path) -> Iterator[tuple[str, bytes]]:
    """The faces that the PDF is set in, and those the web serves whole."""
    for face in FACES:
        name = Path(face.path).name
        yield f"{name}.ttf", read(packages, face.package, f"TTF/{face.path}.ttf")
        yield f"web/{face.stem}.woff2", read(packages, face.package, f"WOFF2/TTF/{face.path}.ttf.woff2")
    for face in ARABIC:
        raw = read(packages, face.package, f"{face.path}.ttf")
        yield f"{Path(face.path).name.replace('_400', '-').replace('_700', '-')}.ttf", raw
        yield f"web/{face.stem}.woff2", cut(raw, TTFont(io.BytesIO(raw)).getBestCmap(), "", ["*"], web=True)


def points(raw: bytes) -> set[int]:
    """The code points that a face has glyphs for."""
    return set(TTFont(io.BytesIO(raw)).getBestCmap())


def cut(raw: bytes, wanted: Iterable[int], name: str, features: list[str], *, web: bool) -> bytes:
    """The face with only the wanted code points; renamed when a name is given."""
    font = TTFont(io.BytesIO(raw), recalcTimestamp=False)
    options = Options(layout_features=features, hinting=False, notdef_outline=True, glyph_names=False)
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font["head"].modified = STAMP
    if name:
        rename(font, name)
    font.flavor = "woff2" if web else None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def rename(font: TTFont, name: str) -> None:
    """Give the cut a family name that its foundry has not reserved, and say what it was made from."""
    names = font["name"]
    style = names.getDebugName(17) or names.getDebugName(2)
    for record in list(names.names):
        if record.nameID not in {0, 5, 13, 14}:
            names.removeNames(nameID=record.nameID)
    full = f"{name} {style}"
    values = {1: full, 2: "Regular", 3: full, 4: full, 6: full.replace(" ", ""), 16: name, 17: style}
    values[10] = "A Latin cut of a typeface by Adobe, under the SIL Open Font License 1.1."
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)


def cuts(packages: Path) -> Iterator[tuple[str, bytes]]:
    """Latin alone for the web, and the letters that Source lacks from Noto."""
    latin = {point for first, last in LATIN for point in range(first, last + 1)}
    lent = {point for first, last in LETTERS for point in range(first, last + 1)}
    covered: dict[str, set[int]] = {SERIF: set(), SANS: set()}
    for face in FACES:
        raw = read(packages, face.package, f"TTF/{face.path}.ttf")
        covered[face.package] |= points(raw)
        stem = face.stem.replace(face.web, OWN_NAMES[face.web].lower().replace(" ", "-"))
        yield f"web/{stem}-latin.woff2", cut(raw, latin, OWN_NAMES[face.web], FEATURES, web=True)
    for face in FALLBACKS:
        raw = read(packages, face.package, f"{face.path}.ttf")
        base = covered[SERIF if face.package == NOTO_SERIF else SANS]
        yield (
            f"{Path(face.path).name.replace('_400', '-').replace('_700', '-').replace('Regular_I', 'I')}.ttf",
            cut(
                raw,
                ((points(raw) & lent) - base) | {0x20, 0xA0, 0x25CC, *MARKS},
                "",
                ["ccmp", "mark", "mkmk"],
                web=False,
            ),
        )


def stylesheet() -> str:
    """The faces as CSS: Latin in a small file, all else fetched only where a page holds it."""
    latin = ", ".join(f"U+{first:X}-{last:X}" if first != last else f"U+{first:X}" for first, last in LATIN)
    lines = ["/* Written by tools/fonts.py. */"]
    for face in FACES:
        family = OWN_NAMES[face.web]
        own = face.stem.replace(face.web, family.lower().replace(" ", "-"))
        lines += rule(face, family, f"{own}-latin.woff2", latin)
        lines += rule(face, family, f"{face.stem}.woff2", REST)
    for face in ARABIC:
        lines += rule(
            face, "Noto Naskh Arabic", f"{face.stem}.woff2", "U+600-6FF, U+750-77F, U+8A0-8FF, U+FB50-FDFF, U+FE70-FEFF"
        )
    return "\n".join(lines) + "\n"


def rule(face: Face, family: str, file: str, span: str) -> list[str]:
    """One @font-face rule."""
    style = "italic" if face.italic else "normal"
    return [
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {face.weight}; font-display: swap;',
        f'  src: url("{file}") format("woff2"); unicode-range: {span}; }}',
    ]


def coverage(files: Iterable[bytes]) -> str:
    """The code points that at least one face has, as ranges, one a line."""
    every = sorted(set().union(*(points(raw) for raw in files)) - set(range(0x20)))
    lines, start = [], every[0]
    for point, following in zip(every, [*every[1:], -1], strict=True):
        if following != point + 1:
            lines.append(f"{start:04X}-{point:04X}")
            start = following
    return "\n".join(lines) + "\n"


def make(packages: Path) -> None:
    """Write every file of the folder."""
    files = {**dict(whole(packages)), **dict(cuts(packages)), "web/fonts.css": stylesheet().encode()}
    files["coverage.txt"] = coverage(raw for name, raw in files.items() if name.endswith(".ttf")).encode()
    for package, (source, target) in LICENCES.items():
        text = read(packages, package, source).decode().replace("\r\n", "\n").encode()
        files[target] = files[f"web/{target}"] = text
    for name, content in sorted(files.items()):
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_bytes(content)
    sys.stdout.write(f"{len(files)} files, {sum(map(len, files.values()))} bytes\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
