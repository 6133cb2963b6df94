"""What kind of value a tree gives, found without values, so that what cannot be calculated is refused before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from aqtra.metadata.expressions.functions import SIGNATURES, Type
from aqtra.metadata.expressions.reading import Tree

TypeOf = Callable[[Sequence[str]], Type]
"""The type that a path leads to. Raises WrongType for one that leads nowhere."""
_OPEN: Final[frozenset[Type]] = frozenset({"any", "null"})
_ORDERED: Final[frozenset[Type]] = frozenset({"number", "text", "date", "datetime", "time", *_OPEN})
_ORDER: Final = frozenset({"<", "<=", ">", ">="})


class WrongType(ValueError):
    """Values of these types do not go together, or a name stands for nothing."""


def type_of(tree: Tree, names: TypeOf) -> Type:
    """Raises WrongType."""
    kind, *parts = tree
    match kind:
        case "number":
            return "number"
        case "value":
            value = parts[0]
            return "null" if value is None else "boolean" if isinstance(value, bool) else "text"
        case "path":
            return names(parts)
        case "list":
            _common([type_of(part, names) for part in parts], "a list holds values of one type")
            return "list"
        case "+" | "-" | "*" | "/":
            return _calculated(kind, [type_of(part, names) for part in parts])
        case "neg":
            return _required("number", type_of(parts[0], names), "only numbers have a sign")
        case "not" | "and" | "or":
            for part in parts:
                _required("boolean", type_of(part, names), f"`{kind}` takes conditions")
            return "boolean"
        case "compare":
            return _compared([type_of(part, names) for part in parts[::2]], parts[1::2])
        case "if":
            _required("boolean", type_of(parts[0], names), "`if` takes a condition")
            return _common([type_of(part, names) for part in parts[1:]], "both values of `if` are of one type")
        case _:
            return _called(parts[0], [type_of(part, names) for part in parts[1:]])


def _calculated(operator: str, types: Sequence[Type]) -> Type:
    if operator == "+" and "text" in types:
        for each in types:
            _required("text", each, "text is put together with text only; `text` makes text of a value")
        return "text"
    for each in types:
        _required("number", each, "only numbers are calculated with")
    return "any" if operator == "+" and set(types) <= _OPEN else "number"


def _compared(types: Sequence[Type], operators: Sequence[str]) -> Type:
    for (left, right), operator in zip(pairwise(types), operators, strict=True):
        if operator in ("in", "not in"):
            if right not in ("list", "text", *_OPEN):
                raise WrongType("`in` looks into texts and lists")
            if right == "text":
                _required("text", left, "only text is looked for in text")
            continue
        _common([left, right], f"{_told(left)} is not compared with {_told(right)}")
        if operator in _ORDER and not {left, right} <= _ORDERED:
            raise WrongType(f"{_told(left)} has no order")
    return "boolean"


def _called(name: str, types: Sequence[Type]) -> Type:
    signature = SIGNATURES[name]
    for place, found in enumerate(types):
        wanted = signature.type_at(place)
        _required(wanted, found, f"{name} takes {_told(wanted)}, not {_told(found)}")
    if name == "len" and types[0] not in ("text", "list", *_OPEN):
        raise WrongType("only texts and lists have a length")
    if name == "text" and types[0] == "list":
        raise WrongType("a list is no text")
    if name in ("min", "max") and not set(types) <= _ORDERED:
        raise WrongType(f"{_told(types[0])} has no order")
    if signature.gives == "same":
        return _common(types, f"{name} takes values of one type")
    return signature.gives


def _required(wanted: Type, found: Type, reason: str) -> Type:
    if wanted != "any" and found not in (wanted, *_OPEN):
        raise WrongType(reason)
    return wanted


def _common(types: Iterable[Type], reason: str) -> Type:
    known = sorted({each for each in types if each not in _OPEN})
    if len(known) > 1:
        raise WrongType(reason)
    return known[0] if known else "any"


_WORDS: Final[Mapping[Type, str]] = {
    "number": "a number",
    "text": "text",
    "boolean": "yes or no",
    "date": "a date",
    "datetime": "a moment",
    "time": "a time of day",
    "reference": "an entry",
    "list": "a list",
    "null": "nothing",
    "any": "a value",
}


def _told(kind: Type) -> str:
    return _WORDS[kind]
