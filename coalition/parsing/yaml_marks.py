"""Where the pieces of a YAML text begin and end, more exactly than libyaml says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml as library

if TYPE_CHECKING:
    from coalition.parsing.yaml_document import Route


@dataclass(frozen=True, slots=True)
class Step:
    """A node on the way to what is edited."""

    node: Any
    parent: Any = None
    key: Any = None
    in_flow: bool = False
    """Whether it stands inside brackets or braces."""


def find(root: Any, route: Route) -> list[Step]:
    """The steps to the node at `route`, as far as they lead."""
    steps = [Step(root)]
    for name in route:
        node = steps[-1].node
        in_flow = steps[-1].in_flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, library.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == name), None)
            if found is None:
                break
            steps.append(Step(found[1], node, found[0], in_flow))
        elif isinstance(node, library.SequenceNode):
            steps.append(Step(node.value[int(name)], node, None, in_flow))
        else:
            break
    return steps


def is_flow(node: Any) -> bool:
    """Whether a node stands on the lines of others: a word, or something in brackets."""
    return bool(getattr(node, "flow_style", True))


def pair_end(text: str, pair: tuple[Any, Any]) -> int:
    """Where a key and its value end."""
    key, value = pair
    start = value.start_mark.index
    if start == value.end_mark.index and text[start - 1 : start] != ":":
        # Of a key without a value the mark is that of what comes next.
        rest = text[key.end_mark.index : start]
        return int(key.end_mark.index + (len(rest.rstrip()) if rest.strip() == ":" else 0))
    return end_of(text, value)


def end_of(text: str, node: Any) -> int:
    """Where the node's own text ends: libyaml lets a block end where the next begins, comments and all."""
    leaf = last_leaf(node)
    end = int(leaf.end_mark.index)
    if getattr(leaf, "style", None) in {"|", ">"}:
        head = text[leaf.start_mark.index : text.find("\n", leaf.start_mark.index)]
        if "+" not in head:
            end = min(end, len(text[:end].rstrip("\n")) + 1)
    return end


def last_leaf(node: Any) -> Any:
    """The last scalar or bracketed value inside a block."""
    while not is_flow(node) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
