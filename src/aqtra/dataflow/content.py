"""Values as keys: what is equal by content is equal as a key.

Numbers are equal whatever their spelling, objects whatever the order of their members, and null equals null.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from aqtra.dataflow.decimals import without_zeros
from aqtra.dataflow.items.codec import plain, read_json
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, canonical_number
from aqtra.dataflow.items.types import Kind

if TYPE_CHECKING:
    import polars as pl


def content_keys(column: Column) -> "list[pl.Series]":
    """Columns that are equal in two items when the values are equal by content."""
    if column.type.kind is Kind.OBJECT and column.type.fields:
        keys = [column.series.is_null()]
        for field in column.type.fields:
            keys += content_keys(Column(column.series.struct.field(field.name), field.type))
        return keys
    return [content_key(column)]


def content_key(column: Column) -> "pl.Series":
    """One column of texts or scalars that are equal when the values are equal by content."""
    if column.type.kind is Kind.NUMBER:
        return without_zeros(column.series)
    if column.type.is_json:
        return _mapped(column.series)
    if column.type.kind in (Kind.ARRAY, Kind.OBJECT):
        return _texts(column)
    return column.series


def _mapped(texts: "pl.Series") -> "pl.Series":
    """Canonical JSON; each distinct text is read once."""
    import polars as pl

    distinct = texts.unique().drop_nulls()
    canonical = [canonical_json(read_json(text)) for text in distinct.to_list()]
    return texts.replace_strict(distinct, pl.Series(canonical, dtype=pl.String), default=None)


def _texts(column: Column) -> "pl.Series":
    import polars as pl

    texts = [None if value is None else canonical_json(plain(value, column.type)) for value in column.series.to_list()]
    return pl.Series(column.series.name, texts, dtype=pl.String)


def canonical_json(value: Any) -> str:
    """JSON text that is the same for values equal by content."""
    return orjson.dumps(_canonical(value), option=orjson.OPT_SORT_KEYS).decode()


def _canonical(value: Any) -> Any:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return orjson.Fragment(plain_number(value))
    if isinstance(value, dict):
        return {name: _canonical(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    return value


def plain_number(value: int | Decimal) -> str:
    """The one spelling of a number; of one beyond 38 digits, its own."""
    try:
        text = canonical_number(value)
    except Unfit:
        return str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
