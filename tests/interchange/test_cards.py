"""Members for address books (RFC 6350) and for the web of data (JSON-LD)."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.campaign.loading import load
from coalition.interchange import linked, vcards
from coalition.sources.trees import MemoryTree

DAY = date(2026, 11, 22)
CAMPAIGN = load(
    MemoryTree(
        {
            "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en]}
themes: {refugees: {title: Refugee protection}}
""",
            "members.yaml": """\
members:
  - id: harbour
    name: "Harbour, Pier; and \\\\ Quay"
    other_names: [{name: "Hafen, Netz", language: de}, {name: Old Pier, until: 2019-05-01}]
    type: network
    country: "NO"
    areas_served: ["035", NP]
    themes: [refugees]
    languages: [nb, en]
    summary: A network of shelters along the coasts of the north, where people arrive by sea; für alle Häfen
    website: https://harbour.example/a,b
    identifiers: [{scheme: ECOSOC, id: "77"}]
    part_of: [asia]
    contacts:
      - {type: email, value: office@harbour.example, languages: [nb]}
      - {type: phone, value: "+47 1, 2"}
      - {type: fax, value: "+47 3"}
      - {type: address, value: 'The "Pier" 1, Bergen'}
      - {type: form, value: "https://harbour.example/form?a=b c"}
      - {type: signal, value: "+47 4"}
      - {type: other, value: "ring; twice"}
    membership: [{status: active, on: 2024-01-01}]
  - id: asia
    name: Asia Committee
    type: academic
    country: LK
    membership: [{status: active, on: 2024-01-01}, {status: lapsed, on: 2025-01-01}]
""",
        }
    )
).value
MEMBERS = [CAMPAIGN.members["harbour"], CAMPAIGN.members["asia"]]


def unfolded(raw: bytes) -> list[str]:
    """The lines of a card as a reader of the format joins them."""
    assert raw.endswith(b"\r\n")
    return raw.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_card_says_all_that_the_format_has_words_for():
    lines = unfolded(vcards.cards(MEMBERS[:1], DAY, "https://fair-passage.example/", "en"))
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        r"FN:Harbour\, Pier\; and \\ Quay",
        r"ORG:Harbour\, Pier\; and \\ Quay",
        r"NICKNAME:Hafen\, Netz",
        "UID:https://fair-passage.example/members/harbour/",
        "LANG;PREF=1:nb",
        "LANG;PREF=2:en",
        "URL:https://harbour.example/a,b",
        "EMAIL;TYPE=work:office@harbour.example",
        r'TEL;VALUE=text;TYPE="work,voice":+47 1\, 2',
        'TEL;VALUE=text;TYPE="work,fax":+47 3',
        "ADR;TYPE=work;LABEL=\"The ^'Pier^' 1, Bergen\":;;;;;;",
        "URL;TYPE=work:https://harbour.example/form?a=b%20c",
        "IMPP:signal:+47%204",
        r"NOTE:ring\; twice",
        "ADR;TYPE=work;CC=NO:;;;;;;Norway",
        "CATEGORIES:refugees",
        r"NOTE:A network of shelters along the coasts of the north\, where people arrive by sea\; für alle Häfen",
        "END:VCARD",
    ]


def test_a_card_of_a_campaign_without_a_site_has_its_id_alone():
    assert "UID;VALUE=text:asia" in unfolded(vcards.cards(MEMBERS, DAY, "", "en"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_takes_nothing_away_and_no_line_is_too_long(text):
    folded = vcards.fold(text)
    assert folded.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: "\r" not in text))
def test_escaping_can_be_undone_and_ends_no_line(text):
    escaped = vcards.escape(text)
    assert "\n" not in escaped
    assert re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], escaped) == text


@pytest.fixture
def graph():
    return json.loads(linked.graph(MEMBERS, CAMPAIGN, DAY, "https://fair-passage.example/"))


def test_linked_data_in_the_words_of_schema_org(graph):
    assert graph["@context"] == "https://schema.org"
    campaign, harbour, asia = graph["@graph"]
    assert campaign["@id"] == "https://fair-passage.example/#campaign"
    assert harbour["@type"] == "NGO"
    assert harbour["@id"] == "https://fair-passage.example/members/harbour/"
    assert harbour["alternateName"] == ["Hafen, Netz"]
    assert harbour["knowsAbout"] == ["Refugee protection"]
    assert harbour["identifier"] == [{"@type": "PropertyValue", "propertyID": "ECOSOC", "value": "77"}]
    assert harbour["areaServed"][0] == {"@type": "AdministrativeArea", "identifier": "035", "name": "Southeast Asia"}
    assert harbour["contactPoint"][0] == {
        "@type": "ContactPoint",
        "email": "office@harbour.example",
        "availableLanguage": ["nb"],
    }
    assert [one["@id"] for one in harbour["memberOf"]] == [
        "https://fair-passage.example/#campaign",
        "https://fair-passage.example/members/asia/",
    ]
    assert asia["@type"] == "ResearchOrganization"
    assert "memberOf" not in asia  # lapsed


def test_every_name_in_the_graph_is_an_address_or_a_fragment_where_there_is_no_site():
    alone = json.loads(linked.graph(MEMBERS, CAMPAIGN, DAY, ""))["@graph"]
    assert [one["@id"] for one in alone] == ["#campaign", "#harbour", "#asia"]
