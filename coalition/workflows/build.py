"""Building: from a tree to what the public sees, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.outputs.report.formats import FORMATS
from coalition.outputs.verdict import Verdict, as_json, parse_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from coalition.kinds.consent import ConsentRecord
    from coalition.prose.pandoc import Pandoc
    from coalition.publishing.exchange import Stage
    from coalition.publishing.manifest import Manifest, Origin
    from coalition.sources.cache import Cache
    from coalition.sources.git import FileHistory, Repository
    from coalition.sources.trees import Tree
    from coalition.workflows.agreeing import Agreed
    from coalition.workflows.reading import Reading

CACHE_BYTES = 512 * 1024 * 1024
PARTS = ("site", "report", "statements")
"""What a build can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    folder: Path
    """The campaign's."""
    output: Path
    only: tuple[str, ...] = PARTS
    formats: tuple[str, ...] = FORMATS
    languages: tuple[str, ...] = ()
    """Empty: all of the campaign's."""
    drafts: bool = False
    revision: str | None = None
    release: bool = False
    keep: bool = False
    """Whether a build of a part may not replace a publication that holds more."""
    now: datetime | None = None
    """As given with --now; else SOURCE_DATE_EPOCH, else the commit's time."""
    clock: datetime | None = None
    """Until when consents have to hold; None: until the content's own time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The state of the content that is built: which commit, of when, and whether anything was changed since."""

    instant: datetime
    commit: str = ""
    dirty: bool = False
    history: Mapping[str, FileHistory] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build."""

    verdict: Verdict
    published: Manifest | None
    """None: nothing was published, and the verdict says why."""
    unchanged: bool = False
    """Whether the output already was what the order asks for."""
    output: Path | None = None

    @property
    def sentence(self) -> str:
        """What a person is told at the end."""
        if self.published is None:
            return "Nothing was published."
        files, draft = self.published.files, self.published.origin.dirty
        size = sum(file.size for file in files) / 1_000_000
        what = "Nothing had changed:" if self.unchanged else "Published"
        note = " It bears a draft mark, because files differ from the last commit." if draft else ""
        return f"{what} {len(files):,} files, {size:.1f} MB, in {self.output}.{note}"


def build(order: Order, say: Callable[[str], None]) -> Outcome:
    """Build what is ordered. Nothing is published when the content has errors.

    Raises CoalitionError when the tool cannot work; the output is then as it was.
    """
    from coalition.publishing import exchange
    from coalition.sources.git import Repository
    from coalition.sources.trees import DiskTree
    from coalition.workflows.opening import need_campaign, open_cache, open_tree

    if order.revision is None:
        need_campaign(order.folder)
    repository = Repository.open(order.folder)
    moment = moment_of(order, repository)
    if order.release and moment.dirty:
        hint = "Commit them first: a release is built from a commit, and from nothing else."
        raise CoalitionError("Files differ from the last commit.", hint)
    tree = open_tree(order.folder, order.revision)
    cache = open_cache(order.folder, repository)
    inputs = tree.fingerprint(cache) if isinstance(tree, DiskTree) else tree.fingerprint()
    agreed = agreed_of(order)
    # What is private now may not appear in an old commit either.
    now = DiskTree(order.folder).fingerprint(cache) if order.revision is not None else ""
    key = _key(order, moment, inputs, _consents(tree, agreed) + now)
    with exchange.stage(order.output) as stage:
        unchanged = _unchanged(order, key, cache)
        if unchanged is not None:
            return unchanged
        from coalition.prose.pandoc import Pandoc
        from coalition.workflows.check import failed, sparing, verdict_of
        from coalition.workflows.reading import read

        say("Reading the campaign")
        pandoc = Pandoc(cache, jobs=_jobs())
        reading = read(tree, moment.instant, pandoc, drafts=order.drafts, agreed=agreed)
        verdict = verdict_of(reading)
        if failed(sparing(verdict), strict=order.release):
            return Outcome(verdict, None, output=order.output)
        published = _publish(order, moment, (tree, inputs), reading, stage, pandoc, say)
        cache.put(key, json.dumps({"manifest": _digest(order.output), "verdict": as_json(verdict)}).encode())
        cache.trim(CACHE_BYTES)
        return Outcome(verdict, published, output=order.output)


def agreed_of(order: Order) -> Agreed:
    """What is known of consents: the records on disk where a commit is built, and the day by the clock."""
    from coalition.workflows.agreeing import Agreed

    newest: tuple[ConsentRecord, ...] = ()
    if order.revision is not None:
        from coalition.workflows.consenting import present

        newest = present(order.folder)
    return Agreed(newest, order.clock.astimezone(UTC).date() if order.clock else None)


def _consents(tree: Tree, agreed: Agreed) -> str:
    """Names what is taken from records of consent; where there are none, nothing is read that it takes to read them."""
    if not agreed.newest and not any(entry.path in {"consents.yaml", "people.yaml"} for entry in tree.entries()):
        return ""
    from coalition.workflows.consenting import ended

    return ended(tree, agreed)


def _jobs() -> int:
    return min(4, os.cpu_count() or 2)


def moment_of(order: Order, repository: Repository | None) -> Moment:
    """When the content is from, and from which commit.

    Raises CoalitionError when nothing says when it was written, or when only a part of the history is there.
    """
    commit = ""
    if repository is not None:
        commit = repository.resolve(order.revision) if order.revision else repository.head() or ""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if order.now is not None:
        instant = order.now.astimezone(UTC)
    elif epoch:
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= 11):
            raise CoalitionError(
                f'SOURCE_DATE_EPOCH is "{epoch}", not a number of seconds.', "Unset it, or correct it."
            )
        instant = datetime.fromtimestamp(int(epoch), UTC)
    elif repository is not None and commit:
        instant = repository.commit_time(commit)
    else:
        hint = "Commit them (git init, git add, git commit), or give the moment with --now 2026-11-21T12:00:00Z."
        raise CoalitionError("The files are in no commit, so nothing says when they were written.", hint)
    if repository is None or not commit:
        return Moment(instant, "", dirty=True)
    dirty = order.revision is None and bool(repository.changed_paths())
    return Moment(instant, commit, dirty, repository.history())


def _key(order: Order, moment: Moment, inputs: str, consents: str) -> str:
    """Names everything that can change a byte of what is built."""
    from coalition.sources.cache import Cache
    from coalition.workflows.tools import digest

    history = "\n".join(f"{path} {seen.first} {seen.last}" for path, seen in sorted(moment.history.items()))
    wanted = [order.only, order.formats, order.languages, order.drafts, order.release, str(order.output)]
    stamp = f"{moment.instant.isoformat()} {moment.commit} {moment.dirty}"
    return Cache.key("build/3", digest(), inputs, stamp, history, json.dumps(wanted), consents)


def _unchanged(order: Order, key: str, cache: Cache) -> Outcome | None:
    """The outcome of the build that made the output, when a new one would make the same."""
    from coalition.publishing import manifest

    kept = cache.get(key)
    published = None if kept is None else manifest.intact(order.output)
    if kept is None or published is None:
        return None
    outcome = json.loads(kept)
    if outcome["manifest"] != _digest(order.output):
        return None
    return Outcome(parse_json(outcome["verdict"]), published, unchanged=True, output=order.output)


def _digest(output: Path) -> str:
    return hashlib.sha256((output / "manifest.json").read_bytes()).hexdigest()


def _publish(  # noqa: PLR0913 -- the end of the way, where everything comes together
    order: Order,
    moment: Moment,
    content: tuple[Tree, str],
    reading: Reading,
    stage: Stage,
    pandoc: Pandoc,
    say: Callable[[str], None],
) -> Manifest:
    from coalition.publishing import manifest
    from coalition.workflows import making, staging

    settings = reading.campaign.settings
    workshop = making.Workshop(
        reading=reading,
        pandoc=pandoc,
        instant=moment.instant,
        commit=moment.commit,
        draft=moment.dirty or order.drafts,
        drafts=order.drafts,
        history=moment.history,
        languages=_languages(order, settings.campaign.languages),
        proofs="statements" in order.only,
        finished=content[0].read if {"site", "report"} & set(order.only) else None,
    )
    staging.lay_out(order, workshop, stage, say)
    edition = settings.report.edition if settings.report else ""
    origin = _origin(settings.campaign.id, edition, moment, content[1])
    written = manifest.write(stage.folder, origin)
    if order.keep:
        _refuse_loss(order, written)
    say("Publishing")
    stage.publish()
    return written


def _refuse_loss(order: Order, made: Manifest) -> None:
    """Raise CoalitionError when a build of a part would take away what was published besides."""
    from coalition.publishing import manifest

    part = set(order.only) != set(PARTS) or set(order.formats) != set(FORMATS) or bool(order.languages)
    if not part or not (order.output / manifest.NAME).is_file():
        return
    lost = {file.path for file in manifest.read(order.output).files} - {file.path for file in made.files}
    if lost:
        raise CoalitionError(
            f"{order.output} holds {len(lost):,} files that this part of a build does not make, and would lose them.",
            "Name another folder for the part: --output DIR. Or build everything.",
        )


def _languages(order: Order, known: tuple[str, ...]) -> tuple[str, ...]:
    for language in order.languages:
        if language not in known:
            hint = f"Its languages are {', '.join(known)}."
            raise CoalitionError(f'The campaign does not publish in the language "{language}".', hint)
    return tuple(language for language in known if not order.languages or language in order.languages)


def _origin(campaign: str, edition: str, moment: Moment, inputs: str) -> Origin:
    from coalition.publishing.manifest import Origin
    from coalition.workflows.tools import versions

    return Origin(
        campaign=campaign,
        edition=edition,
        commit=moment.commit or None,
        dirty=moment.dirty,
        inputs=inputs,
        tools=versions(),
        built=moment.instant,
    )
