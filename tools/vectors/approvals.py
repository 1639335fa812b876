"""Vectors of approvals: of a chapter as it is, as it was, of another, by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.vectors.ground import DOMAIN, RECEIVED, record, sha

if TYPE_CHECKING:
    from tools.vectors.ground import Vector

SOURCES = (
    "@report{ilo-2022,\n  author = {{International Labour Organization}},\n  title = {A report},\n  year = {2022},\n}\n"
)
SHARED = "references.bib#ilo-2022"
CHAPTER = """\
---
title: {title}
theme: {id}
lead: alpha-aid
contributors: [gamma-group]
reviewers: [beta-board]
status: final
---

Passage is bought on credit [@ilo-2022].
"""


class Written:
    """A chapter and who approves it."""

    def __init__(self, it: Vector, name: str = "refugees") -> None:
        self.it, self.name = it, name
        self.folder = f"chapters/{name}"
        it.files[f"{self.folder}/chapter.md"] = CHAPTER.format(id=name, title=name.title()).encode()
        it.files[f"{self.folder}/data/fees.csv"] = b"country,fee\nNepal,1000\n"
        it.files["references.bib"] = SOURCES.encode()
        for member in ("alpha-aid", "beta-board", "gamma-group", "delta-desk"):
            if member not in it.members:
                it.member(member)

    @property
    def digest(self) -> str:
        """As the documentation says how it is made: sorted lines of sha256sum, and their SHA-256."""
        files = {path: content for path, content in self.it.files.items() if self._is_of(path)}
        lines = [f"{sha(content)}  {path}\n" for path, content in files.items()]
        lines.append(f"{sha(_canonical(self.it.files['references.bib'].decode()))}  {SHARED}\n")
        return sha("".join(sorted(lines)).encode())

    def _is_of(self, path: str) -> bool:
        return path.startswith((f"{self.folder}/data/", f"{self.folder}/chapter.md"))

    def approve(self, member: str, capacity: str, **told: Any) -> str:
        """A member's approval, signed with its key and received: `key`, `namespace`, `at`, `number`, its own lines."""
        lines = {
            "coalition": DOMAIN, "chapter": self.name, "language": "en", "content-sha256": self.digest,
            "member": member, "capacity": capacity, "action": told.get("action", "approve"), "date": "2026-11-03",
            "nonce": self.it.ground.nonce(), **told.get("lines", {}),
        }  # fmt: skip
        number = told.get("number", 1)
        path = f"{self.folder}/approvals/{member}{f'.{number}' if number > 1 else ''}.txt"
        self.it.put(path, record("coalition-approval/1", lines))
        if told.get("key", member) is not None:
            self.it.sign(path, told.get("key", member), told.get("namespace", "approval"))
        if told.get("at", RECEIVED) is not None:
            self.it.receive(path, told.get("at", RECEIVED))
        return path

    def expect(self, *, approved: bool = False, **lists: list[str]) -> None:
        """State what the approvals come to: members in `given`, `stale`, `objections`, `missing`."""
        found = {name: lists.get(name, []) for name in ("given", "missing", "objections", "stale")}
        self.it.expected.setdefault("chapters", {})[f"{self.name}/en"] = {"approved": approved, **found}


def _canonical(text: str) -> bytes:
    """The one source of these vectors in its one form: fields by name."""
    head, *fields, end = text.splitlines(keepends=True)
    return "".join([head, *sorted(fields), end]).encode()


def approval_by_all(it: Vector) -> None:
    """The lead and the reviewer approve a chapter; a contributor does too, and need not."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    chapter.approve("beta-board", "reviewer")
    chapter.approve("gamma-group", "contributor")
    chapter.expect(approved=True, given=["alpha-aid", "beta-board", "gamma-group"])


def approval_missing(it: Vector) -> None:
    """The reviewer has said nothing."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    chapter.expect(given=["alpha-aid"], missing=["beta-board"])


def approval_of_an_earlier_text(it: Vector) -> None:
    """A word of the chapter changed after the lead had approved it, and before the reviewer did."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    it.edit("chapters/refugees/chapter.md", b"on credit", b"with debts")
    chapter.approve("beta-board", "reviewer")
    chapter.expect(given=["beta-board"], stale=["alpha-aid"])
    it.more["check"] = ["stale-approval"]


def approval_before_a_number_changed(it: Vector) -> None:
    """A number in the chapter's data changed, and nothing of its text."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    it.edit("chapters/refugees/data/fees.csv", b"1000", b"1500")
    chapter.expect(stale=["alpha-aid"], missing=["beta-board"])


