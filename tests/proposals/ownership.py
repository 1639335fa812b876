"""Campaigns made by chance, edits of them, and who owns what in them: known from how they were made.

Nothing here asks the program: the owner of each thing is written down when the thing is made, and what a file says is
read with other means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import coast
import yaml
from hypothesis import strategies as st

IDS = ("harbour", "marsh-light", "open-gate", "salt-road", "tall-pines")
SECRETARIAT = IDS[0]
Files = dict[str, str]


@dataclass
class World:
    """A campaign and whose everything is."""

    files: Files
    members: tuple[str, ...]
    chapters: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """By id its lead and its contributors."""
    practices: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By id of a statement that is a draft: its drafters."""

    def writes(self, actor: str, path: str) -> bool:
        """Whether a file is one that the actor may write."""
        parts = path.split("/")
        match parts:
            case ["chapters", _, "approvals", *_]:
                return False
            case ["chapters", name, *_]:
                lead, others = self.chapters.get(name, ("", ()))
                return actor in (lead, *others)
            case ["practices", file]:
                return self.practices.get(file.partition(".")[0]) == actor
            case ["statements", name, "statement.yaml"] | ["statements", name, _, "en.md"]:
                return actor in self.drafts.get(name, ())
        return False


def entry(name: str, visibility: str) -> str:
    shown = "" if visibility == "public" else f"visibility: {visibility}\n"
    return (
        f"id: {name}\nname: {name.title()}\ntype: national-ngo\ncountry: KE\nwebsite: https://{name}.example\n"
        f"{shown}membership: [{{status: active, on: 2024-01-01}}]\n"
    )


def source(number: int) -> str:
    return coast.SOURCE.replace("foam-2022", f"work-{number}").replace("Ropes", f"Ropes {number}").lstrip()


@st.composite
def worlds(draw: st.DrawFn) -> World:
    members = IDS[: draw(st.integers(3, 5))]
    somebody, some = st.sampled_from(members), st.lists(st.sampled_from(members), unique=True, max_size=3).map(tuple)
    entries = [entry(name, draw(st.sampled_from(("public", "public", "unnamed")))) for name in members]
    world = World(
        {"coalition.yaml": coast.SETTINGS.partition("report:")[0], "mkdocs.yml": "site_name: Coast\n"}, members
    )
    if draw(st.booleans()):
        world.files |= {f"members/{name}.yaml": text for name, text in zip(members, entries, strict=True)}
    else:
        listed = (text.replace("\n", "\n    ").rstrip(" ") for text in entries)
        world.files["members.yaml"] = "# All.\nmembers:\n" + "\n".join(f"  - {text}" for text in listed)
    for name in draw(st.sampled_from([(), ("work",), ("work", "shelter")])):
        world.chapters[name] = lead, others = draw(somebody), draw(some)
        world.files[f"chapters/{name}/chapter.md"] = (
            f"---\ntitle: {name.title()}\ntheme: {name}\nlead: {lead}\ncontributors: [{', '.join(others)}]\n---\n\nNobody pays.\n"
        )
        world.files[f"chapters/{name}/references.bib"] = source(9)
        approver = draw(somebody)
        world.files[f"chapters/{name}/approvals/{approver}.txt"] = coast.approval(approver, name, "0" * 64)
    for name in draw(st.sampled_from([(), ("desk",), ("desk", "boat")])):
        world.practices[name] = draw(somebody)
        world.files[f"practices/{name}.md"] = coast.DESK.replace(
            "member: open-gate", f"member: {world.practices[name]}"
        )
    if draw(st.booleans()):
        answers = draw(some)
        world.files |= {
            path: coast.FILES[path] for path in coast.FILES if "/first/" in path and "/endorsements/" not in path
        }
        world.files |= {f"{coast.ANSWERS}/{name}.txt": coast.endorsement(name) for name in answers}
    if draw(st.booleans()):
        world.drafts["second"] = drafters = draw(some)
        process = coast.DRAFT_PROCESS.replace("[open-gate, salt-road]", f"[{', '.join(drafters)}]")
        world.files |= {"statements/second/statement.yaml": process, "statements/second/v1/en.md": coast.DRAFT_TEXT}
    number = draw(st.integers(0, 3))
    if number:
        world.files["references.bib"] = "\n".join(map(source, range(number)))
    return world


# What an edit did to what others own


