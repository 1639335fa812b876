"""Rules over signed files: where they stand, and whom they belong to. Whether they are genuine is for `standing`."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, assert_never

from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import AnySigned, Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.unnamed import Unnamed
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined

_TEXT = re.compile(r"statements/[^/]+/v[0-9]+/[^/]+\.md")
_LATER = re.compile(r"(\.[0-9]+)?")
"""What stands after the member's id in the name of a later answer."""
_BESIDE = re.compile(r"(.+)(?:\.attestation\.txt|\.sig)", re.DOTALL)


@rule("answer-out-of-place")
def answer_out_of_place(examined: Examined) -> Iterator[Finding]:
    """A signed file stands in the folder of what it answers, and is called after the member that it names.

    Bad:  endorsements/v1/open-gate.txt with the line `member: delta-women`
    Good: endorsements/v1/delta-women.txt with that line
    """
    campaign = examined.campaign
    models: tuple[type[AnySigned | Unnamed], ...] = (Endorsement, Approval, Attestation, KeyChange, Unnamed)
    for signed in (signed for model in models for signed in campaign.of(model)):
        home, ending = _home(signed)
        later = signed.path.removeprefix(home).removesuffix(ending)
        if f"{home}{later}{ending}" != signed.path or not _LATER.fullmatch(later):
            message = f"By its lines this file is {home}{ending}, and it stands elsewhere."
            place = signed.place("statement" if isinstance(signed, Unnamed) else "member")
            yield Finding(place, message, "Put it there, or let the member correct its lines.")
        if signed.coalition != campaign.settings.campaign.domain and campaign.settings_were_read:
            message = f'This was given to another coalition, "{signed.coalition}".'
            hint = f"What is signed for this one names {campaign.settings.campaign.domain}."
            yield Finding(signed.place("coalition"), message, hint)


def _home(signed: AnySigned | Unnamed) -> tuple[str, str]:
    """The beginning and the end of the path that its lines ask for; between them is the number of a later one."""
    match signed:
        case Endorsement():
            return f"statements/{signed.statement}/endorsements/v{signed.version}/{signed.member}", ".txt"
        case Approval():
            return f"chapters/{signed.chapter}/approvals/{signed.member}", ".txt"
        case Attestation():
            return f"{signed.path.rpartition('/')[0]}/{signed.member}", ".attestation.txt"
        case KeyChange():
            return f"trust/keys/{signed.member}", ".txt"
        case Unnamed():
            return f"statements/{signed.statement}/unnamed/v{signed.version}", ".txt"
        case _:
            assert_never(signed)


@rule("answer-to-nothing")
def answer_to_nothing(examined: Examined) -> Iterator[Finding]:
    """An endorsement answers a version of a statement that is there.

    Bad:  endorsements/v2/open-gate.txt, and no text in v2/
    Good: an answer to v1, or the text of v2
    """
    campaign = examined.campaign
    versions = {"/".join(path.split("/")[1:3]) for path in campaign.paths if _TEXT.fullmatch(path)}
    for answer in campaign.of(Endorsement):
        path = f"statements/{answer.statement}/statement.yaml"
        if path not in campaign.paths:
            hint = "Restore it: a statement that was answered stays."
            yield Finding(answer.place("statement"), f"There is no {path}.", hint)
        elif f"{answer.statement}/v{answer.version}" not in versions:
            message = f'"{answer.statement}" has no text of version {answer.version}.'
            yield Finding(answer.place("version"), message, "Restore the text: a version that was answered stays.")


@rule("answer-to-another-text")
def answer_to_another_text(examined: Examined) -> Iterator[Finding]:
    """An answer names the digest of the version's text: of these bytes and of no others.

    Bad:  `text-sha256:` with the digest of a draft that was sent round before the text was frozen
    Good: the digest in v1/SHA256SUMS
    """
    campaign = examined.campaign
    altered = [answer for answer in examined.standing.answers if answer.verdict == "altered-text"]
    records = {record.path: record for record in campaign.of(Endorsement)} if altered else {}
    named = defaultdict(set)
    for record in records.values():
        named[record.statement, record.version].add(record.text_sha256)
    for answer in altered:
        # Of a text that is no longer what was frozen, or what anybody answered, that is told.
        sums = campaign.texts.get(f"statements/{answer.statement}/v{answer.version}/SHA256SUMS", "").split()
        known = sums or named[answer.statement, answer.version]
        texts = campaign.versions(answer.statement, answer.version)
        if any(text.translates is None and campaign.digests[text.path] in known for text in texts):
            hint = "The member answers anew, to the text that is here: coalition statement endorse."
            yield Finding(records[answer.path].place("text_sha256"), answer.reason, hint)


@rule("signature-without-file")
def signature_without_file(examined: Examined) -> Iterator[Finding]:
    """A signature or attestation stands beside the file to which it belongs.

    Bad:  endorsements/v1/open-gate.txt.sig without open-gate.txt
    Good: both
    """
    paths = examined.campaign.paths
    for path in sorted(paths):
        found = _BESIDE.fullmatch(path)
        if found is not None and path.startswith(("statements/", "chapters/", "trust/")):
            wanted = f"{found[1]}.txt" if path.endswith(".attestation.txt") else found[1]
            if wanted not in paths:
                message = "The file to which this belongs is not there."
                yield Finding(Place(path), message, f"Restore {wanted}: answers are never deleted.")
