"""Columns of items written as a file, row by row and never beyond a limit. Runs in a thread.

Text formats leave as they are written. A workbook and a Parquet file are written at their end, so they are in memory.
"""

import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson
from lxml import etree

from aqtra.bulk.formats.formulas import STARTS, harmless
from aqtra.bulk.formats.xlsx_writer import XlsxWriter
from aqtra.bulk.models import MEDIA_TYPES
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.file_errors import FileTooLarge
from aqtra.dataflow.items.codec import json_values
from aqtra.dataflow.items.physical import DecimalOverflow, as_decimal
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.text_template import as_texts

if TYPE_CHECKING:
    import polars as pl

OutputType = Literal["csv", "excel", "json", "xml", "parquet"]
ROWS_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """The ending of a name, and the type under which the file is kept."""

    extension: str
    content_type: str


FORMATS: Final[dict[OutputType, OutputFormat]] = {
    "csv": OutputFormat(".csv", "text/csv; charset=utf-8"),
    "excel": OutputFormat(".xlsx", MEDIA_TYPES["xlsx"]),
    "json": OutputFormat(".json", "application/json"),
    "xml": OutputFormat(".xml", "application/xml"),
    "parquet": OutputFormat(".parquet", "application/vnd.apache.parquet"),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is written. `step` is called between rows; it may raise to stop. `scratch` holds sheets, sealed."""

    separator: str
    sheet: str | None
    zone: tzinfo
    limit: int
    scratch: Path
    step: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Output:
    """Titles and the values of some items. All outputs of a file have the same titles and types."""

    columns: tuple[tuple[str, Column], ...]
    height: int

    def slices(self, step: Callable[[], None]) -> Iterator["Output"]:
        """A bounded number of rows at a time; without rows one that has none."""
        for start in range(0, self.height or 1, ROWS_AT_ONCE):
            step()
            count = min(ROWS_AT_ONCE, self.height - start)
            columns = (
                (title, Column(column.series.slice(start, count), column.type)) for title, column in self.columns
            )
            yield Output(tuple(columns), count)


class Bounded(io.RawIOBase):
    """What was written and not yet taken, in memory. It takes no more than its limit: a file beyond is never whole."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.chunks: list[bytes] = []
        self.is_full = False
        self._left = limit
        self._limit = limit

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        """Raises FileTooLarge."""
        chunk = bytes(content)
        self._left -= len(chunk)
        if self._left < 0:
            self.is_full = True
            self.chunks.clear()
            raise self.too_large()
        self.chunks.append(chunk)
        return len(chunk)

    def taken(self) -> list[bytes]:
        """What was written since the last time."""
        chunks, self.chunks = self.chunks, []
        return chunks

    def too_large(self) -> FileTooLarge:
        return FileTooLarge(f"the file has more than {self._limit} bytes", limit=self._limit)


def written(
    kind: OutputType, titles: Sequence[str], parts: Iterable[Output], how: Writing
) -> Generator[bytes, None, None]:
    """The content of the file. Raises FileTooLarge, CellTooLong, and what `parts` raises."""
    target = Bounded(how.limit)
    for _ in _WRITERS[kind](titles, (small for part in parts for small in part.slices(how.step)), how, target):
        yield from target.taken()
    yield from target.taken()


_Rows = Iterator[Output]
_Writer = Callable[[Sequence[str], _Rows, Writing, Bounded], Iterator[None]]
"""Stops wherever what it has written may be taken."""


def _csv(titles: Sequence[str], rows: _Rows, how: Writing, target: Bounded) -> Iterator[None]:
    import polars as pl

    target.write("\ufeff".encode())
    header = [pl.Series(str(place), [harmless(title)]) for place, title in enumerate(titles)]
    _write_csv(pl.DataFrame(header), how, target)
    for part in rows:
        texts = [_csv_texts(column).alias(str(place)) for place, (_, column) in enumerate(part.columns)]
        _write_csv(pl.DataFrame(texts), how, target)
        yield


def _write_csv(frame: "pl.DataFrame", how: Writing, target: Bounded) -> None:
    text = frame.write_csv(
        separator=how.separator, include_header=False, line_terminator="\r\n", quote_style="necessary"
    )
    target.write(text.encode())


def _csv_texts(column: Column) -> "pl.Series":
    """Values as text, with an apostrophe in front of what a spreadsheet would take for a formula."""
    import polars as pl

    frame = pl.DataFrame({"text": as_texts(column)})
    match column.type.kind:
        case Kind.STRING | Kind.URI:
            is_text = pl.lit(value=True)
        case Kind.ANY:
            is_text = pl.lit(column.series.str.starts_with('"'))
        case _:
            return frame["text"]
    text = pl.col("text")
    is_formula = is_text & pl.any_horizontal(*(text.str.starts_with(start) for start in STARTS))
    return frame.select(pl.when(is_formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)).to_series()


def _excel(titles: Sequence[str], rows: _Rows, how: Writing, target: Bounded) -> Iterator[None]:
    writer = XlsxWriter(target, titles, how.zone, how.scratch, how.sheet)  # type: ignore[arg-type]
    for part in rows:
        writer.add(list(zip(*(_cells(column) for _, column in part.columns), strict=True)))
        yield
    writer.close()


def _cells(column: Column) -> list[Any]:
    match column.type.kind:
        case Kind.NUMBER:
            return [None if value is None else Decimal(value) for value in column.series.to_list()]
        case Kind.INTEGER | Kind.CATALOG | Kind.BOOLEAN | Kind.DATE | Kind.DATE_TIME:
            return column.series.to_list()
        case Kind.TIME:
            # A spreadsheet's times are fractions of a day, which would lose microseconds.
            return [value.isoformat() if value and value.microsecond else value for value in column.series.to_list()]
    return as_texts(column).to_list()


def _json(titles: Sequence[str], rows: _Rows, how: Writing, target: Bounded) -> Iterator[None]:
    """One object per line of an array; whole numbers and decimals are numbers with all their digits."""
    between = b"[\n"
    for part in rows:
        values = [_json_values(column) for _, column in part.columns]
        for row in zip(*values, strict=True):
            target.write(between + orjson.dumps(dict(zip(titles, row, strict=True))))
            between = b",\n"
        yield
    target.write(b"[]\n" if between.startswith(b"[") else b"\n]\n")


def _json_values(column: Column) -> list[Any]:
    if column.type.kind is Kind.NUMBER:
        return [None if value is None else orjson.Fragment(value) for value in column.series.to_list()]
    return json_values(column.series, column.type, for_script=False)


def _xml(titles: Sequence[str], rows: _Rows, how: Writing, target: Bounded) -> Iterator[None]:
    with etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("items"):
            for part in rows:
                for row in zip(*(as_texts(column).to_list() for _, column in part.columns), strict=True):
                    file.write(_element(titles, row), "\n")
                yield


def _element(titles: Sequence[str], row: Sequence[str | None]) -> "etree._Element":
    """What is null is left out."""
    item = etree.Element("item")
    for title, text in zip(titles, row, strict=True):
        if text is not None:
            try:
                etree.SubElement(item, title).text = text
            except ValueError as error:
                raise TypeMismatch(f"{title}: a text has characters that XML cannot hold") from error
    return item


def _parquet(titles: Sequence[str], rows: _Rows, _how: Writing, target: Bounded) -> Iterator[None]:
    """At once: all numbers of a column have one scale."""
    import polars as pl

    parts = list(rows)
    columns = [column for _, column in parts[0].columns] if parts else []
    for place, column in enumerate(columns):
        whole = pl.concat([part.columns[place][1].series for part in parts])
        columns[place] = Column(whole, column.type)
    frame = pl.DataFrame([_native(column).alias(title) for title, column in zip(titles, columns, strict=True)])
    try:
        frame.write_parquet(target)  # type: ignore[arg-type]
    except Exception:
        # The library hides what a file it writes to raises behind an error of its own.
        if target.is_full:
            raise target.too_large() from None
        raise
    yield


def _native(column: Column) -> "pl.Series":
    """Numbers as decimals of one scale where all of them have one, else as text."""
    if column.type.kind is not Kind.NUMBER:
        return as_texts(column) if column.type.kind is Kind.ANY else column.series
    try:
        return as_decimal(column.series)
    except DecimalOverflow:
        return column.series


_WRITERS: Final[dict[OutputType, _Writer]] = {
    "csv": _csv,
    "excel": _excel,
    "json": _json,
    "xml": _xml,
    "parquet": _parquet,
}
