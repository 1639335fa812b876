"""The report's files are made beside the site, whose pages are filled with their sizes when they are there."""

from __future__ import annotations

import struct
import threading

import pytest

from coalition.publishing.gates import Breach, Examined
from coalition.workflows.reporting import Reporting, Task, fill, offer

COVER = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 600, 800)
FILES = {"report/report.pdf": b"%PDF" * 600_000, "report/cover.png": COVER}


def look(files):
    return Examined(files, tuple(Breach(path, "is a lie") for path, content in files.items() if b"lie" in content))


def tasks(jobs):
    return [Task((path,), lambda job=job: (job(),)) for path, job in jobs.items()]


def making(files):
    return Reporting(tasks({path: lambda content=content: content for path, content in files.items()}), look, 2)


def test_a_page_is_written_before_the_files_that_it_offers_are_there():
    go_on = threading.Event()

    def slow():
        go_on.wait(10)
        return FILES["report/report.pdf"]

    with Reporting(tasks({"report/cover.png": lambda: COVER, "report/report.pdf": slow}), look, 2) as report:
        offered = report.offer("es")
        go_on.set()
        files = report.files()
    assert offered.covers == {"report/cover.png": (600, 800)}
    page = f"<p>PDF {offered.sizes['report/report.pdf']}</p>".encode()
    assert fill(page, files).decode() == "<p>PDF 2,4 MB</p>"


def test_a_page_without_a_place_stays_as_it_is():
    page = "<p>⟦size⟧ ⟦size:en⟧ 12 kB</p>".encode()
    assert fill(page, {}) == page


def test_finished_files_are_offered_with_their_bytes():
    assert offer(FILES).sizes == {"report/report.pdf": 2_400_000, "report/cover.png": len(COVER)}
    assert offer(FILES).covers == {"report/cover.png": (600, 800)}


def test_every_file_is_looked_through():
    with making({"a.pdf": b"fine", "b.pdf": b"a lie"}) as report:
        assert report.files() == {"a.pdf": b"fine", "b.pdf": b"a lie"}
    assert report.examined() == Examined({"a.pdf": b"fine", "b.pdf": b"a lie"}, (Breach("b.pdf", "is a lie"),))


def test_what_went_wrong_with_a_file_is_told_when_files_are_asked_for():
    def broken():
        raise OSError("no room")

    with (
        Reporting(tasks({"a.pdf": broken, "b.pdf": lambda: b"fine"}), look, 1) as report,
        pytest.raises(OSError, match="no room"),
    ):
        report.files()


def test_a_failure_beside_it_starts_no_further_file():
    begun, known = threading.Event(), threading.Event()
    made, kept = [], []

    def first():
        begun.set()
        known.wait(10)
        pool = kept[0]._pool
        while not pool._shutdown:  # until the end of the `with` has begun
            pass
        with pool._shutdown_lock:  # and has taken back what was not begun
            return b"first"

    def fail_beside_it():
        with Reporting(tasks({"a.pdf": first, "b.pdf": lambda: made.append("b") or b"x"}), look, 1) as report:
            kept.append(report)
            begun.wait(10)
            known.set()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_beside_it()
    assert made == []


def test_files_left_for_later_are_promised_and_made_when_it_goes_on():
    made = []

    def job(name):
        return lambda: made.append(name) or name.encode()

    with Reporting(tasks({"a.pdf": job("a")}), look, 1, later=tasks({"b.docx": job("b")})) as report:
        assert sorted(report.offer("en").sizes) == ["a.pdf", "b.docx"]
        report._running["a.pdf",].result()
        assert made == ["a"]
        report.go_on()
        report._running["b.docx",].result()
        assert made == ["a", "b"]
        assert report.files() == {"a.pdf": b"a", "b.docx": b"b"}
    assert made == ["a", "b"]


def test_files_that_are_made_together_are_each_delivered_and_looked_through():
    task = Task(("a.pdf", "b.pdf"), lambda: (b"fine", b"a lie"))
    with Reporting([task], look, 1) as report:
        assert sorted(report.offer("en").sizes) == ["a.pdf", "b.pdf"]
        assert report.files() == {"a.pdf": b"fine", "b.pdf": b"a lie"}
    assert report.examined().breaches == (Breach("b.pdf", "is a lie"),)
