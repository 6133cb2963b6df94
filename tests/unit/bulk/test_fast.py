"""What the fast check accepts, the exact path accepts too, and stores the same."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.bulk import fast
from aqtra.catalogs.encoding import encode
from aqtra.catalogs.values import read_name, read_values
from aqtra.metadata.documents import ComponentDocument
from tests.support.components import property_

ENUM = [{"value": "a"}, {"value": "b c"}]
NUMBERS = [{"value": 0}, {"value": -7}]
PROPERTIES: list[dict[str, Any]] = [
    property_("string"),
    property_("required", required=True),
    property_("short", min_length=2, max_length=5),
    property_("key", primary_key=True),
    property_("found", query=True),
    property_("choice", enum=ENUM),
    property_("uri", "uri", required=True),
    property_("integer", "integer"),
    property_("ranged", "integer", minimum=-5, maximum=10**15),
    property_("level", "integer", enum=NUMBERS),
    property_("number", "number"),
    property_("price", "number", minimum="0", maximum="99.995"),
    property_("boolean", "boolean"),
    property_("date", "date"),
    property_("day", "date", min_date="2024-02-29", max_date="2026-12-31"),
    property_("datetime", "datetime"),
    property_("due", "datetime", min_date="2026-01-01T00:00:00+02:00", max_date="2026-06-01T12:00:00.5Z"),
    property_("time", "time"),
    property_("hour", "time", min_time="08:00", max_time="17:30:00.5"),
    property_("catalog", "catalog", component=str(uuid4())),
    property_("file", "file"),
]
DOCUMENT = ComponentDocument.model_validate(
    {"key": str(uuid4()), "settings": {"title": "All"}, "properties": PROPERTIES}
)
INSTANTS = ("datetime", "due")

near_numbers = st.from_regex(r"[+-]?[0-9]{0,40}\.?[0-9]{0,40}([eE][+-]?[0-9]{1,3})?", fullmatch=True)
near_moments = st.from_regex(
    r"[0-9]{4}-[0-3][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,7})?)?(Z|[+-][01][0-9]:[03]0)?)?",
    fullmatch=True,
)
moments = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31))  # noqa: DTZ001
cells = st.one_of(
    st.text(max_size=8),
    near_numbers,
    near_moments,
    moments.map(lambda at: f"{at.isoformat()}Z"),
    moments.map(lambda at: f"{at.isoformat(timespec='seconds')}+00:00"),
    st.dates().map(str),
    st.times().map(lambda at: at.isoformat(timespec="seconds")),
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: format(number, "f")),
    st.sampled_from(["true", "True", "a", "b c", "0", "-0", "-7", "007", "+7", "1.0", " 1", "99.995", "99.9950", ""]),
    st.sampled_from(["08:00:00", "07:59:59", "17:30:00", "17:30:01", "2024-02-29", "2024-02-28", "2023-02-29"]),
    st.sampled_from(["2026-06-01T12:00:00.4Z", "2026-06-01T12:00:00.6Z", "2025-12-31T22:00:00Z", "0000-01-01"]),
    st.from_regex(r"https?://[a-z@:/?#\\ ıſK\x00-\x7f-]{0,12}", fullmatch=True),
    st.sampled_from(["https://example.org/a?b#c", "https://a b", "HTTPS://EXAMPLE.ORG", "https://a:99999/\x01"]),
    st.uuids().map(str),
    st.sampled_from(["\u00a0", "\u2003x", "\x1f", "ß\x00", "\u3000", "ıİ"]),
)


def accepts(rule: pl.Expr, cell: str) -> bool:
    return bool(pl.DataFrame({"cell": [cell]}).select(rule.fill_null(value=False)).item())


@pytest.mark.parametrize("name", [str(prop["name"]) for prop in PROPERTIES])
@given(cell=cells)
def test_what_is_accepted_at_once_is_stored_as_the_exact_path_would(name: str, cell: str) -> None:
    prop = next(prop for prop in DOCUMENT.properties if prop.name == name)
    rule = fast.accepted(DOCUMENT, prop)
    assert rule is not None
    if accepts(rule, cell):
        value = read_values(DOCUMENT, {name: cell}, creating=False)[prop.id]
        # The two ways to write UTC are one to PostgreSQL.
        expected = cell.replace("Z", "+00:00") if name in INSTANTS else cell
        stored = encode(prop.type, value)
        if name in INSTANTS:
            assert stored is not None
            assert datetime.fromisoformat(stored) == datetime.fromisoformat(expected)
        elif name in ("number", "price"):
            assert stored is not None
            assert str(Decimal(stored)) == str(Decimal(expected))
        else:
            assert stored == expected


@given(cell=cells)
def test_a_name_that_is_accepted_at_once_is_a_name(cell: str) -> None:
    if accepts(fast.accepted_name(), cell):
        assert read_name(cell) == cell


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("string", "Ünïcode"),
        ("required", "я"),
        ("short", "abcde"),
        ("choice", "b c"),
        ("uri", "https://example.org/path?x=1#y"),
        ("integer", "-12"),
        ("ranged", "1000000000000000"),
        ("level", "-7"),
        ("price", "0"),
        ("price", "99.99"),
        ("boolean", "true"),
        ("day", "2026-12-31"),
        ("due", "2026-05-31T00:00:00+00:00"),
        ("hour", "17:30:00"),
        ("catalog", "42"),
    ],
)
def test_ordinary_values_take_the_fast_path(name: str, cell: str) -> None:
    prop = next(prop for prop in DOCUMENT.properties if prop.name == name)
    rule = fast.accepted(DOCUMENT, prop)
    assert rule is not None
    assert accepts(rule, cell)
