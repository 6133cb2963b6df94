"""Distinct and Group by: equality by content, order of first occurrence."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.distinct import STEP as DISTINCT
from aqtra.dataflow.steps.extract_collections import STEP as EXTRACT
from aqtra.dataflow.steps.group_by import STEP as GROUP
from tests.unit.dataflow.items import tables
from tests.unit.dataflow.steps.oracle import Item, as_read, by_content, items
from tests.unit.dataflow.steps.pure import failed, free, listed, model, of, problems, ran

NUMBER = FieldType(Kind.NUMBER)


def keys(*paths: str, **more: Any) -> dict[str, Any]:
    return {"keys": list(paths), **more}


def first_of_each(found: list[Item], *names: str) -> list[Item]:
    kept: dict[Any, Item] = {}
    for item in found:
        kept.setdefault(tuple(by_content(item[name]) for name in names), item)
    return list(kept.values())


@settings(deadline=None)
@given(items("a", "b", "c"))
def test_the_first_of_equal_items_stays(found: list[Item]) -> None:
    assert ran(DISTINCT, keys("a", "b"), free(found)).items == first_of_each(as_read(found), "a", "b")


@settings(deadline=None)
@given(items("a", "b"))
def test_without_keys_the_whole_item_is_compared(found: list[Item]) -> None:
    assert ran(DISTINCT, {}, free(found)).items == first_of_each(as_read(found), "a", "b")


@settings(deadline=None)
@given(tables())
def test_doubling_a_stream_adds_nothing_to_what_is_distinct_in_it(sample: tuple[ItemModel, list[Item]]) -> None:
    known, found = sample
    once = ran(DISTINCT, {}, Table.from_items(found, known))
    twice = ran(DISTINCT, {}, Table.from_items([*found, *found], known))
    assert once.items == twice.items
    assert once.table.model == known


def test_typed_numbers_are_equal_by_value_wherever_they_lie() -> None:
    line = FieldType(Kind.OBJECT, fields=(Field("price", NUMBER),))
    known = of(id=INTEGER, one=line, many=FieldType(Kind.ARRAY, element=line))
    spelled = ["1", "1.0", "1.00", "-0", "0.0", "10"]
    found = [{"id": n, "one": {"price": text}, "many": [{"price": text}]} for n, text in enumerate(spelled)]
    table = Table.from_items(found, known)
    for path in ("one", "one.price", "many", "many[0].price"):
        assert [item["id"] for item in ran(DISTINCT, keys(path), table).items] == [0, 3, 5]


def test_an_absent_object_is_not_one_of_nulls() -> None:
    known = of(o=FieldType(Kind.OBJECT, fields=(Field("x", INTEGER),)))
    table = Table.from_items([{"o": None}, {"o": {"x": None}}, {"o": None}], known)
    assert ran(DISTINCT, keys("o"), table).items == [{"o": None}, {"o": {"x": None}}]


def test_items_without_fields_are_all_the_same() -> None:
    assert ran(DISTINCT, {}, Table.from_items([{}, {}], ItemModel())).items == [{}]
    assert ran(DISTINCT, {}, Table.empty()).items == []


def test_a_missing_key_is_null_for_all_and_warned_of() -> None:
    done = ran(DISTINCT, keys("gone"), free([{"a": 1}, {"a": 2}]))
    assert (done.items, done.warnings) == ([{"a": 1}], ["missing_path"])


@settings(deadline=None)
@given(items("a", "b", "c"))
def test_groups_come_in_order_of_their_first_item_and_hold_all_theirs(found: list[Item]) -> None:
    groups: dict[Any, Item] = {}
    for item in as_read(found):
        key = by_content(item["a"]), by_content(item["b"])
        groups.setdefault(key, {"a": item["a"], "b": item["b"], "items": []})["items"].append(item)
    assert ran(GROUP, keys("a", "b"), free(found)).items == list(groups.values())


@settings(deadline=None)
@given(tables())
def test_a_group_gives_back_the_items_it_was_made_of(sample: tuple[ItemModel, list[Item]]) -> None:
    known, found = sample
    whole = ItemModel((Field("key", INTEGER), *known.fields))
    table = Table.from_items([{"key": 1, **item} for item in found], whole)
    grouped = ran(GROUP, keys("key"), table)
    assert grouped.table.model == model(GROUP, keys("key"), whole)
    assert len(grouped.items) == min(len(found), 1)
    assert ran(EXTRACT, {"model_path": "items"}, grouped.table).items == read_json(table.to_json())


def test_keys_are_named_by_the_end_of_their_path_and_keep_their_type() -> None:
    data = FieldType(Kind.OBJECT, fields=(Field("city", STRING),))
    params = keys("data.city", "id", result_store_field="_all@array")
    assert listed(model(GROUP, params, of(id=INTEGER, data=data))) == {
        "city": "string", "id": "integer", "_all@array": "array", "_all@array[*].id": "integer",
        "_all@array[*].data": "object", "_all@array[*].data.city": "string",
    }  # fmt: skip
    table = Table.from_items([{"id": 1, "data": {"city": "Bern"}}], of(id=INTEGER, data=data))
    assert ran(GROUP, params, table).items == [
        {"city": "Bern", "id": 1, "_all@array": [{"id": 1, "data": {"city": "Bern"}}]}
    ]


def test_the_first_spelling_of_a_key_is_kept() -> None:
    found = [{"n": Decimal("1.50")}, {"n": Decimal("1.5")}]
    (group,) = ran(GROUP, keys("n"), free(found)).items
    assert str(group["n"]) == "1.50"
    assert len(group["items"]) == 2


def test_items_of_an_undeclared_shape_can_be_grouped() -> None:
    split = ran(EXTRACT, {"model_path": "a"}, free([{"a": [{"k": 1, "v": "x"}, {"k": 2}, {"k": 1}]}]))
    assert split.table.model.open
    assert ran(GROUP, keys("k"), split.table).items == [
        {"k": 1, "items": [{"k": 1, "v": "x"}, {"k": 1, "v": None}]},
        {"k": 2, "items": [{"k": 2, "v": None}]},
    ]


def test_a_variable_as_key_keeps_what_its_suffix_says() -> None:
    (group,) = ran(GROUP, keys("free.n@integer"), free([{"free": {"n@integer": "7"}}])).items
    assert group["n@integer"] == 7
    error = failed(GROUP, keys("free.n@integer"), free([{"free": {"n@integer": "x"}}]))
    assert error.fields[0].field == "n@integer"


@pytest.mark.parametrize(
    ("params", "clash"),
    [
        (keys("a.id", "b.id"), True),
        (keys("a.items"), True),
        (keys("id", result_store_field="id"), True),
        (keys("list[0]", "list[*].x"), False),
        (keys("id", "a.name"), False),
    ],
)
def test_two_fields_of_one_name_block_publication(params: dict[str, Any], clash: bool) -> None:
    assert problems(GROUP, params, ItemModel(open=True)) == ([("key_name_clash", "keys")] if clash else [])


def test_grouping_needs_a_key() -> None:
    for params in ({}, {"keys": []}):
        with pytest.raises(ValidationError):
            GROUP.settings.model_validate(params)


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=20))
def test_grouping_closes_what_splitting_opened(sizes: list[int]) -> None:
    orders = [{"order": n, "lines": [{"order": n, "no": k} for k in range(size)]} for n, size in enumerate(sizes)]
    split = ran(EXTRACT, {"model_path": "lines"}, free(orders))
    grouped = ran(GROUP, keys("order", result_store_field="lines"), split.table)
    assert grouped.items == [order for order in orders if order["lines"]]
