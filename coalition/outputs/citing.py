"""How the report and its chapters are cited by programs: BibTeX, RIS, CITATION.cff, DataCite, schema.org, Highwire.

Every form is made of one value, so that a catalogue, a reference manager and a search engine are told the same.
Authors are organisations: no form may take their names apart.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coalition.outputs.crediting import CREDIT, ORCID
from coalition.outputs.report.licences import licence
from coalition.outputs.site.page import site_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coalition.outputs.crediting import Credited
    from coalition.outputs.site.views import CampaignView, ChapterView, ReportView

FILES = {
    "bibtex": "report/cite.bib",
    "ris": "report/cite.ris",
    "cff": "report/CITATION.cff",
    "datacite": "report/datacite.json",
}
"""Within a language's site, where each form is published."""
NAMES = {"bibtex": "BibTeX", "ris": "RIS", "cff": "CITATION.cff", "datacite": "DataCite"}
_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Work:
    """The report, or a chapter of it."""

    key: str
    """`exploitative-migration-2026`, and for a chapter its id behind it; unique in a campaign."""
    title: str
    authors: tuple[str, ...]
    publisher: str
    year: int
    day: date | None
    edition: str
    language: str
    """BCP 47."""
    licence: str
    address: str = ""
    """The page's; empty when nobody knows where the site is."""
    pdf: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    container: str = ""
    """Of a chapter, the report's title; empty for the report."""
    number: int | None = None
    people: tuple[Credited, ...] = ()
    """Persons who agreed to be named: beside the authors, which are organisations."""


def places(view: CampaignView) -> tuple[tuple[str, str], ...]:
    """What each form is called, and where it is published from the root."""
    return tuple((NAMES[form], site_path(view.language, view.default, path)) for form, path in FILES.items())


def works(view: CampaignView) -> tuple[Work, ...]:
    """The report, then its chapters in their order; nothing where there is no report."""
    report = view.report
    if report is None:
        return ()
    return (_report(view, report), *(_chapter(view, report, chapter) for chapter in view.chapters))


def _report(view: CampaignView, report: ReportView) -> Work:
    title = f"{report.title}: {report.subtitle}" if report.subtitle else report.title
    return Work(**_common(view, report, "report/"), key=_key(report), title=title, authors=(view.name,))


def _chapter(view: CampaignView, report: ReportView, chapter: ChapterView) -> Work:
    members = (view.member(name) for name in (chapter.lead, *chapter.contributors))
    common = _common(view, report, f"report/{chapter.id}/")
    return Work(
        **common,
        key=f"{_key(report)}-{chapter.id}",
        title=chapter.title,
        authors=tuple(member.name for member in members if member) or (view.name,),
        abstract=chapter.abstract,
        keywords=chapter.keywords,
        container=report.title,
        number=chapter.number,
        people=chapter.people,
    )


def _key(report: ReportView) -> str:
    """The first words of the report's title and its edition, in letters that any program takes."""
    plain = unicodedata.normalize("NFKD", f"{report.title} {report.edition}").encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "report"


def _common(view: CampaignView, report: ReportView, path: str) -> dict[str, Any]:
    whole = view.url + site_path(view.language, view.default, path) if view.url else ""
    pdf = next((file.path for file in report.downloads if file.format == "pdf"), "")
    stamp = report.date or (view.stamp.date() if view.stamp else None)
    return {
        "publisher": view.name,
        "year": stamp.year if stamp else 0,
        "day": report.date,
        "edition": report.edition,
        "language": view.language,
        "licence": report.licence,
        "address": whole,
        "pdf": view.url + pdf if view.url and pdf else "",
    }


def bibtex(found: tuple[Work, ...]) -> bytes:
    """An entry each, for biblatex and BibTeX alike: `@report` and `@incollection` with names in braces."""
    return "\n".join(_entry(work) for work in found).encode()


def _entry(work: Work) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in work.authors),
        "title": f"{{{_tex(work.title)}}}",
        "booktitle": _tex(work.container),
        "editor": f"{{{_tex(work.publisher)}}}" if work.container else "",
        "institution" if not work.container else "publisher": _tex(work.publisher),
        "type": "" if work.container else "Report",
        "edition": _tex(work.edition),
        "chapter": str(work.number or ""),
        "year": str(work.year),
        "date": work.day.isoformat() if work.day else "",
        "langid": work.language,
        "url": work.address,
        "keywords": _tex(", ".join(work.keywords)),
        "abstract": _tex(work.abstract),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "incollection" if work.container else "report"
    return f"@{kind}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPED.get(sign[0], f"\\{sign[0]}"), _line(text))


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def ris(found: tuple[Work, ...]) -> bytes:
    """RIS, as reference managers take it: CRLF, a record each."""
    lines: list[str] = []
    for work in found:
        lines.append(f"TY  - {'CHAP' if work.container else 'RPRT'}")
        lines += [f"{tag}  - {_line(value)}" for tag, value in _tagged(work) if value]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines).encode()


def _tagged(work: Work) -> Iterator[tuple[str, str]]:
    yield from (("AU", f"{name},") for name in work.authors)  # a comma: one name, not first and last
    yield "TI", work.title
    yield "T2", work.container
    yield "PB", work.publisher
    yield "PY", str(work.year)
    yield "DA", work.day.strftime("%Y/%m/%d") if work.day else ""
    yield "ET", work.edition
    yield "LA", work.language
    yield "UR", work.address
    yield "L1", work.pdf
    yield "AB", work.abstract
    yield from (("KW", word) for word in work.keywords)
    yield "ID", work.key


