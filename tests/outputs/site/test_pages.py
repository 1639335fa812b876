# ruff: noqa: RUF001 -- readers see dashes, not hyphens
from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import site_sample
from markupsafe import Markup

from coalition.kinds.site import MADE_PAGES
from coalition.outputs.answers import AnswersView, AnswerView
from coalition.outputs.site import pages
from coalition.outputs.site.member_views import MembershipView
from coalition.outputs.site.statement_views import VersionView
from coalition.outputs.site.views import CampaignView, HandwrittenView, TextView
from coalition.standing.model import Adoption, Totals

HREF = re.compile(r'href="([^"#]*)')


@pytest.fixture(scope="module")
def english():
    return {page.path: page for page in pages.write(site_sample.view("en"))}


@pytest.fixture(scope="module")
def spanish():
    return {page.path: page for page in pages.write(site_sample.view("es"))}


def text(page):
    return " ".join(
        Markup(re.sub(r"</?(?:p|li|dt|dd|h\d|div|td|th|dl|ul)\b[^>]*>", " ", page.html)).striptags().split()  # noqa: S704 -- only to take its tags off
    )


def changed(**values):
    return {page.path: page for page in pages.write(replace(site_sample.view(), **values))}


def test_what_the_site_makes_by_itself_below_a_section_nothing_of_the_section_can_be_called(english):
    view = site_sample.view("en")
    named = {
        "report": {*(one.id for one in (*view.chapters, *view.report.before, *view.report.after))},
        "members": {one.id for one in view.members},
        "statements": {one.id for one in view.statements},
        "practices": {one.id for one in view.practices},
        "meetings": {one.id for one in view.meetings},
        "themes": {one.id for one in view.themes},
    }
    below = [path.split("/") for path in english if path.partition("/")[0] in named and path.count("/") == 2]
    made = {(f"{section}/", name) for section, name, _ in below if name not in named[section] and name[0].isalpha()}

    assert made <= {(section, name) for section, names in MADE_PAGES.items() for name in names}
    assert (
        {("report/", "sources"), ("members/", "by-name"), ("statements/", "by-theme")}
        >= made
        >= {("members/", "by-name")}
    )


def test_there_is_a_page_for_everything(english):
    assert list(english) == [
        "",
        "about/",
        "countries/",
        *(f"countries/{code}/" for code in ("ar", "ch", "jp", "ke", "lk", "no", "np", "ph")),
        "data/",
        "join/apply/",
        "meetings/",
        "meetings/colombo-meeting/",
        "meetings/geneva-dialogue/",
        "members/",
        "members/asia-committee/",
        "members/by-name/",
        "members/fjord-forum/",
        "members/harbour-network/",
        "members/open-gate/",
        "practices/",
        "practices/contract-desk/",
        "recommendations/",
        "report/",
        "report/foreword/",
        "report/method/",
        "report/poverty/",
        "report/refugees/",
        "report/sources/",
        "search/",
        "statements/",
        "statements/by-theme/",
        "statements/imrf-2026/",
        "statements/imrf-2026/changes/2/",
        "status/",
        "themes/",
        "themes/poverty/",
        "themes/refugees/",
    ]


def test_both_languages_have_the_same_pages(english, spanish):
    assert english.keys() == spanish.keys()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_leads_to_a_page_or_to_a_file(language):
    prefix = "" if language == "en" else "es/"
    everything = pages.write(site_sample.view(language))
    known = {prefix + page.path for page in everything} | {page.path for page in pages.write(site_sample.view("en"))}
    known |= {f"es/{page.path}" for page in everything}
    for page in everything:
        for link in HREF.findall(page.html):
            if not link or "://" in link or link.startswith(("mailto:", "tel:")):
                continue
            steps = (prefix + page.path).split("/")[:-1]
            for step in link.split("/")[:-1]:
                if step == "..":
                    steps.pop()
                elif step != ".":
                    steps.append(step)
            target = "".join(f"{step}/" for step in steps) + link.rpartition("/")[2]
            assert target in known or "." in target.rpartition("/")[2], (page.path, link)


def test_the_order_of_views_changes_no_page_path_and_equal_views_give_equal_pages():
    assert pages.write(site_sample.view()) == pages.write(site_sample.view())


