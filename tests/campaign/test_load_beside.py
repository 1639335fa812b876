"""A campaign read beside another holds what it holds when it is read alone."""

from __future__ import annotations

import pytest

from coalition.campaign.loading import load, load_beside
from coalition.kinds.member import Member
from coalition.sources.differing import differences
from coalition.sources.trees import MemoryTree

MEMBER = "  - id: m{0}\n    name: Member {0}\n    type: other\n    country: JP\n    membership: [{{status: active, on: 2025-01-01}}]\n"
PAGE = "---\ntitle: {}\n---\n\nHello.\n"
FILES: dict[str, str | bytes] = {
    "coalition.yaml": "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: m0, languages: [en, es]}\n",
    "mkdocs.yml": "site_name: Fair\n",
    "members.yaml": "members:\n" + "".join(MEMBER.format(number) for number in range(6)),
    "pages/index.md": PAGE.format("Home"),
    "pages/about.md": PAGE.format("About"),
    "chapters/work/figures/a.png": b"one",
}
MEMBERS = str(FILES["members.yaml"])


@pytest.mark.parametrize(
    "before",
    [
        {},
        {"members.yaml": MEMBERS.replace("Member 3", "Someone")},
        {"members.yaml": MEMBERS.replace(MEMBER.format(3), "")},
        {"members.yaml": MEMBERS.replace(MEMBER.format(3), MEMBER.format(7) + MEMBER.format(3))},
        {"members.yaml": MEMBERS.replace("name: Member 3", "nmae: Member 3")},
        {"members.yaml": MEMBERS.replace("name: Member 3", 'name: "Member 3')},
        {"members.yaml": None},
        {"members/m9.yaml": MEMBER.format(9).replace("  - ", "").replace("    ", "")},
        {"pages/about.md": None, "pages/about.es.md": PAGE.format("Sobre")},
        {"pages/index.md": PAGE.format("Home").replace("\n", "\r\n")},
        {"mkdocs.yml": None},
        {"coalition.yaml": str(FILES["coalition.yaml"]).replace("[en, es]", "[es, en]")},
        {"chapters/work/figures/a.png": b"version https://git-lfs.github.com/spec/v1\n"},
    ],
)
def test_it_holds_the_same(before: dict[str, str | bytes | None]):
    tree = MemoryTree({path: text for path, text in {**FILES, **before}.items() if text is not None})
    after = MemoryTree(FILES)

    read = load(tree)
    read_beside = load_beside(load(after), tree, {one.path for one in differences(tree, after)})
    alone, beside = read.value, read_beside.value

    assert read_beside.problems == read.problems
    for model in alone.records:
        dumped = [sorted((one.path, repr(one)) for one in campaign.of(model)) for campaign in (alone, beside)]
        assert dumped[0] == dumped[1]
    for name in ("settings", "site", "entries", "texts", "digests", "raw", "windows", "unread"):
        assert repr(getattr(alone, name)) == repr(getattr(beside, name))
    places = [{one.id: one.place("country") for one in campaign.of(Member)} for campaign in (alone, beside)]
    assert places[0] == places[1]


def test_what_is_wrong_in_files_that_are_the_same_is_still_wrong():
    broken = {"pages/about.md": "---\ntitel: About\n---\n", "pages/bytes.md": b"\xff", "mkdocs.yml": "site: x\n"}
    after = MemoryTree({**FILES, **broken})
    tree = MemoryTree({**FILES, **broken, "pages/index.md": PAGE.format("Start"), "mkdocs.yml": "sites: x\n"})

    beside = load_beside(load(after), tree, {"pages/index.md", "mkdocs.yml"})

    assert {problem.place.path for problem in beside.problems} == broken.keys()
    assert beside.problems == load(tree).problems
