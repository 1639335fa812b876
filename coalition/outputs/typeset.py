"""The typesetter: a program of its own, run in a child process, that turns packed folders into PDFs or pictures.

It imports nothing of ours, so that it runs isolated from everything but Typst. On standard input it takes a zip with a
folder for each document, which holds `main.typ` and all that belongs to it, and in `time` the seconds since 1970 that it
is dated with; arguments are the folder of typefaces, and `pdf` or `png`. A zip goes to standard output: of each folder the document, or under
`refused/` what Typst has to say against it. One that is refused costs no other.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

PIXELS_PER_INCH = 144
REFUSED = "refused/"


def unpack(packed: bytes, folder: Path) -> None:
    """Write every file of the zip as a plain file: the root holds no symbolic link that Typst could follow out."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            path = folder.joinpath(*(part for part in name.split("/") if part not in {"", ".", ".."}))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))


def typeset(root: Path, typefaces: str, form: str) -> bytes:
    """The document at `main.typ`; a picture is of its first page."""
    import typst

    time = int((root / "time").read_bytes())

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typefaces])
    compiler = typst.Compiler(
        input=str(root / "main.typ"),
        root=str(root),
        font_paths=fonts,
        package_path=str(root),
        package_cache_path=str(root),
    )
    if form == "png":
        made = compiler.compile(format="png", ppi=PIXELS_PER_INCH, timestamp=time)
    else:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=time)
    return cast("bytes", made[0] if isinstance(made, list) else made)


def main() -> int:
    """Run once; the status is 0 also when documents are refused."""
    typefaces, form = sys.argv[1:3]
    out = io.BytesIO()
    with TemporaryDirectory() as name, zipfile.ZipFile(out, "w") as archive:
        folder = Path(name).resolve()
        unpack(sys.stdin.buffer.read(), folder)
        for root in sorted(folder.iterdir()):
            try:
                # Typst names files from where it stands: so no path of this machine is in what it says.
                with contextlib.chdir(root):
                    made = typeset(root, typefaces, form)
            except RuntimeError as error:
                said = getattr(error, "diagnostic", "") or str(error)
                archive.writestr(f"{REFUSED}{root.name}", said.replace(str(root), ""))
            else:
                archive.writestr(root.name, made)
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":  # pragma: no cover -- so it runs in the child, where nobody counts
    sys.exit(main())
