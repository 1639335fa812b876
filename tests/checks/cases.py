"""Bad examples: a good small campaign, what is laid over it, and exactly the problems that it then has.

A case is a text file: lines of `expect: path:line:column code`, then sections, each headed by `== path`, whose text
is put there. In brackets after the path stands another form: `(edit)` finds a text of the good campaign and puts
another in its place (old, a line `=>`, new); `(append)`; `(gone)` takes a file away; `(bytes)` holds bytes as Python
writes them; `(size)` a number of bytes; `(filled)` has 25,000 letters where an ellipsis stands; `(repeated)` holds
lines of bytes as in `b"head"` or `20000 * b"["`, put one behind the other; `(made)` the name of what makes the file and
its words, for whoever lays the case; `(symlink)` a target; `(submodule)` and `(pipe)` nothing.

A line `actor: MEMBER` makes it a proposal by that member: what stands below a line `== proposal` is laid over, and
committed, after the good campaign and the sections above that line; each further such line begins another commit.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
BASE = HERE / "base"
_HEAD = re.compile(r"== (.+?)(?: \((edit|append|gone|bytes|filled|repeated|made|size|symlink|submodule|pipe)\))?")


@dataclass(frozen=True)
class Section:
    path: str
    form: str
    text: str


@dataclass(frozen=True)
class Case:
    name: str
    expected: tuple[str, ...]
    sections: tuple[Section, ...]
    actor: str = ""
    commits: tuple[tuple[Section, ...], ...] = ()
    """Of a proposal, what each of its commits lays over the campaign."""


def read(path: Path) -> Case:
    whole, *commits = re.split(r"^== proposal\n", path.read_text("utf-8"), flags=re.MULTILINE)
    lines = list(takewhile(lambda line: not _HEAD.fullmatch(line), whole.splitlines()))
    actor = next((line.removeprefix("actor: ") for line in lines if line.startswith("actor: ")), "")
    expected = tuple(line.removeprefix("expect: ") for line in lines if line and not line.startswith("actor: "))
    return Case(path.stem, expected, _sections(whole), actor, tuple(map(_sections, commits)))


def _sections(text: str) -> tuple[Section, ...]:
    sections: list[tuple[str, str, list[str]]] = []
    for line in text.splitlines():
        head = _HEAD.fullmatch(line)
        if head:
            sections.append((head[1], head[2] or "", []))
        elif sections:
            sections[-1][2].append(line)
    return tuple(Section(name, form, "\n".join([*lines, ""])) for name, form, lines in sections)


def build(case: Case, root: Path) -> None:
    """The good campaign with the case laid over it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    lay(case, root, {})


def propose(case: Case, root: Path) -> str:
    """Commit the case's campaign in `root`, and each commit of the proposal; the commit in which it begins."""
    git(root, "init", "--quiet", "--initial-branch=main")
    base = commit(root)
    for sections in case.commits:
        lay(replace(case, sections=sections), root, {})
        commit(root)
    return base


def commit(root: Path) -> str:
    """Commit everything; the commit's id."""
    git(root, "add", "--all")
    git(
        root,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@a.example",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "One step",
    )
    return git(root, "rev-parse", "HEAD").strip()


def git(root: Path, *words: str) -> str:
    """What git says to a command in a folder."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def lay(case: Case, root: Path, makers: Mapping[str, Callable[..., bytes]]) -> None:
    """Lay a case over the campaign in a folder; `makers` make the files of the form `(made)`."""
    for section in case.sections:
        # Names may hold bytes that are no UTF-8, written as Python escapes.
        place = (
            root / os.fsdecode(ast.literal_eval(f'b"{section.path}"')) if "\\x" in section.path else root / section.path
        )
        place.parent.mkdir(parents=True, exist_ok=True)
        if section.form == "made":
            name, *words = section.text.split()
            place.write_bytes(makers[name](*words))
        else:
            _lay(section, place)


def _lay(section: Section, place: Path) -> None:
    text = section.text.rstrip("\n")
    match section.form:
        case "edit":
            old, new = text.split("\n=>\n") if "\n=>\n" in text else (text.removesuffix("\n=>"), "")
            whole = place.read_text("utf-8")
            assert whole.count(old) == 1, f"{section.path} holds this {whole.count(old)} times: {old}"
            place.write_text(whole.replace(old, new), "utf-8")
        case "append":
            with place.open("a", encoding="utf-8") as file:
                file.write(section.text)
        case "gone":
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        case "size":
            with place.open("wb") as file:
                file.truncate(int(text))
        case "symlink":
            place.symlink_to(text)
        case "submodule":
            (place / ".git").mkdir(parents=True)
        case "pipe":
            os.mkfifo(place)
        case _:
            place.write_bytes(_written(section, text))


def _written(section: Section, text: str) -> bytes:
    match section.form:
        case "bytes":
            content: bytes = ast.literal_eval(f"({text})")
            return content
        case "repeated":
            return b"".join(map(_repeated, text.splitlines()))
        case "filled":
            return section.text.replace("…", "x" * 25_000).encode()
        case _:
            return section.text.encode()


def _repeated(line: str) -> bytes:
    times, _, unit = line.partition(" * ") if line[:1].isdigit() else ("1", "", line)
    content: bytes = ast.literal_eval(unit)
    return int(times) * content
