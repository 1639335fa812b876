"""The store of finished pieces: what it gives back is what it was given, or nothing."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.sources.cache import Cache

A, B, C = (Cache.key(letter) for letter in "abc")


@pytest.fixture(params=["folder", "memory"])
def cache(request, tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache" if request.param == "folder" else None)


def only_file(folder: Path) -> Path:
    (found,) = (path for path in folder.rglob("*") if path.is_file())
    return found


@settings(deadline=None)
@given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
def test_different_parts_have_different_keys(one: list[str | bytes], other: list[str | bytes]) -> None:
    as_bytes = [[part.encode() if isinstance(part, str) else part for part in parts] for parts in (one, other)]
    assert (Cache.key(*one) == Cache.key(*other)) == (as_bytes[0] == as_bytes[1])


def test_parts_are_not_run_together() -> None:
    assert Cache.key("ab", "c") != Cache.key("a", "bc") != Cache.key("abc")


def test_a_key_can_be_made_of_a_file_name_that_is_not_utf8() -> None:
    assert Cache.key("\udcff") != Cache.key("\udcfe")


def test_what_was_put_comes_back(cache: Cache) -> None:
    cache.put(A, b"")
    cache.put(B, b"\0" * 100_000)
    cache.put(B, b"later")
    assert (cache.get(A), cache.get(B), cache.get(C)) == (b"", b"later", None)


def test_it_lasts_from_one_build_to_the_next(tmp_path: Path) -> None:
    Cache(tmp_path).put(A, b"piece")
    assert Cache(tmp_path).get(A) == b"piece"


def test_a_key_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a key"):
        Cache(tmp_path).get("../../etc/passwd")


@pytest.mark.parametrize("damage", [b"", b"short", bytes(32) + b"piece"])
def test_a_damaged_entry_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(A, b"piece")
    only_file(tmp_path).write_bytes(damage)
    assert cache.get(A) is None
    cache.put(A, b"again")
    assert cache.get(A) == b"again"


def test_an_entry_moved_to_another_key_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(A, b"piece")
    (tmp_path / B[:2]).mkdir()
    only_file(tmp_path).rename(tmp_path / B[:2] / B[2:])
    assert cache.get(B) is None


def test_an_entry_planted_by_someone_who_does_not_know_the_secret_is_a_miss(tmp_path: Path) -> None:
    Cache(tmp_path).put(A, b"<script>planted</script>")
    Cache(tmp_path, b"a guess").put(B, b"<script>planted</script>")
    cache = Cache(tmp_path, b"the secret")
    assert (cache.get(A), cache.get(B)) == (None, None)


def test_a_full_disk_only_loses_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    cache = Cache(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        cache.put(A, b"piece")
    assert cache.get(A) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_folder_that_cannot_be_made_only_loses_the_entry(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(A, b"piece")
    cache.trim(0)
    assert cache.get(A) is None


def test_trimming_drops_what_was_not_used_for_longest(cache: Cache, tmp_path: Path) -> None:
    for age, key in enumerate((A, B, C)):
        cache.put(key, b"x" * 1000)
        for path in (tmp_path / "cache").rglob(key[2:]):
            os.utime(path, (age, age))
    assert cache.get(A) is not None
    cache.trim(2500)
    assert cache.get(A) is not None
    assert cache.get(B) is None
    assert cache.get(C) is not None


def test_trimming_leaves_alone_what_fits(cache: Cache) -> None:
    cache.put(A, b"piece")
    cache.trim(1000)
    assert cache.get(A) == b"piece"
    cache.trim(0)
    assert cache.get(A) is None


def test_trimming_sweeps_what_killed_writers_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(A, b"piece")
    left = only_file(tmp_path).with_suffix(".part")
    left.write_bytes(b"half")
    cache.trim(1000)
    assert not left.exists()
    assert cache.get(A) == b"piece"


def test_several_threads_may_use_it(cache: Cache) -> None:
    def work(_: int) -> None:
        for number in range(50):
            key = Cache.key(str(number))
            cache.put(key, str(number).encode())
            assert cache.get(key) in {None, str(number).encode()}
            cache.trim(40)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(work, range(4))) == [None] * 4
    cache.trim(0)
    assert cache.get(Cache.key("1")) is None
