"""XLSX: rows from a process of its own, see `workbook`."""

from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.batch import Batch
from aqtra.bulk.formats.confined import confined_rows
from aqtra.bulk.limits import WORKBOOK_SECONDS
from aqtra.bulk.models import ImportOptions, row_error

_CHILD: Final = "aqtra.bulk.formats.workbook"
_MOMENTS: Final[dict[str, Callable[[str], date | time]]] = {"date": date.fromisoformat, "time": time.fromisoformat}


class XlsxReader:
    """Cells as text, numbers, truth values, dates and times. Formulas are their last values."""

    def __init__(self, chunks: Iterator[bytes], options: ImportOptions, seconds: int = WORKBOOK_SECONDS) -> None:
        """`seconds`: of processor time, for all of it."""
        self._seconds = seconds
        self._chunks = chunks
        self._options = options
        self._zone = None if options.zone is None else ZoneInfo(options.zone)
        self._width = 0
        self._rows = self._read()
        self._first: tuple[int, list[Any]] | None = None

    def header(self) -> list[str]:
        first = next((row for row in self._rows if row[1]), None)
        if first is None:
            raise UnreadableFile.at(None, "required", "the sheet is empty")
        line, cells = first
        self._width = len(cells)
        if not self._options.header:
            self._first = first
            return [str(number) for number in range(1, self._width + 1)]
        if not all(isinstance(cell, str) for cell in cells):
            raise UnreadableFile.at(line, "type", "a header is not a text")
        return cells

    def batches(self) -> Iterator[Batch]:
        batch = Batch()
        if self._first is not None:
            self._add(batch, *self._first)
        characters = 0
        for line, cells in self._rows:
            self._add(batch, line, cells)
            characters += sum(len(cell) for cell in cells if isinstance(cell, str))
            if batch.is_full(characters):
                yield batch
                batch, characters = Batch(), 0
        if batch.records:
            yield batch

    def close(self) -> None:
        """Ends the process that reads."""
        self._rows.close()

    def _add(self, batch: Batch, line: int, cells: list[Any]) -> None:
        if not cells:
            # Empty rows between and below the data are how people lay sheets out.
            return
        if len(cells) > self._width:
            batch.refuse(row_error(line, None, "columns", f"cells beyond the {self._width} columns of the header"))
            return
        row: list[Any] = [*cells, *([None] * (self._width - len(cells)))]
        for number, cell in enumerate(row):
            if isinstance(cell, dict):
                kind, text = next(iter(cell.items()))
                if kind in ("error", "duration"):
                    batch.refuse(row_error(line, None, "type", f"column {number + 1} holds no value", text))
                    return
                row[number] = self._moment(kind, text)
        batch.accept(line, row)

    def _moment(self, kind: str, text: str) -> datetime | date | time:
        if kind == "datetime":
            return datetime.fromisoformat(text).replace(tzinfo=self._zone)
        return _MOMENTS[kind](text)

    def _read(self) -> Generator[tuple[int, list[Any]], None, None]:
        yield from workbook_rows(self._chunks, self._options.sheet, self._seconds)


def workbook_rows(
    chunks: Iterator[bytes], sheet: str | None, seconds: int = WORKBOOK_SECONDS
) -> Iterator[tuple[int, list[Any]]]:
    """All rows of a sheet, empty ones included, as `workbook` writes their cells. Raises UnreadableFile."""
    arguments = [str(seconds), *([] if sheet is None else [sheet])]
    return confined_rows(_CHILD, chunks, arguments, "workbook")
