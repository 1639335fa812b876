"""Verification: 1,000 signed answers, cold and when nothing has changed, against ssh-keygen by itself."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bench import campaign, timing
from bench.figures import Figure
from bench.workshop import COALITION

if TYPE_CHECKING:
    from pathlib import Path

    from bench.workshop import Workshop

DOMAIN = "campaign.example"
NOW = "2026-11-05T00:00:00Z"
_SETTINGS = f"""\
format: 1
campaign: {{id: signed, name: Signed, domain: {DOMAIN}, secretariat: member-0, languages: [en]}}
"""
_TEXT = "---\ntitle: Text {0}\noccasion: Review {0}\naddressed_to: [{{name: All, type: state}}]\n---\n\nText {0}.\n"
_PROCESS = "venue: general-letter\nsubmitted_by: member-0\nstatus: open\nopens: 2026-06-01T00:00:00Z\n"
_LOOP = (
    'for file in "$@"; do member=${file##*/}; member=${member%.txt}; '
    "ssh-keygen -Y verify -f allowed_signers -I $member -n endorsement@"
    f"{DOMAIN} -s $file.sig -Overify-time=20261105000000Z < $file > verdict.$$ || exit 1; done"
)


def signatures(workshop: Workshop) -> tuple[Figure, ...]:
    """`statement verify` with an empty cache, and again, against ssh-keygen alone on all cores."""
    folder = workshop.folder / "signed"
    small = workshop.runs == 1
    paths = _written(folder, members=10 if small else 100, statements=2 if small else 10)
    command: list[str | Path] = [
        COALITION, "-C", folder, "--now", NOW, "statement", "verify",
    ]  # fmt: skip

    def cold() -> float:
        shutil.rmtree(folder / ".coalition", ignore_errors=True)
        return timing.seconds(command)

    cold()  # so that every module is compiled
    ours, theirs = timing.alternating(workshop.runs, cold, lambda: _bare(folder, paths))
    warm = timing.alternating(5, lambda: timing.seconds(command))[0]
    many = f"{len(paths):,}"
    return (
        Figure(
            f"{many} signed answers verified cold, against ssh-keygen by itself",
            ours / theirs,
            limit=1.3,
            details=(
                f"`coalition statement verify`, from its start to its end: {ours:.2f} s.",
                f"{many} times `ssh-keygen -Y verify`, one loop of a shell on each core: {theirs:.2f} s.",
                f"Medians of {workshop.runs}, in turns.",
            ),
        ),
        Figure(
            f"{many} signed answers verified again when nothing has changed",
            warm,
            "s",
            0.5,
            ("The same command, with what ssh-keygen said before. Median of 5.",),
        ),
    )


def _bare(folder: Path, paths: list[str]) -> float:
    """Seconds that as many loops as there are cores take for all signatures."""
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        parts = [paths[start::cores] for start in range(cores)]
        loops = pool.map(lambda part: timing.seconds(["sh", "-c", _LOOP, "sh", *part], folder=folder), parts)
        return max(loops)


def _written(folder: Path, *, members: int, statements: int) -> list[str]:
    """A campaign in which each member has signed each statement; the paths of their answers."""
    keys = folder.with_name("keys")
    keys.mkdir(parents=True)
    names = [f"member-{number}" for number in range(members)]
    files = {"coalition.yaml": _SETTINGS.encode()}
    answers: dict[str, str] = {}
    for number in range(statements):
        text = _TEXT.format(number).encode()
        files[f"statements/on-{number}/statement.yaml"] = _PROCESS.encode()
        files[f"statements/on-{number}/v1/en.md"] = text
        for name in names:
            answers[f"statements/on-{number}/endorsements/v1/{name}.txt"] = name
            files[f"statements/on-{number}/endorsements/v1/{name}.txt"] = _answer(number, name, text)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        public = dict(zip(names, pool.map(lambda name: _key(keys / name), names), strict=True))
        files["members.yaml"] = "".join(["members:\n", *(_member(name, public[name]) for name in names)]).encode()
        campaign.write(folder, files)
        list(pool.map(lambda path: _sign(folder / path, keys / answers[path]), answers))
    lines = (f'{name} namespaces="endorsement@{DOMAIN}" {public[name]}\n' for name in names)
    (folder / "allowed_signers").write_text("".join(lines))
    return list(answers)


def _answer(number: int, name: str, text: bytes) -> bytes:
    nonce = hashlib.sha256(f"{number} {name}".encode()).hexdigest()[:32]
    return (
        f"coalition-endorsement/1\ncoalition: {DOMAIN}\nstatement: on-{number}\nversion: 1\nlanguage: en\n"
        f"text-sha256: {hashlib.sha256(text).hexdigest()}\nmember: {name}\naction: endorse\ncapacity: supporter\n"
        f"mandate: exact\nscope: whole\ndate: 2026-11-03\nnonce: {nonce}\n"
    ).encode()


def _member(name: str, key: str) -> str:
    return (
        f"  - id: {name}\n    name: {name.title()}\n    type: network\n    country: JP\n"
        f"    membership: [{{status: active, on: 2024-01-01}}]\n"
        f"    keys: [{{key: {key}, from: 2026-01-01T00:00:00Z}}]\n"
    )


def _key(path: Path) -> str:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return " ".join(path.with_suffix(".pub").read_text().split()[:2])


def _sign(path: Path, key: Path) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", f"endorsement@{DOMAIN}", str(path)]
    subprocess.run(command, check=True, capture_output=True)