def test_a_member_that_is_not_named_is_named_nowhere(english, spanish):
    for page in (*english.values(), *spanish.values()):
        assert "quiet-line" not in page.html
    assert "an organisation that is not named" in text(english["report/poverty/"])
    assert "One of them is not named here, for its safety." in text(english["members/"])


def test_what_people_write_is_escaped(english):
    for page in english.values():
        assert "<Network>" not in page.html
    assert english["members/harbour-network/"].title == "Harbour & <Network>"
    assert "Not &lt;yet&gt;." in english["statements/imrf-2026/"].html


def test_home_begins_with_the_campaigns_own_words(english):
    shown = text(english[""])
    order = [
        "Every day people leave home.",
        "The joint report",
        "The latest statement",
        "What we ask for",
        "Themes",
        "Asia 2",
    ]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)
    assert english[""].title == "Against exploitation on the move"
    assert english[""].description == "What this campaign is."


def test_home_without_words_of_its_own_bears_the_campaigns_name():
    home = changed(handwritten=(), report=None, statements=(), themes=(), members=(), unnamed=0)[""]
    assert home.title == "Campaign Against Exploitation"
    assert text(home) == ""


def test_the_report_offers_its_files_with_their_sizes(english, spanish):
    shown = text(english["report/"])
    assert "PDF 1.2 MB for reading, printing and quoting by page" in shown
    assert 'href="report.pdf" download' in english["report/"].html
    assert 'href="../../report/report.pdf" download' in spanish["report/"].html
    assert "PDF (inglés) 1,2 MB" in text(spanish["report/"])
    assert "Part two" in shown
    assert (
        "Campaign Against Exploitation. 2026. Exploitative migration worldwide. Edition 2026. https://campaign.example/report/"
        in shown
    )
    assert "https://creativecommons.org/licenses/by/4.0/" in english["report/"].html


@pytest.mark.parametrize(
    ("licence", "shown"),
    [
        ("CC-BY-SA-4.0", 'href="https://creativecommons.org/licenses/by-sa/4.0/" rel="license">Creative Commons'),
        ("Ask us first", "under the licence Ask us first</p>"),
    ],
)
def test_a_licence_leads_to_its_text_where_that_is_known(licence, shown):
    assert shown in changed(report=replace(site_sample.report(), licence=licence, date=None))["report/"].html


def test_a_chapter_says_who_wrote_it_what_it_asks_and_how_to_cite_it(english):
    page = english["report/refugees/"]
    shown = text(page)
    assert page.kicker == "Chapter 1"
    assert "Led by Öpen Gate with Harbour & <Network> and an organisation that is not named" in shown
    assert "Reviewed by Asia Committee" in shown
    assert [entry.text for entry in page.toc] == [
        "1.1 Two systems, one person",
        "On the road",
        "1.2 What to do",
        "Recommendations of this chapter",
        "Sources",
        "How to cite",
    ]
    assert "IOM. 2009. A paper." in shown
    assert "“Between two procedures: refugees.” In Exploitative migration worldwide" in shown
    assert 'rel="next"' in page.html
    assert 'rel="prev"' not in page.html


def test_a_draft_chapter_says_so(english):
    assert "This chapter is a draft." in text(english["report/poverty/"])
    assert "contents" not in english["report/poverty/"].html


def test_a_text_that_is_not_translated_says_so_and_bears_its_language(spanish):
    page = spanish["report/refugees/"]
    assert "Este texto aún no se ha traducido. Se muestra en inglés." in text(page)
    assert 'lang="en">1.1 Two systems' in page.html
    inner = next(part for part in page.parts if part.heading and part.heading.id == "refugees-sec-two")
    assert (inner.language, inner.heading.language) == ("en", "en")
    assert page.title_language == "en"
    assert spanish["report/foreword/"].title_language == "en"
    assert spanish["statements/imrf-2026/"].title_language == ""


def test_a_wide_table_scrolls_within_reach_of_the_keyboard(english):
    assert (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table, scrolls sideways"><table>'
        in english["report/refugees/"].html
    )


def test_a_table_that_scrolls_already_is_left_alone():
    ready = TextView(Markup('<div class="table-scroll"><table><tr><td>x</td></tr></table></div>'), "en")
    chapter = replace(site_sample.chapters()[0], text=ready)
    assert 'class="scroll"' not in changed(chapters=(chapter,))["report/refugees/"].html


