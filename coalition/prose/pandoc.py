"""pandoc, confined: the only way from Markdown to an AST and from an AST to a format.

pandoc runs as its own CGI program (`pandoc-server.cgi`, documented in its server manual), one request a process, with
any number of conversions in it. In that form every conversion is a pure function: pandoc holds no right to open a
file or an address, citeproc included, knows no clock and no environment, and sees exactly the bytes that it is handed.
Conversions of one request share nothing: the footnotes or the failure of one never reach another. On top of that:
an empty environment, a time limit, a limit of memory, and no network to be had (decision 0030).
"""

from __future__ import annotations

import base64
import functools
import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib import metadata, util
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from coalition.errors import CoalitionError
from coalition.prose.shares import shares
from coalition.sources import shell
from coalition.sources.cache import Cache

NOT_READ = (
    "auto_identifiers",
    "example_lists",
    "implicit_header_references",
    "latex_macros",
    "native_divs",
    "native_spans",
    "pandoc_title_block",
    "task_lists",
    "tex_math_dollars",
    "yaml_metadata_block",
)
MARKDOWN = "markdown" + "".join(f"-{name}" for name in NOT_READ)
"""What a member's Markdown may use: pandoc's, which a test holds to a list written out in full, less what is off on
purpose: metadata blocks and title blocks (nothing that is written reaches metadata), TeX macros (which can be made to
explode), `$…$` mathematics (reports speak of dollars), numbered examples (`(@key)` is a citation in brackets), native
`<div>` and `<span>` (HTML is reported, not half understood), automatic identifiers (ours are made once for all
formats) and implicit links to headings (`[sic]` is no link). Raw HTML, TeX and `{=format}` stay on so that they come
out as nodes of their own, which the allow-list names.

Said by what is off, because pandoc takes 4 ms to read a list of 40 extensions and 1 ms to read a page."""

# Seconds are the processor's: how busy a machine is changes no verdict.
TEXT_SECONDS = 2.0
"""What a text may take, besides what its length gives it. A chapter of 5,000 words takes 0.1."""

CITATION_SECONDS = 4.0
"""The same for all citations of a book. 768 take 0.8."""

BOOK_SECONDS = 120.0
"""The same for a whole book in one format. One of 61,000 words takes 2."""

_SECONDS_A_BYTE = 2e-6
"""Of a task's weight: six times what texts that people write take."""

_WALL = 4
"""How many times as long by the clock on the wall: other programs run too."""

MEMORY_MB, TEXT_MEMORY_MB = 512, 200
"""The heap of one pandoc, and of one that reads texts: two million characters need half of it."""

_CGI = "pandoc-server.cgi"
Options = Mapping[str, Any]


class PandocFailed(CoalitionError):
    """pandoc did not do what the library asked of it, with material that the library itself had made."""


