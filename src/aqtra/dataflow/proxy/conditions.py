"""A filter of a list as conditions that another system can be asked by: each on one property, all of them together.

A property has one condition, or a lower and an upper bound: `between` takes both bounds in, `within` leaves the upper
one out. Alternatives, functions other than those of texts, and paths behind references are refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.errors import BadQuery, FilterNotSupported
from aqtra.catalogs.odata.nodes import Call, Comparison, Condition, Literal, Logic, Membership, Not, Path
from aqtra.metadata.documents import CatalogProperty, ComponentDocument

_OPTION: Final = "$filter"
_COMPARISONS: Final = {
    "eq": "equal",
    "ne": "not_equal",
    "gt": "greater",
    "ge": "greater_or_equal",
    "lt": "less",
    "le": "less_or_equal",
}
_MIRRORED: Final = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_TEXTS: Final = {"contains": "contains", "startswith": "starts_with", "endswith": "ends_with"}
_NEGATED: Final = {"contains": "not_contains", "in": "not_in", "equal": "not_equal", "not_equal": "equal"}
_RANGES: Final = {
    ("greater_or_equal", "less_or_equal"): "between",
    ("greater_or_equal", "less"): "within",
}
_BOUNDS: Final = {name: pair for pair, name in _RANGES.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition. Values are JSON: numbers exact, moments ISO 8601."""

    field: str
    operator: str
    value: Any


Filter = dict[str, dict[str, Any]]
"""Property → {operator, value}."""


def conditions_of(condition: Condition | None, document: ComponentDocument) -> list[Asked]:
    """Raises FilterNotSupported."""
    return [] if condition is None else list(_conditions(condition, document))


def folded(conditions: Iterable[Asked]) -> Filter:
    """One condition, or one range, for each property. Raises FilterNotSupported."""
    by_field: dict[str, list[Asked]] = {}
    for asked in conditions:
        listed = by_field.setdefault(asked.field, [])
        if asked not in listed:
            listed.append(asked)
    return {field: _one(field, listed) for field, listed in by_field.items()}


def with_fixed(given: Mapping[str, Any], fixed: Iterable[Asked]) -> Filter:
    """A filter with conditions that always hold. Raises FilterNotSupported where both together cannot be asked."""
    return folded([*_unfolded(given), *fixed])


def _conditions(node: Condition, document: ComponentDocument) -> Iterator[Asked]:
    match node:
        case Logic("and", parts):
            for part in parts:
                yield from _conditions(part, document)
        case Literal("boolean", "true"):
            return
        case Not(inner):
            (asked,) = _alone(inner, document, node)
            if asked.operator not in _NEGATED:
                raise _refused(node, "this cannot be negated")
            yield Asked(asked.field, _NEGATED[asked.operator], asked.value)
        case _:
            yield from _alone(node, document, node)


def _alone(node: Condition, document: ComponentDocument, around: Condition) -> tuple[Asked]:
    """A condition that is about one property."""
    match node:
        case Comparison(operator, Path() as path, Literal() as literal):
            return (Asked(_field(path), _COMPARISONS[operator], _value(path, literal, document)),)
        case Comparison(operator, Literal() as literal, Path() as path):
            mirrored = _MIRRORED.get(operator, operator)
            return (Asked(_field(path), _COMPARISONS[mirrored], _value(path, literal, document)),)
        case Membership(Path() as path, items):
            return (Asked(_field(path), "in", [_value(path, item, document) for item in items]),)
        case Call(name, (Path() as path, Literal() as literal)) if name in _TEXTS:
            return (Asked(_field(path), _TEXTS[name], literal.text),)
        case Path():
            return (Asked(_field(node), "equal", True),)
    raise _refused(around, "only comparisons of single properties, joined by and, can be asked elsewhere")


def _field(path: Path) -> str:
    segments = path.segments[1:] if path.segments[0] == "data" and len(path.segments) > 1 else path.segments
    if len(segments) != 1:
        raise _refused(path, "what lies behind a reference cannot be asked elsewhere")
    return segments[0]


def _value(path: Path, literal: Literal, document: ComponentDocument) -> Any:
    if literal.kind == "null":
        return None
    try:
        return _json(convert(_kind(_field(path), document), literal.text))
    except Refused as refused:
        raise BadQuery.at(_OPTION, literal.position, refused.message, rule="type") from None


def _kind(field: str, document: ComponentDocument) -> str:
    prop = document.property_named(field)
    if prop is None:
        return "integer" if field == "id" else "string"
    kind = str(prop.type)  # type: ignore[attr-defined]
    return "integer" if isinstance(prop, CatalogProperty) or kind == "array" else kind


def _json(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _one(field: str, listed: list[Asked]) -> dict[str, Any]:
    if len(listed) == 1:
        return {"operator": listed[0].operator, "value": listed[0].value}
    if len(listed) == 2:
        for low, high in (listed, reversed(listed)):
            name = _RANGES.get((low.operator, high.operator))
            if name is not None:
                return {"operator": name, "value": [low.value, high.value]}
    message = f"{field} can be asked elsewhere by one condition, or by a lower and an upper bound"
    raise FilterNotSupported.at(_OPTION, 0, message, rule="filter_not_supported", name=field)


def _unfolded(given: Mapping[str, Any]) -> Iterator[Asked]:
    for field, condition in given.items():
        if not isinstance(condition, Mapping):
            continue
        operator, value = str(condition.get("operator") or "equal"), condition.get("value")
        if operator in _BOUNDS and isinstance(value, list) and len(value) == 2:
            yield from (Asked(field, bound, one) for bound, one in zip(_BOUNDS[operator], value, strict=True))
        else:
            yield Asked(field, operator, value)


def _refused(node: Condition, message: str) -> BadQuery:
    return FilterNotSupported.at(_OPTION, node.position, message, rule="filter_not_supported")
