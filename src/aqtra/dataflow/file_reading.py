"""Files as records: the cells that a mapping asks for, row by row, whatever the format. Runs in a thread."""

import codecs
import json
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, takewhile
from typing import Any, Final, Literal

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.confined import confined_rows
from aqtra.bulk.formats.csv_rows import csv_rows
from aqtra.bulk.formats.json_rows import json_rows
from aqtra.bulk.formats.text import as_utf8, decode
from aqtra.bulk.formats.xlsx_reader import workbook_rows
from aqtra.bulk.formats.xml_rows import xml_rows
from aqtra.bulk.limits import COLUMNS, WORKBOOK_SECONDS
from aqtra.dataflow.errors import StepError
from aqtra.dataflow.file_blocks import Block, SimpleText
from aqtra.dataflow.file_columns import column_refs, names_headers, positions
from aqtra.dataflow.file_errors import ColumnNotFound, FileTooLarge, FileTypeMismatch
from aqtra.dataflow.items.paths import EACH, Segment, parse_path
from aqtra.dataflow.items.resolve import pluck
from aqtra.files.errors import WrongFileType
from aqtra.files.sniffing import HEAD, content_type_of

FileType = Literal["csv", "xlsx", "json", "xml", "parquet"]
Record = tuple[int, list[Any] | str]
"""The line in the file, and the cells in the order of the sources or what is wrong with the row."""

