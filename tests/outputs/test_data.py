from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
import site_sample
from hypothesis import given
from hypothesis import strategies as st

from coalition.kinds.codes import COUNTRIES
from coalition.outputs import calendars, data, feeds, tables
from coalition.outputs.regions import REGIONS, region_of
from coalition.standing.model import Adoption

ATOM = "{http://www.w3.org/2005/Atom}"


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_country_lies_in_one_part_of_the_world_or_in_none():
    placed = {code: region_of(code) for code in COUNTRIES}
    assert set(placed.values()) <= {*REGIONS, ""}
    assert {code for code, region in placed.items() if not region} == {"AQ"}
    assert (placed["NP"], placed["KE"], placed["AR"], placed["RS"], placed["FJ"], placed["XK"]) == (
        "142",
        "002",
        "019",
        "150",
        "009",
        "150",
    )


def test_members_as_csv_open_in_a_spreadsheet():
    rows = read(tables.as_csv(tables.tables(site_sample.view())["members"]))
    harbour = next(row for row in rows if row["id"] == "harbour-network")
    assert harbour["name"] == "Harbour & <Network>"
    assert harbour["themes"] == "refugees; poverty"
    assert harbour["member_since"] == "2023-01-16"
    assert harbour["page"] == "https://campaign.example/members/harbour-network/"
    assert next(row for row in rows if row["id"] == "fjord-forum")["active"] == "no"


@pytest.mark.parametrize(
    "name", ["=1+1", "+41", "-2", "@x", "\t=x", "\r=x", "Harbour;=1+1", "Harbour; -2", "\uff1d1+1"]
)
def test_no_cell_is_a_formula(name):
    member = replace(site_sample.members()[0], name=name, languages=(name,))
    rows = tables.tables(replace(site_sample.view(), members=(member,)))["members"]
    for cell in read(tables.as_csv(rows))[0].values():
        assert not tables.FORMULA.search(cell)


TEXTS = st.text('aé"\\ \n\t;=+-@\uff1d')


@given(st.lists(st.dictionaries(TEXTS, st.one_of(st.none(), st.integers(), TEXTS, st.lists(TEXTS))), max_size=3))
def test_tables_are_written_as_json_writes_them(rows):
    rows = [row or {"id": ""} for row in rows]
    content = {"version": 1, "language": "es", "members": rows}
    assert tables.as_json("members", rows, "es").decode() == json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@given(TEXTS)
def test_no_cell_that_is_written_is_a_formula(text):
    assert list(csv.reader(io.StringIO(tables.as_csv([{"a": text}]).decode("utf-8-sig"), newline="")))[1] == [
        tables.inert(text)
    ]


def test_signs_within_a_cell_stay_as_they_are():
    assert tables.inert("1-2; a=b; x@y.example") == "1-2; a=b; x@y.example"


def test_no_row_names_a_member_that_may_not_be_named():
    view = site_sample.view()
    for name, rows in tables.tables(view).items():
        assert b"quiet-line" not in tables.as_json(name, rows, "en") + tables.as_csv(rows)


def test_a_table_without_rows_is_an_empty_file_with_its_mark():
    assert tables.as_csv([]) == b"\xef\xbb\xbf"


def test_json_says_its_version_and_language_and_keeps_letters():
    content = tables.as_json("members", tables.tables(site_sample.view())["members"], "es")
    value = json.loads(content)
    assert (value["version"], value["language"], len(value["members"])) == (1, "es", 4)
    assert "Öpen Gate" in content.decode()


def test_a_recommendation_leads_to_its_place():
    row = tables.tables(site_sample.view("es"))["recommendations"][0]
    assert row["page"] == "https://campaign.example/es/report/refugees/#refugees-rec-firewall"
    assert row["answers"] == ["A government, 2026-11-01: noted. Under study. (https://government.example/b)"]
    assert (row["id"], row["countries"], row["language"]) == ("refugees/rec-firewall", ("NP", "MX"), "en")


