"""Schemas of answers, and schemas drawn from them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.integrations.response_model import drawn_from, item_of, model_of
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.schema_model import type_of_schema

OBJECT = {"type": "object", "properties": {"a": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("schema", "in_pages", "names"),
    [
        (OBJECT, False, ["a"]),
        ({"type": "array", "items": OBJECT}, False, ["items"]),
        ({"type": "string"}, False, ["body"]),
        (OBJECT, True, ["items"]),
        ({}, False, None),
        ({"type": "object"}, False, None),
        ({}, True, ["items"]),
    ],
)
def test_the_item_of_an_answer(schema: dict[str, Any], in_pages: bool, names: list[str] | None) -> None:
    model = model_of(schema, in_pages=in_pages)
    assert names == (None if model is None else [field.name for field in model.fields])


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": ["string", "null"]}, Kind.STRING),
        ({"type": ["string", "integer"]}, Kind.ANY),
        ({"type": "string", "format": "date-time"}, Kind.DATE_TIME),
        ({"type": "string", "format": "strange"}, Kind.STRING),
        ({"properties": {"a": {}}}, Kind.OBJECT),
        ({"$ref": "#/x"}, Kind.ANY),
        (True, Kind.ANY),
        ({"type": 7}, Kind.ANY),
    ],
)
def test_the_type_of_a_schema(schema: Any, kind: Kind) -> None:
    assert type_of_schema(schema).kind is kind


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=4), inner, max_size=4),
    max_leaves=15,
)


@given(VALUES)
def test_a_value_fits_the_schema_that_was_drawn_from_it(value: Any) -> None:
    model = model_of(drawn_from(value), in_pages=False)
    if model is not None:
        assert len(Table.from_items([item_of(value)], model)) == 1


def test_numbers_of_a_list_are_of_one_type() -> None:
    assert drawn_from([1, Decimal("1.5"), None]) == {"type": "array", "items": {"type": "number"}}