def test_a_report_whose_chapters_bring_their_own_works_has_no_page_of_them():
    assert "report/sources/" not in changed(report=replace(site_sample.report(), sources=Markup()))


def test_without_a_report_there_is_no_page_of_one():
    assert not [path for path in changed(report=None) if path.startswith("report/")]


def test_a_statement_says_to_whom_and_until_when(english, spanish):
    shown = text(english["statements/imrf-2026/"])
    assert (
        "The text is final and open for signature by members. Open until the end of 10 December 2026, wherever on earth."
        in shown
    )
    assert "Governments meeting in New York" in shown
    assert "corrects version 1" in shown
    assert "A government It thanks us." in shown
    assert "Esta es una traducción. Los miembros firman el texto en inglés." in text(spanish["statements/imrf-2026/"])
    assert 'href="../../es/statements/imrf-2026/" hreflang="es"' in english["statements/imrf-2026/"].html


def test_those_who_count_are_told_from_those_who_do_not(english):
    page = english["statements/imrf-2026/"]
    shown = text(page)
    assert "3 members have signed. Of these, 2 signed themselves and one was confirmed by letter or e-mail." in shown
    assert "Not adopted yet: 3 of at least 10 have signed." in shown
    assert "One of those counted is not named here." in shown
    assert "Drafters 1 Open Gate with a reservation for 1. Needs first only Kenya signed · 4 November 2026" in shown
    assert "Supporters 1 Harbour Group Japan confirmed by letter or e-mail" in shown
    assert "Not yet confirmed 1 Asia Committee with its reasons Sri Lanka does not sign · not yet confirmed" in shown
    assert "Signed an earlier text 1 Fjord Forum Norway signed an earlier text (version 1)" in shown
    assert [entry.id for entry in page.toc] == [
        "sec-needs",
        "answers",
        "signed-drafter",
        "signed-supporter",
        "reservations",
        "uncounted",
        "unconfirmed",
        "earlier",
        "responses",
        "versions",
        "check",
    ]


def test_a_reservation_stands_in_full_and_is_only_text(english):
    page = english["statements/imrf-2026/"]
    assert "<p>On paragraph 4.</p><p>And on &lt;b&gt;paragraph 5&lt;/b&gt;.</p>" in page.html
    assert 'href="#reservation-open-gate"' in page.html
    assert 'id="reservation-open-gate"' in page.html


def test_the_page_says_how_to_check_what_was_signed(english):
    page = english["statements/imrf-2026/"]
    assert "statements/imrf-2026/v2/en.md" in page.html
    assert "9f86d081884c7d65<wbr>9a2feaa0c55ad015" in page.html
    assert "coalition statement verify imrf-2026" in page.html


def test_a_statement_offers_its_files(english, spanish):
    assert 'href="statement.pdf" download>PDF</a>' in english["statements/imrf-2026/"].html
    assert 'href="../../../statements/imrf-2026/statement.docx"' in spanish["statements/imrf-2026/"].html
    assert "PDF (inglés) 120 kB" in text(spanish["statements/imrf-2026/"])


def with_answers(**values):
    statement = replace(site_sample.statement("en"), answers=AnswersView(**values))
    return text(changed(statements=(statement,))["statements/imrf-2026/"])


def test_those_who_answered_and_did_not_sign_are_shown_by_what_they_answered():
    def answered(action):
        return (AnswerView("open-gate", "Open Gate", "KE", action=action, version=2),)

    shown = with_answers(
        objected=answered("object"),
        declined=answered("decline"),
        abstained=answered("abstain"),
        withdrawn=answered("withdraw"),
        faulty=(AnswerView("open-gate", "Open Gate", "KE", proof="key-not-valid-then"),),
        late=(AnswerView("open-gate", "Open Gate", "KE", arrived=datetime(2026, 12, 12, tzinfo=UTC)),),
    )
    for heading in ("Object 1", "Do not sign 1", "Abstain 1", "Withdrew their signature 1"):
        assert f"{heading} Open Gate Kenya in a signed answer" in shown
    assert "Not valid 1 Open Gate Kenya wants to sign · its key was not valid then" in shown
    assert "Signed after the deadline 1" in shown
    assert "Open Gate Kenya signed · 12 December 2026" in shown


