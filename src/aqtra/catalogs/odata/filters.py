"""Filters as SQL conditions: every value is a parameter, every field was resolved.

Comparisons with null answer yes or no as OData has it: `ne` counts a missing value as different, and `not` turns
"no" and "unknown" alike into "yes".
"""

from dataclasses import dataclass
from typing import Any, Final

from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode, encode_list
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.nodes import (
    Call,
    Comparison,
    Condition,
    Literal,
    Logic,
    Membership,
    Not,
    Operand,
    Path,
)
from aqtra.catalogs.odata.scope import Scope, refuse
from aqtra.catalogs.sqltext import sql_type

_OPERATORS: Final = {"eq": "=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_EQUALITY: Final = ("eq", "ne")
_ORDERED: Final = frozenset({"string", "integer", "number", "datetime", "date", "time"})
_MATCHERS: Final = {"contains": ("%", "%"), "startswith": ("", "%"), "endswith": ("%", "")}
_TEXT_FUNCTIONS: Final = {"tolower": "lower", "toupper": "upper", "trim": "btrim"}
_LENGTH: Final = "length"
# How a literal is written for each type; a quoted one is read as the type has it (large integers, exact decimals).
_WRITTEN: Final = {
    "string": {"string"},
    "integer": {"number", "string"},
    "number": {"number", "string"},
    "boolean": {"boolean"},
    "datetime": {"datetime", "string"},
    "date": {"date", "string"},
    "time": {"time", "string"},
    "file": {"guid", "string"},
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece of SQL and what it holds. References are compared as integers, addresses as text."""

    sql: str
    kind: str


def compile_filter(condition: Condition, scope: Scope, option: str = "$filter") -> str:
    """The SQL condition. Raises BadQuery."""
    return _Filter(scope, option).condition(condition)


def escape_pattern(text: str) -> str:
    """The text for ILIKE, its wildcards taken literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class _Filter:
    def __init__(self, scope: Scope, option: str) -> None:
        self._scope = scope
        self._option = option

    def condition(self, node: Condition) -> str:
        match node:
            case Logic(operator, parts):
                return "(" + f" {operator.upper()} ".join(self.condition(part) for part in parts) + ")"
            case Not(inner):
                return f"({self.condition(inner)}) IS NOT TRUE"
            case Comparison():
                return self._comparison(node)
            case Membership():
                return self._membership(node)
            case Call(name) if name in _MATCHERS:
                return self._match(node)
            case _:
                return self._flag(node)

    def _flag(self, node: Operand) -> str:
        if isinstance(node, Literal) and node.kind == "boolean":
            return node.text
        if isinstance(node, Literal) or (typed := self._operand(node)).kind != "boolean":
            raise self._refuse(node, "a condition is expected: compare it with something")
        return typed.sql

    def _comparison(self, node: Comparison) -> str:
        left, right, operator = node.left, node.right, node.operator
        if isinstance(left, Literal):
            if isinstance(right, Literal):
                raise self._refuse(node, "two values are compared; one side must be a field")
            left, right = right, left
            operator = _mirrored(operator)
        typed = self._operand(left)
        if operator not in _EQUALITY and typed.kind not in _ORDERED:
            raise self._refuse(node, f"{typed.kind} values have no order")
        if isinstance(right, Literal):
            return self._with_literal(typed, operator, right)
        other = self._operand(right)
        if not _comparable(typed.kind, other.kind):
            raise self._refuse(node, f"{typed.kind} and {other.kind} cannot be compared")
        return _compared(typed.sql, operator, other.sql)

    def _with_literal(self, typed: Typed, operator: str, literal: Literal) -> str:
        value = self._value(literal, typed.kind)
        if value is not None:
            return _compared(typed.sql, operator, self._placed(typed.kind, value))
        if operator not in _EQUALITY:
            raise self._refuse(literal, "null can only be compared with eq and ne")
        return f"{typed.sql} IS {'NOT ' if operator == 'ne' else ''}NULL"

    def _membership(self, node: Membership) -> str:
        if isinstance(node.operand, Literal):
            raise self._refuse(node, "a field is expected before in")
        typed = self._operand(node.operand)
        values = [self._value(item, typed.kind) for item in node.items]
        given = [value for value in values if value is not None]
        listed = self._scope.parameters.add(encode_list(typed.kind, given), f"{sql_type(typed.kind)}[]")
        found = f"{typed.sql} = ANY ({listed})"
        return f"({found} OR {typed.sql} IS NULL)" if len(given) < len(values) else found

    def _match(self, node: Call) -> str:
        if len(node.arguments) != 2:
            raise self._refuse(node, f"{node.name} has two arguments")
        text, part = node.arguments
        typed = self._text(text, node)
        if not isinstance(part, Literal) or part.kind != "string":
            raise self._refuse(part, f"{node.name} looks for a quoted text")
        before, after = _MATCHERS[node.name]
        pattern = self._scope.parameters.add(f"{before}{escape_pattern(part.text)}{after}", "text")
        return f"{typed.sql} ILIKE {pattern}"

    def _text(self, node: Operand, call: Call) -> Typed:
        typed = None if isinstance(node, Literal) else self._operand(node)
        if typed is None or typed.kind != "string":
            raise self._refuse(node, f"{call.name} works on text fields")
        return typed

    def _operand(self, node: Path | Call) -> Typed:
        if isinstance(node, Call):
            return self._function(node)
        place = self._scope.resolve(self._option, node)
        if place.field.is_array:
            raise refuse(self._option, node, "lists cannot be compared")
        kind = {"uri": "string", "catalog": "integer"}.get(place.field.kind, place.field.kind)
        return Typed(place.sql, kind)

    def _function(self, node: Call) -> Typed:
        function = _TEXT_FUNCTIONS.get(node.name)
        if function is None and node.name != _LENGTH:
            raise self._refuse(node, f"there is no function {node.name}", rule="unknown_function", name=node.name)
        if len(node.arguments) != 1:
            raise self._refuse(node, f"{node.name} has one argument")
        text = self._text(node.arguments[0], node)
        if function is None:
            return Typed(f"char_length({text.sql})", "integer")
        return Typed(f"{function}({text.sql})", "string")

    def _value(self, literal: Literal, kind: str) -> Any:
        if literal.kind == "null":
            return None
        if literal.kind not in _WRITTEN[kind]:
            raise self._refuse(literal, f"{literal.text!r} is no {kind}", rule="type")
        try:
            return convert(kind, literal.text)
        except Refused as refused:
            message = f"{literal.text[:50]!r}: {refused.message}"
            raise self._refuse(literal, message, rule="type") from None

    def _placed(self, kind: str, value: Any) -> str:
        return self._scope.parameters.add(encode(kind, value), sql_type(kind))

    def _refuse(self, node: Condition, message: str, *, rule: str = "syntax", name: str | None = None) -> BadQuery:
        return BadQuery.at(self._option, node.position, message, rule=rule, name=name)


def _compared(left: str, operator: str, right: str) -> str:
    if operator == "ne":
        return f"{left} IS DISTINCT FROM {right}"
    return f"{left} {_OPERATORS[operator]} {right}"


def _mirrored(operator: str) -> Any:
    return {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}.get(operator, operator)


def _comparable(left: str, right: str) -> bool:
    numeric = {"integer", "number"}
    return left == right or {left, right} == numeric
