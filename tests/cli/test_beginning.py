"""Beginning a chapter, a practice or a meeting: one way for all of them."""

from __future__ import annotations

import pytest

from coalition.cli import asking, beginning
from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.kinds.guides import LANGUAGES, guide, guiding_lines
from coalition.parsing import schema

CHAPTER = ("chapter", "new", "--title", "Water on the way", "--theme", "water", "--lead", "open-gate")
PRACTICE = ("practice", "new", "--title", "A pump", "--member", "open-gate", "--summary", "Families mend it.")
MEETING = ("meeting", "new", "--title", "Spring", "--scope", "regional", "--kind", "gathering")
MEETING = (*MEETING, "--starts", "2026-05-04T09:00:00+02:00")
BEGUN = [
    (CHAPTER, "chapters/water-on-the-way/chapter.md"),
    (PRACTICE, "practices/a-pump.md"),
    (MEETING, "meetings/spring.md"),
]


@pytest.fixture
def folder(folder):
    with (folder / "coalition.yaml").open("a", encoding="utf-8") as file:
        file.write("themes: {water: {title: Water}, refugees: {title: Refugees}}\n")
    return folder


def refusal(done) -> str:
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


@pytest.mark.parametrize(("words", "path"), BEGUN)
def test_a_new_text_holds_words_that_guide_and_is_not_released_as_it_stands(folder, run, problems, words, path):
    done = run(*words)
    assert done.stdout == f"Wrote {path}\n"
    text = (folder / path).read_text()
    text = text.replace("status: outline", "status: final\nabstract: What it shows.")
    (folder / path).write_text(text, encoding="utf-8")
    assert f"{path} guiding-words" in problems()
    left = guiding_lines(words[0])
    own = "\n".join("Our own words." if line in left else line for line in text.splitlines())
    (folder / path).write_text(f"{own}\n", encoding="utf-8")
    assert not [found for found in problems() if "guiding-words" in found]


def test_an_outline_may_hold_them(run, problems):
    run(*CHAPTER)
    assert not [found for found in problems() if "guiding-words" in found]


def test_values_stand_in_the_order_of_the_schema_and_a_time_keeps_its_zone(folder, run):
    run(*MEETING, "--theme", "water", "--theme", "refugees", "--host", "harbour")
    assert (
        (folder / "meetings/spring.md")
        .read_text()
        .startswith(
            '---\ntitle: Spring\nscope: regional\nkind: gathering\nstarts: "2026-05-04T09:00:00+02:00"\nhost: harbour\n'
            "themes: [water, refugees]\n---\n\nSay what the meeting is for"
        )
    )


def test_the_text_guides_in_its_own_language(folder, run):
    run(*PRACTICE, "--language", "es")
    text = (folder / "practices/a-pump.md").read_text()
    assert "language: es\n" in text
    assert "## Qué se hizo" in text


def test_a_dry_run_shows_the_text_and_writes_nothing(folder, run):
    done = run(*CHAPTER, "--dry-run")
    assert "Would write chapters/water-on-the-way/chapter.md:\n    ---\n    title: Water on the way\n" in done.stdout
    assert not (folder / "chapters").exists()


def test_nothing_is_written_over_and_a_title_that_is_taken_gets_a_number(folder, run):
    run(*PRACTICE)
    kept = (folder / "practices/a-pump.md").read_bytes()
    assert 'There is a practice "a-pump" already: practices/a-pump.md' in refusal(
        run(*PRACTICE[:2], "a-pump", *PRACTICE[2:])
    )
    assert run(*PRACTICE).stdout == "Wrote practices/a-pump-2.md\n"
    assert (folder / "practices/a-pump.md").read_bytes() == kept


def test_an_id_of_ones_own(run):
    assert run(*CHAPTER[:2], "wells", *CHAPTER[2:]).stdout == "Wrote chapters/wells/chapter.md\n"


def test_a_folder_with_other_files_keeps_its_id(folder, run):
    (folder / "chapters/water-on-the-way").mkdir(parents=True)
    (folder / "chapters/water-on-the-way/references.bib").write_text("")
    assert run(*CHAPTER).stdout == "Wrote chapters/water-on-the-way-2/chapter.md\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*CHAPTER[:2], "Water", *CHAPTER[2:]], '"Water" cannot be an id'),
        ([*CHAPTER, "--contributor", "harbor"], 'Did you mean "harbour"?'),
        (["chapter", "new", "--title", "T", "--theme", "watr", "--lead", "harbour"], 'Did you mean "water"?'),
        ([*PRACTICE, "--country", "Nepal"], '"Nepal" is not a country code'),
        ([*PRACTICE, "--language", "English"], '"English" is not a language tag'),
    ],
)
def test_what_check_would_refuse_is_not_begun(folder, run, words, said):
    assert said in refusal(run(*words))
    assert not (folder / words[0]).with_name(f"{words[0]}s").exists()


def test_an_instant_without_a_zone_is_a_slip_of_the_command(run):
    done = run(*MEETING[:-1], "2026-05-04T09:00:00")
    assert done.exit_code == 2
    assert "has no zone" in done.stderr


def test_what_no_option_says_is_asked(folder, run, monkeypatch):
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    done = run("chapter", "new", answers="Water\nnothing\nwater\n\n")
    assert done.exit_code == 0, done.output
    assert '"nothing" is not one of: water, refugees.' in done.stderr
    assert "lead: harbour\nstatus: outline\n" in (folder / "chapters/water/chapter.md").read_text()


def test_where_nobody_can_be_asked_the_option_is_named(run):
    done = run("practice", "new", "--title", "T")
    assert done.exit_code == 2
    assert "Say it with --member" in done.stderr


def test_every_kind_that_is_begun_with_guiding_words_has_its_command():
    begun = {kind.name: kind for kind in KINDS if kind.begins_at}
    assert begun.keys() == beginning.COMMANDS.keys()
    for name, values in beginning.VALUES.items():
        keys = set(schema.keys(begun[name].model))
        assert {value.key for value in values} <= keys
        assert set(beginning.FIXED.get(name, {})) <= keys
        for language in LANGUAGES:
            assert guide(name, language).endswith("\n")
