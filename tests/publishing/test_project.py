from __future__ import annotations

from dataclasses import replace

import pytest
import site_sample

from coalition.errors import CoalitionError
from coalition.kinds.record import Files
from coalition.kinds.site import SiteSettings, parse
from coalition.outputs.site import pages
from coalition.publishing.project import LanguageSite, Look, NavItem, Project, look, navigation


def settings(text):
    parsed = parse(Files({"mkdocs.yml": text}, ("mkdocs.yml",)))
    assert parsed.problems == ()
    return parsed.value[0]


def site(language="en"):
    view = site_sample.view(language)
    return LanguageSite(language, view.name, pages.write(view))


def test_the_campaigns_navigation_is_followed_in_its_own_language():
    written = settings(
        "site_name: X\nnav:\n  - Start: index.md\n  - The report: report/\n  - about.md\n  - More:\n"
        "      - Apply: join/apply.md\n      - Elsewhere: https://elsewhere.example/\n  - https://bare.example/\n"
    )
    assert navigation(written, site(), "en") == (
        NavItem("Start", "/"),
        NavItem("The report", "report/"),
        NavItem("About", "about/"),
        NavItem("More", children=(NavItem("Apply", "join/apply/"), NavItem("Elsewhere", "https://elsewhere.example/"))),
        NavItem("https://bare.example/", "https://bare.example/"),
    )


def test_in_another_language_entries_bear_that_languages_names():
    written = settings("site_name: X\nnav:\n  - Home: index.md\n  - Report: report/\n  - About us: about.md\n")
    assert [item.title for item in navigation(written, site("es"), "en")] == ["Inicio", "Informe", "About"]


def test_an_entry_for_what_the_campaign_does_not_have_yet_is_left_out():
    bare = replace(site(), pages=tuple(page for page in site().pages if not page.path.startswith("meetings/")))
    written = settings("site_name: X\nnav:\n  - Meetings: meetings/\n  - More:\n      - Meetings: meetings/\n")
    assert navigation(written, bare, "en") == ()


def test_an_entry_that_leads_nowhere_is_a_failure():
    with pytest.raises(CoalitionError, match=r'"abuot\.md"'):
        navigation(settings("site_name: X\nnav:\n  - About: abuot.md\n"), site(), "en")


def test_without_a_navigation_there_is_one_of_our_own():
    items = navigation(settings("site_name: X\n"), site("es"), "en")
    assert [(item.title, item.target) for item in items] == [
        ("Inicio", "/"),
        ("Informe", "report/"),
        ("Declaraciones", "statements/"),
        ("Miembros", "members/"),
        ("Recomendaciones", "recommendations/"),
        ("Experiencias", "practices/"),
        ("Reuniones", "meetings/"),
        ("About", "about/"),
    ]


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("", Look()),
        ("  palette: {primary: indigo}\n", Look(accent="indigo")),
        ("  palette: {scheme: slate}\n", Look(scheme="dark")),
        (
            "  palette:\n    - {scheme: default, primary: red}\n    - {scheme: slate, primary: red}\n",
            Look(accent="red"),
        ),
        ("  logo: images/logo.png\n  favicon: images/icon.png\n", Look(logo="assets/logo-1.png")),
        ("  features: [navigation.tabs, search.highlight]\n", Look(features=("search.highlight",))),
    ],
)
def test_what_the_campaign_chose_of_the_look(theme, expected):
    published = {"images/logo.png": "assets/logo-1.png"}
    assert look(settings(f"site_name: X\ntheme:\n  name: material\n{theme}"), published) == expected


def test_style_sheets_that_could_be_published_are_named_in_their_order():
    given = settings("site_name: X\nextra_css: [b.css, gone.css, a.css]\n")
    assert look(given, {"a.css": "assets/a-1.css", "b.css": "assets/b-2.css"}).stylesheets == (
        "assets/b-2.css",
        "assets/a-1.css",
    )


def test_every_file_of_the_project_has_a_path():
    project = Project((site(), site("es")), "en", files=(("feed.xml", b"x"),))
    paths = list(project.paths())
    assert {"index.html", "es/index.html", "es/members/harbour-network/index.html", "feed.xml"} <= set(paths)
    assert len(paths) == len(set(paths))


def test_settings_need_no_file():
    assert look(SiteSettings(site_name="X"), {}) == Look()
