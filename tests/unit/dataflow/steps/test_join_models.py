"""Join models: every matching pair once, in the order of the left keys."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits
from aqtra.dataflow.parameters import parameter_of
from aqtra.dataflow.steps.join_models import STEP
from tests.unit.dataflow.steps.oracle import Item, as_read, items, scalars
from tests.unit.dataflow.steps.pure import Done, failed, free, listed, model, of, problems, ran

NUMBER = FieldType(Kind.NUMBER)
LEFT, RIGHT = of(k=INTEGER, name=STRING), of(k=INTEGER, name=STRING, price=NUMBER)


def params(left: Any = ("k",), right: Any = ("k",), join_type: str = "left", **mapped: str) -> dict[str, Any]:
    rows = [{"target": target, "source": source} for target, source in mapped.items()]
    return {
        "left_step": "a", "right_step": "b", "left_key": list(left), "right_key": list(right),
        "join_type": join_type, "map": rows,
    }  # fmt: skip


def joined(left: list[Item], right: list[Item], settings_: dict[str, Any] | None = None, **options: Any) -> Done:
    return ran(STEP, settings_ or params(), free(left), free(right), **options)


def key(item: Item, *names: str) -> tuple[Any, ...]:
    """Sorts numbers before texts and null last; texts spelled as numbers are numbers."""
    return tuple(_key(item[name]) for name in names)


def _key(value: Any) -> Any:
    if value is None:
        return (2, 0)
    if isinstance(value, bool):
        return (1, "true" if value else "false")
    if isinstance(value, int | Decimal) or value in ("1", "1.0"):
        return (0, Decimal(value) + 0)
    return (1, value)


def pairs(left: list[Item], right: list[Item], names: tuple[str, ...], *, keep: bool) -> list[tuple[Item, Item | None]]:
    found: list[tuple[Item, Item | None]] = []
    for item in sorted(left, key=lambda item: key(item, *names)):
        usable = all(item[name] is not None for name in names)
        matches = [other for other in right if usable and key(other, *names) == key(item, *names)]
        found += [(item, other) for other in matches or ([None] if keep else [])]
    return found


@settings(deadline=None)
@given(items("k", "l", "v", values=scalars), items("k", "l", "w", values=scalars), st.booleans())
def test_joins_are_those_of_nested_loops(left: list[Item], right: list[Item], keep: bool) -> None:
    mapped = params(("k", "l"), ("k", "l"), "left" if keep else "inner", w="right.w", again="left.v")
    wanted = [
        {**item, "w": other and other["w"], "again": item["v"]}
        for item, other in pairs(as_read(left), as_read(right), ("k", "l"), keep=keep)
    ]
    assert joined(left, right, mapped).items == wanted


@settings(deadline=None)
@given(items("k", "v", values=scalars), items("k", "v", "w", values=scalars))
def test_without_a_map_all_right_fields_come_and_the_left_one_wins(left: list[Item], right: list[Item]) -> None:
    wanted = [
        {**item, **({"w": other and other["w"]} if right else {})}
        for item, other in pairs(as_read(left), as_read(right), ("k",), keep=True)
    ]
    shown = joined(left, right).items
    assert [{name: item.get(name) for name in (wanted[0] if wanted else {})} for item in shown] == wanted


@pytest.mark.parametrize(
    ("left", "right", "match"),
    [
        ((INTEGER, 7), (STRING, "7"), True),
        ((INTEGER, 7), (NUMBER, "7.00"), True),
        ((FieldType(Kind.CATALOG), 7), (INTEGER, 7), True),
        ((STRING, "007"), (INTEGER, 7), False),
        ((STRING, "1.0"), (STRING, "1.00"), False),
        ((STRING, "a"), (STRING, "A"), False),
        ((NUMBER, "-0"), (NUMBER, "0.0"), True),
        ((FieldType(Kind.DATE), "2026-01-02"), (STRING, "2026-01-02"), True),
        ((FieldType(Kind.DATE), "2026-01-02"), (STRING, "no date"), False),
        ((FieldType(Kind.DATE_TIME), "2026-01-02T10:00:00Z"), (STRING, "2026-01-02T12:00:00+02:00"), True),
        ((FieldType(Kind.BOOLEAN), True), (STRING, "TRUE"), True),
        ((FieldType(Kind.ARRAY, element=NUMBER), ["1.0"]), (FieldType(Kind.ANY), [1]), True),
        ((INTEGER, None), (INTEGER, None), False),
    ],
)
def test_keys_compare_by_value(left: tuple[FieldType, Any], right: tuple[FieldType, Any], match: bool) -> None:
    one = Table.from_items([{"k": left[1]}], of(k=left[0]))
    other = Table.from_items([{"k": right[1]}], of(k=right[0]))
    assert len(ran(STEP, params(join_type="inner"), one, other).items) == int(match)


def test_numbers_beyond_what_a_column_can_hold_together_sort_by_value() -> None:
    spelled = ["9" * 38, "0." + "0" * 37 + "1", "-" + "9" * 38, "5"]
    left = Table.from_items([{"k": text} for text in spelled], of(k=NUMBER))
    done = ran(STEP, params(), left, left)
    assert [item["k"] for item in done.items] == [spelled[2], spelled[1], spelled[3], spelled[0]]


def test_fields_keep_the_type_of_their_source_unless_a_suffix_says_otherwise() -> None:
    mapped = params(price="right.price", total_="left.k", **{"text@string": "right.price"})
    announced = model(STEP, mapped, LEFT, RIGHT)
    assert listed(announced) == {
        "k": "integer", "name": "string", "price": "number", "total_": "integer", "text@string": "string",
    }  # fmt: skip
    left = Table.from_items([{"k": 1, "name": "x"}, {"k": 2, "name": "y"}], LEFT)
    right = Table.from_items([{"k": 1, "name": "z", "price": "1.50"}], RIGHT)
    done = ran(STEP, mapped, left, right)
    assert done.table.model == announced
    assert done.items == [
        {"k": 1, "name": "x", "price": "1.50", "total_": 1, "text@string": "1.50"},
        {"k": 2, "name": "y", "price": None, "total_": 2, "text@string": None},
    ]


def test_constants_and_run_variables_are_written_to_every_pair() -> None:
    rows = {**params(), "map": [{"target": "c", "const": 5}, {"target": "run", "source": "$runId"}, {"target": "e"}]}
    (item,) = joined([{"k": 1}], [{"k": 1}], rows).items
    assert item == {"k": 1, "c": 5, "run": "00000000-0000-0000-0000-000000000001"}


def test_rows_do_not_see_what_other_rows_write() -> None:
    swapped = params(x="left.y", y="left.x")
    assert joined([{"k": 1, "x": 1, "y": 2}], [], swapped).items == [{"k": 1, "x": 2, "y": 1}]


def test_an_empty_stream_on_either_side_is_legal() -> None:
    assert joined([], [{"k": 1}]).items == []
    assert joined([{"k": 1}], []).items == [{"k": 1}]
    assert joined([{"k": 1}], [], params(join_type="inner")).items == []
    assert joined([{"k": 1}], [], params(w="right.w")).warnings == []


@pytest.mark.parametrize(("join_type", "size"), [("left", 10_001), ("inner", 10_000)])
def test_a_join_that_would_be_too_large_is_refused_before_it_is_made(join_type: str, size: int) -> None:
    many = [{"k": 1}] * 100
    alone = [*many, {"k": None}]
    assert len(joined(alone, many, params(join_type=join_type), limits=Limits(items=size)).items) == size
    tables = free(alone), free(many)
    error = failed(STEP, params(join_type=join_type), *tables, limits=Limits(items=size - 1))
    assert (error.code, error.params) == ("join_too_large", {"count": size, "limit": size - 1})


def test_a_product_that_no_machine_could_hold_is_counted_only() -> None:
    many = Table.from_items([{"k": 1}] * 200_000, of(k=INTEGER))
    assert failed(STEP, params(), many, many).params["count"] == 200_000**2


def test_a_value_that_does_not_fit_names_its_item_and_target() -> None:
    right = [{"k": 1, "w": "1"}, {"k": 2, "w": "x"}]
    error = failed(STEP, params(**{"n@integer": "right.w"}), free([{"k": 1}]), free(right))
    assert (error.code, error.item_index, error.fields[0].field) == ("type_mismatch", 1, "n@integer")


@pytest.mark.parametrize(
    ("settings_", "expected"),
    [
        (params(("k", "name"), ("k",)), [("key_arity_mismatch", "right_key")]),
        (params(p="right.gone"), [("unknown_field", "map")]),
        (params(p="left.price"), [("unknown_field", "map")]),
        (params(p="right.price", q="left.k"), []),
        (
            {**params(), "map": [{"target": "p", "source": "left.k"}, {"target": "p", "source": "right.k"}]},
            [("duplicate_target", "map")],
        ),
    ],
)
def test_what_cannot_work_blocks_publication(settings_: dict[str, Any], expected: list[Any]) -> None:
    assert problems(STEP, settings_, LEFT, RIGHT) == expected


@pytest.mark.parametrize(
    "row", [{"p": "price"}, {"p": "middle.k"}, {"p": "left"}, {"a.b": "left.k"}, {"a[0]": "left.k"}]
)
def test_a_map_reads_left_or_right_and_writes_fields(row: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        STEP.settings.model_validate(params(**row))


def test_each_key_is_picked_from_its_own_stream() -> None:
    fields = STEP.settings.model_fields
    assert [parameter_of(fields[name]).port for name in ("left_key", "right_key")] == [0, 1]


def test_open_models_stay_open() -> None:
    assert model(STEP, params(), ItemModel(), ItemModel(open=True)).open
    assert not model(STEP, params(p="right.x"), ItemModel(), ItemModel(open=True)).open