def approval_before_a_shared_source_changed(it: Vector) -> None:
    """A source that the chapter cites, and that chapters share, says another year."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    it.edit("references.bib", b"2022}", b"2021}")
    chapter.expect(stale=["alpha-aid"], missing=["beta-board"])


def approval_with_a_shared_source_laid_out_anew(it: Vector) -> None:
    """The shared sources are laid out otherwise and others are added: what the chapter cites says the same."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    it.files["references.bib"] = (
        b"@book{other-2020,\n  title = {Another},\n  year = {2020},\n}\n\n"
        b"@report{ilo-2022,\n    year={2022}, title = {A  report},\n author={{International Labour Organization}}\n}\n"
    )
    chapter.expect(given=["alpha-aid"], missing=["beta-board"])


def approval_and_then_objection(it: Vector) -> None:
    """The lead approves, and objects the next day: its later word counts, and the chapter is not approved."""
    chapter = Written(it)
    chapter.approve("beta-board", "reviewer")
    chapter.approve("alpha-aid", "lead")
    chapter.approve("alpha-aid", "lead", action="object", number=2, at="2026-11-04T10:00:00Z")
    chapter.expect(given=["beta-board"], objections=["alpha-aid"])
    it.more["check"] = ["objection-to-chapter"]


def approval_attested(it: Vector) -> None:
    """A reviewer approves by letter, which the secretariat attests."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead")
    it.attest(chapter.approve("beta-board", "reviewer", key=None, at=None), "beta-board")
    chapter.expect(approved=True, given=["alpha-aid", "beta-board"])


def approval_not_yet_received(it: Vector) -> None:
    """The lead's approval is signed, and the secretariat has not entered it in its log."""
    chapter = Written(it)
    chapter.approve("beta-board", "reviewer")
    chapter.approve("alpha-aid", "lead", at=None)
    chapter.expect(given=["beta-board"], missing=["alpha-aid"])


def approval_signed_as_an_endorsement(it: Vector) -> None:
    """A signature for endorsements stands beside an approval."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead", namespace="endorsement")
    chapter.expect(missing=["alpha-aid", "beta-board"])
    it.more["check"] = ["wrong-namespace"]


def approval_signed_by_another_member(it: Vector) -> None:
    """A member signs the approval of another."""
    chapter = Written(it)
    chapter.approve("alpha-aid", "lead", key="beta-board")
    chapter.expect(missing=["alpha-aid", "beta-board"])
    it.more["check"] = ["unknown-signing-key"]


def approval_edited(it: Vector) -> None:
    """An objection is made an approval after it was signed."""
    chapter = Written(it)
    path = chapter.approve("alpha-aid", "lead", action="object", at=None)
    it.edit(path, b"action: object", b"action: approve")
    it.receive(path)
    chapter.expect(missing=["alpha-aid", "beta-board"])
    it.more["check"] = ["bad-signature"]


def approval_copied_to_another_chapter(it: Vector) -> None:
    """The approval of one chapter, with its signature, is put beside another."""
    chapter, other = Written(it), Written(it, "poverty")
    path = chapter.approve("alpha-aid", "lead")
    it.copy(path, path.replace("refugees", "poverty"))
    chapter.expect(given=["alpha-aid"], missing=["beta-board"])
    other.expect(missing=["alpha-aid", "beta-board"])


def approval_by_a_stranger(it: Vector) -> None:
    """A member that has no part in the chapter approves it as its lead."""
    chapter = Written(it)
    chapter.approve("delta-desk", "lead")
    chapter.expect(missing=["alpha-aid", "beta-board"])
    it.more["check"] = ["approval-without-part"]


STORIES = (
    approval_by_all, approval_missing, approval_of_an_earlier_text, approval_before_a_number_changed,
    approval_before_a_shared_source_changed, approval_with_a_shared_source_laid_out_anew, approval_and_then_objection,
    approval_attested, approval_not_yet_received, approval_signed_as_an_endorsement, approval_signed_by_another_member,
    approval_edited, approval_copied_to_another_chapter, approval_by_a_stranger,
)  # fmt: skip
