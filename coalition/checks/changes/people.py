"""Rules over who proposes, and over the registry: whose entry it is, and what of it its member may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.campaign.belonging import FILE, kind_of, thing
from coalition.campaign.entries import UNREADABLE
from coalition.checks.changes.model import Refusal, change_rule
from coalition.checks.changes.words import back, done, some, who
from coalition.kinds.member import Member
from coalition.parsing.text import shorten
from coalition.signing import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.changes import Change
    from coalition.checks.changes.model import Proposed
    from coalition.kinds.member import Key
    from coalition.kinds.statement import Statement
    from coalition.problems import Place

_MEMBER = "member"


@change_rule("newcomer-changes-more")
def newcomer_changes_more(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """Somebody whom the registry does not know may add one entry, with the status applied, and nothing else.

    Bad:  a new entry with `membership: [{status: active, on: 2026-11-03}]`, or an entry and a practice
    Good: one new entry with `membership: [{status: applied, on: 2026-11-03}]`
    """
    if proposed.actor.member is not None:
        return
    hint = f"Propose one new entry with the status applied, and nothing else. {who(proposed, change.owners)}"
    if change.kind != _MEMBER or change.action != "added":
        yield Refusal(done(change, _what(change)), hint)
        return
    first = next(one for one in proposed.changes if one.kind == _MEMBER and one.action == "added")
    if change is not first:
        yield Refusal("A second entry is new.", hint)
    elif change.id in proposed.known_members or not change.owners:
        message = f'The id "{shorten(change.id)}" was used before.' if change.owners else "The new entry has no id."
        yield Refusal(message, "Choose another id: none is ever used again.")
    else:
        yield from _more_than_applied(proposed, change)


def _more_than_applied(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    value = _mapping(change.now)
    listed = value.get("membership")
    statuses = [_mapping(one).get("status") for one in listed] if isinstance(listed, list) else []
    if statuses != ["applied"]:
        message = "A new entry has one status, which is applied."
        hint = f"Write membership: [{{status: applied, on: {proposed.day}}}]. The rest is for the secretariat."
        yield Refusal(message, hint, change.after.place("membership") if change.after else None)
    if value.get("accounts"):
        hint = f"Leave them out. {who(proposed, ())}"
        place = change.after.place("accounts") if change.after else None
        yield Refusal("A new entry names accounts that would act for the member.", hint, place)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _what(change: Change) -> str:
    if change.kind == _MEMBER:
        is_entry = change.owners and change.action != "reordered"
        return f'The entry of "{shorten(change.id)}"' if is_entry else "The registry"
    return f"The file {change.path}" if change.kind in {FILE, kind_of(change.path)} else f'"{shorten(change.id)}"'


@change_rule("inactive-actor")
def inactive_actor(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """A member that is not active, because it has applied, lapsed, or left, changes its own entry and nothing else.

    Bad:  a practice proposed by fjord-forum, whose membership lapsed in March
    Good: the secretariat records the new membership first
    """
    member = proposed.actor.member
    if member is None or proposed.actor.is_secretariat or member.active_on(proposed.day):
        return
    if change.kind == _MEMBER and proposed.owns(change):
        return
    status = member.status_on(proposed.day)
    state = f"{status.status} since {status.on}" if status else "not yet a member"
    hint = f"Ask the secretariat ({proposed.secretariat}) to record the membership first."
    yield Refusal(f'{done(change, _what(change))} "{member.id}" is not an active member: {state}.', hint)


@change_rule("others-entry")
def others_entry(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """In the registry a member changes its own entry alone: no other is dropped, altered, moved or put in another order.

    Bad:  a proposal by open-gate that adds a contact of its own, and in which the entry of delta-women is gone
    Good: the entry of open-gate changed, and all others as they were
    """
    if change.kind != _MEMBER or proposed.actor.member is None or proposed.actor.is_secretariat:
        return
    if proposed.owns(change) and change.action != "added":
        return
    if UNREADABLE in change.fields and not change.now:
        message = "The file can no longer be read, so nobody can tell whether what belongs to others is whole."
        yield Refusal(message, f"Write it again as it was, with your own change alone. {who(proposed, ())}")
    elif change.action == "added" and change.id in proposed.known_members:
        yield Refusal(f'Another entry has the id "{shorten(change.id)}".', f"Take it out. {who(proposed, ())}")
    elif change.action == "added":
        hint = f"Take it out: who wants to join proposes its own entry. {who(proposed, ())}"
        yield Refusal(f'The entry of "{shorten(change.id)}" is new.', hint)
    elif change.action == "reordered":
        yield Refusal(f"Entries stand in another order: {some(change.fields)}.", back(proposed, change))
    else:
        yield Refusal(done(change, _what(change)), back(proposed, change))


@change_rule("reserved-value")
def reserved_value(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """Some values are not their member's to change: its status, accounts, and a visibility that becomes public; who leads
    a chapter and contributes, but by its lead; that a statement is more than a draft, and who else drafts it; whose
    experience a practice is. What also belongs to others is not taken away.

    Bad:  open-gate changes its own `membership:` from applied to active, or a contributor the `lead:` of a chapter
    Good: the secretariat, or the lead, does
    """  # noqa: D205 -- the summary of the catalogue is the whole paragraph
    if proposed.actor.is_secretariat or not proposed.owns(change):
        return
    was, now = _mapping(change.was), _mapping(change.now)
    if change.kind == _MEMBER and change.action == "removed":
        yield Refusal(done(change, _what(change)), "Put it back: who leaves stays in the registry, with the day.")
        return
    if _is_taken_from_others(proposed, change):
        yield Refusal(done(change, _what(change)), f"Put it back as it was. {_may(proposed, change)}")
        return
    for name in _reserved(proposed, change, was, now):
        place = change.after.place(name) if change.after else None
        hint = f"Restore it as it was. {_may(proposed, change)}"
        yield Refusal(f'"{name}" is not what it was.', hint, place)


def _may(proposed: Proposed, change: Change) -> str:
    chapter = proposed.main.chapters.get(change.id) if change.kind == "chapter" else None
    return who(proposed, (chapter.lead,) if chapter and chapter.lead != proposed.actor.id else ())


def _is_taken_from_others(proposed: Proposed, change: Change) -> bool:
    """Whether what also belongs to others is no longer where it was: a chapter's text, or the process of a draft."""
    gone = change.path if change.action == "removed" else change.origin
    name = thing(gone)
    if gone.startswith("chapters/"):
        chapter = proposed.main.chapters.get(name)
        return gone.endswith(".md") and chapter is not None and chapter.lead != proposed.actor.id
    statement = proposed.main.statements.get(name)
    return gone.endswith("/statement.yaml") and statement is not None and bool(_others(proposed, statement))


