"""Reading a tree into a campaign: what can be read is there, and the rest is told."""

from __future__ import annotations

import hashlib

import pytest

from coalition.campaign.loading import FILE_LIMIT, TEXT_LIMIT, load
from coalition.kinds.chapter import Chapter
from coalition.kinds.member import Member
from coalition.kinds.page import Page
from coalition.sources.entries import Entry, EntryKind
from coalition.sources.trees import MemoryTree

SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: hn, languages: [es, en]}
"""
PAGE = "---\ntitle: Home\n---\n\nText.\n"


def told(files: dict[str, str | bytes], **more) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in load(MemoryTree(files, **more)).problems]


def test_a_campaign_is_settings_records_and_texts():
    campaign = load(
        MemoryTree({"coalition.yaml": SETTINGS, "pages/index.md": PAGE, "README.md": "Out of scope."})
    ).value

    assert campaign.settings.campaign.id == "fair-passage"
    assert campaign.settings_were_read
    assert [page.id for page in campaign.of(Page)] == ["index"]
    assert set(campaign.texts) == campaign.paths == {"coalition.yaml", "pages/index.md"}


def test_a_text_whose_name_gives_no_language_is_in_the_campaigns_first():
    campaign = load(MemoryTree({"coalition.yaml": SETTINGS, "pages/index.md": PAGE, "pages/index.en.md": PAGE})).value

    assert sorted(page.language for page in campaign.of(Page)) == ["en", "es"]


def test_without_mkdocs_yml_the_site_bears_the_campaigns_name():
    assert load(MemoryTree({"coalition.yaml": SETTINGS})).value.site.site_name == "Fair Passage"


def test_a_folder_without_coalition_yaml_is_told_and_the_rest_is_read():
    loaded = load(MemoryTree({"pages/index.md": PAGE}))

    assert [problem.code for problem in loaded.problems] == ["no-campaign"]
    assert not loaded.value.settings_were_read
    assert [page.language for page in loaded.value.of(Page)] == ["en"]


@pytest.mark.parametrize("text", ["", "format: 2\n", "[", "- a\n"])
def test_settings_that_cannot_be_read_are_told_and_the_rest_is_read(text: str):
    loaded = load(MemoryTree({"coalition.yaml": text, "pages/index.md": PAGE}))

    assert {problem.place.path for problem in loaded.problems} == {"coalition.yaml"}
    assert "no-campaign" not in {problem.code for problem in loaded.problems}
    assert not loaded.value.settings_were_read
    assert loaded.value.of(Page)


def test_an_unreadable_file_costs_no_other():
    files = {
        "coalition.yaml": SETTINGS,
        "pages/index.md": PAGE,
        "pages/a.md": "---\ntitle: [\n---\n",
        "members.yaml": "\t",
    }
    loaded = load(MemoryTree(files))

    assert [page.id for page in loaded.value.of(Page)] == ["index"]
    assert {problem.place.path for problem in loaded.problems} == {"pages/a.md", "members.yaml"}


def test_bytes_are_digested_as_they_are_and_read_with_unix_line_ends():
    raw = b"---\r\ntitle: Home\r\n---\r\n\r\nText.\r\n"
    campaign = load(MemoryTree({"coalition.yaml": SETTINGS, "pages/index.md": raw})).value

    assert campaign.texts["pages/index.md"] == PAGE
    assert campaign.digests["pages/index.md"] == hashlib.sha256(raw).hexdigest()
    assert campaign.windows == {"pages/index.md"}


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


def test_pointers_and_large_files_are_told_and_not_read():
    files = {
        "coalition.yaml": SETTINGS,
        "pages/index.md": POINTER,
        "pages/images/a.png": POINTER,
        "chapters/x/figures/b.png": b"\0" * (FILE_LIMIT + 1),
        "chapters/x/figures/c.png": b"\0" * 2_000_000,
        "members.yaml": b"#" * (TEXT_LIMIT + 1),
    }
    loaded = load(MemoryTree(files))

    assert [f"{problem.place} {problem.code}" for problem in loaded.problems] == [
        "chapters/x/figures/b.png:1:1 oversized-file",
        "members.yaml:1:1 oversized-file",
        "pages/images/a.png:1:1 git-lfs-pointer",
        "pages/index.md:1:1 git-lfs-pointer",
    ]
    assert loaded.value.unread == {problem.place.path for problem in loaded.problems}
    assert set(loaded.value.texts) == {"coalition.yaml"}


def test_what_is_no_file_is_not_read():
    campaign = load(
        MemoryTree(
            {"coalition.yaml": SETTINGS}, {"members.yaml": "/etc/passwd"}, submodules=["chapters/x"], others=["pages/p"]
        )
    ).value

    assert campaign.paths == {"coalition.yaml"}
    assert [entry.kind for entry in campaign.entries if entry.kind is not EntryKind.FILE] == [
        EntryKind.SUBMODULE,
        EntryKind.SYMLINK,
        EntryKind.OTHER,
    ]
    assert campaign.of(Member) == campaign.of(Chapter) == ()


def test_a_text_that_is_no_utf_8_is_told_once_and_read():
    files = {"coalition.yaml": SETTINGS, "pages/index.md": PAGE.encode().replace(b"Text", b"Caf\xe9")}

    assert told(files) == ["pages/index.md:5:4 invalid-utf8"]


class Hasty(MemoryTree):
    """Counts how often each file is read."""

    def __init__(self, files: dict[str, str | bytes]) -> None:
        super().__init__(files)
        self.reads: list[str] = []

    def _content(self, entry: Entry) -> bytes:
        self.reads.append(entry.path)
        return super()._content(entry)


def test_each_text_is_read_once_and_no_picture():
    tree = Hasty({"coalition.yaml": SETTINGS, "pages/index.md": PAGE, "pages/images/a.png": b"\x89PNG" * 1000})
    load(tree)

    assert sorted(tree.reads) == ["coalition.yaml", "pages/index.md"]
