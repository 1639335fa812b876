"""The folders by which anybody can verify without us what is published: `statements/<id>/verify/`, `report/<id>/verify/`."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING

from coalition.kinds.unnamed import path_of
from coalition.outputs.dossier import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.campaign.public import PublicCampaign
    from coalition.standing.model import Standing

SCRIPT, READMES = "verify.sh", ("README.txt", "README.es.txt")
OF_CHAPTERS = "chapter-"
"""What the names begin with of those that explain a chapter's folder, where we keep them."""
SUMS = "SHA256SUMS"
"""Of every file but itself and the archive."""
ARCHIVE = "verify.zip"


def contents(public: PublicCampaign, standing: Standing, statement: str) -> dict[str, bytes]:
    """The files of one statement's folder, by their paths in it, sorted; none where its proofs may not be published.

    Law: the script among them gives every answer among them the verdict that the standing gives it, and the totals and
    the adoption of the standing.
    """
    papers = public.papers.get(statement)
    process = public.campaign.statements.get(statement)
    if papers is None or process is None:
        return {}
    home = f"statements/{statement}/"
    kept = {path.removeprefix(home): content for path, content in papers.items()}
    if not standing.of_statement(statement).unnamed_are_proven:
        # A number that is no longer right is nobody's word.
        number = path_of(statement, process.current_version).removeprefix(home)
        kept = {path: content for path, content in kept.items() if not path.startswith(number)}
    members = {public.campaign.settings.campaign.secretariat, *_members(kept)}
    return _whole(statement, {**kept, **facts.of_statement(public, standing, process, members), **assets()})


def of_chapter(public: PublicCampaign, standing: Standing, chapter: str) -> dict[str, bytes]:
    """The files of one chapter's folder, likewise; none where nobody has said anything of it.

    Law: the script gives every approval the verdict of the standing, and says in which languages it is approved.
    """
    papers = public.approvals.get(chapter)
    if papers is None:
        return {}
    kept = {path.removeprefix(f"chapters/{chapter}/"): content for path, content in papers.items()}
    members = {public.campaign.settings.campaign.secretariat, *_members(kept)}
    return _whole(chapter, {**kept, **facts.of_chapter(public, standing, chapter, members), **assets(OF_CHAPTERS)})


def _whole(name: str, made: dict[str, bytes]) -> dict[str, bytes]:
    whole = {**made, SUMS: _sums(made)}
    return dict(sorted({**whole, ARCHIVE: _archive(name, whole)}.items()))


def published(public: PublicCampaign, standing: Standing) -> dict[str, bytes]:
    """The folders of all statements, and of the report's chapters, by path from the root of what is published."""
    report = public.campaign.settings.report
    folders = {f"statements/{name}/verify": contents(public, standing, name) for name in public.campaign.statements}
    folders |= {
        f"report/{name}/verify": of_chapter(public, standing, name) for name in (report.order if report else ())
    }
    return {f"{home}/{path}": content for home, files in folders.items() for path, content in files.items()}


def _members(paths: Mapping[str, bytes]) -> Iterator[str]:
    """Whose files these are, and who is named in them."""
    for path in paths:
        if path.startswith(("endorsements/", "approvals/")):
            yield path.rpartition("/")[2].partition(".")[0]


def _sums(made: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(made.items()))
    return "".join(lines).encode("ascii")


def _archive(subject: str, made: Mapping[str, bytes]) -> bytes:
    """All of it in one file, for those who want to take it with them. Law: the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(made.items()):
            entry = zipfile.ZipInfo(f"{subject}-verify/{path}")
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


@cache
def assets(kind: str = "") -> Mapping[str, bytes]:
    """The script that verifies such a folder, and what explains it."""
    home = resources("coalition") / "assets" / "dossier"
    read = {SCRIPT: SCRIPT, **{name: f"{kind}{name}" for name in READMES}}
    return {name: (home / source).read_bytes() for name, source in read.items()}
