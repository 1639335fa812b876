"""References inside and between texts: `@fig-x`, `@hiv-aids/sec-x`, `[words](#sec-x)`, `[words](join.md)`.

Law: when this is done, every link within the book has its target in the book, or has become plain words and has been
reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coalition.problems import nearest, suggest
from coalition.prose.ast import Inlines, Node, attr, link, words
from coalition.prose.labels import Labels, labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.prose.found import Citing
    from coalition.prose.identifiers import Targets
    from coalition.prose.reading import Draft

_PREFIXES = ("fig-", "tbl-", "sec-")


@dataclass(slots=True)
class Resolver:
    """Resolves what one text refers to."""

    draft: Draft
    targets: Targets
    labels: Labels
    pages: Mapping[str, str]
    """Ids of texts by path."""
    keys: frozenset[str]
    """The sources that this text may cite."""

    def run(self) -> None:
        """Resolve everything; what remains in `found.citings` cites sources."""
        for node in self.draft.found.links:
            self._link(node)
        self.draft.found.citings = [citing for citing in self.draft.found.citings if self._cites(citing)]

    # References in the form of citations.

    def _is_reference(self, key: str) -> bool:
        if key in self.keys:
            return False
        known = self.targets.find(self.draft.manuscript.id, key) is not None
        known = known or (self.draft.manuscript.id, key) in self.targets.withheld
        return known or "/" in key or key.startswith(_PREFIXES)

    def _cites(self, citing: Citing) -> bool:
        """Whether something is still cited when references have become links."""
        node = citing.node
        references = [one for one in node["c"][0] if self._is_reference(one["citationId"])]
        if not references:
            return True
        made = self._sentence(references)
        rest = [one for one in node["c"][0] if not self._is_reference(one["citationId"])]
        if rest:
            remaining: Node = {"t": "Cite", "c": [rest, words("; ".join(f"@{one['citationId']}" for one in rest))]}
            citing.node = remaining
            made = [*made, {"t": "Space"}, remaining]
        node.update({"t": "Span", "c": [attr(), made]})
        return bool(rest)

    def _sentence(self, references: Sequence[Mapping[str, Any]]) -> Inlines:
        """`@fig-x` is "Figure 3.2", `[see @fig-x, left]` is "(see Figure 3.2, left)"."""
        bare = references[0]["citationMode"]["t"] != "NormalCitation"
        made: Inlines = []
        for index, one in enumerate(references):
            made += [{"t": "Str", "c": ";"}, {"t": "Space"}] if index else []
            made += [*one["citationPrefix"], *([{"t": "Space"}] if one["citationPrefix"] else [])]
            made += self._named(one["citationId"])
            suffix = one["citationSuffix"]
            made += (
                [{"t": "Space"}, {"t": "Str", "c": "("}, *suffix, {"t": "Str", "c": ")"}] if bare and suffix else suffix
            )
        return made if bare else [{"t": "Str", "c": "("}, *made, {"t": "Str", "c": ")"}]

    def _named(self, key: str) -> Inlines:
        text, _, local = key.rpartition("/")
        found = self.targets.find(text or self.draft.manuscript.id, local)
        if found is not None:
            return [link(words(found.name(self.labels)), f"#{found.id}")]
        if (text or self.draft.manuscript.id, local) in self.targets.withheld:
            kinds = {"fig": self.labels.figure, "tbl": self.labels.table, "sec": self.labels.section}
            return words(kinds.get(local.partition("-")[0], self.labels.passage("testimony")))
        if text not in self.targets.broken:
            place = self.draft.locator.place("reference", key, f"@{key}")
            message = f'There is nothing called "{key}" to refer to.'
            hint = self.draft.locator.advice(f"@{key}", lambda: self._suggestion(text, local))
            self.draft.locator.report(place, "dead-reference", message, hint)
        return words(f"@{key}")

    def _suggestion(self, text: str, local: str) -> str:
        """The nearest id of the text that was named, or the nearest text."""
        named = text or self.draft.manuscript.id
        if named not in self.targets.of:
            return suggest(named, tuple(self.targets.of), what="Texts of the book are")
        known = [name for name in self.targets.of[named] if name.startswith(_PREFIXES)]
        near = nearest(local, known)
        prefix = f"{text}/" if text else ""
        if near:
            return f'Did you mean "@{prefix}{near}"?'
        elsewhere = next((name for name, ids in sorted(self.targets.of.items()) if local in ids), None)
        return f'Did you mean "@{elsewhere}/{local}"?' if elsewhere else suggest(local, known, what="There is")

    # References in the form of links.

    def _link(self, node: Node) -> None:
        target = node["c"][2][0]
        found = self._place(unquote(target))
        if found:
            node["c"][2][0] = f"#{found}"
            return
        node.update({"t": "Span", "c": [attr(), node["c"][1]]})
        if found is None:
            place = self.draft.locator.place("link", target)
            message = f'The link to "{target[:80]}" leads nowhere; its words stay.'
            hint = self.draft.locator.advice(f"]({target}", lambda: self._link_hint(target))
            self.draft.locator.report(place, "dead-link", message, hint)

    def _place(self, target: str) -> str | None:
        """The id in the book that a link means; empty when nobody can say, None when there is none."""
        here = self.draft.manuscript
        if target in here.targets:
            return here.targets[target]
        path, _, local = target.partition("#")
        text = self._text(path) if path else here.id
        if text is None:
            return None
        if not local:
            return text if path else None
        if text in self.targets.broken:
            return ""
        if (text, local) in self.targets.withheld:
            return ""
        found = self.targets.find(text, local)
        return found.id if found else None

    def _text(self, path: str) -> str | None:
        """The text that a relative path means: in the language of this text when it exists in it."""
        here = self.draft.manuscript
        full = normpath(f"{here.path.rpartition('/')[0]}/{path}").lstrip("/")
        stem = full.removesuffix(".md")
        return self.pages.get(f"{stem}.{here.language}.md") or self.pages.get(full)

    def _link_hint(self, target: str) -> str:
        if target.startswith("#"):
            known = tuple(self.targets.of[self.draft.manuscript.id])
            near = nearest(target[1:], known)
            return f'Did you mean "#{near}"?' if near else suggest(target[1:], known, what="Ids of this text are")
        if target.lower().startswith("www."):
            return f"Write the whole address: https://{target}"
        near = nearest(target, (*self.draft.manuscript.targets, *self._neighbours()))
        if near:
            return f'Did you mean "{near}"?'
        return "Write a whole address (https://…), or the path of a text from this one's folder."

    def _neighbours(self) -> Iterator[str]:
        folder = self.draft.manuscript.path.rpartition("/")[0] + "/"
        return (path.removeprefix(folder) for path in self.pages if path.startswith(folder))


def resolve(
    drafts: Sequence[Draft], targets: Targets, labels: Mapping[str, Labels], keys: Mapping[str, frozenset[str]]
) -> None:
    """Resolve the references of every text; `keys` are the sources that each may cite."""
    pages = {draft.manuscript.path: draft.manuscript.id for draft in drafts}
    for draft in drafts:
        words_of_ours = labels_for(draft.manuscript.language, labels)
        Resolver(draft, targets, words_of_ours, pages, keys.get(draft.manuscript.id, frozenset())).run()
