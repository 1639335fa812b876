from __future__ import annotations

import io
import json
import random
import zipfile

import pytest

from coalition.publishing import extraction, gates
from coalition.publishing.gates import Breach, Gate, GateShut, breaches
from coalition.sources.cache import Cache

PAGE = "<html><body><main><h1>T</h1><p>{}</p></main></body></html>"


def archive(name, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(name, content)
    return stream.getvalue()


def pdf(text, link="", title="T"):
    import typst

    linked = f'#link("{link}")[x]' if link else ""
    source = f'#set document(title: "{title}")\n#set page(width: 6cm, height: auto)\n#set text(lang: "en", hyphenate: true)\n{text} {linked}'
    return typst.compile(source.encode())


def look(folder, files, *, expected=(), secrets=(), folders=(), drafts=()):
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return breaches(folder, Gate(secrets, folders), expected=expected, drafts=drafts)


def test_nothing_stands_against_a_clean_folder(tmp_path):
    files = {"index.html": PAGE.format("Hello"), "a.json": "{}", "x.png": b"\x89PNG", "s.css": "p{}"}
    assert look(tmp_path, files, expected=["index.html"], secrets=["Quiet Line"], folders=[str(tmp_path)]) == ()


def test_a_missing_and_an_empty_file(tmp_path):
    assert look(tmp_path, {"a.html": ""}, expected=["a.html", "b.html"]) == (
        Breach("a.html", "is empty"),
        Breach("b.html", "is not there"),
    )


def test_a_page_without_text(tmp_path):
    found = look(tmp_path, {"a.html": "<main><h1>Only a title</h1> <div></div></main>", "b.html": "<p>no main</p>"})
    assert found == (Breach("a.html", "is a page without text"),)


SECRET = "Quiet Line for Domestic Workers"
HIDING = {
    "plain.html": PAGE.format(SECRET),
    "case.html": PAGE.format(SECRET.upper()),
    "tags.html": PAGE.format("Quiet <b>Li</b>ne for\n  Domestic&nbsp;Wor&shy;kers"),
    "entity.html": PAGE.format("Qui&#101;t Line for Domestic Workers"),
    "attribute.html": PAGE.format(f'x<img alt="{SECRET}">'),
    "title.html": f"<title>{SECRET}</title>",
    "index.json": json.dumps({"docs": [{"text": "<p>Quiet <b>Line</b> for Domestic Workers</p>"}]}),
    "escaped.json": '{"a": "Qui\\u0065t Line for Domestic Workers"}',
    "key.json": json.dumps({SECRET: 1}),
    "broken.json": "{" + SECRET,
    "feed.xml": f"<feed><title>{SECRET}</title></feed>",
    "list.csv": f'a,"{SECRET}"',
    "meetings.ics": "SUMMARY:Quiet Line for Dom\r\n estic Workers",
    "report.docx": archive(
        "word/document.xml", "<w:p><w:r><w:t>Quiet </w:t></w:r><w:r><w:t>Line for Domestic Workers</w:t></w:r></w:p>"
    ),
    "report.epub": archive("EPUB/ch1.xhtml", f"<html><body><p>{SECRET}</p></body></html>"),
    "picture.svg": f"<svg><text>{SECRET}</text></svg>",
}


@pytest.mark.parametrize("path", sorted(HIDING))
def test_a_private_name_is_found_however_it_hides(tmp_path, path):
    assert look(tmp_path, {path: HIDING[path]}, secrets=[SECRET]) == (
        Breach(path, 'holds something private, "qu…" (31 characters)'),
    )


def test_a_private_name_is_found_in_the_text_the_properties_and_the_links_of_a_pdf(tmp_path):
    files = {
        "text.pdf": pdf("They thanked the Quiet Line for Domestic Workers in a long letter."),
        "title.pdf": pdf("x", title=SECRET),
        "link.pdf": pdf("x", link="mailto:post@quiet-line.example"),
        "clean.pdf": pdf("Nothing here", link="https://open.example/"),
    }
    found = look(tmp_path, files, secrets=[SECRET, "post@quiet-line.example"])
    assert [breach.path for breach in found] == ["link.pdf", "text.pdf", "title.pdf"]


def test_a_name_in_a_path_is_found(tmp_path):
    assert look(tmp_path, {"members/quiet-line/index.html": PAGE.format("x")}, secrets=["quiet-line"])


@pytest.mark.parametrize(
    "text", ["quiet-lines", "unquiet-line", "quiet-line-two", "quiet line", "post@quiet-line.example.org2"]
)
def test_part_of_another_word_is_no_name(tmp_path, text):
    assert (
        look(
            tmp_path,
            {"a.html": PAGE.format(text)},
            secrets=["post@quiet-line.example.org", "quiet-line" if "@" not in text else "x-y"],
        )
        == ()
    )


def test_an_unreadable_archive_or_pdf_hides_no_failure(tmp_path):
    assert (
        look(tmp_path, {"a.docx": b"PK\x03\x04broken", "b.pdf": b"%PDF-1.7 broken", "c.zip": b"x"}, secrets=[SECRET])
        == ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "/home/ana/campaign/x.md",
        "see /root/x",
        "at /tmp/build-1/a",
        "C:\\Users\\ana",
        "file:///x",
        "/Users/ana/x",
    ],
)
def test_a_path_of_somebodys_machine(tmp_path, text):
    found = look(tmp_path, {"a.html": PAGE.format(text)})
    assert len(found) == 1
    assert "names a folder of this machine" in found[0].message


