"""Two columns made comparable: by value, whatever types they lie in.

Values of one kind compare as they are, texts by code point. Where a number meets a text or a value of unknown
type, texts spelled as numbers are numbers: 1, "1" and 1.0 are equal. A code such as "007" stays a text.
"""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from aqtra.dataflow.content import canonical_json, content_key, plain_number
from aqtra.dataflow.decimals import without_zeros
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, read_json
from aqtra.dataflow.items.columns import convert_series
from aqtra.dataflow.items.physical import DecimalOverflow, as_decimal, as_decimals
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.types import FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

_TEXT: Final = frozenset({Kind.STRING, Kind.UUID, Kind.URI})
_WHOLE: Final = frozenset({Kind.INTEGER, Kind.CATALOG})
_NUMERIC: Final = _WHOLE | {Kind.NUMBER}
_STRICT: Final = (Kind.DATE_TIME, Kind.DATE, Kind.TIME, Kind.BOOLEAN)
_COMPOSITE: Final = frozenset({Kind.OBJECT, Kind.ARRAY})
_SPELLED_AS_NUMBER: Final = r"^-?(0|[1-9]\d*)(\.\d+)?$"


@dataclass(frozen=True)
class Comparable:
    """Equal series mean equal values. `loose`: texts among which those spelled as numbers are numbers."""

    left: "pl.Series"
    right: "pl.Series"
    loose: bool = False

    def ordered(self) -> "list[tuple[pl.Series, pl.Series]]":
        """The order columns of both sides; what is null in one of them has its place in another."""
        if not self.loose:
            return [(self.left, self.right)]
        import polars as pl

        both = order_columns(pl.concat([self.left.alias(self.right.name), self.right]), loose=self.loose)
        size = len(self.left)
        return [(column.head(size), column.slice(size)) for column in both]


def comparable(left: Column, right: Column, zone: tzinfo = UTC, *, strict: bool = False) -> Comparable:
    """Both columns in one form. A value that does not fit the other's type is null, or with `strict` an error.

    Raises TypeMismatch.
    """
    kinds = {left.type.kind, right.type.kind}
    if kinds & _COMPOSITE:
        return Comparable(_content(left), _content(right))
    if kinds <= _TEXT or kinds <= _WHOLE:
        return Comparable(left.series, right.series)
    if kinds <= _NUMERIC:
        return _numbers(left, right)
    for kind in _STRICT:
        if kind in kinds:
            wanted = FieldType(kind)
            return Comparable(_fitted(left, wanted, zone, strict), _fitted(right, wanted, zone, strict))
    return Comparable(_normal(left), _normal(right), loose=True)


def is_composite(of: FieldType) -> bool:
    """Whether values are objects or arrays, which have no order."""
    return of.kind in _COMPOSITE


def _content(column: Column) -> "pl.Series":
    """Texts: what is neither object nor array is unlike all that are."""
    import polars as pl

    return content_key(column).cast(pl.String)


def _numbers(left: Column, right: Column) -> Comparable:
    """Decimals as long as all fit one column; texts otherwise."""
    try:
        one, other = as_decimals(_number_texts(left), _number_texts(right))
        return Comparable(one, other)
    except DecimalOverflow:
        return Comparable(_normal(left), _normal(right), loose=True)


def _number_texts(column: Column) -> "pl.Series":
    import polars as pl

    return column.series.cast(pl.String)


def order_columns(values: "pl.Series", *, loose: bool) -> "list[pl.Series]":
    """Columns that sort the values: numbers by value before texts."""
    if not loose:
        return [values]
    is_number = values.str.contains(_SPELLED_AS_NUMBER)
    return [_ranked(_where(values, is_number)), _where(values, ~is_number)]


def _fitted(column: Column, wanted: FieldType, zone: tzinfo, strict: bool) -> "pl.Series":
    misfits: list[Misfit] = []
    series = convert_series(column.series, column.type, wanted, misfits, zone)
    if misfits and strict:
        raise TypeMismatch.of(misfits)
    return series


def _normal(column: Column) -> "pl.Series":
    import polars as pl

    series, kind = column.series, column.type.kind
    if kind is Kind.NUMBER:
        return without_zeros(series)
    if kind in _WHOLE:
        return series.cast(pl.String)
    if kind is not Kind.ANY:
        return _numbers_in_texts(series)
    distinct = series.unique().drop_nulls()
    plain = pl.Series([_plain(read_json(text)) for text in distinct.to_list()], dtype=pl.String)
    return series.replace_strict(distinct, _numbers_in_texts(plain), default=None)


def _numbers_in_texts(texts: "pl.Series") -> "pl.Series":
    return without_zeros(texts).zip_with(texts.str.contains(_SPELLED_AS_NUMBER).fill_null(False), texts)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return plain_number(value)
    return canonical_json(value)


def _where(values: "pl.Series", condition: "pl.Series") -> "pl.Series":
    import polars as pl

    return values.zip_with(condition.fill_null(False), pl.repeat(None, len(values), dtype=values.dtype, eager=True))


def _ranked(numbers: "pl.Series") -> "pl.Series":
    """Something that sorts as the numbers do."""
    import polars as pl

    try:
        return as_decimal(numbers)
    except DecimalOverflow:
        ordered = sorted(numbers.unique().drop_nulls().to_list(), key=Decimal)
        ranks = pl.int_range(len(ordered), eager=True)
        return numbers.replace_strict(pl.Series(ordered, dtype=pl.String), ranks, default=None)
