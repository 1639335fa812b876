"""The page of a statement's folder `verify/`: how anybody verifies it without us."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import ProofView, StatementView

FILES = ("verify.zip", "verify.sh", "facts.txt", "members.txt", "keys.txt", "allowed_signers", "SHA256SUMS")
"""What every such folder holds and people look at, beside texts and answers."""
READMES = {"es": "README.es.txt"}
README = "README.txt"


def address(statement: str) -> str:
    """The page, beside the files."""
    return f"statements/{statement}/verify/"


def pages(site: Site) -> Iterator[Page]:
    """One for each statement whose proofs are published."""
    for statement in site.view.statements:
        if statement.proof is not None:
            yield _page(site, statement, statement.proof)


def _page(site: Site, statement: StatementView, proof: ProofView) -> Page:
    home = address(statement.id)
    sheet, words = site.sheet(home), site.words
    readme = READMES.get(site.view.language.partition("-")[0], README)
    body = sheet.parts(
        "proof",
        home=home,
        archive=f"{home}verify.zip",
        files=[f"{home}{name}" for name in (*FILES, readme)],
        answers=[(path, f"{home}{path}") for path in proof.answers],
        script="\n".join(("unzip verify.zip", f"cd {statement.id}-verify", "sh verify.sh")),
        by_hand=by_hand(proof),
        member=proof.member,
    )
    trail = ((words("statements.title"), "statements/"), (statement.title, f"statements/{statement.id}/"))
    return sheet.page(words("proof.title"), body, description=words("proof.description"), trail=trail, search=False)


def by_hand(proof: ProofView) -> str:
    """The commands for one answer; nothing where there is none."""
    if not proof.member:
        return ""
    version = proof.path.split("/")[1]
    return (
        f"ssh-keygen -Y verify -f allowed_signers -I {proof.member} -n endorsement@{proof.domain} \\\n"
        f"  -s {proof.path}.sig -Overify-time={proof.moment} < {proof.path}\n"
        f"sha256sum {version}/*.md {proof.path} {proof.path}.sig"
    )
