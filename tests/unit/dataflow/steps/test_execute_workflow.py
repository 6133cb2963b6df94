"""Execute workflow, but for the engine."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.calling_errors import WorkflowFaulted, WorkflowsUnavailable
from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.execute_workflow import STEP
from tests.unit.dataflow.calling import Engine
from tests.unit.dataflow.steps.pure import ran

COMPONENT, WORKFLOW = UUID(int=1), UUID(int=2)
DATA = FieldType(Kind.OBJECT, fields=(Field("Number", STRING),))
MODEL = ItemModel((Field("id", INTEGER), Field("data", DATA), Field("entry", ANY)))
ITEM = {"id": 7, "data": {"Number": "R-1"}, "entry": {"id": 9, "data": {}}}


def run(engine: Engine | None, *items: Mapping[str, Any], entry: str = "id", wait: bool = False) -> Table:
    table = Table.from_items([{**ITEM, **item} for item in items], MODEL)
    settings = {"component": COMPONENT, "workflow": WORKFLOW, "component_entry_field": entry, "wait_complete": wait}
    return ran(STEP, settings, table, ports={"workflows": engine}).table


def test_one_instance_for_each_item_with_its_data() -> None:
    engine = Engine()
    left = run(engine, {}, {"id": 8, "data": None})
    assert engine.started == [
        (COMPONENT, WORKFLOW, 7, {"Number": "R-1"}, False),
        (COMPONENT, WORKFLOW, 8, {}, False),
    ]
    assert left.model == MODEL


def test_an_entry_is_taken_for_its_id() -> None:
    engine = Engine()
    run(engine, {}, entry="entry")
    assert engine.started[0][2] == 9


@pytest.mark.parametrize("missing", [None, 0])
def test_no_entry_names_the_item(missing: int | None) -> None:
    engine = Engine()
    with pytest.raises(ItemFailed) as failed:
        run(engine, {}, {"id": missing})
    assert (failed.value.item_index, failed.value.cause.code) == (1, "entry_not_found")
    assert len(engine.started) == 1


def test_a_fault_fails_only_who_waited_for_it() -> None:
    engine = Engine()
    engine.answer = replace(engine.answer, state="faulted", error="no mail server")
    run(engine, {})
    with pytest.raises(ItemFailed, match="no mail server") as failed:
        run(engine, {}, wait=True)
    assert isinstance(failed.value.cause, WorkflowFaulted)


def test_a_pause_ends_the_wait() -> None:
    engine = Engine()
    engine.answer = replace(engine.answer, state="waiting")
    assert len(run(engine, {}, wait=True)) == 1


def test_without_an_engine_nothing_is_started() -> None:
    with pytest.raises(ItemFailed) as failed:
        run(None, {})
    assert isinstance(failed.value.cause, WorkflowsUnavailable)
