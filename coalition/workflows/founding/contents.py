"""The files of a new campaign. Nothing here touches the disk."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.kinds.guides import guide
from coalition.kinds.vocabularies import LISTS, preset
from coalition.outputs.owners import STYLES, blank, render, style_of
from coalition.parsing import yaml_writing as yaml
from coalition.sources.trees import MemoryTree
from coalition.workflows.desk import Sheet
from coalition.workflows.founding.answers import OWN
from coalition.workflows.registry.entries import extended, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coalition.kinds.words import LocalText
    from coalition.parsing.yaml_writing import Writable
    from coalition.workflows.founding.answers import Answers

TEXTS = ("en", "es")
"""Languages in which a new campaign's texts are there; any other begins with the first of them."""
HOSTS = {
    ".github/workflows/proposal.yml": "github/workflows/proposal.yml",
    ".github/workflows/publish.yml": "github/workflows/publish.yml",
    ".gitlab-ci.yml": "gitlab/gitlab-ci.yml",
    ".forgejo/workflows/proposal.yml": "forgejo/workflows/proposal.yml",
    ".forgejo/workflows/publish.yml": "forgejo/workflows/publish.yml",
}
"""What code hosts run: the same for every campaign, so that no answer ever stands in a program."""
REQUESTS = {
    ".github/pull_request_template.md": "request.md",
    ".github/ISSUE_TEMPLATE/send.yml": "issue.yml",
    ".gitlab/merge_request_templates/Default.md": "request.md",
    ".gitlab/issue_templates/Default.md": "issue.md",
    ".forgejo/pull_request_template.md": "request.md",
    ".forgejo/issue_template/send.yml": "issue.yml",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "README.md": "README.md",
}
PAGES = ("index", "about", "join", "safety")
_PLACE = re.compile(r"@([a-z_]+)@")
# What could begin a link, emphasis, a citation, mathematics or HTML, in any Markdown.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$@&!])")


def contents(answers: Answers, day: date, requirements: str) -> tuple[Sheet, ...]:
    """Every file of the campaign, sorted by path.

    `day` is that of its founding; `requirements` says what its code host has to install. Law: the same answers give the
    same files, and no answer stands in a file that is run.
    """
    written = {
        "coalition.yaml": _settings(answers, day),
        "members.yaml": _members(answers, day),
        "mkdocs.yml": _site(answers),
        "requirements.txt": requirements,
        ".gitattributes": _source("dots/gitattributes"),
        ".gitignore": _source("dots/gitignore"),
        **{path: _source(f"hosts/{source}") for path, source in HOSTS.items()},
        **dict(_texts(answers)),
    }
    written |= _owners(written, answers, day)
    return tuple(Sheet(path, text.encode("utf-8")) for path, text in sorted(written.items()))


def written_in(answers: Answers) -> tuple[str, ...]:
    """The languages of the campaign in which its texts are there; the first of TEXTS where none is."""
    return tuple(tag for tag in answers.languages if tag.partition("-")[0] in TEXTS) or TEXTS[:1]


def _texts(answers: Answers) -> Iterator[tuple[str, str]]:
    first, *others = written_in(answers)
    for path, source in REQUESTS.items():
        yield path, _filled(answers, first, source)
    named = {f"pages/{page}": f"pages/{page}.md" for page in PAGES} | {"report/foreword": "foreword.md"}
    for path, source in named.items():
        # A text in another language of the campaign than its first says so.
        declared = f"language: {first}\n" if first in answers.languages[1:] else ""
        yield f"{path}.md", _filled(answers, first, source, declared)
        for tag in others:
            yield f"{path}.{tag}.md", _filled(answers, tag, source)
    for tag in (first, *others) if answers.preset != OWN else ():
        yield _chapter(answers, tag, "" if tag == first else f".{tag}")


def _chapter(answers: Answers, tag: str, ending: str) -> tuple[str, str]:
    """The first chapter in one language: a draft on the first theme, of words that say what to write."""
    theme, title = _first_theme(answers)
    values: dict[str, Writable] = {
        "title": title.text(tag.partition("-")[0]),
        "theme": theme,
        "lead": answers.secretariat.id,
        "status": "draft",
    }
    if not ending and tag in answers.languages[1:]:
        values["language"] = tag
    return f"chapters/{theme}/chapter{ending}.md", f"---\n{_lines(values)}---\n\n{guide('chapter', tag)}"


def _filled(answers: Answers, language: str, source: str, declared: str = "") -> str:
    """A text with the answers in their places, once: what an answer holds is not filled in again."""
    values = {
        "name": _MARKUP.sub(r"\\\1", answers.name),
        "title": yaml.scalar(answers.name),
        "secretariat": _MARKUP.sub(r"\\\1", answers.secretariat.name),
        "domain": answers.domain,
        "declared": declared,
    }
    return _PLACE.sub(lambda found: values[found[1]], _source(f"texts/{language.partition('-')[0]}/{source}"))


def _source(path: str) -> str:
    return files("coalition.workflows.founding").joinpath(path).read_text("utf-8")


