"""Laws over whole campaigns made by chance: what `check` lets pass can be built, and nothing hostile is in any file of it.

Each campaign holds made texts in all its places for texts, and made lines in its titles and names. Wild ones are of
marks in any order; sound ones are of whole forms that people write, so that most of them pass. Both are built into the
site, the report and the statements, in every format, and every published file is read as its readers' programs read it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import bombs
import building
import inspectors
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.problems import Severity
from coalition.publishing.gates import GateShut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

HUNT = float(os.environ.get("FUZZ_SECONDS", "0"))
"""As in test_fuzz."""
WORDS = (
    "people",
    "who",
    "paid fees",
    "Ñandú",
    "لاجئون",
    "Привет",
    "été",
    "'quoted'",
    '"quoted"',
    "5 < 6",
    "a & b",
    "100 %",
    "#tag",
    "$5",
    "a_b",
    "2 \\* 3",
    "e.g.",
    "…",
    "—",
    "½",
    "http://a.example",
    "{}",
    "//",
    "=x",
)
BLOCKS = (
    "{0} {1} {2}.",
    "## {0} {1}\n\n{2}.",
    "- {0}\n- {1}\n\n    {2}",
    "1. {0}\n2. {1}",
    "> {0}\n>\n> {1}",
    "| {0} | {1} |\n|---|--:|\n| {2} | 1 |\n\n: Fees, {0}.",
    "| line {0}\n| {1}",
    "{0}[^{n}] {1}.\n\n[^{n}]: {2}.",
    "*{0}* **{1}** ~~{2}~~ H~2~O x^2^ `{0}`",
    "[{0}](https://a.example/?a=1&b=2) <https://b.example>",
    "```\n{0} <b>\n```",
    "Term {0}\n:   {1}",
    "[{0}]{{lang=es}} {1}",
    "{0}\\\n{1}",
    "* * *",
)
SIGNS = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), max_codepoint=0x24F)
LINES = st.text(SIGNS, min_size=1, max_size=40).map(str.split).map(" ".join).filter(bool)
PASSAGES = (
    "::: {{.key-finding}}\n{0} {1}.\n:::",
    '::: {{.recommendation #rec-firewall to="destination-states"}}\n{0} {1}.\n:::',
)
"""Forms of a chapter alone; the good campaign answers that recommendation."""
FRONTS: Mapping[str, tuple[str, ...]] = {
    "report/annex.md": (),
    "pages/more.md": (),
    "chapters/refugees/chapter.md": ("theme: refugees", "lead: harbour-network", "status: review"),
    "practices/desk.md": ("member: rosewood-shelter", "summary: {line}"),
    "meetings/second.md": (
        "scope: regional",
        "kind: gathering",
        "starts: 2026-12-01T09:00:00+05:45",
        "ends: 2026-12-02T17:00:00+05:45",
        "place: {{city: Kathmandu, country: NP}}",
    ),
    "statements/second/v1/en.md": ("occasion: {line}", "addressed_to: [{{name: {line}, type: state}}]"),
}  # fmt: skip -- a table
PROCESS = "venue: open-letter\nsubmitted_by: harbour-network\ndrafters: [harbour-network]\nstatus: consultation\n"
silent: list[bool] = []
"""Of each sound campaign, whether `check` let it pass."""


def quoted(line: str) -> str:
    return "'" + line.replace("'", "''") + "'"


@st.composite
def sound(draw: st.DrawFn, last: tuple[str, ...] = ()) -> str:
    """A text of whole forms with ordinary and odd words in them."""
    forms = [*draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6)), *last]
    words = st.sampled_from(WORDS)
    return "Words.\n\n" + "\n\n".join(
        form.format(*(draw(words) for _ in range(3)), n=number) for number, form in enumerate(forms, start=1)
    )


WILD = st.lists(st.sampled_from([*bombs.MARKDOWN.marks, *(one for pair in bombs.MARKDOWN.pairs for one in pair)])).map(
    lambda marks: "Words.\n\n" + "".join(marks)
)
"""Behind words: a page without any is refused, and stopped at the gates if it were not."""


@st.composite
def campaign(draw: st.DrawFn, bodies: st.SearchStrategy[str], chapters: st.SearchStrategy[str]) -> dict[str, str]:
    """The files that a made campaign has beside, or in the place of, those of the good one."""
    made = {"statements/second/statement.yaml": PROCESS}
    for path, front in FRONTS.items():
        line = quoted(draw(LINES))
        lines = (f"title: {line}", *(one.format(line=line) for one in front))
        body = draw(chapters if path.startswith("chapters/") else bodies)
        made[path] = "\n".join(["---", *lines, "---", "", body, ""])
    name = draw(LINES)
    made["members/odd.yaml"] = (
        f"id: odd\nname: {quoted(name)}\ntype: other\ncountry: BR\nsummary: {quoted(draw(LINES))}\n"
        "membership:\n  - {status: active, on: 2024-03-01}\n"
    )
    return made


def calm(examples: int) -> settings:
    """So many examples, or about as many as can be built in the seconds to hunt."""
    return settings(
        max_examples=max(examples, round(HUNT / 2)),
        deadline=None,
        derandomize=not HUNT,
        suppress_health_check=list(HealthCheck),
    )


def built(files: Mapping[str, str], folder: Path) -> tuple[bool, list[str]]:
    """Whether `check` let a campaign pass, and what its published files hold that they may not.

    Raises CoalitionError when one that passed cannot be built.
    """
    root = building.lay([], folder / "campaign")
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", "surrogateescape")
    found = building.check(root).problems
    passed = all(problem.severity is not Severity.ERROR for problem in found)
    try:
        output = building.build(root, refused=not passed)
    except GateShut:
        if passed:
            raise
        return False, []  # what check refused and the gates stop as well is published by nobody
    wrong = [f"{each.path}: {each.what}" for each in inspectors.violations(output)]
    return passed, wrong


@calm(6)
@given(files=campaign(WILD, WILD))
def test_no_campaign_of_marks_brings_anything_hostile_into_any_file(files: dict[str, str], tmp_path_factory):
    _, wrong = built(files, tmp_path_factory.mktemp("wild"))
    assert wrong == []


@calm(8)
@given(files=campaign(sound(), sound(PASSAGES)))
def test_a_campaign_that_passes_is_built_and_nothing_hostile_is_in_any_file(files: dict[str, str], tmp_path_factory):
    passed, wrong = built(files, tmp_path_factory.mktemp("sound"))
    silent.append(passed)
    assert wrong == []


def test_most_sound_campaigns_passed():
    assert not silent or sum(silent) * 2 > len(silent)