def harmed(world: World, after: Files, actor: str) -> list[str]:
    """What the actor does not own and what is not what it was; each in a few words."""
    found = [f"{name}: {key}" for name, key in _entries(world, after, actor)]
    found += _sources(world.files.get("references.bib", ""), after.get("references.bib", ""))
    for path in sorted({*world.files, *after}):
        old, new = world.files.get(path), after.get(path)
        if old == new or re.fullmatch(r"members\.yaml|members/[^/]+\.yaml|references\.bib", path):
            continue
        if _is_answer(path):
            mine = path.rpartition("/")[2].split(".")[0] == actor
            speaks_for_others = new is not None and any(f"\nmember: {other}\n" in new for other in set(IDS) - {actor})
            if old is not None or not mine or speaks_for_others:
                found.append(path)
        elif world.writes(actor, path):
            found += [f"{path}: {key}" for key in _reserved(world, path, old, new, actor)]
        elif old is None:
            found += [path] if not _begins(world, path, after, actor) else []
        elif new is None or _meaning(old) != _meaning(new):
            found.append(path)
    return found


def unsettled(world: World, after: Files) -> list[str]:
    """What was answered, approved or frozen and is not what it was, whoever changed it."""
    found = []
    for path, text in world.files.items():
        # To the sums of a version more can be added; none is taken out.
        kept = path.endswith("SHA256SUMS") and set(text.splitlines()) <= set(after.get(path, "").splitlines())
        settled = _is_answer(path) or "/first/v1/" in path
        found += [path] if settled and not kept and after.get(path) != text else []
    return found


def _is_answer(path: str) -> bool:
    return "/endorsements/" in path or "/approvals/" in path


def _begins(world: World, path: str, after: Files, actor: str) -> bool:
    """Whether a new file may be a part of something that the actor begins; then nothing is said of it."""
    kind, _, rest = path.partition("/")
    name = rest.split("/")[0].partition(".")[0]
    known = {"chapters": world.chapters, "practices": world.practices, "statements": {"first": (), "second": ()}}
    own = (text for other, text in after.items() if re.match(rf"{kind}/{name}(/|\.)", other))
    return kind in known and name not in known[kind] and any(actor in text for text in own)


def _reserved(world: World, path: str, old: str | None, new: str | None, actor: str) -> list[str]:
    """Values in files of the actor's that are not its alone to change.

    Of a file that can no longer be read nobody can tell: that it cannot is told by other rules.
    """
    if old is None:
        return []
    was, now = _values(old), _values(new or "")
    if new is not None and not now:
        return []
    if path.endswith("/chapter.md"):
        lead = world.chapters[path.split("/")[1]][0]
        return [key for key in ("lead", "contributors") if was.get(key) != now.get(key) and lead != actor]
    if path.endswith("/statement.yaml"):
        others = {*world.drafts[path.split("/")[1]]} - {actor}
        return ["drafters"] if not others <= {*_named(now.get("drafters"))} else []
    if path.startswith("practices/"):
        return ["member"] if now.get("member", actor) not in {actor, ""} else []
    return []


