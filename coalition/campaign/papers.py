"""The files that prove what members answered to a statement, or said of a chapter, as far as they may be published."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coalition.campaign import digests
from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.receipts import PATH as LOG
from coalition.kinds.unnamed import Unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.campaign.model import Campaign

CONTENT = "content"
"""Beside the approvals of a chapter, where the lines stand that make its digest in each language."""
_TEXT = re.compile(r"statements/([^/]+)/v[1-9][0-9]{0,3}/([a-z][A-Za-z-]+\.md|SHA256SUMS)")
_ANSWER = re.compile(r"statements/([^/]+)/endorsements/v[1-9][0-9]{0,3}/([a-z][a-z0-9-]*)(\.[0-9]+)?\.")
_APPROVAL = re.compile(r"chapters/([^/]+)/approvals/([a-z][a-z0-9-]*)(\.[0-9]+)?\.")
_CHANGE = re.compile(r"trust/keys/([a-z][a-z0-9-]*)\.[0-9]+\.")
_ENDINGS = ("txt", "txt.sig", "attestation.txt", "attestation.txt.sig")


def of_statements(campaign: Campaign, statements: frozenset[str]) -> Mapping[str, Mapping[str, bytes]]:
    """By statement, the files that prove its answers, by their paths in the repository.

    Laws: no file is of a member that may not be named, says that it is, or lies where that member's do; the receipt
    log is whole, since it names nobody. Of a campaign whose secretariat may not be named there are no files: every
    proof leads to its keys.
    """
    found = _proven(campaign, _ANSWER, statements)
    for path in campaign.texts:
        text = _TEXT.fullmatch(path)
        if text is not None and text[1] in found:
            found[text[1]].append(path)
    for record in campaign.of(Unnamed):
        name = record.path.split("/")[1]
        if name in found:
            found[name] += [path for path in (record.path, f"{record.path}.sig") if path in campaign.texts]
    return {name: {path: campaign.content(path) for path in sorted(paths)} for name, paths in found.items()}


def of_chapters(campaign: Campaign, texts: Iterable[tuple[str, str]]) -> Mapping[str, Mapping[str, bytes]]:
    """By chapter of which anything was said, the files that prove it; `texts` are the ids and languages published.

    The laws of `of_statements` hold. What was approved is not among them, since a text may hold what is told to nobody:
    in its place, below `content/`, stand the lines of digests that make its digest.
    """
    said = {match[1] for match in map(_APPROVAL.match, campaign.texts) if match}
    shown = [(name, language) for name, language in texts if name in said]
    paths = _proven(campaign, _APPROVAL, frozenset(name for name, _ in shown))
    found = {name: {path: campaign.content(path) for path in sorted(own)} for name, own in paths.items()}
    for name, language in shown if found else ():
        content = digests.content(campaign, name, language)
        if content is not None and not content.unread:
            found[name][f"chapters/{name}/{CONTENT}/{language}.txt"] = content.lines
    return found


def _proven(campaign: Campaign, form: re.Pattern[str], names: frozenset[str]) -> dict[str, list[str]]:
    """By statement or chapter, its answers, the changes of their members' keys, and the log; nothing where all is secret."""
    secretariat = campaign.members.get(campaign.settings.campaign.secretariat)
    if secretariat is None or secretariat.visibility != "public":
        return {}
    private = frozenset(name for name, member in campaign.members.items() if member.visibility != "public")
    found: dict[str, list[str]] = {name: [] for name in names}
    authors: dict[str, set[str]] = {name: {secretariat.id} for name in names}
    for path, name, member in _answers(campaign, form, private):
        if name in found:
            found[name].append(path)
            authors[name].add(member)
    log = [path for path in (LOG, f"{LOG}.sig") if path in campaign.texts]
    changes = _changes(campaign, private)
    return {
        name: [*paths, *log, *(path for member in authors[name] for path in changes[member])]
        for name, paths in found.items()
    }


def _answers(campaign: Campaign, form: re.Pattern[str], private: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Files of answers that may be published: path, statement or chapter, and the member in whose name they lie there."""
    named = _named(campaign)
    for path in sorted(campaign.texts):
        answer = form.match(path)
        if answer is None or path[answer.end() :] not in _ENDINGS:
            continue
        if not private.intersection({answer[2], *named[path[: answer.end() - 1]]}):
            yield path, answer[1], answer[2]


def _changes(campaign: Campaign, private: frozenset[str]) -> Mapping[str, list[str]]:
    """Changes of keys that may be published, by the member in whose name they lie there."""
    named = _named(campaign)
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(campaign.texts):
        change = _CHANGE.match(path)
        if change is None or path[change.end() :] not in _ENDINGS:
            continue
        if not private.intersection({change[1], *named[path[: change.end() - 1]]}):
            found[change[1]].append(path)
    return found


def _named(campaign: Campaign) -> Mapping[str, set[str]]:
    """By the path of a signed file without its ending: the members that it, or its attestation, names."""
    found: dict[str, set[str]] = defaultdict(set)
    signed: tuple[Approval | Endorsement | KeyChange, ...] = (
        *campaign.of(Approval),
        *campaign.of(Endorsement),
        *campaign.of(KeyChange),
    )
    for record in signed:
        found[record.path.removesuffix(".txt")].add(record.member)
    for attestation in campaign.of(Attestation):
        found[attestation.answer.removesuffix(".txt")] |= {attestation.member, attestation.by}
    return found