def _first_theme(answers: Answers) -> tuple[str, LocalText]:
    """Of a preset, the theme that its first chapter is on."""
    theme, value = next(iter(preset(answers.preset).themes.items()))
    return theme, value.title


def _said(text: LocalText | Mapping[str, str], answers: Answers) -> Writable:
    """A text in those of the campaign's languages that it is in; in one language, as it is."""
    told = text if not hasattr(text, "text") else {base: text.text(base) for base in TEXTS}
    found: dict[str, Writable] = {tag: told[tag.partition("-")[0]] for tag in written_in(answers)}
    return next(iter(found.values())) if len(answers.languages) == 1 or len(found) == 1 else found


def _owners(written: Mapping[str, str], answers: Answers, day: date) -> dict[str, str]:
    """CODEOWNERS for each kind of host: of the secretariat's accounts, or nobody's yet."""
    campaign = load(MemoryTree(written)).value
    told = {host: style for host, _ in answers.secretariat.accounts if (style := style_of(host))}
    return blank() | {STYLES[style].path: render(campaign, day, host, STYLES[style]) for host, style in told.items()}


_TITLE = {"en": "Joint report", "es": "Informe conjunto"}


def _settings(answers: Answers, day: date) -> str:
    campaign: dict[str, Writable] = {
        "id": answers.id,
        "name": answers.name,
        "domain": answers.domain,
        "secretariat": answers.secretariat.id,
        "languages": list(answers.languages),
    }
    report: dict[str, Writable] = {
        "title": _said(_TITLE, answers),
        "edition": str(day.year),
        "chapters": [] if answers.preset == OWN else [_first_theme(answers)[0]],
        "licence": "CC-BY-4.0",
        "citation_style": "chicago-author-date",
        "bibliography": "whole",
    }
    themes: dict[str, Writable] = {}
    words: Writable = {name: {} for name in LISTS}
    if answers.preset != OWN:
        words = answers.preset
        themes = {name: {"title": _said(value.title, answers)} for name, value in preset(answers.preset).themes.items()}
    parts: tuple[tuple[str, dict[str, Writable]], ...] = (
        (
            "The id and the domain name every signature: they can change until the first member has signed.\n",
            {"format": 1, "campaign": campaign},
        ),
        (_THEMES, {"themes": themes}),
        (_WORDS, {"vocabularies": words}),
        (_REPORT, {"report": report}),
        ("Where statements go, beside the places that are known already.\n", {"venues": {}}),
    )
    return "\n".join(_commented(comment) + _lines(values) for comment, values in parts)


_REPORT = """\
Chapters stand in the report in this order; or write parts, each with a title:
  parts: [{title: What happens, chapters: [water]}]
Sources are cited in a style: apa, oscola (in footnotes), … or a .csl file of your own, as styles/ours.csl.
The bibliography is one for the whole report, or by-chapter. Two more lines, if you want them:
  numbered_paragraphs: true
  index: true
"""
_THEMES = """\
Themes sort statements, chapters, experiences and members. Each has a title:
  water: {title: Water}
"""
_WORDS = """\
Words to sort by: the name of a preset, or your own lists, or both (a key "preset" beside them).
An own list has an id and what readers see for each word:
  stages: {planning: {en: Planning, es: Planificación}}
"""


def _commented(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())


def _lines(values: Mapping[str, Writable]) -> str:
    return "".join(f"{yaml.pair(key, value, 0)}\n" for key, value in values.items())


def _members(answers: Answers, day: date) -> str:
    who = answers.secretariat
    entry: dict[str, Writable] = {
        "id": who.id,
        "name": who.name,
        "type": who.type,
        "country": who.country,
        "languages": list(answers.languages),
        "membership": [{"status": "active", "on": day}],
        "visibility": "public",
        "accounts": [{"host": host, "name": name, "from": day} for host, name in who.accounts],
    }
    return _commented(_MEMBERS) + extended("", [in_order(entry)])


_MEMBERS = """\
The organisations of the campaign. Nothing is ever deleted here: a membership that ends gets one more line.
"""
_NAV = {
    "en": ("Home", "Report", "Statements", "Members", "About", "Join", "Staying safe"),
    "es": ("Inicio", "Informe", "Declaraciones", "Miembros", "Sobre la campaña", "Unirse", "Protegerse"),
}
_TARGETS = ("index.md", "report/", "statements/", "members/", "about.md", "join.md", "safety.md")


def _site(answers: Answers) -> str:
    base = written_in(answers)[0].partition("-")[0]
    address: dict[str, Writable] = {"site_url": f"https://{answers.domain}/"} if answers.has_site else {}
    navigation = "".join(f"  - {title}: {target}\n" for title, target in zip(_NAV[base], _TARGETS, strict=True))
    look = _source("dots/mkdocs.yml")
    return _commented(_SITE) + _lines({"site_name": answers.name, **address}) + look + f"nav:\n{navigation}"


_SITE = """\
The site's name, look and navigation. With a web address of its own, add: site_url: https://your-site.org/
"""
