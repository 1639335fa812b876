"""Annotated tags, and files that become objects of git just as they are: what a release is made of.

Nothing of the repository's own runs: no hook, no filter, no signing program that its settings name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources.entries import from_bytes, to_bytes
from coalition.sources.git import GitFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from coalition.sources.committing import Bench, Identity
    from coalition.sources.git import Repository
    from coalition.sources.gitcommand import GitCommand

REFS = "refs/tags/"
SIGNATURE = b"-----BEGIN SSH SIGNATURE-----"
NAMESPACE = "git"
"""What git has ssh-keygen sign a tag for, so that `git tag --verify` takes the signature."""
_ATTRIBUTES = ("text", "filter", "ident", "working-tree-encoding")
"""With which git would keep other bytes than those of the file, or write other bytes to the disk."""
_AS_IT_IS = {"unset", "unspecified"}


@dataclass(frozen=True, slots=True)
class Tag:
    """An annotated tag."""

    name: str
    commit: str
    """To which it points."""
    payload: bytes
    """What is signed, when it is: the tag without its signature."""
    message: str
    """Without the signature."""
    signature: bytes = b""
    """As in a `.sig` file; empty where it is not signed, or in another way than with ssh."""


def find(repository: Repository, name: str) -> Tag | None:
    """The tag of that name; None when there is none.

    One that is no more than a name for a commit has no message.
    """
    command = repository.command
    found = command.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{REFS}{name}")
    if found.status:
        return None
    commit = repository.resolve(f"{REFS}{name}")
    object_id = from_bytes(found.output).strip()
    if object_id == commit:
        return Tag(name, commit, b"", "")
    (content,) = repository.objects([object_id])
    payload, mark, signature = content.partition(SIGNATURE)
    message = payload.partition(b"\n\n")[2].decode("utf-8", "replace")
    return Tag(name, commit, payload, message, mark + signature)


def in_the_way(repository: Repository, name: str) -> str | None:
    """A tag that leaves no room for one of that name (git keeps names as folders); None where there is room."""
    above = name.rpartition("/")[0]
    return above if above and find(repository, above) else None


def payload(name: str, commit: str, who: Identity, instant: datetime, message: str) -> bytes:
    """A tag as git keeps it, without a signature. The same of all this is the same tag."""
    lines = (
        f"object {commit}",
        "type commit",
        f"tag {name}",
        f"tagger {who.name} <{who.address}> {int(instant.timestamp())} +0000",
        "",
        message.rstrip("\n"),
        "",
    )
    return "\n".join(lines).encode("utf-8")


def make(repository: Repository, name: str, content: bytes) -> None:
    """Let the name be a tag of that content. Raises GitFailed, also when it is one already."""
    object_id = _line(repository.command, "mktag", stdin=content)
    _said(repository.command, "update-ref", "-m", "coalition report release", f"{REFS}{name}", object_id, "")


def settings(repository: Repository, *names: str) -> tuple[str, ...]:
    """What git was told under these names; empty where it was told nothing."""
    answers = (repository.command.ask("config", "--get", name) for name in names)
    return tuple(from_bytes(answer.output).strip() if answer.status == 0 else "" for answer in answers)


def signing_key(repository: Repository) -> Path | None:
    """The key with which the user has git sign, where that is a file of ssh; None where git was told of none."""
    form, key = settings(repository, "gpg.format", "user.signingKey")
    if form != "ssh" or not key or key.startswith(("key::", "ssh-", "sk-")):
        return None
    return Path(key).expanduser()


def converted(repository: Repository, path: str) -> str | None:
    """The attribute with which git would change the bytes of that file; None where it keeps them as they are."""
    said = _said(repository.command, "check-attr", "-z", *_ATTRIBUTES, "--", repository.prefix + path)
    words = from_bytes(said).split("\0")[:-1]
    found = dict(zip(words[1::3], words[2::3], strict=True))
    if found["text"] != "unset":
        return "text"
    return next((name for name, value in found.items() if value not in _AS_IT_IS), None)


def stored(repository: Repository, folder: Path, names: Sequence[str]) -> Mapping[str, str]:
    """By name, the id of the object that each file of a folder has become, byte for byte. Nothing points to them yet."""
    listed = b"".join(to_bytes(f"{folder / name}\n") for name in names)
    if listed.count(b"\n") != len(names):
        raise CoalitionError(f'"{folder}" has a line break in its name.', "Move the campaign elsewhere.")
    said = _said(repository.command, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed)
    return dict(zip(names, said.decode("ascii").split(), strict=True))


def tree(bench: Bench, repository: Repository, start: str, files: Mapping[str, str | None]) -> str:
    """The tree of a commit with other files in it: by the campaign's path, an object's id, or None for none."""
    _said(bench.command, "read-tree", start)
    _said(bench.command, "update-index", "-z", "--index-info", stdin=_index_lines(repository, files))
    return _line(bench.command, "write-tree")


def stage(repository: Repository, files: Mapping[str, str | None]) -> None:
    """Have the same in the index of the work tree."""
    _said(repository.command, "update-index", "-z", "--index-info", stdin=_index_lines(repository, files))


def staged(repository: Repository, folder: str) -> tuple[str, ...]:
    """Files below a folder of the campaign that are in the index."""
    said = _said(repository.command, "ls-files", "-z", "--", f"{repository.prefix}{folder}/")
    return tuple(from_bytes(path).removeprefix(repository.prefix) for path in said.split(b"\0")[:-1])


def _index_lines(repository: Repository, files: Mapping[str, str | None]) -> bytes:
    nothing = "0" * max((len(object_id) for object_id in files.values() if object_id), default=40)
    entries = (
        (f"100644 {object_id}" if object_id else f"0 {nothing}", repository.prefix + path)
        for path, object_id in sorted(files.items())
    )
    return b"".join(facts.encode("ascii") + b"\t" + to_bytes(path) + b"\0" for facts, path in entries)


def _line(command: GitCommand, *words: str, stdin: bytes = b"") -> str:
    return _said(command, *words, stdin=stdin).decode("ascii").strip()


def _said(command: GitCommand, *words: str, stdin: bytes = b"") -> bytes:
    answer = command.ask(*words, stdin=stdin)
    if answer.status:
        reason = next(
            (line.partition(": ")[2] for line in answer.complaint.splitlines() if ": " in line),
            f"exit status {answer.status}",
        )
        raise GitFailed(f"git {words[0]} failed: {reason.removesuffix('.')}.")
    return answer.output
