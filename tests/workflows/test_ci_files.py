"""The CI files that `init` writes, run step by step as GitHub, GitLab and Forgejo run them.

Real: the files as a campaign has them, every line of every step in a shell as the host starts it, git, `coalition`.
Stood in for: actions of others (checkout, upload, deploy), of which only the effect is made here; the expressions
`${{ … }}`, which the host fills in; and, within the step that installs, the programs `apt-get`, `pip` and `python3 -m
venv`, which would fetch: they leave the installed `coalition` where the real ones would have put it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from coalition.cli.main import cli
from coalition.workflows.founding.contents import HOSTS

GIT = ["git", "-c", "user.name=Reef", "-c", "user.email=office@reef.example"]
COMMAND = Path(sys.executable).with_name("coalition")
PYTHON = """#!/bin/sh
[ "$1 $2 $3" = "-I -m venv" ] || exec {python} "$@"
mkdir -p "$4/bin"
ln -sf {command} "$4/bin/coalition"
printf '#!/bin/sh\\necho "$@" >> {log}\\nfor last; do :; done\\ncat "$last" >> {log}\\n' > "$4/bin/pip"
chmod +x "$4/bin/pip"
"""


ANYWAY = "${{ !cancelled() && steps.check.outcome != 'skipped' }}"
"""Of a step: also when the check found something, but not when it never came to the check."""


def git(folder: Path, *words: str) -> str:
    done = subprocess.run([*GIT, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Host:
    """A code host with the campaign on its main branch, and a proposal."""

    folder: Path
    server: Path
    """The bare repository."""
    environment: dict[str, str] = field(default_factory=dict)

    def workspace(self) -> Path:
        number = len(list(self.folder.glob("job-*")))
        fresh = self.folder / f"job-{number}"
        fresh.mkdir()
        return fresh

    def run(self, script: str, folder: Path, more: dict[str, str], shell: tuple[str, ...] = ("bash", "-e")) -> Any:
        """One step."""
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            **self.environment,
            **more,
        }
        return subprocess.run(
            [*shell, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new campaign with a second member, as its founder has it."""
    folder = tmp_path_factory.mktemp("founder") / "campaign"
    said = {"name": "Climate Now", "id": "climate-now", "languages": "en", "preset": "climate"}
    words = [word for key, value in said.items() for word in (f"--{key}", value)]
    start = ["init", str(folder), "--no-git", "--secretariat", "Reef Alliance, Fiji", *words]
    for host in ("github.com", "gitlab.com", "codeberg.org"):
        start += ["--account", f"{host}/reef-bot"]
    done = CliRunner().invoke(
        cli, ["--now", "2026-01-01T00:00:00Z", *start, "--install-from", "coalition @ https://example.org/c.whl"]
    )
    assert done.exit_code == 0, done.output
    with (folder / "members.yaml").open("a", encoding="utf-8") as registry:
        registry.write(MEMBER)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A new campaign")
    return folder


MEMBER = """\
  - id: dune-watch
    name: Dune Watch
    type: national-ngo
    country: MA
    membership: [{status: active, on: 2026-01-01}]
    accounts:
      - {host: github.com, name: dune, from: 2026-01-01}
      - {host: gitlab.com, name: dune, from: 2026-01-01}
      - {host: codeberg.org, name: dune, from: 2026-01-01}
"""
PRACTICE = """\
---
title: A row of shrubs
member: dune-watch
countries: [MA]
stages: [adaptation]
themes: [adaptation]
summary: A row of shrubs keeps the sand from the fields.
---

Shrubs were planted in rows, and the fields behind them were spared.
"""


def good(work: Path) -> None:
    (work / "practices").mkdir()
    (work / "practices/shrubs.md").write_text(PRACTICE, encoding="utf-8")


def bad(work: Path) -> None:
    registry = work / "members.yaml"
    registry.write_text(registry.read_text().replace("name: Reef Alliance", "name: Reef Alliances"), encoding="utf-8")


