"""A process of its own that reads one sheet of a workbook: `python -m aqtra.bulk.formats.workbook <seconds> <sheet>`.

The workbook is standard input (a file), the rows are lines of JSON on standard output. What a hostile workbook can eat
up is what this process may have; see `confine`.
"""

import json
import sys
import warnings
import zipfile
from collections.abc import Generator, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser

from aqtra.bulk.formats.confined import Unreadable, confine
from aqtra.bulk.limits import (
    COLUMNS,
    RECORD_LENGTH,
    SHEET_ROWS,
    WORKBOOK_EXPANDED,
    WORKBOOK_PART,
)

ROWS_AT_ONCE: Final = 500
_SHEETS: Final = "xl/worksheets/"
# A cell is an element with a value, a formula and some text within.
_ELEMENTS_OF_ROW: Final = 8 * COLUMNS
_ERROR: Final = "e"


class SheetParser(WorkSheetParser):
    """The rows only, and none with more elements than a row can have."""

    def parse(self) -> Generator[Any, None, None]:
        elements, sheet = 0, None
        for event, element in iterparse(self.source, events=("start", "end")):  # noqa: S314 - see `confine`
            if event == "start":
                elements += 1
                if element.tag == DATA_TAG:
                    sheet = element
                if elements > _ELEMENTS_OF_ROW:
                    raise Unreadable("max_length", "a row of the sheet has too many parts", self.row_counter + 1)
            elif element.tag == ROW_TAG:
                row = self.parse_row(element)
                elements = 0
                # Rows that were read would stay in memory below their sheet.
                (element if sheet is None else sheet).clear()
                yield row
            elif element.tag == DATA_TAG:
                return


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises Unreadable. The declared size binds: the reader of archives stops there."""
    total = 0
    for part in archive.infolist():
        total += part.file_size
        if part.flag_bits & 1:
            raise Unreadable("encrypted", "the workbook is protected by a password")
        if part.file_size > WORKBOOK_PART and not part.filename.startswith(_SHEETS):
            raise Unreadable("max_length", f"{part.filename[:100]} is larger than {WORKBOOK_PART} bytes")
    if total > WORKBOOK_EXPANDED:
        raise Unreadable("max_length", f"the workbook expands to more than {WORKBOOK_EXPANDED} bytes")


def rows_of(source: Any, sheet: str | None) -> Iterator[tuple[int, list[Any]]]:
    """Row number and cells up to the last one that is not empty. Raises Unreadable."""
    with zipfile.ZipFile(source) as archive:
        check_size(archive)
    book: Any = load_workbook(source, read_only=True, data_only=True, keep_links=False)
    if sheet is not None and sheet not in book.sheetnames:
        raise Unreadable("sheet", f"there is no sheet {sheet}; there are: {', '.join(book.sheetnames)[:500]}")
    chosen = book[sheet] if sheet is not None else book.worksheets[0]
    with chosen._get_source() as xml:
        parser = SheetParser(
            xml,
            chosen._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        last = 0
        for number, cells in parser.parse():
            if not last < number <= SHEET_ROWS:
                raise Unreadable("syntax", "the rows of the sheet are not in order", last + 1)
            last = number
            yield number, _cells(number, cells)


def _cells(number: int, cells: list[dict[str, Any]]) -> list[Any]:
    found = [cell for cell in cells if cell["value"] is not None]
    width = max((cell["column"] for cell in found), default=0)
    if width > COLUMNS:
        raise Unreadable("max_length", f"there is a cell in column {width}; at most {COLUMNS} are read", number)
    row: list[Any] = [None] * width
    for cell in found:
        row[cell["column"] - 1] = _plain(cell["value"], cell["data_type"])
    return row


def _plain(value: Any, data_type: str) -> Any:
    """A JSON value. Days and times are marked as such, errors of formulas too."""
    if data_type == _ERROR:
        return {"error": str(value)}
    match value:
        case datetime() | date() | time():
            return {type(value).__name__: value.isoformat()}
        case timedelta():
            return {"duration": str(value)}
        case str():
            return unescape(value)
        case bool() | int() | float():
            return value
    return {"error": f"a cell of an unknown type: {type(value).__name__}"}


def _no_size(sheet: Any) -> None:
    """A sheet that does not say its size would be read as a whole to know it, and nobody asks."""


def main() -> None:
    confine(int(sys.argv[1]))
    warnings.simplefilter("ignore")
    ReadOnlyWorksheet._get_size = _no_size  # type: ignore[attr-defined]
    sheet = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        waiting: list[tuple[int, list[Any]]] = []
        characters = 0
        for number, cells in rows_of(sys.stdin.buffer, sheet):
            # Many cells may share one text: what is small here is large for who reads it.
            length = sum(len(cell) for cell in cells if isinstance(cell, str))
            if length > RECORD_LENGTH:
                raise Unreadable("max_length", f"a record of more than {RECORD_LENGTH} characters", number)
            waiting.append((number, cells))
            characters += length
            if len(waiting) == ROWS_AT_ONCE or characters > RECORD_LENGTH:
                _write({"rows": waiting})
                waiting, characters = [], 0
        _write({"rows": waiting, "end": True})
    except Unreadable as error:
        _write({"rule": error.rule, "message": str(error), "line": error.line})
    except MemoryError:
        _write({"rule": "max_length", "message": "the workbook needs too much memory", "line": None})
    except Exception as error:
        # The library's parsers raise whatever a broken file makes them stumble over: this is their boundary.
        message = f"not a readable workbook: {type(error).__name__}"
        _write({"rule": "syntax", "message": message, "line": None})


def _write(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


if __name__ == "__main__":
    main()
