"""Making what is published out of a reading: the report's files and the site's views. Nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from coalition.campaign.public import PublicCampaign, publish
from coalition.kinds.chapter import Chapter
from coalition.kinds.site import fetching
from coalition.kinds.words import day_of
from coalition.outputs.report.formats import FORMATS
from coalition.workflows import lettering
from coalition.workflows.press import Press, picture_path
from coalition.workflows.reporting import COVER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from coalition.outputs.report.model import Report
    from coalition.outputs.site.material import Html, Material
    from coalition.outputs.site.views import CampaignView, Download, ImageView
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.git import FileHistory
    from coalition.workflows.reading import Reading
    from coalition.workflows.reporting import Offer


STYLES = "assets/styles"
"""Where the site keeps the campaign's style sheets, below the root of what is published."""


@dataclass(frozen=True)
class Workshop:
    """A reading, and what is needed to make something of it."""

    reading: Reading
    pandoc: Pandoc
    instant: datetime
    commit: str
    draft: bool
    """Whether what is made says that it is no finished text."""
    drafts: bool
    history: Mapping[str, FileHistory]
    languages: tuple[str, ...]
    """Languages that are built; the first stands at the root of what is published."""
    proofs: bool = True
    """Whether what proves the statements is published with them."""
    finished: Callable[[str], bytes] | None = None
    """Reads a file of the editions that were released; None: they are not published with what is made."""

    @cached_property
    def public(self) -> PublicCampaign:
        """What outputs may see."""
        day = day_of(self.instant)
        return publish(self.reading.campaign, day, today=self.reading.today, drafts=self.drafts)

    @property
    def default(self) -> str:
        """The language at the root of what is published."""
        return self.languages[0]

    def report_languages(self) -> tuple[str, ...]:
        """Languages in which there is a whole report: the campaign's first, and those that have every chapter of it."""
        campaign = self.public.campaign
        order = campaign.settings.report.order if campaign.settings.report else ()
        whole = [
            language
            for language in campaign.settings.campaign.languages
            if language == campaign.settings.language
            or all(campaign.translation(Chapter, name, language) for name in order if name in campaign.chapters)
        ]
        return tuple(language for language in whole if order and language in self.languages)

    def report(self, language: str) -> Report:
        """The report as one value."""
        from coalition.outputs.report.composing import compose

        settings = self.reading.campaign.settings.report
        assert settings is not None  # noqa: S101 -- `report_languages` names no language without a report
        return compose(
            self.public,
            settings,
            self.reading.files[language],
            self.reading.pictures,
            language=language,
            standing=self.reading.standing,
            commit=self.commit,
            draft=self.draft,
            texts=self.reading.texts,
        )


def site_view(workshop: Workshop, language: str, offer: Offer) -> CampaignView:
    """What one language's site shows; `offer` is what can be said of the files that it offers."""
    from coalition.outputs.site.viewing import view

    # Asked once, the pages say which texts they show; then all of these are written at once, which is far quicker.
    press = Press(workshop, language)
    view(material_of(workshop, language, offer, press.ask))
    return view(material_of(workshop, language, offer, press.deliver()))


def material_of(workshop: Workshop, language: str, offer: Offer, html: Html) -> Material:
    """What one language's site is made of; `html` writes its texts."""
    from coalition.outputs.site.material import Material
    from coalition.outputs.words import Words

    reading = workshop.reading
    return Material(
        public=workshop.public,
        standing=reading.standing,
        language=language,
        languages=workshop.languages,
        book=reading.books[language],
        texts=reading.texts,
        html=html,
        words=Words(language),
        history=workshop.history,
        downloads=downloads(offer, workshop, language),
        letters=lettering.downloads(offer, workshop, language),
        cover=_cover_view(offer, workshop, language),
        pictures=reading.pictures,
        proofs=workshop.proofs,
        held=reading.held,
    )


def downloads(offer: Offer, workshop: Workshop, language: str) -> tuple[Download, ...]:
    """The report's files in the language of the page, or in the campaign's first."""
    from coalition.outputs.site.page import site_path
    from coalition.outputs.site.views import Download

    found = []
    for form in FORMATS:
        for tongue in dict.fromkeys((language, workshop.default)):
            path = site_path(tongue, workshop.default, f"report/report.{form}")
            if path in offer.sizes:
                found.append(Download(path, form, offer.sizes[path], tongue))
                break
    return tuple(found)


def _cover_view(offer: Offer, workshop: Workshop, language: str) -> ImageView | None:
    from coalition.outputs.site.page import site_path
    from coalition.outputs.site.views import ImageView

    for tongue in dict.fromkeys((language, workshop.default)):
        path = site_path(tongue, workshop.default, COVER)
        if path in offer.covers:
            return ImageView(path, *offer.covers[path], "")
    return None


def picture_files(workshop: Workshop) -> dict[str, bytes]:
    """The pictures that texts show, by their path from the root of what is published."""
    reading = workshop.reading
    shown = {
        path
        for book in (*reading.books.values(), reading.texts)  # those of the report's files hold their own
        for section in book.sections
        for path in section.shown
    }
    return {picture_path(picture): picture.content for path, picture in reading.pictures.items() if path in shown}


def look_files(workshop: Workshop) -> dict[str, tuple[str, bytes]]:
    """Logo, icon and style sheets: by the path that `mkdocs.yml` names, where each is published, and its content.

    Pictures are made anew from their pixels, and a style sheet that would fetch anything is not among them.
    """
    campaign, found = workshop.reading.campaign, {}
    for name in (campaign.site.theme.logo, campaign.site.theme.favicon):
        picture = workshop.reading.pictures.get(f"pages/{name}")
        if name and picture:
            found[name] = (picture_path(picture), picture.content)
    for name in campaign.site.extra_css:
        content = campaign.texts.get(f"pages/{name}", "").encode()
        if content and not any(fetching(content.decode())):
            # Named by its content: no browser keeps an old one, and none takes the place of a file of ours.
            stem = name.rpartition("/")[2].removesuffix(".css")
            found[name] = (f"{STYLES}/{stem}-{sha256(content).hexdigest()[:8]}.css", content)
    return found
