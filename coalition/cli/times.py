"""Instants and days, as they are written on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click


class Moment(click.ParamType[datetime]):
    """An instant with its zone, such as 2026-11-21T12:00:00Z."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant; a usage error when it has no zone."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not an instant; write it as 2026-11-21T12:00:00Z', param, ctx)
        if moment.tzinfo is None:
            self.fail(f'"{value}" has no zone; write 2026-11-21T12:00:00Z or +02:00 at its end', param, ctx)
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            self.fail(f'"{value}" is at the end of time', param, ctx)


class Day(click.ParamType[date]):
    """A day, such as 2026-11-21."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error when it is written in another way."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a day; write it as 2026-11-21', param, ctx)
