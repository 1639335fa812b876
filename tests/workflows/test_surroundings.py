"""Where and when the command runs: states of the repository, clocks, zones, names of folders, others at work."""

import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_campaign import FILES, commit, git, make, write

from coalition.publishing import manifest

ABOUT = "---\ntitle: About\n---\n\n## Who\n\n{words}\n"


def without_traceback(done: subprocess.CompletedProcess[str], status: int) -> str:
    """What was said of the work on standard error."""
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr


# States of the repository.


def test_a_detached_head_is_built_like_any_commit(rebuilt, coalition):
    write(rebuilt, {"pages/about.md": ABOUT.format(words="Later.")})
    commit(rebuilt)
    git(rebuilt, "checkout", "-q", "--detach", "HEAD~1")
    without_traceback(coalition("build", folder=rebuilt), 0)
    assert "We are organisations" in (rebuilt / "public/about/index.html").read_text()


def test_a_repository_without_a_commit_needs_a_moment_and_says_so(tmp_path, coalition):
    folder = tmp_path / "empty"
    folder.mkdir()
    write(folder, FILES)
    git(folder, "init", "-q")
    assert "--now" in without_traceback(coalition("build", folder=folder), 3)
    without_traceback(coalition("check", folder=folder), 0)
    without_traceback(coalition("--now", "2026-01-01T00:00:00Z", "build", "--only", "site", folder=folder), 0)


def test_an_empty_folder_has_no_campaign(tmp_path, coalition):
    folder = tmp_path / "nothing"
    folder.mkdir()
    done = coalition("check", folder=folder)
    assert done.returncode == 1
    assert "no-campaign" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_stale_lock_of_git_s_index_does_not_matter(rebuilt, coalition):
    (rebuilt / ".git/index.lock").touch()
    before = (rebuilt / "public/manifest.json").read_bytes()
    without_traceback(coalition("check", folder=rebuilt), 0)
    without_traceback(coalition("build", folder=rebuilt), 0)
    assert (rebuilt / "public/manifest.json").read_bytes() == before, (
        "the commit is known as before, and nothing is new"
    )
    assert (rebuilt / ".git/index.lock").exists()


def test_a_campaign_in_a_folder_of_a_larger_repository(tmp_path, coalition):
    write(tmp_path, {"README.md": "Larger.\n", ".gitignore": "public/\n.coalition/\n"})
    write(tmp_path / "ours", FILES)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    without_traceback(coalition("build", "--only", "site", folder=tmp_path / "ours"), 0)
    assert (tmp_path / "ours/public/index.html").is_file()
    assert not (tmp_path / "public").exists()


def test_history_rewritten_and_objects_lost_is_a_sentence(rebuilt, coalition):
    for name in (rebuilt / ".git/objects").rglob("*"):
        if name.is_file():
            name.chmod(0o644)
            name.write_bytes(b"damaged")
    before = (rebuilt / "public/manifest.json").read_bytes()
    assert coalition("build", folder=rebuilt).returncode == 3
    without_traceback(coalition("build", folder=rebuilt), 3)
    assert (rebuilt / "public/manifest.json").read_bytes() == before


def test_another_user_s_repository_is_refused_with_the_cure(campaign, coalition, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    for path in (campaign, *campaign.rglob("*")):
        os.chown(path, 4242, 4242, follow_symlinks=False)
    (tmp_path / "home").mkdir()
    done = coalition("build", folder=campaign, HOME=str(tmp_path / "home"), GIT_CONFIG_GLOBAL=os.devnull)
    assert "safe.directory" in without_traceback(done, 3)


# Clocks and zones.


@pytest.mark.parametrize(
    "now", ["2024-02-29T12:00:00Z", "2000-01-01T00:00:00Z", "2026-03-29T02:30:00+01:00", "2026-12-31T23:59:60Z"]
)
def test_moments_that_calendars_stumble_over(rebuilt, coalition, now):
    done = coalition("--now", now, "build", "--only", "site", "--output", str(rebuilt / "site"), folder=rebuilt)
    # A leap second is no instant of Python's; every other moment can be built for, also one before the commit.
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if ":60" in now else 0 if now[:4] in {"2024", "2026"} else 1), done.stderr


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "nonsense/zone", ""])
def test_no_zone_changes_a_byte(rebuilt, coalition, zone):
    write(rebuilt, {"pages/about.md": ABOUT.format(words="Zone.")})
    commit(rebuilt)
    made = []
    for name, used in (("first", "UTC"), ("second", zone)):
        done = coalition("build", "--only", "site", "--output", str(rebuilt / name), folder=rebuilt, TZ=used)
        without_traceback(done, 0)
        made.append(
            {
                path.relative_to(rebuilt / name): path.read_bytes()
                for path in (rebuilt / name).rglob("*")
                if path.is_file()
            }
        )
    assert made[0] == made[1]


