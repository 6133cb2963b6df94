"""Exact arithmetic on columns of numbers.

Numbers lie as decimal text. As long as their digits surely fit, Polars calculates with 38-digit decimals; what
might not fit is calculated one by one, and so are few numbers, for which that is faster. Both give the same: exact
sums, differences and products, without superfluous zeros. A quotient that does not end is rounded to 28 digits, half
to even.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Final

from aqtra.dataflow.items.physical import DECIMAL_DIGITS, FEW, digits
from aqtra.dataflow.items.scalars import Unfit

if TYPE_CHECKING:
    import polars as pl

QUOTIENT_DIGITS: Final = 28
# Two numbers of 38 digits anywhere within 38 places of the point: no sum or product of them needs more.
_EXACT: Final = Context(prec=8 * DECIMAL_DIGITS, rounding=ROUND_HALF_EVEN)
_LONG: Final = Context(prec=DECIMAL_DIGITS, rounding=ROUND_HALF_EVEN)
_ROUNDED: Final = Context(prec=QUOTIENT_DIGITS, rounding=ROUND_HALF_EVEN)

Operation = Callable[[Decimal, Decimal], Decimal]


def without_zeros(numbers: "pl.Series") -> "pl.Series":
    """The same numbers in the one spelling each value has: no zeros at the end of a fraction, no negative zero."""
    import polars as pl

    if len(numbers) <= FEW:
        return pl.Series(numbers.name, [_without_zeros(text) for text in numbers.to_list()], dtype=pl.String)
    cut = numbers.str.strip_chars_end("0").str.strip_chars_end(".")
    found = cut.zip_with(numbers.str.contains(".", literal=True).fill_null(False), numbers)
    return found.zip_with((found != "-0").fill_null(True), found.str.strip_prefix("-"))


def _without_zeros(text: str | None) -> str | None:
    if text is None:
        return None
    cut = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if cut == "-0" else cut


def scaled(numbers: "pl.Series", scale: int) -> "pl.Series":
    """As Decimal of that scale, which must hold all digits."""
    import polars as pl

    return numbers.cast(pl.Decimal(DECIMAL_DIGITS, scale))


def as_numbers(exact: "pl.Series") -> "pl.Series":
    """A column of Decimal as a column of numbers."""
    import polars as pl

    return without_zeros(exact.cast(pl.String))


def combined(operator: str, left: "pl.Series", right: "pl.Series") -> "pl.Series":
    """`left` + - * / `right`, item by item; null where either is. No right operand of / may be 0.

    Raises IndexedUnfit where a result has more digits than a number may have.
    """
    if operator != "/" and len(left) > FEW:
        (whole, fraction), (other_whole, other_fraction) = digits(left), digits(right)
        is_product = operator == "*"
        scale = fraction + other_fraction if is_product else max(fraction, other_fraction)
        needed = scale + (whole + other_whole if is_product else max(whole, other_whole) + 1)
        if needed <= DECIMAL_DIGITS:
            one, two = scaled(left, scale), scaled(right, scale)
            return as_numbers(one * two if is_product else one + two if operator == "+" else one - two)
    return _one_by_one(_OPERATIONS[operator], left, right)


class IndexedUnfit(ValueError):
    """A result is no number that can be kept; tells the position."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index


def _one_by_one(operation: Operation, left: "pl.Series", right: "pl.Series") -> "pl.Series":
    import polars as pl

    found: list[str | None] = []
    for index, (one, two) in enumerate(zip(left.to_list(), right.to_list(), strict=True)):
        try:
            found.append(None if one is None or two is None else number_text(operation(Decimal(one), Decimal(two))))
        except Unfit as unfit:
            raise IndexedUnfit(index, str(unfit)) from unfit
    return pl.Series(left.name, found, dtype=pl.String)


def number_text(value: Decimal) -> str:
    """The text of a number without superfluous zeros. Raises Unfit beyond 38 digits."""
    plain = value.normalize(_EXACT)
    places = plain.as_tuple()
    exponent = places.exponent
    assert isinstance(exponent, int)
    if len(places.digits) + max(exponent, 0) > DECIMAL_DIGITS or -exponent > DECIMAL_DIGITS:
        raise Unfit("a number may have 38 digits")
    return format(plain, "f") if plain else "0"


def divided(left: Decimal, right: Decimal) -> Decimal:
    """Exact where it ends within 38 digits, else rounded to 28 digits and at most 38 places."""
    found = _LONG.divide(left, right)
    # What needed all digits may have been cut: then it is rounded where all such quotients are.
    if len(found.as_tuple().digits) == DECIMAL_DIGITS and _EXACT.multiply(found, right) != left:
        found = _ROUNDED.divide(left, right)
    exponent = found.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMAL_DIGITS:
        found = found.quantize(Decimal(1).scaleb(-DECIMAL_DIGITS), context=_EXACT)
    return found


def total(values: Sequence[str]) -> Decimal:
    """The exact sum."""
    found = Decimal(0)
    for value in values:
        found = _EXACT.add(found, Decimal(value))
    return found


_OPERATIONS: Final[dict[str, Operation]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": divided,
}
