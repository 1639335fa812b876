"""A statement from its beginning to its submission, step by step as a secretariat takes them."""

from __future__ import annotations

import pytest

from coalition.cli import asking
from coalition.errors import CoalitionError

TEXT = """\
---
title: Open the safe channels
occasion: The first review
addressed_to:
  - {name: Governments, type: state}
---

We ask you to open the safe channels.
"""


@pytest.fixture
def begun(folder, run):
    """A statement with a text of its own."""
    done = run("statement", "new", "first", "--title", "T", "--occasion", "O", "--to", "state: Governments")
    assert done.exit_code == 0, done.output
    (folder / "statements/first/v1/en.md").write_text(TEXT, encoding="utf-8")
    return folder / "statements/first"


@pytest.fixture
def frozen(begun, run):
    assert run("statement", "freeze", "first").exit_code == 0
    return begun


def refusal(done) -> str:
    """Why a command did nothing: the sentence and the cure."""
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


def status(statement) -> str:
    lines = (statement / "statement.yaml").read_text().splitlines()
    return next(line for line in lines if line.startswith("status:")).removeprefix("status: ")


def test_a_new_statement_has_a_process_and_a_text_that_says_what_to_write(folder, run, problems):
    done = run(
        *("statement", "new", "first", "--title", "NO: to tolls", "--occasion", "The review", "--theme", "work"),
        *(
            "--to",
            "state: Governments",
            "--to",
            "media: Editors",
            "--closes",
            "2026-12-10",
            "--adoption",
            "threshold:10",
        ),
    )
    assert done.stdout == "Wrote statements/first/statement.yaml\nWrote statements/first/v1/en.md\n"
    assert (folder / "statements/first/statement.yaml").read_text() == (
        "venue: general-letter\nsubmitted_by: harbour\ndrafters: [harbour]\nthemes: [work]\ncurrent_version: 1\n"
        "status: draft\ncloses: {date: 2026-12-10, zone: anywhere-on-earth}\nadoption: {rule: threshold, minimum: 10}\n"
    )
    text = (folder / "statements/first/v1/en.md").read_text()
    assert text.startswith('---\ntitle: "NO: to tolls"\noccasion: The review\naddressed_to:\n')
    assert "  - {name: Editors, type: media}\n---\n\nSay in the first paragraph" in text
    assert problems() == ["statements/first/statement.yaml unknown-theme"]


def test_without_an_id_it_is_made_of_the_title(folder, run):
    words = ("--title", "Canales más seguros", "--occasion", "O", "--to", "state: G")
    assert "Wrote statements/canales-mas-seguros/statement.yaml" in run("statement", "new", *words).stdout
    assert "Wrote statements/canales-mas-seguros-2/statement.yaml" in run("statement", "new", *words).stdout
    done = run("statement", "new", "--next-version")
    assert done.exit_code == 2
    assert "Say of which statement" in done.stderr


def test_the_text_guides_in_its_own_language(folder, run):
    run("statement", "new", "first", "--title", "T", "--occasion", "O", "--to", "state: G", "--language", "es")
    assert "Diga en el primer párrafo" in (folder / "statements/first/v1/es.md").read_text()


def test_a_dry_run_shows_everything_and_writes_nothing(folder, run):
    done = run("statement", "new", "first", "--title", "T", "--occasion", "O", "--to", "state: G", "--dry-run")
    assert "Would write statements/first/statement.yaml:\n    venue: general-letter\n" in done.stdout
    assert not (folder / "statements").exists()


def test_what_no_option_says_is_asked(folder, run, monkeypatch):
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    answers = "Safe channels\nThe review\nnobody\nstate: All\n\n\ntomorrow\n2026-12-10\n\n"
    done = run("statement", "new", "first", answers=answers)
    assert done.exit_code == 0, done.output
    assert '"nobody" is not written as' in done.stderr
    assert '"tomorrow" is not a day' in done.stderr
    assert "closes: {date: 2026-12-10" in (folder / "statements/first/statement.yaml").read_text()


