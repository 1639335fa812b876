"""`coalition init` as a person runs it: what it asks, what it writes, and what it refuses."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition.campaign.loading import load
from coalition.cli.main import cli
from coalition.sources import writing
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree
from coalition.workflows import check as checking
from coalition.workflows.founding import ground

CACHE = Cache(None)
NOW = "2026-11-21T12:00:00Z"
WHOLE = {
    "name": "Climate Justice Now",
    "id": "climate-now",
    "languages": "en,es",
    "preset": "climate",
    "secretariat": "Reef Alliance, Fiji",
}


def words(said: dict[str, str]) -> list[str]:
    return [word for key, value in said.items() for word in (f"--{key}", value)]


def found(folder: Path, *more: str, **said: str):
    return CliRunner().invoke(cli, ["--now", NOW, "init", str(folder), "--no-git", *more, *words({**WHOLE, **said})])


def paths(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def verdict(folder: Path) -> list[str]:
    problems = checking.check(folder, instant=checking_now()).problems
    return [str(problem) for problem in problems]


def checking_now():
    from coalition.cli.times import Moment

    return Moment().convert(NOW, None, None)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prose that one test has prepared is not prepared again."""
    monkeypatch.setattr(checking, "open_cache", lambda *_: CACHE)


@pytest.mark.parametrize(
    ("preset", "languages"),
    [
        ("own", "en"),
        ("own", "ar,pt-BR"),
        ("migration", "es"),
        ("climate", "es,en"),
        ("climate", "fr,es"),
        ("disability", "fr"),
    ],
)
def test_every_new_campaign_is_without_a_problem(tmp_path: Path, preset: str, languages: str):
    done = found(tmp_path / "new", preset=preset, languages=languages)

    assert done.exit_code == 0, done.output
    told = [problem for problem in verdict(tmp_path / "new") if "[untranslated-interface]" not in problem]
    assert told == []
    assert ("Its texts are in English" in done.output) == (languages in {"fr", "ar,pt-BR"})


def test_with_yes_nothing_is_asked_and_what_was_taken_is_said(tmp_path: Path):
    done = CliRunner().invoke(
        cli, ["--now", NOW, "init", str(tmp_path / "new"), "--yes", "--no-git"], env={"LANG": "C"}
    )

    assert done.exit_code == 0, done.output
    taken = re.findall(r"^  (name|id|domain|languages|preset|secretariat|country) ", done.output, re.MULTILINE)
    assert len(taken) == 7
    assert verdict(tmp_path / "new") == []


def test_without_a_terminal_it_says_what_to_give(tmp_path: Path):
    done = CliRunner().invoke(cli, ["init", str(tmp_path / "new")])

    assert done.exit_code == 2
    assert "What is the campaign called?" in done.output
    assert "--name" in done.output
    assert not (tmp_path / "new").exists()


def test_five_questions_are_asked_at_a_terminal_and_wrong_answers_again(tmp_path: Path):
    answers = [
        "Fair Winds",
        "Fair Winds!",
        "",
        ",",
        "English, Spanish",
        "climate",
        "Reef Alliance, Fiji",
    ]
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "coalition", "init", str(tmp_path / "new"), "--no-git"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=Path(__file__).parents[2])
    os.close(slave)
    os.write(master, "".join(f"{answer}\n" for answer in answers).encode())
    said = b""
    while True:
        try:
            more = os.read(master, 4096)
        except OSError:  # the terminal ends with the program
            break
        if not more:
            break
        said += more
    os.close(master)

    assert process.wait() == 0, said.decode()
    text = said.decode()
    assert [text.count(f"{number}/5") for number in range(1, 6)] == [1, 2, 2, 1, 1]
    assert '"Fair Winds!" cannot be an id' in text
    assert "Name at least one language" in text
    settings = (tmp_path / "new/coalition.yaml").read_text(encoding="utf-8")
    assert "  id: fair-winds\n" in settings
    assert "  domain: fair-winds.example\n" in settings


def test_a_dry_run_names_every_file_and_writes_none(tmp_path: Path):
    dry = found(tmp_path / "new", "--dry-run")
    wet = found(tmp_path / "other")

    assert not (tmp_path / "new").exists()
    assert re.findall(r"^  (\S+)$", dry.output, re.MULTILINE) == sorted(paths(tmp_path / "other"))
    assert f"Wrote {len(paths(tmp_path / 'other'))} files" in wet.output


@pytest.mark.parametrize("name", ["README.md", "notes", ".github", "members.yaml"])
def test_what_is_in_the_way_is_named_and_left_as_it_is(tmp_path: Path, name: str):
    (tmp_path / name).write_text("mine\n")

    done = found(tmp_path)

    assert name in str(done.exception)
    assert paths(tmp_path) == [name]
    assert (tmp_path / name).read_text() == "mine\n"


