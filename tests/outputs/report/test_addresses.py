"""What can be cited in a file can be linked to in it."""

from __future__ import annotations

import re
from dataclasses import replace

import page
import pikepdf
import pytest

from coalition.outputs.report import html, pdf
from coalition.prose.paragraphs import marked


@pytest.fixture(scope="module")
def report(make_report):
    body = "First words.\n\n## A section {#sec-a}\n\nSecond words.\n\n::: {.key-finding #kf-a}\nFound.\n:::\n"
    made = make_report({"one": body})
    (part,) = made.parts
    (chapter,) = part.chapters
    numbered = replace(chapter.section, ast=marked(chapter.section, numbered=True))
    return replace(made, parts=(replace(part, chapters=(replace(chapter, section=numbered),)),))


def paragraphs(report):
    return [anchor for anchor in report.chapters[0].section.paragraphs if anchor]


def named(path) -> list[str]:
    """Places that an address can name: report.pdf#one."""
    with pikepdf.open(path) as document:
        return [str(name) for name in list(document.Root.Names.Dests.Names)[::2]]


def test_a_pdf_names_its_paragraphs_sections_and_passages_and_lists_its_headings_alone(report, pandoc, tmp_path):
    made = pdf.render(report, pandoc=pandoc)
    (tmp_path / "report.pdf").write_bytes(made)

    assert {"one", "one-sec-a", "one-kf-a", *paragraphs(report)} <= set(named(tmp_path / "report.pdf"))
    assert [page.validate_pdf_bytes(made, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]
    with pikepdf.open(tmp_path / "report.pdf") as document, document.open_outline() as outline:
        told = [each.title for one in outline.root for each in (one, *one.children)]
    assert not any("one-p-" in title for title in told)


def test_a_paragraph_s_number_in_the_html_file_is_the_link_to_it(report, pandoc):
    made = html.render(report, pandoc=pandoc).decode()
    first, second = paragraphs(report)

    assert re.findall(r'<span id="([^"]+)" class="paragraph-number"><a href="#([^"]+)">(\d)\.</a></span>', made) == [
        (first, first, "1"),
        (second, second, "2"),
    ]
