"""Bad examples with signatures, for tests/checks/bad: laid over the good campaign there, with keys that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.vectors.ground import DOMAIN, SECRETARIAT, record, sha

if TYPE_CHECKING:
    from tools.vectors.ground import Ground

TEXT = """\
---
title: {title}
occasion: The conference of {id}
addressed_to:
  - {{name: Governments taking part, type: state}}
---

We call on governments to keep {title} in mind.
"""


class Case:
    """One case: a member of its own, a statement of its own, and what is wrong with them."""

    def __init__(self, ground: Ground, code: str, member: str, name: str) -> None:
        self.ground, self.code, self.member, self.name = ground, code, member, name
        self.id = f"on-{member}"
        self.expected: list[str] = []
        self.files: dict[str, str] = {}
        self.keys: list[str] = []
        self.text = TEXT.format(title=f"the paper of {name}", id=name)
        self.files[f"statements/{self.id}/statement.yaml"] = (
            f"venue: open-letter\nsubmitted_by: {SECRETARIAT}\nstatus: consultation\n"
        )
        self.files[f"statements/{self.id}/v1/en.md"] = self.text
        self.path = f"statements/{self.id}/endorsements/v1/{member}.txt"

    def expect(self, place: str, code: str = "") -> None:
        """A problem at `path:line:column`."""
        self.expected.append(f"expect: {place} {code or self.code}")

    def key(self, key: str = "", more: str = "", start: str = "2026-01-01T00:00:00Z") -> None:
        """A key of the member."""
        self.keys.append(f'  - {{key: "{self.ground.key(key or self.member)}", from: {start}{more}}}\n')

    def answer(self, *, key: str | None = "", namespace: str = f"endorsement@{DOMAIN}", **told: Any) -> None:
        """The member's answer, signed with its key or another."""
        lines = {
            "coalition": DOMAIN, "statement": self.id, "version": 1, "language": "en",
            "text-sha256": sha(self.text.encode()), "member": self.member, "action": "endorse",
            "capacity": "supporter", "mandate": "exact", "scope": "whole", "date": "2026-11-03",
            "nonce": self.ground.nonce(), **told,
        }  # fmt: skip
        self.put(self.path, record("coalition-endorsement/1", lines), key, namespace)

    def put(self, path: str, content: bytes, key: str | None, namespace: str) -> None:
        """A file, signed unless `key` is None."""
        self.files[path] = content.decode()
        if key is not None:
            self.files[f"{path}.sig"] = self.ground.sign(content, key or self.member, namespace).decode()

    def receive(self, *digests: str, links: tuple[str, ...] = ()) -> None:
        """A receipt log of unsigned files; `links` are what lines name as the line before, where that is not so."""
        lines: list[str] = []
        for number, digest in enumerate(digests):
            before = links[number] if number < len(links) else sha(lines[-1].encode()) if lines else "0" * 64
            lines.append(f"2026-11-{number + 3:02}T10:00:00Z {digest} - {before}")
        self.files["trust/receipts.log"] = "".join(f"{line}\n" for line in lines)

    def written(self) -> str:
        """The text of the case."""
        listed = f"keys:\n{''.join(self.keys)}" if self.keys else ""
        self.files[f"members/{self.member}.yaml"] = (
            f"id: {self.member}\nname: {self.name}\ntype: network\ncountry: PH\n"
            f"membership: [{{status: active, on: 2025-01-01}}]\n{listed}"
        )
        sections = "".join(f"== {path}\n{text}" for path, text in sorted(self.files.items()))
        return "".join(f"{line}\n" for line in sorted(self.expected)) + f"\n{sections}"


class Chapter(Case):
    """One case of an approval: a member, and a chapter that it leads."""

    def __init__(self, ground: Ground, code: str, member: str, name: str) -> None:
        super().__init__(ground, code, member, name)
        self.key()
        self.text = (
            f"---\ntitle: The chapter of {name}\ntheme: refugees\nlead: {member}\nstatus: outline\n---\n\nTo be told.\n"
        )
        chapter = f"chapters/{self.id}/chapter.md"
        self.files = {chapter: self.text}
        self.path = f"chapters/{self.id}/approvals/{member}.txt"
        self.expect(f"{chapter}:2:1", "chapter-not-in-report")

    def approve(self, **told: Any) -> None:
        """The member's approval of the chapter, signed with its key."""
        line = f"{sha(self.text.encode())}  chapters/{self.id}/chapter.md\n"
        lines = {
            "coalition": DOMAIN, "chapter": self.id, "language": "en", "content-sha256": sha(line.encode()),
            "member": self.member, "capacity": "lead", "action": "approve", "date": "2026-11-03",
            "nonce": self.ground.nonce(), **told,
        }  # fmt: skip
        self.put(self.path, record("coalition-approval/1", lines), "", f"approval@{DOMAIN}")


def cases(ground: Ground) -> list[Case]:
    """Every case."""
    return [*_signed(ground), *_unsigned(ground), *_logs(ground), *_approvals(ground)]


