"""Vectors of signers: kinds of keys, and ids that OpenSSH would take for more than an id."""

from __future__ import annotations

from tools.vectors.ground import DOMAIN, Vector
from tools.vectors.security_key import Token


def rsa_key(it: Vector) -> None:
    """A good signature, made with an RSA key."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", key="rsa.alpha"), "weak-key")
    it.expected["status"] = 1


def ecdsa_key(it: Vector) -> None:
    """A good signature, made with an ECDSA key."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", key="ecdsa.alpha"), "weak-key")
    it.expected["status"] = 1


def dsa_key(it: Vector) -> None:
    """A good signature, made with a DSA key."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", key="dsa.alpha"), "weak-key")
    it.expected["status"] = 1


def rsa_key_in_the_registry(it: Vector) -> None:
    """A registry with an RSA key: the member's entry is refused, and so is what the key signed."""
    it.member("alpha-aid", key="rsa.alpha")
    it.expect(it.answer("alpha-aid", key="rsa.alpha"), "unknown-member", strength="announced")
    it.expected["status"] = 1


def security_key(it: Vector) -> None:
    """A signature made with a security key, which OpenSSH calls sk-ssh-ed25519@openssh.com."""
    token = Token()
    member = it.member("alpha-aid", key=None)
    member.keys.append(f'key: "{token.line}", from: 2026-01-01T00:00:00Z')
    path = it.answer("alpha-aid", key=None, at=None)
    it.files[f"{path}.sig"] = token.sign(it.files[path], f"endorsement@{DOMAIN}")
    it.receive(path)
    it.expect(path, "good", counts=True)


def security_key_without_a_touch(it: Vector) -> None:
    """The same, made without anybody touching the security key: OpenSSH does not ask for a touch here."""
    token = Token()
    member = it.member("alpha-aid", key=None)
    member.keys.append(f'key: "{token.line}", from: 2026-01-01T00:00:00Z')
    path = it.answer("alpha-aid", key=None, at=None)
    it.files[f"{path}.sig"] = token.sign(it.files[path], f"endorsement@{DOMAIN}", touched=False)
    it.receive(path)
    it.expect(path, "good", counts=True)


def _odd_id(it: Vector, id_: str) -> None:
    """A member of the registry, and a signature, whose id OpenSSH would take for a pattern or a list."""
    it.member("alpha-aid")
    written = id_.replace("\\", "\\\\").replace('"', '\\"')
    it.members["odd"] = type(it.members["alpha-aid"])(f'"{written}"', "Odd One")
    it.has_key(it.members["odd"], "odd")
    path = it.answer("alpha-aid", key="odd", lines={"member": id_})
    it.expect(path, "malformed", strength="announced")
    it.expected["status"] = 1


def id_with_a_wildcard(it: Vector) -> None:
    """A member called "*", whose key would speak for all: the id is refused, in the registry and in an answer."""
    _odd_id(it, "*")


def id_with_a_comma(it: Vector) -> None:
    """A member called "alpha-aid,beta-board", which OpenSSH would take for two."""
    _odd_id(it, "alpha-aid,beta-board")


def id_with_a_quote(it: Vector) -> None:
    """A member with a quotation mark in its id, which would end a field of the allowed signers."""
    _odd_id(it, 'alpha"aid')


def id_with_a_blank(it: Vector) -> None:
    """A member with a blank in its id, after which OpenSSH would read options and a key."""
    _odd_id(it, "alpha-aid ssh-ed25519")


def key_listed_for_two_members(it: Vector) -> None:
    """Two members with one key: each signs for itself alone."""
    it.member("alpha-aid")
    it.member("beta-board", key="alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", key="alpha-aid"), "good", counts=True)
    it.more["check"] = ["shared-key"]


STORIES = (
    rsa_key, ecdsa_key, dsa_key, rsa_key_in_the_registry, security_key, security_key_without_a_touch,
    id_with_a_wildcard, id_with_a_comma, id_with_a_quote, id_with_a_blank, key_listed_for_two_members,
)  # fmt: skip
