"""The folder by which others verify: its script says of every vector what `statement verify` says, and trusts nothing."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.kinds.words import day_of
from coalition.outputs.dossier import folder
from coalition.outputs.site import proof
from coalition.outputs.site.views import ProofView
from coalition.outputs.verification import as_json
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree, MemoryTree
from coalition.workflows.verifying import standing as stand

pytestmark = pytest.mark.skipif(
    not shutil.which("ssh-keygen") and not os.environ.get("CI"), reason="ssh-keygen is not installed (OpenSSH)"
)
VECTORS = Path(__file__).parents[1] / "vectors"
NAMES = sorted(path.parent.name for path in VECTORS.glob("*/vector.json"))
QUICK = (
    "attested", "correction-carried-over", "every-action", "key-of-the-secretariat-rotated", "no-objection",
    "receipt-removed", "two-signatures-in-one-file", "unnamed-and-hidden", "unnamed-number", "unnamed-objection", "wrong-namespace",
)  # fmt: skip
SHELLS = {
    "dash": ("dash",),
    "bash": ("bash", "--posix"),
    "busybox": ("busybox", "ash"),
    "zsh": ("zsh", "--emulate", "sh"),
}
KEPT = Cache(None)
TOTALS = ("counted", "signed", "attested", "declined", "abstained", "objected", "withdrawn", "unnamed")


class Case:
    """A vector's campaign, or a changed one: what we say of it, and its folders."""

    def __init__(self, name: str, tree=None) -> None:
        vector = json.loads((VECTORS / name / "vector.json").read_text("utf-8"))
        instant = datetime.fromisoformat(vector["instant"])
        self.status = vector["expected"]["status"]
        self.campaign = load(tree or DiskTree(VECTORS / name / "campaign")).value
        self.state = stand(self.campaign, instant, KEPT)
        self.public = publish(self.campaign, day_of(instant))
        said = json.loads(as_json(self.state, self.state.statements.values()))
        self.statements = {statement["id"]: statement for statement in said["statements"]}
        self.papers = {paper["path"]: paper["verdict"] for paper in said["papers"]}

    def files(self, name: str) -> dict[str, bytes]:
        return folder.contents(self.public, self.state, name)

    def expected(self, name: str) -> list[str]:
        """What the script has to say of a statement, line by line, without the first lines and the papers."""
        statement, unnamed = self.statements[name], self.state.of_statement(name).unnamed
        answers = [answer for answer in statement["answers"] if f"statements/{name}/" in answer["path"]]
        lines = [line(answer, name) for answer in answers if self.is_named(answer)]
        apart = dict.fromkeys(TOTALS, 0)
        if not self.state.of_statement(name).unnamed_are_proven:
            # Nobody's word is there for them: they are not in what others can verify.
            apart = {total: getattr(unnamed, total, 0) for total in TOTALS}
            apart |= {"counted": unnamed.signed + unnamed.attested, "unnamed": unnamed.signed + unnamed.attested}
        lines += [f"total {total} {statement['totals'][total] - apart[total]}" for total in TOTALS]
        return [*lines, f"adopted {'yes' if statement['adopted'] else 'no'}"]

    def is_named(self, answer) -> bool:
        home = answer["path"].rpartition("/")[2].partition(".")[0]
        members = [self.campaign.members.get(name) for name in (home, answer["member"])]
        return all(member is None or member.visibility == "public" for member in members)


def line(answer, name: str) -> str:
    path = answer["path"].removeprefix(f"statements/{name}/")
    action = "-" if answer["verdict"] == "malformed" and answer["strength"] == "announced" else answer["action"]
    words = (answer["member"], answer["version"], action, answer["strength"], answer["verdict"])
    return f"answer {path} {' '.join(map(str, words))} {'yes' if answer['counts'] else 'no'}"


def is_told(path: str) -> bool:
    """An attestation is told of where what it attests is."""
    return ".attestation." not in path


