"""What a comparison shows: each case as a person reads it in a terminal, `[-went-]{+came+}`."""

from __future__ import annotations

import re

import pytest

from coalition.prose import alignment, ast, redlined, writers
from coalition.prose.compare import Side, compare
from coalition.prose.guard import guarded
from coalition.prose.labels import SPANISH
from coalition.prose.redlined import Tally

A = "We call on states to open safe channels for those who must leave."


@pytest.fixture
def compared(prepared):
    """Compares two bodies of Markdown, as versions of one text."""

    def run(old: str, new: str):
        sides = []
        for name, body in (("text-v1", old), ("text-v2", new)):
            section = prepared(body, numbered=False).value.sections[0] if not name else _section(prepared, name, body)
            sides.append(Side(section.ast, section.id))
        return compare(*sides)

    return run


def _section(prepared, name, body):
    from prose_samples import chapter

    return prepared(chapter(body, name, numbered=False, number=None)).value.sections[0]


@pytest.fixture
def shown(compared, pandoc):
    """The comparison of two bodies as a terminal shows it."""
    return lambda old, new: writers.redline(compared(old, new).ast, pandoc=pandoc, columns=500).strip()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Open safe channels.", "Open regular channels.", "Open [-safe-]{+regular+} channels."),
        ("Open channels.", "Open safe channels.", "Open{+ safe+} channels."),
        ("Channels, now.", "Channels; now.", "Channels[-,-]{+;+} now."),
        ("We act. We wait. They go.", "We act. They go.", "We act.[- We wait.-] They go."),
        ("They wait here.", "Now they wait here.", "[-They-]{+Now they+} wait here."),
        ("Give *all* people rights.", "Give **all** people rights.", "Give [-*all*-]{+**all**+} people rights."),
        ("Give *all of them* rights.", "Give *all of us* rights.", "Give *all of [-them-]{+us+}* rights."),
        (
            "[All](https://a.example/)",
            "[All](https://b.example/)",
            "[-All (https://a.example/)-]{+All (https://b.example/)+}",
        ),
        ("## The law {#sec-law}\n\nA.", "## The new law {#sec-law}\n\nA.", "The{+ new+} law\n\nA."),
        (
            "- one thing\n- two things",
            "- one thing\n- a third thing\n- two things",
            "- one thing\n- {+a third thing+}\n- two things",
        ),
        ("1. one thing\n2. two things", "1. two things", "1.  [-one thing-]\n2.  two things"),
        (f"> {A}", f"> {A} Now.", f"{A}{{+ Now.+}}"),
        (
            "They left.^[In May of 2025.]",
            "They left.^[In June of 2025.]",
            "They left.[1]\n\n[1] In [-May-]{+June+} of 2025.",
        ),
        ("Fee\n\n:   What is paid.", "Fee\n\n:   All that is paid.", "Fee\n\n    [-What-]{+All that+} is paid."),
        (
            "Fee\n\n:   What is paid.",
            "Fee\n\n:   What is paid.\n\nWage\n\n:   What is owed.",
            "Fee\n\n    What is paid.\n\n{+Wage+}\n\n    {+What is owed.+}",
        ),
        ("They left.", "They left.^[In May.]", "They left.{+[1]+}\n\n[1] {+In May.+}"),
        # What authors type, and readers do not see, is no change.
        ("One\ntwo.\n\n* a\n* b", "One two.\n\n- a\n\n- b", "One two.\n\n- a\n\n- b"),
        ("Say [-no-] and {+yes+}.", "Say [-no-] and {+yes+} now.", "Say [\\-no-\\] and {\\+yes+\\}{+ now+}."),
    ],
)  # fmt: skip -- pairs on a line
def test_what_changed_is_shown_in_its_place(shown, old, new, expected):
    assert shown(old, new) == expected


def test_a_sentence_written_anew_is_told_as_a_whole(shown):
    old = "We act. The ministers of the interior of all states know it. We act again, and we shall go on acting."
    new = "We act. Nobody but the victims of the smugglers can say so. We act again, and we shall go on acting."
    went, came = (
        "The ministers of the interior of all states know it",
        "Nobody but the victims of the smugglers can say so",
    )
    assert shown(old, new) == f"We act. [-{went}-]{{+{came}+}}. We act again, and we shall go on acting."


def test_scripts_without_blanks_are_compared_sign_by_sign(shown):
    assert shown("我们呼吁各国开放安全通道。", "我们呼吁各国政府开放通道。") == "我们呼吁各国{+政府+}开放[-安全-]通道。"
    assert shown("เราเรียกร้องรัฐบาล", "เราเรียกร้องรัฐ") == "เราเรียกร้องรัฐ[-บาล-]"