_PARQUET: Final = b"PAR1"
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read. `sources` are columns, or paths in JSON."""

    type: FileType
    sources: tuple[str, ...]
    separator: str = ";"
    skipped: int = 0
    sheet: str | None = None
    charset: str | None = None
    whole: frozenset[int] = frozenset()
    """Sources, counted from 0, of which only whole numbers are wanted."""


def records(chunks: Iterator[bytes], how: Reading) -> Generator[Record | Block, None, None]:
    """All rows, one by one or many together.

    Raises FileTypeMismatch, ColumnNotFound, FileTooLarge, and what `chunks` raises.
    """
    head, content = _begun(chunks)
    _check_type(how.type, head)
    # A text that says itself what it is needs nobody's word.
    charset = None if head.startswith(_MARKS) else how.charset
    try:
        yield from _READERS[how.type](content, how, charset)
    except UnreadableFile as error:
        raise _named(error) from error


def _begun(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    first: list[bytes] = []
    size = 0
    while size < HEAD and (chunk := next(chunks, None)) is not None:
        first.append(chunk)
        size += len(chunk)
    return b"".join(first)[:HEAD], chain(first, chunks)


def _check_type(kind: FileType, head: bytes) -> None:
    """Raises FileTypeMismatch when the beginning cannot be that of such a file."""
    if kind == "parquet":
        if not head.startswith(_PARQUET):
            raise FileTypeMismatch("the content is not a Parquet file")
        return
    try:
        content_type_of(f"file.{kind}", head)
    except WrongFileType as error:
        raise FileTypeMismatch(f"the content is not {kind}") from error
    if not head and kind != "csv":
        raise FileTypeMismatch("the file is empty")


def _csv(chunks: Iterator[bytes], how: Reading, charset: str | None) -> Iterator[Record | Block]:
    """Many rows at a time as long as they are simple; from the first that is not, row by row."""
    text = SimpleText(*as_utf8(chunks, charset), how.separator)
    first = None if how.skipped else text.first_row()
    known = None
    if first is not None:
        refs = column_refs(how.sources)
        known = (positions(refs, first, len(first)), len(first))
        if names_headers(refs):
            text.pass_over()
        places = known[0]
        texts = {place for source, place in enumerate(places) if source not in how.whole}
        yield from text.blocks(len(first), places, {places[source] for source in how.whole} - texts)
    rows = csv_rows(text.rest(), how.separator, how.skipped, text.lines)
    yield from _picked(rows, how.sources, is_strict=True, known=known)


def _xlsx(chunks: Iterator[bytes], how: Reading, _charset: str | None) -> Iterator[Record]:
    rows = workbook_rows(chunks, how.sheet)
    return _picked((row for row in rows if row[0] > how.skipped), how.sources)


def _parquet(chunks: Iterator[bytes], how: Reading, _charset: str | None) -> Iterator[Record]:
    rows = confined_rows("aqtra.bulk.formats.parquet", chunks, [str(WORKBOOK_SECONDS)], "Parquet file")
    return _picked(rows, how.sources, has_header=True)


def _picked(
    rows: Iterator[tuple[int, Any]],
    sources: Sequence[str],
    *,
    is_strict: bool = False,
    has_header: bool = False,
    known: tuple[list[int], int] | None = None,
) -> Iterator[Record]:
    """The wanted cells of rows that are lists. Strict: a row as wide as the first one, else it is refused.

    `known`: the places of the cells and the width of the first row, where that was read already.
    """
    refs = column_refs(sources)
    named = has_header or names_headers(refs)
    places: list[int] | None
    places, width = known or (None, 0)
    for line, row in rows:
        if isinstance(row, str):
            if named and places is None:
                raise FileTypeMismatch(f"line {line}: {row}")
            yield line, row
            continue
        if places is None and (row or not named):
            width = max(len(row), 1)
            places = positions(refs, list(map(_title, row)), width if is_strict or has_header else COLUMNS)
            if named:
                continue
        if not row and not (is_strict and width == 1):
            continue
        if is_strict and row and len(row) != width:
            yield line, f"{len(row)} cells where the first row has {width}"
            continue
        yield line, _cells(row, places or ())
    if places is None and named:
        raise ColumnNotFound("the file is empty")


def _title(cell: Any) -> str:
    return str(next(iter(cell.values())) if isinstance(cell, dict) else "" if cell is None else cell)


def _cells(row: Sequence[Any], places: Sequence[int]) -> list[Any] | str:
    cells = [row[place] if place < len(row) else None for place in places]
    for place, cell in enumerate(cells):
        if cell == "":
            cells[place] = None
        elif isinstance(cell, dict):
            kind, text = next(iter(cell.items()))
            if kind not in _MARKED:
                return f"column {places[place] + 1} holds no value: {text}"
            cells[place] = _MARKED[kind](text)
    return cells


def _decoded(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


_MARKED: Final[dict[str, Callable[[str], Any]]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "json": _decoded,
}


def _json(chunks: Iterator[bytes], how: Reading, charset: str | None) -> Iterator[Record]:
    root, inside = json_paths(how.sources)
    for line, element in json_rows(decode(chunks, charset), root):
        yield line, [pluck(element, path) for path in inside] if isinstance(element, dict) else "not an object"


def json_paths(sources: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[Segment, ...]]]:
    """The path of the array that all sources have in common, and what is left of each; else the root is the array."""
    paths = [parse_path(source).segments for source in sources]
    roots = {tuple(takewhile(lambda segment: isinstance(segment, str), path)) for path in paths}
    root = next(iter(roots), ())
    if len(roots) == 1 and all(path[len(root) : len(root) + 1] == (EACH,) for path in paths):
        return tuple(map(str, root)), [path[len(root) + 1 :] for path in paths]
    return (), [tuple(path) for path in paths]


def _xml(chunks: Iterator[bytes], how: Reading, charset: str | None) -> Iterator[Record]:
    for line, row in xml_rows(chunks, charset):
        yield line, row if isinstance(row, str) else [row.get(source) for source in how.sources]


_READERS: Final[dict[FileType, Callable[[Iterator[bytes], Reading, str | None], Iterator[Record | Block]]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
    "xml": _xml,
    "parquet": _parquet,
}


def _named(error: UnreadableFile) -> StepError:
    """The error of the catalogue for what a reader says."""
    rule = error.fields[0].rule if error.fields else ""
    kind = {"max_length": FileTooLarge, "sheet": ColumnNotFound, "path": ColumnNotFound}.get(rule, FileTypeMismatch)
    return kind(error.message, fields=error.fields)
