"""The verdict in each format: whole, and safe where it is shown."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coalition.outputs import verdict
from coalition.outputs.verdict import FORMATS, Verdict, inert, visible
from coalition.problems import Place, Problem, Severity

PROBLEMS = (
    Problem(Place("chapters/a,b/chapter.md", 3, 7), "dead-link", 'The link "x|y" leads nowhere.', "Take it out."),
    Problem(Place("members.yaml", 12, 5), "near-duplicate-name", "50% alike", "", Severity.WARNING),
)
VERDICT = Verdict("fair-passage", PROBLEMS, 84, (("dead-link", "Links lead somewhere."),))
HOSTILE = (
    "\x1b[31mred\x07 \u202eevil\u2066 </table><script>alert(1)</script> @everyone [x](javascript:1)\n::error::gone"
)


def test_text_names_place_code_message_hint_and_counts():
    assert verdict.text(VERDICT) == (
        'chapters/a,b/chapter.md:3:7: error[dead-link] The link "x|y" leads nowhere.\n'
        "    Take it out.\n"
        "members.yaml:12:5: warning[near-duplicate-name] 50% alike\n"
        "1 error and 1 warning in 84 files.\n"
    )
    assert verdict.text(Verdict("x", (), 1)) == "No problem in 1 file.\n"


def test_json_is_version_1_of_the_contract():
    assert json.loads(verdict.as_json(VERDICT)) == {
        "version": 1,
        "campaign": "fair-passage",
        "problems": [
            {
                "code": "dead-link",
                "severity": "error",
                "path": "chapters/a,b/chapter.md",
                "line": 3,
                "column": 7,
                "message": 'The link "x|y" leads nowhere.',
                "hint": "Take it out.",
            },
            {
                "code": "near-duplicate-name",
                "severity": "warning",
                "path": "members.yaml",
                "line": 12,
                "column": 5,
                "message": "50% alike",
                "hint": "",
            },
        ],
        "summary": {"errors": 1, "warnings": 1, "files": 84},
    }


def test_sarif_points_to_the_line_and_explains_the_rule():
    run = json.loads(verdict.sarif(VERDICT))["runs"][0]
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "dead-link",
        "shortDescription": {"text": "Links lead somewhere."},
    }
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "chapters/a%2Cb/chapter.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert [result["level"] for result in run["results"]] == ["error", "warning"]


def test_github_annotations_cannot_be_broken_out_of():
    lines = verdict.github(VERDICT).splitlines()
    assert lines[0].startswith("::error file=chapters/a%2Cb/chapter.md,line=3,col=7,title=dead-link::")
    assert lines[1].endswith("::50%25 alike")
    hostile = verdict.github(Verdict("x", (Problem(Place("a"), "c", HOSTILE),), 1))
    assert hostile.count("\n") == 1


def test_markdown_shows_what_was_written_and_nothing_else():
    shown = verdict.markdown(Verdict("x", (Problem(Place("a|b.md", 2), "c", HOSTILE, "<b>"),), 1))
    row = shown.splitlines()[-1]
    assert row.startswith("| a\\|b.md:2 | ❌ ")
    assert "<script" not in shown
    assert "@everyone" not in shown
    assert "](javascript" not in shown


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [*"@#!$%~^&*_`[]()<>|\\:/.-+1aGH \n", "www.", "https://", "GH-", "![", "</", "&#64;"]
ACTIVE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.one_of(st.text(max_size=80), ACTIVE))
def test_quoted_text_in_markdown_is_read_as_it_was_written_and_does_nothing(text):
    (_, inline, _) = MARKDOWN.parse(f"- x{inert(text)}x")[2:5]

    assert {token.type for token in inline.children} <= {"text", "text_special"}
    read = "".join(token.content for token in inline.children)
    assert read.replace("\u200b", "") == f"x{visible(text)}x"
    # What hosts look for in the finished text: mentions, references, addresses, names of pictures.
    assert not re.search(r"[@#!$%~^&]\w|:[\w/]|www\.|\bGH-\d", read[1:-1])


def test_a_comment_has_as_much_as_a_host_takes_and_says_what_it_left_out():
    warnings = [Problem(Place("a.md", line), "c", "x" * 300, "", Severity.WARNING) for line in range(1, 400)]
    error = Problem(Place("z.md"), "d", "y" * 100_000, "&" * 1000)
    shown = verdict.markdown(Verdict("x", (*warnings, error), 1))

    assert len(shown) < 65_536
    assert shown.splitlines()[4].startswith("| z.md:1 | ❌ yyy")
    rows = shown.count("⚠️")
    left = f"And {399 - rows} more problems that this comment has no room for: `coalition check` shows all."
    assert shown.splitlines()[-1] == left


@pytest.mark.parametrize("form", FORMATS)
@given(message=st.text(max_size=60))
def test_no_format_lets_a_character_steer_the_terminal(form, message):
    problem = Problem(Place("members.yaml"), "some-code", message)
    for character in FORMATS[form](Verdict("x", (problem,), 1)):
        assert character == "\n" or unicodedata.category(character) != "Cc"


@given(st.text())
def test_visible_text_has_no_invisible_character(text):
    assert all(unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for each in visible(text))
    assert visible("señal de humo") == "señal de humo"


def test_no_word_is_an_order_to_what_reads_the_log_of_a_ci():
    problem = Problem(Place("a"), "c", "##[error]x ##vso[task.x]y ::stop-commands::z", "::add-mask::x")
    lines = verdict.text(Verdict("x", (problem,), 1)).splitlines()
    assert lines[:2] == [
        "a:1:1: error[c] \\u0023#[error]x \\u0023#vso[task.x]y \\u003a:stop-commands::z",
        "    \\u003a:add-mask::x",
    ]
    assert visible("## Heading ::: {.recommendation} a::b") == "## Heading ::: {.recommendation} a::b"
