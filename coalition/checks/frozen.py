"""Rules over what no longer changes: texts that were frozen, or that anybody has answered."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import Endorsement
from coalition.kinds.statement import Statement, StatementText
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined

SUMS = re.compile(r"statements/([^/]+)/v[0-9]+/SHA256SUMS")
_SUM = re.compile(r"([0-9a-f]{64}) [ *]([^/]+)")
_BEING_WRITTEN = frozenset({"draft", "consultation"})
"""Statuses of a statement whose current text can still change."""


@rule("altered-text")
def altered_text(examined: Examined) -> Iterator[Finding]:
    """A text keeps its bytes for ever once it was frozen, or anybody has answered it; a change makes the next version.

    Bad:  a word changed in v1/en.md after v1/SHA256SUMS was written, or after a member has answered version 1
    Good: the text as it was, and the change in v2/en.md
    """
    campaign = examined.campaign
    for path in sorted(filter(SUMS.fullmatch, campaign.texts)):
        for number, digest, target in sums_of(campaign, path):
            if target not in campaign.paths:
                hint = "Restore it: a frozen text is never deleted."
                yield Finding(Place(path, number), f"{target} was frozen and is not there.", hint)
            elif campaign.digests.get(target) != digest:
                message = "The text was frozen, and its bytes have changed since."
                yield Finding(Place(target), message, _next_version(path))
    yield from _answered_and_altered(campaign)


def _answered_and_altered(campaign: Campaign) -> Iterator[Finding]:
    """Texts that nobody froze, and that are no longer what any answer names."""
    for (name, version), answers in _answered(campaign).items():
        texts = [text for text in campaign.versions(name, version) if text.translates is None]
        frozen = {target for _, _, target in sums_of(campaign, f"statements/{name}/v{version}/SHA256SUMS")}
        unlike = [text for text in texts if text.path not in frozen and campaign.digests[text.path] not in answers]
        if unlike and len(unlike) == len(texts):
            members = sorted({member for found in answers.values() for member in found})
            message = f"This is no longer the text that was answered by {_some(members)}."
            yield Finding(Place(unlike[0].path), message, _next_version(unlike[0].path))


def _next_version(path: str) -> str:
    name = path.split("/")[1]
    return (
        f"Restore the text, and make the next version for the change: coalition statement correct {name} (of its "
        f"wording), or coalition statement new {name} --next-version."
    )


def sums_of(campaign: Campaign, path: str) -> Iterator[tuple[int, str, str]]:
    """The lines of a file of sums that can be read: their number, the digest and the path that each is of."""
    folder = path.rpartition("/")[0]
    for number, line in enumerate(campaign.texts.get(path, "").splitlines(), 1):
        found = _SUM.fullmatch(line)
        if found:
            yield number, found[1], f"{folder}/{found[2]}"


def _answered(campaign: Campaign) -> dict[tuple[str, int], dict[str, list[str]]]:
    """By statement and version: the digests that answers name, and who answered them."""
    found: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for answer in campaign.of(Endorsement):
        found[answer.statement, answer.version][answer.text_sha256].append(answer.member)
    return found


def _some(members: list[str]) -> str:
    return ", ".join(members[:3]) + (f" and {len(members) - 3} more" if len(members) > 3 else "")


@rule("bad-checksums")
def bad_checksums(examined: Examined) -> Iterator[Finding]:
    """SHA256SUMS holds one line, as `sha256sum` writes it, for the text of its version that is no translation.

    Bad:  v1/SHA256SUMS with a line for the translation es.md, or with `en.md` alone
    Good: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  en.md
    """
    campaign = examined.campaign
    normative = {text.path for text in campaign.of(StatementText) if text.translates is None}
    translations = {text.path for text in campaign.of(StatementText)} - normative
    for path in sorted(filter(SUMS.fullmatch, campaign.texts)):
        lines = campaign.texts[path].splitlines()
        sums = {number: target for number, _, target in sums_of(campaign, path)}
        for number in range(1, len(lines) + 1):
            target = sums.get(number)
            if target is None:
                hint = "Restore the file from the commit that froze the text."
                yield Finding(Place(path, number), "This line is not what sha256sum writes.", hint)
            elif target in {sums[before] for before in range(1, number) if before in sums}:
                yield Finding(Place(path, number), f"{target} stands twice.", "Restore the file as it was.")
            elif target in translations:
                hint = "Take the line out: a translation can be corrected, and what is signed is the other text."
                yield Finding(Place(path, number), f"{target} is a translation.", hint)
        missing = {text for text in normative if text.startswith(path.removesuffix("SHA256SUMS"))} - {*sums.values()}
        for text in sorted(missing):
            hint = f"Restore the file, or add the line: {campaign.digests[text]}  {text.rpartition('/')[2]}"
            yield Finding(Place(path), f"There is no line for {text}.", hint)


@rule("unfrozen-text")
def unfrozen_text(examined: Examined) -> Iterator[Finding]:
    """A statement that members can answer has a frozen text, and so has every version before it: there is SHA256SUMS.

    Bad:  `status: open`, and no file v1/SHA256SUMS
    Good: v1/SHA256SUMS, as `coalition statement freeze` writes it
    """
    campaign = examined.campaign
    for statement in campaign.of(Statement):
        if statement.status not in _BEING_WRITTEN:
            for text in campaign.versions(statement.id):
                folder = text.path.rpartition("/")[0]
                if text.translates is None and f"{folder}/SHA256SUMS" not in campaign.paths:
                    yield from _unfrozen(statement, text)


def _unfrozen(statement: Statement, text: StatementText) -> Iterator[Finding]:
    if text.version == statement.current_version:
        message = f'The statement is "{statement.status}", and its text {text.path} is not frozen.'
        yield Finding(statement.place("status"), message, f"Freeze it: coalition statement freeze {statement.id}")
    elif text.version < statement.current_version:
        message = f"There is a version after this one, and no {text.path.rpartition('/')[0]}/SHA256SUMS."
        hint = "Restore that file from the commit that froze the text."
        yield Finding(Place(text.path), message, hint)
