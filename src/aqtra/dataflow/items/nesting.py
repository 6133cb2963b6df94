"""Values anywhere inside of items: where they are by the model's types, and items with other values there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aqtra.dataflow.items.lists import Elements
from aqtra.dataflow.items.paths import EACH, Segment
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind

if TYPE_CHECKING:
    import polars as pl

Place = tuple[Segment, ...]
"""Names of members, and `EACH` for the elements of a list."""
Change = Callable[[Place, Column], Column]


def places(of: FieldType, place: Place = ()) -> Iterator[tuple[Place, FieldType]]:
    """The type and all that is declared inside of it."""
    yield place, of
    if of.kind is Kind.OBJECT:
        for field in of.fields or ():
            yield from places(field.type, (*place, field.name))
    elif of.kind is Kind.ARRAY and of.element is not None:
        yield from places(of.element, (*place, EACH))


def with_types(model: ItemModel, types: Mapping[Place, FieldType]) -> ItemModel:
    """The model with other types at these places."""
    return ItemModel(_with_types(model.type, types, ()).fields or ())


def with_values(table: Table, at: frozenset[Place], change: Change) -> Table:
    """The items with what `change` makes of the values at these places: of all elements at once for a list.

    Where it answers the column that it was given nothing is built anew.
    """
    made = [
        _changed(Column(table.frame[field.name], field.type), (field.name,), at, change) for field in table.model.fields
    ]
    fields = tuple(replace(field, type=column.type) for field, column in zip(table.model.fields, made, strict=True))
    columns = {field.name: column.series for field, column in zip(fields, made, strict=True)}
    return Table.of(columns, ItemModel(fields), len(table))


def values_at(table: Table, at: frozenset[Place]) -> dict[Place, Column]:
    """The values at these places, those of all elements of a list as one column."""
    found: dict[Place, Column] = {}

    def note(place: Place, column: Column) -> Column:
        found[place] = column
        return column

    with_values(table, at, note)
    return found


def struct_of(name: str, members: "list[pl.Series]", absent: "pl.Series") -> "pl.Series":
    """Objects of these members; null where `absent` says so."""
    import polars as pl

    whole = pl.DataFrame(members).to_struct(name)
    if not absent.any():
        return whole
    frame = pl.DataFrame({"whole": whole, "absent": absent})
    return frame.select(pl.when(~pl.col("absent")).then("whole").alias(name)).to_series()


def _with_types(of: FieldType, types: Mapping[Place, FieldType], place: Place) -> FieldType:
    if place in types:
        return types[place]
    if of.kind is Kind.OBJECT and of.fields is not None:
        fields = (replace(field, type=_with_types(field.type, types, (*place, field.name))) for field in of.fields)
        return replace(of, fields=tuple(fields))
    if of.kind is Kind.ARRAY and of.element is not None:
        return replace(of, element=_with_types(of.element, types, (*place, EACH)))
    return of


def _changed(column: Column, place: Place, at: frozenset[Place], change: Change) -> Column:
    if place in at:
        return change(place, column)
    if not any(other[: len(place)] == place for other in at):
        return column
    if column.type.kind is Kind.ARRAY and column.type.element is not None:
        elements = Elements.of(column.series)
        given = Column(elements.values, column.type.element)
        made = _changed(given, (*place, EACH), at, change)
        of = replace(column.type, element=made.type)
        return column if made is given else Column(elements.regrouped(made.series), of)
    return _object(column, place, at, change)


def _object(column: Column, place: Place, at: frozenset[Place], change: Change) -> Column:
    fields = column.type.fields or ()
    given = [Column(column.series.struct.field(field.name), field.type) for field in fields]
    made = [_changed(member, (*place, field.name), at, change) for field, member in zip(fields, given, strict=True)]
    if all(new is old for new, old in zip(made, given, strict=True)):
        return column
    types = tuple(replace(field, type=member.type) for field, member in zip(fields, made, strict=True))
    members = [member.series.alias(field.name) for field, member in zip(fields, made, strict=True)]
    of = replace(column.type, fields=types)
    return Column(struct_of(column.series.name, members, column.series.is_null()), of)
