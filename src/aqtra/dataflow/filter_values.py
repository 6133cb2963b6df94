"""What fields are compared with: constants and values of items, read as the fields have them; and what fits not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any, Final

from aqtra.dataflow.entry_model import field_type
from aqtra.dataflow.errors import TypeMismatch, UnknownReference
from aqtra.dataflow.filter_rules import FilterRule, FilterRuleGroup, Operator
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, FieldType, Kind
from aqtra.dataflow.mapping import RUN_VARIABLES, Target, column_or_null, fitted, run_variable
from aqtra.dataflow.step import Problem
from aqtra.kernel.errors import FieldError
from aqtra.metadata.checks.filters import EQUALITY, operators_of
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.paths import BrokenPath, resolve

if TYPE_CHECKING:
    import polars as pl

    from aqtra.dataflow.context import StepContext

_SETS: Final = frozenset({Operator.IN, Operator.NOT_IN})
_TEXTUAL: Final = frozenset({Operator.CONTAINS, Operator.NOT_CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH})
_SAMPLES: Final[Mapping[Kind, Any]] = {
    Kind.STRING: "text",
    Kind.URI: "text",
    Kind.UUID: "00000000-0000-0000-0000-000000000000",
    Kind.INTEGER: 1,
    Kind.CATALOG: 1,
    Kind.NUMBER: "1",
    Kind.BOOLEAN: True,
    Kind.DATE: date(2000, 1, 1),
    Kind.DATE_TIME: datetime(2000, 1, 1, tzinfo=UTC),
    Kind.TIME: time(),
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class RuleValue:
    """The right side of one rule: the same for all items, or a column with a value for each."""

    column: str
    series: "pl.Series | None" = None
    constant: Any = None
    is_list: bool = False
    is_day: bool = False

    def of(self, row: Mapping[str, Any]) -> Any:
        return self.constant if self.series is None else row[self.column]


def rule_values(
    table: Table, groups: tuple[FilterRuleGroup, ...], document: ComponentDocument, ctx: "StepContext"
) -> list[RuleValue]:
    """One for every rule, in their order. Raises TypeMismatch, UnknownReference."""
    rules = (rule for group in groups for rule in group.rules)
    return [_value(f"{number}", rule, table, document, ctx) for number, rule in enumerate(rules)]


def sample_values(groups: tuple[FilterRuleGroup, ...], document: ComponentDocument) -> list[RuleValue]:
    """One for every rule, of the types the fields have: values of items are not known, and constants not told."""
    return [_sample(rule, document) for group in groups for rule in group.rules]


def filter_problems(
    groups: tuple[FilterRuleGroup, ...], document: ComponentDocument, setting: str = "filter"
) -> Iterator[Problem]:
    """Fields that do not exist, operators that do not fit them, and constants that cannot be compared with them."""
    for rule in (rule for group in groups for rule in group.rules):
        reason = _broken(rule, document)
        if reason is not None:
            yield Problem("filter_invalid", f"{rule.field}: {reason}", setting, params={"field": rule.field})


def order_problem(field: str, document: ComponentDocument, setting: str = "order_by") -> Iterator[Problem]:
    """A field that entries cannot be sorted by."""
    of, prop = field_type(document, field), document.property_named(field.removeprefix("data."))
    if of is None or (prop is not None and prop.virtual):
        reason = f"{document.settings.title} has no such field"
    elif of.kind is Kind.ARRAY or (prop is not None and prop.encrypted):
        reason = "entries cannot be sorted by it"
    else:
        return
    yield Problem("order_invalid", f"{field}: {reason}", setting, params={"field": field})


def _broken(rule: FilterRule, document: ComponentDocument) -> str | None:
    try:
        found = resolve(rule.field, document, {}, bare=True)
    except BrokenPath:
        return f"{document.settings.title} has no such field"
    if not found.is_stored:
        return "it is virtual, so entries cannot be found by it"
    if rule.operator not in operators_of(found):
        return f"{rule.operator.value} does not fit its type"
    if rule.compare_with_null:
        return None if rule.operator in EQUALITY else "only equal and not_equal compare with no value"
    if rule.value is None:
        return "there is no value to compare with"
    of = field_type(document, rule.field)
    if rule.value.path is None and of is not None:
        try:
            _constant(rule.value.const, rule.operator, of, UTC)
        except Unfit as unfit:
            return str(unfit)
    return None


def _sample(rule: FilterRule, document: ComponentDocument) -> RuleValue:
    of = field_type(document, rule.field) or STRING
    is_list = of.kind is Kind.ARRAY
    if rule.compare_with_null or rule.value is None:
        return RuleValue("", is_list=is_list)
    sample = _SAMPLES[_single(rule.operator, of).kind]
    if of.kind is Kind.DATE_TIME and isinstance(rule.value.const, str) and _DAY.fullmatch(rule.value.const):
        return RuleValue("", constant=_SAMPLES[Kind.DATE], is_day=True)
    return RuleValue("", constant=[sample] if rule.operator in _SETS else sample, is_list=is_list)


def _value(name: str, rule: FilterRule, table: Table, document: ComponentDocument, ctx: "StepContext") -> RuleValue:
    of = field_type(document, rule.field)
    if of is None:
        raise UnknownReference(f"{document.settings.title} has no field {rule.field}", property=rule.field)
    is_list = of.kind is Kind.ARRAY
    if rule.compare_with_null or rule.value is None:
        return RuleValue(name, is_list=is_list)
    path = rule.value.path
    if path is not None and path not in RUN_VARIABLES:
        column = _fitting(column_or_null(table, path, ctx), path, rule.operator, of, ctx)
        is_day = of.kind is Kind.DATE_TIME and column.type.kind is Kind.DATE
        return RuleValue(name, column.series, is_list=is_list, is_day=is_day)
    value = rule.value.const if path is None else run_variable(path, ctx.run)
    try:
        constant = _constant(value, rule.operator, of, ctx.run.zone)
    except Unfit as unfit:
        wrong = FieldError(field=rule.field, rule="type", message=str(unfit))
        raise TypeMismatch(f"{rule.field}: {unfit}", fields=[wrong]) from unfit
    is_day = of.kind is Kind.DATE_TIME and type(constant) is date
    return RuleValue(name, constant=constant, is_list=is_list, is_day=is_day)


def _fitting(column: Column, path: str, operator: Operator, of: FieldType, ctx: "StepContext") -> Column:
    """The values at a path as the type that the field is compared with."""
    single = _single(operator, of)
    if operator in _SETS and column.type.kind is Kind.ANY:
        column = Column(_as_lists(column.series), FieldType(Kind.ARRAY))
    if operator in _SETS and column.type.kind is Kind.ARRAY:
        return fitted(column, Target(FieldType(Kind.ARRAY, element=single), path), ctx)
    if single.kind is Kind.DATE_TIME and column.type.kind is Kind.DATE:
        return column
    return fitted(column, Target(single, path), ctx)


def _as_lists(texts: "pl.Series") -> "pl.Series":
    """JSON texts of single values as lists of one."""
    import polars as pl

    frame = pl.DataFrame({"text": texts})
    listed = pl.when(pl.col("text").str.starts_with("[")).then("text").otherwise(pl.format("[{}]", "text"))
    return frame.select(listed.alias(texts.name)).to_series()


def _single(operator: Operator, of: FieldType) -> FieldType:
    """What one value is compared as: part of an address is a text, an element of a list is what the list holds."""
    if of.kind is Kind.ARRAY:
        return of.element or STRING
    return STRING if operator in _TEXTUAL else of


def _constant(value: Any, operator: Operator, of: FieldType, zone: tzinfo) -> Any:
    """A constant of a rule as the field is compared with it. Raises Unfit."""
    kind = _single(operator, of).kind
    if operator in _SETS:
        items = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
        return [convert(item.strip() if isinstance(item, str) else item, kind, zone) for item in items]
    if value == "":
        return None
    if kind is Kind.DATE_TIME and isinstance(value, str) and _DAY.fullmatch(value):
        kind = Kind.DATE
    return convert(value, kind, zone)
