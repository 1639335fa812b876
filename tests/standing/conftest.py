"""A campaign on paper: signatures have their form and no truth, and what ssh-keygen would say of each is given."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

import pytest

from coalition.campaign.loading import load
from coalition.signing import receipts
from coalition.sources.trees import MemoryTree
from coalition.standing.computing import compute
from coalition.standing.evidence import gather

DOMAIN = "campaign.example"
SETTINGS = f"""\
format: 1
campaign: {{id: fair-passage, name: Fair Passage, domain: {DOMAIN}, secretariat: harbour-network, languages: [en]}}
"""
TEXT = "---\ntitle: Open channels\noccasion: A review\naddressed_to: [{name: All, type: state}]\n---\n\nOpen them.\n"
PROCESS = "venue: general-letter\nsubmitted_by: harbour-network\nstatus: open\nopens: 2026-11-01T00:00:00Z\n"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def blob(name: str) -> bytes:
    return string(b"ssh-ed25519") + string(hashlib.sha256(name.encode()).digest())


def key(name: str) -> str:
    return f"ssh-ed25519 {base64.b64encode(blob(name)).decode()}"


def fingerprint(name: str) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob(name)).digest()).decode().rstrip("=")


def signature(name: str, namespace: str) -> bytes:
    whole = b"SSHSIG" + (1).to_bytes(4, "big") + string(blob(name)) + string(namespace.encode()) + string(b"")
    body = base64.b64encode(whole + string(b"sha512") + string(b"no signature"))
    lines = b"\n".join(body[at : at + 70] for at in range(0, len(body), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"


class Paper:
    """Files of a campaign; members have a key each, called after them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {"coalition.yaml": SETTINGS.encode()}
        self.statement("review")
        self.log = b""
        self.wrong: set[str] = set()
        """Paths whose signature ssh-keygen would not take."""
        self.members("harbour-network", "alpha", "beta", "gamma")

    def members(self, *names: str, **more: str) -> None:
        for name in names:
            told = more.get(name, "")
            self.files[f"members/{name}.yaml"] = (
                f"id: {name}\nname: {name.title()}\ntype: network\ncountry: JP\n"
                f"keys: [{{key: {key(name)}, from: 2026-01-01T00:00:00Z}}]\n{told}"
                + ("" if "membership" in told else "membership: [{status: active, on: 2024-01-01}]\n")
            ).encode()

    def statement(self, name: str, more: str = "", versions: int = 1) -> None:
        self.files[f"statements/{name}/statement.yaml"] = (PROCESS + more).encode()
        for version in range(1, versions + 1):
            self.files[f"statements/{name}/v{version}/en.md"] = f"{TEXT}\nVersion {version}.\n".encode()

    def answer(self, member: str, action: str = "endorse", *, at: str | None = None, sign: bool = True, **told) -> str:
        version, number = told.get("version", 1), told.get("number", 1)
        text = self.files[f"statements/review/v{version}/en.md"]
        content = (
            f"coalition-endorsement/1\ncoalition: {DOMAIN}\nstatement: review\nversion: {version}\nlanguage: {told.get('language', 'en')}\n"
            f"text-sha256: {told.get('digest', sha(text))}\nmember: {member}\naction: {action}\ncapacity: supporter\n"
            f"mandate: {told.get('mandate', 'exact')}\nscope: whole\ndate: {told.get('date', '2026-11-03')}\n"
            f"nonce: {number:032x}\n"
        )
        ending = f".{number}.txt" if number > 1 else ".txt"
        return self.put(
            f"statements/review/endorsements/v{version}/{member}{ending}",
            content,
            "endorsement",
            member if sign else "",
            at,
        )

    def attest(self, path: str, member: str, *, at: str | None = None, received: str = "2026-11-03T09:00:00Z") -> str:
        content = (
            f"coalition-attestation/1\ncoalition: {DOMAIN}\nof-sha256: {sha(self.files[path])}\nmember: {member}\n"
            f"evidence: letter\nevidence-sha256: {'0' * 64}\nreceived: {received}\nby: harbour-network\n"
        )
        beside = path.replace(".txt", ".attestation.txt")
        return self.put(beside, content, "attestation", "harbour-network", at)

    def chapter(self, name: str = "refugees", language: str = "en", text: str = "Told.", **who: object) -> str:
        """Of the digest of a chapter that is put there, with `lead`, `reviewers` and `contributors`."""
        ending = "" if language == "en" else f".{language}"
        path = f"chapters/{name}/chapter{ending}.md"
        told = "".join(f"{role}: {ids if isinstance(ids, str) else list(ids)}\n" for role, ids in who.items())
        self.files[path] = f"---\ntitle: A chapter\ntheme: refugees\nstatus: final\n{told}---\n\n{text}\n".encode()
        return sha(f"{sha(self.files[path])}  {path}\n".encode())

    def approve(
        self, member: str, chapter: str = "refugees", *, sign: bool = True, at: str | None = None, **told
    ) -> str:
        number = told.get("number", 1)
        content = (
            f"coalition-approval/1\ncoalition: {told.get('coalition', DOMAIN)}\nchapter: {told.get('named', chapter)}\n"
            f"language: {told.get('language', 'en')}\ncontent-sha256: {told.get('digest', '5' * 64)}\n"
            f"member: {told.get('by', member)}\ncapacity: {told.get('capacity', 'lead')}\n"
            f"action: {told.get('action', 'approve')}\ndate: {told.get('date', '2026-11-03')}\nnonce: {number:032x}\n"
        )
        ending = f".{number}.txt" if number > 1 else ".txt"
        return self.put(
            f"chapters/{chapter}/approvals/{member}{ending}", content, "approval", member if sign else "", at
        )

    def holds(self, member: str, *names: str) -> None:
        """The member's keys in the registry, the first of them first."""
        lines = "".join(
            f"  - {{key: {key(name)}, from: 2026-01-0{at}T00:00:00Z}}\n" for at, name in enumerate(names, 1)
        )
        self.files[f"members/{member}.yaml"] = (
            f"id: {member}\nname: {member.title()}\ntype: network\ncountry: JP\nkeys:\n{lines}"
            "membership: [{status: active, on: 2024-01-01}]\n"
        ).encode()

    def change(self, member: str, add: str, signer: str, *, at: str | None = None, **told) -> str:
        content = (
            f"coalition-key-change/1\ncoalition: {told.get('coalition', DOMAIN)}\nmember: {told.get('by', member)}\n"
            + (f"add: {key(add)}\n" if add else "")
            + (f"end: {fingerprint(told['end'])}\n" if "end" in told else "")
            + f"date: 2026-10-01\nnonce: {told.get('number', 1):032x}\n"
        )
        return self.put(f"trust/keys/{member}.{told.get('number', 1)}.txt", content, "key-change", signer, at)

    def papers(self) -> dict[str, str]:
        return {one.path.rpartition("/")[2]: one.verdict for one in self.standing().papers}

    def put(self, path: str, content: str, kind: str, signer: str, at: str | None) -> str:
        self.files[path] = content.encode()
        if signer:
            self.files[f"{path}.sig"] = signature(signer, f"{kind}@{DOMAIN}")
        if at:
            signed = self.files.get(f"{path}.sig")
            self.log = receipts.append(
                self.log, [(datetime.fromisoformat(at), sha(self.files[path]), sha(signed) if signed else None)]
            )
        return path

    def standing(self, instant: str = "2026-11-21T12:00:00Z", *, proven: bool = True):
        files = dict(self.files)
        if self.log:
            files["trust/receipts.log"] = self.log
            files["trust/receipts.log.sig"] = signature("harbour-network", f"receipts@{DOMAIN}")
        campaign, now = load(MemoryTree(files)).value, datetime.fromisoformat(instant)
        if not proven:
            return compute(campaign, now)
        evidence = gather(campaign, now)
        return compute(
            campaign, now, evidence.proven({one.path: one.path not in self.wrong for one in evidence.requests})
        )

    def verdicts(self, instant: str = "2026-11-21T12:00:00Z") -> dict[str, tuple[str, bool]]:
        answers = self.standing(instant).answers
        return {answer.path.rpartition("/")[2]: (answer.verdict, answer.counts) for answer in answers}


@pytest.fixture
def paper() -> Paper:
    return Paper()
