"""Writing a page: the site's words and links, and the templates of its lists."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from coalition.outputs.site.page import Crumb, Page, Part, joined, relative, site_path, split
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from jinja2 import Environment

    from coalition.outputs.answers import AnswerView
    from coalition.outputs.site.member_views import MemberView
    from coalition.outputs.site.statement_views import StatementView
    from coalition.outputs.site.views import CampaignView, ChapterView, PracticeView, TextView, ThemeView


@dataclass(frozen=True, slots=True)
class Work:
    """What a member had a hand in, in the order of the view."""

    parts: tuple[str, ...] = ()
    """Ids of active members that are part of it."""
    chapters: tuple[tuple[ChapterView, str], ...] = ()
    """With the first of its roles in each."""
    statements: tuple[StatementView, ...] = ()
    """That it drafted."""
    practices: tuple[PracticeView, ...] = ()
    """Its own, and those in which it is a partner."""
    answers: tuple[tuple[StatementView, AnswerView], ...] = ()
    """Statements that it signed, or wants to sign, or withdrew its signature from, each with its answer."""


NO_WORK = Work()


@dataclass(frozen=True)
class Site:
    """One language's site while it is written: what it shows, its words, and what can be linked to."""

    view: CampaignView
    words: Words
    members: Mapping[str, MemberView]
    themes: Mapping[str, ThemeView]
    countries: frozenset[str]
    """Countries that have a page."""

    @classmethod
    def of(cls, view: CampaignView) -> Site:
        """The site of a view."""
        return cls(
            view=view,
            words=Words(view.language),
            members={member.id: member for member in view.members},
            themes={theme.id: theme for theme in view.themes},
            countries=frozenset(_countries(view)),
        )

    @cached_property
    def work(self) -> Mapping[str, Work]:
        """By member, what it had a hand in; whoever is missing had none."""
        parts: dict[str, list[str]] = defaultdict(list)
        for member in self.view.members:
            for network in dict.fromkeys(member.part_of) if member.active else ():
                parts[network].append(member.id)
        chapters: dict[str, list[tuple[ChapterView, str]]] = defaultdict(list)
        for chapter in self.view.chapters:
            roles = (("lead", (chapter.lead,)), ("contributor", chapter.contributors), ("reviewer", chapter.reviewers))
            first = {name: role for role, names in reversed(roles) for name in names}
            for name, role in first.items():
                chapters[name].append((chapter, role))
        statements: dict[str, list[StatementView]] = defaultdict(list)
        for statement in self.view.statements:
            for name in dict.fromkeys(statement.drafters):
                statements[name].append(statement)
        practices: dict[str, list[PracticeView]] = defaultdict(list)
        for practice in self.view.practices:
            for name in dict.fromkeys((practice.member, *practice.partners)):
                practices[name].append(practice)
        answers = self._answers()
        return {
            name: Work(
                parts=tuple(parts.get(name, ())),
                chapters=tuple(chapters.get(name, ())),
                statements=tuple(statements.get(name, ())),
                practices=tuple(practices.get(name, ())),
                answers=tuple(answers.get(name, ())),
            )
            for name in {*parts, *chapters, *statements, *practices, *answers}
        }

    def _answers(self) -> Mapping[str, list[tuple[StatementView, AnswerView]]]:
        """By member, what it signed; a refusal stands with the statement alone."""
        found: dict[str, list[tuple[StatementView, AnswerView]]] = defaultdict(list)
        for statement in self.view.statements:
            for answer in statement.answers.all:
                if answer.action in ("endorse", "withdraw"):
                    found[answer.member].append((statement, answer))
        return found

    def sheet(self, path: str) -> Sheet:
        """An empty page at that path."""
        return Sheet(self, path)