@dataclass(frozen=True, slots=True)
class Task:
    """One conversion."""

    text: str
    source: str
    """The format of `text`, in pandoc's words: `json`, `markdown_strict+…`, `biblatex`."""
    target: str
    options: Options = field(default_factory=dict)
    """As the server manual names them: `wrap`, `standalone`, `metadata`, …"""
    files: tuple[tuple[str, bytes], ...] = ()
    """The only files that this conversion can see."""
    seconds: float = TEXT_SECONDS
    """Besides what its weight gives it."""
    memory_mb: int = TEXT_MEMORY_MB
    strict: bool = False
    """Whether a warning is a failure: a picture that cannot be read is one."""

    def request(self) -> dict[str, Any]:
        """The JSON that pandoc is handed."""
        files = {name: base64.b64encode(content).decode("ascii") for name, content in self.files}
        made: dict[str, Any] = {"text": self.text, "from": self.source, "to": self.target, **self.options}
        return {**made, "files": files} if files else made

    def weight(self) -> int:
        """About how much work it is, in bytes of a document as JSON; what an author wrote takes five times as long."""
        text = len(self.text) * (1 if self.source == "json" else 5)
        return text + sum(len(content) for _, content in self.files)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a conversion gave nothing: plain words that end a sentence "the converter …"."""

    reason: str


class Pandoc:
    """Runs conversions, several at once, and keeps what they gave.

    Law: what comes out depends on the task and pandoc's version alone.
    """

    def __init__(self, cache: Cache, jobs: int = 2, *, text_seconds: float = TEXT_SECONDS) -> None:
        self.cache = cache
        self.jobs = max(1, jobs)
        self.text_seconds = text_seconds
        self._slots = BoundedSemaphore(self.jobs)
        self._lock = Lock()
        self._program: str | None = None
        self._failed: dict[str, Failure] = {}

    @functools.cached_property
    def version(self) -> str:
        """What distinguishes this pandoc from others, for keys of caches."""
        return metadata.version("pypandoc_binary")

    def read(self, markdown: str) -> str:
        """A text's document, exactly as written: nothing in it has passed the allow-list."""
        return self._one(self.reading(markdown))

    def write(self, ast: str, to: str, *, seconds: float = TEXT_SECONDS, **options: Any) -> str:
        """A document in another format; binary formats come in base64. Raises PandocFailed."""
        return self._one(Task(ast, "json", to, options, seconds=seconds, memory_mb=MEMORY_MB))

    def reading(self, markdown: str) -> Task:
        """The task of reading a text."""
        return Task(markdown, MARKDOWN, "json", seconds=self.text_seconds)

    def _one(self, task: Task) -> str:
        (result,) = self.convert([task])
        if isinstance(result, Failure):
            raise PandocFailed(f"The converter pandoc {result.reason}.", "Please report this as a fault of the tool.")
        return result

    def convert(self, tasks: Sequence[Task]) -> tuple[str | Failure, ...]:
        """Every task's result, in order. A task that fails does not touch the others, and is not tried again."""
        found = dict(self.converting(tasks))
        return tuple(found[place] for place in range(len(tasks)))

    def converting(self, tasks: Sequence[Task]) -> Iterator[tuple[int, str | Failure]]:
        """The same, each with its task's place, as soon as it is there: to be worked on while others are made."""
        keys = [self._key(task) for task in tasks]
        places: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        known = {key: result for key in places if (result := self._known(key)) is not None}
        missing = {key: tasks[place] for key, (place, *_) in places.items() if key not in known}
        pool = ThreadPoolExecutor(self.jobs)
        try:
            begun = {pool.submit(self._run_batch, list(batch.values())): batch for batch in self._batches(missing)}
            for key, result in known.items():
                yield from ((place, result) for place in places[key])
            for future in as_completed(begun):
                for key, result in zip(begun[future], future.result(), strict=True):
                    self._keep(key, result)
                    yield from ((place, result) for place in places[key])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _known(self, key: str) -> str | Failure | None:
        kept = self.cache.get(key)
        return self._failed.get(key) if kept is None else kept.decode("utf-8")

    def _keep(self, key: str, result: str | Failure) -> None:
        if isinstance(result, str):
            self.cache.put(key, result.encode("utf-8"))
        else:
            self._failed[key] = result

    def _batches(self, missing: Mapping[str, Task]) -> list[dict[str, Task]]:
        """What is converted together."""
        keys, tasks = tuple(missing), tuple(missing.values())
        written = [task.source != "json" for task in tasks]
        found = shares([task.weight() for task in tasks], written, self.jobs)
        return [{keys[place]: tasks[place] for place in share} for share in found]

    def _key(self, task: Task) -> str:
        options = json.dumps(task.options, sort_keys=True, ensure_ascii=False)
        files = [part for name, content in task.files for part in (name, content)]
        return Cache.key("pandoc", self.version, task.source, task.target, options, str(task.strict), task.text, *files)

    def _run_batch(self, batch: Sequence[Task]) -> list[str | Failure]:
        """All at once; when that fails as a whole, one by one, so that the guilty one is known."""
        with self._slots:
            results = self._call(batch)
            if isinstance(results, Failure):
                return [results] if len(batch) == 1 else [self._alone(task) for task in batch]
            return results

    def _alone(self, task: Task) -> str | Failure:
        result = self._call([task])
        return result if isinstance(result, Failure) else result[0]

    def _call(self, batch: Sequence[Task]) -> list[str | Failure] | Failure:
        body = json.dumps([task.request() for task in batch], ensure_ascii=False).encode("utf-8", "replace")
        extra = sum(task.weight() for task in batch) * _SECONDS_A_BYTE
        seconds = max(1, int(max(task.seconds for task in batch) + extra))
        memory_mb = max(task.memory_mb for task in batch)
        environment = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/batch",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_ACCEPT": "application/json",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "nowhere",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "REMOTE_PORT": "80",
            "PANDOC_SERVER_TIMEOUT": str(seconds * _WALL),
        }
        command = [self._executable(), "+RTS", f"-M{memory_mb}M", "-RTS"]
        limits = shell.Limits(seconds=seconds * _WALL + 1, cpu_seconds=seconds)
        try:
            completed = shell.run(command, stdin=body, environment=environment, limits=limits)
        except shell.ToolTimedOut:
            return Failure(f"did not finish within {seconds} seconds")
        except shell.ToolOverflowed:
            return Failure("gave far more than a text can hold")
        return _results(completed, batch, seconds, memory_mb)

    def _executable(self) -> str:
        with self._lock:
            if self._program is None:
                # pandoc tells what it is to be from the name that it is called by.
                folder = Path(tempfile.mkdtemp(prefix="coalition-"))
                weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
                (folder / _CGI).symlink_to(locate())
                self._program = str(folder / _CGI)
            return self._program


