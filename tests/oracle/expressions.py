"""Expressions of the tests' own, and how they are written. Nothing of the compiler's parser is used."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Path:
    """As written: `("t", "data", "price")`. The first word may be a variable of a lambda."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """`path/$count`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Value:
    """A literal as written, and what it means."""

    text: str
    value: Any


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Among:
    """`operand in (…)`."""

    operand: "Expression"
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    inner: "Expression"


@dataclass(frozen=True, slots=True)
class Joined:
    """`a and b and c`, `a or b`."""

    operator: str
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Lambda:
    """`path/any(v:condition)`; without a variable `path/any()`."""

    quantifier: str
    path: Path
    variable: str | None = None
    condition: "Expression | None" = None


Expression = Path | Size | Value | Call | Arithmetic | Compare | Among | Negation | Joined | Lambda


def written(node: Expression) -> str:
    """The text of a query option."""
    match node:
        case Path(words):
            return "/".join(words)
        case Size(path):
            return f"{written(path)}/$count"
        case Value(text):
            return text
        case Call(name, arguments):
            return f"{name}({','.join(written(argument) for argument in arguments)})"
        case Arithmetic(operator, left, right):
            return f"{_grouped(left)} {operator} {_grouped(right)}"
        case Compare(operator, left, right):
            return f"{written(left)} {operator} {written(right)}"
        case Among(operand, items):
            return f"{written(operand)} in ({','.join(item.text for item in items)})"
        case Negation(inner):
            return f"not {_grouped(inner)}"
        case Joined(operator, parts):
            return f" {operator} ".join(_grouped(part) for part in parts)
        case Lambda(quantifier, path, variable, condition):
            inside = f"{variable}:{written(condition)}" if variable and condition else ""
            return f"{written(path)}/{quantifier}({inside})"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _grouped(node: Expression) -> str:
    text = written(node)
    return f"({text})" if isinstance(node, Arithmetic | Compare | Among | Negation | Joined) else text
