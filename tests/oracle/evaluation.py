"""What an expression is worth for one entry.

Conditions answer yes or no, never "unknown": "unknown" at the end is "no", `not` turns both into "yes", and `and` and
`or` cannot tell them apart otherwise. So a condition is a Python bool here and any other expression a value or None.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.oracle import functions
from tests.oracle.expressions import (
    Among,
    Arithmetic,
    Call,
    Compare,
    Expression,
    Joined,
    Lambda,
    Negation,
    Path,
    Size,
    Value,
)
from tests.oracle.world import Component, Field, Row, World

ROOT = ""
_DATA = "data"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry; in a lambda over values one value; after a grouping its paths, without `data`, and their values."""

    component: Component | None
    subject: Any


Variables = Mapping[str, Place]
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
}


class Evaluation:
    def __init__(self, world: World) -> None:
        self._world = world

    def holds(self, component: Component, row: Row, condition: Expression) -> bool:
        return self.holds_of(condition, {ROOT: Place(component, row)})

    def followed(self, component: Component, row: Row, path: Path) -> tuple[Field | None, Any]:
        """The field at the end of a path and its value; None behind a reference to nothing."""
        return self._followed(path, {ROOT: Place(component, row)})

    def holds_of(self, node: Expression, variables: Variables) -> bool:
        match node:
            case Joined("and", parts):
                return all(self.holds_of(part, variables) for part in parts)
            case Joined(_, parts):
                return any(self.holds_of(part, variables) for part in parts)
            case Negation(inner):
                return not self.holds_of(inner, variables)
            case Compare(operator, left, right):
                return _compared(operator, self.value_of(left, variables), self.value_of(right, variables))
            case Among(operand, items):
                return self.value_of(operand, variables) in [item.value for item in items]
            case Lambda():
                return self._quantified(node, variables)
            case _:
                return self.value_of(node, variables) is True

    def _quantified(self, node: Lambda, variables: Variables) -> bool:
        members = list(self._members(node.path, variables))
        if node.condition is None or node.variable is None:
            return bool(members)
        answers = (self.holds_of(node.condition, {**variables, node.variable: member}) for member in members)
        return any(answers) if node.quantifier == "any" else all(answers)

    def value_of(self, node: Expression, variables: Variables) -> Any:
        match node:
            case Value():
                return node.value
            case Path():
                return self._followed(node, variables)[1]
            case Size(path):
                return len(list(self._members(path, variables)))
            case Call(name, arguments):
                return functions.called(name, [self.value_of(argument, variables) for argument in arguments])
            case Arithmetic(operator, left, right):
                return functions.computed(operator, self.value_of(left, variables), self.value_of(right, variables))
            case _:
                return self.holds_of(node, variables)

    def _members(self, path: Path, variables: Variables) -> Iterator[Place]:
        """What a list holds: entries that may be seen, or values."""
        field, values = self._followed(path, variables)
        for value in values or ():
            if field is None or field.target is None:
                yield Place(None, value)
            elif (row := self._world.referred(field, value)) is not None:
                yield Place(self._world.components[field.target], row)

    def _followed(self, path: Path, variables: Variables) -> tuple[Field | None, Any]:
        words = list(path.words)
        place = variables[words.pop(0)] if words[0] in variables else variables[ROOT]
        if not words:
            return None, place.subject.id if isinstance(place.subject, Row) else place.subject
        component, row = place.component, place.subject
        if isinstance(row, Mapping):
            return None, row[plain(path)]
        assert component is not None
        while True:
            name = words.pop(0)
            if name == _DATA and words:
                name = words.pop(0)
            field = component.field(name)
            value = None if row is None else row.value(field.name)
            if not words:
                return field, value
            assert field.target is not None
            row = self._world.referred(field, value)
            component = self._world.components[field.target]


def plain(path: Path) -> tuple[str, ...]:
    """`data/x` and `x` name the same property."""
    *before, last = path.words
    return (*(word for word in before if word != _DATA), last)


def _compared(operator: str, left: Any, right: Any) -> bool:
    if operator == "eq":
        return bool(left == right)
    if operator == "ne":
        return bool(left != right)
    if left is None or right is None:
        return False
    return _ORDERS[operator](left, right)