def write(home: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(content)
    return home


def run(home: Path, *words: str, shell: tuple[str, ...] = ("sh",), **environment: str):
    command = [*shell, str(home / "verify.sh"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env={"PATH": os.environ["PATH"], **environment}
    )


def check_case(name: str, home: Path, shell: tuple[str, ...] = ("sh",)) -> None:
    case = Case(name)
    statuses = []
    for statement in case.campaign.statements:
        done = run(write(home / statement, case.files(statement)), "--plain", shell=shell)
        lines = done.stdout.splitlines()
        papers = dict(line.split()[1:] for line in lines if line.startswith("paper "))
        assert done.stderr == ""
        assert lines[:2] == ["coalition-verdicts/1", f"statement {statement}"]
        assert [line for line in lines[3:] if not line.startswith(("paper ", "problem "))] == case.expected(statement)
        number = f"statements/{statement}/unnamed/"
        told = {
            path.removeprefix(f"statements/{statement}/"): verdict
            for path, verdict in case.papers.items()
            if is_told(path)
        }
        if not case.state.of_statement(statement).unnamed_are_proven:
            # A number that is not proven is left out, and with it what is wrong with it.
            case.status = 0 if any(path.startswith(number) for path in case.papers) else case.status
            told = {path: verdict for path, verdict in told.items() if not path.startswith("unnamed/")}
        assert papers == told
        statuses.append(done.returncode)
    assert max(statuses) == case.status


@pytest.mark.parametrize("name", QUICK)
def test_the_script_says_what_statement_verify_says(name, tmp_path):
    check_case(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name not in QUICK])
def test_the_script_says_it_of_every_vector(name, tmp_path):
    check_case(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(SHELLS[name][0])])
def test_it_says_so_in_every_shell(shell, tmp_path):
    for name in QUICK:
        check_case(name, tmp_path / name, SHELLS[shell])


@pytest.fixture(scope="module")
def good() -> Case:
    return Case("good")


@pytest.fixture
def home(good, tmp_path):
    return write(tmp_path / "a folder's name", good.files("first-review"))


ANSWER = "endorsements/v1/alpha-aid.txt"


def test_it_works_from_any_folder_in_any_zone_and_on_a_disk_that_cannot_be_written(home):
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = run(home, "--plain", TZ="Pacific/Kiritimati", LC_ALL="es_ES.UTF-8", CDPATH="/tmp", IFS="a")
    inside = subprocess.run(["sh", "verify.sh", "--plain"], capture_output=True, text=True, check=False, cwd=home)

    assert (done.returncode, done.stderr) == (0, "")
    assert f"answer {ANSWER} alpha-aid 1 endorse signed good yes\n" in done.stdout
    assert inside.stdout == done.stdout
    assert "1 count: 1 signed, 0 attested." in run(home).stdout


def test_nothing_is_left_behind(home, tmp_path):
    (tmp_path / "t").mkdir()
    run(home, TMPDIR=str(tmp_path / "t"))

    assert list((tmp_path / "t").iterdir()) == []


def test_another_instant_can_be_asked_for(home):
    assert " signed not-yet-received no\n" in run(home, "--plain", "--at", "2026-11-01T00:00:00Z").stdout
    assert run(home, "--at", "yesterday").returncode == 2


@pytest.mark.parametrize(
    ("path", "old", "new", "verdict"),
    [
        (ANSWER, b"endorse\n", b"decline\n", "bad-signature"),
        (ANSWER, b"version: 1", b"version: 01", "malformed"),
        (ANSWER, b"nonce: ", b"nonce:  ", "malformed"),
        (ANSWER, b"mandate: exact\n", b"", "malformed"),
        (ANSWER, b"coalition-endorsement/1\n", b"coalition-endorsement/1\x00\n", "malformed"),
        (f"{ANSWER}.sig", b"-----END SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n\x00", "malformed"),
        (f"{ANSWER}.sig", b"U1NIU0lH", b"U1NIU0lG", "malformed"),
        ("v1/en.md", b"We call", b"We  call", "altered-text"),
        ("members.txt", b"alpha-aid 2024-03-01 active", b"alpha-aid 2024-03-01 lapsed", "inactive-member"),
        ("members.txt", b"alpha-aid 2024", b"alpha-aie 2024", "unknown-member"),
        ("facts.txt", b"deadline 2026-12-10", b"deadline 2026-11-02", "late"),
        ("facts.txt", b"coalition fair-passage", b"coalition foul-passage", "wrong-coalition"),
        ("trust/receipts.log", b"T10:00:00Z", b"T11:00:00Z", "not-yet-received"),
    ],
)
def test_whatever_is_changed_is_told(home, path, old, new, verdict):
    content = (home / path).read_bytes()
    assert old in content
    (home / path).write_bytes(content.replace(old, new, 1))
    done = run(home, "--plain")

    assert f" {verdict} no\n" in done.stdout
    assert done.returncode == (0 if verdict == "late" else 1)


