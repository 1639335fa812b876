"""Rules over how works are cited: the style that the report names, and the campaign's own styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.problems import Place, Severity, nearest
from coalition.prose import styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined


@rule("unknown-citation-style")
def unknown_citation_style(examined: Examined) -> Iterator[Finding]:
    """The citation style is one that every campaign has, or a file of the campaign below styles/.

    Bad:  `citation_style: vancouver`
    Good: `citation_style: nlm-citation-sequence`, or `citation_style: styles/ours.csl`
    """
    campaign = examined.campaign
    name = campaign.settings.report.citation_style if campaign.settings.report else styles.DEFAULT
    if name in styles.SHIPPED or (styles.is_own(name) and name in campaign.texts):
        return
    place = campaign.settings.place("report", "citation_style")
    own = [path for path in sorted(campaign.texts) if styles.is_own(path)]
    yield Finding(place, f'There is no citation style "{name}".', _instead(name, own))


def _instead(name: str, own: list[str]) -> str:
    """The style that was probably meant, by its name or by a word of its title, and all that there are."""
    known = (*styles.SHIPPED, *own)
    word = name.rpartition("/")[2].removesuffix(".csl")
    near = nearest(name, known) or nearest(word, styles.SHIPPED)
    titled = [one for one in styles.SHIPPED if word.lower() in styles.shipped(one).head.title.lower()]
    meant = near or next(iter(titled if len(word) > 2 else ()), None)
    every = f"Styles are: {', '.join(known)}. Put another, as a .csl file, into styles/ and write its path."
    return f'Did you mean "{meant}"? {every}' if meant else every


@rule("unusable-citation-style")
def unusable_citation_style(examined: Examined) -> Iterator[Finding]:
    """A file below styles/ is a whole style of the Citation Style Language, version 1.0, and reads nothing from elsewhere.

    Bad:  a style that declares a document type with entities, or calls a macro that it does not define
    Good: a file as the Citation Style Language project publishes it
    """
    from coalition.prose import csl

    for path, text in _own(examined):
        for fault in csl.faults(text):
            yield Finding(Place(path, fault.line, fault.column), fault.message, fault.hint)


@rule("missing-parent-style")
def missing_parent_style(examined: Examined) -> Iterator[Finding]:
    """A style that follows the rules of another has that other beside it, unless every campaign has it.

    Bad:  styles/comparative-migration-studies.csl alone, which follows springer-basic-author-date
    Good: styles/springer-basic-author-date.csl beside it
    """
    from coalition.prose import csl

    texts = examined.campaign.texts
    for path, text in _own(examined):
        head = csl.head(text)
        if head.parent and not csl.faults(text) and styles.parent_of(head, texts) is None:
            message = f'This style follows the rules of another, "{head.parent}", which is not here.'
            address = f"https://www.zotero.org/styles/{head.parent}"
            hint = f"Fetch it from {address} and keep it as styles/{head.parent}.csl, or name another style."
            yield Finding(Place(path, *head.place), message, hint)


@rule("style-without-list", Severity.WARNING)
def style_without_list(examined: Examined) -> Iterator[Finding]:
    """The report's citation style says how works are listed: without that the report has no list of its sources.

    Bad:  a style of a journal that has footnotes alone
    Good: a style with a `<bibliography>`
    """
    campaign = examined.campaign
    name = campaign.settings.report.citation_style if campaign.settings.report else styles.DEFAULT
    style = styles.choose(name, campaign.texts) if styles.is_own(name) else None
    if style is not None and not style.lists:
        hint = "Take a style with a list of works; https://www.zotero.org/styles shows an example of each."
        yield Finding(Place(name), "This style lists no works, so the report will have no list of its sources.", hint)


def _own(examined: Examined) -> Iterator[tuple[str, str]]:
    """The campaign's own styles, used or not."""
    for path in sorted(examined.campaign.texts):
        if styles.is_own(path):
            yield path, examined.campaign.texts[path]