def test_scripts_from_right_to_left_are_compared_word_by_word(shown):
    found = shown("ندعو الحكومات إلى فَتْحِ قنوات آمنة.", "ندعو الدول إلى فَتْحِ قنوات آمنة.")
    assert found == "ندعو [-الحكومات-]{+الدول+} إلى فَتْحِ قنوات آمنة."


def test_a_paragraph_that_stands_elsewhere_was_moved(compared, shown):
    old, new = f"{A}\n\nFirst of all.\n\nIn the end.", f"First of all.\n\nIn the end.\n\n{A}"
    assert shown(old, new) == (
        f"[-Moved to another place: {A}-]\n\nFirst of all.\n\nIn the end.\n\n{{+Moved here: {A}+}}"
    )
    assert compared(old, new).tally == Tally(moved=1)


def test_a_paragraph_to_which_much_was_added_is_still_there(shown):
    assert shown(A, f"{A} {A.upper()} {A.lower()}") == f"{A}{{+ {A.upper()} {A.lower()}+}}"


def test_a_paragraph_that_was_divided_lost_no_word(compared):
    old, new = f"The end of May came too soon. {A}", f"The end of May came too soon.\n\n{A}"
    assert compared(old, new).tally == Tally(moved=1)


def test_what_stands_twice_or_is_short_was_not_moved(compared):
    assert compared("Now go.\n\nOne.\n\nTwo.", "One.\n\nTwo.\n\nNow go.").tally.moved == 0
    assert compared(f"{A}\n\nOne.\n\nTwo.", f"One.\n\n{A}\n\nTwo.\n\n{A}").tally.moved == 0


TABLE = "| Right | Where |\n|--|--|\n| Shelter | 38 countries |\n| Care | 31 countries |\n"


def test_a_table_is_compared_cell_by_cell(compared, shown):
    new = TABLE.replace("38", "40").replace("| Care", "| Food | 12 countries |\n| Care")
    lines = [line.split() for line in shown(TABLE, new).splitlines()[2:]]
    assert lines == [
        ["Shelter", "[-38-]{+40+}", "countries"],
        ["{+Food+}", "{+12", "countries+}"],
        ["Care", "31", "countries"],
    ]
    assert compared(TABLE, new).tally == Tally(words=4, deleted=1, inserted=4, places=3)


def test_a_table_of_another_shape_is_another_table(compared):
    wider = (
        TABLE.replace("Where |", "Where | When |")
        .replace("--|--|", "--|--|--|")
        .replace("countries |", "countries | now |")
    )
    (deleted, inserted) = ast.blocks_of(compared(TABLE, wider).ast)
    assert [redlined.marks(node) for node in (deleted, inserted)] == [["deletion"], ["insertion"]]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("- one\n- two", "-{+one-two+}"),
        ("> One.\n\n> Two.", "{+One.Two.+}"),
        ("1. one", "1.{+one+}"),
        ("***", "{+----+}"),
        ("## One", "{+One+}"),
    ],
)
def test_what_came_as_a_whole_stands_between_two_signs(shown, added, expected):
    found = shown(A, f"{A}\n\n{added}").removeprefix(A)
    assert re.sub("-{4,}", "----", "".join(found.split())) == expected


def test_a_table_whose_cells_span_several_is_compared_as_a_whole():
    def table(word: str) -> Side:
        made = ast.table([[ast.plain(ast.words("Right"))]], [[[ast.plain(ast.words(f"The {word} of all"))]]])
        made["c"][4][0][3][0][1][0][2] = 2
        return Side(ast.document([made]))

    assert compare(table("shelter"), table("shelter")).same
    assert compare(table("shelter"), table("care")).tally == Tally(words=5, deleted=5, inserted=5, places=2)


def test_a_row_of_empty_cells_is_a_change_too():
    def table(*rows) -> Side:
        return Side(ast.document([ast.table([[], []], rows)]))

    found = compare(table(), table([[], []]))
    assert found.tally == Tally(signs=1)
    assert not found.same


def test_a_link_that_leads_elsewhere_says_where_in_html(compared, pandoc):
    html = writers.html(compared("[All](https://a.example/)", "[All](https://b.example/)").ast, {}, pandoc=pandoc)
    assert '<del class="relinked"><span class="spoken"> link before: </span>' in html
    assert '<span class="change-said"> (https://b.example/)</span>' in html


def test_a_demand_that_gets_another_addressee_says_so(shown):
    body = '::: {{.demand #dem-a to="{to}"}}\nOpen safe channels.\n:::'
    found = shown(body.format(to="all-states"), body.format(to="all-states business"))
    assert found == "Demand To: all states{+, business+}\n\nOpen safe channels."


