"""Flows through the API of a running installation."""

import time
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.dataflow.flows import answer, flow, get, save
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, invoice_properties, publish, save_component

SAVE = UUID(int=77)


@pytest.fixture(scope="module")
def component(builder: Client) -> str:
    """A published invoice component with its Save flow; answers its key."""
    stored = create_component(builder, "Invoices with a flow", invoice_properties())
    key = stored["document"]["key"]
    steps = get(validate_input_values=True), save(component=key), answer()
    document = {**stored["document"], "flows": [{**flow(SAVE, "Save", *steps), "key": str(SAVE)}]}
    stored = save_component(builder, stored, document)
    publication = publish(builder, stored)
    assert publication["state"] == "completed", publication
    return str(key)


def run_path(component: str, flow_key: UUID = SAVE) -> str:
    return f"/api/v1/workplace/components/{component}/flows/{flow_key}/run"


def new(number: str, **data: Any) -> dict[str, Any]:
    return {"model": {"id": 0, "data": {"InvoiceNumber": number, **data}}}


def test_saving_answers_the_envelope_with_the_stored_entry(builder: Client, component: str) -> None:
    response = builder.post(run_path(component), json=new("H-1", InvoiceTotalValue="12.50", InvoiceState=0))
    assert response.status_code == 200, response.text
    envelope = response.json()
    assert set(envelope) == {"runId", "status", "items", "actions", "session", "warnings", "error"}
    assert (envelope["status"], envelope["actions"], envelope["error"]) == ("completed", [], None)
    (item,) = envelope["items"]
    assert item["id"] == item["_newInvoice"] > 0
    entry = builder.get(f"/api/v1/entries/{component}/{item['id']}").json()
    assert entry["data"]["InvoiceTotalValue"] == item["data"]["InvoiceTotalValue"] == "12.50"


def test_a_json_number_is_stored_digit_by_digit(builder: Client, component: str) -> None:
    number = "1234567890123456789012.0123456789"
    body = f'{{"model": {{"id": 0, "data": {{"InvoiceNumber": "H-exact", "InvoiceTotalValue": {number}}}}}}}'
    response = builder.post(run_path(component), content=body, headers={"content-type": "application/json"})
    assert response.json()["items"][0]["data"]["InvoiceTotalValue"] == number


def test_field_errors_come_as_a_problem_with_the_step(builder: Client, component: str) -> None:
    response = builder.post(run_path(component), json=new("7", InvoiceTotalValue="-1"))
    body = problem(response, 422, "validation_failed")
    assert fields(response) == {"data.InvoiceNumber": "min_length", "data.InvoiceTotalValue": "minimum"}
    assert (body["stepId"], body["stepName"], body["traceId"]) == ("get", "Get action model", body["trace_id"])
    assert UUID(body["runId"])


def test_a_duplicate_names_the_key_property(builder: Client, component: str) -> None:
    builder.post(run_path(component), json=new("H-2")).raise_for_status()
    response = builder.post(run_path(component), json=new("H-2"))
    body = problem(response, 409, "duplicate_key")
    assert fields(response) == {"data.InvoiceNumber": "unique"}
    assert (body["stepId"], body["itemIndex"]) == ("save", 0)


def test_an_anonymous_visitor_must_sign_in(visitor: Client, component: str) -> None:
    problem(visitor.post(run_path(component), json=new("H-3")), 401, "not_signed_in")


def test_unknown_flows_and_components_are_not_found(builder: Client, component: str) -> None:
    problem(builder.post(run_path(component, uuid4()), json=new("x")), 404, "flow_not_found")
    problem(builder.post(run_path(str(uuid4())), json=new("x")), 404, "flow_not_found")


@pytest.mark.parametrize("body", ["", "{", "[]", '{"model": []}', '{"model": {"id": NaN}}'])
def test_a_body_that_is_no_model_is_refused(builder: Client, component: str, body: str) -> None:
    response = builder.post(run_path(component), content=body, headers={"content-type": "application/json"})
    problem(response, 400, "bad_json")


def test_a_run_may_be_handed_over_and_asked_for_later(builder: Client, component: str, visitor: Client) -> None:
    response = builder.post(run_path(component), params={"mode": "async"}, json=new("H-4"))
    assert (response.status_code, response.json()["status"]) == (202, "queued")
    place = response.headers["location"]
    envelope = wait_until_ended(builder, place)
    assert (envelope["status"], envelope["error"]) == ("completed", None)
    assert envelope["items"][0]["data"]["InvoiceNumber"] == "H-4"
    problem(visitor.get(place), 401, "not_signed_in")


def test_somebody_elses_run_looks_like_none(builder: Client) -> None:
    problem(builder.get(f"/api/v1/workplace/runs/{uuid4()}"), 404, "run_not_found")


def test_pickers_get_the_model_after_every_step_of_an_unsaved_draft(builder: Client, component: str) -> None:
    document = builder.get(f"/api/v1/studio/components/{component}").json()["document"]
    document["flows"][0]["stages"][0]["steps"][2]["source"] = []
    response = builder.post("/api/v1/studio/flows/model", json={"document": document, "flow": str(SAVE)})
    assert response.status_code == 200, response.text
    steps = {step["step"]: step for step in response.json()["steps"]}
    paths = {field["path"]: field["type"] for field in steps["save"]["fields"]}
    assert (paths["data.InvoiceDueDate"], paths["_newInvoice"]) == ("date-time", "any")
    assert [remark["code"] for remark in steps["answer"]["remarks"]] == ["missing_source"]


def test_models_are_for_builders(visitor: Client) -> None:
    problem(visitor.post("/api/v1/studio/flows/model", json={}), 401, "not_signed_in")


def wait_until_ended(client: Client, place: str) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        envelope: dict[str, Any] = client.get(place).raise_for_status().json()
        if envelope["status"] not in ("queued", "running"):
            return envelope
        time.sleep(0.05)
    raise AssertionError(f"{place} did not end")
