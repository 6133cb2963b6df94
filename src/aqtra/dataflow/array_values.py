"""What a row of Calculate array means: which values it reads, and what it makes of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from aqtra.dataflow.aggregates import Members
from aqtra.dataflow.arrays import array_at
from aqtra.dataflow.comparing import Comparable, comparable
from aqtra.dataflow.decimals import IndexedUnfit
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, read_json, to_json_text
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.paths import Path, Segment, parse_path
from aqtra.dataflow.items.resolve import Column, pluck
from aqtra.dataflow.items.table import Table, nulls
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.transform_errors import NotNumeric
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

_NUMBER: Final = FieldType(Kind.NUMBER)
_NO_ORDER: Final = "neither a number, a date nor a text"
_ELEMENT: Final = "element"


@dataclass(frozen=True)
class Calculation:
    """One aggregate of the values at `field` of every element, or of the elements themselves."""

    array_path: str
    field: str | None
    operation: str
    result: str

    @property
    def inside(self) -> tuple[Segment, ...]:
        return parse_path(self.field).segments if self.field else ()

    def place(self, element: int) -> str:
        return str(Path((*parse_path(self.array_path).segments, element, *self.inside)))


def element_type(row: Calculation, source: ItemModel) -> FieldType | None:
    """The type of the values that are aggregated; None when the elements have no such field."""
    array = source.at(parse_path(row.array_path))
    if array is None or array.kind is not Kind.ARRAY or array.element is None:
        return ANY
    return ItemModel((Field(_ELEMENT, array.element),)).at(Path((_ELEMENT, *row.inside)))


def natural_type(row: Calculation, source: ItemModel) -> FieldType:
    if row.operation in ("sum", "average"):
        return _NUMBER
    return element_type(row, source) or ANY


def calculated(table: Table, row: Calculation, ctx: "StepContext") -> Column:
    """The aggregate per item. Raises NotAnArray, NotNumeric and TypeMismatch."""
    flat = _values(table, row, ctx)
    try:
        if row.operation in ("sum", "average"):
            numbers = _present(flat, _numeric(flat, row, ctx))
            return Column(numbers.sums() if row.operation == "sum" else numbers.averages(), _NUMBER)
        return _extreme(flat, row)
    except IndexedUnfit as unfit:
        raise TypeMismatch.of([Misfit(unfit.index, row.result, "number", str(unfit))]) from unfit


def _values(table: Table, row: Calculation, ctx: "StepContext") -> Members:
    """The values of all elements, null ones included."""
    import polars as pl

    array = array_at(table, row.array_path, ctx)
    if array.type.element is not None:
        elements = Elements.of(array.series)
        found = Column(elements.values, array.type.element).follow(row.inside)
        if found is None and len(elements.rows):
            ctx.warn("missing_path", f"{row.field} is not in the elements of {row.array_path} and reads as null")
        if found is None:
            found = Column(nulls(row.array_path, ANY, len(elements.rows)), ANY)
        return Members(elements.rows, found, len(table))
    rows: list[int] = []
    values: list[Any] = []
    for index, text in enumerate(array.series.to_list()):
        found_here = [pluck(element, row.inside) for element in read_json(text) or ()]
        values += found_here
        rows += [index] * len(found_here)
    texts = [None if value is None else to_json_text(value) for value in values]
    return Members(pl.Series(rows, dtype=pl.Int64), Column(pl.Series(texts, dtype=pl.String), ANY), len(table))


def _numeric(flat: Members, row: Calculation, ctx: "StepContext") -> Column:
    misfits: list[Misfit] = []
    series = convert_series(flat.values.series, flat.values.type, _NUMBER, misfits, ctx.run.zone)
    if misfits:
        first = min(misfits, key=lambda misfit: misfit.item)
        item, element = _position(flat, first.item)
        place = row.place(element)
        field = FieldError(field=place, rule="type", message=first.reason, params={"type": "number"})
        raise NotNumeric(f"{place} is not a number", item_index=item, fields=[field], index=element)
    return Column(series, _NUMBER)


def _extreme(flat: Members, row: Calculation) -> Column:
    values = flat.values
    if values.type.kind in (Kind.OBJECT, Kind.ARRAY):
        odd = values.series.is_not_null()
    elif values.type.kind is Kind.ANY:
        odd = values.series.str.contains(r'^[^"\d-]').fill_null(False)
    else:
        odd = values.series.is_null() & False
    if odd.any():
        _refuse(flat, row, int(odd.arg_true()[0]), _NO_ORDER)
    present = _present(flat, values)
    keys = comparable(present.values, present.values)
    if keys.loose:
        _refuse_mixed(flat, present, keys, row)
    found = present.extremes(greatest=row.operation == "max", loose=keys.loose, keys=keys.left)
    return Column(found, values.type)


def _refuse_mixed(flat: Members, present: Members, keys: Comparable, row: Calculation) -> None:
    """Numbers and texts in one array have no order. Raises TypeMismatch."""
    import polars as pl

    is_text = keys.ordered()[0][0].is_null()
    frame = pl.DataFrame({"row": present.rows, "text": is_text})
    mixed = frame.select((pl.col("text") != pl.col("text").first().over("row")).alias("odd"))["odd"]
    if mixed.any():
        position = flat.values.series.is_not_null().arg_true()[int(mixed.arg_true()[0])]
        _refuse(flat, row, int(position), "numbers and texts in one array have no order")


def _refuse(flat: Members, row: Calculation, position: int, reason: str) -> NoReturn:
    item, element = _position(flat, position)
    raise TypeMismatch.of([Misfit(item, row.place(element), "number", reason)])


def _present(flat: Members, values: Column) -> Members:
    if not values.series.null_count():
        return Members(flat.rows, values, flat.height)
    kept = values.series.is_not_null()
    return Members(flat.rows.filter(kept), Column(values.series.filter(kept), values.type), flat.height)


def _position(flat: Members, position: int) -> tuple[int, int]:
    """The item and the place in its array of a value of the flat column."""
    item = int(flat.rows[position])
    return item, position - int(flat.rows.search_sorted(item, side="left"))
