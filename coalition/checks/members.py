"""Rules over the registry: ids, names, words of the vocabulary, memberships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coalition.campaign.model import Campaign
from coalition.checks.names import near_pairs, skeleton
from coalition.checks.references import references, theme_words
from coalition.checks.registry import Finding, rule
from coalition.kinds.member import Member
from coalition.kinds.practice import Practice
from coalition.problems import Severity, suggest
from coalition.standing import Standing


@rule("duplicate-id")
def duplicate_id(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Every member has an id of its own, and ids are never used again.

    Bad:  two entries with `id: harbour-network`
    Good: `id: harbour-network` and `id: harbour-lights`
    """
    seen: dict[str, Member] = {}
    for member in sorted(campaign.of(Member), key=lambda member: member.place("id")):
        first = seen.setdefault(member.id, member)
        if first is not member:
            message = f'"{member.id}" is already the id of {first.name} ({first.place("id")}).'
            yield Finding(member.place("id"), message, "Choose another id for this member, or take the second entry out.")


@rule("id-is-not-file-name")
def id_is_not_file_name(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A member that has a file of its own has the file's name as its id.

    Bad:  members/harbour.yaml with `id: harbour-network`
    Good: members/harbour-network.yaml with `id: harbour-network`
    """
    for member in campaign.of(Member):
        if member.path.startswith("members/") and member.path != f"members/{member.id}.yaml":
            message = f'The file {member.path} holds the member "{member.id}".'
            yield Finding(member.place("id"), message, f"Call the file members/{member.id}.yaml.")


@rule("duplicate-name")
def duplicate_name(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """No two members have the same name, whatever the case, accents, punctuation or look-alike letters.

    Bad:  `name: Harbour Network` and `name: "Hаrbour  NETWORK."` (with a Cyrillic letter)
    Good: one entry for each organisation
    """
    by_skeleton: dict[str, Member] = {}
    for member in sorted(campaign.of(Member), key=lambda member: member.place("name")):
        first = by_skeleton.setdefault(skeleton(member.name), member)
        if first is not member and first.id != member.id:
            message = f'"{member.name}" is the same name as that of {first.id} ({first.place("name")}).'
            hint = "If it is one organisation, keep one entry; if there are two, add what tells them apart, such as the country."
            yield Finding(member.place("name"), message, hint)


@rule("near-duplicate-name", Severity.WARNING)
def near_duplicate_name(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Two members with nearly the same name may be one organisation.

    Bad:  `name: Harbour Network` and `name: Harbour Networks`
    Good: one entry, the other name under `other_names`
    """
    members = sorted(campaign.members.values(), key=lambda member: member.place("name"))
    for first, second in near_pairs(tuple(member.name for member in members)):
        one, other = members[first], members[second]
        message = f'"{other.name}" is nearly the name of {one.id}, "{one.name}" ({one.place("name")}).'
        yield Finding(other.place("name"), message, "If it is one organisation, keep one entry and note the name under other_names.")


@rule("unknown-member")
def unknown_member(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Whoever leads, contributes, hosts, drafts or answers is a member of the registry.

    Bad:  `lead: harbor-network` (the registry has harbour-network)
    Good: `lead: harbour-network`
    """
    known = campaign.members
    for reference in references(campaign):
        if reference.member not in known:
            message = f'No member is called "{reference.member}".'
            yield Finding(reference.place, message, suggest(reference.member, known, what="Members are"))


@rule("unnamed-member-exposed")
def unnamed_member_exposed(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A member that is not named in public stands nowhere that is published.

    Bad:  `contributors: [quiet-line]`, where quiet-line has `visibility: unnamed`
    Good: leave it out there, or ask the member to be named
    """
    for reference in references(campaign):
        member = campaign.members.get(reference.member)
        if member and member.visibility != "public" and reference.published:
            message = f'"{member.id}" is {member.visibility} in public, and this would be published.'
            yield Finding(reference.place, message, "Leave it out here, or change its visibility with its consent.")


@rule("inactive-member")
def inactive_member(campaign: Campaign, standing: Standing) -> Iterator[Finding]:
    """A member that leads, reviews, hosts or answers is active when it does.

    Bad:  `lead: fjord-forum`, whose membership lapsed in March
    Good: a lead that is active, or the member's new membership
    """
    today = standing.instant.date()
    for reference in references(campaign):
        member = campaign.members.get(reference.member)
        day = reference.day or today
        if member and reference.acts and not member.active_on(day):
            change = member.status_on(day)
            state = f"{change.status} since {change.on}" if change else "not yet a member"
            message = f'"{member.id}" was not an active member on {day}: {state}.'
            yield Finding(reference.place, message, "Name a member that is active, or record its membership.")


@rule("unknown-theme")
def unknown_theme(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Themes are those of coalition.yaml.

    Bad:  `themes: [refugee]`
    Good: `themes: [refugees]`
    """
    if not campaign.settings_were_read:
        return
    known = campaign.settings.themes
    for place, word in theme_words(campaign):
        if word not in known:
            yield Finding(place, f'"{word}" is not a theme of this campaign.', suggest(word, known, what="Themes are"))


@rule("unknown-word")
def unknown_word(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Stages, approaches, target groups and frameworks are words of the campaign's vocabulary.

    Bad:  `stages: {NP: [source]}`
    Good: `stages: {NP: [origin]}`
    """
    if not campaign.settings_were_read:
        return
    words = campaign.settings.words
    for member in campaign.members.values():
        for area, stages in member.stages.items():
            for index, stage in enumerate(stages):
                if stage not in words.stages:
                    hint = suggest(stage, words.stages, what="Stages are")
                    yield Finding(member.place("stages", area, index), f'"{stage}" is not a stage of this campaign.', hint)
    for practice in campaign.of(Practice):
        for field, known in (
            ("stages", words.stages),
            ("approaches", words.approaches),
            ("target_groups", words.target_groups),
            ("frameworks", words.frameworks),
        ):
            for index, word in enumerate(getattr(practice, field)):
                if word not in known:
                    message = f'"{word}" is not among the {field.replace("_", " ")} of this campaign.'
                    yield Finding(practice.place(field, index), message, suggest(word, known, what="They are"))


@rule("membership-out-of-order")
def membership_out_of_order(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The changes of a membership are listed by date, and a merged member names where it went.

    Bad:  `- {status: active, on: 2025-01-01}` above `- {status: applied, on: 2024-01-01}`
    Good: the earlier change first; `- {status: merged, on: 2026-01-01, into: harbour-network}`
    """
    for member in campaign.of(Member):
        changes = member.membership
        for index, (earlier, later) in enumerate(zip(changes, changes[1:], strict=False), 1):
            if later.on < earlier.on:
                message = f"The change of {later.on} stands after that of {earlier.on}."
                yield Finding(member.place("membership", index, "on"), message, "List the changes by date, the earliest first.")
        for index, change in enumerate(changes):
            if change.status == "merged" and change.into is None:
                hint = "Write into: and the id of the member that it became part of."
                yield Finding(member.place("membership", index), "A merged member does not say into which.", hint)
