"""The command line's root: options that all commands share, and the boundary where errors become sentences."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from coalition import __version__
from coalition.cli import (
    answers,
    approvals,
    beginning,
    changes,
    editions,
    exchange,
    joining,
    layout,
    member,
    proposing,
    revising,
    statement,
)
from coalition.cli.build import build
from coalition.cli.check import check
from coalition.cli.digest import digest
from coalition.cli.init import init
from coalition.cli.nouns import NOUNS
from coalition.cli.owners import owners
from coalition.cli.report import report
from coalition.cli.schema import schema
from coalition.cli.serve import serve
from coalition.cli.status import status
from coalition.cli.times import Moment
from coalition.cli.verifying import verify
from coalition.errors import CoalitionError

COULD_NOT, BUG, INTERRUPTED = 3, 4, 130
"""Exit statuses beside 0 (clean), 1 (problems) and 2 (usage): the tool could not work; it has a bug; Ctrl-C."""

COLLECTION = (1_000_000, 20, 50)
"""How many new objects Python waits for before it looks for cycles, and how often it looks among older ones. Its own
(700, 10, 10) searches the millions of values of a large registry, which all stay, again and again: that took two
fifths of the time of a check of 5,000 members. A build of 3,000 pages leaves 800 objects in cycles, so that there is
nothing to be had by looking oftener: its memory is the same when nobody looks at all."""


@dataclass(frozen=True, slots=True)
class Session:
    """What every command is told: where the campaign is, and what time it is."""

    folder: Path
    """The campaign's: the one given or stood in, or the nearest above that holds a campaign."""
    standing: Path
    """Where paths in arguments begin."""
    now: datetime | None
    """As given with --now; None leaves it to the command's own default."""

    def clock(self) -> datetime:
        """The instant given, else the machine's clock: the only place that reads it."""
        return self.now or datetime.now(UTC).replace(microsecond=0)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="coalition")
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="The campaign's folder; without it, the one you are in.",
)
@click.option("--now", type=Moment(), metavar="INSTANT", help="Work as if it were this instant (2026-11-21T12:00:00Z).")
@click.pass_context
def cli(context: click.Context, folder: Path, now: datetime | None) -> None:
    """Joint statements and a joint report, written by hundreds of organisations in one git repository."""
    from coalition.workflows.opening import campaign_folder

    standing = folder.resolve()
    context.obj = Session(campaign_folder(standing), standing, now)


for _command in (init, check, build, serve, status, schema, digest, report, *NOUNS):
    cli.add_command(_command)

ACTIONS: dict[str, tuple[click.Command, ...]] = {
    "member": (joining.add, *revising.COMMANDS, *layout.COMMANDS, member.key, owners, *exchange.COMMANDS),
    "chapter": (beginning.COMMANDS["chapter"], *approvals.COMMANDS),
    "practice": (beginning.COMMANDS["practice"],),
    "meeting": (beginning.COMMANDS["meeting"],),
    "statement": (*statement.COMMANDS, *answers.COMMANDS, verify, changes.show),
}
"""What people do with things of a kind, beside listing and showing them."""
for _command in editions.COMMANDS:
    report.add_command(_command)
for _noun in NOUNS:
    for _command in (*ACTIONS.get(_noun.name or "", ()), proposing.COMMANDS[_noun.name or ""]):
        _noun.add_command(_command)


def run() -> NoReturn:
    """Run the command line and end the process: the console script."""
    gc.set_threshold(*COLLECTION)
    try:
        # Without its own ending of the process, click returns the status of `context.exit`.
        status = cli.main(standalone_mode=False)
    except click.ClickException as usage:
        usage.show()
        _end(usage.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped. Nothing is left half done.", err=True)
        sys.stdout.flush()
        # At once: an ordinary end would wait for the converters of other threads, and python may make a signal of it.
        os._exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _end(0)
    except CoalitionError as error:
        _tell(error)
        _end(COULD_NOT)
    except Exception:  # noqa: BLE001 -- the last boundary: what arrives here is a bug, and says so
        import traceback

        traceback.print_exc()
        click.echo("\nThis is a bug in coalition, not a mistake of yours. Please report the lines above.", err=True)
        _end(BUG)
    _end(status if isinstance(status, int) else 0)


def _tell(error: CoalitionError) -> None:
    from coalition.outputs.verdict import visible

    click.secho("Could not do it: ", fg="red", nl=False, err=True)
    click.echo("\n".join(map(visible, error.message.splitlines())), err=True)
    for line in error.hint.splitlines():
        click.echo(f"    {visible(line)}", err=True)


def _end(status: int) -> NoReturn:
    # The end of the process gives everything back at once. Python would first search the millions of values of a
    # campaign for cycles, which took a quarter of the time of a command that finds everything made before.
    gc.freeze()
    sys.exit(status)
