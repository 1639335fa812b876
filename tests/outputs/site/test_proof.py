"""The page by which people verify a statement without us."""

from __future__ import annotations

from dataclasses import replace

import pytest
import site_sample

from coalition.outputs.site import pages
from coalition.outputs.site.views import ProofView

PROOF = ProofView(
    answers=("endorsements/v1/alpha-aid.txt",),
    member="alpha-aid",
    path="endorsements/v1/alpha-aid.txt",
    moment="20261103100000Z",
    domain="fair-passage.example",
)


def made(language: str, proof: ProofView | None):
    view = site_sample.view(language)
    statements = tuple(replace(statement, proof=proof) for statement in view.statements)
    written = {page.path: page for page in pages.write(replace(view, statements=statements))}
    return written, f"statements/{statements[0].id}/"


@pytest.mark.parametrize(("language", "up"), [("en", ""), ("es", "../../../../")])
def test_the_page_leads_to_every_file_beside_it_and_the_statement_to_the_page(language, up):
    written, home = made(language, PROOF)
    page = written[f"{home}verify/"]
    folder = f"{up}{home}verify/" if up else ""

    assert 'href="./verify/"' in written[home].html or 'href="verify/"' in written[home].html
    for name in ("verify.zip", "verify.sh", "facts.txt", "keys.txt", "endorsements/v1/alpha-aid.txt"):
        assert f'href="{folder}{name}"' in page.html
    assert f'href="{folder}README{".es" if language == "es" else ""}.txt"' in page.html


def test_where_no_signature_counts_there_is_no_example_and_where_nothing_may_be_proven_no_page():
    written, home = made("en", ProofView((), domain="campaign.example"))
    assert "ssh-keygen" not in written[f"{home}verify/"].html

    written, home = made("en", None)
    assert f"{home}verify/" not in written
    assert "verify/" not in written[home].html


APPROVED = ProofView(
    answers=("approvals/alpha-aid.txt",),
    member="alpha-aid",
    path="approvals/alpha-aid.txt",
    moment="20261103100000Z",
    domain="fair-passage.example",
    contents=("content/en.txt",),
)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_chapters_page_leads_to_what_proves_its_approvals(language):
    view = site_sample.view(language)
    first, *others = view.chapters
    chapters = (replace(first, proof=APPROVED), *others)
    written = {page.path: page for page in pages.write(replace(view, chapters=chapters))}
    page = written[f"report/{first.id}/verify/"]

    assert 'verify/"' in written[f"report/{first.id}/"].html
    for name in ("verify.zip", "content/en.txt", "approvals/alpha-aid.txt"):
        assert f'{name}"' in page.html
    assert "-n approval@fair-passage.example" in page.html
    assert not [path for path in written if path.endswith("/verify/") and path != page.path]
