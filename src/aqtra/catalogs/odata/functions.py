"""The functions of filters: what each takes, what it gives, and its SQL. Their meaning is told in `filters`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

TEXT: Final = ("string",)
INTEGER: Final = ("integer",)
NUMERIC: Final = ("integer", "number")
DAY: Final = ("date", "datetime")
CLOCK: Final = ("time", "datetime")
INSTANT: Final = ("datetime",)

_NAMED: Final = {
    TEXT: "a text",
    INTEGER: "an integer",
    NUMERIC: "a number",
    DAY: "a date or an instant",
    CLOCK: "a time or an instant",
    INSTANT: "an instant",
}
# PostgreSQL counts characters in 32 bits; no text comes near this.
_FARTHEST: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Function:
    """`gives` is None where the answer is of the argument's kind. `least` arguments must be given.

    `zoned`: the name of a time zone may stand behind an instant, which is then taken apart there.
    """

    takes: tuple[tuple[str, ...], ...]
    gives: str | None
    sql: Callable[..., str]
    least: int
    zoned: bool = False

    def expected(self, number: int) -> str:
        return _NAMED[self.takes[number]]


def _function(
    sql: Callable[..., str], gives: str | None, *takes: tuple[str, ...], least: int | None = None
) -> Function:
    return Function(takes, gives, sql, len(takes) if least is None else least)


def _unless_empty(sql: str) -> str:
    return f"nullif({sql}, '')"


def _like(before: str, after: str) -> Callable[[str, str], str]:
    """Wildcards in the part that is looked for stand for themselves."""

    def sql(text: str, part: str) -> str:
        literally = rf"regexp_replace({part}, '([\\%_])', '\\\1', 'g')"
        return f"({text} ILIKE '{before}' || {literally} || '{after}')"

    return sql


def _within(number: str) -> str:
    """A count of characters that PostgreSQL takes. These two are strict, so null stays null (unlike GREATEST)."""
    return f"numeric_smaller(numeric_larger({number}::numeric, 0), {_FARTHEST})::integer"


def _substring(text: str, start: str, count: str | None = None) -> str:
    rest = "" if count is None else f", {_within(count)}"
    return _unless_empty(f"substr({text}, {_within(start)} + 1{rest})")


def _part(name: str) -> Callable[[str], str]:
    return lambda moment: f"trunc(extract({name} FROM {moment}))::bigint"


def _start(unit: str) -> Function:
    """Days become timestamps without a zone first, or the session's zone would be taken for theirs."""
    return Function((DAY,), "date", lambda moment: f"date_trunc('{unit}', {moment}::timestamp)::date", 1, zoned=True)


def _rounded(name: str) -> Callable[[str], str]:
    return lambda number: f"{name}({number}::numeric)"


FUNCTIONS: Final[dict[str, Function]] = {
    "contains": _function(_like("%", "%"), "boolean", TEXT, TEXT),
    "startswith": _function(_like("", "%"), "boolean", TEXT, TEXT),
    "endswith": _function(_like("%", ""), "boolean", TEXT, TEXT),
    "tolower": _function("lower({})".format, "string", TEXT),
    "toupper": _function("upper({})".format, "string", TEXT),
    "trim": _function(lambda text: _unless_empty(f"btrim({text})"), "string", TEXT),
    "length": _function("char_length({})".format, "integer", TEXT),
    "concat": _function(lambda one, other: _unless_empty(f"({one} || {other})"), "string", TEXT, TEXT),
    "indexof": _function("(strpos({}, {}) - 1)".format, "integer", TEXT, TEXT),
    "substring": _function(_substring, "string", TEXT, INTEGER, INTEGER, least=2),
    "year": _function(_part("year"), "integer", DAY),
    "month": _function(_part("month"), "integer", DAY),
    "day": _function(_part("day"), "integer", DAY),
    "hour": _function(_part("hour"), "integer", CLOCK),
    "minute": _function(_part("minute"), "integer", CLOCK),
    "second": _function(_part("second"), "integer", CLOCK),
    "date": _function("{}::date".format, "date", INSTANT),
    "time": _function("date_trunc('second', {})::time".format, "time", INSTANT),
    "startofyear": _start("year"),
    "startofquarter": _start("quarter"),
    "startofmonth": _start("month"),
    "startofweek": _start("week"),
    "startofday": _start("day"),
    "now": _function(lambda: "statement_timestamp()", "datetime"),
    "round": _function(_rounded("round"), None, NUMERIC),
    "floor": _function(_rounded("floor"), None, NUMERIC),
    "ceiling": _function(_rounded("ceil"), None, NUMERIC),
}
"""Instants come as timestamps in UTC, without a zone."""


def quotient(left: str, right: str) -> str:
    """With 20 places, half away from zero: cut off after the 21st, which decides how the 20th is rounded."""
    return f"trim_scale(round(div({left}::numeric * 1e21, nullif({right}::numeric, 0)) * 1e-21, 20))"


def calculated(operator: str, left: str, right: str, *, whole: bool) -> str:
    """The SQL of an arithmetic operator; `whole` when both sides are integers."""
    one, other = f"{left}::numeric", f"{right}::numeric"
    match operator:
        case "div" if whole:
            return f"div({one}, nullif({other}, 0))"
        case "div" | "divby":
            return quotient(left, right)
        case "mod":
            return f"mod({one}, nullif({other}, 0))"
        case _:
            return f"({one} {_SIGNS[operator]} {other})"


_SIGNS: Final = {"add": "+", "sub": "-", "mul": "*"}
