"""Flows that call flows."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.dataflow.context import Cancellation, Cancelled
from aqtra.dataflow.detached import _DETACHED
from aqtra.dataflow.errors import ItemFailed, TypeMismatch
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, Outcome, PayloadKind, RunInfo
from aqtra.dataflow.nested import NestedFlows, kind_of
from aqtra.dataflow.service import Runs
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.steps.execute_dataflow import STEP, Settings
from aqtra.kernel.principal import ANONYMOUS, Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import (
    ECHO,
    INVOICE,
    RESTRICTED,
    SAVE,
    answer,
    call,
    flow,
    get,
    invoice,
)
from tests.integration.dataflow.test_steps import context

CALLER = UUID("00000000-0000-4000-8000-00000000e0ca")
ONCE, ENDLESS, FORBIDDEN = (UUID(int=number) for number in range(101, 104))
MODEL = {"id": 0, "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "0.10"}}


def calls(component: UUID, called: UUID) -> dict[str, Any]:
    params = {"component": str(component), "dataflow": str(called), "result_store_field": "_Result"}
    return {"id": "call", "type": "execute_dataflow", "name": "Call", "source": ["get"], "params": params}


@pytest.fixture(scope="module")
def callers(platform: Platform) -> Platform:
    """A component whose flows call others."""
    document = {
        **invoice().model_dump(mode="json"),
        "key": str(CALLER),
        "settings": {"title": "Callers"},
        "flows": [
            flow(ONCE, "Once", get(), calls(INVOICE, SAVE), answer("call")),
            flow(ENDLESS, "Endless", get(), calls(CALLER, ENDLESS), answer("call")),
            flow(FORBIDDEN, "Forbidden", get(), calls(INVOICE, RESTRICTED), answer("call")),
        ],
    }
    platform.publish(ComponentDocument.model_validate(document))
    return platform


@pytest.fixture
def empty(callers: Platform, fresh: Platform) -> Platform:
    return fresh


def outcome_of(platform: Platform, key: UUID, by: Principal = MEMBER) -> Outcome:
    found = platform.run(Runs(platform.services, platform.definitions).run_flow(call(key, MODEL, by, CALLER)))
    assert isinstance(found, Outcome)
    return found


def log(platform: Platform) -> list[tuple[Any, ...]]:
    return platform.sql("SELECT flow_name, parent, trace_id, trigger, state FROM dataflow.run ORDER BY created_at")


def test_a_called_flow_is_a_run_of_its_own_under_the_same_trace(empty: Platform) -> None:
    outcome = outcome_of(empty, ONCE)
    assert outcome.error is None, outcome.error
    (item,) = json.loads(outcome.items)
    (answered,) = item["_Result"]
    assert (answered["_newInvoice"], answered["data"]["InvoiceTotalValue"]) == (1, "0.10")
    trace = outcome.run.trace_id
    assert log(empty) == [
        ("Once", None, trace, "user_call", "completed"),
        ("Save", outcome.run.id, trace, "nested", "completed"),
    ]
    assert empty.sql("SELECT count(*) FROM dataflow.run_step") == [(6,)]


def test_the_error_of_the_called_flow_is_nested_in_that_of_the_caller(empty: Platform) -> None:
    outcome_of(empty, ONCE)
    error = outcome_of(empty, ONCE).error
    assert error is not None
    assert (error.code, error.status, error.step_id, error.item_index) == ("nested_failed", 500, "call", 0)
    (nested,) = error.details
    assert (nested.rule, nested.field) == ("duplicate_key", "data.InvoiceNumber")
    assert (nested.params["stepId"], nested.params["status"], nested.params["traceId"]) == (
        "save",
        409,
        error.trace_id,
    )
    assert nested.params["runId"] != str(error.run_id)
    assert [row[4] for row in log(empty)[-2:]] == ["failed", "failed"]


def test_flows_that_call_one_another_without_end_are_stopped(empty: Platform) -> None:
    error = outcome_of(empty, ENDLESS).error
    assert error is not None
    assert (error.code, error.status, error.step_id) == ("recursion_limit", 508, "call")
    assert len(log(empty)) == 17


def test_the_right_to_the_called_flow_is_needed_too(empty: Platform) -> None:
    error = outcome_of(empty, FORBIDDEN).error
    assert error is not None
    assert (error.code, error.status, error.step_id) == ("permission_denied", 403, "call")
    assert [row[0] for row in log(empty)] == ["Forbidden"]


def called(
    platform: Platform,
    items: tuple[Mapping[str, Any], ...],
    key: UUID,
    *,
    cancellation: Cancellation | None = None,
    by: Principal = MEMBER,
    limits: Limits | None = None,
    **settings: Any,
) -> Table:
    """Runs the step alone on these items."""
    table = Table.from_items(items, ItemModel(tuple(Field(name, ANY) for name in items[0])))
    ctx = context(platform, STEP, table)
    stop = cancellation or Cancellation()
    runs = Runs(platform.services, platform.definitions, limits)

    async def execute(run: Any) -> Outcome:
        return await runs._execute_nested(stop, run)

    info = replace(ctx.run, principal=by)
    ctx.shared.cancellation = stop
    ctx.shared.flows = NestedFlows(platform.services, platform.definitions, limits or Limits(), info, execute)
    read = Settings.model_validate({"component": INVOICE, "dataflow": key, "result_store_field": "_Result", **settings})
    result = platform.run(STEP.run(table, read, ctx))
    assert isinstance(result, Table)
    return result


def results(table: Table) -> list[Any]:
    return [item["_Result"] for item in json.loads(table.to_json())]


NUMBERED = [{"target": "data.InvoiceNumber", "source": "number"}]


def test_an_array_is_one_call_per_element_and_answers_stay_in_order(empty: Platform) -> None:
    numbers = [f"R-{number:03}" for number in range(40)]
    table = called(
        empty,
        ({"lines": [{"number": number} for number in numbers]},),
        ECHO,
        input_field="lines",
        fields_mapping=NUMBERED,
    )
    assert [item["data"]["InvoiceNumber"] for item in results(table)[0]] == numbers
    assert len(log(empty)) == len(numbers)


def test_null_and_an_empty_array_call_nothing(empty: Platform) -> None:
    table = called(empty, ({"lines": None}, {"lines": []}), SAVE, input_field="lines", fields_mapping=NUMBERED)
    assert results(table) == [[], []]
    assert log(empty) == []


def test_constants_and_run_variables_may_be_sent(empty: Platform) -> None:
    rows = [
        {"target": "data.InvoiceNumber", "const": "fixed"},
        {"target": "data.InvoiceDueDate", "source": "$now"},
        {"target": "data.InvoiceState"},
    ]
    ((item,),) = results(called(empty, ({"a": 1},), ECHO, fields_mapping=rows))
    assert item["data"]["InvoiceNumber"] == "fixed"
    assert item["data"]["InvoiceDueDate"] is not None
    assert item["data"]["InvoiceState"] is None


def test_numbers_arrive_with_every_digit(empty: Platform) -> None:
    exact = "1234567890123456789012.0123456789"
    ((item,),) = results(called(empty, ({"data": {"InvoiceTotalValue": exact}},), ECHO))
    assert item["data"]["InvoiceTotalValue"] == exact


def test_a_flow_that_answers_nothing_gives_an_empty_array(empty: Platform) -> None:
    silent, key = uuid4(), uuid4()
    document = {**invoice().model_dump(mode="json"), "key": str(silent), "flows": [flow(key, "Silent", get())]}
    empty.publish(ComponentDocument.model_validate(document))
    assert results(called(empty, ({"id": 0},), key, component=silent)) == [[]]


def test_after_a_failure_nothing_new_starts_and_the_item_is_named(empty: Platform) -> None:
    lines = [{"number": "R"}, *({"number": f"R-{number}"} for number in range(50))]
    with pytest.raises(ItemFailed) as failed:
        called(empty, ({"lines": []}, {"lines": lines}), SAVE, input_field="lines", fields_mapping=NUMBERED)
    assert failed.value.item_index == 1
    assert failed.value.cause.code == "nested_failed"
    assert failed.value.cause.fields[0].rule == "validation_failed"
    assert len(log(empty)) < len(lines)


def test_cancelling_the_caller_cancels_what_it_called(empty: Platform) -> None:
    stop = Cancellation()
    stop.ask()
    with pytest.raises(Cancelled):
        called(empty, ({"id": 0},), SAVE, cancellation=stop)
    assert log(empty) == []


def test_a_called_flow_whose_caller_ends_first_is_logged_all_the_same(
    empty: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Runs(empty.services, empty.definitions)
    begun = asyncio.Event()

    async def waits(_run: RunInfo, _cancellation: Cancellation, **_more: object) -> Outcome:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    about = context(empty, STEP).run

    async def give_up() -> None:
        monkeypatch.setattr(runs, "_execute", waits)
        task = asyncio.create_task(runs._execute_nested(Cancellation(), about))
        await begun.wait()
        task.cancel()
        await asyncio.wait({task})
        await asyncio.gather(*_DETACHED)

    empty.run(give_up())
    assert [row[4] for row in log(empty)] == ["cancelled"]


def test_a_visitor_may_not_call_what_needs_signing_in(empty: Platform) -> None:
    with pytest.raises(ItemFailed) as failed:
        called(empty, ({"id": 0},), SAVE, by=ANONYMOUS)
    assert (failed.value.cause.code, failed.value.cause.status) == ("permission_denied", 403)


def test_a_flow_that_is_gone_is_an_unknown_reference(empty: Platform) -> None:
    with pytest.raises(ItemFailed) as failed:
        called(empty, ({"id": 0},), uuid4())
    assert failed.value.cause.code == "unknown_reference"


def test_a_result_variable_of_another_type_is_a_mismatch(empty: Platform) -> None:
    with pytest.raises(TypeMismatch) as mismatch:
        called(empty, ({"id": 0},), ECHO, result_store_field="_Result@integer")
    assert (mismatch.value.item_index, mismatch.value.fields[0].field) == (0, "_Result@integer")


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"id": 1, "data": {}}, PayloadKind.ACTION_MODEL),
        ({"data": []}, PayloadKind.RAW_MODEL),
        ({"number": 1}, PayloadKind.RAW_MODEL),
        ([1], PayloadKind.RAW_MODEL),
        (None, PayloadKind.RAW_MODEL),
    ],
)
def test_the_shape_of_an_entry_makes_an_action_model(payload: Any, kind: PayloadKind) -> None:
    assert kind_of(payload) is kind


def remarks(settings: Mapping[str, Any], *, flows: list[Any] | None = None) -> list[tuple[str, str | None]]:
    document = invoice()
    if flows is not None:
        document = ComponentDocument.model_validate({**document.model_dump(mode="json"), "flows": flows})
    element = FieldType(Kind.OBJECT, fields=(Field("number", FieldType(Kind.STRING)),))
    source = ItemModel((Field("lines", FieldType(Kind.ARRAY, element=element)), Field("loose", ANY)))
    read = Settings.model_validate({"component": INVOICE, "dataflow": SAVE, **settings})
    ctx = DesignContext(document, lambda key: document if key == INVOICE else None)
    return [(found.code, found.setting) for found in STEP.check(read, (source,), ctx)]


def test_a_flow_without_a_fitting_entry_step_is_a_remark() -> None:
    assert remarks({}, flows=[flow(SAVE, "No entry", answer("nowhere"))]) == [("no_matching_entry", "dataflow")]


def test_paths_of_the_mapping_are_those_of_the_part_that_is_sent() -> None:
    rows = [{"target": "data.a", "source": "number"}, {"target": "data.b", "source": "nothing"}]
    assert remarks({"input_field": "lines", "fields_mapping": rows}) == [("unknown_field", "fields_mapping")]
    assert remarks({"input_field": "loose", "fields_mapping": rows}) == []


def test_a_target_that_is_written_twice_is_a_remark() -> None:
    rows = [{"target": "data.a", "const": 1}, {"target": "data.a", "const": 2}]
    assert remarks({"fields_mapping": rows}) == [("duplicate_target", "fields_mapping")]


def test_a_target_with_a_position_is_refused() -> None:
    with pytest.raises(ValueError, match="positions"):
        Settings.model_validate({"component": INVOICE, "dataflow": SAVE, "fields_mapping": [{"target": "a[0]"}]})
