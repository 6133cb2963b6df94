"""What a script left that no item can hold: which value, why, and the line that put it there."""

import ast
from typing import Any, Final

from . import values

DEEPEST: Final = 16
"""Levels that are looked through for the one value that is to blame."""
Way = tuple[str | int, ...]


def described(source: str, item: Any) -> dict[str, Any]:
    """Type, message and line, as of an exception."""
    if not isinstance(item, dict):
        error: BaseException = TypeError("the script put something that is no item in the place of its item")
        way: Way = ()
    else:
        way, error = blamed(item, ())
    place = "".join(f"[{each!r}]" for each in way)
    return {"type": type(error).__name__, "message": f"item{place}: {error}", "line": _line(source, way), "trace": []}


def blamed(value: Any, way: Way, above: tuple[int, ...] = ()) -> tuple[Way, BaseException]:
    """The innermost value that cannot be written, and what is wrong with it. The whole one cannot be."""
    for name, held in _members(value):
        if id(held) in (*above, id(value)):
            return (*way, name), ValueError("it holds itself")
        if len(way) < DEEPEST and _refusal(held) is not None:
            return blamed(held, (*way, name), (*above, id(value)))
    return way, _refusal(value) or ValueError("it cannot be written")


def _members(value: Any) -> list[tuple[str | int, Any]]:
    # Of plain ones only: another's way to list its members is the script's.
    if type(value) is dict:
        return [(name if type(name) is int else str(name), held) for name, held in value.items()]
    return list(enumerate(value)) if type(value) in (list, tuple) else []


def _refusal(value: Any) -> BaseException | None:
    if type(value) is float and value - value != 0:
        return ValueError(f"{value} is no number of an item")
    try:
        values.write(value)
    except RecursionError:
        return ValueError("it is nested too deeply")
    except BaseException as error:
        return error
    return None


def _line(source: str, way: Way) -> int | None:
    """Where it is put into the item, or where the item is replaced; None where that cannot be seen."""
    found = [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr) and _puts(node, way)]
    return max(found, default=None)


def _puts(node: ast.expr, way: Way) -> bool:
    names: list[object] = []
    written = isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
    while isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        names.insert(0, node.slice.value)
        node = node.value
    return written and isinstance(node, ast.Name) and node.id == "item" and tuple(names) == way[: len(names)]