def test_where_nobody_can_be_asked_the_option_is_named(run):
    done = run("statement", "new", "first", "--title", "T")
    assert done.exit_code == 2
    assert "Say it with --occasion" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["First"], '"First" cannot be an id'),
        (["first", "--venue", "leter"], 'There is no venue "leter"'),
        (["first", "--submitted-by", "harbor"], 'Did you mean "harbour"?'),
        (["first", "--drafter", "nobody"], 'No member is called "nobody"'),
        (["first", "--meeting", "geneva"], 'There is no meeting "geneva"'),
        (["first", "--language", "English"], '"English" is not a language tag'),
        (["first", "--theme", "A b"], '"A b" cannot be an id'),
    ],
)
def test_what_the_campaign_does_not_know_is_not_begun(folder, run, words, said):
    done = run("statement", "new", *words, "--title", "T", "--occasion", "O", "--to", "state: G")
    assert said in refusal(done)
    assert not (folder / "statements").exists()


def test_a_statement_is_begun_once(begun, run):
    done = run("statement", "new", "first", "--title", "T", "--occasion", "O", "--to", "state: G")
    assert "already" in refusal(done)
    assert "--next-version" in refusal(done)


@pytest.mark.parametrize("rule", ["threshold", "consensus:3", "threshold:0", "vote"])
def test_a_rule_of_adoption_has_its_form(run, rule):
    assert run("statement", "new", "first", "--adoption", rule).exit_code == 2


def test_freezing_sets_final_and_writes_the_sums(begun, run, problems):
    done = run("statement", "freeze", "first")
    assert done.stdout == "Changed statements/first/statement.yaml\nWrote statements/first/v1/SHA256SUMS\n"
    assert status(begun) == "final"
    assert (begun / "v1/SHA256SUMS").read_text().endswith("  en.md\n")
    assert problems() == []
    assert run("statement", "freeze", "first").stdout == "It is frozen already.\n"
    (begun / "v1/en.md").write_text(TEXT.replace("open", "close"), encoding="utf-8")
    assert problems() == ["statements/first/v1/en.md altered-text"]
    assert "statement correct first" in refusal(run("statement", "freeze", "first"))


def test_killed_between_its_files_freezing_leaves_what_check_names(begun, run, problems):
    run("statement", "freeze", "first")
    (begun / "v1/SHA256SUMS").unlink()
    assert problems() == ["statements/first/statement.yaml unfrozen-text"]
    assert run("statement", "freeze", "first").stdout == "Wrote statements/first/v1/SHA256SUMS\n"


def test_a_text_that_only_guides_is_not_frozen(begun, run):
    (begun / "v1/en.md").write_text(TEXT + "\nSay in one sentence what those addressed should do.\n", encoding="utf-8")
    assert "only guide" in refusal(run("statement", "freeze", "first"))


@pytest.mark.parametrize("hidden", ["<!-- and nobody pays -->", "We pay\u200b nothing.", "{onclick=x}<b>x</b>"])
def test_a_text_with_something_hidden_is_not_frozen(begun, run, hidden):
    (begun / "v1/en.md").write_text(TEXT + f"\n{hidden}\n", encoding="utf-8")
    done = run("statement", "freeze", "first")
    assert done.exit_code == 1
    assert "statements/first/v1/en.md:" in done.stderr
    assert "Nothing was frozen" in done.stderr
    assert status(begun) == "draft"


def test_a_statement_is_opened_closed_and_submitted(frozen, run, problems):
    assert run("statement", "open", "first", "--closes", "2026-12-10").exit_code == 0
    assert (frozen / "statement.yaml").read_text() == (
        "venue: general-letter\nsubmitted_by: harbour\ndrafters: [harbour]\ncurrent_version: 1\nstatus: open\n"
        "opens: 2026-11-21T12:00:00Z\ncloses: {date: 2026-12-10, zone: anywhere-on-earth}\nadoption: {rule: none}\n"
    )
    assert "Close it first" in refusal(run("statement", "submit", "first"))
    run("statement", "close", "first", now="2026-12-01T00:00:00Z")
    assert "closes: 2026-12-01T00:00:00Z\n" in (frozen / "statement.yaml").read_text()
    assert status(frozen) == "closed"
    done = run(
        "statement", "submit", "first", "--reference", "A/HRC/64/NGO/1", "--session", "64", now="2026-12-02T00:00:00Z"
    )
    assert done.exit_code == 0
    submission = 'submission: {on: 2026-12-02, reference: A/HRC/64/NGO/1, session: "64"}\n'
    assert (frozen / "statement.yaml").read_text().endswith(submission)
    assert problems() == []