@pytest.mark.parametrize(
    ("adoption", "totals", "expected"),
    [
        (Adoption("none"), Totals(), "This statement speaks for those who sign it."),
        (Adoption("threshold", adopted=True, minimum=2), Totals(counted=2), "The campaign has adopted this statement."),
        (Adoption("consensus"), Totals(objected=1), "One member objects, so it is not adopted."),
        (
            Adoption("no-objection", until=datetime(2026, 12, 1, tzinfo=UTC)),
            Totals(),
            "Members can object until 1 December 2026, 00:00 (UTC).",
        ),
        (Adoption("no-objection", until=datetime(2026, 11, 1, tzinfo=UTC)), Totals(), "in time. Not adopted yet."),
    ],
)
def test_whether_the_campaign_has_adopted_it(adoption, totals, expected):
    assert expected in with_answers(adoption=adoption, totals=totals)


def test_three_hundred_signatories_open_by_part_of_the_world():
    countries = ("KE", "NP", "AR", "DE", "FJ", "AQ")
    signatories = tuple(
        AnswerView("open-gate", f"Member {number:03}", countries[number % 6], version=2) for number in range(300)
    )
    statement = replace(site_sample.statement("en"), answers=AnswersView(signatories=signatories))
    page = changed(statements=(statement,))["statements/imrf-2026/"]
    assert page.html.count("<details") == 6
    assert "Africa 50 members in one country" in text(page)
    assert "Elsewhere 50 members in one country" in text(page)
    assert page.html.count("Member ") == 300
    short = replace(statement, answers=AnswersView(signatories=signatories[:30]))
    assert "<details" not in changed(statements=(short,))["statements/imrf-2026/"].html


def test_a_translation_that_lags_names_the_text_that_is_signed():
    statement = replace(site_sample.statement("es"), lagging=True)
    assert "The text in English, which members sign, has changed" in text(
        changed(statements=(statement,))["statements/imrf-2026/"]
    )


def test_a_deadline_that_has_passed_is_said_to_have_passed():
    statement = replace(site_sample.statement("en"), over=True)
    pages_ = changed(statements=(statement,))
    assert "The time for answers ended when 10 December 2026 had ended everywhere on earth." in text(
        pages_["statements/imrf-2026/"]
    )
    assert "until 10 December" not in text(pages_["statements/"])


def test_what_changed_between_versions_has_its_link_where_there_is_a_page_of_it():
    versions = (VersionView(1, current=False, languages=("en",)), VersionView(2, current=True, languages=("en",)))
    second = replace(versions[1], changes="statements/imrf-2026/changes/v2/", since=1)
    statement = replace(site_sample.statement("en"), versions=(versions[0], second))
    page = changed(statements=(statement,))["statements/imrf-2026/"]
    assert '<a href="changes/v2/">what changed since version 1</a>' in page.html


def test_statements_stand_by_theme_too(english):
    page = english["statements/by-theme/"]
    assert [entry.text for entry in page.toc] == ["Refugee protection"]
    assert not page.search
    other = replace(site_sample.statement("en"), id="other", themes=("unknown",))
    pages_ = changed(statements=(site_sample.statement("en"), other))
    assert [entry.id for entry in pages_["statements/by-theme/"].toc] == ["refugees", "no-theme"]
    assert "statements/by-theme/" not in changed(statements=(replace(other, themes=()),))


def test_a_list_of_statements_says_how_many_signed_and_whether_it_is_adopted(english):
    shown = text(english["statements/"])
    assert "open for signature · until 10 December 2026, wherever on earth · signed by 3 members" in shown
    adopted = replace(site_sample.answers(), adoption=Adoption("threshold", adopted=True, minimum=2))
    statement = replace(site_sample.statement("en"), answers=adopted)
    assert "signed by 3 members · adopted" in text(changed(statements=(statement,))["statements/"])


def test_a_member_lists_what_it_signed_under_the_name_that_it_then_bore(english):
    assert (
        "What it signed Safe channels, services without fear supporter · confirmed by letter or e-mail · 1 April 2019"
        " · as Harbour Group" in text(english["members/harbour-network/"])
    )
    shown = text(english["members/open-gate/"])
    assert "drafted the text · signed · 3 November 2026 · arrival record of 4 November 2026" in shown
    assert "as Open Gate · with a reservation" in shown
    assert "signed an earlier text (version 1) · 2 January 2026" in text(english["members/fjord-forum/"])
    assert "What it signed" not in text(english["members/asia-committee/"])