def test_many_things_in_the_way_are_not_all_listed(tmp_path: Path):
    for number in range(9):
        (tmp_path / f"note-{number}.txt").touch()

    assert "note-4.txt, and 4 more" in str(found(tmp_path).exception)


def test_a_repository_the_program_and_a_licence_may_be_there(tmp_path: Path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "LICENSE").write_text("as you like\n")

    assert found(tmp_path).exit_code == 0
    assert (tmp_path / "LICENSE").read_text() == "as you like\n"


def test_a_campaign_a_file_and_another_repository_are_told_apart(tmp_path: Path):
    found(tmp_path / "first")
    (tmp_path / "file").touch()
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "theirs")], check=True)

    assert "a campaign in" in str(found(tmp_path / "first").exception)
    assert "is a file" in str(found(tmp_path / "file").exception)
    assert "inside another repository" in str(found(tmp_path / "theirs/a/b").exception)
    assert not (tmp_path / "theirs/a").exists()


@pytest.mark.parametrize("after", [0, 3, 30])
def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int):
    count = iter(range(1000))
    create = writing.create

    def full(*arguments: object, **named: object) -> None:
        if next(count) == after:
            raise writing.CoalitionError("The disk is full.")
        create(*arguments, **named)

    monkeypatch.setattr(writing, "create", full)

    assert str(found(tmp_path / "deep/new").exception) == "The disk is full."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", [0, 5, 12])
def test_what_was_put_in_place_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int):
    (tmp_path / "LICENSE").write_text("as you like\n")
    count = iter(range(1000))
    put = ground._put

    def stopped(source: Path, target: Path) -> None:
        if next(count) == after:
            raise KeyboardInterrupt
        put(source, target)

    monkeypatch.setattr(ground, "_put", stopped)
    found(tmp_path)

    assert paths(tmp_path) == ["LICENSE"]


def test_an_init_that_was_cut_off_is_told(tmp_path: Path):
    (tmp_path / ground.STAGE).mkdir()

    assert "was cut off" in str(found(tmp_path).exception)


