"""What `check` says of the mistaken example in docs/members.md, written into the page below it."""

# ruff: noqa: INP001 -- scripts of the repository, not a package

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.outputs.verdict import Verdict

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CAMPAIGN = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour-network, languages: [en, es]}
themes:
  water: {title: Water}
vocabularies: migration
report: {title: Passage and protection, edition: "2026", chapters: [water]}
""",
    "members.yaml": """\
members:
  - {id: harbour-network, name: Harbour Network, type: international-ngo, country: JP, membership: [{status: active, on: 2024-03-01}]}
  - {id: well-builders, name: Well Builders, type: national-ngo, country: NP, membership: [{status: active, on: 2024-03-01}]}
""",
    "mkdocs.yml": "site_name: Fair Passage\n",
}
"""The campaign in which the page's examples stand."""

_FILE = r"<!-- {} file: (\S+) -->\n+(`{{3,}})\w*\n(.*?)\n\2\n"
GOOD, MISTAKEN = (re.compile(_FILE.format(word), re.DOTALL) for word in ("good", "mistaken"))
_SAID = re.compile(r"(<!-- check says -->\n+```text\n).*?(```\n)", re.DOTALL)


def examples(page: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """The files that the page shows: path and content."""
    return {path: f"{content}\n" for path, _, content in pattern.findall(page)}


def verdict(files: Mapping[str, str]) -> Verdict:
    """What `check` finds in the campaign with these files."""
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache
    from coalition.sources.trees import MemoryTree
    from coalition.workflows.check import examine_tree

    tree = MemoryTree({**CAMPAIGN, "chapters/water/figures/wells.png": _picture(), **files})
    return examine_tree(tree, NOW, Pandoc(Cache(None)))


def renewed(page: str) -> str:
    """The page with what `check` says now."""
    from coalition.outputs.verdict import text

    said = text(verdict({**examples(page, GOOD), **examples(page, MISTAKEN)}))
    return _SAID.sub(lambda found: found[1] + said + found[2], page)


def _picture() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(stream, "PNG")
    return stream.getvalue()