def _others(proposed: Proposed, statement: Statement) -> set[str]:
    """Those who draft a statement besides the actor."""
    return {*statement.drafters} - {proposed.actor.id}


def _reserved(proposed: Proposed, change: Change, was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """The names of the values that differ, and that the actor may not change."""
    if change.action == "removed":
        return
    match change.kind:
        case "member":
            yield from (name for name in ("membership", "accounts") if name in change.fields)
            if "visibility" in change.fields and now.get("visibility") in (None, "public"):
                yield "visibility"
        case "chapter":
            yield from _roles(proposed, change, was, now)
        case "statement":
            if str(now.get("status", "draft")) not in {"draft", "consultation"}:
                yield "status"
            statement = proposed.main.statements.get(change.id)
            if now and statement is not None and not _others(proposed, statement) <= {*_strings(now.get("drafters"))}:
                yield "drafters"
        case "practice":
            if now and now.get("member") != proposed.actor.id:
                yield "member"


def _roles(proposed: Proposed, change: Change, was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Who leads a chapter, contributes and reviews, where its lead did not write that. A translation says the same."""
    chapter = proposed.main.chapters.get(change.id)
    if chapter is None or chapter.lead == proposed.actor.id or not now:
        return
    for name in ("lead", "contributors", "reviewers"):
        known = was.get(name) if was else getattr(chapter, name)
        if _strings(now.get(name)) != _strings(known) and (was or name in now):
            yield name


def _strings(value: Any) -> tuple[str, ...]:
    """One value or a list of them, as a list."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),) if value else ()


@change_rule("key-without-proof")
def key_without_proof(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """Whoever changes its keys proves it with a key that it had before: a first key stands for itself, a further one or
    the end of one needs a signed key change in trust/keys/.

    Bad:  another `key:` in the entry of open-gate, and no file trust/keys/open-gate.1.txt
    Good: both, as `coalition member key add` and `coalition member key rotate` write them
    """  # noqa: D205 -- likewise
    if change.kind != _MEMBER or proposed.actor.is_secretariat or not proposed.owns(change):
        return
    if "keys" not in change.fields or not _mapping(change.was).get("keys"):
        if len(_mapping(change.now).get("keys") or ()) > 1 and "keys" in change.fields:
            hint = "Enter one key now, and the others with key changes that it signs."
            yield Refusal(
                "A member's first key is one key.", hint, change.after.place("keys") if change.after else None
            )
        return
    before, after = change.before, change.after
    if not isinstance(before, Member) or not isinstance(after, Member):
        yield Refusal("The keys differ, and the entry cannot be read.", back(proposed, change))
        return
    yield from _unproven(proposed, before, after)


def _unproven(proposed: Proposed, before: Member, after: Member) -> Iterator[Refusal]:
    added = {one.add for one in proposed.proven if one.add and one.member == after.id}
    ended = {one.end for one in proposed.proven if one.end and one.member == after.id}
    old = {_same(key): key for key in before.keys}
    new = {_same(key): key for key in after.keys}
    hint = f"Sign a key change with a key of before (coalition member key add). {who(proposed, ())}"
    for same, key in old.items():
        if same not in new:
            stays = "Put it back as it was: a key that is not used any more gets until:, or revoked:."
            yield Refusal(f"The key {keys.parse(key.key).fingerprint} is gone.", stays, after.place("keys"))
        elif (key.until, key.revoked) != (new[same].until, new[same].revoked):
            fingerprint = keys.parse(key.key).fingerprint
            if fingerprint not in ended:
                message = f"Nobody proved that the key {fingerprint} ends then."
                yield Refusal(message, hint, _place(after, new[same]))
    first = min((key.since for key in before.keys), default=None)
    for same, key in new.items():
        if same not in old and (key.key not in added or (first is not None and key.since < first)):
            message = f"Nobody proved that {keys.parse(key.key).fingerprint} is a key of {after.id} from then on."
            yield Refusal(message, hint, _place(after, key))


def _same(key: Key) -> tuple[object, ...]:
    return key.key, key.since


def _place(member: Member, key: Key) -> Place:
    index = next(at for at, one in enumerate(member.keys) if one is key)
    return member.place("keys", index)
