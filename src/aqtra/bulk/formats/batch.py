"""What every reader yields: a bounded number of records with the lines they stand on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from aqtra.bulk.limits import BATCH_CHARACTERS, BATCH_ROWS
from aqtra.bulk.models import RowError

Cell = Any
"""A JSON value; None is no value. Text formats know nothing but text."""


@dataclass(slots=True)
class Batch:
    """Records of the file in order. `faults` are about those that could not be read; all others have a cell per column.

    `records` counts both.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    faults: list[RowError] = field(default_factory=list)
    records: int = 0

    def accept(self, line: int, row: list[Cell]) -> None:
        self.lines.append(line)
        self.rows.append(row)
        self.records += 1

    def refuse(self, *faults: RowError) -> None:
        """One record that could not be read."""
        self.faults += faults
        self.records += 1

    def behind(self, line: int) -> "Batch":
        """The records behind a line."""
        if self.lines and self.lines[0] > line and all(fault.line > line for fault in self.faults):
            return self
        rest = Batch()
        for number, row in zip(self.lines, self.rows, strict=True):
            if number > line:
                rest.accept(number, row)
        rest.faults = [fault for fault in self.faults if fault.line > line]
        rest.records += len({fault.line for fault in rest.faults})
        return rest

    def first(self, most: int) -> "Batch":
        """The first records."""
        lines = sorted({*self.lines, *(fault.line for fault in self.faults)})[:most]
        last = lines[-1] if lines else 0
        kept = sum(line <= last for line in self.lines)
        faults = [fault for fault in self.faults if fault.line <= last]
        return Batch(self.lines[:kept], self.rows[:kept], faults, len(lines))

    def is_full(self, characters: int) -> bool:
        # Characters without a record are blank lines: an empty batch would say that the file had ended.
        return self.records >= BATCH_ROWS or (self.records > 0 and characters >= BATCH_CHARACTERS)


class Reader(Protocol):
    """A file being read. All raise UnreadableFile."""

    def header(self) -> list[str]:
        """The names of the columns; to be asked for once, before the batches."""

    def batches(self) -> Iterator[Batch]:
        """All records behind the header."""

    def close(self) -> None:
        """Gives back what reading took."""
