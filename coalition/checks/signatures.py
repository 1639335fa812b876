"""Rules over signatures: what ssh-keygen and the registry of keys say of every signed file.

The verdicts are those of `standing`; these rules say where, and what to do. What only waits (for a signature, for a
receipt) is no problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.problems import Place, Severity
from coalition.standing.model import VALID, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.standing.model import Approval, Paper, Verdict

_AGAIN = "Let the member sign again: coalition statement endorse, or coalition chapter approve."


@rule("bad-signature")
def bad_signature(examined: Examined) -> Iterator[Finding]:
    """A signature fits the file beside it: ssh-keygen verifies it.

    Bad:  a word changed in endorsements/v1/open-gate.txt after open-gate signed it
    Good: the file as it was signed, or a new answer, open-gate.2.txt
    """
    hint = "Restore both from the commit that brought them. Whoever wants to answer otherwise signs a new answer."
    return _found(examined, "bad-signature", hint)


@rule("malformed-signature")
def malformed_signature(examined: Examined) -> Iterator[Finding]:
    """A signature is one signature as ssh-keygen writes it, and the file beside it is plain UTF-8.

    Bad:  two signatures in one file, a byte order mark, an e-mail program's quotation marks before its lines
    Good: the file that `ssh-keygen -Y sign` wrote
    """
    hint = "Restore it from the commit that brought it, or let the member sign again."
    for one in _proven(examined):
        paths = {one.path, f"{one.path}.sig"}
        # Windows' line ends are a problem of their own, and so is a file that is no record.
        if one.verdict == "malformed" and paths <= examined.campaign.paths and not paths & examined.campaign.windows:
            yield Finding(Place(f"{one.path}.sig"), one.reason, hint)


@rule("wrong-namespace")
def wrong_namespace(examined: Examined) -> Iterator[Finding]:
    """A signature is made for what it is used for: its namespace names the kind of file and the campaign.

    Bad:  `ssh-keygen -Y sign -n file …`
    Good: `ssh-keygen -Y sign -n endorsement@campaign.example …`
    """
    return _found(examined, "wrong-namespace", _AGAIN)


@rule("weak-key")
def weak_key(examined: Examined) -> Iterator[Finding]:
    """Members sign with ed25519 keys, in a file or in a security key.

    Bad:  a signature made with an RSA, ECDSA or DSA key
    Good: one made with the key that `ssh-keygen -t ed25519` makes
    """
    return _found(examined, "weak-key", "Make a key with ssh-keygen -t ed25519, enter it, and sign with that.")


@rule("unknown-signing-key")
def unknown_signing_key(examined: Examined) -> Iterator[Finding]:
    """Who signs does so with a key that is known to be its own.

    Bad:  a signature with a key that is not in the member's entry, or that nobody proved to be the member's
    Good: a signature with a key of the registry; of a second key, a key change signed with the first
    """
    return _found(examined, "unknown-key", "Enter the key (coalition member key add), or sign with a known one.")


@rule("key-not-valid-then", Severity.WARNING)
def key_not_valid_then(examined: Examined) -> Iterator[Finding]:
    """A key was valid when what it signed was received.

    Bad:  an answer received in March, with a key that was valid until February
    Good: an answer signed with the new key
    """
    hint = f"It does not count. {_AGAIN}"
    return _found(examined, "key-not-valid-then", hint)


@rule("key-revoked", Severity.WARNING)
def key_revoked(examined: Examined) -> Iterator[Finding]:
    """A key that was revoked signs nothing more.

    Bad:  an answer received after the day on which its key was revoked
    Good: an answer signed with the new key
    """
    hint = f"It does not count. {_AGAIN}"
    return _found(examined, "key-revoked", hint)


def _proven(examined: Examined) -> Iterator[Answer | Approval | Paper]:
    """Everything that is signed. An answer that is attested is told of where its attestation is.

    Where the campaign's settings could not be read, nobody knows for whom anything was signed, and that is told.
    """
    if not examined.campaign.settings_were_read:
        return
    yield from (answer for answer in examined.standing.answers if answer.strength != "attested")
    yield from (approval for approval in examined.standing.approvals if approval.strength != "attested")
    yield from examined.standing.papers


def _found(examined: Examined, verdict: Verdict, hint: str) -> Iterator[Finding]:
    for one in _proven(examined):
        if one.verdict == verdict and one.path not in examined.broken_attestations and not _is_made_up(examined, one):
            place = f"{one.path}.sig"
            yield Finding(Place(place if place in examined.campaign.paths else one.path), one.reason, hint)


def _is_made_up(examined: Examined, one: Answer | Approval | Paper) -> bool:
    """Whether the member has answered again since, with a key that was valid: then nothing is left to be done."""
    if not isinstance(one, Answer) or one.verdict not in {"key-not-valid-then", "key-revoked"}:
        return False
    return any(
        other.verdict in VALID and (other.statement, other.version) == (one.statement, one.version)
        for other in examined.standing.of_member(one.member)
    )


@rule("bad-attestation")
def bad_attestation(examined: Examined) -> Iterator[Finding]:
    """An attestation is the secretariat's, and of the very bytes of the answer beside it.

    Bad:  `of-sha256:` with the digest of the answer before a word in it was changed
    Good: the digest that `sha256sum` prints for the answer's file
    """
    secretariat = examined.campaign.settings.campaign.secretariat
    for record in examined.broken_attestations.values() if examined.campaign.settings_were_read else ():
        if record.by != secretariat:
            message = f'"{record.by}" is not the secretariat, which is "{secretariat}".'
            yield Finding(record.place("by"), message, "Let the secretariat attest it: coalition statement attest.")
        else:
            message = "This is of other bytes than the answer beside it has."
            hint = "Restore the answer; another answer is a file of its own, with an attestation of its own."
            yield Finding(record.place("of_sha256"), message, hint)
