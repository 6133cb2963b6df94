"""Values worth comparing: equal ones, neighbours, limits, and text that means something elsewhere."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from tests.oracle.world import Field

FILES = tuple(UUID(int=number, version=4) for number in (1, 2**64))
_NUMBERS = (
    "0", "-0.10", "0.1", "0.10", "1", "2.5", "-2.5", "3", "7", "10.00", "100", "1e3",
    "0.333333333333333333333333333333",
    "9" * 38, "-" + "9" * 38, "0." + "0" * 37 + "1", "123456789.0123456789", "9007199254740993",
)  # fmt: skip
_MOMENTS = (
    (2026, 3, 29, 0, 59, 59), (2026, 3, 29, 1, 0, 0), (2026, 10, 25, 0, 30, 0), (2026, 10, 25, 1, 30, 0),
    (2024, 2, 29, 12, 0, 0), (1969, 12, 31, 23, 59, 59), (1, 1, 1, 0, 0, 0), (9999, 12, 31, 23, 59, 59),
    (2026, 1, 1, 0, 0, 0), (2025, 12, 31, 23, 30, 0),
)  # fmt: skip
POOLS: dict[str, tuple[Any, ...]] = {
    "string": (
        "a", "A", "b", "B", "ab", "aB", "Ab", " ab ", "a b", "a%", "a_", "%", "_", "\\", "a\\", "'", "''", '"', "{}",
        "null", "true", "1", "10", "9", "é", "É", "e\u0301", "ß", "SS", "İ", "i", "ı", "Σας", "ΣΑΣ", "日本", "😀",
        "\ufffd",
        "a" * 60, "-", "a,b", "(a)", "a/b", "$1", "a\nb", "Ǆ", "ǅ", "ﬁ", "x y z",
    ),
    "uri": ("https://example.org/a?b=c#d", "https://example.org/A", "/a/1", "/a/%25", "mailto:a@example.org", "/_"),
    "integer": (0, 1, -1, 2, 3, 7, 10, 100, 2**31, 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)),
    "number": tuple(Decimal(text) for text in _NUMBERS),
    "boolean": (True, False),
    "datetime": (
        *(datetime(*parts, tzinfo=UTC) for parts in _MOMENTS),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 120000, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 999999, tzinfo=UTC),
    ),
    "date": (date(2026, 1, 1), date(2025, 12, 31), date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)),
    "time": (time(0, 0), time(23, 59, 59), time(12, 30), time(12, 30, 1), time(9, 5)),
    "file": FILES,
}  # fmt: skip
ENUM_VALUES: dict[str, tuple[Any, ...]] = {"string": ("a", "B", "ß", "a b"), "integer": (-1, 0, 1, 7)}
DISPLAY_NAMES = (None, "", "Ada", "ada", "Bob", " Bob", "Zoë", "50% \\ 'off'", "日本", "x")


def stored(value: Any) -> Any:
    """As the platform keeps it: an empty text is no value, numbers have no exponent."""
    if isinstance(value, Decimal):
        return Decimal(format(value, "f"))
    return None if value == "" else value


def random_value(random: Random, field: Field, enum: bool, existing: dict[str, list[int]]) -> Any:
    """A value for a field, or None; references only to entries that exist."""
    if field.is_list:
        return _random_list(random, field, existing)
    if random.random() < 0.25:
        return None
    if field.target is not None:
        ids = existing[field.target]
        return random.choice(ids) if ids else None
    pool = ENUM_VALUES[field.kind] if enum else POOLS[field.kind]
    if field.kind == "integer" and field.safe:
        pool = tuple(value for value in pool if abs(value) < 2**53)
    return random.choice(pool)


def _random_list(random: Random, field: Field, existing: dict[str, list[int]]) -> list[Any]:
    length = random.choice((0, 0, 1, 1, 2, 3, 5))
    if field.target is not None:
        ids = existing[field.target]
        return random.sample(ids, min(length, len(ids)))
    assert field.items is not None
    return [random.choice(POOLS[field.items]) for _ in range(length)]
