"""Hosts: what runs there, how a pull request is opened, and what of an address is shown."""

from __future__ import annotations

import pytest

from coalition.sources.hosts import Host, Request, destination, host_of, link, page, push_options, redacted, scheme

REQUEST = Request("Chapter water,\nby Open Gate", "main", "open-gate/chapter-water")
HUB = "https://github.com/coalition/campaign"


@pytest.mark.parametrize(
    ("url", "seen", "host"),
    [
        ("https://github.com/coalition/campaign.git", HUB, Host.GITHUB),
        ("https://ana:s3cr3t@github.com/coalition/campaign", HUB, Host.GITHUB),
        ("git@github.com:coalition/campaign.git", HUB, Host.GITHUB),
        ("ssh://git@gitlab.example:2222/a/b/c.git", "https://gitlab.example/a/b/c", Host.GITLAB),
        ("https://git.gitlab.example:8443/a/b", "https://git.gitlab.example:8443/a/b", Host.GITLAB),
        ("https://codeberg.org/a/b.git", "https://codeberg.org/a/b", Host.FORGEJO),
        ("git@gitea.example:a/b", "https://gitea.example/a/b", Host.FORGEJO),
        ("http://code.example/a/b", "http://code.example/a/b", Host.OTHER),
        ("https://notgithub.com/a/b", "https://notgithub.com/a/b", Host.OTHER),
        ("/srv/git/campaign.git", None, Host.OTHER),
        ("file:///srv/github.com/campaign.git", None, Host.OTHER),
        ("https:///a", None, Host.OTHER),
    ],
)
def test_a_host_is_known_by_its_name_and_its_page_shows_no_password(url, seen, host):
    assert (page(url), host_of(url)) == (seen, host)


def test_a_host_of_any_name_is_known_by_the_files_that_serve_it_alone():
    url = "https://code.example/a/b"
    assert host_of(url, [".gitlab-ci.yml"]) is Host.GITLAB
    assert host_of(url, [".gitea/workflows", ".forgejo/workflows"]) is Host.FORGEJO
    assert host_of(url, [".gitlab-ci.yml", ".github/workflows"]) is Host.OTHER
    assert host_of("/srv/git/campaign.git", [".gitlab-ci.yml"]) is Host.OTHER


@pytest.mark.parametrize(
    ("url", "carrier"),
    [
        ("ext::sh -c x", "ext"),
        ("evil::https://x.example", "ext"),
        ("HTTPS://x.example/a", "https"),
        ("git://x.example/a", "git"),
        ("x.example:a/b", "ssh"),
        ("../hub.git", "file"),
        ("C:\\hub", "file"),
    ],
)
def test_how_an_address_is_reached(url, carrier):
    assert scheme(url) == carrier


def test_gitlab_and_forgejo_open_it_and_github_is_told_where():
    assert push_options(Host.GITLAB, REQUEST, "top/campaign") == (
        "merge_request.create",
        "merge_request.target=main",
        "merge_request.title=Chapter water, by Open Gate",
        "merge_request.target_project=top/campaign",
    )
    draft = Request("T", "main", "b", draft=True)
    assert push_options(Host.GITLAB, draft)[-1] == "merge_request.draft"
    assert push_options(Host.FORGEJO, draft) == ("topic=b", "title=WIP: T")
    assert push_options(Host.GITHUB, REQUEST) == ()
    assert destination(Host.FORGEJO, REQUEST) == "refs/for/main"
    assert destination(Host.GITLAB, REQUEST) == "refs/heads/open-gate/chapter-water"


def test_the_link_is_that_of_the_branch_also_from_a_fork():
    title = "&title=Chapter%20water%2C%0Aby%20Open%20Gate"
    compare = f"{HUB}/compare/main..."
    assert link(Host.GITHUB, HUB, HUB, REQUEST) == f"{compare}open-gate/chapter-water?expand=1{title}"
    fork = "https://github.com/ana/campaign"
    assert link(Host.GITHUB, fork, HUB, REQUEST) == f"{compare}ana:open-gate/chapter-water?expand=1{title}"
    lab = "https://gitlab.example/a/b"
    assert link(Host.GITLAB, lab, lab, REQUEST).endswith("source_branch=open-gate%2Fchapter-water")
    assert link(Host.FORGEJO, lab, lab, REQUEST) == f"{lab}/pulls"
    assert link(Host.OTHER, lab, lab, REQUEST) is None


def test_no_credentials_are_shown():
    assert redacted("fatal: 'https://ana:s3@x.example/a' and ssh://git@y.example") == (
        "fatal: 'https://x.example/a' and ssh://y.example"
    )
