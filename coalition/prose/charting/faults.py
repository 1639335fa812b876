"""What can be wrong with a chart, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.problems import Severity, suggest
from coalition.prose.charting import numerals
from coalition.prose.drops import Drop

if TYPE_CHECKING:
    from collections.abc import Collection

    from coalition.problems import Place


def at(drop: Drop, data: str, turn: int) -> Drop:
    """The same, said of one of the charts that show this table."""
    return drop if drop.place else replace(drop, needle=data or ".chart", mark=("chart", data), turn=turn)


def _drop(code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Drop:
    return Drop(code, message, hint, "", severity=severity)


def without_caption(what: str) -> Drop:
    """Nothing in the block."""
    hint = "Write it between the two lines of ```: what is counted, where and when."
    return _drop("chart-without-caption", f"This {what} has no caption.", hint)


def without_alt(what: str) -> Drop:
    """No words for those who cannot see it."""
    hint = 'Say what is to be seen, apart from the caption: alt="The Arab States have the highest rate, Africa the lowest."'
    return _drop("missing-alt-text", f"This {what} has no alternative text.", hint)


def alt_is_caption(what: str) -> Drop:
    """Alternative text that says nothing new."""
    hint = "The caption is read out as well: let alt say what is to be seen."
    message = f"The alternative text of this {what} only repeats the caption."
    return _drop("alt-is-caption", message, hint, Severity.WARNING)


def in_note(what: str) -> Drop:
    """A figure in a footnote, where Word loses it and paper tears it away."""
    return _drop(
        "figure-in-note",
        f"A {what} stands in a footnote.",
        "Let it stand in the text, and refer to it in the note: @fig-x.",
    )


def without_source(what: str) -> Drop:
    """Numbers from nowhere."""
    message = f"This {what} does not say where its numbers are from."
    return _drop("chart-without-source", message, 'Write source="@key", with the key of a source in references.bib.')


def unknown_type(written: str, known: Collection[str]) -> Drop:
    """A kind of chart that there is not."""
    message = f'There is no chart of the type "{written[:60]}".' if written else "This chart does not say its type."
    return _drop("unknown-chart-type", message, suggest(written, known, what="Write one of") or _types(known))


def _types(known: Collection[str]) -> str:
    return f"Write one of: {', '.join(known)}."


def missing_data(written: str, known: Collection[str]) -> Drop:
    """A table that is not there, or not the text's own."""
    message = f'There is no table "{written[:80]}".' if written else "This block does not say which table it shows."
    hint = suggest(written, known, what="There is") if written else ""
    if written and not written.endswith(".csv"):
        hint = hint or "Save the table as CSV, in UTF-8, under a name that ends in .csv in small letters."
    return _drop(
        "missing-chart-data",
        message,
        hint or 'Put a CSV file into the folder data/ beside this text: data="data/numbers.csv".',
    )


def no_column(written: str, known: Collection[str]) -> Drop:
    """A column that the table has not."""
    message = f'The table has no column "{written[:60]}".'
    return _drop("unknown-chart-column", message, suggest(written, known, what="It has") or "Look at its first line.")


def no_values() -> Drop:
    """A table of one column."""
    return _drop("unknown-chart-column", "The table has no column of numbers.", 'Name it: value="number".')


def too_few_names(names: int, columns: int) -> Drop:
    """Names for columns, of which some are missing or too many."""
    message = f"There are {names} names for {columns} columns."
    return _drop("chart-names", message, 'Part them with semicolons, one for each column: names="Total; Per thousand".')


def no_number(place: Place, cell: str, column: str) -> Drop:
    """Words where a number belongs."""
    message = f'"{cell[:40]}" in the column "{column[:40]}" is no number, and a chart shows it.'
    meant = numerals.meant(cell)
    hint = (
        f"Write {meant}; a unit belongs to the name of the column."
        if meant
        else "Write digits with a point and nothing else: 1234.5; leave the cell empty when there is no number."
    )
    return Drop("chart-not-a-number", message, hint, "", place=place)


def without_rows(data: str, column: str = "") -> Drop:
    """A header and nothing below it, or no number at all, or none in one of the columns."""
    if column:
        message = f'There is no number to show in the column "{column[:60]}" of "{data[:80]}".'
        return _drop("empty-chart", message, 'Name the columns that have some: value="total; rate".')
    return _drop("empty-chart", f'There is no number to show in "{data[:80]}".', "Add rows, or take the chart away.")


def marked_caption(what: str, found: str) -> Drop:
    """A caption with Markdown, which would be shown as it is written."""
    message = f'The caption of a {what} is plain words: "{found[:60]}" would be shown as it stands.'
    hint = 'Cite in source="@key", and leave out stars and links.'
    return _drop("chart-caption-markup", message, hint)


def misplaced(what: str, path: str) -> Drop:
    """A chart where none is drawn."""
    if path.startswith("statements/"):
        message = f"A statement shows no {what}: members sign its text, and numbers beside it could change afterwards."
        return _drop("chart-out-of-place", message, "Write the numbers as a table in the text.")
    message = f"A {what} is drawn in chapters and in the texts of report/, and not here."
    return _drop("chart-out-of-place", message, "Write the numbers as a table, or link to the chapter that shows them.")


def too_much(what: str, count: int, most: int, things: str) -> Drop:
    """More than can be read."""
    message = f"This {what} shows {count:,} {things}; more than {most:,} cannot be read."
    return _drop("chart-too-large", message, "Show fewer of them, add up the small ones, or take another type.")


def unknown_country(place: Place, cell: str, instead: str) -> Drop:
    """A code that no country has."""
    message = f'"{cell[:40]}" is no country\'s code of two letters, and a map shows it.'
    hint = f'Write "{instead}".' if instead else "Codes are those of ISO 3166-1, in capitals: NP for Nepal."
    return Drop("unknown-map-country", message, hint, "", place=place)


def repeated_country(place: Place, code: str) -> Drop:
    """Two numbers for one square."""
    message = f'"{code}" has a row already, and a map shows one number a country.'
    return Drop("unknown-map-country", message, "Leave one of the two rows.", "", place=place)


def attribute(what: str, name: str) -> Drop:
    """What means nothing here."""
    message = f'{name[:40]}="…" is not used on a {what} and is left out.'
    hint = 'Write data, type, label, value, names, alt, source, credit and width, which is a share of the line: "60%".'
    return _drop("dropped-attribute", message, hint)
