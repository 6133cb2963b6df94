"""A batch of records checked column by column: fast where the text is plainly good, exact everywhere else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

import polars as pl

from aqtra.bulk import fast
from aqtra.bulk.columns import Column
from aqtra.bulk.formats.batch import Batch, Cell
from aqtra.bulk.limits import REPORTED_ERRORS
from aqtra.bulk.models import Format, ImportOptions, RowError, row_error
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.errors import InvalidEntry
from aqtra.catalogs.model import Model
from aqtra.catalogs.values import read_name, read_values
from aqtra.infra.bodies import read_json
from aqtra.kernel.errors import AqtraError

_LIST: Final = "list"
# What a number of the file looks like when it is not one with this decimal separator: refused, whatever it was.
_NO_NUMBER: Final = "?"


@dataclass
class Checked:
    """A batch after the check. Places count the rows of the batch.

    `texts` holds the values as PostgreSQL reads them, `lists` those of arrays and of references that are still to be
    looked up, each by the position of its column. Rows in `refused` are not stored.
    """

    lines: list[int]
    rows: list[list[Cell]]
    texts: dict[int, pl.Series] = field(default_factory=dict)
    lists: dict[int, list[Any]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)

    def copy(self) -> "Checked":
        """For an attempt that may have to be made again."""
        lists = {position: list(listed) for position, listed in self.lists.items()}
        return replace(self, texts=dict(self.texts), lists=lists, errors=list(self.errors), refused=set(self.refused))

    def refuse(self, place: int, column: Column, rule: str, message: str) -> None:
        self.refuse_named(place, column, column.field.name, rule, message)

    def refuse_named(self, place: int, column: Column | None, prop: str | None, rule: str, message: str) -> None:
        """`column` is None where no column of the file holds what is wrong."""
        self.refused.add(place)
        if len(self.errors) >= REPORTED_ERRORS:
            # No report will hold them, and a batch may have a million.
            return
        # Refusals are kept with the job, in clear.
        told = column is not None and column.field.sealed is None
        value = self.rows[place][column.position] if column is not None and told else None
        self.errors.append(row_error(self.lines[place], prop, rule, message, value))


class RowChecker:
    """Knows the columns of one file."""

    def __init__(self, model: Model, columns: Sequence[Column], options: ImportOptions, format_: Format) -> None:
        self._document = model.document
        self._columns = columns
        self._by_name = {prop.name: prop for prop in model.document.properties}
        self._options = options
        self._is_text = format_ != "jsonl"
        self._looked_up = options.match_references_by != "id"
        self._keys = {field.name for field in model.key_fields()} if options.key == "upsert" else set()

    def check(self, batch: Batch) -> Checked:
        checked = Checked(batch.lines, batch.rows)
        cells = list(zip(*batch.rows, strict=True)) if batch.rows else []
        for column in self._columns:
            self._column(checked, column, cells[column.position] if cells else ())
        return checked

    def _column(self, checked: Checked, column: Column, cells: Sequence[Cell]) -> None:
        if column.field.is_array:
            self._lists(checked, column, cells)
        elif column.field.is_reference and self._looked_up:
            self._references(checked, column, cells)
        else:
            self._scalars(checked, column, cells)

    def _scalars(self, checked: Checked, column: Column, cells: Sequence[Cell]) -> None:
        cells = self._with_point(column, cells)
        texts = [_text(cell, column.field.value_kind) for cell in cells]
        series, good = _fast(texts, self._rule(column))
        # Null is good unless a value is required, and was no text unless the cell was empty.
        if not self._is_required(column):
            good |= pl.Series([cell is None for cell in cells], dtype=pl.Boolean)
        exact = (~good).arg_true().to_list()
        if exact:
            values = series.to_list()
            for place in exact:
                values[place] = self._exact(checked, place, column, cells[place])
            series = pl.Series(values, dtype=pl.String)
        checked.texts[column.position] = series

    def _rule(self, column: Column) -> pl.Expr | None:
        if column.is_id:
            return fast.accepted_id()
        if column.is_name:
            return fast.accepted_name()
        if column.field.sealed is not None:
            # Equal values are found by equal texts, which only the exact path makes of them.
            return None
        return fast.accepted(self._document, self._by_name[column.field.name])

    def _is_required(self, column: Column) -> bool:
        if column.is_name:
            return False
        return column.is_id or column.field.name in self._keys or self._by_name[column.field.name].required

    def _exact(self, checked: Checked, place: int, column: Column, cell: Cell) -> str | None:
        """The value as the boundary of entries reads it, or a refusal in its words."""
        try:
            if column.is_name:
                return read_name(cell)
            if column.is_id:
                raise InvalidEntry.of_field("id", "required" if cell is None else "type", "an entry id is expected")
            value = self._read(column, cell)
            if value is None and column.field.name in self._keys:
                raise InvalidEntry.of_field(column.field.name, "required", "the key is not complete")
            return encode(column.field.value_kind, value, column.field.items)
        except InvalidEntry as error:
            for broken in error.fields:
                checked.refuse(place, column, broken.rule, broken.message)
            return None

    def _read(self, column: Column, cell: Cell) -> Any:
        if column.field.value_kind == "date" and isinstance(cell, datetime) and cell.time() != time.min:
            # A workbook's days are moments at midnight; any other moment is no day.
            cell = cell.isoformat()
        values = read_values(self._document, {column.field.name: cell}, creating=False)
        return values[column.field.property_id or ""]

    def _with_point(self, column: Column, cells: Sequence[Cell]) -> Sequence[Cell]:
        if not self._is_text or column.field.value_kind != "number" or self._options.decimal_separator == ".":
            return cells
        table = str.maketrans({",": ".", ".": _NO_NUMBER})
        return [cell.translate(table) if isinstance(cell, str) else cell for cell in cells]

    def _lists(self, checked: Checked, column: Column, cells: Sequence[Cell]) -> None:
        found: list[Any] = []
        looked_up = column.field.items is None and self._looked_up
        for place, cell in enumerate(cells):
            try:
                listed = _list_of(cell) if self._is_text else cell
                found.append(_items_of(listed) if looked_up else self._read(column, listed))
            except AqtraError as error:
                found.append([])
                for broken in error.fields:
                    checked.refuse(place, column, broken.rule, broken.message)
            else:
                self._check_present(checked, place, column, found[-1])
        checked.lists[column.position] = found

    def _references(self, checked: Checked, column: Column, cells: Sequence[Cell]) -> None:
        """Names and keys: looked up later, all of a batch at once."""
        checked.lists[column.position] = list(cells)
        for place, cell in enumerate(cells):
            self._check_present(checked, place, column, cell)

    def _check_present(self, checked: Checked, place: int, column: Column, value: Any) -> None:
        if value in (None, [], "") and self._is_required(column):
            checked.refuse(place, column, "required", "a value is required")


def _fast(texts: list[str | None], rule: pl.Expr | None) -> tuple[pl.Series, pl.Series]:
    """The texts, and which of them are good as they stand; null is not."""
    try:
        series = pl.Series("cell", texts, dtype=pl.String)
    except UnicodeEncodeError:
        series = pl.Series("cell", [_unicode(text) for text in texts], dtype=pl.String)
    if rule is None:
        return series, pl.Series([False] * len(texts), dtype=pl.Boolean)
    return series, series.to_frame().select(rule.fill_null(value=False)).to_series()


def _unicode(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return None
    return text


_OWN_TEXT: Final[dict[type, Callable[[Any], str]]] = {
    str: lambda text: text,
    int: str,
    bool: lambda flag: "true" if flag else "false",
}


def _text(cell: Cell, kind: str) -> str | None:
    """The text that a cell would have in a text file, where the exact path treats both alike."""
    if type(cell) is Decimal:
        return str(cell) if kind == "number" else None
    text_of = _OWN_TEXT.get(type(cell))
    return None if text_of is None else text_of(cell)


def _list_of(cell: Cell) -> Any:
    """In text files a list is a JSON array. Raises BadJson, ValidationFailed, InvalidEntry."""
    if cell is None:
        return []
    if not isinstance(cell, str):
        raise InvalidEntry.of_field(_LIST, "type", 'a list in brackets is expected, such as [1, 2] or ["a", "b"]')
    return read_json(cell.encode(errors="surrogateescape"), exact=True)


def _items_of(listed: Any) -> list[Any]:
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise InvalidEntry.of_field(_LIST, "type", "a list is expected")
    return listed
