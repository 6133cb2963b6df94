"""Variables are what their suffix says when the step that made them ends, whichever it is."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind, union
from aqtra.dataflow.models import Outcome
from aqtra.dataflow.variables import enforced
from tests.unit.dataflow.running import answer, entry, run, step

KNOWN = FieldType(Kind.OBJECT, fields=(Field("x", INTEGER),))


def sets(name: str, values: Sequence[Any], of: FieldType = ANY) -> Outcome:
    async def behaviour(_table: Table, _ctx: StepContext) -> Table:
        return Table.from_items([{name: value} for value in values], ItemModel((Field(name, of),)))

    return run(entry("a", *range(len(values))), step("b", behaviour, "a"), answer("c", "b"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("_v@string", 7, "7"),
        ("_v@string", True, "true"),
        ("_v@integer", "7", 7),
        ("_v@integer", 7.0, 7),
        ("_v@number", "7.50", "7.50"),
        ("_v@boolean", "TRUE", True),
        ("_v@boolean", 0, False),
        ("_v@date", "2026-01-02T10:00:00Z", "2026-01-02"),
        ("_v@time", "09:30", "09:30:00"),
        ("_v@catalog", {"id": 4, "name": "Ada"}, 4),
        ("_v@array", [1, "x"], [1, "x"]),
        ("_v@object", {"x": [None]}, {"x": [None]}),
        ("_v@uuid", "6F1C8F6E-0000-4000-8000-000000000001", "6f1c8f6e-0000-4000-8000-000000000001"),
        ("_v", {"any": 1}, {"any": 1}),
        ("mail@example", 1, 1),
        ("@string", 1, 1),
    ],
)
def test_a_value_that_fits_is_converted(name: str, value: Any, expected: Any) -> None:
    outcome = sets(name, [value, None])
    assert outcome.error is None, outcome.error
    assert json.loads(outcome.items) == [{name: expected}, {name: None}]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_v@string", [1]),
        ("_v@integer", 1.5),
        ("_v@integer", True),
        ("_v@number", "dear"),
        ("_v@boolean", 2),
        ("_v@uuid", "x"),
        ("_v@uri", "a b"),
        ("_v@date", "tomorrow"),
        ("_v@date-time", 1_700_000_000),
        ("_v@time", "25:00"),
        ("_v@catalog", {"name": "no id"}),
        ("_v@array", {"x": 1}),
        ("_v@object", [1]),
    ],
)
def test_a_value_that_does_not_fit_stops_the_run_and_is_named(name: str, value: Any) -> None:
    error = sets(name, [None, value]).error
    assert error is not None
    assert (error.code, error.status, error.step_id, error.item_index, error.field) == (
        "type_mismatch", 422, "b", 1, name,
    )  # fmt: skip


def test_a_column_of_another_type_is_converted_too() -> None:
    outcome = sets("_v@string", [1, None], INTEGER)
    assert json.loads(outcome.items) == [{"_v@string": "1"}, {"_v@string": None}]
    assert sets("_v@integer", ["x"], STRING).error is not None


def test_variables_that_keep_their_promise_are_left_alone() -> None:
    table = Table.from_items([{"_v@integer": 1}], ItemModel((Field("_v@integer", INTEGER),)))
    assert enforced(table) is table


@pytest.mark.parametrize(
    ("kind", "one", "other", "values"),
    [
        (Kind.ARRAY, FieldType(Kind.ARRAY, element=INTEGER), FieldType(Kind.ARRAY, element=STRING), ([1], ["x"])),
        (Kind.OBJECT, KNOWN, FieldType(Kind.OBJECT), ({"x": 1}, {"y": 2})),
    ],
)  # fmt: skip
def test_a_union_keeps_the_kind_of_what_differs_inside(
    kind: Kind, one: FieldType, other: FieldType, values: tuple[Any, Any]
) -> None:
    tables = [
        Table.from_items([{"v": value}], ItemModel((Field("v", of),)))
        for of, value in zip((one, other), values, strict=True)
    ]
    both = concatenate(tables)
    assert both.model == union(table.model for table in tables) == ItemModel((Field("v", FieldType(kind)),))
    assert json.loads(both.to_json()) == [{"v": value} for value in values]


def test_a_union_with_an_open_model_is_open() -> None:
    assert union([ItemModel((Field("a", INTEGER),)), ItemModel(open=True)]).at(parse_path("b.c")) == ANY
