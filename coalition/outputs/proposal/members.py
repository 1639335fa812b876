"""What a proposal does to a member's entry, in the words in which people speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds.member import Member
from coalition.outputs.proposal.names import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.changes import Change
    from coalition.kinds.member import Contact, MembershipChange
    from coalition.outputs.proposal.names import Names

CONTACTS = {
    "email": "e-mail address",
    "phone": "phone number",
    "address": "address of the office",
    "form": "contact form",
    "signal": "Signal number",
    "whatsapp": "WhatsApp number",
    "telegram": "Telegram name",
    "fax": "fax number",
    "other": "further contact",
}
STATES = {
    "applied": "an applicant",
    "active": "an active member",
    "lapsed": "a lapsed member",
    "suspended": "a suspended member",
    "withdrawn": "a member that has left",
    "dissolved": "a member that was dissolved",
    "merged": "a member that became part of another",
}
VISIBILITY = {"public": "named in public", "unnamed": "counted and not named", "hidden": "neither named nor counted"}
_OWN_WORDS = frozenset({"name", "other_names", "contacts", "membership", "visibility", "keys", "accounts", "part_of"})
_WHOLE = {
    "keys": "changes the keys of {}",
    "accounts": "changes the accounts that act for {}",
    "part_of": "changes the networks that {} is part of",
}
FIELDS = {
    "areas_served": "areas served",
    "stages": "stages of its work",
    "summary": "summary of its work",
    "consultative_status": "consultative status",
    "type": "kind of organisation",
    "#": "comments",
}
"""What fields are called; any other by its own name."""


def added(change: Change, names: Names) -> str:
    """`adds Harbour Watch (Kenya) as an applicant`."""
    member = change.after
    if not isinstance(member, Member):
        return f"adds the entry {quoted(change.id)}, which cannot be read"
    state = STATES[max(member.membership, key=lambda one: one.on).status]
    return f"adds {names.label(change)} ({names.say.country(member.country)}) as {state}"


def changed(change: Change, names: Names) -> str:
    """`renames Open Gate to Open Gates; changes the address of the office and the website of Open Gates`."""
    old, new = change.before, change.after
    name = names.label(change)
    if not (isinstance(old, Member) and isinstance(new, Member)):
        return f"changes the entry of {name}"
    clauses = [f"renames {quoted(old.name)} to {quoted(new.name)}"] if old.name != new.name else []
    clauses += _contacts(old, new, name)
    if old.membership != new.membership:
        clauses.append(_membership(max(new.membership, key=lambda one: one.on), name, names))
    if old.visibility != new.visibility:
        clauses.append(f"makes {name} {VISIBILITY[new.visibility]}")
    for key, words in _WHOLE.items():
        if getattr(old, key) != getattr(new, key):
            clauses.append(words.format(name))
    if old.other_names != new.other_names and old.name == new.name:
        clauses.append(f"changes the other names of {name}")
    rest = [FIELDS.get(field, field.replace("_", " ")) for field in change.fields if field not in _OWN_WORDS]
    if rest:
        clauses.append(f"changes the {names.say.joined(rest)} of {name}")
    return "; ".join(clauses) or f"changes the entry of {name}"


def _membership(latest: MembershipChange, name: str, names: Names) -> str:
    into = f", {names.member(latest.into)}" if latest.into else ""
    return f"makes {name} {STATES[latest.status]}{into} from {names.say.date(latest.on)}"


def _contacts(old: Member, new: Member, name: str) -> Iterator[str]:
    for kind, words in CONTACTS.items():
        before = [contact for contact in old.contacts if contact.type == kind]
        after = [contact for contact in new.contacts if contact.type == kind]
        if before == after:
            continue
        yield _contact(before, after, f"the {words} of {name}")


def _contact(before: list[Contact], after: list[Contact], what: str) -> str:
    """What was done to the contacts of one type."""
    old, new = ({one.value: one.public for one in contacts} for contacts in (before, after))
    if old.keys() == new.keys() and old != new:
        is_opened = any(new[value] and not old[value] for value in new)
        return f"makes {what} public" if is_opened else f"keeps {what} from the public"
    return f"{'changes' if before and after else 'adds' if after else 'takes away'} {what}"
