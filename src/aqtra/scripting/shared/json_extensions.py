"""Paths into JSON: `a.b`, `a[0]`, `a[*]`, `..name`, `a[?(@.x <> '')]`, with or without `$` before them.

`select_tokens` takes `path <op> literal`, too: those values of the path that compare so.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

_MISSING: Final = object()
_PART: Final = re.compile(
    r"""\.\.(?P<deep>\*|[\w@$-]+)            # ..name
      | \.?(?P<name>\*|[\w@$-]+)             # .name
      | \[\s*(?P<index>-?\d+)\s*\]           # [0]
      | \[\s*(?P<all>\*)\s*\]                # [*]
      | \[\s*(?P<quote>['"])(?P<key>.*?)(?P=quote)\s*\]   # ['a name']
      | \[\s*\?\s*\((?P<filter>.*?)\)\s*\]   # [?(…)]""",
    re.VERBOSE,
)
_LITERAL: Final = r"""'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null"""
_COMPARED: Final = re.compile(rf"^(?P<path>.*?)\s*(?P<op>==|=|!=|<>|<=|>=|<|>)\s*(?P<literal>{_LITERAL})\s*$")
_OPERATORS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": lambda a, b: a == b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_Step = Callable[[Any], Iterable[Any]]


def select_token(value: Any, path: str) -> Any:
    """The first match; None where there is none, as where it is null. Raises ValueError for what is no path."""
    found = _first(value, path)
    return None if found is _MISSING else found


def select_tokens(value: Any, path: str) -> list[Any]:
    """All matches. Raises ValueError for what is neither path nor comparison."""
    compared = None if "[?" in path else _COMPARED.match(path)
    if compared is None:
        return list(_found(value, path))
    fits = _comparison(compared["op"], compared["literal"])
    return [each for each in _found(value, compared["path"]) if fits(each)]


def is_null(value: Any, path: str | None = None) -> bool:
    """Whether the value, or what lies at the path, is there and null."""
    return (value if path is None else _first(value, path)) is None


def is_undefined(value: Any, path: str | None = None) -> bool:
    """Whether nothing lies at the path at all."""
    return path is not None and _first(value, path) is _MISSING


def _first(value: Any, path: str) -> Any:
    return next(iter(_found(value, path)), _MISSING)


def _found(value: Any, path: str) -> Iterator[Any]:
    found: Iterator[Any] = iter((value,))
    for step in _steps(path):
        found = _through(found, step)
    return found


def _through(values: Iterator[Any], step: _Step) -> Iterator[Any]:
    for value in values:
        yield from step(value)


def _steps(path: str) -> Iterator[_Step]:
    rest = path.strip().removeprefix("$")
    at = 0
    while at < len(rest):
        part = _PART.match(rest, at)
        if part is None:
            raise ValueError(f"'{path}' is no path: nothing is known that begins with '{rest[at:]}'")
        at = part.end()
        yield _step(part)


def _step(part: re.Match[str]) -> _Step:
    if part["deep"] is not None:
        name = part["deep"]
        return lambda value: (each for held in _everything(value) for each in _member(held, name))
    if part["index"] is not None:
        index = int(part["index"])
        return lambda value: value[index : index + 1 or None] if isinstance(value, list) else ()
    if part["all"] is not None:
        return _children
    if part["filter"] is not None:
        fits = _predicate(part["filter"])
        return lambda value: (each for each in _children(value) if fits(each))
    name = part["key"] if part["key"] is not None else part["name"]
    return lambda value: _member(value, name)


def _member(value: Any, name: str) -> Iterable[Any]:
    if name == "*":
        return _children(value)
    return (value[name],) if isinstance(value, dict) and name in value else ()


def _children(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _everything(value: Any) -> Iterator[Any]:
    yield value
    for child in _children(value):
        yield from _everything(child)


def _predicate(text: str) -> Callable[[Any], bool]:
    """`@.x`, `@.x <op> literal`, joined by `&&` or `||`, of which `&&` holds closer."""
    either = [[_condition(one.strip()) for one in re.split(r"&&", every)] for every in text.split("||")]
    return lambda value: any(all(condition(value) for condition in every) for every in either)


def _condition(text: str) -> Callable[[Any], bool]:
    compared = _COMPARED.match(text)
    path = (compared["path"] if compared else text).strip()
    if not path.startswith("@"):
        raise ValueError(f"'{text}' is no condition: it begins with @")
    if compared is None:
        return lambda value: _first(value, path[1:]) is not _MISSING
    fits = _comparison(compared["op"], compared["literal"])
    return lambda value: any(fits(each) for each in _found(value, path[1:]))


def _comparison(operator: str, literal: str) -> Callable[[Any], bool]:
    compare, expected = _OPERATORS[operator], _literal(literal)

    def fits(value: Any) -> bool:
        try:
            return compare(value, expected)
        except TypeError:
            return False

    return fits


def _literal(text: str) -> Any:
    if text[0] in "'\"":
        return text[1:-1]
    if text in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[text]
    return float(text) if "." in text else int(text)
