from __future__ import annotations

import pypdfium2

from coalition.outputs.streams import plain_ends


def document(*streams: bytes) -> bytes:
    """A PDF of one empty page and some streams, written as Typst writes: a line feed before `endstream`."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        *(b"<</Length %d>>\nstream\n" % len(data) + data + b"\nendstream" for data in streams),
    ]
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    entries = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(bodies) + 1)
        + entries
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)
    )


def test_a_stream_that_ends_in_a_carriage_return_ends_in_a_line_end_of_two():
    made = plain_ends(document(b"q Q\r", b"fine", b"\r\nendstream\nendobj\r"))
    assert b"q Q\r\r\nendstream" in made
    assert b"fine\nendstream" in made
    assert b"<</Length 4>>" in made


def test_every_object_is_still_found():
    made = plain_ends(document(b"q Q\r", b"more\r", b"last"))
    start = int(made[made.rindex(b"startxref\n") + 10 :].split()[0])
    assert made[start : start + 4] == b"xref"
    entries = made[start:].split(b"trailer")[0].splitlines()[3:]
    for number, entry in enumerate(entries, 1):
        assert made[int(entry[:10]) :].startswith(b"%d 0 obj" % number)
    assert len(pypdfium2.PdfDocument(made)) == 1


def test_a_document_without_such_streams_comes_back_as_it_is():
    whole = document(b"q Q", b"more")
    assert plain_ends(whole) is whole


def test_a_document_with_another_kind_of_table_comes_back_as_it_is():
    other = b"%PDF-1.7\n1 0 obj\n<</Type/XRef>>stream\nx\r\nendstream\nendobj\nstartxref\n9\n%%EOF"
    assert plain_ends(other) == other
