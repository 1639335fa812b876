"""Serving the site on this machine, built again as files change.

A change is shown in two steps: the page of the text that was edited at once, spliced into the page as it was last
built; then everything, by a whole build beside it.
"""

from __future__ import annotations

import http.server
import signal
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.problems import Severity
from coalition.sources.trees import SCOPE, DiskTree
from coalition.workflows import build as building

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from coalition.outputs.verdict import Verdict
    from coalition.workflows.preview import Preview

OUTPUT = Path(".coalition/serve")
HOST = "127.0.0.1"
IDLE_MS = 1_000
"""How often to look for changes that the system gives no notice of."""
QUIET_MS = 20
"""For how long nothing has to change before it is looked at: what one program saves, it writes more quickly."""


def serve(  # noqa: PLR0913 -- each by its name
    folder: Path, *, port: int, drafts: bool, now: datetime | None, clock: datetime, say: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C. Raises CoalitionError when the port is taken or the first build cannot be made."""
    # Before anybody is told that it runs: an import can lose a Ctrl-C.
    from watchfiles import watch

    from coalition.workflows.preview import Preview

    del watch
    stopped = _stopped_by_hand()
    order = building.Order(
        folder=folder,
        output=(folder / OUTPUT).resolve(),
        only=("site", "report"),
        formats=("html",),
        drafts=drafts,
        now=now,
        clock=clock,
    )
    seen = DiskTree(folder)
    seen.entries()
    tell_verdict(building.build(order, say), say)
    try:
        server = http.server.ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(order.output)))
    except OSError as error:
        raise CoalitionError(f"Port {port} cannot be used: {error.strerror}.", "Choose another with --port.") from error
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    say(f"The site is at http://{HOST}:{server.server_port}/ - stop with Ctrl-C.")
    try:
        preview = Preview(order)
        for paths in changes(seen, stopped):
            rebuild(order, preview, paths, say)
    finally:
        server.shutdown()
        server.server_close()


def _stopped_by_hand() -> threading.Event:
    """Set by the first Ctrl-C from now on, which raises KeyboardInterrupt besides.

    Python drops an exception that falls into a callback of its own; what was set stays.
    """
    stopped = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, stop)
    return stopped


def changes(seen: DiskTree, stopped: threading.Event) -> Iterator[tuple[str, ...]]:
    """The campaign's paths that changed, whenever some did; ends with KeyboardInterrupt, also when only `stopped` tells.

    Law: nothing is missed that changed after `seen` was listed, be it while the last change was worked on. The system's
    notices only wake us: they do not tell what changed before they were asked for, on some file systems not at all, and
    not in a folder that was not there yet. What changed is found by looking.
    """
    from watchfiles import watch

    folder = Path(seen.label)
    while True:
        watched = [folder / name for name in SCOPE if (folder / name).exists()]
        for _ in watch(*watched, raise_interrupt=True, step=QUIET_MS, yield_on_timeout=True, rust_timeout=IDLE_MS):
            if stopped.is_set():
                raise KeyboardInterrupt
            now = DiskTree(folder)
            paths = now.changed_since(seen)
            seen = now
            if paths:
                yield paths
            if any((folder / name).exists() for name in SCOPE if folder / name not in watched):
                break


def rebuild(order: building.Order, preview: Preview, paths: Iterable[str], say: Callable[[str], None]) -> None:
    """Show what changed: the pages of edited texts first, then everything. A failure is told, and serving goes on."""
    names = tuple(paths)
    say(f"Changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}")
    try:
        shown = preview.show(names)
        if shown:
            say(f"Shown: {', '.join(shown)}")
        tell_verdict(building.build(order, lambda _step: None), say)
    except CoalitionError as error:
        say(f"{error.message} {error.hint}".strip())


def tell_verdict(outcome: building.Outcome, say: Callable[[str], None]) -> None:
    """Say what is wrong, or that all was built."""
    from coalition.outputs.verdict import text

    verdict: Verdict = outcome.verdict
    if verdict.count(Severity.ERROR):
        say(text(verdict).rstrip())
        say("The site stays as it was until this is mended.")
    else:
        say(outcome.sentence)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the built site, never kept by the browser, and for this machine's own names alone.

    A page elsewhere whose name was made to point here (DNS rebinding) is refused, since it asks for another host.
    """

    def send_head(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 -- the base class names a private type
        """As the base class, after a look at the name by which this machine was called."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host")
        if host not in {HOST, "localhost"}:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """No page is kept, so that a reload shows what was built last."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """No listings: a folder without an index page is not there."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's word
        """Requests are not logged."""
