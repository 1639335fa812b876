"""Laws of all rules together, over campaigns that are broken at random."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.campaign.loading import load
from coalition.checks.registry import examine
from coalition.sources.trees import MemoryTree
from coalition.standing import computing

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign
    from coalition.problems import Problem

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FILES = {
    str(path.relative_to(cases.BASE)): path.read_bytes() for path in sorted(cases.BASE.rglob("*")) if path.is_file()
}
TEXTS = sorted(path for path in FILES if not path.endswith(".png"))
WORDS = (
    "harbour-network", "nobody", "refugees", "@doe-2020", "[@x]", "{", "}", "[", "]", ":", "- ", "---", ":::", "|", "",
    "id: harbour-network", "status: open", "translates: x", "member: quiet-line", "::: {.case-data}", "| 4 |", "null",
    "\u202e", "\x00", "à", "日本", "99999999999999999999", "2026-13-01", "1", "source: cases, unit: persons", "\t", "*a",
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> dict[str, bytes]:
    """The good campaign with a few lines, words and files changed, doubled, moved or taken away."""
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 5))):
        path = draw(st.sampled_from(TEXTS))
        lines = files.get(path, b"").decode("utf-8", "replace").split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        word = draw(st.sampled_from(WORDS))
        match draw(st.sampled_from(["gone", "moved", "cut", "doubled", "word", "value", "end"])):
            case "gone":
                files.pop(path, None)
                continue
            case "moved":
                other = draw(st.sampled_from(TEXTS))
                files[other] = files.get(path, b"")
                continue
            case "cut":
                del lines[at]
            case "doubled":
                lines.insert(at, lines[at])
            case "word":
                lines.insert(at, word)
            case "value":
                lines[at] = f"{lines[at].partition(':')[0]}: {word}"
            case "end":
                lines = lines[:at]
        files[path] = "\n".join(lines).encode()
    return files


def problems(files: dict[str, bytes]) -> tuple[Campaign, tuple[Problem, ...]]:
    loaded = load(MemoryTree(files))
    found = examine(loaded.value, computing.compute(loaded.value, NOW))
    return loaded.value, (*loaded.problems, *found)


def test_the_good_campaign_has_no_problem():
    assert problems(FILES)[1] == ()


@given(broken())
@settings(max_examples=300, deadline=None)
def test_every_problem_has_a_place_that_is_in_its_file(files):
    campaign, found = problems(files)

    for problem in found:
        place = problem.place
        # Of a file that is not there, or is no text, nothing but the beginning can be said.
        lines = campaign.texts.get(place.path, "").split("\n")
        assert 1 <= place.line <= len(lines), str(problem)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1, str(problem)
        assert problem.message
        assert problem.hint


@given(broken(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_files_changes_nothing(files, random):
    names = list(files)
    random.shuffle(names)

    assert problems({name: files[name] for name in names})[1] == problems(files)[1]


UNRELATED = b"""\
id: zebra-crossing
name: Zebra Crossing Volunteers
type: other
country: BR
membership: [{status: active, on: 2025-05-05}]
"""


@given(broken())
@settings(max_examples=100, deadline=None)
def test_a_member_that_nobody_names_changes_no_problem(files):
    def said(campaign: dict[str, bytes]) -> list[tuple[object, str, str]]:
        return [(problem.place, problem.code, problem.message) for problem in problems(campaign)[1]]

    assert said({**files, "members/zebra-crossing.yaml": UNRELATED}) == said(files)


FOLDERS = (
    *("members", "practices", "meetings", "pages", "pages/deep", "report", "styles", "trust", "trust/keys", "chapters"),
    *("chapters/refugees", "chapters/refugees/data", "chapters/refugees/approvals", "statements/first-review"),
    *("statements/first-review/v1", "statements/first-review/endorsements/v1", "statements", "pages/assets"),
)
NAMES = st.lists(
    st.sampled_from([*"v1.-_A a", "0", "es", "en", "chapter", "é", "two\n", "member"]), min_size=1, max_size=5
)
ENDINGS = st.sampled_from(
    [*(".md", ".yaml", ".yml", ".txt", ".sig", ".bib", ".csv", ".css", ".html", ".json", "", ".MD")]
)
KEPT = re.compile(r"styles/[^/]+\.csl|chapters/[^/]+/approvals/[^/]+\.txt\.sig|trust/receipts\.log(\.sig)?")
"""What has a place and is no record: styles, and signatures beside what they sign."""


@given(st.sampled_from(FOLDERS), NAMES.map("".join), ENDINGS)
@settings(max_examples=150, deadline=None)
def test_no_file_of_the_campaign_s_folders_is_passed_over_in_silence(folder, name, ending):
    path = f"{folder}/{name}{ending}"
    campaign, found = problems({**FILES, path: FILES.get(path, b"---\ntitle: A\n---\n\nText.\n")})

    read = {record.path for records in campaign.records.values() for record in records}
    assert path in read or path in {problem.place.path for problem in found} or KEPT.fullmatch(path)
