"""A Filter source step as a condition on entries.

Law: a filter that runs again on what passed it lets all of it through. So the condition may keep more than the step
does, never less; and these keep the same: values are compared as the step compares them, a missing value equals none
and is neither greater nor less. Texts have an order by code points in steps and that of the database in SQL, so only
their equality is pushed. A constant that means another moment in another time zone is left to the step.
"""

from collections.abc import Mapping
from datetime import UTC, timedelta, timezone
from typing import Any, Final

from aqtra.catalogs.conversion import Refused
from aqtra.catalogs.conversion import convert as stored_value
from aqtra.catalogs.odata.nodes import Comparison, ComparisonOperator, Condition, Path
from aqtra.dataflow.entry_filter import literal_of
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.pushdown.entries import EntryField
from aqtra.dataflow.pushdown.models import WhyNot
from aqtra.dataflow.steps import filter_source

_ELSEWHERE: Final = timezone(timedelta(hours=14))
_EQUALITY: Final = ("equal", "not_equal")
_OPERATORS: Final[Mapping[str, ComparisonOperator]] = {
    "equal": "eq",
    "not_equal": "ne",
    "greater": "gt",
    "less": "lt",
    "greater_or_equal": "ge",
    "less_or_equal": "le",
}
_STORED: Final[Mapping[Kind, str]] = {
    Kind.STRING: "string",
    Kind.URI: "string",
    Kind.UUID: "file",
    Kind.INTEGER: "integer",
    Kind.CATALOG: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATE_TIME: "datetime",
    Kind.TIME: "time",
}
_TEXTS: Final = frozenset({Kind.STRING, Kind.URI})
_UNORDERED: Final = frozenset({Kind.BOOLEAN, Kind.UUID})


def condition_of(settings: filter_source.Settings, field: EntryField) -> Condition | WhyNot:
    """The condition, or why there is none."""
    path, operator = Path((field.name,)), _OPERATORS[settings.operator]
    if field.encrypted:
        return WhyNot.ENCRYPTED
    if settings.compare_with_null:
        is_equality = settings.operator in _EQUALITY
        return Comparison(operator, path, literal_of(None)) if is_equality else WhyNot.VALUE
    if settings.path is not None:
        return WhyNot.COMPARES_FIELDS
    if settings.operator not in _EQUALITY and field.kind in _TEXTS | _UNORDERED:
        return WhyNot.ORDER_OF_TEXTS if field.kind in _TEXTS else WhyNot.NO_ORDER
    value = _constant(settings.filter_value, field.kind)
    return value if isinstance(value, WhyNot) else Comparison(operator, path, literal_of(value))


def _constant(text: str | None, kind: Kind) -> Any:
    """The value, the same in every time zone and one that a field can hold."""
    if text is None:
        return WhyNot.VALUE
    try:
        value = convert(text, kind, UTC)
        if value != convert(text, kind, _ELSEWHERE):
            return WhyNot.TIME_ZONE
        written = literal_of(value)
        stored = stored_value(_STORED[kind], written.text)
    except (Unfit, Refused, KeyError):
        return WhyNot.VALUE
    return WhyNot.VALUE if stored is None else value
