"""Bad luck: whatever fails, the old site is whole, a sentence says what to do, and the next build works."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_campaign import git, write

from coalition.publishing import manifest

TEXT = "---\ntitle: About\n---\n\n## Who\n\n{words}\n"


def whole(public: Path) -> bool:
    return manifest.verify(public) == ()


def test_no_git_is_a_sentence(coalition, campaign, tmp_path):
    (tmp_path / "bin").mkdir()
    done = coalition("build", PATH=str(tmp_path / "bin"))
    assert done.returncode == 3
    assert "git" in done.stderr
    assert "Install" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (campaign / "public").exists()


def test_a_folder_that_is_not_ours_is_left_alone(coalition, campaign):
    write(campaign, {"public/thesis.odt": "years of work"})
    done = coalition("build")
    assert done.returncode == 3
    assert "thesis.odt" in done.stderr
    assert (campaign / "public/thesis.odt").read_text() == "years of work"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_output_is_a_sentence(coalition, campaign, tmp_path):
    place = tmp_path / "readonly"
    place.mkdir(mode=0o500)
    done = coalition("build", "--output", str(place / "public"))
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_shallow_clone_is_refused_with_the_cure(coalition, campaign, tmp_path):
    write(campaign, {"pages/about.md": TEXT.format(words="More.")})
    git(campaign, "commit", "-qam", "More")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{campaign}", "shallow")
    done = coalition("build", folder=tmp_path / "shallow")
    assert done.returncode == 3
    assert "--unshallow" in done.stderr


def test_a_folder_in_no_repository_needs_a_moment(coalition, campaign, tmp_path):
    import shutil

    shutil.rmtree(campaign / ".git")
    done = coalition("build")
    assert done.returncode == 3
    assert "--now" in done.stderr


def test_two_builds_at_once_do_not_meet(rebuilt, coalition):
    lock = next((rebuilt / ".coalition/publish").rglob("lock"))
    write(rebuilt, {"pages/about.md": TEXT.format(words="Second.")})
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        done = coalition("build", folder=rebuilt)
    assert done.returncode == 3
    assert "Another build" in done.stderr
    assert whole(rebuilt / "public")
    assert coalition("build", "--quiet", folder=rebuilt).returncode == 0


def test_a_text_that_breaks_the_converter_is_named_and_the_others_are_still_checked(rebuilt, coalition):
    before = (rebuilt / "public/manifest.json").read_text()
    bomb = "[" * 60_000
    write(
        rebuilt,
        {
            "chapters/refugees/chapter.md": f"---\ntitle: T\ntheme: refugees\nlead: harbour\nstatus: final\nabstract: A.\n---\n\n{bomb}\n",
            "pages/about.md": "---\ntitle: About\n---\n\n## Who\n\n[nowhere](nowhere.md)\n",
        },
    )
    done = coalition("build", folder=rebuilt)
    assert done.returncode == 1, done.stderr
    assert "chapters/refugees/chapter.md:" in done.stderr
    assert "unreadable-prose" in done.stderr
    assert "pages/about.md:7:" in done.stderr
    assert (rebuilt / "public/manifest.json").read_text() == before


def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(rebuilt, coalition):
    public = rebuilt / "public"
    for number in range(6):
        write(rebuilt, {"pages/about.md": TEXT.format(words=f"Version {number}.")})
        command = [sys.executable, "-m", "coalition", "-C", str(rebuilt), "build"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as child:
            assert child.stderr is not None
            for _ in range(number + 1):  # the line that is being written when it dies is another each time
                child.stderr.readline()
            child.send_signal(signal.SIGKILL)
        assert whole(public)
        assert f"Version {number}" not in (public / "about/index.html").read_text() or number == 0
    done = coalition("build", "--quiet", folder=rebuilt)
    assert done.returncode == 0, done.stderr
    assert "Version 5" in (public / "about/index.html").read_text()
    left = list((rebuilt / ".coalition/publish").rglob("stage-*"))
    assert left == []


def test_ctrl_c_says_that_nothing_was_published(rebuilt):
    write(rebuilt, {"pages/about.md": TEXT.format(words="Interrupted.")})
    command = [sys.executable, "-m", "coalition", "-C", str(rebuilt), "build"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as child:
        assert child.stderr is not None
        child.stderr.readline()
        child.send_signal(signal.SIGINT)
        rest = child.stderr.read()
    assert child.returncode == 130
    assert "Nothing is left half done" in rest
    assert "Traceback" not in rest
    assert whole(rebuilt / "public")


@pytest.mark.slow
def test_a_full_disk_is_a_sentence_and_the_old_site_stays(rebuilt, tmp_path, coalition):
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system can be mounted only by root")
    try:
        done = coalition("build", "--output", str(place / "public"), folder=rebuilt)
        assert done.returncode == 3, done.stderr
        assert "full" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (place / "public").exists()
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_the_clock_has_no_say(rebuilt, coalition):
    os.utime(rebuilt / "pages/about.md", (time.time() - 10**8,) * 2)
    assert coalition("build", folder=rebuilt).returncode == 0