def test_the_feed_begins_with_what_changed_last():
    feed = ET.fromstring(feeds.atom(site_sample.view(), "feed.xml"))  # noqa: S314 -- our own file
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == [
        "Between two procedures: refugees",
        "The contract check desk",
        "Safe channels, services without fear",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-05T00:00:00Z"
    assert feed.findtext(f"{ATOM}id") == "https://campaign.example/"


def test_the_json_feed_is_of_the_same_entries():
    value = json.loads(feeds.json_feed(site_sample.view("es"), "es/feed.json"))
    assert value["feed_url"] == "https://campaign.example/es/feed.json"
    assert [item["url"] for item in value["items"]] == [
        "https://campaign.example/es/report/refugees/",
        "https://campaign.example/es/practices/contract-desk/",
        "https://campaign.example/es/statements/imrf-2026/",
    ]
    assert value["items"][0]["date_published"] == "2026-11-03T00:00:00Z"


def test_a_feed_of_nothing_still_has_a_date():
    bare = replace(site_sample.view(), chapters=(), statements=(), practices=(), stamp=None)
    assert b"<updated>1970-01-01T00:00:00Z</updated>" in feeds.atom(bare, "feed.xml")
    dated = replace(bare, stamp=datetime(2026, 1, 2, tzinfo=UTC))
    assert b"<updated>2026-01-02T00:00:00Z</updated>" in feeds.atom(dated, "feed.xml")


def test_the_calendar_has_every_meeting_in_utc():
    lines = calendars.calendar(site_sample.view(), "campaign.example").decode().split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20261215T083000Z" in lines
    assert "DTEND:20261216T160000Z" in lines
    assert "UID:geneva-dialogue@campaign.example" in lines
    assert "LOCATION:Palais\\, Geneva\\, Switzerland" in lines
    assert "LOCATION:online" in lines
    assert "URL:https://campaign.example/meetings/geneva-dialogue/" in lines


def test_a_long_line_of_the_calendar_is_folded_between_letters():
    meeting = replace(site_sample.view().meetings[0], title="ü;" * 80, summary="a\nb", ends=None, online=False, city="")
    content = calendars.calendar(replace(site_sample.view(), meetings=(meeting,), url="", stamp=None), "x.example")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    unfolded = content.decode().replace("\r\n ", "")
    assert "SUMMARY:" + "ü\\;" * 80 in unfolded
    assert "DESCRIPTION:a\\nb" in unfolded
    assert "DTEND" not in unfolded
    assert "URL:" not in unfolded


def test_the_files_of_a_second_language_lie_in_its_folder():
    paths = [path for path, _ in data.files(site_sample.view("es"), "campaign.example")]
    assert paths == sorted(paths)
    assert {"es/data/members.json", "es/data/members.csv", "es/feed.xml", "es/meetings/meetings.ics"} <= set(paths)
    assert all(path.startswith("es/") for path in paths)


def test_what_is_not_there_is_not_offered():
    bare = replace(site_sample.view(), meetings=(), statements=())
    names = [name for name, _ in data.offered(bare)]
    assert names == ["members", "chapters", "recommendations", "feed", "citation"]
    assert not any("statements" in path or path.endswith(".ics") for path, _ in data.files(bare, "x.example"))
    offered = {path for _, forms in data.offered(bare) for _, path in forms}
    assert offered == {path for path, _ in data.files(bare, "x.example")}


def test_statements_say_their_totals_and_answers_who_is_in_them():
    known = tables.tables(site_sample.view())
    (statement,) = read(tables.as_csv(known["statements"]))
    assert (statement["counted"], statement["signed"], statement["attested"], statement["unnamed"]) == (
        "3",
        "2",
        "1",
        "1",
    )
    assert (statement["adoption_rule"], statement["adopted"]) == ("threshold", "no")
    assert (statement["closes"], statement["closes_anywhere_on_earth"]) == ("2026-12-10", "yes")
    assert statement["files"].startswith("https://campaign.example/statements/imrf-2026/statement.pdf; ")
    rows = read(tables.as_csv(known["answers"]))
    assert [(row["member"], row["proof"], row["counts"]) for row in rows] == [
        ("harbour-network", "attested", "yes"),
        ("open-gate", "signed", "yes"),
        ("asia-committee", "announced", "no"),
        ("fjord-forum", "earlier", "no"),
    ]
    assert rows[0]["name"] == "Harbour Group"
    assert rows[1]["arrived"] == "2026-11-04T09:30:00+00:00"
    assert rows[1]["reservation"] == "On paragraph 4.\n\nAnd on <b>paragraph 5</b>."


def test_a_statement_that_closes_at_an_instant_and_is_adopted_by_no_rule():
    statement = replace(
        site_sample.statement("en"),
        closes_on=None,
        closes=datetime(2026, 12, 10, tzinfo=UTC),
        answers=replace(site_sample.answers(), adoption=Adoption()),
    )
    (row,) = tables.tables(replace(site_sample.view(), statements=(statement,)))["statements"]
    assert (row["closes"], row["closes_anywhere_on_earth"], row["adopted"]) == ("2026-12-10T00:00:00+00:00", "", "")


def test_the_feed_says_how_many_signed_a_statement():
    (entry,) = [entry for entry in feeds.entries(site_sample.view()) if entry.path == "statements/imrf-2026/"]
    assert entry.summary == (
        "International Migration Review Forum 2026. The text is final and open for signature by members. "
        "3 members have signed. Of these, 2 signed themselves and one was confirmed by letter or e-mail."
    )
