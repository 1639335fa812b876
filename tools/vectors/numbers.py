"""Vectors of the number of members that are named nowhere, which the secretariat signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.vectors.ground import DOMAIN, SECRETARIAT, STATEMENT, record

if TYPE_CHECKING:
    from tools.vectors.ground import Vector

PATH = f"statements/{STATEMENT}/unnamed/v1.txt"


def _number(it: Vector, *, key: str = SECRETARIAT, path: str = PATH, **told: Any) -> None:
    numbers = ("signed", "attested", "declined", "abstained", "objected", "objected-in-time", "withdrawn")
    lines = {
        "coalition": DOMAIN, "statement": STATEMENT, "version": told.get("version", 1),
        **{name: told.get(name.replace("-", "_"), 0) for name in numbers}, "instant": "2026-11-20T10:00:00Z",
    }  # fmt: skip
    it.put(path, record("coalition-unnamed/1", lines))
    it.sign(path, key, "unnamed")


def _quiet(it: Vector, action: str = "endorse") -> None:
    it.member("alpha-aid")
    it.member("quiet-line", more="    visibility: unnamed\n")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("quiet-line", action), "good", counts=action == "endorse")


def unnamed_number(it: Vector) -> None:
    """The secretariat signs how many unnamed members count: others see that number, and not their answers."""
    _quiet(it)
    _number(it, signed=1)
    it.expected |= {"totals": {"counted": 2, "signed": 2, "unnamed": 1}, "papers": {PATH: "good"}}


def unnamed_objection(it: Vector) -> None:
    """An unnamed member's objection breaks the consensus; that it came in time is in the number."""
    _quiet(it, "object")
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: consensus}")
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2026-11-20T00:00:00Z")
    _number(it, objected=1, objected_in_time=1)
    it.expected |= {"totals": {"counted": 1, "objected": 1}, "adopted": False, "papers": {PATH: "good"}}


def unnamed_number_signed_by_another(it: Vector) -> None:
    """A number of unnamed members that a member signed, which is not the secretariat."""
    _quiet(it)
    _number(it, key="alpha-aid", signed=1)
    it.expected |= {"status": 1, "papers": {PATH: "unknown-key"}}


def unnamed_number_edited(it: Vector) -> None:
    """A number of unnamed members that was made larger after it was signed."""
    _quiet(it)
    _number(it, signed=1)
    it.edit(PATH, b"signed: 1", b"signed: 9")
    it.expected |= {"status": 1, "papers": {PATH: "bad-signature"}}


def unnamed_number_of_another_version(it: Vector) -> None:
    """The number of another version, under this one's name."""
    _quiet(it)
    _number(it, signed=1, version=2)
    it.expected |= {"status": 1, "papers": {PATH: "wrong-version"}}


STORIES = (
    unnamed_number,
    unnamed_objection,
    unnamed_number_signed_by_another,
    unnamed_number_edited,
    unnamed_number_of_another_version,
)
