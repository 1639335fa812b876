"""Writing the HTML of all texts of a site at once, with every link leading to the page that holds its target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.campaign.manuscripts import SITE, manuscript_id
from coalition.kinds.page import ReportText
from coalition.prose.lexicon import MADE, made_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coalition.outputs.site.material import Html
    from coalition.prose.model import Picture
    from coalition.workflows.making import Workshop

PICTURES = "assets/pictures"
"""Where the site keeps pictures, below the root of what is published."""
_LINK = re.compile(r'"#([^"]*)"')


def picture_path(picture: Picture) -> str:
    """A picture's path from the root of what is published."""
    return f"{PICTURES}/{picture.name}"


def nothing(ast: str, path: str, language: str) -> Markup:  # noqa: ARG001 -- the shape of `Html`
    """No HTML at all."""
    return Markup()


class Press:
    """Collects the texts that pages ask for, and writes them all in one go."""

    def __init__(self, workshop: Workshop, language: str) -> None:
        self._workshop = workshop
        self._language = language
        self._asked: dict[tuple[str, str, str], None] = {}
        pictures = workshop.reading.pictures
        # Texts name pictures by their paths, comparisons of texts by what they are published under.
        self._known = {**pictures, **{picture.name: picture for picture in pictures.values()}}

    def ask(self, ast: str, path: str, language: str) -> Markup:
        """Note that the page of that path shows a text; gives nothing yet."""
        self._asked[ast, path, language] = None
        return Markup()

    def deliver(self) -> Html:
        """Everything asked for, written. Raises KeyError later for what was not."""
        from coalition.prose.labels import labels_for
        from coalition.prose.writers import Piece, html_pieces
        from coalition.workflows.reading import labels

        targets = self._targets()
        pieces = [
            Piece(
                ast, self._pictures(path), links=self._links(targets, ast, path), labels=labels_for(language, labels())
            )
            for ast, path, language in self._asked
        ]
        made = html_pieces(pieces, pandoc=self._workshop.pandoc)
        done = {asked: Markup(html) for asked, html in zip(self._asked, made, strict=True)}  # noqa: S704 -- nh3 cleaned it
        return lambda ast, path, language: done[ast, path, language]

    def _address(self, path: str, target: str) -> str:
        """The link from a page of this language to another place of its site."""
        from coalition.outputs.site.page import relative, site_path

        default = self._workshop.default
        return relative(site_path(self._language, default, path), site_path(self._language, default, target))

    def _pictures(self, path: str) -> Mapping[str, str]:
        from coalition.outputs.site.page import relative, site_path

        page = site_path(self._language, self._workshop.default, path)
        return _Addresses(self._known, lambda picture: relative(page, picture_path(picture)))

    def _targets(self) -> dict[str, str]:
        """By id in the book, the place of the site that holds it."""
        found: dict[str, str] = {}
        reading = self._workshop.reading
        # A chapter's section has the chapter's id; that of another text has more than its id.
        names = {manuscript_id(text): text.id for text in reading.campaign.of(ReportText)}
        names |= {made_id(name): name for name in MADE}
        for section in reading.books[self._language].sections:
            page = f"report/{names.get(section.id, section.id)}/"
            found[section.id] = page
            found.update((anchor, f"{page}#{anchor}") for anchor in section.anchors)
        return found

    def _links(self, targets: Mapping[str, str], ast: str, path: str) -> Mapping[str, str]:
        """Addresses of what the text links to: places in the book by their ids, pages of the site by name."""
        named = _named(ast)
        links = {name: self._address(path, targets[name]) for name in named if name in targets}
        for name in named:
            if name.startswith(SITE):
                links[name] = self._address(path, name.removeprefix(SITE))
        return links


class _Addresses(Mapping[str, str]):
    """The addresses of all pictures from one page, each found when it is asked for: a page shows few of them."""

    def __init__(self, pictures: Mapping[str, Picture], address: Callable[[Picture], str]) -> None:
        self._pictures = pictures
        self._address = address

    def __getitem__(self, path: str) -> str:
        return self._address(self._pictures[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pictures)

    def __len__(self) -> int:
        return len(self._pictures)


def _named(ast: str) -> list[str]:
    """What a text links to within the book and the site."""
    return sorted(set(_LINK.findall(ast)))