@pytest.mark.parametrize(
    "text", ["https://example.org/home/news", "../home/x", "a home/tmp", "x/tmp/y", "and/or /homes"]
)
def test_an_address_on_the_web_is_no_path(tmp_path, text):
    assert look(tmp_path, {"a.html": PAGE.format(text)}) == ()


def test_the_folder_of_the_build(tmp_path):
    found = look(tmp_path, {"a.json": json.dumps({"at": "/srv/Campaign/public"})}, folders=["/srv/campaign", "/"])
    assert [breach.path for breach in found] == ["a.json"]


def test_a_text_that_is_not_released(tmp_path):
    paths = ["es/report/poverty/index.html", "report/poverty/index.html", "statements/later/statement.pdf.html"]
    files = {path: PAGE.format("x") for path in (*paths, "statements/poverty/index.html")}
    found = look(tmp_path, files, drafts=["report/poverty", "report/hiv-aids", "statements/later"])
    assert [breach.path for breach in found] == paths


def test_a_request_to_another_site(tmp_path):
    found = look(tmp_path, {"a.html": PAGE.format('x<img src="https://count.example/x.gif">')})
    assert found == (Breach("a.html", 'would make a browser ask another site: "https://count.example/x.gif"'),)


@pytest.mark.parametrize("name", ["a.epub", "a.docx", "a.zip"])
def test_what_a_part_of_an_archive_asks_of_another_site_is_found(tmp_path, name):
    found = look(tmp_path, {name: archive("chapter.xhtml", '<img src="https://z.example/a.png"/>')})
    assert found == (Breach(name, 'would make a browser ask another site: "https://z.example/a.png"'),)


def test_of_an_archive_only_the_parts_that_are_new_are_looked_through(tmp_path, monkeypatch):
    cache, looked = Cache(None), []
    words = extraction.words
    monkeypatch.setattr(extraction, "words", lambda path, content: looked.append(content) or words(path, content))

    def inspect(*texts):
        looked.clear()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            for number, text in enumerate(texts):
                made.writestr(f"{number}.xhtml", text)
        gate = Gate([SECRET], (), gates.Passed(cache, "1", [SECRET], ()))
        found = gate.examine({"a.epub": stream.getvalue()})
        gate.keep()
        return found.breaches, b" ".join(looked).decode()

    assert inspect("one", "two") == ((), "one two")
    assert inspect("one", "three") == ((), "three")
    (breach,), _ = inspect("one", SECRET)
    assert breach.path == "a.epub"
    assert inspect("one", SECRET)[0] == (breach,)


def test_the_order_of_the_files_does_not_matter(tmp_path):
    paths = [f"{number}.html" for number in range(20)]
    one = look(tmp_path / "one", dict.fromkeys(paths, ""))
    random.Random(1).shuffle(paths)
    assert look(tmp_path / "two", dict.fromkeys(paths, "")) == one