def test_a_key_that_was_exchanged_among_the_facts_speaks_for_nobody(home):
    keys, signers = home / "keys.txt", home / "allowed_signers"
    own = next(line.split()[2] for line in keys.read_text().splitlines() if line.startswith("alpha-aid "))
    other = next(line.split()[2] for line in keys.read_text().splitlines() if line.startswith("harbour-network "))
    keys.write_text(keys.read_text().replace(own, other))
    assert " unknown-key no\n" in run(home, "--plain").stdout

    keys.write_text(keys.read_text().replace(f"alpha-aid ssh-ed25519 {other}", f"alpha-aid ssh-ed25519 {own}"))
    signers.write_text(signers.read_text().replace(own, other))
    done = run(home, "--plain")
    assert " unknown-key no\n" in done.stdout
    assert "problem allowed_signers: " in done.stdout


def test_a_pattern_among_the_allowed_signers_lets_no_key_speak_for_all(home):
    signers = home / "allowed_signers"
    signers.write_text("".join(f"* {line.split(' ', 1)[1]}\n" for line in signers.read_text().splitlines()[1:]))
    shutil.copy(home / ANSWER, home / "endorsements/v1/harbour-network.txt")
    answer = (home / ANSWER).read_bytes().replace(b"member: alpha-aid", b"member: harbour-network")
    (home / "endorsements/v1/harbour-network.txt").write_bytes(answer)
    shutil.copy(home / f"{ANSWER}.sig", home / "endorsements/v1/harbour-network.txt.sig")

    assert " harbour-network 1 endorse signed bad-signature no\n" in run(home, "--plain").stdout


@pytest.mark.parametrize(
    "name",
    [
        "$(touch hurt).txt", "`touch hurt`.txt", "; touch hurt.txt", "a\nb.txt", "-rf.txt", "*.txt", "alpha aid.txt",
        "alpha-aid.1.txt", "alpha-aid.01.txt", "alpha-aid.2.txt.bak", "Alpha-aid.txt", "alpha-aid", "ä.txt",
    ],
)  # fmt: skip
def test_a_file_of_any_other_name_is_refused(home, name, tmp_path):
    (home / "endorsements/v1" / name).write_bytes(b"coalition-endorsement/1\n")
    done = run(home, "--plain")

    assert (done.returncode, done.stdout) == (2, "")
    assert "which none of its files is called" in done.stderr
    assert not [*tmp_path.rglob("hurt*"), *Path("/").glob("hurt*")]


