"""Arrays in items: reading them at a path, and splitting them into items of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aqtra.dataflow.errors import TooManyItems, shifted
from aqtra.dataflow.free_items import VALUE, FreeItems, as_item
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table, nulls
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.transform_errors import NotAnArray
from aqtra.dataflow.variables import named_field
from aqtra.kernel.errors import FieldError

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext
    from aqtra.dataflow.streams import Stream


@dataclass(frozen=True)
class Split:
    """Elements as items, in order. `rows` tells the item each comes from."""

    rows: "pl.Series"
    elements: Table


def array_at(table: Table, path: str, ctx: "StepContext") -> Column:
    """The arrays at a path. Raises NotAnArray for a value that is neither array nor null."""
    column = column_or_null(table, path, ctx)
    if column.type.kind is Kind.ARRAY:
        return column
    fits = column.series.str.starts_with("[") if column.type.kind is Kind.ANY else column.series.is_null()
    odd = (column.series.is_not_null() & ~fits).arg_true()
    if len(odd):
        field = FieldError(field=path, rule="type", message="neither an array nor null", params={"type": "array"})
        raise NotAnArray(f"{path} is neither an array nor null", item_index=odd[0], fields=[field])
    undeclared = FieldType(Kind.ARRAY)
    if column.type.kind is Kind.ANY:
        return Column(column.series, undeclared)
    return Column(nulls(path, undeclared, len(table)), undeclared)


def splits(source: "Stream", path: str, ctx: "StepContext") -> "Iterator[tuple[Table, Split]]":
    """The elements slice by slice, each with the items they come from.

    At once where elements are not declared: which fields they have, only all of them tell.
    """
    found = source.model.at(parse_path(path))
    for before, part in ((0, source.whole()),) if element_model(found).open else source.numbered():
        ctx.check_cancelled()
        with shifted(before):
            taken = split(part, path, ctx)
        yield part, taken


def split(table: Table, path: str, ctx: "StepContext") -> Split:
    """The elements of all arrays at a path. Raises NotAnArray, and TooManyItems before there are too many."""
    column = array_at(table, path, ctx)
    if column.type.element is None:
        return _split_json(column.series, ctx)
    _check_count(int(column.series.list.len().sum() or 0), ctx)
    flat = Elements.of(column.series)
    model = element_model(column.type)
    if model.open:
        items = [as_item(read_json(text)) for text in flat.values.to_list()]
        return Split(flat.rows, _free(items, ctx))
    if column.type.element.kind is Kind.OBJECT:
        held = {field.name: field for field in column.type.element.fields or ()}
        columns = {name: Column(flat.values.struct.field(name), found.type) for name, found in held.items()}
    else:
        columns = {VALUE: Column(flat.values, column.type.element)}
    fitting = {
        field.name: Column(columns[field.name].series.alias(field.name), columns[field.name].type)
        .converted(field.type, ctx.run.zone)
        .series
        for field in model.fields
    }
    return Split(flat.rows, Table.of(fitting, model, len(flat.rows)))


def element_model(array: FieldType | None) -> ItemModel:
    """The model of elements as items; None, or no array at all, has none."""
    if array is not None and array.kind is Kind.ANY:
        return ItemModel(open=True)
    if array is None or array.kind is not Kind.ARRAY:
        return ItemModel()
    element = array.element
    if element is None or (element.kind in (Kind.ANY, Kind.OBJECT) and not element.fields):
        return ItemModel(open=True)
    if element.kind is Kind.OBJECT:
        return ItemModel(tuple(named_field(found.name, found.type) for found in element.fields or ()))
    return ItemModel((Field(VALUE, element),))


def split_model(model: ItemModel, path: str) -> ItemModel:
    """The model of the elements at a path."""
    return element_model(model.at(parse_path(path)))


def _split_json(texts: "pl.Series", ctx: "StepContext") -> Split:
    import polars as pl

    rows: list[int] = []
    items: list[Any] = []
    for row, text in enumerate(texts.to_list()):
        ctx.check_cancelled()
        found = [as_item(element) for element in read_json(text) or ()]
        _check_count(len(items) + len(found), ctx)
        items += found
        rows += [row] * len(found)
    return Split(pl.Series("row", rows, dtype=pl.Int64), _free(items, ctx))


def _free(items: list[Any], ctx: "StepContext") -> Table:
    return FreeItems(ItemModel(open=True), ctx.run.zone, ctx.shared.limits.items).table(items)


def _check_count(count: int, ctx: "StepContext") -> None:
    limit = ctx.shared.limits.items
    if count > limit:
        raise TooManyItems(f"the arrays have more than {limit} elements")
