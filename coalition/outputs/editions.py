"""What an edition says of itself in files: its manifest, and what changed since the edition before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coalition.kinds.edition import ChangedThing, EditionChanges
    from coalition.outputs.words import Words

LISTS = ("chapters", "members", "recommendations", "sources")
"""What is compared from one edition to the next, in the order in which it is told."""
_LONGEST = 160
"""Characters of a recommendation in a list."""


def published(edition: str) -> str:
    """Where an edition's page and files stand, from the root of what is published."""
    return f"report/{edition}/"


def report_name(language: str, form: str) -> str:
    """The name of a report's file in an edition: `report.en.pdf`."""
    return f"report.{language.lower()}.{form}"


def changes_name(language: str) -> str:
    """The name of the list of changes in a language."""
    return f"changes.{language.lower()}.txt"


def dumped(content: object) -> str:
    """JSON that people can read, each value in a line of its own."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def manifest_json(
    plain: str,
    languages: Sequence[str],
    chapters: Iterable[tuple[str, str, str]],
    since: str | None,
    corrects: Sequence[str],
) -> str:
    """An edition's manifest: that of a publication, with what is an edition's own.

    `chapters` are ids, languages and digests. Law: who reads the manifest of a publication can read this one.
    """
    content = json.loads(plain)
    files = content.pop("files")
    content |= {
        "languages": list(languages),
        "chapters": [{"id": name, "language": one, "content_sha256": digest} for name, one, digest in chapters],
        "since": since,
        "corrects": list(corrects),
    }
    return dumped({**content, "files": files})


def consents_json(edition: str, told: Iterable[tuple[str, str]]) -> str:
    """On whose consents an edition rests: numbers and languages. It is published nowhere."""
    testimonies = [{"consent": number, "language": language} for number, language in sorted(set(told))]
    return dumped({"version": 1, "edition": edition, "testimonies": testimonies})


def as_json(changes: EditionChanges) -> str:
    """The list of changes for programs."""
    lists = {name: [_as_json(one, name) for one in getattr(changes, name)] for name in LISTS}
    return dumped({"version": 1, "edition": changes.edition, "since": changes.since, **lists})


def _as_json(thing: ChangedThing, where: str) -> dict[str, object]:
    words = {"inserted": thing.inserted, "deleted": thing.deleted} if where == "chapters" else {}
    return {"id": thing.id, "how": thing.how, "title": thing.title.root, **words}


def as_text(
    changes: EditionChanges, title: str, say: Words, corrects: Sequence[str] = (), *, is_first: bool = True
) -> str:
    """The list of changes for people; `corrects` are the editions in whose place it is issued."""
    lines = _lines(changes, say, corrects, is_first=is_first)
    return "\n".join((f"{title}, {say('edition.name', edition=changes.edition)}", *lines, ""))


def _lines(changes: EditionChanges, say: Words, corrects: Sequence[str], *, is_first: bool) -> Iterator[str]:
    if corrects:
        yield from ("", *(say("edition.corrects", edition=edition) for edition in corrects))
    if changes.since is None:
        yield from ("", say("edition.first")) if is_first else ()
        return
    yield say("edition.since", edition=changes.since)
    for name in LISTS:
        things = getattr(changes, name)
        yield from ("", say(f"edition.{name}"))
        yield from (f"  {sentence(thing, say)}" for thing in things)
        if not things:
            yield f"  {say('edition.same')}"


def sentence(thing: ChangedThing, say: Words) -> str:
    """What became of one thing: `Changed: Refugee protection (214 words added, 60 removed)`."""
    title = thing.title.text(say.language)
    shown = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    said = say(f"edition.{thing.how}", what=shown)
    if not (thing.inserted or thing.deleted):
        return said
    return say("edition.words", what=said, inserted=say.number(thing.inserted), deleted=say.number(thing.deleted))
