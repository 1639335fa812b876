"""`coalition serve`: the site on this machine, an edit shown soon and then everywhere, mistakes told and survived."""

import http.client
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_campaign import write

from coalition.publishing import manifest
from coalition.sources.trees import DiskTree
from coalition.workflows import serve


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int
    folder: Path

    def get(self, path: str, host: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    def said(self, beginning: str) -> str:
        """The next line that begins so; whatever is said before it is passed over."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(beginning):
                return line
        raise AssertionError(f"nothing was said that begins with {beginning!r}")


@pytest.fixture
def served(rebuilt) -> Iterator[Served]:
    command = [sys.executable, "-m", "coalition", "-C", str(rebuilt), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            site = Served(process, 0, rebuilt)
            found = re.search(r":(\d+)/", site.said("The site is at"))
            assert found
            site.port = int(found[1])
            yield site
        finally:
            process.kill()


ABOUT = "---\ntitle: About\n---\n\n## Who\n\n{words}\n"


def test_an_edit_is_shown_and_a_mistake_is_told_and_survived(served):
    assert "We are organisations" in served.get("/about/")[1]
    assert "Unfinished words" in served.get("/report/later/")[1], "drafts are shown while one writes"

    write(served.folder, {"pages/about.md": ABOUT.format(words="An edited sentence.")})
    assert "/about/" in served.said("Shown: ")
    assert "An edited sentence." in served.get("/about/")[1]
    served.said("Published")
    assert "An edited sentence." in served.get("/es/about/")[1]

    write(served.folder, {"pages/about.md": ABOUT.format(words="[nowhere](nowhere.md)")})
    assert "dead-link" in served.said("pages/about.md:7:1")
    served.said("The site stays as it was")
    assert "An edited sentence." in served.get("/about/")[1]

    write(served.folder, {"pages/about.md": ABOUT.format(words="Mended.")})
    served.said("Published")
    assert "Mended." in served.get("/about/")[1]


def test_what_changes_while_it_is_being_built_is_not_missed(rebuilt):
    seen = DiskTree(rebuilt)
    seen.entries()
    write(rebuilt, {"pages/about.md": ABOUT.format(words="Before anybody watches."), "practices/new.md": "New."})
    found = serve.changes(seen, threading.Event())
    assert next(found) == ("pages/about.md", "practices/new.md")
    write(rebuilt, {"practices/new.md": "In a folder that was not there."})
    assert next(found) == ("practices/new.md",)
    (rebuilt / "practices/new.md").unlink()
    assert next(found) == ("practices/new.md",)


def test_a_ctrl_c_that_python_lost_ends_it_all_the_same(rebuilt):
    seen, stopped = DiskTree(rebuilt), threading.Event()
    seen.entries()
    stopped.set()
    with pytest.raises(KeyboardInterrupt):
        next(serve.changes(seen, stopped))


def test_building_and_checking_go_on_beside_it(served, coalition):
    write(served.folder, {"pages/about.md": ABOUT.format(words="Edited while it is built, too.")})
    assert coalition("build", folder=served.folder).returncode == 0
    assert coalition("check", folder=served.folder).returncode == 0
    served.said("Published")
    assert "Edited while it is built, too." in served.get("/about/")[1]
    assert "Edited while it is built, too." in (served.folder / "public/about/index.html").read_text()
    assert manifest.verify(served.folder / "public") == ()


def test_only_this_machine_s_own_names_are_answered(served):
    assert served.get("/", host=f"localhost:{served.port}")[0] == 200
    assert served.get("/", host="evil.example")[0] == 421
    assert served.get("/data/../../members.yaml")[0] == 404
    assert served.get("/assets/")[0] == 404


def test_ctrl_c_ends_it_without_a_traceback(served):
    served.process.send_signal(signal.SIGINT)
    assert served.process.stderr is not None
    assert "Traceback" not in served.process.stderr.read()
    assert served.process.wait(timeout=30) == 130
