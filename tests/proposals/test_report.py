"""What is told of a proposal: what it does, in words, then what is wrong; and that nothing in it can do harm."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import coast
import ownership
import pytest
from coast import ANSWERS, FILES, endorsement
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coalition.campaign.changes import Actor
from coalition.campaign.comparing import compare
from coalition.campaign.loading import load
from coalition.kinds import KINDS
from coalition.outputs.proposal import page
from coalition.outputs.proposal.deeds import FILE, MANY, NOUNS, deeds
from coalition.problems import Place, Problem, Severity
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.standing import computing
from coalition.standing.model import Approval, ChapterStanding
from coalition.standing.proposal import Proposal
from coalition.workflows import telling

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PANDOC = Pandoc(Cache(None))
ENTRY = """
  - id: {id}
    name: {name}
    type: national-ngo
    country: KE
    membership: [{{status: active, on: 2024-01-01}}]
"""
QUIET = ENTRY.format(id="quiet-line", name="The Quiet Line") + "    visibility: unnamed\n"


def proposed(edits, actor: str = "open-gate", files=FILES, problems=(), inherited=()) -> Proposal:
    """A proposal to a campaign of these files that writes others; None takes a file away."""
    after = {path: text for path, text in {**files, **edits}.items() if text is not None}
    before, then = (load(MemoryTree(tree)).value for tree in (files, after))
    return Proposal(
        actor=Actor(before.members.get(actor), actor == "harbour"),
        before=before,
        after=then,
        changes=compare(before, then),
        objections=(),
        problems=tuple(problems),
        standing_after=computing.compute(then, NOW),
        weigh=lambda campaign: computing.compute(campaign, NOW),
        inherited=tuple(inherited),
    )


def told(edits, **others) -> list[str]:
    proposal = proposed(edits, **others)
    return list(deeds(proposal, telling.tallies(proposal, PANDOC)))


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert FILES[path].count(old) == 1
    return {path: FILES[path].replace(old, new)}


SITE = "https://open-gate.example"
CASES = {
    "an answer": (
        {f"{ANSWERS}/open-gate.txt": endorsement("open-gate")},
        ['Adds the endorsement of "Safe work at sea" by Open Gate, not yet confirmed.'],
    ),
    "an objection": (
        {f"{ANSWERS}/open-gate.txt": endorsement("open-gate", action="object")},
        ['Adds the objection of Open Gate to "Safe work at sea", not yet confirmed.'],
    ),
    "another's answer taken away": (
        {f"{ANSWERS}/salt-road.txt": None},
        ['Removes the endorsement of "Safe work at sea" by Salt Road.'],
    ),
    "an applicant": ({"members.yaml": coast.MEMBERS + coast.APPLICANT}, ["Adds Harbour Watch (Kenya) as an applicant."]),
    "a new name": (edited("members.yaml", "name: Salt Road", "name: Salt Roads"), ['Renames "Salt Road" to "Salt Roads".']),
    "an address": (edited("members.yaml", "1 Pier Road", "2 Pier Road"), ["Changes the address of the office of Salt Road."]),
    "a web site": (edited("members.yaml", SITE, f"{SITE}/en"), ["Changes the website of Open Gate."]),
    "accounts": (
        edited("members.yaml", "gate-bot", "gate-boss"),
        ["Changes the accounts that act for Open Gate."],
    ),
    "an address that is no longer public": (
        edited("members.yaml", "value: office@open-gate.example, public: true", "value: office@open-gate.example"),
        ["Keeps the e-mail address of Open Gate from the public."],
    ),
    "a membership": (
        {"members.yaml": coast.MEMBERS.replace("CA\n    membership: [", "CA\n    membership: [{status: lapsed, on: 2026-11-01}, ")},
        ["Makes Tall Pines a lapsed member from 1 November 2026."],
    ),
    "words of a chapter": (
        edited("chapters/work/chapter.md", "bind people to their ships", "tie crews to their ships"),
        ['Changes two words in the chapter "Work at sea".'],
    ),
    "a status": (
        edited("chapters/work/chapter.md", "status: review", "status: final"),
        ['Changes the chapter "Work at sea": status from "review" to "final".'],
    ),
    "a practice": (
        {"practices/nets.md": coast.DESK.replace("contracts", "nets")},
        ['Adds the experience or project "A desk that reads nets": three words.'],
    ),
    "one source": ({"references.bib": coast.SOURCES + coast.SOURCE}, ['Adds the source "Ropes".']),
    "several sources": (
        {"references.bib": coast.SOURCES + coast.SOURCE + coast.SOURCE.replace("foam", "dew")},
        ['Adds two sources: "Ropes" and "Ropes".'],
    ),
    "a source of a chapter's own": (
        {"chapters/work/references.bib": coast.SOURCE.lstrip()}, ['Adds the source "Ropes".'],
    ),
    "all sources taken away": ({"references.bib": None}, ['Removes two sources: "The price of a berth" and "Nets".']),
    "terms": (
        {"report/glossary.yaml": "terms:\n" + "".join(
            f"  - {{id: {name}, term: {name.title()}, definition: A thing.}}\n" for name in ("berth", "crew"))},
        ['Adds the term "Berth".', 'Adds the term "Crew".'],
    ),
    "the order of members": (
        {"members.yaml": "# The registry of the campaign.\nmembers:\n" + "".join(f"  - id:{one}" for one in reversed((coast.MEMBERS + "\n").split("  - id:")[1:]))},
        ["Puts the members in members.yaml in another order."],
    ),
    "another place": (
        {"practices/boat.md": None, "practices/ship.md": coast.BOAT},
        ['Moves the experience or project "A boat that brings water" from practices/boat.md to practices/ship.md.'],
    ),
    "the settings": (
        edited("coalition.yaml", "Work and shelter", "Work and beds"),
        ["Changes the settings of the campaign (coalition.yaml): report."],
    ),
    "a picture": ({"chapters/work/figures/net.png": b"x"}, ["Adds the file chapters/work/figures/net.png."]),
    "many members": (
        {"members.yaml": coast.MEMBERS + "".join(ENTRY.format(id=f"m-{n}x", name=f"Name {n}") for n in range(20))},
        ["Adds 20 members: Name 0, Name 1, Name 2 and 17 more."],
    ),
    "a registry that cannot be read": ({"members.yaml": "members: ["}, ["Breaks the form of the file members.yaml."]),
    "a comment taken out": (
        edited("members.yaml", "# The registry of the campaign.\n", ""), ["Takes comments out of the file members.yaml."],
    ),
    "another name": (
        edited("members.yaml", "name: Salt Road\n", "name: Salt Road\n    other_names: [{name: Camino de sal}]\n"),
        ["Changes the other names of Salt Road."],
    ),
    "a part of a network": (
        edited("members.yaml", "name: Salt Road\n", "name: Salt Road\n    part_of: [harbour]\n"),
        ["Changes the networks that Salt Road is part of."],
    ),
    "emphasis": (
        edited("chapters/work/chapter.md", "Fees bind", "*Fees* bind"),
        ['Changes the chapter "Work at sea": emphasis changed in one place.'],
    ),
    "nothing": ({}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_proposal_does_is_told_in_words(case):
    edits, sentences = CASES[case]
    assert told(edits) == sentences


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_one_of_every_kind_is_told_as_what_it_is(kind):
    text = kind.example or coast.SOURCE
    files = {path: other for path, other in FILES.items() if path != kind.example_path}
    for action in (
        told({kind.example_path: text}, files=files),
        told({kind.example_path: None}, files={**files, kind.example_path: text}),
    ):
        assert action
        assert not [sentence for sentence in action if "the file" in sentence]


def test_every_kind_has_a_word_that_people_use():
    assert {*NOUNS} == {*(kind.name for kind in KINDS), FILE}


def approved(proposal: Proposal, *members: str) -> Proposal:
    """The same with approvals of the chapter on work that were good before it."""
    given = tuple(
        Approval(
            f"chapters/work/approvals/{name}.txt", "work", name, "en", "approve", "reviewer", "0", "good", "signed"
        )
        for name in members
    )
    before = {("work", "en"): ChapterStanding("work", "en", "0", given=given)}
    after = {("work", "en"): ChapterStanding("work", "en", "1", stale=given)}
    return replace(
        proposal,
        standing_after=replace(proposal.standing_after, chapters=after),
        weigh=lambda campaign: replace(computing.compute(campaign, NOW), chapters=before),
    )


def test_approvals_that_become_stale_are_told_with_the_chapter():
    proposal = approved(proposed(edited("chapters/work/chapter.md", "bind", "tie")), "salt-road", "tall-pines")

    assert deeds(proposal, telling.tallies(proposal, PANDOC)) == (
        'Changes one word in the chapter "Work at sea"; two approvals become stale: Salt Road and Tall Pines.',
    )


def test_approvals_that_a_source_makes_stale_are_told_without_the_chapter_s_text():
    proposal = approved(proposed(edited("references.bib", "The price of a berth", "A price")), "tall-pines")

    assert deeds(proposal, {})[-1] == 'Of the chapter "Work at sea", one approval becomes stale: Tall Pines.'


def test_an_unnamed_member_is_named_only_where_the_lines_of_the_proposal_name_it():
    files = {**FILES, "members.yaml": coast.MEMBERS + QUIET}
    edits = edited("chapters/work/chapter.md", "bind", "tie")
    problem = Problem(Place("members/quiet-line.yaml"), "c", "It looks like The Quiet Line (quiet-line).", "Ask.")
    proposal = approved(proposed(edits, "quiet-line", files, [problem]), "quiet-line", "tall-pines")
    shown = page.markdown(proposal, {})

    assert "two approvals become stale: Tall Pines and a member that is not named." in shown
    assert "Quiet" not in shown
    assert "quiet" not in shown

    shown = page.markdown(
        proposed({"members.yaml": files["members.yaml"].replace("The Quiet", "A Quiet")}, files=files), {}
    )
    assert 'Renames "The Quiet Line" to "A Quiet Line".' in shown


def test_the_comment_tells_what_it_does_then_what_is_wrong_then_what_was_wrong_before():
    edits = {f"{ANSWERS}/open-gate.txt": endorsement("open-gate"), f"{ANSWERS}/tall-pines.txt": None}
    problem = Problem(Place(f"{ANSWERS}/tall-pines.txt"), "another-s", "This answer is of Tall Pines.", "Put it back.")
    old = Problem(Place("a.md"), "b", "Old.", "", Severity.WARNING)

    assert (
        page.markdown(proposed(edits, problems=[problem], inherited=[old]), {})
        == """\
