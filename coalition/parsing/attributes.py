"""Attributes in braces, as pandoc's Markdown has them: `{#id .class key="value"}`."""

from __future__ import annotations

import re

Attributes = tuple[tuple[str, str], ...]

_LONGEST = 4_000
"""Characters of one set of attributes; a bound keeps hostile texts from being read again and again."""

_QUOTED = r'"(?:[^"\\]|\\.)*+"' + r"|'(?:[^'\\]|\\.)*+'"
_BRACED = re.compile(rf"\{{((?:[^{{}}\"']|{_QUOTED})*+)\}}", re.DOTALL)
_ITEM = re.compile(
    rf"#(?P<id>[^\s{{}}\"'#=]+)|\.(?P<class>[^\s{{}}\"'.=]+)|(?P<name>[\w:.-]+)=(?P<value>{_QUOTED}|[^\s\"']+)|=(?P<format>\w+)"
    r"|(?P<other>-)",
    re.DOTALL,
)


def attributes_at(text: str, offset: int) -> tuple[Attributes, int] | None:
    """The attributes whose brace opens at `offset`, and where they end; None when there are none.

    The id is called `id`; all classes are one value, `class`, parted by blanks; `{=html}` is `format`.
    """
    found = _BRACED.match(text, offset, offset + _LONGEST)
    if found is None:
        return None
    parsed = parse(found[1])
    return None if parsed is None else (parsed, found.end())


def trailing(text: str) -> tuple[str, Attributes]:
    """A text and the attributes that stand at its end; no attributes when there are none."""
    text = text.rstrip()
    if not text.endswith("}"):
        return text, ()
    begin = max(len(text) - _LONGEST, 0)
    for found in _BRACED.finditer(text, begin):
        if found.end() == len(text) and (parsed := parse(found[1])) is not None:
            return text[: found.start()].rstrip(), parsed
    return text, ()


def parse(inside: str) -> Attributes | None:
    """What stands between the braces, in the order written; None when it is something else."""
    pairs: list[tuple[str, str]] = []
    classes: list[str] = []
    at = 0
    while at < len(inside):
        if inside[at].isspace():
            at += 1
            continue
        found = _ITEM.match(inside, at)
        if found is None:
            return None
        at = found.end()
        if found["class"]:
            classes.append(found["class"])
        elif found["other"]:
            classes.append("unnumbered")
        elif found["name"]:
            pairs.append((found["name"], _unquoted(found["value"])))
        else:
            pairs.append(("id", found["id"]) if found["id"] else ("format", found["format"]))
    return (*(pairs), ("class", " ".join(classes))) if classes else tuple(pairs)


def value(attributes: Attributes, name: str) -> str:
    """The first value of that name, empty when there is none."""
    return next((written for known, written in attributes if known == name), "")


def _unquoted(written: str) -> str:
    if written[:1] in {'"', "'"}:
        return " ".join(re.sub(r"\\(.)", r"\1", written[1:-1], flags=re.DOTALL).split())
    return written
