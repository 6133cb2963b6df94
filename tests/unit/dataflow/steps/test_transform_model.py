"""Transform model: a fresh item of nothing but what is mapped."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.transform_model import STEP
from tests.unit.dataflow.items import tables
from tests.unit.dataflow.steps.oracle import Item, as_read, at, items
from tests.unit.dataflow.steps.pure import failed, free, listed, model, of, problems, ran

TARGETS = ["a", "b.c", "b.d.e", "odd@name", "f"]


def mapping(*rows: Any) -> dict[str, Any]:
    """Rows of target and source; a third member is a constant."""
    named = [dict(zip(("target", "source", "const"), row, strict=False)) for row in rows]
    return {"fields_mapping": [{key: value for key, value in row.items() if value is not ...} for row in named]}


def nested(pairs: list[tuple[str, Any]]) -> Item:
    whole: Item = {}
    for target, value in pairs:
        *outer, last = target.split(".")
        inside = whole
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return whole


@settings(deadline=None)
@given(tables(), st.data())
def test_mapped_fields_are_moved_and_others_dropped(sample: tuple[ItemModel, list[Item]], data: st.DataObject) -> None:
    known, found = sample
    table = Table.from_items(found, known)
    sources = data.draw(st.lists(st.sampled_from([field.name for field in known.fields] or ["gone"]), max_size=5))
    rows = list(zip(TARGETS, sources, strict=False)) or [("a", "gone")]
    done = ran(STEP, mapping(*rows), table)
    assert done.table.model == model(STEP, mapping(*rows), known)
    before = read_json(table.to_json())
    assert done.items == [nested([(target, at(item, source)) for target, source in rows]) for item in before]
    assert read_json(table.to_json()) == before


@settings(deadline=None)
@given(items("a", "b"))
def test_paths_into_values_of_any_shape_read_what_is_there(found: list[Item]) -> None:
    done = ran(STEP, mapping(("deep", "a.x.y"), ("first", "b[0]"), ("all", "b[*].x")), free(found))
    for item, given_item in zip(done.items, as_read(found), strict=True):
        array = given_item["b"] if isinstance(given_item["b"], list) else None
        assert item["deep"] == at(given_item, "a", "x", "y")
        assert item["first"] == (array[0] if array else None)
        assert item["all"] == (None if array is None else [at(element, "x") for element in array])


def test_constants_run_variables_and_empty_rows() -> None:
    rows = mapping(("n@integer", ..., "7"), ("null", ..., None), ("run", "$runId"), ("nothing",))
    (item,) = ran(STEP, rows, free([{"id": 1}])).items
    assert item == {"n@integer": 7, "null": None, "run": "00000000-0000-0000-0000-000000000001"}


def test_a_missing_path_is_null_with_a_warning() -> None:
    done = ran(STEP, mapping(("a", "gone")), free([{"id": 1}]))
    assert (done.items, done.warnings) == ([{"a": None}], ["missing_path"])


def test_no_items_stay_none_and_warn_of_nothing() -> None:
    done = ran(STEP, mapping(("a.b", "id")), free([]))
    assert (done.items, done.warnings) == ([], [])


def test_a_suffix_is_enforced_wherever_it_stands() -> None:
    error = failed(STEP, mapping(("a.total@number", "x")), free([{"x": "1.50"}, {"x": "dear"}]))
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "a.total@number")
    assert ran(STEP, mapping(("a.total@number", "x")), free([{"x": Decimal("1.50")}])).items == [
        {"a": {"total@number": "1.50"}}
    ]


def test_the_pickers_see_the_new_shape() -> None:
    source = of(id=INTEGER, data=FieldType(Kind.OBJECT))
    shown = listed(model(STEP, mapping(("key", "id"), ("a.b", "data.x"), ("a.c@date", "data.y")), source))
    assert shown == {"key": "integer", "a": "object", "a.b": "any", "a.c@date": "date"}


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (("a", "a"), [("duplicate_target", "fields_mapping")]),
        (("a", "a.b"), [("duplicate_target", "fields_mapping")]),
        (("a.b.c", "a.b"), [("duplicate_target", "fields_mapping")]),
        (("a.b", "a.c"), []),
        (("a", "ab"), []),
    ],
)
def test_targets_may_not_lie_in_one_another(targets: tuple[str, ...], expected: list[Any]) -> None:
    rows = mapping(*((target, "id") for target in targets))
    assert problems(STEP, rows, of(id=INTEGER, x=STRING)) == expected
    assert len(ran(STEP, rows, free([{"id": 1}])).items) == 1


@pytest.mark.parametrize("target", ["a[0]", "a[*].b", "", "a b"])
def test_targets_are_names(target: str) -> None:
    with pytest.raises(ValidationError):
        STEP.settings.model_validate({"fields_mapping": [{"target": target, "source": "id"}]})
