"""How each type lies in a Polars column.

Numbers lie as canonical decimal text. A Polars Decimal has one scale for its whole column, cuts what does
not fit it and turns overflow into null, both silently; text keeps every digit, takes no more memory for
twelve characters and less, and is exactly what JSON and PostgreSQL exchange. Steps that calculate ask
`as_decimal` for a Decimal series. Values whose inside is undeclared lie as JSON text.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.types import FieldType, Kind

if TYPE_CHECKING:
    import polars as pl

DECIMAL_DIGITS = 38
FEW: Final = 64
"""Up to so many values are handled one by one faster than a column of them is set up."""


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


def as_decimals(*columns: "pl.Series") -> "list[pl.Series]":
    """Columns of numbers as Decimals of one scale that keeps all digits of all of them.

    Raises DecimalOverflow as `as_decimal` does.
    """
    import polars as pl

    for counted in (most_digits, digits):
        counts = [counted(column) for column in columns]
        whole, scale = max(before for before, _ in counts), max(after for _, after in counts)
        if whole + scale <= DECIMAL_DIGITS:
            return [column.cast(pl.Decimal(DECIMAL_DIGITS, scale)) for column in columns]
    raise DecimalOverflow(f"{whole} digits before and {scale} after the point")


def most_digits(numbers: "pl.Series") -> tuple[int, int]:
    """No number has more digits before and after its point, as their lengths alone tell."""
    if len(numbers) <= FEW:
        return digits(numbers)
    longest = numbers.str.len_bytes().max()
    assert longest is None or isinstance(longest, int)
    return longest or 0, max((longest or 0) - 2, 0)


def digits(numbers: "pl.Series") -> tuple[int, int]:
    """The most digits any number has before and after its point; a zero before the point is none."""
    if len(numbers) <= FEW:
        return _digits_of_few([text for text in numbers.to_list() if text is not None])
    bare = numbers.str.strip_prefix("-")
    length = bare.str.len_bytes().cast(int)
    point = bare.str.find(".", literal=True).cast(int)
    before = point.fill_null(length) - bare.str.starts_with("0").cast(int)
    return _most(before), _most(length - point - 1)


def _digits_of_few(numbers: list[str]) -> tuple[int, int]:
    before = after = 0
    for text in numbers:
        whole, _, fraction = text.removeprefix("-").partition(".")
        before = max(before, len(whole) - whole.startswith("0"))
        after = max(after, len(fraction))
    return before, after


def _most(counts: "pl.Series") -> int:
    most = counts.max()
    assert most is None or isinstance(most, int)
    return most or 0
