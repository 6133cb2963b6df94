"""Law of needs: nulls in the place of what is not read change nothing of what is."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aqtra.dataflow.catalogue import catalogue
from aqtra.dataflow.items.paths import EACH
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.plan import PlannedStep
from aqtra.dataflow.pushdown.needs import EVERYTHING, NOTHING, Needs, read_by
from tests.unit.dataflow.steps.pure import ran

NUMBER = FieldType(Kind.NUMBER)
LINE = FieldType(Kind.OBJECT, fields=(Field("price", NUMBER), Field("city", STRING), Field("n", INTEGER)))
MODEL = ItemModel(
    (Field("a", NUMBER), Field("b", NUMBER), Field("city", STRING), Field("lines", FieldType(Kind.ARRAY, element=LINE)))
)
STEPS: Mapping[str, dict[str, Any]] = {
    "calculate_array": {
        "operations": [{"array_path": "lines", "field": "price", "operation": "sum", "result_field": "_sum"}]
    },
    "distinct": {"keys": ["city"]},
    "extract_collections": {"model_path": "lines"},
    "filter_source": {"src_field": "a", "operator": "less", "filter_value": "{b}"},
    "group_by": {"keys": ["city"], "result_store_field": "members"},
    "select_many": {"model_path": "lines"},
    "simple_math": {"operations": [{"left_field": "a", "operator": "+", "right_field": "b", "result_field": "_sum"}]},
    "transform_model": {
        "fields_mapping": [{"target": "x.y", "source": "lines[0].price"}, {"target": "c", "source": "city"}]
    },
}
items = some.lists(
    some.fixed_dictionaries(
        {
            "a": some.sampled_from((None, "1", "1.0", "2.5")),
            "b": some.sampled_from((None, "1", "3")),
            "city": some.sampled_from((None, "Bern", "Rom")),
            "lines": some.lists(
                some.fixed_dictionaries(
                    {"price": some.sampled_from((None, "1.10", "2")), "city": some.just("x"), "n": some.just(4)}
                ),
                max_size=2,
            ),
        }
    ),
    max_size=4,
)


def planned(kind: str, params: Mapping[str, Any]) -> PlannedStep:
    step = catalogue().get(kind)
    assert step is not None
    return PlannedStep(kind, kind, step, step.settings.model_validate(params))


def without(value: Any, needs: Needs) -> Any:
    """The value with nulls where nothing is read."""
    if () in needs or value is None:
        return value
    if isinstance(value, list):
        inside = frozenset(read[1:] for read in needs if read[0] == EACH)
        return [without(found, inside) for found in value]
    if not isinstance(value, dict):
        return value
    parts = {name: frozenset(read[1:] for read in needs if read[0] == name) for name in value}
    # A list stays as long as it is: how many elements it has is told by every step that takes it apart.
    return {
        name: without(found, parts[name]) if parts[name] or isinstance(found, list) else None
        for name, found in value.items()
    }


@pytest.mark.parametrize("kind", list(STEPS))
@settings(max_examples=25, deadline=None)
@given(items=items, chosen=some.data())
def test_what_is_not_read_is_not_missed(kind: str, items: list[Any], chosen: some.DataObject) -> None:
    step = planned(kind, STEPS[kind])
    whole = ran(step.type, STEPS[kind], Table.from_items(items, MODEL))
    names = sorted({name for found in whole.items for name in found})
    behind = frozenset((name,) for name in chosen.draw(some.lists(some.sampled_from(names or ["a"]), unique=True)))
    needs = read_by(step, behind)
    nulled = ran(step.type, STEPS[kind], Table.from_items([without(item, needs) for item in items], MODEL))
    assert [without(item, behind) for item in nulled.items] == [without(item, behind) for item in whole.items]


def test_steps_that_are_not_known_read_everything() -> None:
    assert read_by(planned("write_response", {}), NOTHING) == EVERYTHING
    assert read_by(planned("distinct", {}), NOTHING) == EVERYTHING


def test_needs_go_through_lists_and_groups() -> None:
    lines = planned("extract_collections", STEPS["extract_collections"])
    assert read_by(lines, frozenset({("price",)})) == {("lines", EACH, "price")}
    assert read_by(lines, EVERYTHING) == {("lines", EACH)}
    parents = planned("select_many", STEPS["select_many"])
    assert read_by(parents, frozenset({("$parent", "a"), ("n",)})) == {("a",), ("lines", EACH, "n")}
    grouped = planned("group_by", STEPS["group_by"])
    assert read_by(grouped, frozenset({("members", EACH, "a")})) == {("city",), ("a",)}
    assert read_by(grouped, frozenset({("members",)})) == {("city",), ()}
