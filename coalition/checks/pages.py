"""Rules over the site and over texts in several languages: navigation, style sheets, translations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.page import Page, ReportText
from coalition.kinds.record import Text
from coalition.kinds.site import MADE_PAGES, RESERVED, SECTIONS, fetching
from coalition.kinds.site import PATH as SITE
from coalition.kinds.statement import StatementText
from coalition.kinds.words import INTERFACE, is_language, is_web
from coalition.problems import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined
    from coalition.kinds.site import NavigationEntry
    from coalition.parsing.yaml import Route

_REPORTS_OWN = re.compile(r"refs|(?:ref|report)-.*")
"""Ids of the list of works, its entries, and the pages around the chapters, in the files of the report."""
_PAGE = re.compile(r"pages/.+\.md", re.DOTALL)


def _texts(campaign: Campaign) -> Iterator[Text]:
    """Every text whose language may stand in its file's name."""
    for model, records in campaign.records.items():
        if issubclass(model, Text) and model is not StatementText:
            yield from (record for record in records if isinstance(record, Text))


@rule("unpublished-language")
def unpublished_language(examined: Examined) -> Iterator[Finding]:
    """A text is in a language that the campaign publishes: nobody could read it elsewhere.

    Bad:  practices/desk.fr.md, and `languages: [en, es]` in coalition.yaml
    Good: practices/desk.es.md
    """
    campaign = examined.campaign
    languages = campaign.settings.campaign.languages
    for text in _texts(campaign) if campaign.settings_were_read else ():
        known = {text.language, text.language.partition("-")[0]} & {*languages}
        if is_language(text.language) and not known:
            message = f'The campaign does not publish in the language "{text.language}".'
            yield Finding(text.place(), message, f"Its languages are {', '.join(languages)}.")


@rule("language-is-not-file-name")
def language_is_not_file_name(examined: Examined) -> Iterator[Finding]:
    """A text that names its language in its front matter and in its file's name names the same.

    Bad:  practices/desk.es.md with `language: en`
    Good: practices/desk.es.md with `language: es`, or without the line
    """
    for text in _texts(examined.campaign):
        declared = getattr(text, "declared_language", None)
        if declared and declared != text.language:
            message = f'The file\'s name says "{text.language}", and this line "{declared}".'
            yield Finding(text.place("language"), message, "Correct the one that is wrong.")


@rule("duplicate-text")
def duplicate_text(examined: Examined) -> Iterator[Finding]:
    """A text has one file in each language.

    Bad:  practices/desk.md and practices/desk.en.md, both English
    Good: practices/desk.md and practices/desk.es.md
    """
    seen: dict[tuple[type[Text], str, str], Text] = {}
    # The shorter name is the original's.
    for text in sorted(_texts(examined.campaign), key=lambda text: (len(text.path), text.path)):
        first = seen.setdefault((type(text), text.id, text.language), text)
        if first is not text:
            message = f"{first.path} is the same text in the same language."
            yield Finding(text.place(), message, "Keep one of them, or name the language: desk.es.md.")


@rule("unknown-page")
def unknown_page(examined: Examined) -> Iterator[Finding]:
    """The navigation and the charter lead to pages that exist.

    Bad:  `- About: abuot.md`
    Good: `- About: about.md`
    """
    campaign = examined.campaign
    pages = {path.removeprefix("pages/") for path in campaign.paths if _PAGE.fullmatch(path)}
    for route, target in _targets(campaign.site.nav, ("nav",)):
        if not is_web(target) and target not in SECTIONS and target not in pages:
            message = f'The navigation leads to "{target}", and there is no such page.'
            hint = instead(target, {*pages, *SECTIONS}, "Pages are", "Write the path of a page, as it is below pages/.")
            yield Finding(campaign.site.place(*route), message, hint)
    charter = campaign.settings.campaign.charter
    if charter and charter.page.removeprefix("pages/") not in pages:
        place = campaign.settings.place("campaign", "charter", "page")
        known = {f"pages/{page}" for page in pages}
        hint = instead(charter.page, known, "Pages are", "Write the path of a page, beginning with pages/.")
        yield Finding(place, f'There is no page "{charter.page}".', hint)


def _targets(entries: tuple[NavigationEntry, ...], route: Route) -> Iterator[tuple[Route, str]]:
    for index, entry in enumerate(entries):
        if isinstance(entry.root, str):
            yield (*route, index), entry.root
            continue
        for title, target in entry.root.items():
            if isinstance(target, str):
                yield (*route, index, title), target
            else:
                yield from _targets(target, (*route, index, title))


@rule("untranslated-interface", Severity.WARNING)
def untranslated_interface(examined: Examined) -> Iterator[Finding]:
    """The words that the program adds (headings, buttons, names of dates) are there in every language of the campaign.

    Bad:  `languages: [en, sw]`, as long as nobody has translated these words into Swahili
    Good: `languages: [en, es]`
    """
    settings = examined.campaign.settings
    for index, language in enumerate(settings.campaign.languages):
        if language.partition("-")[0] not in INTERFACE:
            message = f'The words that the program adds to pages and files are not there in "{language}": they are in English.'
            hint = f"They are in {', '.join(INTERFACE)}; docs/engineers.md says how to add a language."
            yield Finding(settings.place("campaign", "languages", index), message, hint)


