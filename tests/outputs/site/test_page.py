from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from coalition.outputs.site.page import Page, Part, TocEntry, heading_html, joined, relative, site_path, split

PATHS = st.lists(st.sampled_from(["a", "b", "es"]), max_size=3).map(lambda names: "".join(f"{name}/" for name in names))
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "<h2 id='one'>One</h2>",
            '<h3 id="two">T<em>w</em>o</h3>',
            "<h2>no id</h2>",
            '<div><h2 id="inner">In</h2></div>',
            "<p>text &amp; <b>more",
            "</div>",
            "<ul><li>a<li>b</ul>",
            '<p title="a>b">x</p>',
            "<br>",
            "<pre>\n\na</pre>",
            "plain",
        ]
    ),
    max_size=8,
).map("".join)


def clean(html):
    return nh3.clean(
        html, tags={"h2", "h3", "div", "p", "b", "em", "ul", "li", "br", "pre"}, attributes={"*": {"id", "title"}}
    )


def test_html_is_cut_at_headings_that_stand_in_no_block():
    parts = split(
        '<p>Before</p><h2 id="one">One &amp; <em>two</em></h2><p>A</p>'
        '<div><h2 id="inner">Inner</h2></div><h3 id="three" class="x">Three</h3>'
    )
    assert [(part.heading and part.heading.text, part.html) for part in parts] == [
        (None, "<p>Before</p>"),
        ("One & two", '<p>A</p><div><h2 id="inner">Inner</h2></div>'),
        ("Three", ""),
    ]
    assert parts[1].title == "One &amp; <em>two</em>"
    assert parts[2].heading == TocEntry(3, "three", "Three")


def test_a_heading_without_an_id_is_no_place_to_cut():
    assert len(split("<h2>One</h2><p>A</p>")) == 1


def test_nothing_is_cut_out_of_nothing():
    assert split(" \n ") == ()


def test_a_mark_within_an_attribute_is_no_tag():
    assert split('<p title="</p><h2 id=x>">A</p><h2 id="b">B</h2>')[1].heading.id == "b"


@given(FRAGMENTS)
def test_cutting_loses_nothing(html):
    whole = clean(html)
    text = re.sub(r"\s+", "", whole)
    page = Page("x/", "X", split(whole), "en")
    assert re.sub(r"\s+", "", page.html) == text


class Balance(HTMLParser):
    """Counts what is open, as a browser would for clean HTML."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(FRAGMENTS)
def test_every_piece_is_balanced(html):
    for part in split(clean(html)):
        balance = Balance()
        balance.feed(str(part.html))
        assert balance.open == []


def test_the_language_of_a_text_goes_with_its_headings():
    part = split('<h2 id="a">A</h2><p>B</p>', "es")[0]
    assert (part.language, part.heading.language) == ("es", "es")
    assert heading_html(part) == '<h2 id="a" lang="es">A</h2>'
    assert heading_html(Part(Markup("<p>x</p>"))) == ""


def test_headings_of_one_id_get_numbers():
    one = split('<h2 id="a">1</h2><h2 id="a-2">2</h2>')
    ids = [part.heading.id for part in joined(one, one, split("<p>x</p>")) if part.heading]
    assert ids == ["a", "a-2", "a-3", "a-2-2"]


def test_the_contents_of_a_page_leave_its_title_out():
    page = Page("x/", "X", split('<h1 id="t">T</h1><h2 id="a">A</h2>'), "en")
    assert page.toc == (TocEntry(2, "a", "A"),)


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("", "", "./"),
        ("", "members/", "members/"),
        ("members/x/", "", "../../"),
        ("members/x/", "members/y/", "../y/"),
        ("es/members/x/", "assets/a.css", "../../../assets/a.css"),
        ("report/", "report/report.pdf", "report.pdf"),
        ("report/refugees/", "report/refugees/#rec", "#rec"),
        ("report/refugees/", "report/#rec", "../#rec"),
        ("a/b.html", "a/c.html", "c.html"),
        ("a.html", "c/", "c/"),
    ],
)
def test_links_are_relative(start, target, link):
    assert relative(start, target) == link


@given(PATHS, PATHS)
def test_a_link_leads_from_its_page_to_its_target(start, target):
    steps = start.split("/")[:-1]
    for step in relative(start, target).split("/")[:-1]:
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    assert "".join(f"{step}/" for step in steps) == target


def test_the_default_language_stands_at_the_root():
    assert site_path("en", "en", "members/") == "members/"
    assert site_path("pt-BR", "en", "members/") == "pt-br/members/"
