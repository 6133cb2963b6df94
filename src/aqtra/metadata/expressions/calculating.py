"""Calculates a tree. Values: None, bool, Decimal, str, date, datetime (in UTC), time, list, and mappings for entries.

Comparisons with null say no, except == and !=; what is calculated with null is null; so is a quotient by 0.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from aqtra.metadata.expressions.functions import EXACT, QUOTIENT, NotCalculable, called, order, plain
from aqtra.metadata.expressions.reading import Tree


@dataclass(frozen=True, slots=True)
class Names:
    """What names stand for. `value` is asked with the parts of a path."""

    value: Callable[[Sequence[str]], Any]
    today: date
    now: datetime


def calculate(tree: Tree, names: Names) -> Any:
    """Raises NotCalculable."""
    return _DO[tree[0]](tree[1:], names)


def _path(parts: Sequence[Any], names: Names) -> Any:
    return names.value(parts)


def _list(parts: Sequence[Tree], names: Names) -> Any:
    return [calculate(part, names) for part in parts]


def _arithmetic(work: Callable[[Decimal, Decimal], Decimal | None]) -> Callable[[Sequence[Tree], Names], Any]:
    def do(parts: Sequence[Tree], names: Names) -> Any:
        left, right = (calculate(part, names) for part in parts)
        if left is None or right is None:
            return None
        if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
            raise NotCalculable("only numbers are calculated with")
        found = work(left, right)
        return None if found is None else plain(found)

    return do


_ADD: Final = _arithmetic(EXACT.add)


def _plus(parts: Sequence[Tree], names: Names) -> Any:
    left, right = (calculate(part, names) for part in parts)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    return _ADD([["given", left], ["given", right]], names)


def _quotient(left: Decimal, right: Decimal) -> Decimal | None:
    return None if right == 0 else QUOTIENT.divide(left, right)


def _negated(parts: Sequence[Tree], names: Names) -> Any:
    return _arithmetic(EXACT.subtract)([["number", "0"], parts[0]], names)


def _true(value: Any) -> bool:
    """Null is no."""
    if value is None or isinstance(value, bool):
        return bool(value)
    raise NotCalculable("a condition is yes or no")


def _compare(parts: Sequence[Any], names: Names) -> Any:
    left = calculate(parts[0], names)
    for operator, tree in zip(parts[1::2], parts[2::2], strict=True):
        right = calculate(tree, names)
        if not _COMPARED[operator](left, right):
            return False
        left = right
    return True


def same(left: Any, right: Any) -> bool:
    """Yes and no are no numbers here; entries are the same when their ids are."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return bool(left.get("id") == right.get("id"))
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def _ordered(says: Callable[[int], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: left is not None and right is not None and says(order(left, right))


def _within(left: Any, right: Any) -> bool:
    if right is None:
        return False
    if isinstance(right, str):
        if left is not None and not isinstance(left, str):
            raise NotCalculable("only text is looked for in text")
        return left is not None and left in right
    if isinstance(right, list):
        return any(same(left, each) for each in right)
    raise NotCalculable("`in` looks into texts and lists")


_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": same,
    "!=": lambda left, right: not same(left, right),
    "<": _ordered(lambda found: found < 0),
    "<=": _ordered(lambda found: found <= 0),
    ">": _ordered(lambda found: found > 0),
    ">=": _ordered(lambda found: found >= 0),
    "in": _within,
    "not in": lambda left, right: not _within(left, right),
}


def _call(parts: Sequence[Any], names: Names) -> Any:
    name, *arguments = parts
    if name == "today":
        return names.today
    if name == "now":
        return names.now
    return called(name, [calculate(argument, names) for argument in arguments])


_DO: Final[Mapping[str, Callable[[Sequence[Any], Names], Any]]] = {
    "number": lambda parts, _: Decimal(parts[0]),
    "value": lambda parts, _: parts[0],
    "given": lambda parts, _: parts[0],
    "path": _path,
    "list": _list,
    "+": _plus,
    "-": _arithmetic(EXACT.subtract),
    "*": _arithmetic(EXACT.multiply),
    "/": _arithmetic(_quotient),
    "neg": _negated,
    "not": lambda parts, names: not _true(calculate(parts[0], names)),
    "and": lambda parts, names: all(_true(calculate(part, names)) for part in parts),
    "or": lambda parts, names: any(_true(calculate(part, names)) for part in parts),
    "compare": _compare,
    "if": lambda parts, names: calculate(parts[1 if _true(calculate(parts[0], names)) else 2], names),
    "call": _call,
}
