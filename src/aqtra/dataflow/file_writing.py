"""Columns of items written as a file, row by row and never beyond a limit. Runs in a thread."""

import io
from collections.abc import Callable, Iterator, Sequence
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
    """Titles and their values."""

    columns: tuple[tuple[str, Column], ...]
    height: int

    @property
    def titles(self) -> list[str]:
        return [title for title, _ in self.columns]

    def slices(self, step: Callable[[], None]) -> Iterator["Output"]:
        """A bounded number of rows at a time."""
        for start in range(0, self.height, ROWS_AT_ONCE):
            step()
            count = min(ROWS_AT_ONCE, self.height - start)
            columns = (
                (title, Column(column.series.slice(start, count), column.type)) for title, column in self.columns
            )
            yield Output(tuple(columns), count)


class Bounded(io.RawIOBase):
    """What was written, in memory. It takes no more than its limit: a file beyond is never whole anywhere."""

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

    def too_large(self) -> FileTooLarge:
        return FileTooLarge(f"the file has more than {self._limit} bytes", limit=self._limit)


def written(kind: OutputType, output: Output, how: Writing) -> list[bytes]:
    """The content of the file. Raises FileTooLarge, CellTooLong."""
    target = Bounded(how.limit)
    _WRITERS[kind](output, how, target)
    return target.chunks


def _csv(output: Output, how: Writing, target: Bounded) -> None:
    import polars as pl

    target.write("\ufeff".encode())
    titles = [pl.Series(str(place), [harmless(title)]) for place, title in enumerate(output.titles)]
    _write_csv(pl.DataFrame(titles), how, target)
    for part in output.slices(how.step):
        texts = [_csv_texts(column).alias(str(place)) for place, (_, column) in enumerate(part.columns)]
        _write_csv(pl.DataFrame(texts), how, target)


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


def _excel(output: Output, how: Writing, target: Bounded) -> None:
    writer = XlsxWriter(target, output.titles, how.zone, how.scratch, how.sheet)  # type: ignore[arg-type]
    for part in output.slices(how.step):
        writer.add(list(zip(*(_cells(column) for _, column in part.columns), strict=True)))
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


def _json(output: Output, how: Writing, target: Bounded) -> None:
    """One object per line of an array; whole numbers and decimals are numbers with all their digits."""
    between = b"[\n"
    for part in output.slices(how.step):
        values = [_json_values(column) for _, column in part.columns]
        for row in zip(*values, strict=True):
            target.write(between + orjson.dumps(dict(zip(part.titles, row, strict=True))))
            between = b",\n"
    target.write(b"\n]\n" if output.height else b"[]\n")


def _json_values(column: Column) -> list[Any]:
    if column.type.kind is Kind.NUMBER:
        return [None if value is None else orjson.Fragment(value) for value in column.series.to_list()]
    return json_values(column.series, column.type, for_script=False)


def _xml(output: Output, how: Writing, target: Bounded) -> None:
    with etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("items"):
            for part in output.slices(how.step):
                rows = zip(*(as_texts(column).to_list() for _, column in part.columns), strict=True)
                for row in rows:
                    file.write(_element(part.titles, row), "\n")


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


def _parquet(output: Output, _how: Writing, target: Bounded) -> None:
    import polars as pl

    frame = pl.DataFrame([_native(column).alias(title) for title, column in output.columns])
    try:
        frame.write_parquet(target)  # type: ignore[arg-type]
    except Exception:
        # The library hides what a file it writes to raises behind an error of its own.
        if target.is_full:
            raise target.too_large() from None
        raise


def _native(column: Column) -> "pl.Series":
    """Numbers as decimals of one scale where all of them have one, else as text."""
    if column.type.kind is not Kind.NUMBER:
        return as_texts(column) if column.type.kind is Kind.ANY else column.series
    try:
        return as_decimal(column.series)
    except DecimalOverflow:
        return column.series


_WRITERS: Final[dict[OutputType, Callable[[Output, Writing, Bounded], None]]] = {
    "csv": _csv,
    "excel": _excel,
    "json": _json,
    "xml": _xml,
    "parquet": _parquet,
}