def test_links_folders_and_pipes_are_refused(home):
    answers = home / "endorsements/v1"
    for make in (
        lambda path: path.symlink_to("/etc/passwd"),
        lambda path: path.mkdir(),
        os.mkfifo,
    ):
        path = answers / "beta-board.txt"
        make(path)
        assert run(home).returncode == 2
        path.rmdir() if path.is_dir() else path.unlink()
    (home / "endorsements/v2").symlink_to(answers)
    assert run(home).returncode == 2


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("facts.txt", "version $(touch hurt)"),
        ("facts.txt", "coalition a b;touch hurt"),
        ("facts.txt", "text 1 ../../en normative"),
        ("facts.txt", "statement ../other"),
        ("members.txt", "../../x 2026-01-01 active"),
        ("members.txt", "alpha-aid $(touch hurt) active"),
        ("keys.txt", "../x ssh-ed25519 AAAA 2026-01-01T00:00:00Z - -"),
        ("keys.txt", "alpha-aid ssh-rsa AAAA 2026-01-01T00:00:00Z - -"),
        ("keys.txt", "alpha-aid ssh-ed25519 AAAA 2026-01-01T00:00:00Z - -"),
    ],
)
def test_facts_that_are_none_are_refused(home, path, line, tmp_path):
    with (home / path).open("a") as file:
        file.write(f"{line}\n")
    done = run(home)

    assert (done.returncode, done.stdout) == (2, "")
    assert not list(tmp_path.rglob("hurt*"))


def test_the_number_of_the_unnamed_counts_when_the_secretariat_signed_it(good, home, keys_of):
    content = (
        b"coalition-unnamed/1\ncoalition: fair-passage.example\nstatement: first-review\nversion: 1\nsigned: 2\n"
        b"attested: 1\ndeclined: 1\nabstained: 0\nobjected: 1\nobjected-in-time: 1\nwithdrawn: 0\n"
        b"instant: 2026-11-20T10:00:00Z\n"
    )
    path = home / "unnamed/v1.txt"
    write(home, {"unnamed/v1.txt": content})
    assert "total counted 1\n" in run(home, "--plain").stdout

    keys_of("harbour-network", home)
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(keys_of.key), "-n", "unnamed@fair-passage.example", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0
    said = run(home, "--plain")
    assert "paper unnamed/v1.txt good\n" in said.stdout
    assert "total counted 3\n" in said.stdout  # the log is signed with a key that is now nobody's
    assert "total unnamed 3\n" in said.stdout
    assert "3 of them are members that are not named, by the signed word of harbour-network." in run(home).stdout

    path.write_bytes(content.replace(b"signed: 2", b"signed: 9"))
    assert "total unnamed 0\n" in run(home, "--plain").stdout


@pytest.fixture
def keys_of(tmp_path):
    """Gives a member of a folder one more key, the first of its keys, whose private half is `key`."""

    def give(member: str, home: Path) -> None:
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(give.key)],
            check=True,
            capture_output=True,
        )
        line = " ".join(give.key.with_suffix(".pub").read_text().split()[:2])
        with (home / "keys.txt").open("a") as keys:
            keys.write(f"{member} {line} 2025-01-01T00:00:00Z - -\n")
        with (home / "allowed_signers").open("a") as signers:
            signers.write(f'{member} namespaces="unnamed@fair-passage.example" {line}\n')

    give.key = tmp_path / "key"
    return give


def test_the_folder_holds_what_it_says_and_nothing_of_others(good):
    files = good.files("first-review")

    assert set(files) == {
        "README.es.txt", "README.txt", "SHA256SUMS", "allowed_signers", ANSWER, f"{ANSWER}.sig", "facts.txt",
        "keys.txt", "members.txt", "trust/receipts.log", "trust/receipts.log.sig", "v1/SHA256SUMS", "v1/en.md",
        "verify.sh", "verify.zip",
    }  # fmt: skip
    assert all(files.values())
    with zipfile.ZipFile(io.BytesIO(files["verify.zip"])) as archive:
        held = {name.removeprefix("first-review-verify/"): archive.read(name) for name in archive.namelist()}
    assert held == {path: content for path, content in files.items() if path != "verify.zip"}
    assert files == Case("good").files("first-review")


def test_who_is_named_nowhere_is_nowhere_in_it():
    files = Case("unnamed-and-hidden").files("first-review")

    assert not [path for path, content in files.items() if b"quiet-line" in content or b"hidden-hand" in content]
    assert not [path for path in files if "quiet" in path or "hidden" in path]


