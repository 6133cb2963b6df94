"""Design time of steps that change items: each path is looked for where it leads."""

from typing import Any

import pytest

from aqtra.dataflow.items.paths import parse_path
from aqtra.kernel.findings import Severity
from tests.unit.dataflow.test_design import problems, reviewed

LINE = {"type": "object", "properties": {"price": {"type": "number"}}}
ORDERS = {
    "properties": {
        "no": {"type": "integer"},
        "customer": {"type": "integer"},
        "lines": {"type": "array", "items": LINE},
    }
}
CUSTOMERS = {"properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}


def node(step_id: str, kind: str, *source: str, **params: Any) -> dict[str, Any]:
    return {"id": step_id, "type": kind, "name": step_id, "source": list(source), "params": params}


def raw(step_id: str, schema: dict[str, Any]) -> dict[str, Any]:
    return node(step_id, "get_raw_model", model_schema=schema)


def join(left_key: str = "customer", right_key: str = "id", **source: str) -> dict[str, Any]:
    rows = [{"target": target, "source": path} for target, path in source.items()]
    return node(
        "join", "join_models", left_step="orders", right_step="customers", left_key=[left_key], right_key=[right_key],
        map=rows,
    )  # fmt: skip


TWO = (raw("orders", ORDERS), raw("customers", CUSTOMERS))


def math(*rows: tuple[str, str, str]) -> dict[str, Any]:
    operations = [
        {"left_field": one, "operator": "+", "right_field": other, "result_field": to} for one, other, to in rows
    ]
    return node("math", "simple_math", "orders", operations=operations)


def calculate(**row: str) -> dict[str, Any]:
    return node("calc", "calculate_array", "orders", operations=[{"operation": "sum", "result_field": "_s", **row}])


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (join(name="right.name", no="left.no"), []),
        (join(left_key="id"), [("join", "unknown_field", "left_key")]),
        (join(right_key="customer"), [("join", "unknown_field", "right_key")]),
        (join(name="left.name"), [("join", "unknown_field", "map")]),
        (join(name="name"), [("join", "invalid_setting", "map")]),
        (math(("no", "customer", "_a"), ("_a", "no", "_b")), []),
        (math(("_a", "no", "_b"), ("no", "customer", "_a")), [("math", "unknown_field", "operations")]),
        (calculate(array_path="lines", field="price"), []),
        (calculate(array_path="lines", field="cost"), [("calc", "unknown_field", "operations")]),
        (calculate(array_path="line", field="price"), [("calc", "unknown_field", "operations")]),
        (node("many", "select_many", "orders", model_path="line"), [("many", "unknown_field", "model_path")]),
        (node("split", "extract_collections", "orders"), [("split", "required_setting", "model_path")]),
        (node("group", "group_by", "orders", keys=[]), [("group", "invalid_setting", "keys")]),
        (node("group", "group_by", "orders", keys=["nothing"]), [("group", "unknown_field", "keys")]),
        (node("distinct", "distinct", "orders", keys=["no", "name"]), [("distinct", "unknown_field", "keys")]),
        (
            node("filter", "filter_source", "orders", src_field="no"),
            [("filter", "operator_needs_value", "filter_value")],
        ),
        (node("new", "transform_model", "orders", fields_mapping=[]), [("new", "invalid_setting", "fields_mapping")]),
        (raw("again", {"type": "thing"}), [("again", "schema_invalid", "model_schema")]),
    ],
)
def test_what_would_fail_is_said_at_its_place(step: dict[str, Any], expected: list[Any]) -> None:
    assert problems(reviewed(*TWO, step)) == expected


def test_the_model_is_carried_through_splitting_calculating_and_grouping() -> None:
    found = reviewed(
        raw("orders", ORDERS),
        node("lines", "select_many", "orders", model_path="lines"),
        node("group", "group_by", "lines", keys=["$parent.no"]),
        node("calc", "calculate_array", "group", operations=[
            {"array_path": "items", "field": "price", "operation": "sum", "result_field": "_total@number"},
        ]),
        node("filter", "filter_source", "calc", src_field="_total@number", operator="greater", filter_value="10"),
        node("answer", "write_response", "filter"),
    )  # fmt: skip
    assert problems(found) == []
    shown = {field.path: field.type for field in found.models["answer"].listed()}
    assert shown == {
        "no": "integer", "items": "any", "items[*].price": "number", "items[*].$parent": "object",
        "items[*].$parent.no": "integer", "items[*].$parent.customer": "integer", "_total@number": "number",
    }  # fmt: skip
    inside = found.models["answer"].at(parse_path("items[0].$parent.customer"))
    assert inside is not None
    assert inside.kind.value == "integer"


def test_behind_an_open_model_any_path_may_be_written() -> None:
    found = reviewed(
        raw("orders", {}),
        node("lines", "extract_collections", "orders", model_path="data.lines"),
        node("filter", "filter_source", "lines", src_field="whatever.inside", filter_value="10"),
    )
    assert problems(found) == []


def test_a_second_suffix_for_one_name_is_a_warning() -> None:
    twins = math(("no", "no", "_a@number"), ("no", "no", "_a@string"))
    later = node("later", "simple_math", "math", operations=[
        {"left_field": "no", "operator": "+", "right_field": "no", "result_field": "_a@integer"},
    ])  # fmt: skip
    found = reviewed(raw("orders", ORDERS), twins, later)
    assert {remark[:2] for remark in problems(found, Severity.WARNING)} == {("later", "variable_twin")}
