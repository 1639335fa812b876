from __future__ import annotations

import json
from dataclasses import replace

from coalition.outputs.report import flow
from coalition.prose import ast


def headings(document):
    return [
        (node["c"][0], ast.plain_text(node["c"][2])) for node in json.loads(document)["blocks"] if node["t"] == "Header"
    ]


def test_only_chapters_that_recommend_something_are_in_the_register(make_report):
    report = make_report(
        {"one": "Text.\n", "two": '::: {.recommendation #rec-a to="media"}\nSay it.\n:::\n'},
        titles={"one": "One", "two": "Two"},
    )
    made = headings(ast.join(*flow.flow(report, contents=False)))
    assert (2, "2 Two") in made
    assert (2, "1 One") not in made


def test_a_report_without_recommendations_has_no_register(make_report):
    made = headings(ast.join(*flow.flow(make_report({"one": "Text.\n"}), contents=True)))
    assert "Recommendations" not in [text for _, text in made]


def test_foreword_and_parts_are_listed_in_order(make_report):
    report = make_report({"one": "Text.\n"}, parts={"On the road": ["one"]}, foreword="A word.")
    listed = [
        ast.plain_text(block)
        for block in ast.blocks_of(ast.join(*flow.flow(report, contents=True)))
        if "toc" in str(block["c"][0])
    ]
    assert listed == ["Contents", "Foreword", "Part 1: On the road", "1 One"]


def test_headings_lowered_leave_all_else_as_it_is():
    document = ast.document([ast.header(2, ast.words("A")), ast.para(ast.words("b"))])
    assert headings(flow.lower(document, 1)) == [(3, "A")]
    assert flow.lower(document, 0) == document


def test_what_is_not_known_is_left_out(make_report):
    report = make_report({"one": "Text.\n"})
    bare = replace(report.chapters[0], abstract="", lead="", contributors=(), reviewers=())
    report = replace(report, parts=(replace(report.parts[0], chapters=(bare,)),), members=())
    document = ast.join(*flow.flow(report, contents=False))
    assert "Organisations" not in str(headings(document))
    assert "abstract" not in document
    assert "credits" not in document
