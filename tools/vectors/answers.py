"""Vectors of answers: good ones, copied ones, edited ones, and what is beside them."""

from __future__ import annotations

from tools.vectors.ground import DOMAIN, STATEMENT, TEXT, Vector, sha

FOLDER = f"statements/{STATEMENT}/endorsements/v1"


def good(it: Vector) -> None:
    """A member signs, and the secretariat receives it in time."""
    it.member("alpha-aid")
    it.freeze()
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expected |= {"totals": {"counted": 1, "signed": 1, "attested": 0}, "adopted": True}


def good_without_receipts(it: Vector) -> None:
    """A campaign that keeps no receipt log: keys are judged at the instant of the verification."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", at=None), "good", counts=True)


def good_with_reservation(it: Vector) -> None:
    """A reservation in two paragraphs, with letters outside of ASCII, is signed with the rest."""
    it.member("alpha-aid")
    rest = "We read paragraph 4 as leaving the question open.\n\nUnsere Lesart: „Schutz für alle“. 保護"
    it.expect(it.answer("alpha-aid", rest=rest), "good", counts=True)


def good_in_translation(it: Vector) -> None:
    """Who reads the Spanish translation signs the normative text's digest; correcting the translation harms nothing."""
    it.member("alpha-aid")
    spanish = TEXT.replace("title: Safe channels for those who must leave", "title: Vías seguras").replace(
        "---\n\nWe call on governments to open safe channels.", "TRANSLATES---\n\nPedimos vías seguras."
    )
    it.expect(it.answer("alpha-aid", language="es"), "good", counts=True)
    normative = it.files[f"statements/{STATEMENT}/v1/en.md"]
    path = f"statements/{STATEMENT}/v1/es.md"
    it.files[path] = spanish.replace("TRANSLATES", f"translates: {sha(normative)}\n").encode()
    it.edit(path, "Pedimos vías".encode(), "Pedimos a los gobiernos vías".encode())


def attested(it: Vector) -> None:
    """A member without a key answers by letter, which the secretariat attests."""
    it.member("alpha-aid", key=None)
    path = it.answer("alpha-aid", key=None, at=None)
    it.attest(path, "alpha-aid")
    it.expect(path, "good", counts=True, strength="attested")
    it.expected["totals"] = {"counted": 1, "signed": 0, "attested": 1}


def attested_by_another(it: Vector) -> None:
    """A member that is not the secretariat attests another's answer."""
    it.member("alpha-aid", key=None)
    it.member("beta-board")
    path = it.answer("alpha-aid", key=None, at=None)
    it.attest(path, "alpha-aid", key="beta-board", by="beta-board")
    it.expect(path, "wrong-member", strength="attested")
    it.expected["status"] = 1


def attestation_signed_by_another(it: Vector) -> None:
    """An attestation that says it is the secretariat's, signed with another member's key."""
    it.member("alpha-aid", key=None)
    it.member("beta-board")
    path = it.answer("alpha-aid", key=None, at=None)
    it.attest(path, "alpha-aid", key="beta-board")
    it.expect(path, "unknown-key", strength="attested")
    it.expected["status"] = 1


def attested_then_edited(it: Vector) -> None:
    """The answer is changed after the secretariat attested it."""
    it.member("alpha-aid", key=None)
    path = it.answer("alpha-aid", "decline", key=None, at=None)
    it.attest(path, "alpha-aid")
    it.edit(path, b"action: decline", b"action: endorse")
    it.expect(path, "bad-signature", strength="attested")
    it.expected["status"] = 1


def announced(it: Vector) -> None:
    """A file that nobody signed and nobody attested is an announcement, and is never counted."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", key=None, at=None), "announced", strength="announced")


def answer_edited(it: Vector) -> None:
    """One word of an answer is changed after it was signed."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", "decline", at=None)
    it.edit(path, b"action: decline", b"action: endorse")
    it.receive(path)
    it.expect(path, "bad-signature")
    it.expected["status"] = 1