@pytest.fixture
def host(tmp_path: Path, campaign: Path) -> Host:
    """The campaign on a bare repository, and stand-ins for what would fetch programs."""
    server = tmp_path / "server/reef/campaign.git"
    server.parent.mkdir(parents=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(campaign), str(server)], check=True)
    (tmp_path / "bin").mkdir()
    stand_ins = {
        "python3": PYTHON.format(python=sys.executable, command=COMMAND, log=tmp_path / "installed"),
        "apt-get": f'#!/bin/sh\necho apt-get "$@" >> {tmp_path / "installed"}\n',
    }
    for name, text in stand_ins.items():
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    (tmp_path / ".gitconfig").write_text(
        f'[url "file://{tmp_path / "server"}/"]\n\tinsteadOf = https://codeberg.org/\n'
    )
    return Host(tmp_path, server)


def propose(host: Host, change: Any) -> str:
    """A proposal on the server as hosts keep it: its branch, its number, and merged on trial; its last commit."""
    work = host.folder / "proposer"
    subprocess.run(["git", "clone", "--quiet", str(host.server), str(work)], check=True)
    git(work, "checkout", "--quiet", "-b", "proposal")
    change(work)
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "A proposal")
    git(work, "checkout", "--quiet", "--detach", "origin/main")
    git(work, "merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    git(work, "push", "--quiet", "origin", "proposal", "proposal:refs/pull/1/head", "HEAD:refs/pull/1/merge")
    return git(work, "rev-parse", "proposal")


def expressions(host: Host) -> dict[str, str]:
    """What the host fills in; nothing else may stand in the files."""
    github = ".github" in str(host.environment.get("FILES"))
    return {
        "github.event.pull_request.number": "1",
        "github.event.pull_request.user.login": "dune",
        "github.event.pull_request.base.ref": "main",
        "github.server_url": "https://github.com" if github else "https://codeberg.org",
        "github.repository": "reef/campaign",
        "github.token": "t0ken",
        "github.sha": git(host.server, "rev-parse", "main"),
    }


def filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], text)


def actions(host: Host, path: str, ref: str) -> list[Any]:
    """Run a workflow of GitHub's form, job by job and step by step; what each `run` step gave."""
    workflow = yaml.safe_load((host.folder / path).read_text(encoding="utf-8"))
    values, done = expressions(host), []
    for job in workflow["jobs"].values():
        work, temporary = host.workspace(), host.workspace()
        named = {
            "RUNNER_TEMP": str(temporary),
            "GITHUB_SERVER_URL": values["github.server_url"],
            "GITHUB_STEP_SUMMARY": str(host.folder / "summary.md"),
        }
        checked = False
        for step in job["steps"]:
            failed = bool(done) and any(one.returncode for one in done)
            if failed and not (step.get("if") == ANYWAY and checked):
                continue
            checked = checked or step.get("id") == "check"
            if "uses" in step:
                action(host, step, work, ref)
                continue
            assert "${{" not in step["run"], "an expression in a script is text of the event run as a program"
            environment = {key: filled(value, values) for key, value in step.get("env", {}).items()}
            done.append(host.run(step["run"], work, named | environment))
    return done


