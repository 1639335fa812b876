"""Laws of prepared books, on texts made of everything that Markdown and malice know."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from prose_samples import DOE, ROE, chapter, works

from coalition.prose import ast, writers
from coalition.prose.book import prepare
from coalition.prose.guard import guarded
from coalition.prose.model import Bibliography
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

PIECES = st.sampled_from(
    [
        "a", "word ", "\n", "\n\n", "    ", "# ", "## H\n", "### H {#x}\n\n", "> ", "- ", "1. ", "*", "**", "_", "`", "```\n",
        "```{=html}\n", "`{=typst}", "[", "]", "(", ")", "](#x)", "](https://x.example)", "](javascript:x)", "![", "](figures/a.png)",
        "{#x}", '{#fig-x alt="b" source="@doe-2020"}', "{.recommendation to=media}", '{onclick="x"}', "{lang=es}", "::: ", ":::\n",
        "::: {.key-finding #x}\n", "\n: Cap {#tbl-x}\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "@doe-2020", "[@roe-2021, p. 3]", "@fig-x",
        "@chapter-1/sec-x", "[^1]", "[^1]: note\n\n", "^[n]", "<b>", "</b>", "<script>x</script>", "<p>", "<!-- c -->", "&#8238;", "&lt;",
        "\\textbf{x}", "\\", "$x$", "#read(1)", "**y**.at(1)", "~", "^", "--", "...", '"', "'", "\u0301", "سلام", "\u00a0", "---\n", "***\n",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=25).map("".join)
PANDOC = Pandoc(Cache(None))
SHARED = Bibliography(shared=works(DOE, ROE))
CALM = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def documents(book) -> list[str]:
    return [section.ast for section in book.sections]


@CALM
@given(BODIES, BODIES)
def test_a_prepared_book_is_safe_whole_and_the_same_again(one, two):
    texts = [chapter(one), chapter(two, "chapter-1")]
    parsed = prepare(texts, SHARED, pandoc=PANDOC)
    book = parsed.value
    nodes = [node for document in (*documents(book), book.bibliography) for node in ast.walk(ast.blocks_of(document))]
    ids = [
        _id(node)
        for document in (*(section.ast for section in book.sections), book.bibliography)
        for node in ast.walk(ast.blocks_of(document))
    ]
    targets = [node["c"][2][0][1:] for node in nodes if node["t"] == "Link" and node["c"][2][0].startswith("#")]
    lines = {section.id: body.count("\n") + 11 for section, body in zip(book.sections, (one, two), strict=True)}

    assert not {node["t"] for node in nodes} & {"RawBlock", "RawInline", "Math", "Cite", "Quoted"}
    named = [name for name in ids if name]
    assert len(named) == len(set(named))
    assert set(targets) <= {*named, *(text.id for text in texts)}
    for document in documents(book):
        guarded(document)
    assert prepare(texts, SHARED, pandoc=Pandoc(Cache(None))) == parsed
    for problem in parsed.problems:
        text = problem.place.path.split("/")[1]
        assert 10 <= problem.place.line <= lines[text]


def _id(node) -> str:
    return (
        node["c"][1 if node["t"] == "Header" else 0][0]
        if node["t"] in ("Header", "Div", "Span", "Figure", "Table")
        else ""
    )


@CALM
@given(BODIES, BODIES)
def test_the_order_of_texts_changes_no_section(one, two):
    texts = [chapter(one), chapter(two, "chapter-1", number=3)]
    forth = prepare(texts, SHARED, pandoc=PANDOC)
    back = prepare(texts[::-1], SHARED, pandoc=PANDOC)

    assert forth.value.sections == back.value.sections[::-1]
    assert forth.problems == back.problems


@CALM
@example("^[n]{#x}")
@given(BODIES)
def test_every_text_has_html_that_nh3_would_not_touch_and_typst_of_words(body):
    import nh3

    section = prepare([chapter(body)], SHARED, pandoc=PANDOC).value.sections[0]
    addresses = dict.fromkeys(section.images, "/a.png")
    if not ast.plain_text(ast.blocks_of(section.ast)):
        return
    made = writers.html(section.ast, addresses, pandoc=PANDOC)
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|\\.', "", writers.typst(section.ast, addresses))

    assert nh3.is_html(made) or made
    tags = re.sub(r"aria-label=\"[^\"]*\"|alt=\"[^\"]*\"", "", "".join(re.findall(r"<[^>]*>", made)))
    assert not re.search(r"<script|\son\w+=", tags)
    assert all(re.match(r"https?://|mailto:|#|/a\.png$", one) for one in re.findall(r'(?:href|src)="([^"]*)"', tags))
    calls = set(re.findall(r"#([a-z-]+)", bare))
    assert calls <= {
        *(
            "heading",
            "label",
            "link",
            "emph",
            "strong",
            "strike",
            "sub",
            "super",
            "raw",
            "footnote",
            "quote",
            "list",
            "enum",
        ),
        *(
            "terms",
            "figure",
            "line",
            "linebreak",
            "box",
            "text",
            "metadata",
            "named",
            "fitted",
            "source-line",
            "noted",
            "recommendation",
            "key-finding",
        ),
    }