@rule("taken-address")
def taken_address(examined: Examined) -> Iterator[Finding]:
    """Whatever has a page has an address of its own: it stands in the place of nothing else, nor of what the site makes.

    Bad:  pages/members/harbour-network.md, which would replace that member's page; pages/es.md on a site in Spanish;
          chapters/glossary/, report/sources.md; chapters/methods/ beside report/methods.md
    Good: pages/harbour.md; pages/members.md, a page of one's own in the place of the list of members;
          chapters/words/, report/our-sources.md; report/annex-methods.md
    """
    languages = {language.lower() for language in examined.campaign.settings.campaign.languages}
    for page in examined.campaign.of(Page):
        first, _, rest = page.id.partition("/")
        if first in languages or first in RESERVED or (rest and f"{first}/" in SECTIONS):
            message = f'The address "{page.id}/" belongs to another part of the site.'
            yield Finding(page.place(), message, "Give the file another name.")
    yield from _made_by_the_site(examined.campaign)
    yield from _names_in_the_report(examined.campaign)


def _made_by_the_site(campaign: Campaign) -> Iterator[Finding]:
    """What would stand in the place of a page that the site makes by itself."""
    found: list[tuple[str, str, Place]] = [
        ("members/", name, one.place("id")) for name, one in campaign.members.items()
    ]
    found += [("statements/", name, one.place()) for name, one in campaign.statements.items()]
    found += [("report/", name, one.place()) for name, one in campaign.chapters.items()]
    found += [("report/", one.id, one.place()) for one in campaign.originals(ReportText)]
    for section, name, place in found:
        if name in MADE_PAGES[section]:
            message = f'The address "{section}{name}/" belongs to a page that the site makes by itself.'
            taken = ", ".join(MADE_PAGES[section])
            yield Finding(place, message, f"Take another id. These are taken: {taken}.")


def _names_in_the_report(campaign: Campaign) -> Iterator[Finding]:
    """Texts of the report that would be one in its files."""
    for text in campaign.originals(ReportText):
        if text.id in campaign.chapters:
            message = f'"{text.id}" is a chapter as well; both would have the address "report/{text.id}/".'
            yield Finding(text.place(), message, f"Give the file another name: report/annex-{text.id}.md.")
    for name, chapter in campaign.chapters.items():
        if _REPORTS_OWN.fullmatch(name):
            message = f'"{name}" is a name that the report gives to places of its own.'
            yield Finding(chapter.place(), message, 'Take an id that does not begin with "report-" or "ref-".')


@rule("missing-site-file")
def missing_site_file(examined: Examined) -> Iterator[Finding]:
    """The logo, the icon and the style sheets of mkdocs.yml are there, below pages/.

    Bad:  `logo: images/logo.png`, and no file pages/images/logo.png
    Good: the file added
    """
    site, theme = examined.campaign.site, examined.campaign.site.theme
    named: list[tuple[Route, str | None]] = [(("theme", "logo"), theme.logo), (("theme", "favicon"), theme.favicon)]
    named += [(("extra_css", index), path) for index, path in enumerate(site.extra_css)]
    for route, path in named:
        if path and f"pages/{path}" not in examined.campaign.paths:
            message = f'There is no file "pages/{path}".'
            yield Finding(site.place(*route), message, "Add it, or correct the path: it begins at pages/.")


@rule("fetching-style-sheet")
def fetching_style_sheet(examined: Examined) -> Iterator[Finding]:
    r"""A style sheet of the site makes its readers' browsers fetch nothing: another site would learn who reads this one.

    Bad:  `background: url(https://pictures.example/sky.png)`, `@import "fonts.css"`, `content: "\201C"`
    Good: `background: #e8f1f2`, `content: "“"`
    """
    campaign = examined.campaign
    for path in dict.fromkeys(f"pages/{path}" for path in campaign.site.extra_css):
        text = campaign.texts.get(path, "")
        for found in fetching(text):
            line, begin = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start())
            message = f'"{found[0]}" would make browsers fetch a file, or hides what they fetch.'
            hint = "Leave it out: typefaces and colours are the site's own; write a sign such as “ as itself."
            yield Finding(Place(path, line, found.start() - begin), message, hint)


@rule("no-home-page")
def no_home_page(examined: Examined) -> Iterator[Finding]:
    """The site has a home page.

    Bad:  a folder pages/ without index.md
    Good: pages/index.md
    """
    pages = set(filter(_PAGE.fullmatch, examined.campaign.paths))
    if pages and not any(re.fullmatch(r"pages/index(\.[A-Za-z-]+)?\.md", page) for page in pages):
        yield Finding(Place("pages/index.md"), "The site has no home page.", "Write pages/index.md.")


@rule("no-site-settings", Severity.WARNING)
def no_site_settings(examined: Examined) -> Iterator[Finding]:
    """The site's name and navigation are in mkdocs.yml.

    Bad:  no mkdocs.yml
    Good: mkdocs.yml with `site_name: Our campaign`
    """
    if SITE not in examined.campaign.paths and examined.campaign.settings_were_read:
        hint = "Write one with site_name: and nav:; without it, the site bears the campaign's name."
        yield Finding(Place(SITE), "There is no mkdocs.yml.", hint)