def _picture(path: str, alt: str) -> Side:
    text = ast.document([ast.figure([ast.plain([ast.image(path, alt)])], [ast.plain(ast.words("Wells."))])])
    return Side(text, pictures={"v1/a.png": "a-1234.png", "v2/a.png": "a-1234.png"})


def test_the_same_picture_in_another_folder_is_the_same():
    assert compare(_picture("v1/a.png", "Bars"), _picture("v2/a.png", "Bars")).same


def test_another_picture_and_another_description_are_told(pandoc):
    other = compare(_picture("v1/a.png", "Bars"), _picture("v2/b.png", "Bars"))
    said = compare(_picture("v1/a.png", "Two bars"), _picture("v2/a.png", "Three bars"))
    assert other.tally == Tally(pictures=1)
    assert said.tally == Tally(redescribed=1)
    addresses = {"a-1234.png": "p/a.png", "v2/b.png": "p/b.png"}
    html = writers.html(other.ast, addresses, pandoc=pandoc)
    assert (
        html.index("Picture taken out") < html.index("p/a.png") < html.index("Picture put in") < html.index("p/b.png")
    )
    html = writers.html(said.ast, addresses, pandoc=pandoc)
    assert html.count("<img") == 1
    assert html.index("described before as: Two bars") < html.index("described now as: Three bars")
    assert "[-Picture described before as: [a-1234.png: Two bars]-]" in writers.redline(
        said.ast, pandoc=pandoc, columns=200
    )


def test_html_says_each_change_in_words_that_are_heard(compared, pandoc):
    html = writers.html(compared(f"{A}\n\nWait.", f"{A} Now.").ast, {}, pandoc=pandoc, labels=SPANISH)
    assert (
        '<ins><span class="spoken"> añadido: </span> Now.<span class="spoken"> fin de lo añadido </span></ins>' in html
    )
    assert html.index("<del>") < html.index("suprimido") < html.index("<p>Wait.</p>") < html.index("</del>")


def test_ids_stand_once_and_links_within_the_text_lead_to_them(compared, pandoc):
    old = "## Needs {#sec-needs}\n\nSee [below](#sec-end).\n\n## End {#sec-end}\n\nNow."
    new = "## Needs first {#sec-needs}\n\nSee [here](#sec-end).\n\n## The end of all {#sec-end}\n\nNow."
    html = writers.html(compared(old, new).ast, {}, pandoc=pandoc)
    assert html.count('id="text-v2-sec-needs"') == html.count('id="text-v2-sec-end"') == 1
    assert html.count('href="#text-v2-sec-end"') == 1
    assert 'id="text-v1' not in html


def test_what_is_too_much_to_compare_is_shown_as_replaced(compared, monkeypatch):
    monkeypatch.setattr(alignment, "MOST", 10)
    found = compared("First they wait and go on.", "First we go on and wait on.")
    assert not found.whole
    assert found.tally == Tally(words=5, deleted=4, inserted=5, places=1)


def test_many_paragraphs_of_which_each_changed_are_paired_in_order():
    def text(word: str) -> Side:
        return Side(ast.document([ast.para(ast.words(f"In year {year} the {word} went.")) for year in range(400)]))

    found = compare(text("ministers"), text("governments"))
    assert (found.tally.words, found.tally.places, found.whole) == (400, 400, False)


def test_a_text_as_deep_as_texts_may_be_can_be_compared():
    def text(word: str) -> Side:
        blocks = [ast.para(ast.words(f"They are {word} of it"))]
        for _ in range(38):
            blocks = [{"t": "BlockQuote", "c": blocks}]
        return Side(ast.document(blocks))

    assert guarded(text("here").ast)
    merged = guarded(compare(text("here"), text("gone")).ast)
    assert [word in ast.plain_text(merged) for word in ("here", "gone")] == [True, True]
    assert guarded(compare(text("here"), Side("")).ast)


def test_an_excerpt_has_the_changes_with_their_headings():
    old = [
        ast.header(2, ast.words("Needs")),
        *(ast.para(ast.words(f"Paragraph number {name}.")) for name in "abcdefgh"),
    ]
    new = [*old[:7], ast.para(ast.words("Paragraph number x.")), old[8]]
    blocks = ast.blocks_of(compare(Side(ast.document(old)), Side(ast.document(new))).ast)
    found = redlined.excerpt(blocks, lambda number: f"({number} more)")
    assert [ast.plain_text(block) for block in found] == [
        "Needs",
        "(5 more)",
        "Paragraph number f.",
        "Paragraph number gx.",
        "Paragraph number h.",
    ]  # fmt: skip -- a line of blocks
