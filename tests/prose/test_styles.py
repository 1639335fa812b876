"""Citation styles: those that we ship are as their authors published them; strangers' are read with care."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import pytest

from coalition.prose import csl, styles

FOLDER = files("coalition").joinpath("assets", "citation-styles")
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Ours</title></info>\n'
CITED = '<citation><layout><text variable="title"/></layout></citation>\n'


def style(body: str = CITED, head: str = HEAD) -> str:
    return f"{head}{body}</style>\n"


def child(parent: str) -> str:
    link = (
        f'<info><title>T</title>\n<link rel="independent-parent" href="http://www.zotero.org/styles/{parent}"/></info>'
    )
    return f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">{link}</style>'


def told(text: str) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.message) for fault in csl.faults(text)]


def test_every_style_is_there_unchanged_with_its_title_authors_and_licence():
    sums = dict(reversed(line.split("  ")) for line in FOLDER.joinpath("SHA256SUMS").read_text().splitlines())

    assert sorted(sums) == sorted(f"{name}.csl" for name in styles.SHIPPED)
    assert {path.name for path in FOLDER.iterdir()} == {*sums, "SHA256SUMS", "README.md"}
    for name in styles.SHIPPED:
        found = styles.shipped(name)
        assert sha256(FOLDER.joinpath(f"{name}.csl").read_bytes()).hexdigest() == sums[f"{name}.csl"]
        assert found.head.id == name
        assert found.head.title
        assert found.head.authors
        assert found.head.licence == "http://creativecommons.org/licenses/by-sa/3.0/"
        assert found.lists
        assert csl.faults(found.text) == ()


def test_a_style_speaks_its_own_variety_of_the_language_that_is_wanted_and_no_other_language():
    oscola = styles.shipped("oscola")

    assert [oscola.language(tag) for tag in ("en", "EN", "en-US", "es")] == ["en-GB", "en-GB", "en-US", "es"]
    assert styles.shipped("apa").language("en") == "en"


def test_a_style_that_follows_another_takes_its_rules_and_keeps_its_name():
    found = styles.choose("styles/ours.csl", {"styles/ours.csl": child("oscola")})

    assert found is not None
    assert (found.text, found.head.title, found.in_notes) == (styles.shipped("oscola").text, "T", True)
    assert found.language("en") == "en-GB"


@pytest.mark.parametrize("address", ["", "<id>http://www.zotero.org/styles/springer-basic</id>"])
def test_a_parent_is_found_among_the_campaign_s_files_by_its_address_or_its_name(address):
    name = "styles/any.csl" if address else "styles/springer-basic.csl"
    parent = style(head=HEAD.replace("<info>", f"<info>{address}"))
    texts = {"styles/a.csl": "<broken", "styles/ours.csl": child("springer-basic"), name: parent}

    assert getattr(styles.choose("styles/ours.csl", texts), "text", None) == parent


def test_what_cannot_be_used_is_not_chosen():
    texts = {
        "styles/a.csl": "<broken",
        "styles/lost.csl": child("nowhere"),
        "styles/ring.csl": child("ring"),
        "pages/a.csl": style(),
    }

    for name in (*texts, "styles/missing.csl", "nothing"):
        assert styles.choose(name, texts) is None


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("<style", (1, 1), "cannot be read from here on: unclosed token"),
        (style("<citation>"), (2, 13), "mismatched tag"),
        (style("&nbsp;"), (2, 1), "undefined entity"),
        ('<?xml version="1.0"?>\n<!DOCTYPE style [<!ENTITY a "b">]>' + style(), (2, 17), "declares no document type"),
        ('<!DOCTYPE style SYSTEM "http://evil.example/x.dtd">' + style(), (1, 51), "declares no document type"),
        ("<html><p>Not found</p></html>", (1, 1), "it begins with <html>"),
        (style(head=HEAD.replace(' xmlns="http://purl.org/net/xbiblio/csl"', "")), (1, 1), "it begins with <style>"),
        (style(head=HEAD.replace("1.0", "1.1mlz1")), (1, 1), 'in version "1.1mlz1"'),
        (style(head=HEAD.replace(' version="1.0"', "")), (1, 1), "without its version"),
        (style(head=HEAD.replace(' class="in-text"', "")), (1, 1), "does not say how works are cited"),
        (style(""), (1, 1), "no rules for citations"),
        (style(CITED + "<layuot/>"), (3, 1), "has no <layuot>"),
        (
            style('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://evil.example/"/>' + CITED),
            (2, 1),
            "nothing is read from elsewhere",
        ),
        (style(CITED.replace(' variable="title"', "")), (2, 19), "<text> says nothing"),
        (style(CITED.replace("variable", "macro")), (2, 19), 'has no macro "title"'),
        (
            style('<macro name="title"><text macro="b"/></macro><macro name="b"><text macro="title"/></macro>' + CITED),
            (2, 62),
            "calls itself",
        ),
        (style("<group>" * 200 + "</group>" * 200), (2, 694), "more than 100 elements"),
        (style() + "<!-- -->" * 130_000, (1, 1), "at most 1,000,000 characters"),
    ],
)
def test_what_is_wrong_with_a_file_has_its_place_and_its_cure(text, place, words):
    found = csl.faults(text)

    assert [(fault.line, fault.column) for fault in found] == [place]
    assert words in found[0].message
    assert found[0].hint.endswith(("?", "."))


def test_macros_that_multiply_are_refused_before_anybody_follows_them():
    doubling = "".join(
        f'<macro name="m{one}"><text macro="m{one - 1}"/><text macro="m{one - 1}"/></macro>' for one in range(1, 60)
    )
    text = style(
        '<macro name="m0"><text variable="title"/></macro>'
        + doubling
        + CITED.replace('variable="title"', 'macro="m59"')
    )

    assert "1,152,921,504,606,846,975 times" in told(text)[0][2]


def test_a_slip_is_told_with_the_nearest_right_word():
    text = style(
        '<macro name="author"><text variable="title"/></macro>' + CITED.replace('variable="title"', 'macro="autor"')
    )

    assert csl.faults(text)[0].hint == 'Did you mean "author"?'


def test_head_words_may_be_broken_over_lines_and_stand_once():
    head = csl.head(
        HEAD.replace(
            "</info>",
            "<author><name>Ann\n  Doe</name></author><author><name>Ann Doe</name><email>a@b.example</email></author>"
            "<contributor><name>Other</name></contributor><rights> All  rights. </rights></info>",
        )
        + "</style>"
    )

    assert (head.title, head.authors, head.rights, head.licence) == ("Ours", ("Ann Doe",), "All rights.", "")
