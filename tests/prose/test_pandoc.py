from __future__ import annotations

import json
import subprocess
import threading

import pytest
from prose_samples import DOE

from coalition.prose import pandoc as confined
from coalition.prose import shares as sharing
from coalition.prose.pandoc import MARKDOWN, Failure, Pandoc, PandocFailed, Task, locate, meta
from coalition.sources import shell
from coalition.sources.cache import Cache
from coalition.sources.shell import Completed, ToolMissing, ToolOverflowed, ToolTimedOut

EXTENSIONS = """
all_symbols_escapable backtick_code_blocks blank_before_blockquote blank_before_header bracketed_spans citations
definition_lists escaped_line_breaks fancy_lists fenced_code_attributes fenced_code_blocks fenced_divs
footnotes grid_tables header_attributes implicit_figures inline_code_attributes inline_notes intraword_underscores
line_blocks link_attributes markdown_in_html_blocks multiline_tables pipe_tables raw_attribute raw_html raw_tex
shortcut_reference_links simple_tables smart space_in_atx_header startnum strikeout subscript superscript
table_attributes table_captions
"""


@pytest.fixture
def fresh() -> Pandoc:
    return Pandoc(Cache(None), jobs=2, text_seconds=2)


def blocks(ast: str | Failure) -> list[dict]:
    assert isinstance(ast, str), ast
    return json.loads(ast)["blocks"]


def test_markdown_is_exactly_these_extensions_whatever_a_new_pandoc_turns_on():
    listed = subprocess.run([locate(), "--list-extensions=markdown"], capture_output=True, text=True, check=True).stdout
    on = {line[1:] for line in listed.split() if line[0] == "+"}

    assert on - set(confined.NOT_READ) == set(EXTENSIONS.split())


def test_a_text_is_read(fresh: Pandoc):
    assert blocks(fresh.read("Hello *you*")) == [
        {"t": "Para", "c": [{"t": "Str", "c": "Hello"}, {"t": "Space"}, {"t": "Emph", "c": [{"t": "Str", "c": "you"}]}]}
    ]


def test_metadata_blocks_are_text(fresh: Pandoc):
    ast = json.loads(fresh.read("---\nbibliography: /etc/passwd\n---\n\n% Title\n\n$x$"))

    assert ast["meta"] == {}
    assert "Math" not in json.dumps(ast)


def test_footnotes_of_one_text_never_reach_another(fresh: Pandoc):
    first, second = fresh.convert([fresh.reading("A[^1]\n\n[^1]: one"), fresh.reading("B[^1]\n\n[^1]: two")])

    assert "one" in str(first)
    assert "one" not in str(second)


def test_a_text_that_hangs_is_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch):
    """Also when all three go to pandoc at once."""
    pandoc = Pandoc(Cache(None), jobs=1, text_seconds=2)
    monkeypatch.setattr(sharing, "A_JOB", 1)
    tasks = [pandoc.reading("before"), pandoc.reading("[" * 40), pandoc.reading("after")]

    first, hung, last = pandoc.convert(tasks)

    assert hung == Failure("did not finish within 2 seconds")
    assert [blocks(one)[0]["c"][0]["c"] for one in (first, last)] == ["before", "after"]


def test_a_refused_conversion_says_why_and_the_others_are_made(fresh: Pandoc):
    broken, whole = fresh.convert([Task("@book{x, title={{{", "biblatex", "csljson"), Task(DOE, "biblatex", "csljson")])

    assert isinstance(broken, Failure)
    assert broken.reason.startswith("refused it: Error at")
    assert "On borders" in str(whole)


def test_no_file_and_no_address_is_read(fresh: Pandoc):
    """Not even by citeproc, which pandoc's own sandbox leaves alone."""
    metadata = {"bibliography": meta("/etc/passwd"), "csl": meta("http://127.0.0.1:9/x.csl")}

    (result,) = fresh.convert([Task("[@x]", "markdown", "html", {"citeproc": True, "metadata": metadata})])

    assert isinstance(result, Failure)
    assert "root:" not in result.reason


def test_nothing_made_of_something_is_a_failure(fresh: Pandoc):
    assert fresh.convert([Task("", "markdown", "html")]) == (Failure("gave nothing"),)


def test_a_warning_fails_where_it_must_not_happen(fresh: Pandoc):
    missing = "![a](gone.png)"
    (careless,) = fresh.convert([Task(missing, "markdown", "epub3", {"standalone": True})])
    (strict,) = fresh.convert([Task(missing, "markdown", "epub3", {"standalone": True}, strict=True)])

    assert isinstance(careless, str)
    assert isinstance(strict, Failure)
    assert "gone.png" in strict.reason


def test_too_much_memory_is_a_failure(fresh: Pandoc):
    (result,) = fresh.convert([Task("word *word* " * 60_000, "markdown", "html", memory_mb=24)])

    assert result == Failure("needed more than 24 MB of memory")


