"""CSV row by row, for readers that know which columns they want."""

import csv
from collections.abc import Iterator
from itertools import islice

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.csv_reader import told
from aqtra.bulk.formats.text import Lines
from aqtra.bulk.limits import CELL_LENGTH, COLUMNS


def csv_rows(
    texts: Iterator[str], delimiter: str, skipped: int, before: int = 0
) -> Iterator[tuple[int, list[str] | str]]:
    """The line a row begins on, and its cells or what is wrong with it. Blank lines are left out.

    The first `skipped` lines are not looked at, whatever they hold. `before`: lines that were read already. Raises
    UnreadableFile.
    """
    lines = Lines(texts, before)
    found = iter(lines)
    for _ in islice(found, skipped):
        lines.restart()
    csv.field_size_limit(CELL_LENGTH)
    reader = csv.reader(found, delimiter=delimiter, strict=True)
    while True:
        line = lines.number + 1
        lines.restart()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, told(error)
            continue
        if len(row) > COLUMNS:
            raise UnreadableFile.at(line, "max_length", f"{len(row)} columns; at most {COLUMNS} are read")
        yield line, row
