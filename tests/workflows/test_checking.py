"""What a check looks at: every text as it is built, and once more with the drafts."""

from datetime import UTC, datetime

from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.workflows import check, reading

HEAD = "---\ntitle: {}\ntheme: work\nlead: harbour\nstatus: {}\nabstract: What it is about.\n---\n\n"
FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair, name: Fair, domain: fair.example, secretariat: harbour, languages: [en]}
themes: {work: {title: Work}}
report: {title: Work at sea, edition: "2026", chapters: [nets, wages], licence: CC-BY-4.0}
""",
    "mkdocs.yml": "site_name: Fair\n",
    "members.yaml": """\
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: JP
    membership: [{status: active, on: 2024-01-01}]
""",
    "pages/index.md": "---\ntitle: Home\n---\n\nHello.\n",
    "chapters/nets/chapter.md": HEAD.format("Nets", "final") + "Nets are old; on wages see @wages/sec-owed.\n",
    "chapters/wages/chapter.md": HEAD.format("Wages", "draft")
    + "## What is owed {#sec-owed}\n\nMuch, says <b>he</b>.\n",
}


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    checked = check.examine_tree(MemoryTree(files), datetime(2026, 11, 5, tzinfo=UTC), Pandoc(Cache(None)))
    return [(problem.place.path, problem.code) for problem in checked.problems]


def test_a_draft_is_looked_at_and_what_points_to_it_leads_nowhere_when_it_is_not_built(monkeypatch):
    loaded = []
    monkeypatch.setattr(reading, "settled", lambda tree, settled=reading.settled: loaded.append(tree) or settled(tree))

    assert found(FILES) == [
        ("chapters/nets/chapter.md", "dead-reference"),
        ("chapters/wages/chapter.md", "dropped-raw-html"),
    ]
    assert len(loaded) == 1

    wages = "chapters/wages/chapter.md"
    released = {**FILES, wages: FILES[wages].replace("draft", "review").replace("<b>he</b>", "he")}
    assert found(released) == []
