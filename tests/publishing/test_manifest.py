"""The manifest: what was published can be told from what is there."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.errors import CoalitionError
from coalition.publishing.manifest import (
    Change,
    Difference,
    Manifest,
    Origin,
    PublishedFile,
    UnreadableManifest,
    added,
    describe,
    intact,
    parse,
    read,
    render,
    verify,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = Origin(
    campaign="exploitative-migration",
    edition="2026",
    commit="0" * 40,
    dirty=False,
    inputs="1" * 64,
    tools=(("pandoc", "3.9"), ("typst", "0.15.2")),
    built=datetime(2026, 11, 21, 17, 55, tzinfo=UTC),
)


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    return path


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A small publication."""
    made = folder(tmp_path / "public", {"index.html": "<p>", "report/report.pdf": "%PDF", "feed.xml": "<feed>"})
    write(made, ORIGIN)
    return made


def test_a_manifest_reads_like_this(tmp_path: Path) -> None:
    folder(tmp_path, {"b/index.html": "", "a.html": "hello"})
    assert (
        render(describe(tmp_path, ORIGIN))
        == """\
{
 "version": 1,
 "campaign": "exploitative-migration",
 "edition": "2026",
 "commit": "0000000000000000000000000000000000000000",
 "dirty": false,
 "inputs": "1111111111111111111111111111111111111111111111111111111111111111",
 "tools": {
  "pandoc": "3.9",
  "typst": "0.15.2"
 },
 "built": "2026-11-21T17:55:00Z",
 "files": [
  {
   "path": "a.html",
   "size": 5,
   "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
  },
  {
   "path": "b/index.html",
   "size": 0,
   "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  }
 ]
}
"""
    )


@settings(deadline=None)
@given(
    st.builds(
        Origin,
        campaign=st.text(),
        edition=st.text(),
        commit=st.none() | st.text(),
        dirty=st.booleans(),
        inputs=st.text(),
        tools=st.dictionaries(st.text(), st.text()).map(lambda tools: tuple(sorted(tools.items()))),
        built=st.datetimes(timezones=st.just(UTC)),
    ),
    st.lists(st.builds(PublishedFile, path=st.just("ñ/\n"), size=st.integers(min_value=0), sha256=st.text())),
)
def test_what_was_rendered_parses_back(origin: Origin, files: list[PublishedFile]) -> None:
    manifest = Manifest(origin, tuple(files))
    assert parse(render(manifest)) == manifest


def test_the_zone_in_which_the_instant_is_given_does_not_matter(tmp_path: Path) -> None:
    elsewhere = ORIGIN.built.astimezone(timezone(timedelta(hours=14)))
    origins = [ORIGIN, Origin(*(elsewhere if value is ORIGIN.built else value for value in fields(ORIGIN)))]
    assert len({render(Manifest(origin, ())) for origin in origins}) == 1


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = ORIGIN.built.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a zone"):
        Origin(*(naive if value is ORIGIN.built else value for value in fields(ORIGIN)))


def fields(origin: Origin) -> list[object]:
    return [getattr(origin, name) for name in Origin.__slots__]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "{}",
        "[" * 100_000,
        '{"version": 1}',
        render(Manifest(ORIGIN, ())).replace('"files": []', '"files": {}'),
        render(Manifest(ORIGIN, ())).replace("false", '"no"'),
        render(Manifest(ORIGIN, ())).replace('"2026"', "2026"),
        render(Manifest(ORIGIN, ())).replace("2026-11-21T17:55:00Z", "yesterday"),
        render(Manifest(ORIGIN, ())).replace("2026-11-21T17:55:00Z", "2026-11-21"),
        render(Manifest(ORIGIN, (PublishedFile("x", 1, "a"),))).replace("1,", "true,"),
    ],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(UnreadableManifest):
        parse(text)


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", ""])
def test_a_manifest_never_leads_out_of_the_output(path: str) -> None:
    with pytest.raises(UnreadableManifest):
        parse(render(Manifest(ORIGIN, (PublishedFile(path, 1, "a"),))))


def test_a_later_format_asks_for_a_newer_program() -> None:
    with pytest.raises(UnreadableManifest, match="format 2") as caught:
        parse('{"version": 2}')
    assert "newer version" in caught.value.hint


def test_only_files_are_published(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(CoalitionError, match="link would be published"):
        describe(tmp_path, ORIGIN)


def test_what_was_written_can_be_read(published: Path) -> None:
    assert read(published) == describe(published, ORIGIN)
    assert [file.path for file in read(published).files] == ["feed.xml", "index.html", "report/report.pdf"]


def test_a_folder_without_a_manifest_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableManifest, match=r"has no manifest\.json"):
        read(tmp_path)
    (tmp_path / "manifest.json").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableManifest, match="is damaged"):
        read(tmp_path)


def test_an_untouched_publication_is_whole(published: Path) -> None:
    assert verify(published) == ()
    assert intact(published)
    assert added(published, read(published)) == ()


def test_every_difference_is_found(published: Path) -> None:
    (published / "index.html").write_text("<b>")
    (published / "feed.xml").unlink()
    (published / "report" / "x").mkdir()
    (published / "report" / "x" / "new.html").write_text("")
    (published / "report/report.pdf").unlink()
    (published / "report/report.pdf").symlink_to("/etc/passwd")
    found = verify(published)
    assert found == (
        Difference("feed.xml", Change.MISSING),
        Difference("index.html", Change.CHANGED),
        Difference("report/report.pdf", Change.CHANGED),
        Difference("report/x/new.html", Change.ADDED),
    )
    assert str(found[0]) == "feed.xml is missing"
    assert added(published, read(published)) == ("report/x/new.html",)


def test_a_file_that_cannot_be_read_is_not_called_changed(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("hashlib.file_digest", forbidden)
    with pytest.raises(CoalitionError, match="cannot be read: Permission denied"):
        verify(published)


def touch_later(path: Path) -> None:
    """Touch until the clock of the file system has moved on, which it does every few milliseconds."""
    before = path.stat().st_ctime_ns
    while path.stat().st_ctime_ns == before:
        os.utime(path, (1, 1))


def change_content(published: Path) -> None:
    (published / "index.html").write_text("<b>")
    touch_later(published / "index.html")


@pytest.mark.parametrize(
    "change",
    [
        change_content,
        lambda published: (published / "index.html").write_text("longer"),
        lambda published: (published / "index.html").unlink(),
        lambda published: (published / "new.html").write_text(""),
        lambda published: (published / "link").symlink_to("x"),
        lambda published: (published / "manifest.json").unlink(),
        lambda published: (published / "manifest.json").write_text("{}"),
    ],
)
def test_a_publication_that_was_touched_is_not_intact(published: Path, change) -> None:
    change(published)
    assert not intact(published)


def test_a_manifest_says_what_it_must_whatever_is_added_later(published: Path) -> None:
    """Other programs read it: these names are a promise."""
    content = json.loads((published / "manifest.json").read_text())
    assert list(content) == ["version", "campaign", "edition", "commit", "dirty", "inputs", "tools", "built", "files"]
    assert list(content["files"][0]) == ["path", "size", "sha256"]
