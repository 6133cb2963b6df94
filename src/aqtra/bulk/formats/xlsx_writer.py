"""XLSX row by row: nothing but the present row is held in memory, and nothing in a cell is ever a formula."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from aqtra.bulk.errors import CellTooLong
from aqtra.bulk.formats.sealed_workbook import SealedWorkbook
from aqtra.bulk.limits import SHEET_ROWS

_EXACT_DIGITS: Final = 15
"""What a spreadsheet's numbers keep; more is written as text."""
_LONGEST_CELL: Final = 32_767
_FIRST_YEAR: Final = 1901
# Before, spreadsheets count days from a leap day that never was.
_OPTIONS: Final = {
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


class XlsxWriter:
    """Rows below a header; what one sheet cannot hold goes on in the next."""

    def __init__(
        self, output: IO[bytes], header: Sequence[str], zone: tzinfo, scratch: Path, sheet: str | None = None
    ) -> None:
        """`scratch`: a folder for the sheets until the file is written. They are sealed there. `sheet`: the first."""
        self._book = SealedWorkbook(output, _OPTIONS, scratch)
        self._header = header
        self._zone = zone
        self._formats = {
            datetime: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}),
            date: self._book.add_format({"num_format": "yyyy-mm-dd"}),
            time: self._book.add_format({"num_format": "hh:mm:ss"}),
        }
        self._row = 0
        self._sheet: Any = None
        self._begin(sheet)

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Raises CellTooLong."""
        for row in rows:
            if self._row == SHEET_ROWS:
                self._begin()
            for column, value in enumerate(row):
                if value is not None:
                    self._write(column, value)
            self._row += 1

    def close(self) -> None:
        """Writes the file."""
        self._book.close()

    def _begin(self, name: str | None = None) -> None:
        self._sheet = self._book.add_sheet(name)
        for column, name in enumerate(self._header):
            self._text(0, column, name)
        self._row = 1

    def _write(self, column: int, value: Any) -> None:
        match value:
            case bool():
                self._sheet.write_boolean(self._row, column, value)
            case int() | Decimal():
                self._number(column, value)
            case datetime():
                self._instant(column, value)
            case date() if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(self._row, column, value, self._formats[date])
            case time():
                self._sheet.write_datetime(self._row, column, value, self._formats[time])
            case date():
                self._text(self._row, column, value.isoformat())
            case _:
                self._text(self._row, column, str(value))

    def _number(self, column: int, value: int | Decimal) -> None:
        digits = Decimal(value).as_tuple().digits
        if len(digits) <= _EXACT_DIGITS and Decimal(repr(float(value))) == value:
            self._sheet.write_number(self._row, column, float(value))
        else:
            self._text(self._row, column, format(value, "f") if isinstance(value, Decimal) else str(value))

    def _instant(self, column: int, value: datetime) -> None:
        try:
            local = value.astimezone(self._zone)
        except OverflowError:
            local = value
        naive = local.replace(tzinfo=None, fold=0)
        exact = not value.microsecond and naive.replace(tzinfo=self._zone).astimezone(UTC) == value
        if exact and naive.year >= _FIRST_YEAR:
            self._sheet.write_datetime(self._row, column, naive, self._formats[datetime])
        else:
            # Offsets of long ago have seconds, which no file format has.
            odd = (local.utcoffset() or timedelta()) % timedelta(minutes=1)
            self._text(self._row, column, (value if odd else local).isoformat())

    def _text(self, row: int, column: int, text: str) -> None:
        if len(text) > _LONGEST_CELL:
            raise CellTooLong(
                f"row {row + 1}, {self._header[column]}: a cell of a workbook holds {_LONGEST_CELL} characters",
                row=row + 1,
                column=self._header[column],
                maximum=_LONGEST_CELL,
            )
        self._sheet.write_string(row, column, text)
