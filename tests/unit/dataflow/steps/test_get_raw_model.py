"""Raw models: what was posted comes out, whatever the schema says; with validation on, only what fits it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.errors import BadModel
from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.items.types import Kind
from aqtra.dataflow.models import Limits
from aqtra.dataflow.steps.get_raw_model import STEP
from tests.unit.dataflow.items import json_values
from tests.unit.dataflow.steps.pure import failed, listed, model, problems, ran

LINE = {"type": "object", "properties": {"price": {"type": "number"}, "due": {"type": "string", "format": "date"}}}
SCHEMA = {
    "type": "object",
    "properties": {
        "customer": {"type": "string", "minLength": 2},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
        "count": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    },
    "required": ["customer"],
    "$defs": {"line": LINE},
}


def raw(payload: Any, schema: dict[str, Any] | None = None, *, validate: bool = False, **options: Any) -> Any:
    params = {"model_schema": schema if schema is not None else SCHEMA, "validate_input_values": validate}
    return ran(STEP, params, payload=payload, **options)


def refused(payload: Any, schema: dict[str, Any] | None = None) -> Any:
    params = {"model_schema": schema if schema is not None else SCHEMA, "validate_input_values": True}
    return failed(STEP, params, payload=payload)


def test_the_schema_feeds_the_pickers() -> None:
    assert listed(model(STEP, {"model_schema": SCHEMA})) == {
        "customer": "string", "lines": "array", "lines[*].price": "number", "lines[*].due": "date", "count": "integer",
    }  # fmt: skip


def test_what_fits_the_schema_comes_in_its_types() -> None:
    done = raw({"customer": "Ada", "lines": [{"price": Decimal("1.50"), "due": "2026-01-02"}], "count": 1})
    assert done.table.model == model(STEP, {"model_schema": SCHEMA})
    assert done.items == [{"customer": "Ada", "lines": [{"price": "1.50", "due": "2026-01-02"}], "count": 1}]


@pytest.mark.parametrize(
    "payload",
    [
        {"customer": "Ada", "lines": "none", "count": 1},
        {"customer": "Ada", "lines": [{"price": 1, "due": None, "colour": "red"}], "count": 1},
        {"customer": "Ada", "lines": None, "count": "many", "more": {"deep": [1, {"x": None}]}},
    ],
)
def test_without_validation_nothing_that_was_posted_is_lost(payload: dict[str, Any]) -> None:
    (item,) = raw(payload).items
    assert {name: item[name] for name in payload if name != "lines" or payload["lines"]} == {
        name: value for name, value in payload.items() if name != "lines" or value
    }


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="@")), json_values))
def test_without_a_described_member_the_item_equals_the_posted_json(payload: dict[str, Any]) -> None:
    done = raw(payload, {"type": "object"})
    assert read_json(done.table.to_json()) == [read_json(to_json_text(payload))]


def test_an_array_is_one_item_per_element_in_its_order() -> None:
    items = raw([{"customer": "Ada"}, {"customer": "Bob", "vip": True}]).items
    assert [(item["customer"], item["vip"]) for item in items] == [("Ada", None), ("Bob", True)]


def test_a_schema_of_an_array_describes_its_elements() -> None:
    schema = {"type": "array", "items": LINE, "minItems": 1}
    assert listed(model(STEP, {"model_schema": schema})) == {"price": "number", "due": "date"}
    error = refused([], schema)
    assert [(field.field, field.rule) for field in error.fields] == [("model", "schema")]


def test_no_elements_are_no_items_and_no_body_is_an_empty_object() -> None:
    assert raw([]).items == []
    assert raw(None).items == [{"customer": None, "lines": None, "count": None}]


@pytest.mark.parametrize("payload", ["text", 1, True, [1], [{"customer": "Ada"}, None]])
def test_what_is_no_object_is_refused(payload: Any) -> None:
    with pytest.raises(BadModel) as caught:
        raw(payload)
    assert (caught.value.code, caught.value.status) == ("bad_json", 400)


def test_every_broken_rule_is_named_with_its_place_and_without_the_value() -> None:
    error = refused([{"customer": "Ada"}, {"lines": [{"price": "s3cret"}], "count": 0.5}])
    assert error.item_index == 1
    assert {(field.field, field.rule) for field in error.fields} == {
        ("customer", "required"),
        ("lines[0].price", "type"),
        ("count", "schema"),
    }
    assert "s3cret" not in str([error.message, error.fields])


def test_a_format_that_is_a_type_is_enforced_with_validation() -> None:
    error = refused({"customer": "Ada", "lines": [{"due": "tomorrow"}]})
    assert [(field.field, field.rule) for field in error.fields] == [("lines[0].due", "type")]


def test_numbers_are_checked_exactly() -> None:
    schema = {"properties": {"price": {"type": "number", "multipleOf": 0.01, "maximum": 1}, "n": {"type": "integer"}}}
    assert raw({"price": Decimal("0.29"), "n": Decimal("3.0")}, schema, validate=True).items == [
        {"price": "0.29", "n": 3}
    ]
    assert refused({"price": Decimal("0.295")}, schema).fields[0].params["keyword"] == "multipleOf"
    assert refused({"price": Decimal("1e999999")}, schema).fields[0].field in ("price", "model")


def test_a_variable_keeps_what_its_suffix_says_even_without_validation() -> None:
    assert raw({"_n@integer": "7", "odd@name": 1}, {}).items == [{"_n@integer": 7, "odd@name": 1}]
    error = failed(STEP, {"model_schema": {}}, payload=[{"_n@integer": 7}, {"_n@integer": "x"}])
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "_n@integer")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "thing"},
        {"properties": []},
        {"properties": {"a": {"pattern": "("}}},
        {"$ref": "#/$defs/absent"},
        {"properties": {"a": {"$ref": "https://example.org/schema.json"}}},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
    ],
)
def test_what_is_no_schema_blocks_publication_and_offers_no_paths(schema: dict[str, Any]) -> None:
    assert problems(STEP, {"model_schema": schema}) == [("schema_invalid", "model_schema")]
    assert listed(model(STEP, {"model_schema": schema})) == {}


def test_a_schema_that_refers_to_itself_ends() -> None:
    schema = {
        "properties": {"root": {"$ref": "#/$defs/node"}},
        "$defs": {
            "node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}, "v": {"type": "integer"}}}
        },
    }
    assert listed(model(STEP, {"model_schema": schema})) == {
        "root": "object", "root.next": "any", "root.v": "integer",
    }  # fmt: skip
    assert raw({"root": {"next": {"next": None, "v": 1}, "v": 2}}, schema).items == [
        {"root": {"next": {"next": None, "v": 1}, "v": 2}}
    ]


def test_a_schema_that_multiplies_is_cut() -> None:
    defs = {
        f"d{n}": {"properties": {side: {"$ref": f"#/$defs/d{n + 1}"} for side in "ab"}} for n in range(30)
    } | {"d30": {"type": "string"}}  # fmt: skip
    assert len(listed(model(STEP, {"model_schema": {"$ref": "#/$defs/d0", "$defs": defs}}))) <= 2_100


def test_open_models_accept_any_path() -> None:
    from aqtra.dataflow.items.paths import parse_path

    for schema in ({}, {"properties": {"a": {}}, "additionalProperties": True}):
        found = model(STEP, {"model_schema": schema}).at(parse_path("whatever.inside"))
        assert found is not None
        assert found.kind is Kind.ANY
    assert model(STEP, {"model_schema": SCHEMA}).at(parse_path("whatever")) is None


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value", [nested(5_000), "\ud800", {"\ud800": 1}], ids=["deep", "surrogate", "surrogate key"])
@pytest.mark.parametrize("validate", [False, True])
def test_json_nobody_can_pass_on_is_the_callers_error(value: Any, validate: bool) -> None:
    with pytest.raises(BadModel):
        raw({"x": value}, {"properties": {"a": {"type": "string"}}}, validate=validate)


def test_more_elements_than_a_run_may_have_are_refused_at_once() -> None:
    params = {"model_schema": {}}
    assert failed(STEP, params, payload=[{}, {}], limits=Limits(items=1)).code == "too_many_items"


def test_different_members_in_every_item_do_not_fill_the_memory() -> None:
    payload = [{f"f{n}": n} for n in range(40)]
    assert failed(STEP, {"model_schema": {}}, payload=payload, limits=Limits(items=40)).code == "too_many_fields"
    assert json.loads(ran(STEP, {"model_schema": {}}, payload=payload).table.to_json())[39]["f39"] == 39