def action(host: Host, step: dict[str, Any], work: Path, ref: str) -> None:
    """What an action of others would do, as far as it can be seen here."""
    name, _, commit = step["uses"].partition("@")
    assert re.fullmatch(r"[0-9a-f]{40}", commit)
    match name:
        case "actions/checkout":
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
            git(work, "clone", "--quiet", str(host.server), ".")
            git(work, "fetch", "--quiet", "origin", ref)
            git(work, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        case "actions/upload-artifact" | "actions/upload-pages-artifact":
            assert list((work / step["with"]["path"]).iterdir())
        case _:
            assert name == "actions/deploy-pages"


def take(host: Host, path: str) -> None:
    """The file of the main branch, which is what a host runs."""
    target = host.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(git(host.server, "show", f"main:{path}"), encoding="utf-8")
    host.environment["FILES"] = path


def gitlab(host: Host, name: str, work: Path, more: dict[str, str]) -> Any:
    """Run a job of GitLab: before_script and script are one script, in one shell."""
    take(host, ".gitlab-ci.yml")
    pipeline = yaml.safe_load((host.folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    job = pipeline[name]
    variables = {key: str(value) for key, value in pipeline["variables"].items()}
    assert variables["GIT_DEPTH"] == "0"
    fixed = {**variables, "TOOLS": str(host.workspace()), "CI_PROJECT_ID": "7", "CI_SERVER_HOST": "gitlab.com"}
    script = "\n".join([*job["before_script"], *job["script"]])
    done = host.run(script, work, fixed | more, ("bash", "-eo", "pipefail"))
    if done.returncode == 0:
        assert all(list((work / path).iterdir()) for path in job["artifacts"]["paths"])
    return done


def merge_request(host: Host, commit: str, **said: str) -> tuple[Any, Path]:
    work = host.workspace()
    subprocess.run(["git", "clone", "--quiet", str(host.server), str(work)], check=True)
    git(work, "checkout", "--quiet", "--detach", commit)
    more = {
        "CI_MERGE_REQUEST_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.com/reef/campaign",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_SHA": commit,
        "GITLAB_USER_LOGIN": "dune",
        **said,
    }
    return gitlab(host, "proposal", work, more), work


def as_installed(host: Host) -> None:
    """The step that installs asked for what the main branch says."""
    assert "coalition @ https://example.org/c.whl" in (host.folder / "installed").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("forge", [".github", ".forgejo"])
def test_a_good_proposal_passes_and_a_preview_is_made(host: Host, forge: str):
    propose(host, good)
    take(host, f"{forge}/workflows/proposal.yml")

    done = actions(host, f"{forge}/workflows/proposal.yml", "refs/pull/1/merge")

    assert [step.returncode for step in done] == [0] * len(done), done
    (report,) = host.folder.glob("job-*/proposal/report.md")
    assert "What Dune Watch proposes" in report.read_text()
    assert list(host.folder.glob("job-*/proposal/preview/practices/shrubs/index.html"))
    assert (host.folder / "summary.md").exists() == (forge == ".github")
    as_installed(host)


@pytest.mark.slow
def test_a_good_merge_request_passes_and_a_preview_is_made(host: Host):
    done, work = merge_request(host, propose(host, good))

    assert done.returncode == 0, done
    assert "What Dune Watch proposes" in done.stdout
    assert (work / "proposal/preview/practices/shrubs/index.html").exists()
    as_installed(host)


@pytest.mark.slow
@pytest.mark.parametrize("forge", [".github", ".forgejo", ".gitlab"])
def test_a_proposal_that_alters_what_is_anothers_fails_and_says_so(host: Host, forge: str):
    commit = propose(host, bad)
    if forge == ".gitlab":
        last, _ = merge_request(host, commit)
    else:
        take(host, f"{forge}/workflows/proposal.yml")
        done = actions(host, f"{forge}/workflows/proposal.yml", "refs/pull/1/merge")
        last = next(step for step in done if step.returncode)

    assert last.returncode == 1, last
    (report,) = host.folder.glob("job-*/proposal/report.md")
    assert "reef-alliance" in report.read_text()


@pytest.mark.slow
def test_a_merge_request_from_a_copy_is_compared_with_the_project_it_is_for(host: Host):
    """What the copy calls its main branch is not asked: somebody else's project is fetched anew."""
    commit = propose(host, good)
    newer = host.folder / "newer"
    subprocess.run(["git", "clone", "--quiet", str(host.server), str(newer)], check=True)
    (newer / "pages/about.md").write_text("---\ntitle: About us\n---\n\nWe are many.\n")
    git(newer, "commit", "--quiet", "--all", "--message", "Meanwhile")
    project = host.folder / "server/reef/project.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(newer), str(project)], check=True)

    url = "https://codeberg.org/reef/project"
    done, work = merge_request(
        host, commit, CI_MERGE_REQUEST_PROJECT_ID="8", CI_MERGE_REQUEST_PROJECT_URL=url, CI_SERVER_HOST="codeberg.org"
    )

    assert done.returncode == 0, done
    assert "We are many" in (work / "proposal/preview/about/index.html").read_text()


def test_a_proposal_that_cannot_be_merged_says_what_to_do(host: Host):
    commit = propose(host, bad)
    work = host.folder / "newer"
    subprocess.run(["git", "clone", "--quiet", str(host.server), str(work)], check=True)
    registry = (work / "members.yaml").read_text(encoding="utf-8")
    (work / "members.yaml").write_text(registry.replace("name: Reef Alliance", "name: Reef League"), encoding="utf-8")
    git(work, "commit", "--quiet", "--all", "--message", "Meanwhile")
    git(work, "push", "--quiet", "origin", "main")

    done, _ = merge_request(host, commit)
    take(host, ".forgejo/workflows/proposal.yml")
    (other, *_) = actions(host, ".forgejo/workflows/proposal.yml", "")

    for step in (done, other):
        assert step.returncode == 1
        assert "Bring the main branch into the proposal first" in step.stdout


@pytest.mark.slow
def test_a_proposal_does_not_say_what_is_installed(host: Host):
    def planted(work: Path) -> None:
        (work / "requirements.txt").write_text("evil\n")
        (work / "venv.py").write_text("raise SystemExit(9)\n")

    propose(host, planted)
    take(host, ".github/workflows/proposal.yml")
    actions(host, ".github/workflows/proposal.yml", "refs/pull/1/merge")

    assert "evil" not in (host.folder / "installed").read_text()


@pytest.mark.slow
def test_github_publishes_the_main_branch(host: Host):
    take(host, ".github/workflows/publish.yml")
    done = actions(host, ".github/workflows/publish.yml", "refs/heads/main")

    assert [step.returncode for step in done] == [0, 0], done
    assert list(host.folder.glob("job-*/public/index.html"))


@pytest.mark.slow
def test_gitlab_publishes_the_main_branch(host: Host):
    work = host.workspace()
    subprocess.run(["git", "clone", "--quiet", str(host.server), str(work)], check=True)

    assert gitlab(host, "pages", work, {}).returncode == 0
    assert (work / "public/report/report.pdf").exists()


@pytest.mark.slow
def test_forgejo_publishes_the_main_branch_on_a_branch_of_its_own(host: Host):
    take(host, ".forgejo/workflows/publish.yml")
    done = actions(host, ".forgejo/workflows/publish.yml", "refs/heads/main")

    assert [step.returncode for step in done] == [0] * 4, done
    published = git(host.server, "ls-tree", "-r", "--name-only", "pages").splitlines()
    assert "index.html" in published
    assert "coalition.yaml" not in published


def test_nothing_is_unsafe_in_what_the_hosts_run(campaign: Path):
    """zizmor, with everything it looks for but what would need a network."""
    files = [str(campaign / path) for path in HOSTS if path.endswith(("/proposal.yml", "/publish.yml"))]
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [str(zizmor), "--offline", "--no-progress", "--persona=pedantic", *files],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(files) == 4
    assert "No findings to report" in done.stdout + done.stderr, done.stdout
    assert done.returncode == 0


def test_proposals_have_no_rights_and_no_secrets(campaign: Path):
    for path in (".github/workflows/proposal.yml", ".forgejo/workflows/proposal.yml"):
        text = (campaign / path).read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        assert workflow[True] == {"pull_request": None}  # YAML 1.1 takes the key "on" for true
        assert workflow["permissions"] == {}
        assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
        assert "secrets." not in text
    for path in HOSTS:
        assert "pull_request_target" not in (campaign / path).read_text(encoding="utf-8")


def test_gitlab_takes_the_words_that_it_shows(campaign: Path):
    pipeline = yaml.safe_load((campaign / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    shown = pipeline["proposal"]["artifacts"]["expose_as"]
    assert re.fullmatch(r"\w[-\w ]*", shown), "GitLab refuses a file with other signs here"
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]


def test_every_action_is_pinned_by_its_commit_and_says_its_version(campaign: Path):
    lines = [
        line for path in HOSTS for line in (campaign / path).read_text(encoding="utf-8").splitlines() if "uses:" in line
    ]
    assert len(lines) == 6
    assert [line for line in lines if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
