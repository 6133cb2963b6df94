"""Values as people of a language write them."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from aqtra.templates.elements import ValueFormat

PRECISION: Final = 60
"""Digits that are kept while values are reckoned with: more than two numbers of 28 digits multiplied have."""
_AUTOMATIC: Final = "#,##0.##########"


class Unwritable(ValueError):
    """The value cannot be written so."""


class Formats:
    """Filters of expressions, and the formats of columns. Null stays empty."""

    def __init__(self, locale: str) -> None:
        self._locale = Locale.parse(locale)

    def written(self, value: Any, how: ValueFormat) -> str:
        """As a column's format says; automatic is by the type of the value."""
        with localcontext(prec=PRECISION):
            return self._written(value, how)

    def _written(self, value: Any, how: ValueFormat) -> str:
        match how.kind:
            case "number":
                return self.number(value, how.digits)
            case "money":
                return self.money(value, how.currency, how.digits)
            case "percent":
                return self.percent(value, how.digits)
            case "date":
                return self.date(value, how.length)
            case "datetime":
                return self.datetime(value, how.length)
            case "time":
                return self.time(value, how.length)
            case _:
                return self.automatic(value)

    def automatic(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "\u2713" if value else "\u2013"
        if isinstance(value, int | Decimal):
            return self.number(value)
        if isinstance(value, datetime):
            return self.datetime(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, time):
            return self.time(value, "short")
        if isinstance(value, dict | list):
            raise Unwritable("an object or array has no text of its own")
        return str(value)

    def number(self, value: Any, digits: int | None = None) -> str:
        if value is None:
            return ""
        pattern = _AUTOMATIC if digits is None else "#,##0" + ("." + "0" * _small(digits) if digits else "")
        return str(format_decimal(_decimal(value), format=pattern, locale=self._locale))

    def money(self, value: Any, currency: str = "EUR", digits: int | None = None) -> str:
        if value is None:
            return ""
        if digits is None:
            return str(format_currency(_decimal(value), str(currency), locale=self._locale))
        pattern = self._locale.currency_formats["standard"].pattern
        shown = pattern.replace("0.00", "0" + ("." + "0" * _small(digits) if digits else ""))
        return str(
            format_currency(_decimal(value), str(currency), format=shown, locale=self._locale, currency_digits=False)
        )

    def percent(self, value: Any, digits: int | None = None) -> str:
        if value is None:
            return ""
        pattern = self._locale.percent_formats[None].pattern
        shown = pattern.replace("0", "0." + ("0" * _small(digits) if digits else "##"), 1) if digits != 0 else pattern
        return str(format_percent(_decimal(value), format=shown, locale=self._locale))

    def date(self, value: Any, length: str = "medium") -> str:
        if value is None:
            return ""
        if not isinstance(value, date):
            raise Unwritable(f"{str(value)[:40]!r} is no date")
        return str(format_date(value, format=_length(length), locale=self._locale))

    def datetime(self, value: Any, length: str = "medium") -> str:
        if value is None:
            return ""
        if not isinstance(value, datetime):
            raise Unwritable(f"{str(value)[:40]!r} is no point in time")
        return str(format_datetime(value, format=_length(length), locale=self._locale))

    def time(self, value: Any, length: str = "short") -> str:
        if value is None:
            return ""
        if not isinstance(value, time | datetime):
            raise Unwritable(f"{str(value)[:40]!r} is no time")
        # The longer ones would say a zone, which a time of the day has not.
        return str(format_time(value, format="short" if length == "short" else "medium", locale=self._locale))


def checkmark(value: Any) -> str:
    return "\u2611" if value else "\u2610"


def total(values: Any, attribute: str | None = None) -> Decimal:
    """Of what is not null."""
    with localcontext(prec=PRECISION):
        return sum(_numbers(values, attribute), Decimal(0))


def average(values: Any, attribute: str | None = None) -> Decimal | None:
    found = _numbers(values, attribute)
    if not found:
        return None
    with localcontext(prec=PRECISION):
        mean = sum(found, Decimal(0)) / len(found)
    return mean.quantize(Decimal(1).scaleb(-10)).normalize() if mean.adjusted() < 28 else mean


def least(values: Any, attribute: str | None = None) -> Any:
    return min(_present(values, attribute), default=None)


def greatest(values: Any, attribute: str | None = None) -> Any:
    return max(_present(values, attribute), default=None)


def _numbers(values: Any, attribute: str | None) -> list[Decimal]:
    return [_decimal(value) for value in _present(values, attribute)]


def _present(values: Any, attribute: str | None) -> list[Any]:
    if values is None:
        return []
    if not isinstance(values, Iterable) or isinstance(values, str | dict):
        raise Unwritable("only an array can be summed up")
    found = (value if attribute is None else _member(value, attribute) for value in values)
    return [value for value in found if value is not None]


def _member(value: Any, name: str) -> Any:
    if not isinstance(value, dict) or name not in value:
        raise Unwritable(f"the elements have no {str(name)[:60]}")
    return value[name]


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unwritable(f"{str(value)[:40]!r} is no number")
    return Decimal(value)


def _small(digits: Any) -> int:
    if not isinstance(digits, int) or not 0 <= digits <= 10:
        raise Unwritable("a number has 0 to 10 digits after its sign")
    return digits


def _length(length: Any) -> Any:
    if length not in ("short", "medium", "long", "full"):
        raise Unwritable(f"{str(length)[:40]!r} is none of short, medium, long and full")
    return length
