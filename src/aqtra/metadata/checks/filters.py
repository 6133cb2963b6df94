"""Filter rules: which operators fit a type, and which constants can be read as one."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

from aqtra.metadata.paths import Resolved

EQUALITY = frozenset({"equal", "not_equal"})
ORDER = frozenset({"greater", "greater_or_equal", "less", "less_or_equal"})
TEXT = frozenset({"contains", "not_contains", "starts_with", "ends_with"})
SETS = frozenset({"in", "not_in"})

OPERATORS: Mapping[str, frozenset[str]] = {
    "string": EQUALITY | TEXT | SETS,
    "uri": EQUALITY | TEXT | SETS,
    "integer": EQUALITY | ORDER | SETS,
    "number": EQUALITY | ORDER | SETS,
    "boolean": EQUALITY,
    "datetime": EQUALITY | ORDER,
    "date": EQUALITY | ORDER | SETS,
    "time": EQUALITY | ORDER,
    "catalog": EQUALITY | SETS,
    "array": frozenset({"contains", "not_contains"}),
    "file": EQUALITY,
}
"""By type. What is encrypted is found by equality only, whatever its type."""
BOOLEANS = frozenset({"true", "false"})


def operators_of(found: Resolved) -> frozenset[str]:
    """Which operators fit a field."""
    offered = OPERATORS[found.type]
    return offered & (EQUALITY | SETS) if found.field is not None and found.field.encrypted else offered


def _boolean(text: str) -> object:
    if text.lower() not in BOOLEANS:
        raise ValueError(text)
    return text


def _number(text: str) -> object:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


READERS: Mapping[str, Callable[[str], object]] = {
    "integer": int,
    "number": _number,
    "boolean": _boolean,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "catalog": int,
    "array": int,
}


def readable(text: str, found: Resolved, operator: str) -> bool:
    """Whether the constant of a rule can be read as the type of its field; sets are separated by commas."""
    values = [part.strip() for part in text.split(",")] if operator in SETS else [text.strip()]
    reader = READERS.get(getattr(found.field, "items", None) or found.type)
    if reader is not None:
        for value in values:
            # ArithmeticError: what Decimal raises for text that is no number.
            with suppress(ValueError, ArithmeticError):
                reader(value)
                continue
            return False
    offered = getattr(found.field, "enum", None)
    if offered and operator in EQUALITY | SETS:
        return set(values) <= {str(item.value) for item in offered}
    return True
