"""Tables: exact round trips, paths, conversions and unions."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.physical import DecimalOverflow, as_decimal
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table, concatenate
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from tests.unit.dataflow.items import numbers, tables, values

NUMBER = FieldType(Kind.NUMBER)
ITEMS = [
    {"id": 7, "data": {"price": "12.50", "tags": [1, 2]}, "free": {"q": [1, {"w": Decimal("1.000")}]}},
    {"id": None, "data": None, "free": None},
    {"id": 2**60, "data": {"price": None, "tags": []}, "free": "text"},
]
DATA = FieldType(
    Kind.OBJECT,
    fields=(Field("price", NUMBER), Field("tags", FieldType(Kind.ARRAY, element=FieldType(Kind.CATALOG)))),
)
MODEL = ItemModel((Field("id", INTEGER), Field("data", DATA), Field("free", ANY)))


def one_column(of: FieldType, found: list[Any]) -> Table:
    return Table.from_items([{"x": value} for value in found], ItemModel((Field("x", of),)))


def shown(value: Any, of: FieldType) -> Any:
    """A value in a form that compares instants as instants and whole numbers by value."""
    if value is None or of.kind is Kind.ANY:
        return value
    if of.kind is Kind.OBJECT and of.fields is not None:
        return {field.name: shown(value[field.name], field.type) for field in of.fields}
    if of.kind is Kind.ARRAY and of.element is not None:
        return [shown(inner, of.element) for inner in value]
    if of.kind is Kind.DATE_TIME:
        return datetime.fromisoformat(value)
    return str(value) if of.kind in (Kind.INTEGER, Kind.CATALOG) else value


@settings(deadline=None)
@given(tables())
def test_json_survives_the_table_exactly(sample: tuple[ItemModel, list[dict[str, Any]]]) -> None:
    model, items = sample
    back = json.loads(Table.from_items(items, model).to_json())
    assert [shown(item, model.type) for item in back] == [shown(item, model.type) for item in items]


@settings(deadline=None)
@given(st.lists(numbers(), max_size=5))
def test_numbers_keep_every_digit_whatever_their_neighbours(found: list[str]) -> None:
    assert [item["x"] for item in json.loads(one_column(NUMBER, found).to_json())] == found


@settings(deadline=None)
@given(st.lists(numbers(), min_size=1, max_size=5))
def test_a_column_calculates_exactly_or_says_that_it_cannot(found: list[str]) -> None:
    try:
        exact = as_decimal(one_column(NUMBER, found).frame["x"])
    except DecimalOverflow:
        whole = max(len(text.lstrip("-").split(".")[0].lstrip("0")) for text in found)
        fraction = max(len(text.partition(".")[2]) for text in found)
        assert whole + fraction > 38
        return
    assert exact.to_list() == [Decimal(text) for text in found]


def test_whole_numbers_beyond_what_javascript_holds_travel_as_text() -> None:
    table = one_column(INTEGER, [2**53 - 1, 2**53, -(2**63)])
    assert json.loads(table.to_json()) == [{"x": 2**53 - 1}, {"x": str(2**53)}, {"x": str(-(2**63))}]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("id", [7, None, str(2**60)]),
        ("data.price", ["12.50", None, None]),
        ("data.tags[1]", [2, None, None]),
        ("data.tags[*]", [[1, 2], None, []]),
        ("free.q[0]", [1, None, None]),
        ("free.q[*].w", [[None, 1.0], None, None]),
    ],
)
def test_a_path_reads_the_values_of_every_item(path: str, expected: list[Any]) -> None:
    column = Table.from_items(ITEMS, MODEL).column(parse_path(path))
    assert column is not None
    shown_values = Table.of({"x": column.series}, ItemModel((Field("x", column.type),)), 3).to_json()
    assert [item["x"] for item in json.loads(shown_values)] == expected


@pytest.mark.parametrize("path", ["nothing", "data.nothing", "id.x", "data[0]"])
def test_a_path_the_model_does_not_have_is_told(path: str) -> None:
    assert Table.from_items(ITEMS, MODEL).column(parse_path(path)) is None


def test_members_the_model_does_not_know_are_dropped() -> None:
    table = Table.from_items([{"id": 1, "secret": 2, "data": {"price": 1, "other": 3}}], MODEL)
    assert json.loads(table.to_json()) == [{"id": 1, "data": {"price": "1", "tags": None}, "free": None}]


def test_every_misfit_of_an_item_is_named_with_its_place() -> None:
    with pytest.raises(TypeMismatch) as caught:
        Table.from_items([ITEMS[0], {"id": "x", "data": {"price": "dear", "tags": [1, "b"]}}], MODEL)
    assert caught.value.item_index == 1
    assert [error.field for error in caught.value.fields] == ["id", "data.price", "data.tags[1]"]


SIMPLE = [kind for kind in Kind if kind not in (Kind.ARRAY, Kind.OBJECT)]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_column_is_converted_as_its_values_are_one_by_one(data: st.DataObject) -> None:
    held, wanted = (FieldType(data.draw(st.sampled_from(SIMPLE), label=label)) for label in ("held", "wanted"))
    found = data.draw(st.lists(values(held), min_size=1, max_size=4), label="values")
    column = one_column(held, found).column(parse_path("x"))
    assert column is not None
    spoken = [None if value is None else convert(value, held.kind) for value in found]
    try:
        expected = [convert(value, wanted.kind) for value in spoken]
    except Unfit:
        with pytest.raises(TypeMismatch):
            column.converted(wanted)
        return
    table = one_column(wanted, expected)
    assert column_json(column.converted(wanted).series, wanted) == column_json(table.frame["x"], wanted)


def column_json(series: Any, of: FieldType) -> str:
    items = json.loads(Table.of({"x": series}, ItemModel((Field("x", of),)), len(series)).to_json())
    return json.dumps([item["x"] for item in items])


@pytest.mark.parametrize("wanted", [kind for kind in Kind if kind not in (Kind.ANY, Kind.OBJECT, Kind.CATALOG)])
def test_an_object_becomes_no_other_type(wanted: Kind) -> None:
    table = one_column(FieldType(Kind.OBJECT, fields=(Field("a", INTEGER),)), [None, {"a": 1}])
    column = table.column(parse_path("x"))
    assert column is not None
    with pytest.raises(TypeMismatch) as caught:
        column.converted(FieldType(wanted))
    assert caught.value.item_index == 1


def test_references_in_a_list_may_be_entries() -> None:
    entry = FieldType(Kind.OBJECT, fields=(Field("id", INTEGER), Field("name", STRING)))
    table = one_column(FieldType(Kind.ARRAY, element=entry), [[{"id": 3}, {"id": 4}], [], None])
    column = table.column(parse_path("x"))
    assert column is not None
    ids = column.converted(FieldType(Kind.ARRAY, element=FieldType(Kind.CATALOG)))
    assert ids.series.to_list() == [[3, 4], [], None]


def test_a_union_keeps_the_order_and_turns_differing_types_into_any() -> None:
    whole = Table.from_items([{"a": 1, "b": 2}], ItemModel((Field("a", INTEGER), Field("b", INTEGER))))
    text = Table.from_items(
        [{"a": "x", "c": True}], ItemModel((Field("a", STRING), Field("c", FieldType(Kind.BOOLEAN))))
    )
    both = concatenate([text, whole])
    assert json.loads(both.to_json()) == [{"a": "x", "c": True, "b": None}, {"a": 1, "c": None, "b": 2}]
    assert both.model.at(parse_path("a")) == ANY
    assert both.model.at(parse_path("b")) == INTEGER


def test_items_without_fields_are_still_counted() -> None:
    nothing = Table.from_items([{}, {}], ItemModel())
    assert json.loads(concatenate([nothing, nothing]).to_json()) == [{}, {}, {}, {}]
