"""What the files for programs, and lines for a terminal, may hold."""

# ruff: noqa: SIM905 -- lists of words are read as words

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_markup import address, fragment, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*\.(html|css|js|woff2|txt|png|jpg|json|csv|xml|ics|pdf|docx|epub)|assets/favicon\.svg"
    r"|([A-Za-z-]+/)?report/(cite\.(bib|ris)|CITATION\.cff)"
    r"|assets/pictures/[a-z0-9-]+-[0-9a-f]{12}\.svg"  # charts, which are drawn by us
)
_PROOF = re.compile(
    r"statements/[a-z][a-z0-9-]*/verify/("
    r"README(\.[A-Za-z-]+)?\.txt|SHA256SUMS|allowed_signers|verify\.(sh|zip)|(facts|keys|members)\.txt|"
    r"v[0-9]+/([A-Za-z-]+\.md|SHA256SUMS)|(endorsements/v[0-9]+|trust/keys|unnamed)/[a-z][a-z0-9.-]*\.txt(\.sig)?|"
    r"trust/receipts\.log(\.sig)?)"
)
"""What proves a statement: files byte for byte as the campaign has them, and the script that verifies them."""
_PAGE = re.compile(r"\s*<", re.ASCII)
"""How a file begins that a browser could take for a page where nobody tells it what it is."""
_SCRIPTS = re.compile(
    r"assets/search-[0-9a-f]{8}\.js|([a-z-]+/)?assets/javascripts/(workers/search\.[0-9a-f]+\.min\.js|lunr/[a-z.]+\.js|lunr/min/lunr\.[a-z.]+\.js)"
)
_STYLES = re.compile(r"assets/(site|styles/[A-Za-z0-9][A-Za-z0-9_.-]*)-[0-9a-f]{8}\.css")
"""The site's own, and those that the campaign names and that have been looked through."""
_SHIPPED = Path(__file__).parents[2] / "coalition/assets/dossier/verify.sh"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORMULA = re.compile(r"(^|[;\t\r\n|])\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_FEED = frozenset("feed title id updated author name link entry published summary content".split())
_ICS = frozenset(
    "BEGIN END VERSION PRODID CALSCALE X-WR-CALNAME UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL".split()
)
_ROBOTS = re.compile(r"User-agent: \*\nDisallow:\n(Sitemap: https?://\S+/sitemap\.xml\n)?")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_STYLED = re.compile(r"\x1b\[[0-9;]*m")
"""What the command itself writes to colour a word."""
_COMMAND = re.compile(r"^\s*::|##(\w*)\[")
"""What the runner of a CI takes for an order to itself."""
_ALLOWED_UNSEEN = frozenset("\u00ad\u200c\u200d\u200e\u200f\u061c")
"""Soft hyphens, and joiners and marks of direction that some scripts cannot do without."""


def name(path: str) -> Iterator[str]:
    """What is wrong with the name of a published file."""
    if not (_NAME.fullmatch(path) or _PROOF.fullmatch(path)) or any(
        _RESERVED.fullmatch(word) for word in path.split("/")
    ):
        yield "has a name that no file of ours has"
    if path.endswith(".js") and not _SCRIPTS.fullmatch(path):
        yield "is a program that is not ours"
    if path.endswith(".css") and not _STYLES.fullmatch(path):
        yield "is a style sheet that nobody has looked through"


def proof(path: str, content: bytes) -> Iterator[str]:
    """What a browser could make of a file that is published as it was written."""
    if _PAGE.match(content.decode("utf-8", "replace")):
        yield "begins as a page does"


def script(path: str, content: bytes) -> Iterator[str]:
    """The one script for a shell is the one that is shipped."""
    if content != _SHIPPED.read_bytes():
        yield "is a program that is not ours"


def data(path: str, content: bytes) -> Iterator[str]:
    """Everything in a file for programs that is not on the list."""
    text = content.decode("utf-8-sig" if path.endswith(".csv") else "utf-8")
    yield from unseen(text)
    if path.endswith(".json"):
        yield from _json(path, text)
    elif path.endswith(".csv"):
        yield from _table(text)
    elif path.endswith(".ics"):
        yield from _calendar(text)
    elif path.endswith("feed.xml"):
        yield from _feed(text)
    elif path.endswith("sitemap.xml"):
        yield from _sitemap(text)
    elif path.endswith("robots.txt") and not _ROBOTS.fullmatch(text):
        yield f"says {text!r}"


def unseen(text: str) -> Iterator[str]:
    """Characters that steer what they stand in and are not seen themselves."""
    found = {each for each in text if each not in "\n\r\t" and unicodedata.category(each) in _UNSEEN} - _ALLOWED_UNSEEN
    yield from (f"holds U+{ord(each):04X}" for each in sorted(found))


def _json(path: str, text: str) -> Iterator[str]:
    value = json.loads(text)
    if not path.endswith("search_index.json"):
        yield from (said for leaf in leaves(value) for said in unseen(leaf))
        return
    for entry in value["docs"]:
        if set(entry) - {"location", "title", "text"}:
            yield f"has an entry with {sorted(entry)}"
        yield from address(entry["location"], frozenset())
        yield from (f"{entry['location']}: {said}" for key in ("title", "text") for said in fragment(entry[key]))


def leaves(value: Any) -> Iterator[str]:
    """Every text of a JSON value, keys too."""
    if isinstance(value, dict):
        yield from value
        yield from (leaf for inner in value.values() for leaf in leaves(inner))
    elif isinstance(value, list):
        yield from (leaf for inner in value for leaf in leaves(inner))
    elif isinstance(value, str):
        yield value


def _table(text: str) -> Iterator[str]:
    header, *rows = csv.reader(io.StringIO(text), strict=True)
    for row in rows:
        if len(row) != len(header):
            yield f"has a row of {len(row)} cells: {row}"
        # Some spreadsheets part cells at semicolons, whatever stands in quotes.
        yield from (f"has the formula {cell!r}" for cell in row if _FORMULA.search(cell))
    if any(_FORMULA.search(cell) for cell in header):
        yield "has a formula in its header"


def _calendar(text: str) -> Iterator[str]:
    if "\n" in text.replace("\r\n", "") or "\r" in text.replace("\r\n", ""):
        yield "has a line end of its own making"
    if any(len(line.encode()) > 75 for line in text.split("\r\n")):
        yield "has a line that is too long"
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    names = [re.split(r"[:;]", line, maxsplit=1)[0] for line in lines]
    yield from (f"has a line {name!r}" for name in names if name not in _ICS)
    orders = [line for line in lines if line.startswith(("BEGIN:", "END:"))]
    events = len([order for order in orders if order == "BEGIN:VEVENT"])
    if orders != ["BEGIN:VCALENDAR", *["BEGIN:VEVENT", "END:VEVENT"] * events, "END:VCALENDAR"]:
        yield f"opens and closes {orders}"
    if names.count("UID") != events or names.count("SUMMARY") != events:
        yield "has an event with two names"
    yield from (
        said for line in lines if line.startswith("URL:") for said in address(line[4:], frozenset({"http", "https"}))
    )


def _feed(text: str) -> Iterator[str]:
    yield from _doctype(text)
    for element in xml(text.encode()).iter():
        if element.tag.removeprefix(_ATOM) not in _FEED or not element.tag.startswith(_ATOM):
            yield f"holds <{element.tag}>"
        if element.tag == f"{_ATOM}link":
            yield from address(element.get("href", ""), frozenset({"http", "https"}))
        if element.get("type", "text") != "text":
            yield f"is of the type {element.get('type')}"


def _sitemap(text: str) -> Iterator[str]:
    yield from _doctype(text)
    for element in xml(text.encode()).iter():
        if element.tag not in {f"{_SITEMAP}{name}" for name in ("urlset", "url", "loc")}:
            yield f"holds <{element.tag}>"
        if element.tag == f"{_SITEMAP}loc":
            yield from address(element.text or "", frozenset({"http", "https"}))


def _doctype(text: str) -> Iterator[str]:
    if "<!" in text:
        yield "declares something"


def terminal(text: str) -> Iterator[str]:
    """What would steer a terminal, or the runner of a CI that reads along."""
    yield from unseen(_STYLED.sub("", text))
    if "\r" in text or "\t" in text:
        yield "moves the cursor"
    for line in text.splitlines():
        found = _COMMAND.search(line)
        if found and not re.match(r"::(error|warning) file=[^,]*,line=\d+,col=\d+,title=[a-z0-9-]+::", line):
            yield f"orders: {line[:80]!r}"


def words(content: bytes) -> str:
    """The text of a file for programs."""
    return content.decode("utf-8-sig").replace("\r\n ", "")
