# ruff: noqa: RUF001 -- readers see dashes, not hyphens
from __future__ import annotations

import markdown
import nh3
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from coalition.errors import CoalitionError
from coalition.outputs.site.page import Crumb, Page, Part, TocEntry, split
from coalition.publishing import staged

HOSTILE = st.lists(
    st.sampled_from(
        [
            "*a*", "_b_", "`c`", "~~~\n", "```\n", "[x](y)", "![i](j)", "<b>", "</div>", "<div>", "&amp;", "&", "{#id}", "{: .x}",
            "# ", "\n\n", "\n    code", "\t", "  \n", "| a | b |\n|---|---|\n", "1. ", "- ", "> ", "\\", "{{ x }}", "{% y %}",
            "<!--/page-->", "<pre>\n\n", "</pre>", "<![CDATA[", "\x02", "\x03wzxhzdk:0", "é", "ع", "\r\n", "<br>", "<p>", "https://x.example",
            "===\n", "---\n", "*[A]: b\n", "[1]: u\n", "<h2 id='z'>Z *z* &lt;</h2>", "'", '"',
        ]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def generated(page):
    """The page's body as mkdocs makes it of the staged file: mkdocs reads the front matter, Python-Markdown the rest."""
    text = staged.markdown(page, "Site").partition("\n---\n")[2]
    return markdown.markdown(text, extensions=["toc", "tables", "fenced_code", "attr_list"])


def clean(html):
    cleaned = nh3.clean(
        html, tags={"p", "h2", "h3", "div", "pre", "br", "b", "em", "ul", "li"}, attributes={"*": {"id"}}
    )
    return Markup(cleaned)  # noqa: S704 -- it was cleaned


@given(title=HOSTILE.filter(str.strip), html=HOSTILE, kicker=HOSTILE)
@example(title="a", html="<h2 id='z'>1. *x*</h2>\n\n<pre>\n\n```\n\n</pre>", kicker="")
def test_a_page_comes_out_of_the_generator_as_we_say_it_does(title, html, kicker):
    page = Page("x/", title, split(clean(html)), "en", kicker=kicker.strip())
    assert generated(page) == staged.content(page)


@given(html=HOSTILE)
def test_what_is_shown_is_what_was_written(html):
    whole = clean(html)
    page = Page("x/", "T", (Part(whole),), "en")
    shown = nh3.clean(staged.content(page), tags={"h1"}).partition("</h1>")[2]
    bare = nh3.clean(whole.replace("\x02", "").replace("\x03", ""), tags=set())
    assert shown.split() == bare.split()


def test_a_heading_keeps_its_id_its_inline_marks_and_its_letters():
    page = Page("x/", "T", split(Markup('<h2 id="a-b">1. <em>Two</em> &amp; *three* {#no} &lt;b&gt;</h2>'), "es"), "en")
    assert '<h2 id="a-b" lang="es">1. <em>Two</em> &amp; *three* {#no} &lt;b&gt;</h2>' in generated(page)


def test_the_title_is_the_first_heading_unless_the_page_has_one():
    assert '<h1 id="page-title">A &amp; B</h1>' in staged.content(Page("x/", "A & B", (), "en"))
    own = Page("x/", "A", (Part(Markup(), TocEntry(1, "mine", "Mine"), Markup("Mine")),), "en")
    assert staged.content(own) == '<h1 id="mine">Mine</h1>'


def test_above_the_title_stands_where_the_page_is():
    page = Page("members/x/", "X", (), "es", trail=(Crumb("Miembros", "members/"),), kicker="Red")
    body = staged.content(page)
    assert body.index('<a href="../">Miembros</a>') < body.index(">Red<") < body.index("<h1")
    assert 'aria-label="Dónde está esta página"' in body


def test_text_in_another_language_says_so_and_in_which_direction():
    page = Page("x/", "T", split("<p>x</p>", "ar"), "en")
    assert '<div class="part" lang="ar" dir="rtl"><p>x</p></div>' in staged.content(page)


ALTERNATES = (
    ("en", "English", "./", "https://a.example/x/?a&b"),
    ("es", "Español", "../es/x/", "https://a.example/es/x/"),
)


def test_what_has_no_address_and_one_language_says_nothing_of_either():
    page = Page("x/", "X", (), "en")
    assert staged.links(page, [("en", "English", "./", "")]) == ""
    assert staged.languages(page, [("en", "English", "./", "")]) == ""


def test_a_frame_that_is_not_ours_is_refused():
    with pytest.raises(CoalitionError):
        staged.Frame("<head>\n<!--head-->\n<title>X</title>\n<!--/head-->\n</head>")


def test_the_front_matter_is_data_whatever_the_title_is():
    page = Page("x/", 'a: "b" #c\n---\n&amp; <x>', (), "en", description="d: é", search=False, layout="text")
    front = yaml.safe_load(staged.markdown(page, "Site", ALTERNATES).split("---\n")[1])
    assert front["title"] == "a: &#34;b&#34; #c\n---\n&amp;amp; &lt;x&gt;"
    assert front["search"] == {"exclude": True}
    assert front["links"].splitlines() == [
        '<link rel="canonical" href="https://a.example/x/?a&amp;b">',
        '<link rel="alternate" hreflang="en" href="https://a.example/x/?a&amp;b">',
        '<link rel="alternate" hreflang="es" href="https://a.example/es/x/">',
    ]
    assert '<a href="../es/x/" hreflang="es" lang="es">Español</a>' in front["languages"]
    assert '<span aria-current="true" lang="en">English</span>' in front["languages"]
    assert '<meta name="description" content="d: é">' in front["head"]


def test_home_bears_the_sites_name_in_the_window():
    assert "<title>Site</title>" in staged.head(Page("", "Welcome", (), "en"), "Site")
    assert "<title>About – Site</title>" in staged.head(Page("about/", "About", (), "en"), "Site")


BUILT = """<head>
<!--head-->
<title>Old – A &amp; B</title>
<!--/head-->
<meta property="og:site_name" content="A &amp; B">
<nav>stays</nav>
<!--page-->
old
<!--/page-->
<footer>stays</footer>"""


def test_splicing_changes_the_content_and_nothing_else():
    page = Page("x/", "New", split("<p>now</p>"), "en")
    spliced = staged.splice(BUILT, page)
    assert "<title>New – A &amp; B</title>" in spliced
    assert '<h1 id="page-title">New</h1>\n<div class="part"><p>now</p></div>\n<!--/page-->' in spliced
    assert spliced.count("stays") == 2
    assert "old" not in spliced
    assert staged.splice(spliced, page) == spliced


@pytest.mark.parametrize("lost", ["<!--page-->\n", "\n<!--/page-->", "<!--head-->\n", "og:site_name"])
def test_a_file_that_is_not_ours_is_not_spliced(lost):
    with pytest.raises(CoalitionError, match="marks"):
        staged.splice(BUILT.replace(lost, ""), Page("x/", "New", (), "en"))
