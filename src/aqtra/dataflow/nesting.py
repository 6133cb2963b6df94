"""Objects put together from members at dotted paths, and objects from which one was taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.items.columns import masked_struct
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind

if TYPE_CHECKING:
    import polars as pl

Names = tuple[str, ...]


def nested_model(leaves: Mapping[Names, FieldType]) -> ItemModel:
    """The model of an item with these members. No name may lead both to a member and into it."""
    return ItemModel(
        tuple(
            Field(name, inside[()] if () in inside else nested_model(inside).type)
            for name, inside in _grouped(leaves).items()
        )
    )


def nested_table(leaves: Mapping[Names, Column], height: int) -> Table:
    """Items with these members."""
    columns = {
        name: inside[()].series if () in inside else nested_table(inside, height).frame.to_struct(name)
        for name, inside in _grouped(leaves).items()
    }
    return Table.of(columns, nested_model({names: column.type for names, column in leaves.items()}), height)


def _grouped(leaves: Mapping[Names, Any]) -> dict[str, dict[Names, Any]]:
    grouped: dict[str, dict[Names, Any]] = {}
    for names, leaf in leaves.items():
        grouped.setdefault(names[0], {})[names[1:]] = leaf
    return grouped


def type_without(of: FieldType, names: Sequence[str]) -> FieldType:
    """The type of an object without the member at `names`; undeclared when nothing is left."""
    if of.kind is not Kind.OBJECT or of.fields is None:
        return of
    kept = []
    for field in of.fields:
        if field is not of.member(names[0]):
            kept.append(field)
        elif len(names) > 1:
            kept.append(replace(field, type=type_without(field.type, names[1:])))
    return FieldType(Kind.OBJECT, fields=tuple(kept) or None)


def without(column: Column, names: Sequence[str]) -> Column:
    """Objects without the member at `names`; other values stay."""
    import polars as pl

    of = column.type
    if of.is_json:
        texts = [_pruned(text, names) for text in column.series.to_list()]
        return Column(pl.Series(column.series.name, texts, dtype=pl.String), of)
    wanted = type_without(of, names)
    if of.kind is not Kind.OBJECT:
        return column
    if not wanted.fields:
        gone = column.series.is_null()
        return Column(pl.Series(column.series.name, [None if absent else "{}" for absent in gone]), wanted)
    columns = [_member_without(column, of, field, names).alias(field.name) for field in wanted.fields]
    return Column(masked_struct(column.series.name, columns, column.series.is_null(), wanted), wanted)


def _member_without(column: Column, of: FieldType, field: Field, names: Sequence[str]) -> "pl.Series":
    inner = column.series.struct.field(field.name)
    touched = of.member(names[0])
    if touched is None or touched.name != field.name:
        return inner
    return without(Column(inner, touched.type), names[1:]).series


def _pruned(text: str | None, names: Sequence[str]) -> str | None:
    whole = read_json(text)
    inside = whole
    for name in names[:-1]:
        inside = inside.get(name) if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or names[-1] not in inside:
        return text
    del inside[names[-1]]
    return to_json_text(whole)
