"""Conditions as people put them together in a rule editor: all rules of a group, at least one of the groups."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from aqtra.dataflow.items.paths import parse_path


class Operator(StrEnum):
    """Comparisons of the rule editor. Contains, starts and ends ignore case."""

    EQUAL = "equal"
    NOT_EQUAL = "not_equal"
    GREATER = "greater"
    GREATER_OR_EQUAL = "greater_or_equal"
    LESS = "less"
    LESS_OR_EQUAL = "less_or_equal"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    IN = "in"
    NOT_IN = "not_in"


class Operand(BaseModel):
    """What a field is compared with: a constant, or the value at a path of the item. Exactly one of the two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    const: Any = None
    path: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Operand":
        if (self.path is None) == ("const" not in self.model_fields_set):
            raise ValueError("a value is either a constant or a path")
        if self.path is not None:
            parse_path(self.path)
        return self


class FilterRule(BaseModel):
    """One comparison of a field of the component. `compare_with_null` goes with equal and not_equal, without value."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    field: str
    operator: Operator = Operator.EQUAL
    compare_with_null: bool = False
    value: Operand | None = None


class FilterRuleGroup(BaseModel):
    """Rules that must all hold."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    rules: tuple[FilterRule, ...] = ()


def _grouped(value: Any) -> Any:
    """A bare list of rules is one group."""
    if isinstance(value, list | tuple) and value and not any(_is_group(found) for found in value):
        return ({"rules": value},)
    return value


def _is_group(value: Any) -> bool:
    return isinstance(value, FilterRuleGroup) or (isinstance(value, dict) and "rules" in value)


FilterRuleGroups = Annotated[tuple[FilterRuleGroup, ...], BeforeValidator(_grouped)]
"""No group at all: everything."""