def test_a_number_that_is_no_longer_right_is_left_out():
    root = VECTORS / "unnamed-and-hidden" / "campaign"
    tree = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    tree["statements/first-review/unnamed/v1.txt"] = (
        b"coalition-unnamed/1\ncoalition: fair-passage.example\nstatement: first-review\nversion: 1\nsigned: 5\n"
        b"attested: 0\ndeclined: 0\nabstained: 0\nobjected: 0\nobjected-in-time: 0\nwithdrawn: 0\n"
        b"instant: 2026-11-20T10:00:00Z\n"
    )

    assert not [
        path
        for path in Case("unnamed-and-hidden", MemoryTree(tree)).files("first-review")
        if path.startswith("unnamed")
    ]


def test_the_commands_that_the_page_gives_for_one_answer_verify_it(home):
    view = ProofView((ANSWER,), "alpha-aid", ANSWER, "20261103100000Z", "fair-passage.example")
    command = ["sh", "-c", proof.by_hand(view)]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)

    assert 'Good "endorsement@fair-passage.example" signature for alpha-aid' in done.stdout
    assert done.returncode == 0
    digests = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    assert f"text-sha256: {digests[0]}" in (home / ANSWER).read_text()
    assert " ".join(digests[1:]) in (home / "trust/receipts.log").read_text()


def test_there_is_no_folder_of_what_may_not_be_proven(good):
    assert good.files("no-such-statement") == {}


def test_all_folders_lie_at_the_root_of_what_is_published(good):
    assert "statements/first-review/verify/verify.sh" in folder.published(good.public, good.state)


# Approvals of chapters

APPROVED = [name for name in NAMES if name.startswith("approval-")]
QUICK_APPROVED = ("approval-and-then-objection", "approval-attested", "approval-by-all", "approval-not-yet-received")


def stated(case: Case, chapter: str) -> list[str]:
    """What the script has to say of a chapter, line by line, without the first lines and the papers."""
    lines = []
    states = {one: found for (name, one), found in case.state.chapters.items() if name == chapter}
    for one in case.state.approvals:
        if one.chapter == chapter:
            found = states.get(one.language)
            kinds = (("given", "given"), ("stale", "stale"), ("objections", "objection"))
            state = next((word for name, word in kinds if found and one in getattr(found, name)), "-")
            path = one.path.removeprefix(f"chapters/{chapter}/")
            words = (path, one.member, one.language, one.capacity, one.action, one.strength, one.verdict, state)
            lines.append(" ".join(("approval", *words)))
    return [*lines, *(f"approved {one} {'yes' if found.approved else 'no'}" for one, found in sorted(states.items()))]


def check_chapter(name: str, home: Path, shell: tuple[str, ...] = ("sh",)) -> None:
    case = Case(name)
    for chapter in case.public.approvals:
        files = folder.of_chapter(case.public, case.state, chapter)
        done = run(write(home / chapter, files), "--plain", shell=shell)
        lines = done.stdout.splitlines()
        assert done.stderr == ""
        assert lines[:2] == ["coalition-verdicts/1", f"chapter {chapter}"]
        assert [line for line in lines[3:] if not line.startswith(("paper ", "problem "))] == stated(case, chapter)
        assert run(home / chapter, shell=shell).returncode == done.returncode
        own = [one for one in case.state.approvals if one.chapter == chapter]
        right = {"good", "superseded", "announced", "not-yet-received"}
        assert done.returncode == int(any(one.verdict not in right for one in own))
        for language, found in ((one, found) for (each, one), found in case.state.chapters.items() if each == chapter):
            assert hashlib.sha256(files[f"content/{language}.txt"]).hexdigest() == found.digest
    assert case.public.approvals


@pytest.mark.parametrize("name", QUICK_APPROVED)
def test_the_script_says_of_approvals_what_the_standing_says(name, tmp_path):
    check_chapter(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in APPROVED if name not in QUICK_APPROVED])
def test_it_says_so_of_the_approvals_of_every_vector(name, tmp_path):
    check_chapter(name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(SHELLS[name][0])])
def test_it_says_so_of_approvals_in_every_shell(shell, tmp_path):
    for name in QUICK_APPROVED:
        check_chapter(name, tmp_path / name, SHELLS[shell])


