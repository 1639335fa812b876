from __future__ import annotations

from coalition.publishing.removal import remove


def test_a_folder_is_removed_with_everything_in_it(tmp_path):
    site = tmp_path / "site"
    for number in range(50):
        page = site / "members" / f"m{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("x")
    (site / "empty" / "below").mkdir(parents=True)
    remove(site)
    assert list(tmp_path.iterdir()) == []


def test_what_a_link_leads_to_stays(tmp_path):
    (tmp_path / "kept" / "below").mkdir(parents=True)
    (tmp_path / "kept" / "file").write_text("x")
    site = tmp_path / "site"
    site.mkdir()
    (site / "folder").symlink_to(tmp_path / "kept")
    (site / "file").symlink_to(tmp_path / "kept" / "file")
    (site / "nowhere").symlink_to(tmp_path / "gone")
    remove(site)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["below", "file", "kept"]


def test_what_is_not_there_is_no_mistake(tmp_path):
    (tmp_path / "beside").write_text("x")
    remove(tmp_path / "gone")
    assert [path.name for path in tmp_path.iterdir()] == ["beside"]


def test_what_cannot_be_removed_stays_and_the_rest_goes(tmp_path, monkeypatch):
    import os

    site = tmp_path / "site"
    for name in ("a", "b"):
        (site / name).mkdir(parents=True)
        (site / name / "file").write_text("x")
    unlink = os.unlink

    def refuse(path, *args, **values):
        if os.fspath(path).endswith("a/file") or path == "file":
            raise PermissionError
        unlink(path, *args, **values)

    monkeypatch.setattr(os, "unlink", refuse)
    remove(site)
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("*")) == ["a", "a/file"]
