"""A site that is built once for the tests that look at it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import site_sample

from coalition.kinds.site import SiteSettings
from coalition.outputs import data
from coalition.outputs.site import pages
from coalition.publishing import generator
from coalition.publishing.project import LanguageSite, Look, Project, navigation


def project(**values):
    """The sample campaign's site in two languages."""
    sites, files = [], {"report/report.pdf": b"%PDF", "report/report.epub": b"PK", "style.css": b"p{color:red}"}
    for language in ("en", "es"):
        view = site_sample.view(language)
        site = LanguageSite(language, view.name, pages.write(view))
        sites.append(replace(site, navigation=navigation(SiteSettings(site_name="X"), site, "en")))
        files |= data.files(view, "campaign.example")
    given = {
        "url": "https://campaign.example/",
        "copyright": "Texts <CC BY 4.0>",
        "look": Look(accent="indigo", stylesheets=("style.css",)),
        "social": (("https://social.example/@us", "Social"),),
        "commit": "0123456789abcdef",
    }
    return Project(tuple(sites), "en", files=tuple(sorted(files.items())), **(given | values))


@pytest.fixture(scope="session")
def sample_project():
    return project()


@pytest.fixture(scope="session")
def built(sample_project, tmp_path_factory):
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    generator.build(sample_project, folder / "stage", folder / "out")
    return folder / "out"
