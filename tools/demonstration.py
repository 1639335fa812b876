"""Sign the demonstration campaign anew, with approvals of its chapters: `python -m tools.demonstration [--at INSTANT]`.

Nobody has the private keys of its invented members: they were thrown away. So nothing can be added to what they signed,
and approvals that ended when a chapter changed cannot be given again. This makes a new key in the place of each, puts
its public half where the old one stood, signs every file again that was signed, enters what had arrived in a new log
with the same instants, lets each chapter's lead and reviewers approve it as it is, and throws the new keys away.

No file that says something changes but for keys. Before anything is written, all answers must be worth what they were
worth before, and all chapters must be approved. Run it when the chapters are final, and commit what it writes. It is for
invented members alone; a real campaign's keys lie with its members.
"""

# ruff: noqa: INP001 -- scripts of the repository, not a package

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.kinds.chapter import Chapter
from coalition.signing import keys, openssh, receipts, signatures
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree, MemoryTree
from coalition.workflows import approving, verifying

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.campaign.model import Campaign
    from coalition.kinds.chapter import Chapter as ChapterText
    from coalition.standing.model import Standing

ROOT = Path(__file__).resolve().parent.parent
LOG = "trust/receipts.log"
_KEY = re.compile(rb"ssh-ed25519 AAAA[A-Za-z0-9+/=]+")
_KEPT = re.compile(r"members\.yaml|members/[^/]+\.yaml|trust/keys/[^/]+\.txt")
"""Files in which public keys stand."""
_APPROVAL = re.compile(r"chapters/[^/]+/approvals/.+")


class Keys:
    """A new key in the place of each old one, in a folder that is removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self.replaced: dict[str, keys.PublicKey] = {}
        """By the line of an old key, the new one."""

    def renew(self, line: str) -> keys.PublicKey:
        """The new key in the place of an old one."""
        if line not in self.replaced:
            path = self._folder / str(len(self.replaced))
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            made = keys.parse(path.with_suffix(".pub").read_text(encoding="ascii").strip())
            self.replaced[line], self._files[made.line] = made, path
        return self.replaced[line]

    def sign(self, content: bytes, key: keys.PublicKey, namespace: str) -> bytes:
        """A signature with a new key."""
        return openssh.sign(content, self._files[key.line], namespace)


def renewed(files: Mapping[str, bytes], ring: Keys) -> dict[str, bytes]:
    """The files with new keys in the place of the old, and everything signed again; the log is made later."""
    found = {path: content for path, content in files.items() if not _APPROVAL.fullmatch(path)}
    for path in filter(_KEPT.fullmatch, files):
        for line in _KEY.findall(files[path]):
            old = keys.parse(line.decode("ascii"))
            new = ring.renew(old.line)
            for before, after in ((old.line, new.line), (old.fingerprint, new.fingerprint)):
                for place in filter(_KEPT.fullmatch, found):
                    found[place] = found[place].replace(before.encode(), after.encode())
    for path in [path for path in found if path.endswith(".sig") and path != f"{LOG}.sig"]:
        info = signatures.parse(files[path])
        found[path] = ring.sign(found[path.removesuffix(".sig")], ring.replaced[info.key.line], info.namespace)
    return found


def logged(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bytes:
    """The log of what had arrived, with the digests that files have now. Approvals are entered anew."""
    paths = {_digests(old, path): path for path in old if not path.endswith(".sig")}
    entries = []
    for receipt in receipts.parse(LOG, old[LOG].decode("ascii")).value:
        path = paths[receipt.file_sha256, receipt.signature_sha256]
        if not _APPROVAL.fullmatch(path):
            entries.append((receipt.instant, *_digests(new, path)))
    return receipts.append(b"", entries)


def _digests(files: Mapping[str, bytes], path: str) -> tuple[str, str | None]:
    signature = files.get(f"{path}.sig")
    return _sha(files[path]), _sha(signature) if signature is not None else None


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def approvals(campaign: Campaign, ring: Keys, at: datetime) -> Iterator[tuple[str, bytes, bytes]]:
    """Path, lines and signature of the approval of each chapter by its lead and its reviewers."""
    for text in campaign.of(Chapter):
        for member in dict.fromkeys((text.lead, *text.reviewers)):
            yield _approval(campaign, ring, text, member, at)


def _approval(campaign: Campaign, ring: Keys, text: ChapterText, member: str, at: datetime) -> tuple[str, bytes, bytes]:
    nonce = _sha(f"{text.path} {member} {at}".encode())[:32]
    intent = approving.Intent(text.id, member, language=text.language)
    prepared, _ = approving.prepare(campaign, intent, at, nonce)
    held = [one for one in campaign.members[member].keys if one.since <= at and (one.until is None or at < one.until)]
    ending = "" if text is campaign.chapters[text.id] else ".2"
    path = f"{prepared.home}/{member}{ending}.txt"
    return path, prepared.record, ring.sign(prepared.record, keys.parse(held[-1].key), prepared.namespace)


def signed_anew(files: Mapping[str, bytes], at: datetime, folder: Path) -> dict[str, bytes]:
    """All files of the campaign, signed anew. Raises SystemExit when they would not be worth what they were."""
    ring = Keys(folder)
    found = renewed(files, ring)
    log = logged(files, found)
    campaign = load(MemoryTree(found)).value
    for path, content, signature in approvals(campaign, ring, at):
        found[path], found[f"{path}.sig"] = content, signature
        log = receipts.append(log, [(at, _sha(content), _sha(signature))])
    secretariat = keys.parse(campaign.members[campaign.settings.campaign.secretariat].keys[-1].key)
    found[LOG] = log
    found[f"{LOG}.sig"] = ring.sign(log, secretariat, openssh.namespace("receipts", campaign.settings.campaign.domain))
    before, after = _standing(files, at), _standing(found, at)
    if _worth(before) != _worth(after) or not all(one.approved for one in after.chapters.values()):
        raise SystemExit("Nothing was written: what is signed anew would not be worth what it was, or is not approved.")
    return found


def _standing(files: Mapping[str, bytes], at: datetime) -> Standing:
    return verifying.standing(load(MemoryTree(files)).value, at, Cache(None))


def _worth(standing: Standing) -> list[tuple[str, str, bool]]:
    answers = [(answer.path, answer.verdict, answer.counts) for answer in standing.answers]
    return answers + [(paper.path, paper.verdict, True) for paper in standing.papers]


def main(words: list[str], root: Path = ROOT) -> None:
    """Sign the campaign in a folder anew, and write what changes."""
    at = datetime.fromisoformat(words[1]) if words[:1] == ["--at"] else datetime.now(UTC).replace(microsecond=0)
    tree = DiskTree(root)
    files = {entry.path: tree.read(entry.path) for entry in tree.entries()}
    with tempfile.TemporaryDirectory() as folder:
        found = signed_anew(files, at, Path(folder))
    for path in sorted(files.keys() - found.keys()):
        (root / path).unlink()
    changed = [path for path in sorted(found) if files.get(path) != found[path]]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(found[path])
    sys.stdout.write(f"{len(changed)} files signed anew or changed\n")


if __name__ == "__main__":
    main(sys.argv[1:])