def cff(found: tuple[Work, ...]) -> bytes:
    """CITATION.cff 1.2.0 of the report."""
    import yaml

    work = found[0]
    reference: dict[str, Any] = {
        "type": "report",
        "title": work.title,
        "authors": [{"name": name} for name in work.authors],
        "institution": {"name": work.publisher},
        "year": work.year,
        "edition": work.edition,
        "languages": [work.language.partition("-")[0]],
        "url": work.address,
    }
    whole: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this report, please cite it as below.",
        "type": "dataset",
        "title": work.title,
        "version": work.edition,
        "date-released": work.day,
        "authors": [{"name": name} for name in work.authors],
        "license": work.licence if licence(work.licence).address else "",
        "url": work.address,
        "preferred-citation": {key: value for key, value in reference.items() if value},
    }
    written: str = yaml.safe_dump(
        {key: value for key, value in whole.items() if value}, allow_unicode=True, sort_keys=False, width=1000
    )
    return written.encode()


def datacite(found: tuple[Work, ...]) -> bytes:
    """DataCite Metadata Schema 4.5 as JSON, a record each; without DOIs, which a registrar gives."""
    return json.dumps([_datacite(work) for work in found], ensure_ascii=False, indent=1).encode() + b"\n"


def _datacite(work: Work) -> dict[str, Any]:
    terms = licence(work.licence)
    record: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "BookChapter" if work.container else "Report"},
        "creators": [{"name": name, "nameType": "Organizational"} for name in work.authors],
        "titles": [{"title": work.title, "lang": work.language}],
        "contributors": [_contributor(person) for person in work.people],
        "publisher": {"name": work.publisher},
        "publicationYear": work.year,
        "dates": [{"date": work.day.isoformat(), "dateType": "Issued"}] if work.day else [],
        "language": work.language,
        "version": work.edition,
        "url": work.address,
        "subjects": [{"subject": word} for word in work.keywords],
        "rightsList": [{"rights": terms.name, **({"rightsUri": terms.address} if terms.address else {})}],
        "descriptions": [{"description": work.abstract, "descriptionType": "Abstract"}] if work.abstract else [],
        "relatedItems": [
            {"titles": [{"title": work.container}], "relatedItemType": "Report", "relationType": "IsPublishedIn"}
        ]
        if work.container
        else [],
    }
    return {key: value for key, value in record.items() if value}


_DATACITE = {
    "data-curation": "DataCurator",
    "project-administration": "ProjectManager",
    "supervision": "Supervisor",
    "investigation": "Researcher",
}
"""Kinds of contributors of DataCite, by what CRediT calls what they did; for the rest it has no word."""


def _contributor(person: Credited) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": person.name,
        "nameType": "Personal",
        "contributorType": next((_DATACITE[role] for role in person.roles if role in _DATACITE), "Other"),
    }
    if person.orcid:
        found["nameIdentifiers"] = [
            {"nameIdentifier": person.address, "nameIdentifierScheme": "ORCID", "schemeUri": ORCID}
        ]
    if person.organisation:
        found["affiliation"] = [{"name": person.organisation}]
    return found


def _credit(person: Credited) -> dict[str, Any]:
    """A person and a role of CRediT, as schema.org joins them."""
    who: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.orcid:
        who["@id"] = person.address
    if person.organisation:
        who["affiliation"] = {"@type": "Organization", "name": person.organisation}
    return {"@type": "Role", "roleName": [f"{CREDIT}{role}/" for role in person.roles], "contributor": who}


def linked(work: Work) -> str:
    """schema.org as JSON-LD, safe to stand in a page: no sign of it can end the element around it."""
    terms = licence(work.licence)
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Chapter" if work.container else "Report",
        "name": work.title,
        "author": [{"@type": "Organization", "name": name} for name in work.authors],
        "contributor": [_credit(person) for person in work.people],
        "publisher": {"@type": "Organization", "name": work.publisher},
        "datePublished": work.day.isoformat() if work.day else str(work.year),
        "bookEdition" if work.container else "version": work.edition,
        "inLanguage": work.language,
        "license": terms.address,
        "url": work.address,
        "abstract": work.abstract,
        "keywords": list(work.keywords),
        "position": work.number,
        "isPartOf": {"@type": "Report", "name": work.container} if work.container else None,
    }
    text = json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def highwire(work: Work) -> tuple[tuple[str, str], ...]:
    """Names and values of the tags that scholarly indexes read."""
    tags = [
        ("citation_title", work.title),
        *(("citation_author", name) for name in work.authors),
        ("citation_publication_date", work.day.strftime("%Y/%m/%d") if work.day else str(work.year)),
        ("citation_publisher" if work.container else "citation_technical_report_institution", work.publisher),
        ("citation_inbook_title", work.container),
        ("citation_language", work.language),
        ("citation_keywords", "; ".join(work.keywords)),
        ("citation_public_url", work.address),
        ("citation_pdf_url", work.pdf),
    ]
    return tuple((name, _line(value)) for name, value in tags if value)


WRITERS = {"bibtex": bibtex, "ris": ris, "cff": cff, "datacite": datacite}
