"""Extract collection and Select many: elements become items, in order, with or without their parent."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.context import Response
from aqtra.dataflow.errors import ResponseTooLarge
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits
from aqtra.dataflow.steps.extract_collections import STEP as EXTRACT
from aqtra.dataflow.steps.select_many import STEP as SELECT
from aqtra.dataflow.steps.transform_model import STEP as TRANSFORM
from tests.unit.dataflow.steps.oracle import Item, as_read, free_values
from tests.unit.dataflow.steps.pure import Done, failed, free, listed, model, ran

PART = FieldType(Kind.OBJECT, fields=(Field("no", INTEGER), Field("tags", FieldType(Kind.ARRAY, element=STRING))))
LINE = FieldType(
    Kind.OBJECT,
    fields=(Field("price", FieldType(Kind.NUMBER)), Field("parts", FieldType(Kind.ARRAY, element=PART))),
)
ORDER = ItemModel(
    (
        Field("id", INTEGER),
        Field(
            "data",
            FieldType(
                Kind.OBJECT,
                fields=(
                    Field("lines", FieldType(Kind.ARRAY, element=LINE)),
                    Field("notes", FieldType(Kind.ARRAY, element=STRING)),
                ),
            ),
        ),
    )
)
parts = st.fixed_dictionaries({"no": st.integers(0, 9), "tags": st.none() | st.lists(st.sampled_from("ab"))})
lines = st.fixed_dictionaries(
    {"price": st.none() | st.sampled_from(["1", "2.50"]), "parts": st.none() | st.lists(st.none() | parts, max_size=3)}
)
data = st.fixed_dictionaries(
    {"lines": st.none() | st.lists(st.none() | lines, max_size=3), "notes": st.none() | st.lists(st.text("äb"))}
)
orders = st.lists(st.fixed_dictionaries({"id": st.integers(1, 9), "data": st.none() | data}), max_size=4)
NO_LINE = {"price": None, "parts": None}


def path(text: str) -> dict[str, str]:
    return {"model_path": text}


def lines_of(order: Item) -> list[Item]:
    return [line or NO_LINE for line in (order["data"] or {}).get("lines") or ()]


def parent_of(order: Item) -> Item:
    data = order["data"]
    return {"id": order["id"], "data": None if data is None else {"notes": data["notes"]}}


@settings(deadline=None)
@given(orders)
def test_declared_elements_become_items_with_their_types(found: list[Item]) -> None:
    done = ran(EXTRACT, path("data.lines"), Table.from_items(found, ORDER))
    assert done.items == [line for order in found for line in lines_of(order)]
    assert done.table.model == model(EXTRACT, path("data.lines"), ORDER) == ItemModel(LINE.fields or ())


@settings(deadline=None)
@given(orders)
def test_elements_keep_their_parents_and_their_parents_parents(found: list[Item]) -> None:
    by_line = ran(SELECT, path("data.lines"), Table.from_items(found, ORDER))
    assert by_line.items == [{**line, "$parent": parent_of(order)} for order in found for line in lines_of(order)]
    assert by_line.table.model == model(SELECT, path("data.lines"), ORDER)
    by_part = ran(SELECT, path("parts"), by_line.table)
    assert by_part.table.model == model(SELECT, path("parts"), by_line.table.model)
    assert by_part.items == [
        {**(part or {"no": None, "tags": None}), "$parent": {"price": line["price"], "$parent": parent_of(order)}}
        for order in found
        for line in lines_of(order)
        for part in line["parts"] or ()
    ]
    ids = ran(TRANSFORM, {"fields_mapping": [{"target": "id", "source": "$parent.$parent.id"}]}, by_part.table)
    assert [item["id"] for item in ids.items] == [item["$parent"]["$parent"]["id"] for item in by_part.items]


free_data = st.fixed_dictionaries({"list": st.none() | st.lists(free_values, max_size=3), "k": free_values})
free_parents = st.lists(st.fixed_dictionaries({"id": st.integers(), "free": st.none() | free_data}), max_size=4)


def elements_of(parent: Item) -> list[Item]:
    found = (parent["free"] or {}).get("list") or ()
    return [element if isinstance(element, dict) else {"value": element} for element in found]


def filled(items: list[Item]) -> list[Item]:
    """Every item with the members of all: a missing one reads as null."""
    names = {name for item in items for name in item}
    return [{name: item.get(name) for name in names} for item in items]


@settings(deadline=None)
@given(free_parents)
def test_elements_of_any_shape_become_items(found: list[Item]) -> None:
    wanted = [element for parent in as_read(found) for element in elements_of(parent)]
    assert ran(EXTRACT, path("free.list"), free(found)).items == filled(wanted)


@settings(deadline=None)
@given(free_parents)
def test_elements_of_any_shape_keep_their_parent_without_the_array(found: list[Item]) -> None:
    def parent(item: Item) -> Item:
        inside = item["free"]
        return {**item, "free": inside and {name: value for name, value in inside.items() if name != "list"}}

    read = as_read(found)
    wanted = filled([element for item in read for element in elements_of(item)])
    parents = [parent(item) for item in read for _ in elements_of(item)]
    done = ran(SELECT, path("free.list"), free(found))
    assert done.items == [{**item, "$parent": held} for item, held in zip(wanted, parents, strict=True)]


def test_plain_elements_are_values() -> None:
    table = Table.from_items(
        [{"n": [3, None, 1]}, {"n": []}, {"n": None}],
        ItemModel((Field("n", FieldType(Kind.ARRAY, element=INTEGER)),)),
    )
    assert ran(EXTRACT, path("n"), table).items == [{"value": 3}, {"value": None}, {"value": 1}]
    assert ran(SELECT, path("n"), table).items[0] == {"value": 3, "$parent": {}}


def test_arrays_of_arrays_are_split_one_level_at_a_time() -> None:
    table = free([{"m": [[1, 2], [], [3]]}])
    rows = ran(EXTRACT, path("m"), table)
    assert [item["value"] for item in rows.items] == [[1, 2], [], [3]]
    assert ran(EXTRACT, path("value"), rows.table).items == [{"value": 1}, {"value": 2}, {"value": 3}]
    assert ran(EXTRACT, path("m[0]"), table).items == [{"value": 1}, {"value": 2}]
    assert ran(EXTRACT, path("m[*][0]"), table).items == [{"value": 1}, {"value": None}, {"value": 3}]


@pytest.mark.parametrize("step", [EXTRACT, SELECT], ids=lambda step: step.id)
@pytest.mark.parametrize("value", [1, "text", "[1]", True, {"x": 1}, {}])
def test_what_is_neither_array_nor_null_is_refused_with_its_item(step: Any, value: Any) -> None:
    error = failed(step, path("a"), free([{"a": None}, {"a": [1]}, {"a": value}]))
    assert (error.code, error.item_index, error.fields[0].field) == ("not_an_array", 2, "a")


@pytest.mark.parametrize("step", [EXTRACT, SELECT], ids=lambda step: step.id)
def test_a_declared_value_of_another_type_is_refused_unless_it_is_null(step: Any) -> None:
    typed = ItemModel((Field("a", INTEGER),))
    assert ran(step, path("a"), Table.from_items([{"a": None}], typed)).items == []
    assert failed(step, path("a"), Table.from_items([{"a": None}, {"a": 1}], typed)).item_index == 1


@pytest.mark.parametrize("step", [EXTRACT, SELECT], ids=lambda step: step.id)
def test_a_missing_array_gives_nothing_and_a_warning(step: Any) -> None:
    done: Done = ran(step, path("gone"), free([{"a": 1}]))
    assert (done.items, done.warnings) == ([], ["missing_path"])
    assert ran(step, path("gone"), free([])).warnings == []


@pytest.mark.parametrize("step", [EXTRACT, SELECT], ids=lambda step: step.id)
@pytest.mark.parametrize("of", [ANY, FieldType(Kind.ARRAY, element=INTEGER)], ids=["any", "declared"])
def test_too_many_elements_are_refused_before_they_are_made(step: Any, of: FieldType) -> None:
    table = Table.from_items([{"a": [1, 2]}, {"a": [3]}], ItemModel((Field("a", of),)))
    assert len(ran(step, path("a"), table, limits=Limits(items=3)).items) == 3
    assert failed(step, path("a"), table, limits=Limits(items=2)).code == "too_many_items"


def test_variables_in_elements_keep_what_their_suffix_says() -> None:
    assert ran(EXTRACT, path("a"), free([{"a": [{"n@integer": "7"}]}])).items == [{"n@integer": 7}]
    error = failed(EXTRACT, path("a"), free([{"a": [{"n@integer": 7}, {"n@integer": "x"}]}]))
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "n@integer")


def test_pickers_see_the_elements_and_the_way_back() -> None:
    by_line = model(SELECT, path("data.lines"), ORDER)
    assert listed(by_line) == {
        "price": "number", "parts": "array", "parts[*].no": "integer", "parts[*].tags": "array",
        "$parent": "object", "$parent.id": "integer", "$parent.data": "object",
        "$parent.data.notes": "array",
    }  # fmt: skip
    assert "$parent.$parent.data.notes" in listed(model(SELECT, path("parts"), by_line))
    undeclared = model(EXTRACT, path("a"), ItemModel((Field("a", ANY),)))
    assert undeclared.at(parse_path("whatever")) == ANY


@pytest.mark.parametrize("declared", [True, False])
def test_a_large_array_of_the_parent_is_not_copied_for_every_element(declared: bool) -> None:
    """20 000 elements beside a sibling of 200 kB: copies would be 4 GB, and reading each of them half an hour."""
    count, notes = 20_000, ["x" * 10] * 15_000
    found = [{"id": 1, "data": {"lines": [{"parts": [{"no": 1}]}] * count, "notes": notes}}]
    table = Table.from_items(found, ORDER) if declared else free(found)
    by_line = ran(SELECT, path("data.lines"), table).table
    by_part = ran(SELECT, path("parts"), by_line).table
    for split, way in ((by_line, "$parent"), (by_part, "$parent.$parent")):
        first = split.column(parse_path(f"{way}.data.notes[0]"))
        assert first is not None
        assert first.series.value_counts().rows() == [('"xxxxxxxxxx"', count)]
        with pytest.raises(ResponseTooLarge):
            Response(limit=10_000_000).append(split)