@pytest.fixture
def approved(tmp_path) -> Path:
    case = Case("approval-by-all")
    return write(tmp_path / "refugees", folder.of_chapter(case.public, case.state, "refugees"))


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("approvals/alpha-aid.txt", b"approve\n", b"object\n", " bad-signature -\n"),
        ("approvals/alpha-aid.txt", b"capacity: ", b"capacity:  ", " malformed -\n"),
        ("content/en.txt", b"chapter.md", b"chapter.mb", " good stale\n"),
        ("facts.txt", b"part en lead alpha-aid\n", b"part en contributor alpha-aid\n", " good -\n"),
        ("facts.txt", b"part en lead", b"part en reviewer x-y\npart en lead", "approved en no\n"),
        ("facts.txt", b"chapter refugees", b"chapter poverty", " wrong-statement -\n"),
        ("facts.txt", b"coalition fair-passage", b"coalition foul-passage", " wrong-coalition -\n"),
        ("members.txt", b"alpha-aid 2024-03-01 active", b"alpha-aid 2024-03-01 lapsed", " inactive-member -\n"),
    ],
)
def test_whatever_is_changed_of_a_chapter_is_told(approved, path, old, new, told):
    assert "approved en yes\n" in run(approved, "--plain").stdout
    content = (approved / path).read_bytes()
    assert old in content
    (approved / path).write_bytes(content.replace(old, new, 1))
    assert told in run(approved, "--plain").stdout


@pytest.mark.parametrize(
    "line", ["content ../en", "content fr", "part en lead $(touch hurt)", "part ../x lead alpha-aid", "statement first"]
)
def test_facts_of_a_chapter_that_are_none_are_refused(approved, line):
    with (approved / "facts.txt").open("a") as file:
        file.write(f"{line}\n")

    done = run(approved)
    assert (done.returncode, done.stdout) == (2, "")


def test_the_commands_that_the_page_gives_for_one_approval_verify_it(approved):
    path = "approvals/alpha-aid.txt"
    digest = hashlib.sha256((approved / path).read_bytes()).hexdigest()
    receipts = (approved / "trust/receipts.log").read_text().splitlines()
    (arrived,) = (line.split()[0] for line in receipts if digest in line)
    moment = arrived.replace("-", "").replace(":", "").replace("T", "")
    command = proof.by_hand(ProofView((path,), "alpha-aid", path, moment, "fair-passage.example"))
    done = subprocess.run(["sh", "-c", command], cwd=approved, capture_output=True, text=True, check=False)

    assert 'Good "approval@fair-passage.example" signature for alpha-aid' in done.stdout
    assert done.returncode == 0
    digests = [line.split()[0] for line in done.stdout.splitlines()[1:]]
    assert f"content-sha256: {digests[0]}" in (approved / path).read_text()
    assert " ".join(digests[1:]) in (approved / "trust/receipts.log").read_text()


def test_the_text_of_a_chapter_is_not_among_its_proofs():
    case = Case("approval-by-all")
    files = folder.of_chapter(case.public, case.state, "refugees")

    assert not [path for path in files if path.endswith((".md", ".bib"))]
    body = case.campaign.chapters["refugees"].body.strip().encode()
    assert not [path for path, content in files.items() if body in content]


def test_no_approval_of_a_member_that_may_not_be_named_leaves_the_repository():
    tree = DiskTree(VECTORS / "approval-by-all" / "campaign")
    files = {entry.path: tree.read(entry.path) for entry in tree.entries()}
    registry = files["members.yaml"].decode().replace("id: beta-board\n", "id: beta-board\n    visibility: unnamed\n")
    assert registry != files["members.yaml"].decode()
    case = Case("approval-by-all", MemoryTree({**files, "members.yaml": registry}))
    made = folder.of_chapter(case.public, case.state, "refugees")

    assert "approvals/alpha-aid.txt" in made
    assert not [path for path, content in made.items() if "beta-board" in path or b"beta-board" in content]
