"""Rules of the rule editor as filters of queries, compiled by the same compiler as those of grids.

**Missing values.** A value that an item does not have is null: `equal` then finds entries without a value, `not_equal`
those with one, `not_contains` and `not_in` find all, every other comparison none. A day compared with an instant means
the whole day in the zone of the platform.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from aqtra.catalogs.odata.nodes import (
    Call,
    Comparison,
    ComparisonOperator,
    Condition,
    Lambda,
    Literal,
    Logic,
    Membership,
    Not,
    Path,
)
from aqtra.dataflow.entry_model import DATA
from aqtra.dataflow.filter_rules import FilterRule, FilterRuleGroup, Operator
from aqtra.dataflow.filter_values import RuleValue, rule_values, sample_values
from aqtra.dataflow.items.table import Table
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext
    from aqtra.dataflow.items.resolve import Column

_COMPARISONS: Final[Mapping[Operator, ComparisonOperator]] = {
    Operator.EQUAL: "eq",
    Operator.NOT_EQUAL: "ne",
    Operator.GREATER: "gt",
    Operator.GREATER_OR_EQUAL: "ge",
    Operator.LESS: "lt",
    Operator.LESS_OR_EQUAL: "le",
}
_TEXT_FUNCTIONS: Final = {
    Operator.CONTAINS: "contains",
    Operator.NOT_CONTAINS: "contains",
    Operator.STARTS_WITH: "startswith",
    Operator.ENDS_WITH: "endswith",
}
_NEGATIVE: Final = frozenset({Operator.NOT_EQUAL, Operator.NOT_CONTAINS, Operator.NOT_IN})
_NULL: Final = Literal("null", "null")
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ItemFilters:
    """The different filters that a stream asks for; `which` tells for every item which of them is its own."""

    conditions: tuple[Condition | None, ...]
    which: "pl.Series"


def item_filters(
    table: Table,
    groups: tuple[FilterRuleGroup, ...],
    document: ComponentDocument,
    ctx: "StepContext",
    further: "Mapping[str, Column] | None" = None,
) -> ItemFilters:
    """The filter of every item. `further`: fields that must besides equal the values of these columns.

    Raises TypeMismatch for values that do not fit the fields they are compared with.
    """
    values = rule_values(table, groups, document, ctx)
    varying = {value.column: value.series for value in values if value.series is not None}
    columns = varying | {f"={name}": column.series for name, column in (further or {}).items()}
    rows, which = _distinct(columns, len(table))
    conditions = tuple(_condition(groups, values, row, further or {}, ctx.run.zone) for row in rows)
    return ItemFilters(conditions, which)


def sample_filter(groups: tuple[FilterRuleGroup, ...], document: ComponentDocument) -> Condition | None:
    """A filter of the same shape with values of no meaning: for whoever asks for the text of the statement."""
    return _condition(groups, sample_values(groups, document), {}, (), UTC)


def equal(field: str, value: Any) -> Condition:
    """A field has this value; without one it is missing."""
    return Comparison("eq", _path(field), literal_of(value))


def one_of(field: str, values: Iterable[Any]) -> Condition:
    return Membership(_path(field), tuple(map(literal_of, values)))


def both(*parts: Condition | None) -> Condition | None:
    """All of the conditions; None asks for nothing."""
    return _joined("and", [part for part in parts if part is not None])


def _distinct(columns: "Mapping[str, pl.Series]", height: int) -> "tuple[list[dict[str, Any]], pl.Series]":
    import polars as pl

    if not columns:
        return ([{}] if height else []), pl.zeros(height, dtype=pl.UInt32, eager=True)
    frame = pl.DataFrame([series.alias(name) for name, series in columns.items()]).with_row_index("#item")
    groups = frame.group_by(list(columns), maintain_order=True).agg("#item").with_row_index("#group")
    which = groups.select("#item", "#group").explode("#item").sort("#item")["#group"]
    return groups.select(list(columns)).to_dicts(), which


def _condition(
    groups: tuple[FilterRuleGroup, ...],
    values: Iterable[RuleValue],
    row: Mapping[str, Any],
    further: Iterable[str],
    zone: tzinfo,
) -> Condition | None:
    given: Iterator[RuleValue] = iter(values)
    alternatives = [
        both(*(_rule(rule, next(given), row, zone) for rule in group.rules)) for group in groups if group.rules
    ]
    rules = _joined("or", [found for found in alternatives if found is not None])
    return both(rules, *(equal(name, row[f"={name}"]) for name in further))


def _joined(operator: Any, parts: list[Condition]) -> Condition | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Logic(operator, tuple(parts))


def _rule(rule: FilterRule, value: RuleValue, row: Mapping[str, Any], zone: tzinfo) -> Condition:
    path, operator = _path(rule.field), rule.operator
    given = None if rule.compare_with_null else value.of(row)
    if operator in (Operator.IN, Operator.NOT_IN):
        return _negated(operator, _membership(path, given))
    if given is None and operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        return _constant(operator in _NEGATIVE)
    if value.is_day and given is not None:
        return _day(path, operator, given, zone)
    if value.is_list:
        return _negated(operator, Lambda("any", path, "x", Comparison("eq", Path(("x",)), literal_of(given))))
    if (function := _TEXT_FUNCTIONS.get(operator)) is not None:
        return _negated(operator, Call(function, (path, literal_of(given))))
    return Comparison(_COMPARISONS[operator], path, literal_of(given))


def _membership(path: Path, given: Any) -> Condition:
    items = given if isinstance(given, list) else [] if given is None else [given]
    return Membership(path, tuple(map(literal_of, items))) if items else _constant(False)


def _negated(operator: Operator, condition: Condition) -> Condition:
    return Not(condition) if operator in _NEGATIVE else condition


def _day(path: Path, operator: Operator, day: date, zone: tzinfo) -> Condition:
    """The instants of a whole day: from its midnight up to the next."""
    start = literal_of(datetime.combine(day, time(), zone))
    end = literal_of(datetime.combine(day + timedelta(days=1), time(), zone) if day < date.max else _LAST)
    compare: Callable[..., Condition] = partial(Comparison)
    match operator:
        case Operator.EQUAL:
            return Logic("and", (compare("ge", path, start), compare("lt", path, end)))
        case Operator.NOT_EQUAL:
            return Not(_day(path, Operator.EQUAL, day, zone))
        case Operator.GREATER:
            return compare("ge", path, end)
        case Operator.GREATER_OR_EQUAL:
            return compare("ge", path, start)
        case Operator.LESS:
            return compare("lt", path, start)
        case _:
            return compare("lt", path, end)


def _constant(value: bool) -> Condition:
    return Literal("boolean", "true" if value else "false")


def _path(field: str) -> Path:
    return Path((field.removeprefix(f"{DATA}."),))


def literal_of(value: Any) -> Literal:
    match value:
        case None:
            return _NULL
        case bool():
            return Literal("boolean", "true" if value else "false")
        case datetime() | date() | time():
            return Literal("string", value.isoformat())
        case _:
            return Literal("string", str(value))
