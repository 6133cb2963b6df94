"""Flows that a workflow calls, with the model of its instance."""

import json
from typing import Any
from uuid import UUID

import pytest

from aqtra.dataflow.errors import NoEntryStep
from aqtra.dataflow.models import Outcome, RunState, Trigger, WorkflowRef
from aqtra.dataflow.service import Call, Runs
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import answer, flow, get, invoice

OWNER = UUID("00000000-0000-4000-8000-00000000f401")
WAITED, CHECKED, EITHER = (UUID(int=number) for number in (401, 402, 403))
INSTANCE, WORKFLOW = UUID(int=77), UUID(int=78)


def entry(**params: Any) -> dict[str, Any]:
    return {"id": "flow", "type": "get_workflow_model", "name": "Get workflow model", "params": params}


@pytest.fixture(scope="module")
def called(platform: Platform) -> Platform:
    both = {"id": "both", "type": "write_response", "name": "Both", "source": ["flow", "get"]}
    document = invoice().model_dump(mode="json") | {
        "key": str(OWNER),
        "settings": {"title": "Called by workflows"},
        "flows": [
            flow(WAITED, "Waited for", entry(), answer("flow")),
            flow(CHECKED, "Checked", entry(validate_input_values=True), answer("flow")),
            flow(EITHER, "Either", entry(), get(), both),
        ],
    }
    platform.publish(ComponentDocument.model_validate(document))
    return platform


def run(platform: Platform, key: UUID, model: Any, trigger: Trigger = Trigger.WORKFLOW, **more: Any) -> Outcome:
    call = Call(
        OWNER, key, MEMBER, "trace", trigger, payload=model, workflow=WorkflowRef(INSTANCE, WORKFLOW, 1), **more
    )
    outcome = platform.run(Runs(platform.services, platform.definitions).run_flow(call))
    assert isinstance(outcome, Outcome)
    return outcome


def test_the_flow_gets_the_model_as_it_is_in_the_instance(called: Platform) -> None:
    outcome = run(called, WAITED, {"id": 7, "name": "R", "data": {"InvoiceNumber": "changed, not saved"}})
    (item,) = json.loads(outcome.items)
    assert (item["id"], item["data"]["InvoiceNumber"]) == (7, "changed, not saved")
    assert item["_workflow"] == {"instanceId": str(INSTANCE), "workflowId": str(WORKFLOW), "startedBy": 1}


def test_nothing_is_read_from_the_stored_entry(called: Platform) -> None:
    """An instance may be about an entry that is gone by now."""
    assert run(called, WAITED, {"id": 999_999, "data": {}}).state is RunState.COMPLETED


def test_broken_rules_end_the_run_when_asked_for(called: Platform) -> None:
    outcome = run(called, CHECKED, {"id": 7, "data": {"InvoiceNumber": "x"}})
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.status, outcome.error.field) == (
        "validation_failed", 422, "data.InvoiceNumber",
    )  # fmt: skip


@pytest.mark.parametrize("model", ["text", [1], {"data": 5}], ids=str)
def test_what_is_no_model_is_refused(called: Platform, model: Any) -> None:
    outcome = run(called, WAITED, model)
    assert outcome.error is not None
    assert outcome.error.code == "bad_json"


def test_nobody_else_starts_it(called: Platform) -> None:
    with pytest.raises(NoEntryStep) as refused:
        run(called, WAITED, {}, Trigger.USER_CALL)
    assert (refused.value.code, refused.value.status) == ("wrong_trigger", 409)


def test_a_flow_may_be_started_by_a_workflow_or_by_a_form(called: Platform) -> None:
    (item,) = json.loads(run(called, EITHER, {"data": {"InvoiceNumber": "W"}}).items)
    assert item["_workflow"]["startedBy"] == 1
    (item,) = json.loads(run(called, EITHER, {"data": {"InvoiceNumber": "F"}}, Trigger.USER_CALL).items)
    assert item["data"]["InvoiceNumber"] == "F"
    assert item.get("_workflow") is None
