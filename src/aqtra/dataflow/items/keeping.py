"""Items without what nobody reads of them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.nesting import Place, struct_of
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind

if TYPE_CHECKING:
    import polars as pl

Needs = frozenset[Place]
"""Places that are read, each with all that is inside."""
NOTHING: Final[Needs] = frozenset()
EVERYTHING: Final[Needs] = frozenset({()})


def kept(table: Table, needs: Needs) -> Table:
    """The items with the fields and members of objects that are read; nothing is copied.

    An object stays where any of it is read. What lies in arrays stays as it is.
    """
    model = kept_model(table.model, needs)
    if model == table.model:
        return table
    columns = {field.name: _kept_values(table.frame[field.name], *_types(table.model, field)) for field in model.fields}
    return Table.of(columns, model, len(table))


@lru_cache(maxsize=256)
def kept_model(model: ItemModel, needs: Needs) -> ItemModel:
    return model if () in needs else replace(model, fields=_kept_fields(model.fields, needs))


def _kept_fields(fields: Iterable[Field], needs: Needs) -> tuple[Field, ...]:
    inside = [(field, _inside(field, needs)) for field in fields]
    return tuple(replace(field, type=_kept_type(field.type, read)) for field, read in inside if read)


def _inside(field: Field, needs: Needs) -> Needs:
    """What is read of a member."""
    return frozenset(read[1:] for read in needs if read[0] in (field.name, *field.aliases))


def _kept_type(of: FieldType, read: Needs) -> FieldType:
    if () in read or of.kind is not Kind.OBJECT or not of.fields:
        return of
    fields = _kept_fields(of.fields, read)
    # What is not there of an object reads as null, but the object itself is there.
    return replace(of, fields=fields) if fields else of


def _types(model: ItemModel, wanted: Field) -> tuple[FieldType, FieldType]:
    held = model.field(wanted.name)
    assert held is not None
    return held.type, wanted.type


def _kept_values(series: "pl.Series", held: FieldType, wanted: FieldType) -> "pl.Series":
    if held == wanted:
        return series
    members = []
    for field in wanted.fields or ():
        known = held.member(field.name)
        assert known is not None
        members.append(_kept_values(series.struct.field(field.name), known.type, field.type))
    return struct_of(series.name, members, series.is_null())
