"""Filters of SCIM (RFC 7644, 3.4.2.2): text → tree, and whether a plain value fits a tree. Pure."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from aqtra.identity.scim.errors import InvalidFilter

MAX_LENGTH: Final = 2000
MAX_TERMS: Final = 30
MAX_DEPTH: Final = 10

Operator = Literal["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"]
OPERATORS: Final = frozenset(("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"))
TEXTUAL: Final = frozenset(("co", "sw", "ew"))
URN: Final = re.compile(r"^urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\]])|(?P<word>[A-Za-z0-9_$.:+-]+))""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Compare:
    """`path` in lower case, without the name of a schema."""

    path: str
    operator: Operator
    value: str | bool | int | float | None = None


@dataclass(frozen=True, slots=True)
class Not:
    inner: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """`every`: all must hold; else one."""

    every: bool
    parts: tuple["Node", ...]


Node = Compare | Not | Both


def parse(text: str) -> Node:
    """Raises InvalidFilter."""
    if len(text) > MAX_LENGTH:
        raise InvalidFilter.of_field("filter", "max_length", f"a filter has at most {MAX_LENGTH} characters")
    tokens, place = [], 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise _unreadable(stripped[place : place + 20])
        tokens.append(match.group().strip())
        place = match.end()
    parser = _Parser(tokens)
    node = parser.either(0)
    if parser.left:
        raise _unreadable(parser.left[0])
    return node


def fits(node: Node, value: Mapping[str, Any]) -> bool:
    """Whether a complex value, such as one e-mail address, fits."""
    match node:
        case Both(every, parts):
            return all(fits(part, value) for part in parts) if every else any(fits(part, value) for part in parts)
        case Not(inner):
            return not fits(inner, value)
        case Compare(path, operator, wanted):
            found = next((one for name, one in value.items() if name.lower() == path), None)
            return _compares(operator, found, wanted)


def _compares(operator: Operator, found: Any, wanted: Any) -> bool:
    if operator == "pr":
        return found not in (None, "", [], {})
    if isinstance(found, str) and isinstance(wanted, str):
        found, wanted = found.casefold(), wanted.casefold()
    try:
        return bool(_TESTS[operator](found, wanted))
    except TypeError:
        return False


_TESTS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": lambda found, wanted: found == wanted,
    "ne": lambda found, wanted: found != wanted,
    "co": lambda found, wanted: wanted in found,
    "sw": lambda found, wanted: isinstance(found, str) and found.startswith(wanted),
    "ew": lambda found, wanted: isinstance(found, str) and found.endswith(wanted),
    "gt": lambda found, wanted: found > wanted,
    "ge": lambda found, wanted: found >= wanted,
    "lt": lambda found, wanted: found < wanted,
    "le": lambda found, wanted: found <= wanted,
}


class _Parser:
    """Recursive descent: or binds weakest, then and, then not."""

    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens
        self._terms = 0

    def either(self, depth: int) -> Node:
        parts = [self._every(depth)]
        while self._takes("or"):
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Both(False, tuple(parts))

    def _every(self, depth: int) -> Node:
        parts = [self._one(depth)]
        while self._takes("and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Both(True, tuple(parts))

    def _one(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _unreadable("nested too deep")
        if self._takes("not"):
            self._needs("(")
            inner = self.either(depth + 1)
            self._needs(")")
            return Not(inner)
        if self._takes("("):
            inner = self.either(depth + 1)
            self._needs(")")
            return inner
        return self._comparison(depth)

    def _comparison(self, depth: int) -> Node:
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise _unreadable("too many terms")
        path = URN.sub("", self._next()).lower()
        if not re.fullmatch(r"[a-z$][a-z0-9_$.-]*", path):
            raise _unreadable(path)
        if self._takes("["):
            inner = _under(path, self.either(depth + 1))
            self._needs("]")
            return inner
        operator = self._next().lower()
        if operator not in OPERATORS:
            raise _unreadable(operator)
        if operator == "pr":
            return Compare(path, "pr")
        value = _value(self._next())
        if operator in TEXTUAL and not isinstance(value, str):
            raise _unreadable(operator)
        return Compare(path, operator, value)  # type: ignore[arg-type]

    def _next(self) -> str:
        if not self.left:
            raise _unreadable("the end")
        return self.left.pop(0)

    def _takes(self, word: str) -> bool:
        if self.left and self.left[0].lower() == word:
            self.left.pop(0)
            return True
        return False

    def _needs(self, mark: str) -> None:
        if not self._takes(mark):
            raise _unreadable(self.left[0] if self.left else "the end")


def _under(path: str, node: Node) -> Node:
    match node:
        case Compare():
            return Compare(f"{path}.{node.path}", node.operator, node.value)
        case Not(inner):
            return Not(_under(path, inner))
        case Both(every, parts):
            return Both(every, tuple(_under(path, part) for part in parts))


def _value(token: str) -> str | bool | int | float | None:
    try:
        value = json.loads(token if token.startswith('"') else token.lower(), parse_constant=_no_constant)
    except ValueError as error:
        raise _unreadable(token) from error
    if isinstance(value, str) and ("\0" in value or not _is_unicode(value)):
        raise _unreadable("text that cannot be stored")
    if value is not None and not isinstance(value, str | bool | int | float):
        raise _unreadable(token)
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _unreadable(near: str) -> InvalidFilter:
    return InvalidFilter.of_field("filter", "syntax", f"the filter cannot be read near: {near[:60]}")