# Names of folders.


@pytest.mark.parametrize("name", ["two words", "кампания", "a'b\"c", "-dash", "$HOME", "ünï#%?&"])
def test_any_name_of_a_folder(tmp_path, coalition, name):
    folder = make(tmp_path / name)
    without_traceback(coalition("build", folder=folder), 0)
    assert manifest.verify(folder / "public") == ()


# Others at work.


def test_builds_and_checks_at_once_do_not_disturb_each_other(rebuilt, coalition):
    write(rebuilt, {"pages/about.md": ABOUT.format(words="At once.")})
    commit(rebuilt)
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(coalition, command, folder=rebuilt) for command in ("build", "check", "build", "check")]
        done = [run.result() for run in runs]
    assert {run.returncode for run in done[1::2]} == {0}
    assert 0 in {run.returncode for run in done[::2]} <= {0, 3}
    assert all("Traceback" not in run.stderr for run in done)
    assert manifest.verify(rebuilt / "public") == ()


@pytest.mark.slow
def test_fifty_builds_killed_at_any_moment_and_a_reader_never_sees_a_broken_site(rebuilt):
    """Every page that the reader loads is whole, and is of a version that was wholly published."""
    import random
    import signal

    public = rebuilt / "public"
    seen: Counter[bytes] = Counter()
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen[(public / "about/index.html").read_bytes()] += 1
            seen[(public / "index.html").read_bytes()] += 1

    published = {(public / "about/index.html").read_bytes(), (public / "index.html").read_bytes()}
    reader = threading.Thread(target=read)
    reader.start()
    chance = random.Random(20260321)
    try:
        for number in range(50):
            write(rebuilt, {"pages/about.md": ABOUT.format(words=f"Version {number}.")})
            command = [sys.executable, "-m", "coalition", "-C", str(rebuilt), "build"]
            child = subprocess.Popen(
                command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
            )
            try:
                child.wait(timeout=chance.uniform(0.2, 6))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
            assert manifest.verify(public) == ()
            published |= {(public / "about/index.html").read_bytes(), (public / "index.html").read_bytes()}
    finally:
        ended.set()
        reader.join()
    assert seen.total() > 100
    assert set(seen) <= published
    last = subprocess.run([*command], capture_output=True, text=True, check=False, timeout=120)
    assert last.returncode == 0, last.stderr
    assert "Version 49." in (public / "about/index.html").read_text()


def test_read_only_content_can_be_checked(rebuilt, coalition):
    for path in rebuilt.rglob("*"):
        if ".coalition" not in path.parts and "public" not in path.parts and path.is_file():
            path.chmod(0o444)
    done = coalition("check", folder=rebuilt)
    without_traceback(done, 0)
    assert done.stdout.startswith("No problem in ")


def test_a_cache_that_is_a_file_costs_only_time(campaign, coalition):
    (campaign / ".coalition").write_text("not a folder")
    done = coalition("check")
    without_traceback(done, 0)
    assert done.stdout.startswith("No problem in ")
    assert (campaign / ".coalition").read_text() == "not a folder"


def test_a_poisoned_cache_is_not_believed(rebuilt, coalition):
    for path in (rebuilt / ".coalition/cache").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            path.write_bytes(content[:32] + b"<script>alert(1)</script>" + content[57:])
    write(rebuilt, {"pages/about.md": ABOUT.format(words="After the poison.")})
    without_traceback(coalition("build", folder=rebuilt), 0)
    for path in (rebuilt / "public").rglob("*.html"):
        assert "alert(1)" not in path.read_text()


def test_the_whole_disk_of_another_is_never_touched(tmp_path: Path, coalition, campaign):
    """An output that is a link to somewhere else is followed once and refused when it is not ours."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.txt").write_text("mine")
    (campaign / "public").symlink_to(elsewhere)
    without_traceback(coalition("build"), 3)
    assert (elsewhere / "precious.txt").read_text() == "mine"
