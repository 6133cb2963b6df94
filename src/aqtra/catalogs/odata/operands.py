"""Fields, values, functions and calculations as SQL expressions. Their meaning is told in `filters`."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from aqtra.catalogs.columns import ENCRYPTED
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.encrypted import Blind, Sealed
from aqtra.catalogs.errors import BadQuery
from aqtra.catalogs.odata.functions import FUNCTIONS, NUMERIC, Function, calculated
from aqtra.catalogs.odata.lists import Elements
from aqtra.catalogs.odata.nodes import Arithmetic, Call, Condition, Count, Literal, LiteralKind, Operand, Path
from aqtra.catalogs.odata.scope import ENCRYPTED_PROPERTY, ONLY_EQUALITY, Scope, Typed
from aqtra.catalogs.sqltext import sql_type

MAX_WEIGHT: Final = 32
"""Fields and literals in one expression, those behind aliases included: numbers keep to some 1,200 digits."""

_MATCHERS: Final = {"contains": ("%", "%"), "startswith": ("", "%"), "endswith": ("%", "")}
# How a literal is written for each type; a quoted one is read as the type has it (large integers, exact decimals).
_WRITTEN: Final[dict[str, set[LiteralKind]]] = {
    "string": {"string"},
    "integer": {"number", "string"},
    "number": {"number", "string"},
    "boolean": {"boolean"},
    "datetime": {"datetime", "string"},
    "date": {"date", "string"},
    "time": {"time", "string"},
    "file": {"guid", "string"},
}


def escape_pattern(text: str) -> str:
    """The text for ILIKE, its wildcards taken literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