**What Open Gate proposes:**

- Removes the endorsement of "Safe work at sea" by Tall Pines.
- Adds the endorsement of "Safe work at sea" by Open Gate, not yet confirmed.

**One thing to mend.**

| Where | What | What to do |
| --- | --- | --- |
| statements/first/endorsements/v1/tall-pines.txt:1 | ❌ This answer is of Tall Pines. (`another-s`) | Put it back. |

The campaign has one problem that was there before, and for which this proposal is not to blame: `coalition check` shows all.
"""
    )
    assert "\n**One thing to look at.**\n" in page.markdown(proposed(edits, problems=[old]), {})
    assert page.markdown(proposed({}, actor="nobody"), {}) == (
        "**What somebody whom the registry does not know proposes:**\n\n"
        "- Nothing that the campaign holds would change.\n\n**Nothing is wrong with it.**\n"
    )


def test_nobody_proposes_under_a_name_that_it_gives_itself_or_another():
    entries = edited("members.yaml", "name: Open Gate", "name: Harbour Office")["members.yaml"]
    edits = {"members.yaml": entries.replace("name: Salt Road", "name: A Test"), f"{ANSWERS}/salt-road.txt": None}

    assert page.markdown(proposed(edits), {}).splitlines()[:6] == [
        "**What Open Gate proposes:**",
        "",
        '- Renames "Open Gate" to "Harbour Office".',
        '- Renames "Salt Road" to "A Test".',
        '- Removes the endorsement of "Safe work at sea" by Salt Road.',
        "",
    ]


def test_the_terminal_gets_the_same_with_the_problems_as_check_tells_them():
    problem = Problem(Place("members.yaml", 3, 5), "c", "It is not yours.", "Ask the secretariat.")
    shown = page.text(
        proposed(edited("members.yaml", SITE, f"{SITE}/en"), problems=[problem]), {}, lambda text, _: text
    )

    assert shown == (
        "What Open Gate proposes:\n  Changes the website of Open Gate.\n\n"
        "members.yaml:3:5: error[c] It is not yours.\n    Ask the secretariat.\n1 error and 0 warnings in 16 files.\n"
    )


HOSTILE = st.lists(
    st.sampled_from(
        ["@team ", "#1", "![x](https://evil.example/x.png)", "[a](b)", "<img src=x>", "`", "| ", "\\", "*", "_", "www.evil.example",
         "&#64;all", "</details>", "<!--", "# ", "- ", "~~", "$x$", "GH-1", "Name", ":smile:", "\u202e", "{{", "https://evil.example"]
    ),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


@given(HOSTILE, HOSTILE)
@settings(max_examples=60, deadline=None)
def test_nothing_that_a_proposal_holds_does_anything_in_the_comment(name, title):
    written = f"'{name}'"
    edits = {
        "members.yaml": coast.MEMBERS + ENTRY.format(id="new-one", name=written),
        "practices/boat.md": coast.BOAT.replace("A boat that brings water", f"'{title}'"),
        "pages/about.md": f"---\ntitle: '{title}'\n---\n\nText.\n",
    }
    problem = Problem(Place(f"pages/{title}.md"), "c", f'"{name}" is wrong.', title)
    shown = page.markdown(proposed(edits, problems=[problem]), {})

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(shown)
    inline = [child for token in tokens if token.type == "inline" for child in token.children]
    assert {child.type for child in inline} <= {"text", "text_special", "strong_open", "strong_close", "code_inline"}
    assert not {token.type for token in tokens} & {"html_block", "heading_open", "fence", "code_block", "hr"}
    assert sum(token.type == "tr_open" for token in tokens) == 2
    assert sum(token.type == "list_item_open" for token in tokens) == shown.count("\n- ")
    read = "".join(child.content for child in inline if child.type != "code_inline")
    assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d", read)


@given(st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_whatever_a_proposal_changes_can_be_told(data):
    world = data.draw(ownership.worlds())
    after = data.draw(ownership.blind_edits(world))
    edits = {path: after.get(path) for path in {*world.files, *after}}
    proposal = proposed(edits, actor=data.draw(st.sampled_from(world.members)), files=world.files)

    sentences = deeds(proposal, {})
    assert bool(sentences) == bool(proposal.changes)
    assert all(sentence[0].isupper() and len(sentence) < 600 for sentence in sentences)
    assert page.markdown(proposal, {}).startswith("**What ")


def test_a_comment_on_a_very_large_proposal_is_as_long_as_hosts_take():
    long = "x" * 5_000
    edits = {f"practices/p{number}x.md": coast.DESK.replace("A desk", f"{number} {long}") for number in range(4)}
    edits |= {f"pages/n{number}x{long[:200]}.png": b"x" for number in range(MANY)}
    problems = [Problem(Place("a.md", number), "c", long, long) for number in range(1, 300)]
    shown = page.markdown(proposed(edits, problems=problems), {})

    assert len(shown) < 65_536
    assert re.search(
        r"\nAnd 2\d\d more problems that this comment has no room for: `coalition check` shows all\.\n$", shown
    )


def test_words_of_a_testimony_are_counted_whoever_may_read_them_now():
    chapter = next(path for path in FILES if re.fullmatch(r"chapters/[^/]+/chapter\.md", path))
    passage = "\n::: {.testimony consent='2026-014'}\nI walked alone.\n:::\n"
    records = "consents:\n  - {id: 2026-014, scope: [site], media: [web], languages: [en], on: 2020-01-01, until: 2020-02-01}\n"
    files = {**FILES, chapter: FILES[chapter] + passage, "consents.yaml": records}

    (tally,) = telling.tallies(
        proposed({chapter: files[chapter].replace("walked alone", "ran alone")}, files=files), PANDOC
    ).values()

    assert (tally.deleted, tally.inserted) == (1, 1)