def test_a_deadline_that_was_earlier_stays_when_it_is_closed(frozen, run):
    run("statement", "open", "first", "--closes", "2026-11-30T00:00:00Z")
    assert run("statement", "submit", "first", now="2026-12-01T00:00:00Z").exit_code == 0
    assert "closes: 2026-11-30T00:00:00Z" in (frozen / "statement.yaml").read_text()


def test_steps_have_their_order(begun, run):
    assert "coalition statement freeze first" in refusal(run("statement", "open", "first"))
    assert 'is "draft"' in refusal(run("statement", "close", "first"))
    run("statement", "freeze", "first")
    done = run("statement", "open", "first", "--closes", "2026-11-01")
    assert "The deadline is over since 2026-11-02 12:00 UTC" in refusal(done)
    (begun / "v1/SHA256SUMS").unlink()
    assert "is not frozen" in refusal(run("statement", "open", "first"))
    assert "There is no statement" in refusal(run("statement", "open", "frist"))


def test_a_statement_is_withdrawn_once_and_keeps_its_texts(frozen, run, problems):
    assert run("statement", "withdraw", "first").stdout == "Changed statements/first/statement.yaml\n"
    assert status(frozen) == "withdrawn"
    assert run("statement", "withdraw", "first").stdout == "It is withdrawn already.\n"
    assert problems() == []


def test_a_correction_is_the_next_version_and_lets_members_object(frozen, run, problems):
    run("statement", "open", "first")
    (frozen / "v1/es.md").write_text(TEXT.replace("---\n\n", f"translates: {'0' * 64}\n---\n\n"), encoding="utf-8")
    done = run("statement", "correct", "first", "--objections-until", "2026-12-05T00:00:00Z")
    assert done.exit_code == 0, done.output
    text = (frozen / "statement.yaml").read_text()
    assert "current_version: 2\nstatus: open\n" in text
    assert text.endswith("corrections: {2: {of: 1, objections_until: 2026-12-05T00:00:00Z}}\n")
    assert (frozen / "v2/en.md").read_text() == TEXT
    assert (frozen / "v2/es.md").read_text() == (frozen / "v1/es.md").read_text()
    assert "statements/first/statement.yaml unfrozen-text" in problems()
    assert run("statement", "freeze", "first").stdout == "Wrote statements/first/v2/SHA256SUMS\n"
    assert status(frozen) == "open"


def test_killed_before_its_texts_a_correction_is_named_by_check(frozen, run, problems):
    run("statement", "correct", "first")
    (frozen / "v2/en.md").unlink()
    assert problems() == ["statements/first/statement.yaml statement-without-text"] * 2


def test_the_next_version_that_is_no_correction_asks_everybody_again(frozen, run):
    assert run("statement", "new", "first", "--next-version").exit_code == 0
    assert "corrections" not in (frozen / "statement.yaml").read_text()
    assert (frozen / "v2/en.md").read_text() == TEXT
    assert "is there already" not in (frozen / "statement.yaml").read_text()
    assert run("statement", "new", "first", "--next-version", "--title", "T").exit_code == 2


def test_what_is_being_written_has_no_next_version(begun, run):
    assert "Change statements/first/v1/en.md" in refusal(run("statement", "correct", "first"))


def test_an_objection_needs_time(frozen, run):
    done = run("statement", "correct", "first", "--objections-until", "2026-11-01T00:00:00Z")
    assert done.exit_code == 2
    assert "that instant is over" in done.stderr


def test_nothing_is_written_through_a_link(folder, run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "statements").symlink_to(tmp_path / "elsewhere")
    done = run("statement", "new", "first", "--title", "T", "--occasion", "O", "--to", "state: G")
    assert "leads through a link" in refusal(done)
    assert list((tmp_path / "elsewhere").iterdir()) == []
