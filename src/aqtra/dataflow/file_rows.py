"""Records of a file as items: converts whole batches to the types of the component's properties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from aqtra.bulk.limits import BATCH_CHARACTERS, BATCH_ROWS
from aqtra.bulk.models import row_error
from aqtra.dataflow.entry_model import DATA
from aqtra.dataflow.file_blocks import Block
from aqtra.dataflow.file_reading import Record
from aqtra.dataflow.items.codec import Misfit, build_series, read_json
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.physical import data_type
from aqtra.dataflow.items.table import Table, constant
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    import polars as pl

_Cells: TypeAlias = "list[Any] | pl.Series"
ROW: Final = "_row@integer"
_NO_TEXT: Final = "not a text in the charset of the file"


@dataclass(frozen=True, slots=True)
class ImportedField:
    """A property and the column it comes from, or its constant. Encrypted values are not repeated in messages."""

    name: str
    type: FieldType
    column: str | None
    constant: Any = None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    """Why a row is no item."""

    line: int
    message: str
    field: str | None = None
    column: str | None = None
    value: str | None = None
    type: str | None = None

    @property
    def as_field(self) -> FieldError:
        params = {"row": self.line, "column": self.column, "value": self.value, "type": self.type}
        return FieldError(field=self.field or DATA, rule="type", message=self.message, params=params)


def imported_model(fields: Sequence[ImportedField]) -> ItemModel:
    """What an item of an imported file has."""
    members = tuple(Field(field.name, field.type) for field in fields)
    return ItemModel((Field(DATA, FieldType(Kind.OBJECT, fields=members)), Field(ROW, INTEGER)))


def batches(records: Iterator[Record | Block]) -> Iterator[list[Record] | Block]:
    """A bounded number of records, and of characters, at a time."""
    batch: list[Record] = []
    characters = 0
    for record in records:
        if isinstance(record, Block):
            # Blocks come before all that is read row by row.
            yield record
            continue
        batch.append(record)
        characters += sum(len(cell) for cell in record[1] if isinstance(cell, str))
        if len(batch) == BATCH_ROWS or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def converted(
    batch: Sequence[Record] | Block, fields: Sequence[ImportedField], zone: tzinfo
) -> tuple[Table, list[BadRow]]:
    """The items of a batch, and the rows that are none, in order."""
    if isinstance(batch, Block):
        return _items(range(batch.first, batch.first + batch.height), batch.columns, [], fields, zone)
    bad = [BadRow(line, f"row {line}: {cells}") for line, cells in batch if isinstance(cells, str)]
    good = [(line, cells) for line, cells in batch if not isinstance(cells, str)]
    columns = [list(column) for column in zip(*(cells for _, cells in good), strict=True)]
    return _items([line for line, _ in good], columns, bad, fields, zone)


def _items(
    lines: Sequence[int],
    cells_of: "Sequence[_Cells]",
    bad: list[BadRow],
    fields: Sequence[ImportedField],
    zone: tzinfo,
) -> tuple[Table, list[BadRow]]:
    import polars as pl

    columns = iter(cells_of)
    refused: dict[int, BadRow] = {}
    series = []
    for field in fields:
        if field.column is None:
            series.append(constant(field.constant, len(lines)).converted(field.type, zone).series.alias(field.name))
            continue
        cells: _Cells = next(columns, [])
        misfits: list[Misfit] = []
        series.append(_series(field, cells, misfits, zone))
        for misfit in misfits:
            refused.setdefault(misfit.item, _bad_row(lines[misfit.item], field, cells[misfit.item], misfit))
    model = imported_model(fields)
    data = _struct(series, model.fields[0].type, len(lines))
    table = Table.of({DATA: data, ROW: pl.Series(ROW, lines, dtype=pl.Int64)}, model, len(lines))
    if refused:
        kept = pl.Series([place not in refused for place in range(len(lines))], dtype=pl.Boolean)
        table = Table(table.frame.filter(kept), model)
    return table, sorted([*bad, *refused.values()], key=lambda row: row.line)


def _series(field: ImportedField, cells: "_Cells", misfits: list[Misfit], zone: tzinfo) -> "pl.Series":
    import polars as pl

    if isinstance(cells, pl.Series):
        if field.type.kind is not Kind.ARRAY:
            held = INTEGER if cells.dtype.is_integer() else STRING
            return convert_series(cells.alias(field.name), held, field.type, misfits, zone)
        cells = cells.to_list()
    if field.type.kind is Kind.ARRAY:
        cells = [_listed(cell) for cell in cells]
    if not all(cell is None or type(cell) is str for cell in cells):
        return build_series(field.name, cells, field.type, misfits, zone)
    try:
        texts = pl.Series(field.name, cells, dtype=pl.String)
    except UnicodeEncodeError:
        broken = [place for place, cell in enumerate(cells) if cell is not None and not _is_text(cell)]
        misfits += [Misfit(place, field.name, field.type.kind.value, _NO_TEXT) for place in broken]
        texts = pl.Series(field.name, [cell if cell and _is_text(cell) else None for cell in cells], dtype=pl.String)
    return convert_series(texts, STRING, field.type, misfits, zone)


def _is_text(cell: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in cell)


def _listed(cell: Any) -> Any:
    """In text formats an array is written as JSON; what is none stays the text, and is refused as such."""
    if not isinstance(cell, str):
        return cell
    try:
        return read_json(cell)
    except (ValueError, ArithmeticError, RecursionError):
        return cell


def _struct(series: "list[pl.Series]", of: FieldType, height: int) -> "pl.Series":
    import polars as pl

    if not series:
        return pl.Series(DATA, [{} for _ in range(height)], dtype=data_type(of))
    return pl.DataFrame(series).to_struct(DATA)


def _bad_row(line: int, field: ImportedField, cell: Any, misfit: Misfit) -> BadRow:
    shown = None if field.sealed else row_error(line, None, "type", "", cell).value
    said = "" if shown is None else f": {shown}"
    message = f"row {line}, column {field.column}: {misfit.reason}{said}"
    return BadRow(line, message, f"{DATA}.{field.name}", field.column, shown, misfit.type)
