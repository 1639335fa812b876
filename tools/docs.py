"""Write the parts of the documentation that the code knows better than a person: `python -m tools.docs`.

Commands, problems, kinds, what `check` says of the example for members, the index of decisions, the schemas and the
editor's settings. A test compares what is in
the repository with what would be written now.
"""

# ruff: noqa: INP001 -- scripts of the repository, not a package

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import members_page, styles_page
from tools.kinds_page import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import click

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = "<!-- Written by `python -m tools.docs`; change the code and run it again. -->\n"
WIDTH = 78
"""Characters of a line of help, so that it fits a page."""


def generated(root: Path = ROOT) -> dict[str, str]:
    """Everything that is generated: paths from the root, with their content."""
    from coalition.checks import catalogue

    return {
        "docs/commands.md": commands(),
        "docs/problems.md": f"{WRITTEN}\n{catalogue.manual()}",
        "docs/kinds.md": f"{WRITTEN}\n{kinds()}",
        "docs/citation-styles.md": f"{WRITTEN}\n{styles_page.page()}",
        "docs/members.md": members_page.renewed((ROOT / "docs/members.md").read_text(encoding="utf-8")),
        "docs/decisions/README.md": decisions(root / "docs/decisions"),
        ".vscode/settings.json": _json(settings()),
        **schemas(),
    }


def main(root: Path = ROOT) -> None:
    """Write what differs, take away schemas of kinds that are no more, and say what was done."""
    wanted = generated(root)
    for path, content in sorted(wanted.items()):
        target = root / path
        if not target.is_file() or target.read_text(encoding="utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {path}\n")
    for target in strays(root, wanted):
        target.unlink()
        sys.stdout.write(f"removed {target.relative_to(root)}\n")


def strays(root: Path, wanted: Mapping[str, str]) -> list[Path]:
    """Schemas that nothing writes any more."""
    return [path for path in sorted((root / "schemas").glob("*")) if str(path.relative_to(root)) not in wanted]


# Commands


def commands() -> str:
    """Every command with its help, as a person sees it."""
    from coalition.cli.main import cli

    lines = [WRITTEN, "# Commands", "", _COMMANDS.strip(), ""]
    for name, text in _helps(cli):
        lines += [f"{'##' if name.count(' ') < 2 else '###'} {name}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def _helps(group: click.Command, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    import click

    name = "coalition" if parent is None else group.name
    context = click.Context(group, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    with context.scope(cleanup=False):
        yield context.command_path, group.get_help(context).rstrip()
    for command in getattr(group, "commands", {}).values():
        yield from sorted(_helps(command, context))


_COMMANDS = """
Each command is given below as `coalition COMMAND --help` prints it.
The options of `coalition` itself, `-C` and `--now`, stand before the command: `coalition -C DIR check`.

| ends with | which means |
| --- | --- |
| 0 | done; nothing is wrong |
| 1 | something is wrong in the content: errors, or with `--strict` warnings too |
| 2 | the command was not understood: a misspelt option, an instant without its zone |
| 3 | it could not work: a program is missing, a folder cannot be written, there is no such commit or member |
| 4 | a bug in `coalition`; please report the lines that it printed |
| 130 | you stopped it with Ctrl-C |
"""


# Decisions


def decisions(folder: Path) -> str:
    """The index of decisions: each file's heading, in order of their numbers."""
    lines = [WRITTEN, "# Decisions", "", _DECISIONS.strip(), ""]
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]-*.md")):
        heading = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        title = re.sub(r"^(Decision )?[0-9]+[.:]? ", "", heading[1].strip()) if heading else path.stem
        lines.append(f"- [{path.name[:4]}]({path.name}): {title}")
    return "\n".join(lines) + "\n"


_DECISIONS = """
Why things are as they are, one decision a file: what was chosen, what it was chosen over, and what would make us choose again.
A decision that no longer holds stays, and says which one took its place.
"""


# Editors


def schemas() -> dict[str, str]:
    """`coalition schema` of every kind, and of every file that is a list of one kind."""
    from coalition.kinds import KINDS
    from coalition.workflows.schema import LISTS, schema

    names = [*(kind.name for kind in KINDS), *(f"{name}-list" for name in LISTS)]
    return {f"schemas/{name}.json": schema(name) for name in names}


def settings() -> dict[str, Any]:
    """The editor's settings: which schema a file of the campaign has, and how texts are written."""
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.watcherExclude": {"**/.coalition/**": True, "**/public/**": True},
        "search.exclude": {"**/.coalition": True, "**/public": True},
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.unicodeHighlight.ambiguousCharacters": False,
            "files.trimTrailingWhitespace": False,
        },
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
        "yaml.schemas": {f"./schemas/{name}.json": globs for name, globs in sorted(_yaml_files().items())},
    }


def _yaml_files() -> dict[str, list[str]]:
    """By schema: the YAML files that have it. A kind that has a list keeps it in the file with a fixed name."""
    from coalition.kinds import KINDS
    from coalition.workflows.schema import LISTS

    found: dict[str, list[str]] = {}
    for kind in KINDS:
        for claim in kind.claims:
            pattern = claim.replace("[^/]+", "*").replace("\\", "")
            if pattern.endswith((".yaml", ".yml")):
                name = f"{kind.name}-list" if kind.name in LISTS and "*" not in pattern else kind.name
                found.setdefault(name, []).append(pattern)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    main()