def test_statements_are_grouped_by_what_becomes_of_them():
    one = site_sample.statement("en")
    several = [
        replace(one, id="a", status="draft"),
        replace(one, id="b", status="answered", submitted_on=datetime(2026, 5, 1, tzinfo=UTC).date()),
        replace(one, id="c", status="withdrawn", closes_on=None),
        replace(one, id="d", status="open", closes_on=None, closes=datetime(2026, 12, 10, 12, 0, tzinfo=UTC)),
    ]
    pages_ = changed(statements=tuple(several))
    assert [entry.text for entry in pages_["statements/"].toc] == [
        "Being agreed and signed",
        "Sent",
        "No longer in force",
        "Drafts",
    ]
    assert "until 10 December 2026, 12:00 (UTC)" in text(pages_["statements/"])
    assert "Open until 10 December 2026, 12:00 (UTC)." in text(pages_["statements/d/"])
    assert "1 May 2026" in text(pages_["statements/"])


def test_no_statement_yet():
    assert "No statement has been published yet." in text(changed(statements=())["statements/"])


def test_the_directory_goes_by_part_of_the_world_and_tells_former_members_apart(english):
    page = english["members/"]
    assert [entry.text for entry in page.toc] == ["Africa", "Asia", "Former members"]
    assert "Öpen Gate Kenya regional NGO" in text(page)
    assert text(page).index("Fjord Forum") > text(page).index("Former members Fjord")
    assert [entry.text for entry in english["members/by-name/"].toc] == ["A", "H", "O"]


def test_a_member_somewhere_else_is_listed_too():
    member = replace(site_sample.members()[0], country="AQ")
    pages_ = changed(members=(member,))
    assert [entry.text for entry in pages_["members/"].toc] == ["Elsewhere"]
    assert "Antarctica" in text(pages_["countries/"])
    assert "Elsewhere 1" in text(pages_[""])


def test_a_member_says_what_it_does_and_how_to_reach_it(english):
    page = english["members/harbour-network/"]
    shown = text(page)
    assert "international NGO · Japan" in shown
    assert "Also called Red del Puerto Formerly Harbour Group (until 1 May 2019)" in shown
    assert "Works in Japan and Southeast Asia" in shown
    assert "Languages Japanese, English and Filipino" in shown
    assert "special consultative status" in shown
    assert "Philippines Country of origin" in shown
    assert "E-mail · English and Japanese · Mon–Fri 09:00–17:00 · checked on 1 October 2026" in shown
    assert 'href="mailto:office@harbour.example"' in page.html
    assert 'href="tel:+810000000000"' in page.html
    assert 'href="https://harbour.example/write"' in page.html
    assert "Night line" in shown
    assert "1 Quay, Harbour" in shown
    assert "contributes to this chapter of the report" in shown
    assert "drafted this statement" in shown
    assert "16 January 2023 member" in shown


def test_a_network_shows_whom_it_brings_together_and_no_contact_where_there_is_none(english):
    shown = text(english["members/asia-committee/"])
    assert "Brings together Harbour" in shown
    assert "This member publishes no contact." in shown
    assert "reviewed this chapter" in shown


def test_a_former_member_is_shown_as_one_and_cannot_be_written_to(english):
    shown = text(english["members/fjord-forum/"])
    assert "This organisation is no longer a member." in shown
    assert "How to reach it" not in shown
    assert "31 March 2026 membership lapsed" in shown


def test_a_member_that_became_part_of_another_says_of_which():
    merged = replace(
        site_sample.members()[1],
        membership=(MembershipView("merged", datetime(2026, 1, 1, tzinfo=UTC).date(), "open-gate"),),
    )
    shown = text(changed(members=(merged, site_sample.members()[3]))["members/fjord-forum/"])
    assert "became part of another member: Öpen Gate" in shown


def test_a_country_shows_who_is_there_and_what_happened(english):
    japan = text(english["countries/jp/"])
    assert "Members based here Harbour" in japan
    assert "Members that work here Öpen Gate Kenya" in japan
    assert "The contract check desk" in text(english["countries/np/"])
    assert "A dialogue with governments" in text(english["countries/ar/"])
    assert "Former members Fjord Forum" in text(english["countries/no/"])
    assert "Japan one member based here · one works here" in text(english["countries/"])


