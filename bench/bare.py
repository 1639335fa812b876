"""The bare tools: what somebody would run by hand, one after another, to get the same report and site.

Everything that is not a tool's own work is done beforehand and not counted: the chapters joined and given ids that
do not collide, cross-references written as links (pandoc has none), and the pages of the site as Markdown.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from typing import TYPE_CHECKING

from bench import timing

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("typst", "docx", "epub", "html")
_WRITTEN = {"typst": "typ"}
_COMPILE = "import typst; typst.compile('{0}.typ', output='{0}.pdf')"
_MAKE = (
    "site_name: Reference Campaign\nsite_url: https://campaign.example/\ntheme: {name: material, font: false}\n"
    "not_in_nav: '*'\nnav:\n  - Home: index.md\n  - About: about/index.md\n"
)
_TEXT = re.compile(r"<main\b[^>]*>(.*?)</main>", re.DOTALL)


class Bare:
    """The material for the bare tools in a folder, and the order of running them."""

    def __init__(self, folder: Path, campaign: Path, site: Path) -> None:
        """Prepare: `campaign` holds the chapters, `site` what the library published from them."""
        import pypandoc

        self.folder = folder
        self.pandoc = pypandoc.get_pandoc_path()
        self.chapters = tuple(sorted(path.parent.name for path in campaign.glob("chapters/*/chapter.md")))
        self.steps: dict[str, float] = {}
        """Seconds of each step of the last run."""
        folder.mkdir()
        for chapter in self.chapters:
            target = folder / f"{chapter}.md"
            target.write_text(plain(chapter, (campaign / f"chapters/{chapter}/chapter.md").read_text()))
            shutil.copytree(campaign / f"chapters/{chapter}/figures", folder / f"chapters/{chapter}/figures")
        (folder / "book.md").write_text("\n".join((folder / f"{chapter}.md").read_text() for chapter in self.chapters))
        bibliographies = sorted(campaign.rglob("references.bib"))
        (folder / "references.bib").write_text("\n".join(path.read_text() for path in bibliographies))
        self.statements = tuple(sorted(path.parent.name for path in campaign.glob("statements/*/statement.yaml")))
        for statement in self.statements:
            (folder / f"{statement}.md").write_text(signed(campaign / "statements" / statement))
        self.pages = self._stage(site)

    def _stage(self, site: Path) -> int:
        """As many pages as the site has, each with the text that it has there; chapters come from pandoc's HTML."""
        (self.folder / "mkdocs.yml").write_text(_MAKE)
        docs = self.folder / "docs"
        for page in sorted(site.rglob("index.html")):
            path = page.relative_to(site).with_suffix(".md")
            text = _TEXT.search(page.read_text())
            chapter = path.parts[0] == "report" and len(path.parts) == 3 and path.parts[1] in self.chapters
            if text is None or chapter:
                continue
            target = docs / path
            target.parent.mkdir(parents=True, exist_ok=True)
            fragment = self.folder / "page.html"
            fragment.write_text(text[1])
            timing.output([self.pandoc, "-f", "html", "-t", "gfm-raw_html", "-o", target, fragment])
        pages = len(list(docs.rglob("*.md"))) + len(self.chapters)
        if pages != len(list(site.rglob("index.html"))):
            raise timing.Failed(f"The bare tools have {pages} pages to make, and the site has others.")
        return pages

    def run(self) -> float:
        """Run every tool once and add up their seconds; the site of the last run is removed first, and not counted."""
        self.steps = {}
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        for form in FORMATS:
            book = f"book.{_WRITTEN.get(form, form)}"
            self._step(f"pandoc to {form}", self._convert("book.md", book, "--standalone", "--metadata=title:Report"))
        self._step("typst", [sys.executable, "-c", _COMPILE.format("book")])
        for chapter in self.chapters:
            page = self.folder / f"docs/report/{chapter}/index.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            self._step("pandoc, chapter by chapter", self._convert(f"{chapter}.md", str(page), "--to=html"))
        for statement in self.statements:
            for form in ("typ", "docx"):
                self._step(
                    "pandoc, statements", self._convert(f"{statement}.md", f"{statement}.{form}", "--standalone")
                )
            self._step("typst, statements", [sys.executable, "-c", _COMPILE.format(statement)])
        self._step("mkdocs", [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"])
        return sum(self.steps.values())

    def _convert(self, source: str, target: str, *options: str) -> list[str]:
        own = ["--from=markdown+table_attributes", "--citeproc", "--bibliography=references.bib"]
        return [self.pandoc, source, "-o", target, *own, "--metadata=link-citations:true", *options]

    def _step(self, name: str, command: list[str]) -> None:
        self.steps[name] = self.steps.get(name, 0.0) + timing.seconds(command, folder=self.folder)


def signed(statement: Path) -> str:
    """The statement's last version with the names of those who answered it, for pandoc alone."""
    version = max(statement.glob("v*"), key=lambda path: int(path.name.removeprefix("v")))
    title, body = _split((version / "en.md").read_text())
    names = (path.stem for path in sorted(statement.glob(f"endorsements/{version.name}/*.txt")))
    return f"# {title}\n\n{body}\n\n## Signed\n\n" + "".join(f"- {name}\n" for name in names)


def _split(text: str) -> tuple[str, str]:
    """Title and body of a text with front matter."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    return re.search(r"^title: (.*)$", head, re.MULTILINE)[1], body  # type: ignore[index]  # each has a title


def plain(chapter: str, text: str) -> str:
    """A chapter for pandoc alone: no front matter, a title, ids of its own, cross-references as links."""
    title, body = _split(text)
    title = html.escape(title)
    body = re.sub(r"#((?:sec|tbl|fig|rec|kf)-[a-z0-9-]+)", rf"#{chapter}-\1", body)
    body = re.sub(
        r"@(?:([a-z-]+)/)?((?:sec|tbl|fig)-[a-z0-9-]+)", lambda m: f"[there](#{m[1] or chapter}-{m[2]})", body
    )
    body = body.replace("](figures/", f"](chapters/{chapter}/figures/")
    return f"# {title} {{#{chapter}}}\n\n{body}\n"