HOSTILE = [
    'He said: "no" & it\'s #1 {yes}',
    "- - - !!python/object:x",
    "null",
    "NO",
    "2026-11-21",
    "@theme_id@ @name@ $(touch x) `touch x` ${{ github.token }}",
    "<script>alert(1)</script> [x](javascript:x)",
    "*a* _b_ [c] ~d~ ^e^ $f$ | g | # h",
    "Гавань",
    "حملة",
    "x" * 200,
    "a\nb: c\n---\nd",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_file(tmp_path: Path, name: str):
    done = found(tmp_path / "new", "--secretariat-id", "reef", name=name, secretariat=f"{name}, Fiji")

    assert done.exit_code == 0, done.output
    assert verdict(tmp_path / "new") == []
    campaign = load(DiskTree(tmp_path / "new")).value
    line = " ".join(name.split())
    assert campaign.settings.campaign.name.text("en") == line
    assert campaign.members["reef"].name == line
    assert campaign.site.site_name == line
    for path in (tmp_path / "new").rglob(".g*/**/*.yml"):
        assert "touch x" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("name", "  ", "Write a name"),
        ("name", "Fair\u202eWinds", "right-to-left override"),
        ("name", "Fair\x00Winds", "character"),
        ("name", "x" * 201, "at most 200"),
        ("name", "!!!", "letters or digits"),
        ("name", "東京 Circle", "cannot draw"),
        ("id", "CON", "cannot be an id"),
        ("id", "con", "device"),
        ("id", "../up", "not a domain"),
        ("id", "x", "cannot be an id"),
        ("domain", "fair winds", "not a domain"),
        ("languages", "xx", "not a language"),
        ("languages", ",", "at least one"),
        ("preset", "fishing", "own, migration, climate, disability"),
        ("country", "Atlantis", "no country"),
        ("secretariat", "Reef, QQ", "no country"),
        ("type", "club", "not one of"),
        ("account", "harbour", "not an account"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_written(tmp_path: Path, option: str, value: str, told: str):
    done = found(tmp_path / "new", **{option: value})

    assert done.exit_code == 2
    assert told in done.output
    assert f"--{option}" in done.output
    assert not (tmp_path / "new").exists()


def test_names_of_devices_are_not_made_ids(tmp_path: Path):
    found(tmp_path / "new", secretariat="Con, Fiji")

    assert "  - id: con-2\n" in (tmp_path / "new/members.yaml").read_text()


def test_a_domain_gives_the_id_and_the_site(tmp_path: Path):
    found(tmp_path / "new", id="www.fair-winds.org")

    assert "id: fair-winds\n" in (tmp_path / "new/coalition.yaml").read_text()
    assert "domain: fair-winds.org\n" in (tmp_path / "new/coalition.yaml").read_text()
    assert "site_url: https://fair-winds.org/\n" in (tmp_path / "new/mkdocs.yml").read_text()


def test_the_account_of_the_secretariat_owns_everything(tmp_path: Path):
    found(tmp_path / "new", account="github.com/reef-bot")

    assert (tmp_path / "new/.github/CODEOWNERS").read_text().endswith("\n* @reef-bot\n")
    assert "@" not in (tmp_path / "new/.gitlab/CODEOWNERS").read_text()


def test_a_repository_is_made_with_a_commit_where_git_knows_who_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = tmp_path / "gitconfig"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    start = ["--now", NOW, "init", *words(WHOLE)]

    settings.write_text("")
    nobody = CliRunner().invoke(cli, [*start, str(tmp_path / "nobody")])
    settings.write_text("[user]\nname = Reef\nemail = office@reef.example\n")
    somebody = CliRunner().invoke(cli, [*start, str(tmp_path / "somebody")])

    assert "git does not know who you are" in nobody.output
    assert (tmp_path / "nobody/.git").is_dir()
    assert "with a first commit" in somebody.output
    said = subprocess.run(
        ["git", "-C", str(tmp_path / "somebody"), "log", "--format=%an|%s|%D", "--name-only"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0] == "Reef|A new campaign|HEAD -> main"
    assert sorted(said[2:]) == [path for path in paths(tmp_path / "somebody") if not path.startswith(".git/")]


def test_a_commit_that_git_refuses_is_told_and_the_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\nname = Reef\nemail = office@reef.example\n[commit]\ngpgsign = true\n[gpg]\nprogram = /nowhere/gpg\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))

    done = CliRunner().invoke(cli, ["--now", NOW, "init", *words(WHOLE), str(tmp_path / "new")])

    assert done.exit_code == 0
    assert "They are not committed yet: git says" in done.output
    assert (tmp_path / "new/coalition.yaml").is_file()


def test_of_two_who_begin_at_once_one_is_refused_and_the_other_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / ground.STAGE).mkdir()
    (tmp_path / ground.STAGE / "theirs").touch()
    monkeypatch.setattr(ground, "refuse", lambda _: None)

    assert "could not be written" in str(found(tmp_path).exception)
    assert paths(tmp_path) == [f"{ground.STAGE}/theirs"]


def test_a_repository_with_commits_is_left_to_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "LICENSE").touch()
    subprocess.run([*git, "add", "LICENSE"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "Licence"], check=True)

    done = CliRunner().invoke(cli, ["--now", NOW, "init", str(tmp_path), *words(WHOLE)])

    assert "They are not committed yet" in done.output


def test_in_the_folder_one_stands_in_with_everything_said_nothing_is_left_open(tmp_path: Path):
    source = "coalition @ https://code.example/c.whl#sha256=d1"
    said = words({**WHOLE, "id": "fair-winds.org", "install-from": source})

    done = CliRunner().invoke(cli, ["-C", str(tmp_path), "--now", NOW, "init", "--no-git", *said])

    assert done.exit_code == 0, done.output
    assert "You did not say" not in done.output
    assert "  cd " not in done.output
    assert "requirements.txt" not in done.output
    assert f"\n{source}\n" in (tmp_path / "requirements.txt").read_text()


def test_where_the_program_comes_from_is_one_line(tmp_path: Path):
    assert "Write one line" in found(tmp_path / "new", **{"install-from": " "}).output
    assert "Write one line" in found(tmp_path / "new", **{"install-from": "coalition\x1b[1m"}).output


@pytest.mark.parametrize(("language", "country"), [("es_MX.UTF-8", "MX"), ("C.UTF-8", "CH"), ("eo_XX", "CH")])
def test_the_country_is_that_of_the_machines_language(tmp_path: Path, language: str, country: str):
    start = ["--now", NOW, "init", str(tmp_path / "new"), "--yes", "--no-git"]
    done = CliRunner().invoke(cli, start, env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": language})

    assert f"  country      {country}\n" in done.output


def test_a_name_that_is_no_text_is_refused(tmp_path: Path):
    assert "not text in UTF-8" in found(tmp_path / "new", name="Fair \udcff").output
    assert "not a domain" in found(tmp_path / "new", id="fair winds.org").output
