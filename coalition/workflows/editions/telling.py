"""What verifying editions found, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.workflows.editions.verifying import Rebuilt, Verified


def as_json(found: Sequence[Verified]) -> str:
    """`{"version": 1, "editions": [...], "good": bool}`."""
    content = {"version": 1, "editions": [_as_json(one) for one in found], "good": all(one.good for one in found)}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _as_json(one: Verified) -> dict[str, object]:
    return {
        "edition": one.edition,
        "folder": one.folder,
        "commit": one.commit or None,
        "files": one.files,
        "digests": [{"path": each.path, "change": each.change.name.lower()} for each in one.differences],
        "tag": one.tag or None,
        "signer": one.signer or None,
        "origin": [*one.origin, *one.unproven],
        "corrected_by": one.corrected_by or None,
        "held": list(one.held),
        "rebuild": {
            "state": one.rebuilt.state,
            "files": list(one.rebuilt.files),
            "versions": [
                {"name": each.name, "then": each.then, "now": each.now or None} for each in one.rebuilt.versions
            ],
            "reason": one.rebuilt.reason or None,
        },
        "good": one.good,
    }


def as_text(found: Sequence[Verified]) -> str:
    """A paragraph for each edition."""
    return "\n".join("".join(f"{line}\n" for line in _lines(one)) for one in found)


def _lines(one: Verified) -> Iterator[str]:
    name = f"Edition {one.edition}" if one.edition else "The publication"
    yield f"{name} in {one.folder}: {_in_short(one)}."
    if one.corrected_by:
        yield f"  Something was withdrawn from it; edition {one.corrected_by} was issued in its place."
    elif not one.differences:
        yield f"  Digests: all {one.files} files are as they were released."
    yield from (f"  Digests: {difference}." for difference in one.differences)
    yield from (f"  Held back: {sentence}" for sentence in one.held)
    if one.tag == "found":
        signed = f"signed by {one.signer}" if one.signer else "not signed"
        yield f"  Tag: report/{one.edition}, {signed}."
    yield from (f"  Contradicted: {sentence}" for sentence in one.origin)
    yield from (f"  Not proven: {sentence}" for sentence in one.unproven)
    yield from (f"  Made again: {sentence}" for sentence in _rebuilt(one.rebuilt, one.commit))


def _in_short(one: Verified) -> str:
    if not one.is_original:
        return "NOT as it was released"
    return "held back" if one.held else "not proven" if one.unproven else "good"


def _rebuilt(found: Rebuilt, commit: str) -> Iterator[str]:
    if found.state == "same":
        yield f"commit {commit[:12]} gives the same bytes here."
    elif found.state == "different":
        yield f"commit {commit[:12]} gives another {', '.join(found.files)} here, with the same versions of everything."
    elif found.state == "other-versions":
        known = ", ".join(f"{each.name} {each.then} (here {each.now or 'none'})" for each in found.versions)
        yield f"not compared, since it was made with other versions than those that are here: {known}."
    elif found.reason:
        yield f"not tried. {found.reason}"
