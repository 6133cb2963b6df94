"""CSV as RFC 4180 has it, with a choice of delimiters and encodings."""

import csv
from collections.abc import Iterator

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.batch import Batch
from aqtra.bulk.formats.text import Lines, decode
from aqtra.bulk.limits import CELL_LENGTH, COLUMNS
from aqtra.bulk.models import ImportOptions, row_error


class CsvReader:
    """Records as lists of text; an empty cell is no value."""

    def __init__(self, chunks: Iterator[bytes], options: ImportOptions) -> None:
        self._lines = Lines(decode(chunks, options.encoding))
        csv.field_size_limit(CELL_LENGTH)
        self._reader = csv.reader(iter(self._lines), delimiter=options.delimiter, strict=True)
        self._has_header = options.header
        self._width = 0
        self._first: list[str] | None = None

    def header(self) -> list[str]:
        try:
            first = next(self._reader, None)
            while self._has_header and first == []:
                self._lines.restart()
                first = next(self._reader, None)
        except csv.Error as error:
            raise UnreadableFile.at(1, "syntax", told(error)) from error
        if first is None:
            raise UnreadableFile.at(None, "required", "the file is empty")
        self._width = len(first)
        if self._width > COLUMNS:
            raise UnreadableFile.at(1, "max_length", f"{self._width} columns; at most {COLUMNS} are read")
        if self._has_header:
            return first
        self._first = first or [""]
        self._width = len(self._first)
        return [str(number) for number in range(1, self._width + 1)]

    def batches(self) -> Iterator[Batch]:
        batch, characters = Batch(), 0
        if self._first is not None:
            self._add(batch, 1, self._first)
        while True:
            line = self._reader.line_num + 1
            self._lines.restart()
            try:
                row = next(self._reader)
            except StopIteration:
                break
            except csv.Error as error:
                batch.refuse(row_error(line, None, "syntax", told(error)))
            else:
                self._add(batch, line, row)
            characters += self._lines.length
            if batch.is_full(characters):
                yield batch
                batch, characters = Batch(), 0
        if batch.records:
            yield batch

    def close(self) -> None:
        """There is nothing to give back."""

    def _add(self, batch: Batch, line: int, row: list[str]) -> None:
        if not row:
            # A blank line; in a file of one column it is how no value is written.
            if self._width != 1:
                return
            row = [""]
        if len(row) != self._width:
            message = f"{len(row)} cells where the header has {self._width}"
            batch.refuse(row_error(line, None, "columns", message))
            return
        batch.accept(line, [cell or None for cell in row])


def told(error: csv.Error) -> str:
    """What is wrong, in words."""
    text = str(error)
    if "unexpected end of data" in text:
        return "a quote is opened and never closed"
    if "field larger" in text:
        return "a cell is too long, or a quote is opened and never closed"
    return f"not valid CSV: {text}"
