"""The receipt log: what arrived, and when, in the secretariat's chain of dated lines."""

from __future__ import annotations

from coalition.kinds.record import Files, Kind, Record
from coalition.problems import Parsed, Place
from coalition.signing import receipts
from coalition.signing.receipts import Receipt

PATH = "trust/receipts.log"


class ReceiptLog(Record):
    """The log's lines, as far as its chain holds."""

    receipts: tuple[Receipt, ...]
    """In the order in which they were entered."""

    def place(self, *route: str | int) -> Place:
        """Where a receipt is: `place("receipts", 0)`; the file for anything else."""
        match route:
            case ("receipts", int(index), *_) if index < len(self.receipts):
                return Place(self.path, self.receipts[index].line)
            case _:
                return Place(self.path)


def parse(files: Files) -> Parsed[tuple[ReceiptLog, ...]]:
    """The log, if there is one."""
    if PATH not in files.texts:
        return Parsed(())
    parsed = receipts.parse(PATH, files.texts[PATH])
    # Its lines were read one by one: there is nothing to validate again in thousands of them.
    log = ReceiptLog.model_construct(receipts=parsed.value)
    log._path = PATH  # noqa: SLF001 -- made here and nowhere else
    return Parsed((log,), parsed.problems)


KIND = Kind(
    name="receipt-log",
    model=ReceiptLog,
    summary="What arrived, and when, in the secretariat's chain of dated lines.",
    claims=(r"trust/receipts\.log(\.sig)?",),
    parse=parse,
    example=(
        "2026-11-03T10:00:00Z 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 - "
        "0000000000000000000000000000000000000000000000000000000000000000\n"
        "2026-11-03T10:00:00Z 2cf96e4a9416c05543c69cf5d4afef9bb530b10c23ae97f2dcc08abca626bee8 "
        "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9 "
        "d02f2b89a21fe931b430e23d7980bfe3e98b6ba6fbab65bc12ab18639942591b\n"
    ),
    example_path=PATH,
)