def _approvals(ground: Ground) -> list[Case]:
    stale = Chapter(ground, "stale-approval", "pine-lodge", "Pine Lodge")
    stale.approve()
    stale.files[f"chapters/{stale.id}/chapter.md"] = stale.text.replace("To be told", "Told")
    stale.expect(f"{stale.path}:5:17")
    against = Chapter(ground, "objection-to-chapter", "quarry-gate", "Quarry Gate")
    against.approve(action="object")
    against.expect(f"{against.path}:8:9")
    stranger = Chapter(ground, "approval-without-part", "rowan-court", "Rowan Court")
    stranger.approve(capacity="reviewer")
    stranger.expect(f"{stranger.path}:7:11")
    nowhere = Chapter(ground, "approval-of-no-text", "sorrel-bank", "Sorrel Bank")
    nowhere.approve(language="es")
    nowhere.expect(f"{nowhere.path}:4:11")
    return [stale, against, stranger, nowhere]


def _signed(ground: Ground) -> list[Case]:
    bad = Case(ground, "bad-signature", "dune-watch", "Dune Watch")
    bad.key()
    bad.answer(action="decline")
    bad.files[bad.path] = bad.files[bad.path].replace("action: decline", "action: endorse")
    broken = Case(ground, "malformed-signature", "fern-house", "Fern House")
    broken.key()
    broken.answer()
    broken.files[f"{broken.path}.sig"] = "signed, Fern House\n"
    wrong = Case(ground, "wrong-namespace", "gull-point", "Gull Point")
    wrong.key()
    wrong.answer(namespace="file")
    weak = Case(ground, "weak-key", "ibis-marsh", "Ibis Marsh")
    weak.key()
    weak.answer(key="ecdsa.weak")
    unknown = Case(ground, "unknown-signing-key", "juniper-road", "Juniper Road")
    unknown.key()
    unknown.answer(key="somebody")
    ended = Case(ground, "key-not-valid-then", "kestrel-hall", "Kestrel Hall")
    ended.key(more=", until: 2026-11-01T00:00:00Z")
    ended.answer()
    revoked = Case(ground, "key-revoked", "lupin-field", "Lupin Field")
    revoked.key(more=", revoked: {on: 2026-11-01T00:00:00Z, reason: lost}")
    revoked.answer()
    found = [bad, broken, wrong, weak, unknown, ended, revoked]
    for case in found:
        case.expect(f"{case.path}.sig:1:1")
    return found


def _unsigned(ground: Ground) -> list[Case]:
    attested = Case(ground, "bad-attestation", "maple-shore", "Maple Shore")
    attested.answer(key=None)
    lines = {
        "coalition": DOMAIN, "of-sha256": "1" * 64, "member": attested.member, "evidence": "letter",
        "evidence-sha256": "2" * 64, "received": "2026-11-03T10:00:00Z", "by": SECRETARIAT,
    }  # fmt: skip
    path = attested.path.replace(".txt", ".attestation.txt")
    attested.put(path, record("coalition-attestation/1", lines), None, "")
    attested.expect(f"{path}:3:12")
    other = Case(ground, "answer-to-another-text", "nettle-lane", "Nettle Lane")
    other.answer(key=None, **{"text-sha256": "3" * 64})
    other.files[f"statements/{other.id}/v1/SHA256SUMS"] = f"{sha(other.text.encode())}  en.md\n"
    other.expect(f"{other.path}:6:14")
    unproven = Case(ground, "unproven-key", "osprey-bay", "Osprey Bay")
    unproven.key()
    unproven.key("osprey-new", start="2026-02-01T00:00:00Z")
    unproven.expect(f"members/{unproven.member}.yaml:8:11")
    change = Case(ground, "key-change-not-entered", "poplar-gate", "Poplar Gate")
    change.key()
    stated = {"coalition": DOMAIN, "member": change.member, "add": ground.key("poplar-new")}
    stated |= {"end": ground.fingerprint(change.member), "date": "2026-10-01", "nonce": ground.nonce()}
    path = f"trust/keys/{change.member}.1.txt"
    change.put(path, record("coalition-key-change/1", stated), "", f"key-change@{DOMAIN}")
    change.expect(f"{path}:4:6")
    change.expect(f"{path}:5:6")
    return [attested, other, unproven, change]


def _logs(ground: Ground) -> list[Case]:
    log = "trust/receipts.log"
    unsigned = Case(ground, "unsigned-receipts", "quail-hill", "Quail Hill")
    missing = Case(ground, "missing-received-file", "rowan-street", "Rowan Street")
    broken = Case(ground, "broken-receipts", "sorrel-bank", "Sorrel Bank")
    for case in (unsigned, missing, broken):
        case.answer(key=None)
        case.expect(f"{log}:1:1", "unsigned-receipts")
        digest = sha(case.files[case.path].encode())
        case.receive(
            digest, *(["4" * 64] if case is missing else [digest]), links=("0" * 64,) * (2 if case is broken else 1)
        )
    missing.expect(f"{log}:2:1")
    broken.expect(f"{log}:2:1")
    return [unsigned, missing, broken]
