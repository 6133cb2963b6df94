"""How each type lies in a Polars column.

Numbers lie as canonical decimal text. A Polars Decimal has one scale for its whole column, cuts what does
not fit it and turns overflow into null, both silently; text keeps every digit, takes no more memory for
twelve characters and less, and is exactly what JSON and PostgreSQL exchange. Steps that calculate ask
`as_decimal` for a Decimal series. Values whose inside is undeclared lie as JSON text.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from aqtra.dataflow.items.types import FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

DECIMAL_DIGITS = 38


class DecimalOverflow(ValueError):
    """The numbers of one column do not fit 38 digits together."""


@lru_cache(maxsize=4096)
def data_type(of: FieldType) -> "pl.DataType":
    """The Polars type of a column of `of`."""
    # Polars takes 60 MB and half a second to import: only a process that runs a flow pays for it.
    import polars as pl

    if of.is_json:
        return pl.String()
    match of.kind:
        case Kind.INTEGER | Kind.CATALOG:
            return pl.Int64()
        case Kind.BOOLEAN:
            return pl.Boolean()
        case Kind.DATE:
            return pl.Date()
        case Kind.DATE_TIME:
            return pl.Datetime("us", "UTC")
        case Kind.TIME:
            return pl.Time()
        case Kind.OBJECT:
            return pl.Struct({field.name: data_type(field.type) for field in of.fields or ()})
        case Kind.ARRAY:
            return pl.List(data_type(of.element)) if of.element else pl.String()
        case _:
            return pl.String()


def as_decimal(numbers: "pl.Series") -> "pl.Series":
    """A column of numbers as Decimal(38, s) with the smallest scale that keeps all digits.

    Raises DecimalOverflow when the longest whole part and the longest fraction need more than 38 digits.
    """
    import polars as pl

    whole, fraction = digits(numbers)
    if whole + fraction > DECIMAL_DIGITS:
        raise DecimalOverflow(f"{whole} digits before and {fraction} after the point")
    return numbers.cast(pl.Decimal(DECIMAL_DIGITS, fraction))


def digits(numbers: "pl.Series") -> tuple[int, int]:
    """The most digits any number has before and after its point; a zero before the point is none."""
    bare = numbers.str.strip_prefix("-")
    length = bare.str.len_bytes().cast(int)
    point = bare.str.find(".", literal=True).cast(int)
    before = point.fill_null(length) - bare.str.starts_with("0").cast(int)
    return _most(before), _most(length - point - 1)


def _most(counts: "pl.Series") -> int:
    most = counts.max()
    assert most is None or isinstance(most, int)
    return most or 0