class Operands:
    """Compiles the operands of one option."""

    def __init__(self, scope: Scope, option: str) -> None:
        self._scope = scope
        self._option = option

    def operand(self, node: Operand) -> Typed:
        """Raises BadQuery, also for encrypted properties."""
        typed = self.compared(node)
        if typed.sealed is not None:
            raise self.refuse(node, f"an encrypted property: {ONLY_EQUALITY}", rule=ENCRYPTED_PROPERTY)
        return typed

    def compared(self, node: Operand) -> Typed:
        """What is compared for equality with values. Raises BadQuery."""
        match node:
            case Path():
                return self._scope.typed(self._option, node)
            case Literal():
                return self._literal(node)
            case Count(path):
                elements = Elements.of(self._scope, self._option, path)
                return Typed(f"({elements.select('count(*)')})", "integer")
            case Arithmetic():
                return self._arithmetic(node)
            case Call():
                return self._call(node)

    def value(self, literal: Literal, kind: str) -> Any:
        """A literal as the other side has it. Raises BadQuery."""
        if literal.kind == "null":
            return None
        if literal.kind not in _WRITTEN[kind]:
            raise self.refuse(literal, f"{literal.text!r} is no {kind}", rule="type")
        return self._converted(literal, kind)

    def placed(self, kind: str, value: Any) -> str:
        """A new parameter for a value."""
        return self._scope.parameters.add(encode(kind, value), sql_type(kind))

    def blind(self, sealed: Sealed, values: Iterable[Any]) -> str:
        """A new parameter for the blind indexes of values that are not null."""
        texts = tuple(text for value in values if (text := encode(sealed.kind, value)) is not None)
        return self._scope.parameters.add(Blind(sealed, texts), f"{sql_type(ENCRYPTED)}[]")

    def refuse(self, node: Condition, message: str, *, rule: str = "syntax", name: str | None = None) -> BadQuery:
        return BadQuery.at(self._option, node.position, message, rule=rule, name=name)

    def _literal(self, node: Literal) -> Typed:
        """A literal that stands in no comparison: its type is told by how it is written."""
        if node.kind == "null":
            raise self.refuse(node, "null can only be compared")
        if node.kind == "string":
            return Typed(self.placed("string", self._converted(node, "string") or ""), "string")
        kind = {"guid": "file"}.get(node.kind, node.kind)
        typed = Typed(self.placed(kind, self._converted(node, kind)), kind)
        # Integers in calculations may be longer than fields hold them.
        return replace(typed, kind="integer") if kind == "number" and _is_whole(node.text) else typed

    def _converted(self, literal: Literal, kind: str) -> Any:
        try:
            return convert(kind, literal.text)
        except Refused as refused:
            message = f"{literal.text[:50]!r}: {refused.message}"
            raise self.refuse(literal, message, rule="type") from None

    def _arithmetic(self, node: Arithmetic) -> Typed:
        left, right = self.operand(node.left), self.operand(node.right)
        for side, typed in ((node.left, left), (node.right, right)):
            if typed.kind not in NUMERIC:
                raise self.refuse(side, f"{node.operator} works on numbers")
        whole = left.kind == right.kind == "integer"
        sql = calculated(node.operator, left.sql, right.sql, whole=whole)
        kind = "integer" if whole and node.operator != "divby" else "number"
        return Typed(sql, kind, self._weight(node, left, right))

    def _call(self, node: Call) -> Typed:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise self.refuse(node, f"there is no function {node.name}", rule="unknown_function", name=node.name)
        self._check_count(node, function)
        given = node.arguments
        if function.zoned and len(given) == 2:
            moment = self._argument(node, function, 0)
            sql = f"timezone({self._zone(node, moment)}, {moment.sql})"
            return Typed(function.sql(sql), function.gives or moment.kind, moment.weight)
        if node.name in _MATCHERS and isinstance(given[1], Literal) and given[1].kind == "string":
            # The whole pattern is one parameter, so that an index is found by it.
            before, after = _MATCHERS[node.name]
            text = self._argument(node, function, 0)
            part = escape_pattern(self._converted(given[1], "string") or "")
            pattern = self._scope.parameters.add(f"{before}{part}{after}", "text")
            return Typed(f"{text.sql} ILIKE {pattern}", "boolean", text.weight)
        arguments = [self._argument(node, function, number) for number in range(len(given))]
        kind = function.gives or arguments[0].kind
        return Typed(function.sql(*map(_in_utc, arguments)), kind, self._weight(node, *arguments))

    def _zone(self, call: Call, moment: Typed) -> str:
        """A new parameter for the zone that is named behind an instant."""
        node = call.arguments[1]
        if moment.kind != "datetime":
            raise self.refuse(node, f"{call.name} takes a time zone beside an instant only")
        if not isinstance(node, Literal) or node.kind != "string" or node.text not in _zones():
            raise self.refuse(node, f"{call.name} takes the name of a time zone here, such as 'Europe/Berlin'")
        return self._scope.parameters.add(node.text, "text")

    def _argument(self, call: Call, function: Function, number: int) -> Typed:
        node = call.arguments[number]
        typed = self.operand(node)
        if typed.kind not in function.takes[number]:
            raise self.refuse(node, f"{call.name} takes {function.expected(number)} here, not {typed.kind}")
        return typed

    def _check_count(self, node: Call, function: Function) -> None:
        least, most, given = function.least, len(function.takes) + function.zoned, len(node.arguments)
        if not least <= given <= most:
            expected = str(most) if least == most else f"{least} or {most}"
            raise self.refuse(node, f"{node.name} takes {expected} arguments, not {given}")

    def _weight(self, node: Condition, *parts: Typed) -> int:
        weight = sum(part.weight for part in parts)
        if weight > MAX_WEIGHT:
            raise self.refuse(node, f"made of more than {MAX_WEIGHT} fields and values")
        return max(weight, 1)


@cache
def _zones() -> set[str]:
    return available_timezones()


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdigit()


def _in_utc(typed: Typed) -> str:
    return f"timezone('UTC', {typed.sql})" if typed.kind == "datetime" else typed.sql
