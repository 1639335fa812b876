"""Renew the pictures of the README from what was built: `make build`, then `python -m tools.pictures`.

Needs Chromium and pdftoppm (poppler-utils). The page is the first one of the report's first chapter.
"""

# ruff: noqa: INP001 -- a script, not a package

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from coalition.sources import shell

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images"
PUBLIC = ROOT / "public"
DESK = (1280, 960)
"""The window, in pixels."""
DOTS = 96
"""Dots an inch of the page."""
LINE = "#c9cfd1"
"""Around a white page on a white page."""
MOST_BYTES = 300_000


def main() -> None:
    """Write both pictures. Raises CoalitionError when a program is missing."""
    _write("site.png", site(PUBLIC / "index.html"))
    _write("report.png", page(PUBLIC / "report" / "report.pdf", _first_chapter(PUBLIC / "report" / "report.pdf")))


def site(home: Path) -> Image.Image:
    """The home page at desk size."""
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        shell.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--window-size={DESK[0]},{DESK[1]}",
                f"--screenshot={shot}",
                home.as_uri(),
            ]
        )
        return Image.open(io.BytesIO(shot.read_bytes()))


def page(report: Path, number: int) -> Image.Image:
    """One page of a PDF."""
    drawn = shell.run(["pdftoppm", "-r", str(DOTS), "-f", str(number), "-l", str(number), "-png", str(report)])
    return Image.open(io.BytesIO(drawn.stdout))


def _first_chapter(report: Path) -> int:
    """The page on which the first chapter begins, from the PDF's outline."""
    import pypdfium2

    from coalition.campaign.loading import load
    from coalition.sources.trees import DiskTree

    campaign = load(DiskTree(ROOT)).value
    order = campaign.settings.report.order if campaign.settings.report else ()
    wanted = campaign.chapters[order[0]].title.text(campaign.settings.language)
    with pypdfium2.PdfDocument(report) as document:
        places = {entry.get_title(): entry.get_dest() for entry in document.get_toc()}
        return int(places[wanted].get_index()) + 1


def _write(name: str, picture: Image.Image) -> None:
    """With a line around it, in few colours: what is drawn there has not many."""
    framed = ImageOps.expand(picture.convert("RGB"), border=1, fill=LINE)
    content = io.BytesIO()
    framed.quantize(128).save(content, "PNG", optimize=True)
    if len(content.getvalue()) > MOST_BYTES:
        raise ValueError(f"{name} has {len(content.getvalue()):,} bytes")
    (TARGET / name).write_bytes(content.getvalue())
    sys.stdout.write(f"wrote {name}: {framed.width} by {framed.height}, {len(content.getvalue()):,} bytes\n")


if __name__ == "__main__":
    main()