def _named(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _entries(world: World, after: Files, actor: str) -> list[tuple[str, str]]:
    old, new = _registry(world.files), _registry(after)
    found = [(name, "entry") for name in {*old, *new} - {actor} if old.get(name) != new.get(name)]
    if new.get(actor) == [{}]:  # its own file can no longer be read, which another rule tells
        pass
    elif len(new.get(actor, ())) == 1:
        was, now = old[actor][0], new[actor][0]
        found += [(actor, key) for key in ("membership", "accounts") if was.get(key) != now.get(key)]
        if "visibility" in was and now.get("visibility", "public") == "public":
            found.append((actor, "visibility"))
    elif actor in old:
        found.append((actor, "entry"))
    before, now = ([name for name in _listed(files) if name != actor] for files in (world.files, after))
    return found + (
        [("members", "order")] if [one for one in before if one in now] != [one for one in now if one in before] else []
    )


def _registry(files: Files) -> dict[str, list[dict[str, Any]]]:
    """By id what is said of it, wherever."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in _list(files.get("members.yaml", "")):
        found.setdefault(str(one.get("id", "")), []).append(one)
    for path, text in files.items():
        file = re.fullmatch(r"members/([^/]+)\.yaml", path)
        if file:  # one that says no id is told by another rule, and is still its member's
            one = _values(text)
            found.setdefault(str(one.get("id", file[1])), []).append(one)
    return found


def _list(text: str) -> list[dict[str, Any]]:
    listed = _values(text).get("members")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _listed(files: Files) -> list[str]:
    return [str(one.get("id", "")) for one in _list(files.get("members.yaml", ""))]


def _values(text: str) -> dict[str, Any]:
    """The values of a YAML file or of a text's front matter; none where it cannot be read."""
    head = _parts(text)[0] if text.startswith("---\n") else text
    try:
        value = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 -- it makes nothing but strings, lists and mappings
    except yaml.YAMLError:
        return {}
    return value if isinstance(value, dict) else {}


def _parts(text: str) -> tuple[str, str]:
    """Front matter and body of a text; nothing and all of it where that does not end."""
    found = re.fullmatch(r"---\n(.*?)^---$\n?(.*)", text, re.DOTALL | re.MULTILINE)
    return (found[1], found[2]) if found else ("", text)


def _meaning(text: str) -> object:
    """What a file says, however it is laid out."""
    values = _values(text)
    return (values, _parts(text)[1] if text.startswith("---\n") else "") if values else text


def _sources(old: str, new: str) -> list[str]:
    was, now = _works(old), _works(new)
    found = [f"source {key}" for key in was if was[key] != now.get(key)]
    order = [key for key in now if key in was]
    return found or ([] if order == list(was) else ["order of sources"])


def _works(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for block in re.split(r"(?m)^(?=@)", text):
        head = re.match(r"@(\w+)\{([^,\s]+),", block)
        values = dict(re.findall(r"(?m)^\s*(\w+) = \{(.*)\},?$", block))
        if head and values:  # a head alone is no work, and told by another rule
            found.setdefault(head[2], {"": head[1], **values})
    return found


# Edits


WORDS = (*IDS, "member: salt-road", "id: open-gate", "lead: open-gate", "status: lapsed", "Knots", "---", "- ", "}", "title: X", "")  # fmt: skip
NEW = (
    *("practices/new.md", "chapters/work/more.md", "chapters/new/chapter.md", "statements/first/endorsements/open-gate.txt"),
    *(f"{coast.ANSWERS}/open-gate.txt", f"{coast.ANSWERS}/salt-road.2.txt", "members/new-one.yaml", "statements/third/v1/en.md"),
    *("chapters/work/figures/a.png", "trust/a.txt", "chapters/work/approvals/open-gate.txt", "references.bib"),
)  # fmt: skip


@st.composite
def blind_edits(draw: st.DrawFn, world: World) -> Files:
    """A few lines, words and files changed, doubled, moved, copied or taken away, whosever they are."""
    files = dict(world.files)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(sorted(files)))
        how = draw(st.sampled_from(["gone", "moved", "copied", *LINES]))
        if how in LINES:
            lines = files[path].split("\n")
            at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
            files[path] = "\n".join(edit_lines(how, lines, at, to, draw(st.sampled_from(WORDS))))
        elif len(files) > 1:
            text = files[path] if how == "copied" else files.pop(path)
            files |= {} if how == "gone" else {draw(st.sampled_from((*NEW, *sorted(world.files)))): text}
    return files


LINES = ("cut", "doubled", "swapped", "word", "value", "end")


def edit_lines(how: str, lines: list[str], at: int, to: int, word: str) -> list[str]:
    match how:
        case "cut":
            return [*lines[:at], *lines[at + 1 :]]
        case "doubled":
            return [*lines[:at], lines[at], *lines[at:]]
        case "swapped":
            lines[at], lines[to] = lines[to], lines[at]
            return lines
        case "word":
            return [*lines[:at], f"{lines[at]} {word}", *lines[at + 1 :]]
        case "value":
            return [*lines[:at], f"{lines[at].partition(':')[0]}: {word}", *lines[at + 1 :]]
        case _:
            return lines[:at]


def own_edits(world: World, actor: str) -> dict[str, Files]:
    """What the actor may do, by name, each as the files that it writes."""
    found: dict[str, Files] = {
        "a practice of its own": {"practices/nets.md": coast.DESK.replace("open-gate", actor)},
        "a chapter of its own": {
            "chapters/nets/chapter.md": f"---\ntitle: Nets\ntheme: work\nlead: {actor}\n---\n\nNets.\n"
        },
        "a statement of its own": {
            "statements/nets/statement.yaml": coast.DRAFT_PROCESS.replace("[open-gate, salt-road]", f"[{actor}]"),
            "statements/nets/v1/en.md": coast.DRAFT_TEXT,
        },
        "a source": {"references.bib": "\n".join(filter(None, (world.files.get("references.bib"), source(7))))},
    }
    for path, text in world.files.items():
        if path.startswith("members"):
            site = f"https://{actor}.example"
            found |= {f"its web site in {path}": {path: text.replace(site, f"{site}/en")}} if site in text else {}
        elif world.writes(actor, path) and path.endswith(".md"):
            found[f"words in {path}"] = {path: f"{text}\nMore is said.\n"}
    for name, (lead, others) in world.chapters.items():
        path = f"chapters/{name}/chapter.md"
        if actor in (lead, *others):
            found[f"a translation of {name}"] = {
                f"chapters/{name}/chapter.es.md": world.files[path].replace("Nobody", "Nadie")
            }
        if actor == lead:
            changed = re.sub(r"contributors: .*", "contributors: [harbour]", world.files[path])
            found[f"who contributes to {name}"] = {path: changed}
    answer = f"{coast.ANSWERS}/{actor}"
    if "statements/first/statement.yaml" in world.files:
        number = ".2" if f"{answer}.txt" in world.files else ""
        found["an answer"] = {f"{answer}{number}.txt": coast.endorsement(actor, action="object")}
    return found