def test_a_theme_gathers_everything_about_it(english):
    shown = text(english["themes/refugees/"])
    for words in (
        "Those who flee.",
        "Between two procedures",
        "Safe channels",
        "Build a firewall",
        "A dialogue",
        "Öpen Gate",
    ):
        assert words in shown
    assert "The contract check desk" in text(english["themes/poverty/"])
    assert "Refugee protection Those who flee. one chapter · 2 members" in text(english["themes/"])


def test_a_theme_that_the_campaign_does_not_have_is_named_by_its_id():
    member = replace(site_sample.members()[0], themes=("weather",))
    assert "weather" in text(changed(members=(member,))["members/asia-committee/"])


def test_a_practice_says_who_where_when(english):
    shown = text(english["practices/contract-desk/"])
    assert "When February 2023 to 2025" in shown
    assert "Stage Country of origin" in shown
    assert "For Jobseekers" in shown
    assert "desk.example" in shown


def test_a_practice_that_goes_on():
    practice = replace(site_sample.view().practices[0], ended="", website="")
    assert "When since February 2023" in text(changed(practices=(practice,))["practices/contract-desk/"])
    practice = replace(practice, started="")
    assert "When" not in text(changed(practices=(practice,))["practices/contract-desk/"])


def test_a_meeting_says_when_with_its_distance_from_utc(english, spanish):
    shown = text(english["meetings/geneva-dialogue/"])
    assert "When 15 December 2026, 09:30 (UTC+01:00) to 16 December 2026, 17:00 (UTC+01:00)" in shown
    assert "Geneva, Switzerland and online" in shown
    assert "Argentina and Nepal" in shown
    assert "Safe channels, services without fear" in shown
    assert "15 de diciembre de 2026, 9:30 (UTC+01:00)" in text(spanish["meetings/geneva-dialogue/"])
    assert "1 March 2026, 09:00 (UTC) to 12:00" in text(english["meetings/colombo-meeting/"])


def test_meetings_to_come_stand_before_those_that_were(english, spanish):
    assert [entry.text for entry in english["meetings/"].toc] == ["To come", "Past"]
    assert "15–16 December 2026" in text(english["meetings/"])
    assert 'href="meetings.ics"' in english["meetings/"].html
    assert 'href="meetings.ics"' in spanish["meetings/"].html


def test_a_meeting_without_an_end_or_a_place():
    meeting = replace(site_sample.view().meetings[1], ends=None, online=False)
    shown = text(changed(meetings=(meeting,))["meetings/colombo-meeting/"])
    assert "When 1 March 2026, 09:00 (UTC) Where place not yet known" in shown


def test_the_register_stands_by_addressee_with_what_was_answered(english):
    page = english["recommendations/"]
    assert [entry.text for entry in page.toc] == ["To all states", "To business"]
    assert "A government, 1 November 2026: noted. Under study." in text(page)
    assert 'href="../report/refugees/#refugees-rec-firewall"' in page.html
    assert "Refugee protection · Nepal and Mexico" in text(page)


def test_what_a_campaign_does_not_have_gets_no_page():
    bare = pages.write(CampaignView(language="en", languages=("en",), name="Bare"))
    assert [page.path for page in bare] == ["", "data/", "members/", "members/by-name/", "search/", "statements/"]


def test_the_campaigns_own_page_takes_the_place_of_a_generated_one():
    own = HandwrittenView("data", "Our data", TextView(Markup("<p>Ask us.</p>"), "en"))
    assert changed(handwritten=(own,))["data/"].title == "Our data"


def test_the_search_is_not_found_by_itself(english):
    assert not english["search/"].search
    assert english["search/"].layout == "search"
    assert "The search needs JavaScript." in text(english["search/"])


def test_who_has_only_applied_is_no_former_member():
    applied = replace(
        site_sample.members()[0],
        id="dhow-house",
        name="Dhow House",
        active=False,
        membership=(MembershipView("applied", datetime(2026, 11, 1, tzinfo=UTC).date()),),
    )
    made = changed(members=(*site_sample.members(), applied))
    assert "has applied to join, and is not a member yet" in text(made["members/dhow-house/"])
    assert "Dhow House" not in text(made["members/"])
