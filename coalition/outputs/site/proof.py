"""The pages of the folders `verify/` of statements and chapters: how anybody verifies them without us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import ProofView

FILES = ("verify.zip", "verify.sh", "facts.txt", "members.txt", "keys.txt", "allowed_signers", "SHA256SUMS")
"""What every such folder holds and people look at, beside texts and answers."""
READMES = {"es": "README.es.txt"}
README = "README.txt"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is verified in a folder."""

    id: str
    title: str
    page: str
    """Its own page; the folder lies below."""
    kind: str
    """What the names of our words for it begin with."""
    above: tuple[str, str]
    """The title and the page of the list in which it stands."""

    @property
    def home(self) -> str:
        """The page, beside the files."""
        return f"{self.page}verify/"


def pages(site: Site) -> Iterator[Page]:
    """One for each statement, and each chapter that somebody approved, whose proofs are published."""
    words, report = site.words, site.view.report
    for statement in site.view.statements:
        if statement.proof is not None:
            above = (words("statements.title"), "statements/")
            page = f"statements/{statement.id}/"
            yield _page(site, Subject(statement.id, statement.title, page, "proof", above), statement.proof)
    for chapter in site.view.chapters if report else ():
        if report and chapter.proof is not None:
            above = (report.title, "report/")
            page = f"report/{chapter.id}/"
            yield _page(site, Subject(chapter.id, chapter.title, page, "proof.chapter", above), chapter.proof)


def _page(site: Site, subject: Subject, proof: ProofView) -> Page:
    home = subject.home
    sheet, words = site.sheet(home), site.words
    readme = READMES.get(site.view.language.partition("-")[0], README)
    body = sheet.parts(
        "proof",
        kind=subject.kind,
        home=home,
        archive=f"{home}verify.zip",
        files=[f"{home}{name}" for name in (*FILES, *proof.contents, readme)],
        answers=[(path, f"{home}{path}") for path in proof.answers],
        script="\n".join(("unzip verify.zip", f"cd {subject.id}-verify", "sh verify.sh")),
        by_hand=by_hand(proof),
        member=proof.member,
    )
    trail = (subject.above, (subject.title, subject.page))
    title, said = words(f"{subject.kind}.title"), words(f"{subject.kind}.description")
    return sheet.page(title, body, description=said, trail=trail, search=False)


def by_hand(proof: ProofView) -> str:
    """The commands for one answer; nothing where there is none."""
    if not proof.member:
        return ""
    is_approval = proof.path.startswith("approvals/")
    kind = "approval" if is_approval else "endorsement"
    text = "content/*.txt" if is_approval else f"{proof.path.split('/')[1]}/*.md"
    return (
        f"ssh-keygen -Y verify -f allowed_signers -I {proof.member} -n {kind}@{proof.domain} \\\n"
        f"  -s {proof.path}.sig -Overify-time={proof.moment} < {proof.path}\n"
        f"sha256sum {text} {proof.path} {proof.path}.sig"
    )
