"""What vectors are made of: throw-away keys, a small campaign, its answers and receipts, and what is expected of them."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = "fair-passage.example"
SECRETARIAT = "harbour-network"
NOW = "2026-11-21T12:00:00Z"
RECEIVED = "2026-11-03T10:00:00Z"
STATEMENT = "first-review"
KEYS_FROM = "2026-01-01T00:00:00Z"
SETTINGS = f"""\
format: 1
campaign:
  id: fair-passage
  name: Fair Passage
  domain: {DOMAIN}
  secretariat: {SECRETARIAT}
  languages: [en]
"""
TEXT = """\
---
title: Safe channels for those who must leave
occasion: The first review conference
addressed_to:
  - {name: Governments taking part, type: state}
---

We call on governments to open safe channels.
"""
PROCESS = """\
venue: general-letter
submitted_by: harbour-network
current_version: 1
status: open
opens: 2026-11-01T00:00:00Z
closes: 2026-12-10T00:00:00Z
adoption: {rule: threshold, minimum: 1}
"""
MEMBER = """\
  - id: {id}
    name: {name}
    type: national-ngo
    country: JP
    membership: {membership}
"""


class Ground:
    """A folder with keys that nobody will have again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: dict[str, str] = {}
        self._nonces = 0

    def vector(self, name: str, what: str) -> Vector:
        """A vector of that name; `what` is its first sentence."""
        return Vector(self, name, " ".join(what.split()))

    def key(self, name: str) -> str:
        """The public half of the key of that name; its kind stands before a point: `rsa.other`."""
        if name not in self._lines:
            kind = name.partition(".")[0] if "." in name else "ed25519"
            bits = ["-b", "2048"] if kind == "rsa" else []
            path = self._folder / name
            self._run("ssh-keygen", "-q", "-t", kind, *bits, "-N", "", "-C", "", "-f", str(path))
            self._lines[name] = " ".join(path.with_name(f"{name}.pub").read_text().split()[:2])
        return self._lines[name]

    def fingerprint(self, name: str) -> str:
        """The fingerprint of the key of that name."""
        self.key(name)
        return self._run("ssh-keygen", "-l", "-f", str(self._folder / f"{name}.pub")).split()[1]

    def sign(self, content: bytes, key: str, namespace: str) -> bytes:
        """A signature of these bytes."""
        self.key(key)
        file = self._folder / "signed"
        file.write_bytes(content)
        made = file.with_name("signed.sig")
        made.unlink(missing_ok=True)  # ssh-keygen keeps an old signature where it cannot ask
        self._run("ssh-keygen", "-q", "-Y", "sign", "-f", str(self._folder / key), "-n", namespace, str(file))
        return made.read_bytes()

    def nonce(self) -> str:
        """The next nonce: the same in every run."""
        self._nonces += 1
        return hashlib.sha256(str(self._nonces).encode()).hexdigest()[:32]

    @staticmethod
    def _run(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
        return done.stdout


@dataclass
class Organisation:
    """A member's entry in the registry, in the making."""

    id: str
    name: str
    membership: str = "[{status: active, on: 2024-03-01}]"
    keys: list[str] = field(default_factory=list)
    more: str = ""

    @property
    def entry(self) -> str:
        """Its lines in members.yaml."""
        lines = "".join(f"      - {{{key}}}\n" for key in self.keys)
        return MEMBER.format(id=self.id, name=self.name, membership=self.membership) + self.more + (
            f"    keys:\n{lines}" if lines else ""
        )  # fmt: skip


class Vector:
    """One campaign with something done to it, and what is expected of that."""

    def __init__(self, ground: Ground, name: str, what: str) -> None:
        self.ground = ground
        self.name = name
        self.what = what
        self.instant = NOW
        self.files: dict[str, bytes] = {"coalition.yaml": SETTINGS.encode()}
        self.members: dict[str, Organisation] = {}
        self.expected: dict[str, Any] = {"status": 0, "answers": []}
        self.log: list[bytes] = []
        self.log_key: str | None = SECRETARIAT
        self.more: dict[str, Any] = {}
        self.member(SECRETARIAT, "Harbour Network")
        self.statement(STATEMENT)

    # What there is

    def member(self, id_: str, name: str = "", *, key: str | None = "", **told: str) -> Organisation:
        """A member with a key of its own, called after it; `key=None`: without."""
        found = Organisation(id_, name or id_.replace("-", " ").title(), **told)
        if key is not None:
            self.has_key(found, key or id_)
        self.members[id_] = found
        return found

    def has_key(self, member: Organisation, key: str, more: str = "", start: str = KEYS_FROM) -> None:
        """Enter a key, with its beginning and perhaps its end."""
        member.keys.append(f'key: "{self.ground.key(key)}", from: {start}{more}')

    def statement(self, id_: str, process: str = PROCESS, texts: dict[str, str] | None = None) -> None:
        """A statement with its process and texts, in place of one that was there."""
        self.files[f"statements/{id_}/statement.yaml"] = process.encode()
        for path, text in (texts or {"v1/en.md": TEXT}).items():
            self.files[f"statements/{id_}/{path}"] = text.encode()

    def freeze(self, id_: str = STATEMENT, version: int = 1) -> None:
        """Write the digest of a normative text."""
        path = f"statements/{id_}/v{version}/en.md"
        self.files[f"statements/{id_}/v{version}/SHA256SUMS"] = f"{sha(self.files[path])}  en.md\n".encode()

    def process(self, old: str, new: str) -> None:
        """Change a line of the statement's process."""
        self.edit(f"statements/{STATEMENT}/statement.yaml", old.encode(), new.encode())

    # What people do

    def answer(self, member: str, action: str = "endorse", **told: Any) -> str:
        """A member's answer, signed with its key and received: `key`, `namespace`, `at`, `number` and its own lines."""
        version, number = told.get("version", 1), told.get("number", 1)
        statement, language = told.get("statement", STATEMENT), told.get("language", "en")
        text = self.files[f"statements/{statement}/v{version}/en.md"]
        lines = {
            "coalition": DOMAIN, "statement": statement, "version": version, "language": language,
            "text-sha256": sha(text), "member": member, "action": action, "capacity": "supporter",
            "mandate": told.get("mandate", "exact"), "scope": "whole", "date": told.get("date", "2026-11-03"),
            "nonce": self.ground.nonce(), **told.get("lines", {}),
        }  # fmt: skip
        ending = f".{number}.txt" if number > 1 else ".txt"
        path = f"statements/{statement}/endorsements/v{version}/{member}{ending}"
        self.put(path, record("coalition-endorsement/1", lines), told.get("rest", ""))
        if told.get("key", member) is not None:
            self.sign(path, told.get("key", member), told.get("namespace", "endorsement"))
        if told.get("at", RECEIVED) is not None:
            self.receive(path, told.get("at", RECEIVED))
        return path

    def attest(self, path: str, member: str, *, key: str = SECRETARIAT, at: str | None = RECEIVED, **told: str) -> str:
        """The secretariat's attestation of a file, signed and received."""
        lines = {
            "coalition": DOMAIN, "of-sha256": sha(self.files[path]), "member": member, "evidence": "letter",
            "evidence-sha256": sha(b"salt and letter"), "received": "2026-11-02T09:00:00Z", "by": SECRETARIAT, **told,
        }  # fmt: skip
        at_path = path.removesuffix(".txt") + ".attestation.txt"
        self.put(at_path, record("coalition-attestation/1", lines))
        self.sign(at_path, key, "attestation")
        if at:
            self.receive(at_path, at)
        return at_path

    def change_key(self, member: str, *, add: str = "", end: str = "", key: str | None = "", **told: str) -> str:
        """A key change, signed with `key` (the one called after the member), and received at `at`."""
        lines = {"coalition": DOMAIN, "member": member}
        lines |= {"add": self.ground.key(add)} if add else {}
        lines |= {"end": self.ground.fingerprint(end)} if end else {}
        path = f"trust/keys/{member}.{told.get('number', '1')}.txt"
        stated = {"date": told.get("date", "2026-10-01"), "nonce": self.ground.nonce()}
        self.put(path, record("coalition-key-change/1", {**lines, **stated}))
        if key is not None:
            self.sign(path, key or member, "key-change")
            self.receive(path, told.get("at", "2026-10-01T10:00:00Z"))
        return path

    def put(self, path: str, content: bytes, rest: str = "") -> None:
        """Put a file there, perhaps with a text below an empty line."""
        self.files[path] = content + (f"\n{rest}\n".encode() if rest else b"")

    def sign(self, path: str, key: str, kind: str) -> None:
        """Sign a file with a key, for what its kind is signed for."""
        namespace = kind if "@" in kind or kind == "file" else f"{kind}@{DOMAIN}"
        self.files[f"{path}.sig"] = self.ground.sign(self.files[path], key, namespace)

    def receive(self, path: str, at: str = RECEIVED) -> None:
        """Enter a file with its signature in the log."""
        signature = self.files.get(f"{path}.sig")
        previous = sha(self.log[-1]) if self.log else "0" * 64
        words = (at, sha(self.files[path]), sha(signature) if signature else "-", previous)
        self.log.append(" ".join(words).encode())

    # What is done to it

    def edit(self, path: str, old: bytes, new: bytes) -> None:
        """Put other bytes in the place of the first of these."""
        if old not in self.files[path]:
            raise ValueError(f"{path} does not hold {old!r}")
        self.files[path] = self.files[path].replace(old, new, 1)

    def copy(self, path: str, to: str) -> None:
        """Copy a file with its signature."""
        for ending in ("", ".sig"):
            self.files[f"{to}{ending}"] = self.files[f"{path}{ending}"]

    def keep_log(self, key: str | None = SECRETARIAT) -> None:
        """Write the log and sign it, as the secretariat does; what is done to the log comes after."""
        self.files["trust/receipts.log"] = b"".join(line + b"\n" for line in self.log)
        if key:
            self.sign("trust/receipts.log", key, "receipts")
        self.log = []

    # What is expected

    def expect(self, path: str, verdict: str, *, counts: bool = False, strength: str = "signed") -> None:
        """State the verdict on an answer."""
        self.expected["answers"].append({"path": path, "verdict": verdict, "strength": strength, "counts": counts})

    def finished(self) -> dict[str, bytes]:
        """Every file of the vector's folder."""
        if self.log:
            self.keep_log(self.log_key)
        listed = "".join(member.entry for member in self.members.values())
        files = {"members.yaml": f"members:\n{listed}".encode(), **self.files}
        described = {"name": self.name, "what": self.what, "instant": self.instant, **self.more}
        described["expected"] = {
            **self.expected,
            "answers": sorted(self.expected["answers"], key=lambda one: one["path"]),
        }
        made = {f"campaign/{path}": content for path, content in files.items()}
        made["vector.json"] = (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()
        return made


def record(first: str, lines: dict[str, Any]) -> bytes:
    """The bytes of a signed file, whatever stands in its lines."""
    return "".join([f"{first}\n", *(f"{name}: {value}\n" for name, value in lines.items())]).encode()


def sha(content: bytes) -> str:
    """What sha256sum prints."""
    return hashlib.sha256(content).hexdigest()