def signed_again_over_an_old_signature(it: Vector) -> None:
    """An answer is written anew, and ssh-keygen, without a terminal, keeps the old signature beside it."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", "decline", at=None)
    old = it.files[f"{path}.sig"]
    it.answer("alpha-aid", "endorse", at=None)
    it.files[f"{path}.sig"] = old
    it.receive(path)
    it.expect(path, "bad-signature")
    it.expected["status"] = 1


def copied_to_another_member(it: Vector) -> None:
    """A member's answer and signature under another member's name."""
    it.member("alpha-aid")
    it.member("beta-board")
    path = it.answer("alpha-aid")
    it.copy(path, f"{FOLDER}/beta-board.txt")
    it.expect(path, "good", counts=True)
    it.expect(f"{FOLDER}/beta-board.txt", "wrong-member", strength="announced")
    it.expected["status"] = 1


def copied_to_another_member_and_edited(it: Vector) -> None:
    """The same, with the name changed in the file too: then the signature no longer fits."""
    it.member("alpha-aid")
    it.member("beta-board")
    path = it.answer("alpha-aid", at=None)
    it.copy(path, f"{FOLDER}/beta-board.txt")
    it.edit(f"{FOLDER}/beta-board.txt", b"member: alpha-aid", b"member: beta-board")
    it.receive(f"{FOLDER}/beta-board.txt")
    del it.files[path], it.files[f"{path}.sig"]
    it.expect(f"{FOLDER}/beta-board.txt", "bad-signature")
    it.expected["status"] = 1


def signed_by_another_member(it: Vector) -> None:
    """An answer in one member's name, signed with another member's key."""
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", key="beta-board"), "unknown-key")
    it.expected["status"] = 1


def copied_to_another_version(it: Vector) -> None:
    """An answer to version 1 in the folder of version 2."""
    it.member("alpha-aid")
    it.statement(
        STATEMENT,
        it.files[f"statements/{STATEMENT}/statement.yaml"].decode().replace("current_version: 1", "current_version: 2"),
        {"v1/en.md": TEXT, "v2/en.md": TEXT.replace("safe channels.", "safe and legal channels.")},
    )
    path = it.answer("alpha-aid")
    to = path.replace("/v1/", "/v2/")
    it.copy(path, to)
    it.expect(path, "earlier")
    it.expect(to, "wrong-version", strength="announced")
    it.expected |= {"status": 1, "totals": {"counted": 0}}


def copied_to_another_statement(it: Vector) -> None:
    """An answer to one statement in the folder of another with the same text."""
    it.member("alpha-aid")
    it.statement("second-review")
    path = it.answer("alpha-aid")
    to = path.replace(STATEMENT, "second-review")
    it.copy(path, to)
    it.expect(path, "good", counts=True)
    it.expect(to, "wrong-statement", strength="announced")
    it.expected["status"] = 1


def copied_from_another_coalition(it: Vector) -> None:
    """A member of two coalitions signed for the other one: its line and its namespace name that one."""
    it.member("alpha-aid")
    lines = {"coalition": "other.example"}
    path = it.answer("alpha-aid", lines=lines, namespace="endorsement@other.example")
    it.expect(path, "wrong-coalition", strength="announced")
    it.expected["status"] = 1


def wrong_namespace(it: Vector) -> None:
    """A signature that was made for a file in general."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", namespace="file"), "wrong-namespace")
    it.expected["status"] = 1


def namespace_of_another_kind(it: Vector) -> None:
    """A signature that was made for an approval."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", namespace="approval"), "wrong-namespace")
    it.expected["status"] = 1


def namespace_of_another_coalition(it: Vector) -> None:
    """The lines name this coalition, the signature's namespace another one."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", namespace="endorsement@other.example"), "wrong-namespace")
    it.expected["status"] = 1


def two_signatures_in_one_file(it: Vector) -> None:
    """A second signature below the first: OpenSSH looks at the first alone."""
    it.member("alpha-aid")
    it.member("beta-board")
    path = it.answer("alpha-aid", at=None)
    it.files[f"{path}.sig"] += it.ground.sign(it.files[path], "beta-board", f"endorsement@{DOMAIN}")
    it.receive(path)
    it.expect(path, "malformed")
    it.expected["status"] = 1


def text_below_a_signature(it: Vector) -> None:
    """Words below a signature, as an e-mail program adds them."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", at=None)
    it.files[f"{path}.sig"] += b"-- \nSent from a telephone\n"
    it.receive(path)
    it.expect(path, "malformed")
    it.expected["status"] = 1


def signature_of_nothing(it: Vector) -> None:
    """A signature file that holds no signature."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", at=None)
    it.files[f"{path}.sig"] = b"signed\n"
    it.receive(path)
    it.expect(path, "malformed")
    it.expected["status"] = 1


def answer_that_cannot_be_read(it: Vector) -> None:
    """An answer with a word that its format does not have."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", "endorsed"), "malformed", strength="announced")
    it.expected["status"] = 1


STORIES = (
    good, good_without_receipts, good_with_reservation, good_in_translation, attested, attested_by_another,
    attestation_signed_by_another, attested_then_edited, announced, answer_edited,
    signed_again_over_an_old_signature, copied_to_another_member, copied_to_another_member_and_edited,
    signed_by_another_member, copied_to_another_version, copied_to_another_statement, copied_from_another_coalition,
    wrong_namespace, namespace_of_another_kind, namespace_of_another_coalition, two_signatures_in_one_file,
    text_below_a_signature, signature_of_nothing, answer_that_cannot_be_read,
)  # fmt: skip
