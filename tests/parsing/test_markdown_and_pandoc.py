"""The scan finds in the project's own texts what pandoc finds: no citation, link or picture more or less."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from coalition.parsing import frontmatter, markdown
from coalition.prose.pandoc import MARKDOWN

ROOT = Path(__file__).parents[2]
FOLDERS = ("chapters", "statements", "practices", "meetings", "pages", "report")
TEXTS = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))
ODD = """# A [b](c) heading {#sec-x}

::: {.key-finding #kf}
[see @a--b; @c/d.e, p. 3] @{f} g@h.org -@k \\@no `@code` [text]{.x #id} <https://i.org/@j>
:::

| a | @l \\| `@m` |
|---|---|
| ![](n.png) | [o](<p q>) |

: Caption of @r {#tbl-x}

> - ![cap @s
>   on](t.png "u"){#fig-x alt="A \\"v\\" {w}"}
>
>       @code

Term

:   is @x

    and @y [z][ref] ![z2][ref]

[ref]: target.html
[^1]: in a note @n1

    and more @n2

<!-- @no -->

Note[^1] and ^[inline @n3], five dollars: $5 @usd $6.
"""


def by_pandoc(body: str) -> Counter[tuple[str, str]]:
    command = [pypandoc.get_pandoc_path(), "--from", MARKDOWN, "--to", "json", "--sandbox"]
    done = subprocess.run(command, input=body.encode(), capture_output=True, check=True)
    found: Counter[tuple[str, str]] = Counter()
    todo: list[Any] = [json.loads(done.stdout)["blocks"]]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
            continue
        if not isinstance(node, dict):
            continue
        kind, content = node.get("t"), node.get("c")
        if kind == "Cite":
            found.update(("cited", citation["citationId"]) for citation in content[0])
            todo += [
                part for citation in content[0] for part in (citation["citationPrefix"], citation["citationSuffix"])
            ]
            continue
        if kind in {"Link", "Image"}:
            found[kind.lower(), content[2][0].replace("%20", " ")] += 1
        todo.append(list(node.values()))
    return found


def by_scan(body: str) -> Counter[tuple[str, str]]:
    kinds = {"citation": "cited", "reference": "cited", "link": "link", "image": "image"}
    marks = markdown.scan("a.md", body, first_line=2).marks
    return Counter((kinds[mark.kind], mark.value) for mark in marks if mark.kind in kinds and not mark.attribute("in"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_scan_agrees_with_pandoc_on_our_texts(path: Path):
    body = frontmatter.split(path.name, path.read_text(encoding="utf-8")).value.body
    assert by_scan(body) == by_pandoc(body)


def test_the_scan_agrees_with_pandoc_on_an_odd_text():
    assert by_scan(ODD) == by_pandoc(ODD)
