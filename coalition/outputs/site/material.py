"""What a site is made of: a public campaign, its prose and standing, in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from coalition.campaign.manuscripts import manuscript_id
from coalition.kinds.record import Text
from coalition.kinds.reference import Answer
from coalition.outputs.site import views

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from coalition.campaign.public import PublicCampaign
    from coalition.kinds.settings import Settings
    from coalition.kinds.words import LocalText
    from coalition.outputs.words import Words
    from coalition.prose.model import Book, Picture, Section
    from coalition.sources.git import FileHistory
    from coalition.standing.model import Standing

T = TypeVar("T", bound=Text)
Html = Callable[[str, str, str], Markup]
"""Clean HTML of an AST in a language, for the page of that path: the path says how everything else is linked to."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a site is made of, in one language."""

    public: PublicCampaign
    standing: Standing
    language: str
    languages: tuple[str, ...]
    """All languages of the site; the first stands at its root."""
    book: Book
    """The report's texts in that language."""
    texts: Book
    """All texts that stand by themselves."""
    html: Html
    words: Words
    history: Mapping[str, FileHistory]
    """By path, when it was first and last committed."""
    downloads: tuple[views.Download, ...] = ()
    """Of the report."""
    letters: Mapping[str, tuple[views.Download, ...]] = field(default_factory=dict)
    """The files of statements, by their ids."""
    cover: views.ImageView | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By the campaign's path."""
    proofs: bool = True
    """Whether what proves the statements is published with the site."""
    held: frozenset[str] = frozenset()
    """Editions whose files are not offered."""

    @property
    def settings(self) -> Settings:
        """The campaign's settings."""
        return self.public.campaign.settings

    @property
    def default(self) -> str:
        """The campaign's first language."""
        return self.settings.language

    def local(self, text: LocalText | None) -> str:
        """A text in the site's language, or in the nearest that there is."""
        return text.text(self.language, self.default) if text else ""

    def text(self, text: Text, path: str) -> views.TextView:
        """The prose of a text that stands by itself."""
        return self.shown(self.texts.section(manuscript_id(text)), path)

    def shown(self, section: Section, path: str) -> views.TextView:
        """A prepared text as the page of that path shows it."""
        return views.TextView(self.html(section.ast, path, section.language), section.language)

    def in_language(self, model: type[T], name: str) -> T:
        """A text in the site's language, or as it was written."""
        campaign = self.public.campaign
        text = campaign.translation(model, name, self.language) or campaign.original(model, name)
        if text is None:
            raise KeyError(name)
        return text

    def dates(self, path: str) -> tuple[datetime | None, datetime | None]:
        """When a file was first and last committed; None while it is in no commit."""
        seen = self.history.get(path)
        return (seen.first, seen.last) if seen else (None, None)


def recommendations(  # noqa: PLR0913 -- a text, and what the text does not know of itself
    material: Material,
    section: Section,
    page: str,
    title: str,
    themes: tuple[str, ...],
    countries: tuple[str, ...] = (),
) -> Iterator[views.RecommendationView]:
    """The recommendations and demands of a text (`countries`: of those that name none), with where they stand and what those addressed have answered."""
    for passage in section.passages:
        if passage.kind in ("recommendation", "demand"):
            # Answers name the chapter or statement, and the passage by the id that its author wrote.
            name = f"{page.split('/')[1]}/{passage.id.removeprefix(f'{section.id}-')}"
            yield views.RecommendationView(
                kind="recommendation" if passage.kind == "recommendation" else "demand",
                page=page,
                anchor=passage.id,
                text=passage.text,
                addressees=tuple(
                    views.Term(slug, material.words.addressee(slug)) for slug in passage.attribute("to").split()
                ),
                source_title=title,
                number=passage.number,
                themes=themes,
                language=section.language,
                answers=tuple(_answers(material, name)),
                name=name,
                countries=tuple(dict.fromkeys(passage.attribute("countries").split())) or countries,
            )


def _answers(material: Material, recommendation: str) -> Iterator[views.AnswerToView]:
    """What was answered to one recommendation, the earliest first."""
    answers = [answer for answer in material.public.campaign.of(Answer) if answer.recommendation == recommendation]
    for answer in sorted(answers, key=lambda answer: (answer.on, answer.sender)):
        summary = material.local(answer.summary)
        yield views.AnswerToView(answer.sender, answer.on, answer.state, summary, answer.source or "")
