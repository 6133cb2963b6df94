"""Free-form JSON through `Runs`: at once and by a worker, beside a form's model, into stored entries."""

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow import envelope
from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.models import Outcome, PayloadKind, RunState, Trigger
from aqtra.dataflow.service import Call, Runs
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import INVOICE, answer, flow, get, invoice

ORDERS = UUID("00000000-0000-4000-8000-00000000e0f1")
IMPORT, EMPTY, FORM_ONLY = (UUID(int=0xE0F2 + number) for number in range(3))
SCHEMA = {
    "type": "object",
    "properties": {
        "customer": {"type": "string", "minLength": 2},
        "lines": {
            "type": "array",
            "items": {"type": "object", "properties": {"number": {"type": "string"}, "price": {"type": "number"}}},
        },
    },
    "required": ["customer"],
}


def step(step_id: str, kind: str, *source: str, **params: Any) -> dict[str, Any]:
    return {"id": step_id, "type": kind, "name": step_id, "source": list(source), "params": params}


@pytest.fixture(scope="module")
def orders(platform: Platform) -> ComponentDocument:
    """Posted orders become invoices, one for each line."""
    store = {
        "component": str(INVOICE),
        "result_store_field": "_invoice@integer",
        "fields_mapping": [
            {"target": "InvoiceNumber", "source": "number"},
            {"target": "InvoiceTotalValue", "source": "_total@number"},
        ],
    }
    doubled = {"left_field": "price", "operator": "+", "right_field": "price", "result_field": "_total@number"}
    shape = [
        {"target": "customer", "source": "$parent.customer"},
        {"target": "invoice@integer", "source": "_invoice@integer"},
    ]
    document = ComponentDocument.model_validate(
        {
            "key": ORDERS,
            "settings": {"title": "Orders"},
            "flows": [
                flow(
                    IMPORT, "Import orders",
                    {**get(), "id": "form"},
                    step("raw", "get_raw_model", model_schema=SCHEMA, validate_input_values=True),
                    step("lines", "select_many", "raw", model_path="lines"),
                    step("total", "simple_math", "lines", operations=[doubled]),
                    step("save", "update_entry", "total", **store),
                    step("shape", "transform_model", "save", fields_mapping=shape),
                    answer("shape"),
                ),
                flow(EMPTY, "Report", step("empty", "get_empty_model"), answer("empty")),
                flow(FORM_ONLY, "Form", get(), answer("get")),
            ],
        }
    )  # fmt: skip
    platform.publish(document)
    return document


@pytest.fixture
def runs(fresh: Platform, orders: ComponentDocument) -> Runs:
    fresh.sql("DELETE FROM identity.account")
    fresh.sql("INSERT INTO identity.account (id, user_name) OVERRIDING SYSTEM VALUE VALUES (1, 'member')")
    return Runs(fresh.services, fresh.definitions)


def posted(payload: Any, flow_key: UUID = IMPORT, **options: Any) -> Call:
    call = {"payload_kind": PayloadKind.RAW_MODEL, "trigger": Trigger.API, **options}
    return Call(ORDERS, flow_key, MEMBER, "trace", payload=payload, **call)


def outcome(platform: Platform, runs: Runs, call: Call) -> Outcome:
    found = platform.run(runs.run_flow(call))
    assert isinstance(found, Outcome)
    return found


ORDER = {"customer": "Ada", "lines": [{"number": "R-1", "price": Decimal("0.10")}, {"number": "R-2", "price": 5}]}


def test_posted_json_becomes_entries(fresh: Platform, runs: Runs) -> None:
    done = outcome(fresh, runs, posted(ORDER))
    assert done.error is None
    assert json.loads(done.items) == [{"customer": "Ada", "invoice@integer": number} for number in (1, 2)]
    stored = fresh.list(invoice(), orderby="id")["value"]
    assert [Decimal(entry["data"]["InvoiceTotalValue"]) for entry in stored] == [Decimal("0.2"), Decimal(10)]


def test_a_worker_reads_the_same_json_with_all_its_digits(fresh: Platform, runs: Runs) -> None:
    price = Decimal("1234567890123456789.0123456789")
    order = {"customer": "Ada", "lines": [{"number": "R-1", "price": price}]}
    run_id = fresh.run(runs.enqueue(posted(order)))
    fresh.run(runs.run_stored(run_id))
    stored = fresh.run(runs.get(MEMBER, run_id))
    assert stored.payload_kind is PayloadKind.RAW_MODEL
    assert json.loads(envelope.of_stored(stored))["items"] == [{"customer": "Ada", "invoice@integer": 1}]
    (entry,) = fresh.list(invoice())["value"]
    assert entry["data"]["InvoiceTotalValue"] == "2469135780246913578.0246913578"


def test_what_breaks_the_schema_is_refused_before_anything_is_stored(fresh: Platform, runs: Runs) -> None:
    done = outcome(fresh, runs, posted([ORDER, {"customer": "A", "lines": 7}]))
    assert done.state is RunState.FAILED
    assert done.error is not None
    assert (done.error.code, done.error.status, done.error.step_id, done.error.item_index) == (
        "validation_failed", 422, "raw", 1,
    )  # fmt: skip
    assert {(field.field, field.rule) for field in done.error.details} == {
        ("customer", "min_length"),
        ("lines", "type"),
    }
    assert fresh.list(invoice())["value"] == []


def test_a_body_that_is_no_object_is_refused(fresh: Platform, runs: Runs) -> None:
    done = outcome(fresh, runs, posted("text"))
    assert done.error is not None
    assert (done.error.code, done.error.status) == ("bad_json", 400)


def test_the_kind_of_the_payload_decides_which_entry_step_runs(fresh: Platform, runs: Runs) -> None:
    done = outcome(fresh, runs, posted({"id": 0, "data": {}}, payload_kind=PayloadKind.ACTION_MODEL))
    assert done.error is None
    assert [log.step_id for log in done.steps] == ["form"]


def test_an_empty_model_shows_nothing_of_what_was_sent(fresh: Platform, runs: Runs) -> None:
    for call in (posted({"secret": 1}, EMPTY), posted(None, EMPTY, trigger=Trigger.CRON, payload_kind=None)):
        assert json.loads(outcome(fresh, runs, call).items) == [{}]


def test_a_trigger_that_no_entry_step_lists_is_refused(fresh: Platform, runs: Runs) -> None:
    with pytest.raises(NoEntryStep):
        fresh.run(runs.run_flow(posted({}, trigger=Trigger.CRON, payload_kind=None)))