def test_the_same_conversion_is_made_once(fresh: Pandoc, monkeypatch: pytest.MonkeyPatch):
    first = fresh.convert([fresh.reading("a"), fresh.reading("a")])
    monkeypatch.setattr(shell, "run", None)

    assert fresh.convert([fresh.reading("a")]) == first[:1] == first[1:]


def test_a_failure_is_not_kept(fresh: Pandoc):
    task = Task("x", "nonsense", "json")

    fresh.convert([task])

    assert fresh.cache.get(fresh._key(task)) is None


def test_a_text_that_failed_is_not_tried_again(fresh: Pandoc, monkeypatch: pytest.MonkeyPatch):
    task = Task("x", "nonsense", "json")
    first = fresh.convert([task])
    monkeypatch.setattr(shell, "run", None)

    assert fresh.convert([task]) == first


def test_a_text_is_given_time_by_its_length(fresh: Pandoc, monkeypatch: pytest.MonkeyPatch):
    given = []

    def run(command, *, limits, **_):
        given.append((limits.cpu_seconds, limits.seconds, command[2]))
        return Completed(1, b"", b"")

    monkeypatch.setattr(shell, "run", run)
    fresh.convert([fresh.reading("a")])
    fresh.convert([fresh.reading("a" * 1_000_000)])
    fresh.convert([Task("{}", "json", "docx", seconds=120, memory_mb=512)])

    assert given == [(2, 9, "-M200M"), (12, 49, "-M200M"), (120, 481, "-M512M")]


def test_what_matters_to_a_conversion_is_in_its_key(fresh: Pandoc):
    tasks = [
        Task("a", "markdown", "json"),
        Task("a", "markdown", "html"),
        Task("a", "html", "json"),
        Task("b", "markdown", "json"),
        Task("a", "markdown", "json", {"wrap": "none"}),
        Task("a", "markdown", "json", files=(("f", b"1"),)),
        Task("a", "markdown", "json", files=(("f", b"2"),)),
        Task("a", "markdown", "json", strict=True),
    ]

    assert len({fresh._key(task) for task in tasks}) == len(tasks)


def test_many_texts_share_processes(fresh: Pandoc, monkeypatch: pytest.MonkeyPatch):
    started = []
    run = shell.run

    def counted(command, **values):
        started.append(threading.get_ident())
        return run(command, **values)

    monkeypatch.setattr(shell, "run", counted)
    results = fresh.convert([fresh.reading(f"text {number}") for number in range(600)])

    assert len(results) == 600
    assert [blocks(result)[0]["c"][2]["c"] for result in results[:3]] == ["0", "1", "2"]
    assert len(started) <= 12


def test_one_conversion_that_fails_raises_when_the_library_asked_for_it_alone(fresh: Pandoc):
    with pytest.raises(PandocFailed, match="refused it"):
        fresh.write("{}", "html")


def test_a_document_is_written(fresh: Pandoc):
    assert fresh.write(fresh.read("*a*"), "html5", wrap="none") == "<p><em>a</em></p>"


class Answering:
    """Stands for the door to processes and says one thing."""

    def __init__(self, answer: Completed | Exception) -> None:
        self.answer = answer

    def __call__(self, *_: object, **__: object) -> Completed:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


OK = b"Status: 200 OK\n\n"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ToolTimedOut("pandoc", 2), "did not finish within 2 seconds"),
        (ToolOverflowed("pandoc", 5), "gave far more than a text can hold"),
        (Completed(-9, b"", b""), "ended with -9"),
        (Completed(0, b"Status: 503 Service Unavailable\n\n", b""), "did not finish within 2 seconds"),
        (Completed(0, b"Status: 400 Bad Request\n\nno such key", b""), "refused its orders: no such key"),
        (Completed(0, OK + b"[]", b""), "answered something else than it was asked"),
    ],
)
def test_whatever_befalls_the_child_is_a_failure_in_words(fresh, monkeypatch, answer, reason):
    monkeypatch.setattr(shell, "run", Answering(answer))

    assert fresh.convert([fresh.reading("a")]) == (Failure(reason),)


def test_without_pandoc_the_tool_says_so(fresh: Pandoc, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    with pytest.raises(ToolMissing, match="pandoc"):
        fresh.convert([fresh.reading("a")])


def test_metadata_of_ours_is_never_markup():
    assert meta({"title": "*a*", "toc": True, "author": ["b"]}) == {
        "t": "MetaMap",
        "c": {
            "title": {"t": "MetaString", "c": "*a*"},
            "toc": {"t": "MetaBool", "c": True},
            "author": {"t": "MetaList", "c": [{"t": "MetaString", "c": "b"}]},
        },
    }


def test_markdown_names_what_is_off():
    assert MARKDOWN.startswith("markdown-auto_identifiers-")
