"""The sample site, served from this machine to a browser."""

from __future__ import annotations

import functools
import threading
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import site_sample

from coalition.kinds.site import SiteSettings
from coalition.outputs import data
from coalition.outputs.site import pages
from coalition.outputs.site.views import ProofView
from coalition.publishing import generator
from coalition.publishing.project import LanguageSite, Project, navigation

_ANSWER = "endorsements/v2/harbour-network.txt"
PROOF = ProofView((_ANSWER,), "harbour-network", _ANSWER, "20261111090000Z", "campaign.example")


def pytest_collection_modifyitems(config, items):
    """Everything here needs a browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps no record of who asked."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The sample campaign's site, in English and Spanish, under a folder as on a shared host."""
    sites, files = [], {"report/report.pdf": b"%PDF", "report/report.epub": b"PK"}
    for language in ("en", "es"):
        view = site_sample.view(language)
        view = replace(view, statements=tuple(replace(one, proof=PROOF) for one in view.statements))
        one = LanguageSite(language, view.name, pages.write(view))
        sites.append(replace(one, navigation=navigation(SiteSettings(site_name="X"), one, "en")))
        files |= data.files(view, "campaign.example")
    # A draft has all that a release has, and its mark besides.
    project = Project(
        tuple(sites), "en", url="https://campaign.example/campaign/", files=tuple(sorted(files.items())), draft=True
    )
    folder = tmp_path_factory.mktemp("browser")
    generator.build(project, folder / "stage", folder / "root" / "campaign")
    return folder / "root"


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served: on this machine, and nowhere else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/campaign/"
    server.shutdown()
