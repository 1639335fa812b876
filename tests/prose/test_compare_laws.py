"""Laws of comparisons, on documents of every kind of block, and on what pandoc makes of malice."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prose_samples import chapter
from test_prose_laws import BODIES, PANDOC, SHARED

from coalition.prose import ast, redlined
from coalition.prose.alignment import Alignment, absorbed, aligned, settled
from coalition.prose.book import prepare
from coalition.prose.compare import Side, compare, seen
from coalition.prose.guard import guarded
from coalition.prose.tokens import rebuilt, row, split

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from(
    [
        "we",
        "call",
        "on",
        "states",
        "to",
        "open",
        "safe",
        ".",
        ", and",
        "2026",
        "我们呼吁",
        "نطالب",
        "«no»",
        "re-enter",
        "\u00a0%",
    ]
)  # fmt: skip -- a line of words
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
ADDRESSES = st.sampled_from(["https://a.example", "https://b.example", "#sec-a"])


def _inlines(depth: int = 2):
    """Words, and what words stand within."""
    plain = st.one_of(
        TEXTS.map(ast.words),
        st.builds(lambda text: [{"t": "Str", "c": text}], TEXTS),
        st.sampled_from([[ast.line_break()], [{"t": "SoftBreak"}], [{"t": "Code", "c": [ast.attr(), "x y"]}]]),
        st.builds(
            lambda path, alt: [ast.image(path, alt)], st.sampled_from(["v1/a.png", "v2/a.png", "v2/b.png"]), TEXTS
        ),
    )
    if not depth:
        return st.lists(plain, max_size=3).map(_together)
    inner = _inlines(depth - 1)
    wrapped = st.one_of(
        inner.map(lambda nodes: [ast.emph(nodes)]),
        inner.map(lambda nodes: [ast.strong(nodes)]),
        st.builds(lambda nodes, address: [ast.link(nodes, address)], inner, ADDRESSES),
        st.builds(lambda nodes, name: [ast.span(nodes, identifier=name)], inner, st.sampled_from(["", "x", "y"])),
        inner.map(lambda nodes: [ast.span(nodes, classes=["label"])]),
        inner.map(lambda nodes: [ast.note([ast.para(nodes)])]),
    )
    return st.lists(st.one_of(plain, wrapped), max_size=4).map(_together)


def _together(parts):
    return [node for part in parts for node in part]


def _blocks(depth: int = 2):
    inlines = _inlines()
    texts = st.one_of(
        inlines.map(ast.para),
        inlines.map(ast.plain),
        st.builds(
            lambda level, name, nodes: ast.header(level, nodes, identifier=name),
            st.integers(2, 3), st.sampled_from(["", "sec-a", "sec-b"]), inlines,
        ),
        st.sampled_from([ast.horizontal_rule(), {"t": "CodeBlock", "c": [ast.attr(), "a b"]}]),
        inlines.map(lambda nodes: ast.line_block([nodes, nodes])),
    )  # fmt: skip
    if not depth:
        return st.lists(texts, max_size=2)
    inner = _blocks(depth - 1)
    held = st.one_of(
        st.lists(inner, max_size=3).map(ast.bullet_list),
        st.builds(lambda items, start: ast.ordered_list(items, start=start), st.lists(inner, max_size=3), st.integers(1, 2)),
        inner.map(lambda blocks: {"t": "BlockQuote", "c": blocks}),
        st.builds(
            lambda blocks, kind: ast.div(blocks, classes=kind, attributes=[("to", "media")]),
            inner, st.sampled_from([["demand"], ["key-finding"]]),
        ),
        st.builds(ast.figure, inner, inner),
        st.lists(st.tuples(inlines, st.lists(inner, max_size=2)), max_size=3).map(_terms),
        st.builds(_table, st.lists(st.tuples(inner, inner), max_size=3), inner),
    )  # fmt: skip
    return st.lists(st.one_of(texts, held), max_size=4)


def _terms(entries):
    return {"t": "DefinitionList", "c": [[term, meanings] for term, meanings in entries]}


def _table(rows, caption):
    return ast.table([[ast.plain(ast.words("a"))], []], rows, caption=caption)


DOCUMENTS = _blocks().map(ast.document)
SIDES = st.builds(lambda text: Side(text, pictures={"v1/a.png": "a", "v2/a.png": "a"}), DOCUMENTS)


def check_laws(old: Side, new: Side) -> None:
    found = compare(old, new)
    assert seen(Side(redlined.older(found.ast), new.id)) == seen(old)
    assert seen(Side(redlined.newer(found.ast), new.id)) == seen(new)
    assert found.same == (not redlined.is_marked(ast.blocks_of(found.ast)))
    assert found.same or seen(old) != seen(new)


@CALM
@given(SIDES, SIDES)
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new(old, new):
    check_laws(old, new)


@CALM
@given(st.lists(_blocks(1), min_size=2, max_size=6), st.data())
def test_so_it_is_when_parts_are_dropped_doubled_or_moved(parts, data):
    other = data.draw(st.permutations(parts).flatmap(lambda all_: st.lists(st.sampled_from(all_), max_size=8)))
    check_laws(Side(ast.document(_together(parts))), Side(ast.document(_together(other))))


@CALM
@given(SIDES)
def test_a_text_does_not_differ_from_itself(side):
    found = compare(side, side)
    assert found.same
    assert seen(Side(found.ast)) == seen(side) == seen(Side(seen(side)))


@settings(CALM, max_examples=40)
@given(BODIES, BODIES)
def test_what_malice_wrote_is_compared_and_passes_the_guard(old, new):
    one, other = (prepare([chapter(body)], SHARED, pandoc=PANDOC).value.sections[0] for body in (old, new))
    sides = Side(one.ast, one.id), Side(other.ast, other.id)
    check_laws(*sides)
    merged = compare(*sides).ast
    guarded(merged)
    names = [node["c"][1 if node["t"] == "Header" else 0][0] for node in ast.walk(ast.blocks_of(merged)) if node["t"] in ("Header", "Div", "Span", "Figure", "Table")]  # fmt: skip
    assert len([name for name in names if name]) == len({name for name in names if name})


LETTERS = st.text("abc", max_size=30)


@CALM
@given(LETTERS, LETTERS)
def test_the_fewest_letters_are_dropped_and_added(old, new):
    found = aligned(old, new)
    rows = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, letter in enumerate(old):
        for j, other in enumerate(new):
            rows[i + 1][j + 1] = rows[i][j] + 1 if letter == other else max(rows[i][j + 1], rows[i + 1][j])
    assert _made(found.changes, old, new) == (old, new)
    assert sum(change.old_end - change.old_start for change in found.changes) == len(old) - rows[-1][-1]


@CALM
@given(LETTERS, LETTERS, st.integers(0, 400))
def test_changes_told_otherwise_are_the_same_changes(old, new, most):
    found = aligned(old, new, most)
    weights = [1] * len(old), [1] * len(new)
    for changes in (
        absorbed(found.changes, *weights),
        settled(found.changes, old, new, lambda row, index: 3 if index and row[index - 1] == "c" else 1),
    ):
        assert _made(changes, old, new) == (old, new)


def _made(changes, old, new) -> tuple[str, str]:
    """Both texts from what is common and what the changes hold."""
    first = second = ""
    at_old = at_new = 0
    for change in changes:
        common = old[at_old : change.old_start]
        assert common == new[at_new : change.new_start]
        assert change.old_start < change.old_end or change.new_start < change.new_end
        first += common + old[change.old_start : change.old_end]
        second += common + new[change.new_start : change.new_end]
        at_old, at_new = change.old_end, change.new_end
    assert old[at_old:] == new[at_new:]
    return first + old[at_old:], second + new[at_new:]


def test_what_is_too_long_is_one_change_between_like_ends():
    found = aligned("a-left-z", "a-right-z", most=10)
    assert found == Alignment((found.changes[0],), whole=False)
    assert _made(found.changes, "a-left-z", "a-right-z") == ("a-left-z", "a-right-z")


@CALM
@given(st.text(max_size=40))
def test_words_are_the_text_without_its_blanks(text):
    assert "".join(split(text)) == "".join(character for character in text if not _blank(character))


def _blank(character: str) -> bool:
    import unicodedata

    return unicodedata.category(character) == "Zs" or character in "\t\n\r"


@CALM
@given(_inlines())
def test_inlines_rebuilt_say_the_same(nodes):
    made = rebuilt(nodes)
    assert rebuilt(made) == made
    assert ast.plain_text(made).strip() == ast.plain_text(nodes).strip()  # blanks at its ends are none
    assert _letters(made) == _letters(nodes)


def _letters(nodes):
    """Every letter with what it stands within."""
    return [(letter, token.wraps) for token in row(nodes) for letter in token.text]