def _countries(view: CampaignView) -> Iterable[str]:
    for member in view.members:
        yield member.country
        yield from (area for area in member.areas if area.isalpha())
        yield from (stage.area for stage in member.stages if stage.area.isalpha())
    for practice in view.practices:
        yield from practice.countries
    for meeting in view.meetings:
        yield from (country for country in (meeting.country, *meeting.governments) if country)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page being written: everything in it is linked relative to its own path."""

    site: Site
    path: str

    @property
    def view(self) -> CampaignView:
        """What the site shows."""
        return self.site.view

    @property
    def words(self) -> Words:
        """The interface in the page's language."""
        return self.site.words

    @property
    def place(self) -> str:
        """The page's path from the root of what is published."""
        return site_path(self.view.language, self.view.default, self.path)

    def to(self, path: str) -> str:
        """The link to another page of the same language."""
        return relative(self.place, site_path(self.view.language, self.view.default, path))

    def file(self, path: str) -> str:
        """The link to a file, given from the root of what is published."""
        return relative(self.place, path)

    def address(self) -> str:
        """The page's whole address, where the site's is known."""
        return self.view.url + self.place if self.view.url else ""

    def link(self, text: str, path: str) -> Markup:
        """A link to another page of the same language."""
        # Not by `Markup.format`: a site has ten thousands of these, and it takes ten times as long.
        return Markup(f'<a href="{escape(self.to(path))}">{escape(text)}</a>')  # noqa: S704 -- both are escaped

    def member(self, id: str) -> Markup:  # noqa: A002 -- the field's own word
        """A member's name as a link; words that name nobody for everyone else."""
        member = self.site.members.get(id)
        if member is None:
            return self.words.html("member.unnamed")
        return self.link(member.name, f"members/{member.id}/")

    def members(self, ids: Iterable[str]) -> Markup:
        """Members in a sentence."""
        return self.words.listing([self.member(name) for name in ids])

    def theme(self, id: str) -> Markup:  # noqa: A002 -- the field's own word
        """A theme's title as a link."""
        theme = self.site.themes.get(id)
        return self.link(theme.title, f"themes/{theme.id}/") if theme else escape(id)

    def listed_themes(self, ids: Iterable[str]) -> Markup:
        """Themes in a sentence."""
        return self.words.listing([self.theme(name) for name in ids])

    def country(self, code: str) -> Markup:
        """A country's name, as a link where it has a page; regions have none."""
        name = self.words.country(code)
        return self.link(name, f"countries/{code.lower()}/") if code in self.site.countries else escape(name)

    def countries(self, codes: Iterable[str]) -> Markup:
        """Countries in a sentence."""
        return self.words.listing([self.country(code) for code in codes])

    def day(self, value: date) -> Markup:
        """A day, readable by people and machines."""
        shown = escape(self.words.date(value))
        return Markup(f'<time datetime="{value.isoformat()}">{shown}</time>')  # noqa: S704 -- likewise

    def instant(self, value: datetime) -> Markup:
        """A moment with its distance from UTC, readable by people and machines."""
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), self.words.instant(value))

    def render(self, template: str, **values: Any) -> Markup:
        """A template of `coalition/assets/site/pages/`, which sees the page as `s` and its words as `w`."""
        text = _environment().get_template(f"{template}.html").render(s=self, w=self.words, **values)
        return Markup(text)  # noqa: S704 -- templates escape every value

    def parts(self, template: str, **values: Any) -> tuple[Part, ...]:
        """A template, cut at its headings."""
        return split(self.render(template, **values))

    def text(self, text: TextView) -> tuple[Part, ...]:
        """Prose, cut at its headings, in its own language where that is not the page's."""
        return split(_scrolling(text.html, self.words("table.scroll")), self.foreign(text))

    def foreign(self, text: TextView) -> str:
        """The text's language where it is not the page's."""
        return "" if text.language == self.view.language else text.language

    def notice(self, text: TextView) -> tuple[Part, ...]:
        """A note that the text is not in the page's language; nothing where it is."""
        if text.language == self.view.language:
            return ()
        return self.parts("untranslated", language=text.language)

    def page(self, title: str, *pieces: Iterable[Part], **values: Any) -> Page:
        """The page, finished."""
        crumbs = values.pop("trail", ())
        return Page(
            path=self.path,
            title=title,
            parts=joined(*pieces),
            language=self.view.language,
            trail=tuple(Crumb(name, path) for name, path in crumbs),
            **values,
        )


def _scrolling(html: Markup, label: str) -> Markup:
    """Wide tables scroll by themselves, for fingers and for the keyboard; those that do already stay as they are."""
    if "table-scroll" in html:
        return html
    opening = Markup('<div class="scroll" tabindex="0" role="group" aria-label="{}"><table').format(label)
    wrapped = str(html).replace("<table", str(opening)).replace("</table>", "</table></div>")
    return Markup(wrapped)  # noqa: S704 -- clean HTML with an element of ours around its tables


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("coalition", "assets/site/pages"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
