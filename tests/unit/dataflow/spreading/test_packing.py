"""What travels between workers arrives as it was sent."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import RunWarning
from aqtra.dataflow.spreading.models import PartFailure, PartReport, PartResult, Told
from aqtra.dataflow.spreading.packing import pack_result, pack_table, unpack_result, unpack_table
from tests.unit.dataflow.items import tables


@settings(deadline=None)
@given(tables())
def test_items_and_their_model(found: tuple[ItemModel, Sequence[Any]]) -> None:
    model, items = found
    table = Table.from_items(items, model)
    arrived = unpack_table(pack_table(table))
    assert (arrived.model, arrived.to_json(), len(arrived)) == (table.model, table.to_json(), len(table))
    assert arrived.frame.schema == table.frame.schema


def test_items_without_members_are_as_many_as_before() -> None:
    assert len(unpack_table(pack_table(Table.of({}, ItemModel(), 3)))) == 3


def test_a_result_with_its_report() -> None:
    error = TypeMismatch.of([Misfit(4, "data.Total", "number", "not a number: 1,5")])
    told = Told(warning=RunWarning(code="not_found", message="{times} times", step_id="find", item_index=2), times=7)
    report = PartReport(counts=((5, 4), (4, 4)), failure=PartFailure.of(2, error), told=(told,))
    assert unpack_result(pack_result(PartResult(report))).report == report
    assert report.failure is not None
    assert (report.failure.item_index, report.failure.fields) == (4, error.fields)


def test_an_error_that_nobody_named_tells_nothing() -> None:
    failure = PartFailure.of(1, ZeroDivisionError("secret"))
    assert (failure.code, failure.status) == ("internal_error", 500)
    assert "secret" not in failure.model_dump_json()


def recorded(step: str, first: int, count: int) -> DeferredOperations:
    made = DeferredOperations()
    changes = made.shape(UUID(int=1), "update", ("name", "p"), step)
    creates = made.shape(UUID(int=1), "create", ("name", "p"), step)
    for item in range(first, first + count):
        made.add([(item, creates if item % 2 else changes, None if item % 2 else item, (f"N-{item}", 0.1))])
    return made


@given(st.integers(0, 9), st.integers(0, 9))
def test_recorded_operations_come_together_as_if_they_had_been_recorded_in_one_place(one: int, two: int) -> None:
    whole, joined = recorded("s", 0, one + two), DeferredOperations(memory=40)
    for part in (recorded("s", 0, one), recorded("s", one, two)):
        shapes, pieces = part.handed_over()
        arrived = unpack_result(pack_result(PartResult(PartReport(), None, shapes, list(pieces))))
        joined.take_over(arrived.shapes, arrived.pieces)
    assert list(joined.read()) == list(whole.read())
    assert len(joined) == one + two
    assert all(found.cells[1] == Decimal("0.1") for found in joined.read())


def test_what_another_step_records_stays_a_recording_of_its_own() -> None:
    joined = recorded("first", 0, 2)
    joined.take_over(*recorded("second", 0, 2).handed_over())
    assert [found.shape.number for found in joined.read()] == [0, 1, 2, 3]
    assert [found.shape.step for found in joined.read()] == ["first", "first", "second", "second"]


def test_what_a_failing_block_records_is_forgotten() -> None:
    made = recorded("s", 0, 3)
    before = list(made.read())
    try:
        with made.all_or_none():
            made.take_over(*recorded("s", 3, 3).handed_over())
            raise ValueError
    except ValueError:
        pass
    assert (list(made.read()), len(made)) == (before, 3)
