"""Values inside of items: what is looked at stays, what is replaced is replaced there and nowhere else."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aqtra.dataflow.items.nesting import places, values_at, with_types, with_values
from aqtra.dataflow.items.paths import EACH
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table, nulls
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from tests.unit.dataflow.items import tables

ROW = FieldType(Kind.OBJECT, fields=(Field("n", INTEGER), Field("s", STRING)))
MODEL = ItemModel((Field("rows", FieldType(Kind.ARRAY, element=ROW)), Field("one", ROW), Field("n", INTEGER)))
ITEMS: list[dict[str, Any]] = [
    {"rows": [{"n": 1, "s": "a"}, None, {"n": None, "s": "c"}], "one": {"n": 4, "s": "d"}, "n": 5},
    {"rows": [], "one": None, "n": None},
    {"rows": None, "one": {"n": None, "s": None}, "n": 7},
]


def shown(table: Table) -> Any:
    return json.loads(table.to_json())


def texts(_place: Any, column: Column) -> Column:
    return column.converted(STRING)


def test_places_are_all_that_is_declared() -> None:
    found = [place for place, _ in places(MODEL.type)]
    assert found == [
        (), ("rows",), ("rows", EACH), ("rows", EACH, "n"), ("rows", EACH, "s"),
        ("one",), ("one", "n"), ("one", "s"), ("n",),
    ]  # fmt: skip


def test_only_the_named_places_change() -> None:
    at = frozenset({("rows", EACH, "n"), ("one", "n")})
    made = with_values(Table.from_items(ITEMS, MODEL), at, texts)
    assert made.model == with_types(MODEL, dict.fromkeys(at, STRING))
    assert shown(made) == [
        {"rows": [{"n": "1", "s": "a"}, None, {"n": None, "s": "c"}], "one": {"n": "4", "s": "d"}, "n": 5},
        {"rows": [], "one": None, "n": None},
        {"rows": None, "one": {"n": None, "s": None}, "n": 7},
    ]


def test_values_of_all_elements_are_one_column() -> None:
    found = values_at(Table.from_items(ITEMS, MODEL), frozenset({("rows", EACH, "n"), ("n",)}))
    assert {place: column.series.to_list() for place, column in found.items()} == {
        ("rows", EACH, "n"): [1, None, None],
        ("n",): [5, None, 7],
    }


@given(tables(), st.data())
def test_putting_back_what_was_taken_changes_nothing(made: Any, data: st.DataObject) -> None:
    model, items = made
    table = Table.from_items(items, model)
    every = [place for place, _ in places(model.type) if place]
    at = frozenset(data.draw(st.sets(st.sampled_from(every), max_size=3)) if every else ())
    outermost = frozenset(place for place in at if not any(place[:n] in at for n in range(1, len(place))))
    rebuilt = with_values(table, outermost, lambda _, column: Column(column.series, column.type))
    assert rebuilt.model == model
    assert shown(rebuilt) == shown(table)


@given(tables(), st.data())
def test_the_model_says_what_the_items_become(made: Any, data: st.DataObject) -> None:
    model, items = made
    every = [place for place, _ in places(model.type) if place]
    at = frozenset([data.draw(st.sampled_from(every))] if every else ())
    table = Table.from_items(items, model)
    made_new = with_values(table, at, lambda _, column: Column(nulls("x", INTEGER, len(column.series)), INTEGER))
    assert made_new.model == with_types(model, dict.fromkeys(at, INTEGER))
    assert made_new.frame.height == table.frame.height