def test_a_shut_gate_lists_what_it_found_and_gives_no_secret_away(tmp_path):
    for number in range(20):
        (tmp_path / f"{number:02}.html").write_text(PAGE.format(SECRET))
    with pytest.raises(GateShut) as caught:
        gates.inspect(tmp_path, Gate([SECRET], ()), expected=())
    assert "00.html: holds something private" in caught.value.message
    assert "and 8 more" in caught.value.message
    assert "Domestic" not in caught.value.message
    assert len(caught.value.breaches) == 20


def test_an_open_gate_says_nothing(tmp_path):
    (tmp_path / "a.html").write_text(PAGE.format("x"))
    assert breaches(tmp_path, Gate((), ()), expected=["a.html"]) == ()
    gates.inspect(tmp_path, Gate((), ()), expected=["a.html"])


def test_what_was_examined_before_it_was_written_passes_with_these_bytes_alone(tmp_path):
    clean, hiding = PAGE.format("x").encode(), PAGE.format(SECRET).encode()
    gate = Gate([SECRET], ())
    examined = gate.examine({"a.html": clean, "b.html": hiding})
    assert [breach.path for breach in examined.breaches] == ["b.html"]
    (tmp_path / "a.html").write_bytes(clean)
    only = gate.examine({"a.html": clean})
    assert breaches(tmp_path, gate, expected=["a.html"], examined=only) == ()
    assert breaches(tmp_path, gate, expected=["a.html"], examined=examined) == examined.breaches
    (tmp_path / "a.html").write_bytes(hiding)
    assert [breach.path for breach in breaches(tmp_path, gate, expected=["a.html"], examined=only)] == ["a.html"]


def test_what_stands_in_several_files_and_in_an_archive_is_told_of_each(tmp_path):
    files = {"a/log.txt": "The Well-kept name.", "b/log.txt": "The Well-kept name."}
    found = look(tmp_path, {**files, "all.zip": archive("log.txt", "The Well-kept name.")}, secrets=("Well-Kept",))
    assert [breach.path for breach in found] == ["a/log.txt", "all.zip", "b/log.txt"]


FRAMED = "<!doctype html>\n<header>Site</header>\n<!--head-->\n<title>{}</title>\n<!--/head-->\n<main>\n<!--page-->\n<h1>T</h1><p>{}</p>\n<!--/page-->\n</main>{}"


@pytest.mark.parametrize("where", [(SECRET, "x", ""), ("x", SECRET, ""), ("x", "x", f"<footer>{SECRET}</footer>")])
def test_a_name_is_found_in_and_around_a_page_like_others(tmp_path, where):
    files = {"a.html": FRAMED.format("x", "x", ""), "b.html": FRAMED.format(*where), "c.html": FRAMED.format(*where)}
    assert [breach.path for breach in look(tmp_path, files, secrets=[SECRET])] == ["b.html", "c.html"]


def test_what_passed_in_a_build_before_passes_with_these_secrets_and_bytes_alone(tmp_path):
    cache = Cache(None)

    def inspect(text, secret, program="1"):
        (tmp_path / "a.html").write_text(FRAMED.format("x", text, ""))
        passed = gates.Passed(cache, program, [secret], ())
        gates.inspect(tmp_path, Gate([secret], (), passed), expected=())

    inspect("Open House", SECRET)
    inspect("Open House", SECRET)
    for text, secret, program in ((SECRET, SECRET, "1"), ("Open House", "Open House", "1")):
        for _ in range(2):  # what was refused is refused again
            with pytest.raises(GateShut):
                inspect(text, secret, program)


def test_what_was_looked_through_before_is_not_looked_through_again(tmp_path, monkeypatch):
    cache, looked = Cache(None), []
    words = extraction.words
    monkeypatch.setattr(extraction, "words", lambda path, content: looked.append(content) or words(path, content))

    def inspect(program, *texts):
        looked.clear()
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.html").write_text(FRAMED.format("x", text, ""))
        passed = gates.Passed(cache, program, (), ())
        gates.inspect(tmp_path, Gate((), (), passed), expected=())
        return b" ".join(looked).decode()

    assert "one" in inspect("1", "one", "two")
    again = inspect("1", "one", "three")
    assert "three" in again
    assert "one" not in again
    assert "one" in inspect("2", "one", "three")


def test_what_stands_against_an_edition_is_cured_by_another_edition():
    assert "--corrects OLD" in GateShut((Breach("report/2026/report.en.pdf", "holds something private"),)).hint
    assert "--corrects" not in GateShut((Breach("report/refugees/index.html", "is empty"),)).hint
