"""What hosts of repositories do with a branch that is pushed: how a pull request is opened, and where to look at it."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

_CREDENTIALS = re.compile(r"(?<=://)[^/\s'\"]*@")
_SHORT = re.compile(r"(?:[^@/\s:]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>[^/\\][^\s]*)")
"""`git@host:owner/name.git`."""


class Host(enum.Enum):
    """What runs at the other end."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"
    FORGEJO = "Forgejo"
    """Gitea, too."""
    OTHER = ""


_BY_NAME = (
    (re.compile(r"(^|\.)github\.com$"), Host.GITHUB),
    (re.compile(r"(^|[.-])gitlab([.-]|$)"), Host.GITLAB),
    (re.compile(r"(^|\.)codeberg\.org$|(^|[.-])(forgejo|gitea)([.-]|$)"), Host.FORGEJO),
)
BY_FILES = (
    (".github/workflows", Host.GITHUB),
    (".gitlab-ci.yml", Host.GITLAB),
    (".forgejo/workflows", Host.FORGEJO),
    (".gitea/workflows", Host.FORGEJO),
)
"""What lies at the top of a repository for one host alone."""


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request to be opened."""

    title: str
    target: str
    """The main branch's name."""
    branch: str
    draft: bool = False


def redacted(text: str) -> str:
    """The same words without the names and passwords that addresses in them hold."""
    return _CREDENTIALS.sub("", text)


def scheme(url: str) -> str:
    """How a remote is reached: `https`, `ssh`, `file`, …; `ext` for whatever runs a program."""
    if "::" in url.partition("/")[0]:
        return "ext"
    if "://" in url:
        return url.partition("://")[0].lower()
    return "ssh" if _SHORT.fullmatch(url) else "file"


def page(url: str) -> str | None:
    """The address at which people see the repository, without credentials; None for one that is only a folder."""
    if scheme(url) not in {"http", "https", "ssh"}:
        return None
    short = None if "://" in url else _SHORT.fullmatch(url)
    if short:
        host, path = short["host"], short["path"]
    else:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port and parts.scheme in {"http", "https"} else ""
        host, path = f"{parts.hostname or ''}{port}", parts.path
    begin = "http" if url.startswith("http://") else "https"
    return f"{begin}://{host}/{quote(path.strip('/').removesuffix('.git'), safe='/~%')}" if host else None


def host_of(url: str, files: Collection[str] = ()) -> Host:
    """What runs there, by the name of the host; else by the files with which the campaign serves one host alone."""
    seen = page(url)
    name = (urlsplit(seen).hostname or "") if seen else ""
    for pattern, host in _BY_NAME:
        if pattern.search(name):
            return host
    served = {host for beginning, host in BY_FILES if beginning in files}
    return served.pop() if seen and len(served) == 1 else Host.OTHER


def destination(host: Host, request: Request) -> str:
    """The name to push to. Forgejo and Gitea make a pull request of `refs/for/`, also from who may not make a branch."""
    return f"refs/for/{request.target}" if host is Host.FORGEJO else f"refs/heads/{request.branch}"


def push_options(host: Host, request: Request, project: str = "") -> tuple[str, ...]:
    """What to tell the host with the push; `project` is the one that is asked, where it is not the one pushed to."""
    title = " ".join(request.title.split())
    if host is Host.GITLAB:
        options = ["merge_request.create", f"merge_request.target={request.target}", f"merge_request.title={title}"]
        options += [f"merge_request.target_project={project}"] if project else []
        return (*options, *(["merge_request.draft"] if request.draft else []))
    if host is Host.FORGEJO:
        return (f"topic={request.branch}", f"title={'WIP: ' if request.draft else ''}{title}")
    return ()


def link(host: Host, pushed: str, asked: str, request: Request) -> str | None:
    """Where a person opens the pull request, or sees it; `pushed` and `asked` are pages, the same but for a fork."""
    branch = quote(request.branch, safe="/")
    target = quote(request.target, safe="/")
    if host is Host.GITHUB:
        owner = urlsplit(pushed).path.strip("/").partition("/")[0]
        head = branch if pushed == asked else f"{owner}:{branch}"
        return f"{asked}/compare/{target}...{head}?expand=1&title={quote(request.title)}"
    if host is Host.GITLAB:
        return f"{asked}/-/merge_requests?scope=all&source_branch={quote(request.branch, safe='')}"
    if host is Host.FORGEJO:
        return f"{asked}/pulls"
    return None
