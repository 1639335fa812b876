"""Which testimonies may be told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.campaign import consents
from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.campaign.secrets import secrets
from coalition.kinds import consent
from coalition.kinds.chapter import Chapter
from coalition.kinds.consent import ConsentRecord
from coalition.kinds.edition_consents import EditionConsents, ToldTestimony
from coalition.kinds.page import ReportText
from coalition.kinds.record import Files
from coalition.sources.trees import MemoryTree

DAY = date(2026, 6, 1)


def record(**changes) -> ConsentRecord:
    values = {
        "id": "2026-014",
        "scope": ("report", "site"),
        "media": ("web", "print"),
        "languages": ("en", "es"),
        "on": date(2026, 1, 1),
        "until": date(2027, 1, 1),
    }
    return ConsentRecord(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "site", "report"),
    [
        ({}, True, True),
        ({"scope": ("site",)}, True, False),
        ({"scope": ("report",)}, False, True),
        ({"scope": ("statement",)}, False, False),
        ({"media": ("web",)}, True, False),
        ({"media": ("print",)}, False, False),
        ({"media": ("social", "events")}, False, False),
        ({"languages": ("es",)}, False, False),
        ({"languages": ("en-GB",)}, False, False),
        ({"on": DAY}, True, True),
        ({"on": DAY + timedelta(1)}, False, False),
        ({"until": DAY}, True, True),
        ({"until": DAY - timedelta(1)}, False, False),
        ({"withdrawn": DAY}, False, False),
        ({"withdrawn": DAY + timedelta(30)}, False, False),
        ({"withdrawn": DAY - timedelta(30)}, False, False),
    ],
)
def test_what_is_not_agreed_to_is_not_told(changes, site: bool, report: bool):  # noqa: FBT001 -- what is asserted
    one = record(**changes)

    assert consents.tells(consents.told([one], DAY, "site"), "2026-014", "en") is site
    assert consents.tells(consents.told([one], DAY, "report"), "2026-014", "en") is report


def test_a_language_includes_its_varieties_and_no_other():
    allowed = consents.told([record(languages=("es", "pt-BR"))], DAY, "site")

    assert consents.tells(allowed, "2026-014", "es-MX")
    assert consents.tells(allowed, "2026-014", "PT-br")
    assert not consents.tells(allowed, "2026-014", "pt")
    assert not consents.tells(allowed, "2026-015", "es")


@given(
    st.lists(
        st.builds(
            record,
            id=st.sampled_from(["2026-014", "2026-015"]),
            languages=st.sampled_from([("en",), ("es",), ("en", "es")]),
            scope=st.sampled_from([("report",), ("site",), ("report", "site")]),
            withdrawn=st.sampled_from([None, None, DAY]),
        ),
        max_size=6,
    ),
    st.integers(0, 6),
    st.sampled_from(["site", "report"]),
)
def test_knowing_more_never_tells_more(records, at, use):
    own, also = records[:at], records[at:]

    known = consents.told(own, DAY, use, also)

    assert known <= consents.told(own, DAY, use)
    assert {number for number, _ in known} <= {one.id for one in own}
    for one in records:
        assert one.withdrawn is None or not any(number == one.id for number, _ in known)


def test_the_numbers_of_consents_can_be_looked_for_and_every_entry_says_what_is_agreed_to():
    text = "consents:\n  - {id: a b, scope: [], media: [web], languages: [en], on: 2026-01-01, name: Amina}\n"
    found = consent.parse(Files({consent.PATH: text}, (consent.PATH,)))

    assert found.value == ()
    assert {problem.code for problem in found.problems} == {"wrong-value", "missing-key", "unknown-key"}
    assert all(problem.place.path == "consents.yaml" for problem in found.problems)


FILES = {
    "coalition.yaml": "format: 1\ncampaign: {id: a-a, name: A, domain: a.example, secretariat: harbour, languages: [en]}\n"
    "themes: {refugees: {title: R}}\nreport: {title: T, edition: '1', chapters: [aa]}\n",
    "members.yaml": "members:\n  - {id: harbour, name: H, type: network, country: NP, membership: [{status: active, on: 2024-01-01}]}\n",
    "chapters/aa/chapter.md": "---\ntitle: A\ntheme: refugees\nlead: harbour\nstatus: final\n---\n\n"
    "::: {.testimony consent='2026-014'}\nI left.\n:::\n",
    "report/foreword.md": "---\ntitle: F\n---\n\n::: {.testimony consent='2026-014'}\nI left.\n:::\n",
    "consents.yaml": "consents:\n  - {id: 2026-014, scope: [site], media: [web], languages: [en], on: 2026-01-01, "
    "until: 2027-01-01, kept: The steel cupboard}\n",
}


def test_nothing_of_a_record_and_no_text_that_names_one_is_in_a_public_campaign():
    loaded = load(MemoryTree(FILES))
    public = publish(loaded.value, DAY).campaign

    assert loaded.value.of(ConsentRecord)
    assert public.of(ConsentRecord) == ()
    assert [text.body for text in (*public.of(Chapter), *public.of(ReportText))] == ["", ""]
    assert [text.title.text("en") for text in public.of(Chapter)] == ["A"]
    assert "2026-014" not in repr(public)
    assert "2026-014" not in repr([vars(text) for text in public.of(ReportText)])


def test_gates_look_for_what_is_in_the_records():
    assert {"2026-014", "The steel cupboard"} <= set(secrets(load(MemoryTree(FILES)).value))


def test_an_edition_has_to_be_issued_anew_when_something_in_its_files_may_be_told_no_more():
    edition = EditionConsents(
        version="1",
        edition="2026",
        testimonies=(
            ToldTestimony(consent="2026-014", language="en"),
            ToldTestimony(consent="2026-014", language="es-MX"),
        ),
    )

    def ended(now=DAY, **changes):
        return len(consents.ended(edition, now, [record(**changes)]))

    assert ended() == 0
    assert ended(date(2027, 1, 2)) == 2
    assert ended(withdrawn=DAY + timedelta(30)) == 2
    assert ended(scope=("site",)) == 2
    assert ended(media=("web",)) == 2
    assert ended(languages=("en",)) == 1
    assert ended(id="2026-015") == 2
    assert len(consents.ended(edition, DAY, [])) == 2
    assert len(consents.ended(edition, DAY, [record(), record(withdrawn=DAY)])) == 2