def locate() -> Path:
    """The pandoc that pypandoc_binary brings. Raises ToolMissing."""
    found = util.find_spec("pypandoc")
    program = Path(found.origin).parent / "files" / "pandoc" if found and found.origin else None
    if program is None or not program.is_file():
        raise shell.ToolMissing("pandoc")
    return program


def meta(value: Any) -> Any:
    """A value of ours as pandoc wants it in metadata: text is text, and no markup is ever read in it."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, str):
        return {"t": "MetaString", "c": value}
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {name: meta(part) for name, part in value.items()}}
    return {"t": "MetaList", "c": [meta(part) for part in value]}


def _results(
    completed: shell.Completed, batch: Sequence[Task], seconds: int, memory_mb: int
) -> list[str | Failure] | Failure:
    head, _, body = completed.stdout.partition(b"\n\n")
    if completed.status != 0:
        short = b"eap exhausted" in completed.stderr
        return Failure(f"needed more than {memory_mb} MB of memory" if short else f"ended with {completed.status}")
    if head.startswith(b"Status: 503"):
        return Failure(f"did not finish within {seconds} seconds")
    if not head.startswith(b"Status: 200"):
        return Failure(f"refused its orders: {body.decode('utf-8', 'replace').strip()[:300]}")
    answers = json.loads(body)
    if len(answers) != len(batch):
        return Failure("answered something else than it was asked")
    return [_result(answer, strict=task.strict) for answer, task in zip(answers, batch, strict=True)]


def _result(answer: Mapping[str, Any], *, strict: bool) -> str | Failure:
    if "error" in answer:
        first_line = str(answer["error"]).strip().partition("\n")[0]
        return Failure(f"refused it: {first_line[:300]}")
    warnings = [str(one["message"]) for one in answer["messages"] if one["verbosity"] in ("WARNING", "ERROR")]
    if strict and warnings:
        return Failure(f"warned: {warnings[0][:300]}")
    output = answer["output"]
    return output if isinstance(output, str) and output.strip() else Failure("gave nothing")
