"""Asking at the terminal for what the command line did not say; where there is none, saying which option to give."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def at_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def need(given: T | None, option: str, question: str, convert: Callable[[str], T], default: str | None = None) -> T:
    """What was given, else what somebody answers. Raises click.UsageError where nobody can be asked."""
    if given is not None:
        return given
    if not at_terminal():
        if default is not None:
            return convert(default)
        raise click.UsageError(f"{question} Say it with {option}; there is no terminal to ask at.")
    while True:
        shown = bool(default)  # an empty answer is one where nothing need be said
        answer = click.prompt(question, default=default, show_default=shown, err=True, prompt_suffix="\n> ")
        try:
            return convert(str(answer))
        except ValueError as error:
            click.echo(str(error), err=True)


def word(text: str) -> str:
    """A line that says something. Raises ValueError."""
    line = " ".join(text.split())
    if not line:
        raise ValueError("Write something.")
    return line


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """One of the words. The converter raises ValueError."""

    def convert(text: str) -> str:
        """The word without blanks around it."""
        if text.strip() not in known:
            raise ValueError(f'"{text}" is not one of: {", ".join(known)}.')
        return text.strip()

    return convert


def converter(kind: click.ParamType[T]) -> Callable[[str], T]:
    """A type of options as a converter of answers."""

    def convert(text: str) -> T:
        """The answer as the type has it. Raises ValueError with what is wrong with it."""
        try:
            found: Any = kind.convert(text, None, None)
        except click.BadParameter as error:
            raise ValueError(error.message) from error
        return found  # type: ignore[no-any-return]  # what the type makes

    return convert


def sure(question: str, *, yes: bool) -> bool:
    """Whether to go on. Raises click.UsageError where nobody can be asked and `--yes` was not given."""
    if yes:
        return True
    if not at_terminal():
        raise click.UsageError("There is no terminal to ask at. Read what is above, and give --yes if you are sure.")
    return click.confirm(question, default=False, err=True)
