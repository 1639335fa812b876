"""Lists and single records as the command line prints them: statements say what their answers are worth."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_campaign import FILES, write

from coalition.standing.model import Adoption, Answer, Standing, StatementStanding, Totals
from coalition.workflows import listing, verifying

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PROCESS = """\
venue: letter
submitted_by: harbour
status: open
closes: {closes}
adoption: {{rule: threshold, minimum: 2}}
"""
PRACTICE = "---\ntitle: {title}\nmember: harbour\nsummary: S\ncountries: [NP]\n---\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    write(
        tmp_path,
        {
            "statements/first/statement.yaml": PROCESS.format(closes="{date: 2026-12-10, zone: anywhere-on-earth}"),
            "statements/second/statement.yaml": PROCESS.format(closes="2026-12-10T12:00:00+02:00").replace(
                "{rule: threshold, minimum: 2}", "{rule: none}"
            ),
            "practices/desk.md": PRACTICE.format(title="A desk"),
            "practices/desk.es.md": PRACTICE.format(title="Una mesa"),
            "practices/clinic.es.md": PRACTICE.format(title="Una clínica"),
        },
    )
    return tmp_path


@pytest.fixture(autouse=True)
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three count, of whom one is not named, and one is not confirmed."""
    waiting = Answer(
        "x.txt", "first", 1, "harbour", "Harbour", "endorse", "supporter", "announced", counts=False, on=None
    )
    found = StatementStanding(
        "first", 1, (waiting,), Totals(3, 2, 1, unnamed=1), Adoption("threshold", adopted=True, reason="3 of the 2.")
    )
    state = Standing(NOW, frozenset({"harbour"}), {"first": found})
    monkeypatch.setattr(verifying, "standing", lambda _campaign, _moment, _cache: state)


def test_statements_are_listed_with_title_deadline_total_and_adoption(folder):
    lines = listing.listing(folder, "statement", NOW, "table").splitlines()
    assert lines[0].split("  ")[0] == "id"
    assert [part.strip() for part in lines[2].split("  ") if part.strip()] == [
        "first",
        "Open the safe channels",
        "open",
        "1",
        "10 December 2026, anywhere on earth",
        "3",
        "yes",
    ]
    assert "10 December 2026, 12:00 (UTC+02:00)" in lines[3]


def test_programs_get_deadlines_as_they_were_written(folder):
    rows = json.loads(listing.listing(folder, "statement", NOW, "json"))
    assert rows[0]["closes"] == {"date": "2026-12-10", "zone": "anywhere-on-earth"}
    assert (rows[0]["counted"], rows[0]["adopted"], rows[1]["adopted"]) == (3, True, None)
    table = list(csv.DictReader(io.StringIO(listing.listing(folder, "statement", NOW, "csv"))))
    assert [row["closes"] for row in table] == ["2026-12-10 anywhere-on-earth", "2026-12-10T12:00:00+02:00"]
    assert table[1]["title"] == ""


def test_a_statement_is_shown_with_what_its_answers_come_to(folder):
    lines = [line.split(maxsplit=1) for line in listing.show(folder, "statement", "first", NOW, "table").splitlines()]
    shown = {line[0]: line[1] for line in lines}
    assert shown["title"] == "Open the safe channels"
    assert shown["closes"] == "10 December 2026, anywhere on earth"
    assert (shown["counted"], shown["signed"], shown["attested"], shown["unnamed"]) == ("3", "2", "1", "1")
    assert (shown["not_yet_confirmed"], shown["adopted"], shown["adoption_reason"]) == ("1", "yes", "3 of the 2.")
    assert "objected" not in shown
    assert json.loads(listing.show(folder, "statement", "first", NOW, "json"))["objected"] == 0


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_texts_stand_in_the_order_of_the_campaigns_languages(folder, form):
    made = listing.listing(folder, "practice", NOW, form)
    assert made.index("Una clínica") < made.index("A desk") < made.index("Una mesa")


def test_only_what_shows_answers_asks_for_them(folder, monkeypatch):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(verifying, "standing", refuse)
    assert "Harbour Network" in listing.listing(folder, "member", NOW, "table")
