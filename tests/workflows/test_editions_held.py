"""An edition that tells what may be told no longer, or names whom it may not, is offered to nobody from then on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from edition_steps import RELEASABLE, approve, make_key, refused, run
from small_campaign import commit, git, make, write

from coalition.workflows.editions import making

WORDS = "quillfeather lanternrow"
PASSAGE = f'\n::: {{.testimony consent="number-of-consent" pseudonym="Amina"}}\nI saw the {WORDS}.\n:::\n'
THANKS = "\nWe thank the Open Gate of the North.\n"
CHAPTER, REPORT = "chapters/refugees/chapter.md", "report/2026/report.en.html"
RECORDS = """\
consents:
  - {id: number-of-consent, scope: [report, site], media: [web, print], languages: [en], on: 2026-01-01,
     until: 2026-04-01}
"""
WITHDRAWN = RECORDS.replace("until: 2026-04-01", "until: 2026-04-01, withdrawn: 2026-03-02")
LATER = "2026-04-02T00:00:00Z"
GATE = "  - id: open-gate\n    name: Open Gate of the North\n    type: national-ngo\n    country: KE\n"
MEMBER = f"{GATE}    membership: [{{status: active, on: 2026-02-01}}]\n"


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    return make_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture(autouse=True)
def one_format(monkeypatch):
    monkeypatch.setattr(making, "FORMATS", ("html",))


@pytest.fixture(scope="module")
def released_once(tmp_path_factory, key) -> Path:
    files = {
        **RELEASABLE,
        CHAPTER: RELEASABLE[CHAPTER] + PASSAGE + THANKS,
        "consents.yaml": RECORDS,
        "members.yaml": RELEASABLE["members.yaml"] + MEMBER,
    }
    folder = make(tmp_path_factory.mktemp("held") / "campaign", files)
    approve(folder, key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "FORMATS", ("html",))
        done = run(folder, "report", "release", "2026")
    assert done.exit_code == 0, (done.output, done.exception)
    return folder


@pytest.fixture
def released(released_once, tmp_path) -> Path:
    return Path(shutil.copytree(released_once, tmp_path / "campaign"))


def build(folder: Path, *words: str, now: str = "", output: str = "public") -> Path:
    done = run(folder, "build", "-q", "--formats", "html", "--output", folder.parent / output, *words, now=now)
    assert done.exit_code == 0, (done.output, done.exception)
    return folder.parent / output


def everything(output: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted(output.rglob("*")) if path.is_file()).lower()


def found(folder: Path, now: str) -> list[str]:
    said = json.loads(run(folder, "check", "--format", "json", now=now).stdout)["problems"]
    return [f"{one['path']}:{one['line']}" for one in said if one["code"] == "edition-held-back"]


def test_an_edition_keeps_by_whose_consent_it_tells_and_publishes_nothing_of_that(released):
    said = json.loads((released / "editions/2026/consents.json").read_text("utf-8"))
    assert said == {
        "version": 1,
        "edition": "2026",
        "testimonies": [{"consent": "number-of-consent", "language": "en"}],
    }
    manifest = json.loads((released / "editions/2026/manifest.json").read_text("utf-8"))
    assert "consents.json" not in [one["path"] for one in manifest["files"]]
    public = build(released, now="2026-03-04T00:00:00Z")
    assert WORDS in (public / REPORT).read_text("utf-8")
    assert not (public / "report/2026/consents.json").exists()
    assert "number-of-consent" not in everything(public)
    assert found(released, "2026-03-04T00:00:00Z") == []
    assert run(released, "report", "verify", "-q", "--digests").exit_code == 0


def test_when_a_consent_is_over_nothing_tells_it_although_nobody_committed(released):
    assert WORDS in everything(build(released, now="2026-03-04T00:00:00Z"))
    public = build(released)  # by the machine's clock, of the same commit

    assert WORDS not in everything(public)
    assert sorted(path.name for path in (public / "report/2026").iterdir()) == ["index.html", "manifest.json"]
    page = (public / "report/2026/index.html").read_text("utf-8")
    assert "The files of this edition are not offered at present." in page
    for word in ("consent", "testimony", "Amina", 'href="report.en.html"'):
        assert word not in page
    assert "no se ofrece" in (public / "es/report/index.html").read_text("utf-8")
    assert build(released, output="again") != public
    assert everything(build(released, output="again")) == everything(public)


def test_check_and_verify_tell_the_secretariat_what_to_do_and_not_whose_words_they_are(released):
    assert found(released, LATER) == ["editions/2026/consents.json:6"]
    done = run(released, "check", now=LATER)
    assert "coalition report release NEXT --corrects 2026" in done.stdout
    verified = run(released, "report", "verify", "-q", "--digests", now=LATER)
    assert verified.exit_code == 1
    assert "Edition 2026 in editions/2026: held back.\n" in verified.stdout
    assert "--corrects 2026" in verified.stdout
    for told in (done.output, verified.output):
        assert "number-of-consent" not in told
        assert "Amina" not in told
    (one,) = json.loads(run(released, "report", "verify", "-q", "--digests", "--format", "json", now=LATER).stdout)[
        "editions"
    ]
    assert (len(one["held"]), one["good"], one["digests"]) == (1, False, [])


def test_a_withdrawn_consent_holds_back_whatever_commit_is_built(released):
    write(released, {"consents.yaml": WITHDRAWN})
    old = build(released, "--rev", "HEAD", now="2026-03-04T00:00:00Z")

    assert WORDS not in everything(old)
    assert found(released, "2026-03-04T00:00:00Z") == ["editions/2026/consents.json:6"]


def test_a_corrected_edition_takes_its_place_and_says_nothing_of_what_went(released, key):
    text = (released / CHAPTER).read_text("utf-8").replace(PASSAGE, "")
    settings = (released / "coalition.yaml").read_text("utf-8").replace('"2026"', '"2026.1"')
    write(released, {"consents.yaml": WITHDRAWN, CHAPTER: text, "coalition.yaml": settings})
    approve(released, key)
    done = run(released, "report", "release", "2026.1", "--corrects", "2026")

    assert done.exit_code == 0, (done.output, done.exception)
    assert [path.name for path in (released / "editions/2026").iterdir()] == ["manifest.json"]
    assert json.loads((released / "editions/2026.1/consents.json").read_text("utf-8"))["testimonies"] == []
    lists = json.loads((released / "editions/2026.1/changes.json").read_text("utf-8"))
    assert (lists["since"], lists["chapters"]) == (None, [])
    assert "issued in place of edition 2026" in (released / "editions/2026.1/changes.en.txt").read_text("utf-8")
    assert found(released, LATER) == []
    public = build(released)
    assert WORDS not in everything(public)
    assert (public / "report/2026.1/report.en.html").exists()
    assert "This is the first edition" not in (public / "report/2026.1/index.html").read_text("utf-8")


def test_two_editions_are_corrected_by_one(released, key):
    settings = (released / "coalition.yaml").read_text("utf-8")
    write(released, {"coalition.yaml": settings.replace('"2026"', '"2027"')})
    commit(released)
    assert run(released, "report", "release", "2027").exit_code == 0
    text = (released / CHAPTER).read_text("utf-8").replace(PASSAGE, "")
    settings = settings.replace('"2026"', '"2027.1"')
    write(released, {"consents.yaml": WITHDRAWN, CHAPTER: text, "coalition.yaml": settings})
    approve(released, key)
    assert len(found(released, LATER)) == 2
    assert "release NEXT --corrects 2026 --corrects 2027" in run(released, "check", now=LATER).stdout
    done = run(released, "report", "release", "2027.1", "--corrects", "2026", "--corrects", "2027")

    assert done.exit_code == 0, (done.output, done.exception)
    for old in ("2026", "2027"):
        assert [path.name for path in (released / "editions" / old).iterdir()] == ["manifest.json"]
    assert git(released, "status", "--short") == ""
    assert found(released, LATER) == []
    assert run(released, "report", "verify", "-q", "--digests").exit_code == 0


def test_an_edition_that_names_somebody_who_is_private_now_is_held_back_and_the_rest_is_built(released):
    registry = (released / "members.yaml").read_text("utf-8")
    assert "open gate of the north" in everything(build(released, now="2026-03-04T00:00:00Z"))
    text = (released / CHAPTER).read_text("utf-8").replace(THANKS, "")
    write(released, {"members.yaml": registry.replace(GATE, f"{GATE}    visibility: unnamed\n"), CHAPTER: text})
    commit(released)
    public = build(released, now="2026-03-04T00:00:00Z")

    assert "open gate" not in everything(public)
    assert not (public / REPORT).exists()
    (place,) = found(released, "2026-03-04T00:00:00Z")
    assert place.startswith("editions/2026/manifest.json:")
    done = run(released, "check", now="2026-03-04T00:00:00Z")
    assert "Edition 2026 names somebody" in done.stdout
    assert "Gate" not in done.stdout


def test_an_old_commit_is_not_published_with_a_name_that_is_private_now(released):
    registry = (released / "members.yaml").read_text("utf-8")
    write(released, {"members.yaml": registry.replace(GATE, f"{GATE}    visibility: unnamed\n")})
    words = ("build", "-q", "--formats", "html", "--output", released.parent / "old", "--rev", "report/2026")
    told = refused(run(released, *words))

    assert "holds something private" in told
    assert not (released.parent / "old").exists()


def test_who_takes_the_consents_of_an_edition_away_is_found_out(released):
    (released / "editions/2026/consents.json").unlink()
    done = run(released, "check", now=LATER)

    assert done.exit_code == 1
    assert "editions/2026/manifest.json:1:1: error[edition-file-missing]" in done.stdout


def test_who_changes_the_consents_of_an_edition_is_found_out(released):
    place = released / "editions/2026/consents.json"
    place.write_text(place.read_text("utf-8").replace("number-of-consent", "2026-099"), "utf-8")
    done = run(released, "report", "verify", "-q")

    assert done.exit_code == 1
    assert "gives another consents.json here" in done.stdout
