"""A first look at an edited text: its page made anew and put into the site as it was last built."""

from __future__ import annotations

import os
import re
import secrets
from typing import TYPE_CHECKING

from coalition.campaign.loading import load_beside
from coalition.kinds.page import PATTERN, address
from coalition.problems import Severity
from coalition.prose.pandoc import Pandoc
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree
from coalition.workflows import making, reporting
from coalition.workflows.build import agreed_of, moment_of
from coalition.workflows.opening import open_cache
from coalition.workflows.reading import read, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.workflows.build import Order


class Preview:
    """First looks at edits, from the time when it is made. What did not change in between is not read again."""

    def __init__(self, order: Order) -> None:
        """`order` says what the site was built as. Raises CoalitionError when the campaign cannot be read."""
        self._order = order
        self._repository = Repository.open(order.folder)
        self._pandoc = Pandoc(open_cache(order.folder, self._repository))
        self._tree = DiskTree(order.folder)
        self._loaded = settled(self._tree)
        self._moment = moment_of(order, self._repository)

    def show(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Show the pages of these files of the campaign in the output; the rest of the site stays until it is built.

        Gives the addresses of the pages shown: none when the edit has a mistake, or touches what one page does not show.
        """
        output = self._order.output
        writers = [found for path in paths if (found := _writer(path)) is not None]
        if len(writers) != len(paths) or not (output / "manifest.json").is_file():
            return ()
        shown: list[str] = []
        for language, page in self._pages(paths, dict(writers)):
            file = output / language / page.path / "index.html"
            if _splice(file, page):
                shown.append(f"/{language}{'/' if language else ''}{page.path}")
        return tuple(shown)

    def _pages(
        self, paths: Sequence[str], writers: dict[str, Callable[[Site], Iterator[Page]]]
    ) -> Iterator[tuple[str, Page]]:
        from coalition.outputs.site.sheet import Site

        self._look()
        moment = self._moment
        agreed = agreed_of(self._order)
        reading = read(
            self._tree, moment.instant, self._pandoc, drafts=self._order.drafts, agreed=agreed, loaded=self._loaded
        )
        if any(problem.severity is Severity.ERROR and problem.place.path in paths for problem in reading.problems):
            return
        workshop = making.Workshop(
            reading=reading,
            pandoc=self._pandoc,
            instant=moment.instant,
            commit=moment.commit,
            draft=True,
            drafts=self._order.drafts,
            history=moment.history,
            languages=reading.campaign.settings.campaign.languages,
            proofs="statements" in self._order.only,
        )
        offered = reporting.offer(_published(self._order.output))
        for language in workshop.languages:
            site = Site.of(making.site_view(workshop, language, offered))
            folder = "" if language == workshop.default else language.lower()
            for wanted, writer in writers.items():
                yield from ((folder, page) for page in writer(site) if page.path == wanted)

    def _look(self) -> None:
        """Read what has changed on disk since the last look, and the history when there is a new commit."""
        tree = DiskTree(self._order.folder)
        self._loaded = load_beside(self._loaded, tree, tree.changed_since(self._tree))
        self._tree = tree
        commit = (self._repository.head() or "") if self._repository else ""
        if commit != self._moment.commit:
            self._moment = moment_of(self._order, self._repository)


def _writer(path: str) -> tuple[str, Callable[[Site], Iterator[Page]]] | None:
    """The path of the page that shows a file, and who writes it."""
    from coalition.outputs.site import handwritten, home, meetings, practices, report, statements

    folder, _, rest = path.partition("/")
    name = rest.split("/")[0].split(".")[0]
    if not path.endswith((".md", ".bib")):
        return None
    if found := re.fullmatch(PATTERN, path):
        return address(found["id"]), home.pages if found["id"] == "index" else handwritten.pages
    writers = {
        "chapters": ("report", report.pages),
        "report": ("report", report.pages),
        "statements": ("statements", statements.pages),
        "practices": ("practices", practices.pages),
        "meetings": ("meetings", meetings.pages),
    }
    if folder not in writers:
        return None
    section, writer = writers[folder]
    return f"{section}/{name}/", writer


def _published(output: Path) -> dict[str, bytes]:
    """The files that pages link to, with how large they are, as they were last built."""
    found = sorted(output.glob("report/report.*")) + sorted(output.glob("*/report/report.*"))
    found += sorted(output.glob("statements/*/statement.*")) + sorted(output.glob("*/statements/*/statement.*"))
    found += [*output.glob("report/cover.png"), *output.glob("*/report/cover.png")]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


def _splice(file: Path, page: Page) -> bool:
    """Put the page into its built file, whole or not at all; False when the site has no such file."""
    from coalition.publishing.staged import splice

    try:
        built = file.read_text(encoding="utf-8")
    except OSError:
        return False
    aside = file.with_name(f".{secrets.token_hex(8)}.part")
    aside.write_text(splice(built, page), encoding="utf-8")
    os.replace(aside, file)  # noqa: PTH105 -- one step, whoever is reading
    return True
