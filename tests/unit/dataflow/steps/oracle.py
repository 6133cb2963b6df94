"""Items for property tests, and what plain Python says of them."""

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from aqtra.dataflow.items.codec import read_json, to_json_text

Item = dict[str, Any]

plain_numbers = st.integers(-5, 5) | st.sampled_from([Decimal("1.0"), Decimal("1.50"), Decimal("1.5"), Decimal("-0.0")])
scalars = st.none() | st.booleans() | plain_numbers | st.sampled_from(["", "a", "A", "1", "1.0", "ä", "01", "true"])
free_values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=5,
)


def items(*names: str, values: st.SearchStrategy[Any] = free_values) -> st.SearchStrategy[list[Item]]:
    """Up to eight items with these members."""
    return st.lists(st.fixed_dictionaries(dict.fromkeys(names, values)), max_size=8)


def as_read(value: Any) -> Any:
    """A value as it is after having been JSON."""
    return read_json(to_json_text(value))


def by_content(value: Any) -> Hashable:
    """Equal for values that are equal by content: numbers by value, never a boolean or a text with a number."""
    if isinstance(value, bool) or value is None:
        return ("constant", value)
    if isinstance(value, int | Decimal):
        return ("number", Decimal(value) + 0)
    if isinstance(value, list):
        return ("array", tuple(by_content(inner) for inner in value))
    if isinstance(value, dict):
        return ("object", frozenset((name, by_content(inner)) for name, inner in value.items()))
    return ("text", value)


def at(item: Any, *names: str) -> Any:
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item
