"""Editions are released whole or not at all, and whoever changes one is found out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from edition_steps import RELEASABLE, approve, make_key, refused, run
from small_campaign import FILES, commit, git, make, write

from coalition.sources import tagging
from coalition.sources.committing import Bench
from coalition.workflows.editions import making, releasing

NAMES = [
    "changes.en.txt",
    "changes.json",
    "manifest.json",
    *(f"report.en.{form}" for form in ("docx", "epub", "html", "pdf")),
]


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    return make_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def approved_once(tmp_path_factory, key) -> Path:
    """A campaign with nothing against a release: one chapter, which its lead has approved."""
    folder = make(tmp_path_factory.mktemp("approved") / "campaign", RELEASABLE)
    approve(folder, key)
    return folder


@pytest.fixture(scope="module")
def released_once(approved_once, tmp_path_factory, key) -> Path:
    folder = tmp_path_factory.mktemp("released") / "campaign"
    shutil.copytree(approved_once, folder)
    done = run(folder, "report", "release", "2026", "--key", key)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def approved(approved_once, tmp_path) -> Path:
    return Path(shutil.copytree(approved_once, tmp_path / "campaign"))


@pytest.fixture
def released(released_once, tmp_path) -> Path:
    return Path(shutil.copytree(released_once, tmp_path / "campaign"))


@pytest.fixture
def quick(monkeypatch):
    """Files that take no time to be made."""
    monkeypatch.setattr(making, "_formats", lambda *_: {"report.en.html": b"<p>The report.</p>\n"})


def state(folder: Path) -> tuple[str, str, str]:
    """The commit checked out, the tags, and what differs from the commit."""
    return git(folder, "rev-parse", "HEAD"), git(folder, "tag"), git(folder, "status", "--short")


def test_a_release_is_finished_files_a_commit_and_a_signed_tag_on_what_they_were_made_of(released, key, tmp_path):
    kept = sorted(path.name for path in (released / "editions/2026").iterdir())
    assert kept == sorted([*NAMES, "consents.json"])
    assert git(released, "status", "--short") == ""
    made_of = git(released, "rev-parse", "HEAD^").strip()
    assert git(released, "rev-parse", "report/2026^{commit}").strip() == made_of
    assert git(released, "log", "-1", "--format=%an|%s").strip() == "Amina|Edition 2026 of the report"
    manifest = json.loads((released / "editions/2026/manifest.json").read_text("utf-8"))
    assert (manifest["commit"], manifest["edition"], manifest["languages"]) == (made_of, "2026", ["en"])
    assert [one["path"] for one in manifest["files"]] == [name for name in NAMES if name != "manifest.json"]
    assert [one["id"] for one in manifest["chapters"]] == ["refugees"]
    signers = tmp_path / "signers"
    signers.write_text(f"amina {Path(f'{key}.pub').read_text()}")
    git(released, "-c", f"gpg.ssh.allowedSignersFile={signers}", "tag", "--verify", "report/2026")
    assert run(released, "check").exit_code == 0


def test_verifying_compares_digests_tag_history_and_what_the_commit_gives_again(released):
    (found,) = json.loads(run(released, "report", "verify", "2026", "-q", "--format", "json").stdout)["editions"]

    assert found["rebuild"]["state"] == "same"
    assert (found["tag"], found["signer"], found["origin"], found["digests"]) == ("found", "harbour", [], [])


def test_whatever_was_changed_missing_or_added_is_named(released):
    home = released / "editions/2026"
    (home / "report.en.html").write_text("another", encoding="utf-8")
    (home / "report.en.pdf").unlink()
    (home / "poster.txt").write_text("Come all.", encoding="utf-8")
    done = run(released, "report", "verify", "--digests")

    assert done.exit_code == 1
    assert "  Digests: poster.txt was added.\n" in done.stdout
    assert "  Digests: report.en.html was changed.\n" in done.stdout
    assert "  Digests: report.en.pdf is missing.\n" in done.stdout
    codes = {line.partition("[")[2].partition("]")[0] for line in run(released, "check").stdout.splitlines()}
    assert codes >= {"edition-file-changed", "edition-file-missing", "edition-file-added"}


def test_an_edition_in_a_folder_from_elsewhere_is_verified_by_its_digests(released, tmp_path):
    copy = shutil.copytree(released / "editions/2026", tmp_path / "downloaded")
    (copy / "index.html").write_text("the page that the site lays there", encoding="utf-8")
    done = run(tmp_path, "report", "verify", "downloaded")

    assert done.exit_code == 0
    assert "all 6 files are as they were released" in done.stdout
    assert "It takes a clone of the campaign's repository." in done.stdout


def test_other_versions_are_named_and_nothing_is_made(released, monkeypatch):
    from coalition.workflows import tools

    here = dict(tools.versions())
    monkeypatch.setattr(tools, "versions", lambda: tuple(sorted((here | {"typst": "9.0"}).items())))
    done = run(released, "report", "verify", "-q")

    assert done.exit_code == 0
    assert f"that are here: typst {here['typst']} (here 9.0).\n" in done.stdout


def test_a_commit_that_gives_other_bytes_is_told(released, quick):
    done = run(released, "report", "verify", "-q")

    assert done.exit_code == 1
    assert "gives another report.en.docx, report.en.epub, report.en.html, report.en.pdf here" in done.stdout


def test_a_tag_that_is_not_there_leaves_it_unproven_and_is_no_fault_of_its_files(released):
    git(released, "tag", "--delete", "report/2026")
    done = run(released, "report", "verify", "-q")
    assert done.exit_code == 1
    assert "Edition 2026 in editions/2026: not proven." in done.stdout
    assert "Not proven: There is no tag report/2026. Fetch it" in done.stdout
    assert "gives the same bytes here" in done.stdout
    assert "Contradicted:" not in done.stdout


@pytest.mark.usefixtures("quick")
class TestHistory:
    def test_a_tag_that_was_moved_and_a_manifest_that_it_does_not_stand_for(self, released):
        git(released, "tag", "--force", "--annotate", "--message", "moved", "report/2026", "HEAD")
        done = run(released, "report", "verify", "-q")
        assert "the tag was moved" in done.stdout
        assert "The manifest is not the one for which the tag report/2026 stands" in done.stdout

    def test_a_history_that_was_rewritten(self, released):
        git(released, "checkout", "-q", "--orphan", "new")
        commit(released, "All at once")
        done = run(released, "report", "verify", "-q")
        assert done.exit_code == 1
        assert "is not in the history of what is checked out: the history was rewritten" in done.stdout
        checked = run(released, "check").stdout
        assert "editions/2026/manifest.json:5:12: warning[edition-without-its-commit] Edition 2026 was made" in checked
        assert "If it happened by mistake: work in a clone from before that" in checked

    def test_a_shallow_clone(self, released, tmp_path):
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{released}", "shallow")
        told = refused(run(tmp_path / "shallow", "report", "verify"))
        assert "only a part of the history" in told
        assert "--unshallow" in told
        assert run(tmp_path / "shallow", "report", "verify", "--digests").exit_code == 0
        assert "only a part" in refused(run(tmp_path / "shallow", "report", "release", "2026"))

    def test_an_edition_that_is_not_there(self, approved):
        assert "has no edition yet" in refused(run(approved, "report", "verify"))
        assert 'no edition "2031"' in refused(run(approved, "report", "verify", "2031"))


@pytest.mark.usefixtures("quick")
class TestGates:
    def test_what_is_not_committed(self, approved):
        write(approved, {"pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nWe are.\n"})
        assert "pages/about.md" in refused(run(approved, "report", "release", "2026"))

    def test_another_edition_than_the_settings_say(self, approved):
        told = refused(run(approved, "report", "release", "2027"))
        assert 'coalition.yaml says that this is edition "2026"' in told
        assert 'Write edition: "2027" under report:' in told

    @pytest.mark.parametrize("name", ["First", "../2026", "2026/x", "-2026", "latest", "2026 b", "x" * 50])
    def test_a_name_that_is_none(self, approved, name):
        assert "cannot name an edition" in refused(run(approved, "report", "release", "--", name))

    def test_a_chapter_that_changed_since_it_was_approved(self, approved):
        path = approved / "chapters/refugees/chapter.md"
        path.write_text(path.read_text("utf-8").replace("Count everyone", "Count nobody"), encoding="utf-8")
        (approved / "chapters/refugees/approvals/harbour.txt").rename(approved / "old.txt")
        (approved / "chapters/refugees/approvals/harbour.txt.sig").unlink()
        commit(approved)
        done = run(approved, "report", "release", "2026")
        assert done.exit_code == 1
        assert (
            'chapter.md:4:7: error[chapter-not-approved] "refugees" in "en" is not approved by harbour.' in done.stderr
        )
        assert state(approved)[1] == ""

    def test_a_warning_and_a_draft(self, approved):
        settings = (approved / "coalition.yaml").read_text("utf-8")
        write(approved, {**{path: text for path, text in FILES.items() if "later" in path}})
        write(approved, {"coalition.yaml": settings.replace("[refugees]", "[refugees, later]")})
        commit(approved)
        done = run(approved, "report", "release", "2026")
        assert done.exit_code == 1
        assert '"later" is in the report and still a draft.' in done.stderr

    def test_an_edition_that_exists(self, released):
        told = refused(run(released, "report", "release", "2026"))
        assert "an edition never changes" in told
        assert "--corrects 2026" in told

    def test_a_tag_that_exists(self, approved):
        git(approved, "tag", "report/2026")
        assert "git tag --delete report/2026" in refused(run(approved, "report", "release", "2026"))

    def test_a_tag_in_the_way(self, approved):
        git(approved, "tag", "report")
        assert 'A tag is called "report"' in refused(run(approved, "report", "release", "2026"))

    def test_attributes_that_would_change_bytes(self, approved):
        write(approved, {".gitattributes": "editions/** binary\n*.html text\n"})
        commit(approved)
        assert 'attribute "text"' in refused(run(approved, "report", "release", "2026"))

    def test_no_branch(self, approved):
        git(approved, "checkout", "-q", "--detach")
        assert "No branch is checked out" in refused(run(approved, "report", "release", "2026"))

    def test_a_dry_run_says_all_and_does_nothing(self, approved):
        before = state(approved)
        done = run(approved, "report", "release", "2026", "--dry-run")
        assert "Would write editions/2026/report.en.html (19 bytes)\n" in done.stdout
        assert state(approved) == before
        assert not (approved / "editions").exists()

    def test_hooks_and_filters_of_the_repository_do_not_run(self, approved):
        for hook in ("pre-commit", "reference-transaction", "post-index-change"):
            script = approved / ".git/hooks" / hook
            script.write_text(f"#!/bin/sh\ntouch {approved}/RAN\n")
            script.chmod(0o755)
        git(approved, "config", "gpg.ssh.program", "/bin/false")
        git(approved, "config", "commit.gpgSign", "true")
        assert run(approved, "report", "release", "2026").exit_code == 0
        assert not (approved / "RAN").exists()


class Killed(BaseException):
    """As if the process had been killed there."""


def _kill(*_: object, **__: object) -> None:
    raise Killed


STEPS = [
    (releasing, "_place"),
    (tagging, "stage"),
    (Bench, "point"),
    (tagging, "make"),
]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("room", "step"), STEPS, ids=[step for _, step in STEPS])
@pytest.mark.parametrize("moved_on", [False, True], ids=["at once", "after another commit"])
def test_a_release_that_was_killed_is_completed_by_the_same_command(approved, monkeypatch, room, step, moved_on):
    with monkeypatch.context() as patch:
        patch.setattr(room, step, _kill)
        with pytest.raises(Killed):
            run(approved, "report", "release", "2026")
    assert git(approved, "tag") == ""
    if moved_on:
        write(approved, {"README.md": "Beside the campaign.\n"})
        git(approved, "add", "README.md")
        git(approved, "commit", "-q", "-m", "Go on", "--", "README.md")
    done = run(approved, "report", "release", "2026")

    assert done.exit_code == 0, (done.output, done.exception)
    assert git(approved, "tag") == "report/2026\n"
    assert git(approved, "status", "--short") == ""
    assert run(approved, "report", "verify", "-q").exit_code == 0
    assert [path.name for path in (approved / "editions").iterdir()] == ["2026"]


@pytest.mark.usefixtures("quick")
def test_what_somebody_else_put_there_is_not_lost(approved):
    write(approved, {"editions/2026/notes.txt": "Mine."})
    told = refused(run(approved, "report", "release", "2026"))

    assert "editions/2026 is there, is not committed" in told
    assert (approved / "editions/2026/notes.txt").read_text("utf-8") == "Mine."
    assert git(approved, "tag") == ""


@pytest.mark.usefixtures("quick")
class TestTheNextEdition:
    @pytest.fixture
    def grown(self, released, key) -> Path:
        settings = (released / "coalition.yaml").read_text("utf-8").replace('"2026"', '"2027"')
        chapter = (released / "chapters/refugees/chapter.md").read_text("utf-8")
        registry = (released / "members.yaml").read_text("utf-8")
        more = "  - id: open-gate\n    name: Open Gate\n    type: national-ngo\n    country: KE\n"
        write(
            released,
            {
                "coalition.yaml": settings,
                "chapters/refugees/chapter.md": chapter.replace("The number is known", "The number of people is known")
                + '\n::: {.demand #rec-pay to="ngos"}\nPay for it.\n:::\n',
                "members.yaml": f"{registry}{more}    membership: [{{status: active, on: 2026-02-01}}]\n"
                "  - id: hidden-hand\n    name: Hidden Hand\n    type: national-ngo\n    country: KE\n"
                "    visibility: unnamed\n    membership: [{status: active, on: 2026-02-01}]\n",
            },
        )
        approve(released, key)
        return released

    def test_says_what_changed_and_names_nobody_who_is_unnamed(self, grown):
        done = run(grown, "report", "release", "2027")
        assert done.exit_code == 0, (done.output, done.exception)
        said = json.loads((grown / "editions/2027/changes.json").read_text("utf-8"))
        assert said["since"] == "2026"
        (chapter,) = said["chapters"]
        assert (chapter["id"], chapter["how"], chapter["deleted"]) == ("refugees", "changed", 0)
        assert chapter["inserted"] > 2
        assert [(one["id"], one["how"]) for one in said["members"]] == [("open-gate", "added")]
        assert [(one["id"], one["how"]) for one in said["recommendations"]] == [("refugees/rec-pay", "added")]
        assert said["sources"] == []
        text = (grown / "editions/2027/changes.en.txt").read_text("utf-8")
        assert text.startswith("Passage, edition 2027\nWhat changed since edition 2026\n")
        assert "  New: Open Gate\n" in text
        assert run(grown, "check").exit_code == 0

    def test_corrects_an_edition_of_which_then_the_manifest_alone_is_left(self, grown):
        before = (grown / "editions/2026/manifest.json").read_text("utf-8")
        done = run(grown, "report", "release", "2027", "--corrects", "2026")
        assert done.exit_code == 0, (done.output, done.exception)
        assert [path.name for path in (grown / "editions/2026").iterdir()] == ["manifest.json"]
        left = json.loads((grown / "editions/2026/manifest.json").read_text("utf-8"))
        assert left["withdrawn"] == {"on": "2026-03-03", "corrected_by": "2027"}
        assert making.original(json.dumps(left).encode()).decode() == before
        assert json.loads((grown / "editions/2027/manifest.json").read_text("utf-8"))["corrects"] == ["2026"]
        assert git(grown, "status", "--short") == ""
        assert run(grown, "check").exit_code == 0
        done = run(grown, "report", "verify", "-q")
        assert done.exit_code == 0, done.output
        assert "Something was withdrawn from it; edition 2027 was issued in its place." in done.stdout
        assert "has been corrected, by edition 2027" in refused(
            run(edition(grown, "2028"), "report", "release", "2028", "--corrects", "2026")
        )

    def test_a_correction_that_was_killed_is_completed(self, grown, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(tagging, "stage", _kill)
            with pytest.raises(Killed):
                run(grown, "report", "release", "2027", "--corrects", "2026")
        done = run(grown, "report", "release", "2027", "--corrects", "2026")
        assert done.exit_code == 0, (done.output, done.exception)
        assert git(grown, "status", "--short") == ""
        assert run(grown, "report", "verify", "-q").exit_code == 0

    def test_an_edition_that_is_not_there_is_not_corrected(self, grown):
        assert "no edition 2020 to correct" in refused(run(grown, "report", "release", "2027", "--corrects", "2020"))

    def test_a_history_that_lost_the_edition_before_cannot_be_compared(self, grown):
        path = grown / "editions/2026/manifest.json"
        said = json.loads(path.read_text("utf-8"))
        path.write_text(path.read_text("utf-8").replace(said["commit"], "0" * 39 + "1"), encoding="utf-8")
        commit(grown)
        told = refused(run(grown, "report", "release", "2027"))
        assert "which this repository does not have" in told
        assert "if something had to go from it, list no changes: --without-changes" in told
        done = run(grown, "report", "release", "2027", "--without-changes")
        assert done.exit_code == 0, (done.output, done.exception)
        assert json.loads((grown / "editions/2027/manifest.json").read_text("utf-8"))["since"] is None
        assert (grown / "editions/2027/changes.en.txt").read_text("utf-8") == "Passage, edition 2027\n"
        assert "Edition 2027 in editions/2027: good." in run(grown, "report", "verify", "2027", "-q").stdout


def edition(folder: Path, name: str) -> Path:
    settings = (folder / "coalition.yaml").read_text("utf-8")
    write(folder, {"coalition.yaml": settings.replace('"2027"', f'"{name}"')})
    commit(folder)
    return folder


# What the site shows, and what is published


@pytest.fixture(scope="module")
def published(released_once, key, tmp_path_factory) -> Path:
    """A campaign with an edition, one from which something was withdrawn, and the one in its place; built."""
    folder = Path(shutil.copytree(released_once, tmp_path_factory.mktemp("published") / "campaign"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "_formats", lambda *_: {"report.en.html": b"<!doctype html><title>x</title><p>y</p>\n"})
        for before, name, more in (("2026", "2027", ()), ("2027", "2027.1", ("--corrects", "2027"))):
            settings = (folder / "coalition.yaml").read_text("utf-8").replace(f'"{before}"', f'"{name}"')
            chapter = (folder / "chapters/refugees/chapter.md").read_text("utf-8")
            write(
                folder, {"coalition.yaml": settings, "chapters/refugees/chapter.md": f"{chapter}\nMore, in {name}.\n"}
            )
            approve(folder, key)
            done = run(folder, "report", "release", name, *more)
            assert done.exit_code == 0, (done.output, done.exception)
    done = run(folder, "build", "-q", "--formats", "html")
    assert done.exit_code == 0, (done.output, done.exception)
    return folder


def page(folder: Path, path: str) -> str:
    text = (folder / "public" / path / "index.html").read_text("utf-8")
    return text.partition("<main")[2].partition("</main>")[0]


def test_editions_are_published_byte_for_byte_and_those_withdrawn_are_not(published):
    for name in NAMES:
        copy = published / "public/report/2026" / name
        assert copy.read_bytes() == (published / "editions/2026" / name).read_bytes()
    assert sorted(path.name for path in (published / "public/report/2027").iterdir()) == ["index.html", "manifest.json"]
    assert run(published, "report", "verify", published / "public/report/2026", "-q").exit_code == 0
    whole = run(published, "report", "verify", published / "public", "-q")
    assert whole.exit_code == 0
    assert "It is a whole publication" in whole.stdout


def test_the_reports_page_lists_editions_with_what_became_of_each(published):
    text = page(published, "report")
    assert [found for found in ("2027.1", "2027", "2026") if f'href="{found}/">Edition {found}</a>' in text] == [
        "2027.1",
        "2027",
        "2026",
    ]
    assert "Current edition" in text
    assert "superseded by edition 2027.1" in text
    assert "withdrawn; corrected by edition 2027.1" in text


def test_an_editions_page_offers_its_files_with_their_digests_and_says_that_it_is_an_earlier_one(published):
    text = page(published, "report/2026")
    assert 'This is an earlier edition. The current one is edition <a href="../2027.1/">2027.1</a>.' in text
    for file in json.loads((published / "editions/2026/manifest.json").read_text("utf-8"))["files"]:
        assert f'href="{file["path"]}"' in text
        assert file["sha256"] in text
    assert 'href="../../../report/2026/report.en.pdf"' in page(published, "es/report/2026")
    assert "Esta es una edición anterior." in page(published, "es/report/2026")


def test_the_page_of_a_withdrawn_edition_offers_nothing_and_does_not_say_what_was_withdrawn(published):
    text = page(published, "report/2027")
    assert "Something was withdrawn from this edition" in text
    assert "report.en.html" in text
    assert 'href="report.en.html"' not in text
    assert "issued in place of edition" in page(published, "report/2027.1")
