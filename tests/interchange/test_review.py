"""A table as a whole: headings, what NA means, duplicates inside it and against the registry."""

from __future__ import annotations

from datetime import date

import pytest

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.interchange import grids
from coalition.interchange.candidates import Terms
from coalition.interchange.duplicates import domain
from coalition.interchange.layout import pairs, recognise
from coalition.interchange.review import Registry, lexicon, review
from coalition.interchange.summary import refused_rows, summary
from coalition.sources.trees import MemoryTree

CAMPAIGN = load(
    MemoryTree(
        {
            "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en, es]}
themes: {refugees: {title: {en: Refugee protection, es: Protección de refugiados}}}
""",
            "members.yaml": """\
members:
  - id: harbour
    name: Harbour Network
    other_names: [{name: Pier Committee, until: 2019-05-01}]
    type: network
    country: "NO"
    website: https://www.harbour.example/en
    identifiers: [{scheme: ECOSOC, id: "77", name_as_listed: Harbour Network International Association}]
    contacts: [{type: email, value: office@harbour.example}]
    membership: [{status: active, on: 2024-01-01}]
""",
        }
    )
).value
TERMS = Terms(lexicon(CAMPAIGN), date(2026, 11, 22), {"type": "network"})


def reviewed(text: str, allowed: frozenset[int] = frozenset(), used: tuple[str, ...] = ()):
    grid = grids.from_text("a.csv", text.encode())
    return review(grid, recognise(grid, {}), TERMS, Registry(CAMPAIGN.members, used), allowed)


def whys(text: str) -> dict[int, list[str]]:
    """Of each suspected row, why, and of whom."""
    found = reviewed(text).suspected
    return {one.number: [f"{each.why} / {each.other or each.row}" for each in all_of_it] for one, all_of_it in found}


def countries(text: str) -> list[object]:
    return [one.entry["country"] for one in reviewed(text).accepted]


# Headings


def test_headings_need_not_stand_in_the_first_row():
    text = "Our members,,\nas of May,,\nOrganización,País,Notas\nLotus House,Nepal,x\n"
    found = reviewed(text)
    assert [(column.heading, column.field) for column in found.layout.columns] == [
        ("Organización", "name"),
        ("País", "country"),
        ("Notas", ""),
    ]
    assert [one.number for one in found.accepted] == [4]


def test_pairs_may_have_commas_in_their_headings():
    assert pairs(["Name, official=name,Country=country", 'Remarks=,"Web, own"=website']) == {
        "Name, official": "name",
        "Country": "country",
        "Remarks": "",
        "Web, own": "website",
    }
    with pytest.raises(ValueError, match="is no pair"):
        pairs(["Name"])


def test_a_column_can_be_left_out_and_another_take_its_place():
    grid = grids.from_text("a.csv", b"Name,Local name\nx,y\n")
    assert [column.heading for column in recognise(grid, {"Name": "", "Local name": "name"}).used] == ["Local name"]


def test_two_columns_give_one_field_where_it_holds_several():
    found = reviewed("Name,Country,E-mail,public_email,Tel\nLotus,NP,a@l.example,b@l.example,+1 2\n").accepted[0]
    assert found.entry["contacts"] == [
        {"type": "email", "value": "a@l.example"},
        {"type": "email", "value": "b@l.example", "public": True},
        {"type": "phone", "value": "+1 2"},
    ]


def test_rows_that_go_on_behind_the_headings_were_parted_wrongly():
    found = reviewed("Name,Country\nLotus,NP,\nHouse, big,NP\nShort\n")
    assert [one.number for one in found.accepted] == [2]
    assert [row.reasons[-1].message for row in found.rejected] == [
        'The row has more cells than there are headings: "NP".',
        "There is no country.",
    ]


# NA


def test_na_is_namibia_among_codes_and_nothing_among_names():
    assert countries("Name,Where\na,b\n") == []
    assert countries("Name,Country\nDesert Rose,NA\nOryx Line,ZA\n") == ["NA", "ZA"]
    found = reviewed("Name,Country\nDesert Rose,NA\nOryx Line,South Africa\n")
    assert [row.reasons[0].message for row in found.rejected] == [
        'Country: "NA" was read as "not available", since the other cells of the column are names, not codes.'
    ]


def test_where_no_other_cell_tells_the_heading_does_or_nobody():
    assert countries("Name,Country code\nDesert Rose,NA\n") == ["NA"]
    assert countries("name,country\nDesert Rose,na\n") == ["NA"]
    assert "can be the code of Namibia" in reviewed("Name,Country\nDesert Rose,NA\n").rejected[0].reasons[0].message


def test_na_in_lists_of_codes_and_in_free_text():
    entry = reviewed("Name,Country,areas_served,Languages,Summary\nDesert,ZA,NA; ZA,na; en,N/A\n").accepted[0].entry
    assert entry["areas_served"] == ["NA", "ZA"]
    assert entry["languages"] == ["na", "en"]
    assert "summary" not in entry
    assert "languages" not in reviewed("Name,Country,Languages\nDesert,ZA,NA\n").accepted[0].entry


# Duplicates


def test_the_same_or_nearly_the_same_name_of_now_or_once():
    assert whys(
        "Name,Country\nHARBOUR-NETWORK,NP\nHarbor Network,NP\nPier Committee,NP\nPier Comittee,NP\n"
        "Harbour Network International Association,NP\nSomething Else,NP\n"
    ) == {
        2: ["it has the same name / harbour"],
        3: ['its name "Harbor Network" is nearly the same / harbour'],
        4: ["it has the same name, or had it once / harbour"],
        5: ['its name "Pier Comittee" is nearly the same / harbour'],
        6: ["it has the same name, or had it once / harbour"],
    }


def test_the_same_website_number_or_address():
    assert whys(
        "Name,Country,Web,identifiers,E-mail\nOne,NP,HTTP://harbour.example/fr?x,,\nTwo,NP,,ecosoc: 77,\n"
        "Three,NP,,,Office@Harbour.example\nFour,NP,harbours.example,ECOSOC: 78,office@four.example\n"
    ) == {
        2: ["it has the same website (harbour.example) / harbour"],
        3: ["it has the same number in ecosoc / harbour"],
        4: ["it has the same e-mail address / harbour"],
    }


def test_inside_the_table_the_later_row_is_suspected():
    assert whys("Name,Country,Web\nLotus House,NP,lotus.example\nAnother,NP,www.lotus.example\nLotus House,NP,\n") == {
        3: ["it has the same website (lotus.example) / 2"],
        4: ["it has the same name / 2"],
    }


def test_part_of_a_network_is_no_duplicate_of_it():
    assert whys("Name,Country,Web,part_of\nHarbour Bergen,NP,harbour.example,Harbour Network\n") == {}


def test_pages_at_a_host_of_many_are_no_sign():
    assert domain("https://www.facebook.com/lotus/") == "facebook.com/lotus"
    assert whys("Name,Country,Web\nOne,NP,facebook.com/one\nTwo,NP,facebook.com/two\n") == {}


def test_two_rows_of_one_name_are_not_both_allowed():
    table = "Name,Country\nHarbor Network,NP\nHarbor Network,NP\n"
    assert [one.number for one in reviewed(table, frozenset({2, 3})).accepted] == [2]


def test_an_id_that_was_anothers_is_told():
    found = reviewed("id,name,country\nold-pier,Lotus,NP\n", used=("old-pier", "harbour"))
    assert "ids are never used again" in found.rejected[0].reasons[0].message


def test_allowing_what_nobody_suspects():
    with pytest.raises(CoalitionError, match=r"No duplicate is suspected in line 7\."):
        reviewed("Name,Country\nLotus,NP\n", frozenset({7}))


# In words


def test_dates_alone_are_those_of_applications_and_this_is_said():
    found = reviewed("Name,Country,Member since\nLotus,NP,2024-01-01\n")
    assert "For members: --status active" in summary(found, [])
    assert found.accepted[0].entry["membership"] == [{"status": "applied", "on": date(2024, 1, 1)}]


def test_what_would_move_the_cursor_is_shown_as_such():
    text = "Name,Country\n\x1b[31mRed,NP\n"
    assert "\x1b" not in summary(reviewed(text), [])


def test_the_table_of_what_was_refused_has_columns_of_its_own_and_no_formula():
    found = reviewed("Name,Country,Row\n=1+1,NP,x\n")
    text = refused_rows(found).decode("utf-8-sig")
    assert text.splitlines()[0] == "Name,Country,Row,(row),why not added"
    assert text.splitlines()[1].startswith("'=1+1,NP,x,2,")


def test_many_new_members_are_listed_in_part():
    entries = [
        {
            "id": f"m-{n}",
            "name": "x",
            "type": "other",
            "country": "NP",
            "membership": [{"status": "applied", "on": "d"}],
        }
        for n in range(25)
    ]
    assert "and 5 more" in summary(reviewed("Name,Country\nLotus,NP\n"), entries)
