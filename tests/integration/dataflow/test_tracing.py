"""Trace, Debug and the run log, through a running installation."""

import json
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.integration.dataflow.flows import answer, flow, get, save
from tests.support.client import Client, problem
from tests.support.components import create_component, invoice_properties, publish, save_component
from tests.support.installation import Installation

SAVE, CALLER, QUIET = (UUID(int=number) for number in range(991, 994))
STUDIO = "/api/v1/studio"


def calls(component: str) -> dict[str, Any]:
    params = {"component": component, "dataflow": str(SAVE), "result_store_field": "_Result"}
    return {"id": "call", "type": "execute_dataflow", "name": "Call", "source": ["get"], "params": params}


@pytest.fixture(scope="module")
def document(builder: Client) -> dict[str, Any]:
    """A published invoice component with flows that store; the saved document."""
    secret = {"id": "ps", "name": "api_token", "title": "Token", "type": "string"}
    stored = create_component(builder, "Invoices to look into", [*invoice_properties(), secret])
    key = stored["document"]["key"]
    flows = [
        flow(SAVE, "Save", get(), save(component=key), answer()),
        flow(CALLER, "Caller", get(), calls(key), answer("call")),
        flow(QUIET, "Quiet", get(), answer("get")),
    ]
    changed = {**stored["document"], "flows": [{**found, "key": str(found["key"])} for found in flows]}
    stored = save_component(builder, stored, changed)
    assert publish(builder, stored)["state"] == "completed"
    found = builder.get(f"{STUDIO}/components/{key}").json()["document"]
    assert isinstance(found, dict)
    return found


def typed(number: str, **data: Any) -> str:
    return json.dumps({"id": 0, "data": {"InvoiceNumber": number, **data}})


def debugged(builder: Client, document: dict[str, Any], text: str, key: UUID = SAVE, **more: Any) -> dict[str, Any]:
    response = builder.post(
        f"{STUDIO}/flows/debug", json={"document": document, "flow": str(key), "input": text, **more}
    )
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def stored(builder: Client, document: dict[str, Any], number: str) -> list[Any]:
    entries = builder.get(f"/api/v1/entries/{document['key']}", params={"$top": "500"}).json()["value"]
    return [entry for entry in entries if entry["data"]["InvoiceNumber"] == number]


def steps(recording: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {step["stepId"]: step for step in recording["steps"]}


def run(builder: Client, document: dict[str, Any], key: UUID, number: str) -> dict[str, Any]:
    place = f"/api/v1/workplace/components/{document['key']}/flows/{key}/run"
    envelope: dict[str, Any] = builder.post(place, json={"model": json.loads(typed(number))}).json()
    return envelope


def test_a_trace_shows_the_items_after_every_step_of_a_real_run(builder: Client, document: dict[str, Any]) -> None:
    body = {"component": document["key"], "flow": str(SAVE), "input": typed("T-1", InvoiceTotalValue="0.10")}
    response = builder.post(f"{STUDIO}/flows/trace", json=body)
    assert response.status_code == 200, response.text
    recording = response.json()
    assert (recording["state"], list(steps(recording))) == ("completed", ["get", "save", "answer"])
    (item,) = steps(recording)["save"]["items"]
    assert (item["data"]["InvoiceTotalValue"], item["_newInvoice"]) == ("0.10", item["id"])
    assert len(stored(builder, document, "T-1")) == 1
    kept = builder.get(f"{STUDIO}/runs/{recording['runId']}").json()
    assert [step["items"] for step in kept["steps"]] == [step["items"] for step in recording["steps"]]


def test_the_trace_of_a_failed_run_shows_what_was_there_before(builder: Client, document: dict[str, Any]) -> None:
    body = {"component": document["key"], "flow": str(SAVE), "input": typed("7")}
    recording = builder.post(f"{STUDIO}/flows/trace", json=body).json()
    assert (recording["state"], recording["error"]["stepId"]) == ("failed", "save")
    assert steps(recording)["get"]["items"][0]["data"]["InvoiceNumber"] == "7"
    assert steps(recording)["save"]["items"] is None


def test_secrets_are_masked_wherever_they_stand(builder: Client, document: dict[str, Any]) -> None:
    body = {"component": document["key"], "flow": str(QUIET), "input": typed("T-2", api_token="hunter2")}
    response = builder.post(f"{STUDIO}/flows/trace", json=body)
    assert "hunter2" not in response.text
    assert steps(response.json())["get"]["items"][0]["data"]["api_token"] == "•••"
    assert "hunter2" not in builder.get(f"{STUDIO}/runs/{response.json()['runId']}").text


def test_recordings_are_sealed(builder: Client, document: dict[str, Any], installation: Installation) -> None:
    body = {"component": document["key"], "flow": str(QUIET), "input": typed("T-sealed-words")}
    builder.post(f"{STUDIO}/flows/trace", json=body).raise_for_status()
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        rows = conn.execute("SELECT sealed_items FROM dataflow.trace_step").fetchall()
    assert rows
    assert not [row for row in rows if b"T-sealed-words" in row[0]]


def test_live_runs_are_recorded_while_that_is_switched_on(builder: Client, document: dict[str, Any]) -> None:
    place = f"{STUDIO}/flows/{QUIET}/live-trace"
    assert builder.get(place).json() == {"until": None}
    before = run(builder, document, QUIET, "L-1")
    assert builder.put(place).json()["until"] == builder.get(place).json()["until"] is not None
    during = run(builder, document, QUIET, "L-2")
    assert builder.delete(place).status_code == 204
    after = run(builder, document, QUIET, "L-3")
    shown = [builder.get(f"{STUDIO}/runs/{found['runId']}").json()["steps"][0] for found in (before, during, after)]
    assert [step["items"] and step["items"][0]["data"]["InvoiceNumber"] for step in shown] == [None, "L-2", None]


def test_whoever_records_live_runs_stands_in_the_trail(builder: Client, document: dict[str, Any]) -> None:
    place = f"{STUDIO}/flows/{CALLER}/live-trace"
    builder.put(place).raise_for_status()
    builder.delete(place).raise_for_status()
    records = builder.get("/api/v1/access/audit", params={"target": str(CALLER)}).json()["value"]
    assert [record["action"].rpartition(".")[2] for record in records] == ["stop_live_trace", "start_live_trace"]


def test_recording_ends_by_itself(builder: Client, document: dict[str, Any], installation: Installation) -> None:
    place = f"{STUDIO}/flows/{QUIET}/live-trace"
    builder.put(place)
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        found = conn.execute(
            "UPDATE dataflow.recording SET until = now() WHERE flow = %s RETURNING until - now()", (QUIET,)
        ).fetchone()
    assert found is not None
    assert builder.get(place).json() == {"until": None}


def test_what_is_not_published_is_not_recorded(builder: Client) -> None:
    problem(builder.put(f"{STUDIO}/flows/{uuid4()}/live-trace"), 404, "flow_not_found")


def test_debug_sees_its_writes_and_leaves_none(
    builder: Client, document: dict[str, Any], installation: Installation
) -> None:
    recording = debugged(builder, document, typed("B-1", InvoiceTotalValue="0.10"))
    assert (recording["state"], recording["error"]) == ("completed", None)
    (item,) = recording["items"]
    assert item["id"] == item["_newInvoice"] > 0
    assert stored(builder, document, "B-1") == []
    problem(builder.get(f"{STUDIO}/runs/{recording['runId']}"), 404, "run_not_found")


def test_debug_runs_the_draft_and_not_what_is_published(builder: Client, document: dict[str, Any]) -> None:
    draft = json.loads(json.dumps(document))
    mapping = draft["flows"][0]["stages"][0]["steps"][1]["params"]["fields_mapping"]
    mapping[1] = {"target": "InvoiceTotalValue", "const": "99.5"}
    answered = debugged(builder, draft, typed("B-2", InvoiceTotalValue="1"))["items"]
    assert answered[0]["data"]["InvoiceTotalValue"] == "1"
    draft["flows"][2]["stages"][0]["steps"][1]["name"] = "Renamed"
    assert debugged(builder, draft, typed("B-3"), QUIET)["steps"][1]["stepName"] == "Renamed"


def test_debug_stops_before_a_step_and_goes_on_from_the_start(builder: Client, document: dict[str, Any]) -> None:
    paused = debugged(builder, document, typed("B-4"), stop_before=["save", "answer"])
    assert (paused["pausedBefore"], list(steps(paused)), paused["items"]) == ("save", ["get"], [])
    further = debugged(builder, document, typed("B-4"), stop_before=["answer"])
    assert (further["pausedBefore"], list(steps(further))) == ("answer", ["get", "save"])
    ended = debugged(builder, document, typed("B-4"))
    assert (ended["pausedBefore"], ended["state"]) == (None, "completed")


def test_a_flow_that_a_debugged_one_calls_leaves_nothing_either(
    builder: Client, document: dict[str, Any], installation: Installation
) -> None:
    recording = debugged(builder, document, typed("B-5"), CALLER)
    assert recording["items"][0]["_Result"][0]["data"]["InvoiceNumber"] == "B-5"
    assert stored(builder, document, "B-5") == []
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        rows = conn.execute("SELECT 1 FROM dataflow.run WHERE parent = %s", (recording["runId"],)).fetchall()
    assert rows == []


def test_a_failing_step_is_told_with_what_came_before(builder: Client, document: dict[str, Any]) -> None:
    recording = debugged(builder, document, typed("7"))
    assert (recording["error"]["code"], recording["error"]["stepId"]) == ("validation_failed", "save")
    assert list(steps(recording)) == ["get", "save"]


def test_a_duplicate_inside_the_rolled_back_run_leaves_the_rest_usable(
    builder: Client, document: dict[str, Any]
) -> None:
    run(builder, document, SAVE, "B-6")
    assert debugged(builder, document, typed("B-6"))["error"]["code"] == "duplicate_key"
    assert debugged(builder, document, typed("B-7"))["error"] is None


def test_a_draft_that_cannot_run_says_why(builder: Client, document: dict[str, Any]) -> None:
    draft = json.loads(json.dumps(document))
    draft["flows"][0]["stages"][0]["steps"][1]["source"] = []
    body = {"document": draft, "flow": str(SAVE), "input": "{}"}
    problem(builder.post(f"{STUDIO}/flows/debug", json=body), 409, "flow_broken")
    problem(builder.post(f"{STUDIO}/flows/debug", json={**body, "flow": str(uuid4())}), 404, "flow_not_found")


@pytest.mark.parametrize("text", ["", "{", '{"id": NaN}'])
def test_an_input_that_is_no_json_is_refused(builder: Client, document: dict[str, Any], text: str) -> None:
    body = {"document": document, "flow": str(SAVE), "input": text}
    problem(builder.post(f"{STUDIO}/flows/debug", json=body), 400, "bad_json")


def test_external_calls_in_earnest_are_made_once(builder: Client, document: dict[str, Any]) -> None:
    body = {"document": document, "flow": str(SAVE), "stop_before": ["save"], "real_effects": True}
    problem(builder.post(f"{STUDIO}/flows/debug", json=body), 422, "validation_failed")


def test_the_run_log_lists_the_runs_of_a_component(builder: Client, document: dict[str, Any]) -> None:
    good, bad = run(builder, document, SAVE, "R-1"), run(builder, document, SAVE, "7")
    asked = {"component": document["key"], "flow": str(SAVE)}
    rows = builder.get(f"{STUDIO}/runs", params=asked).json()
    assert [row["id"] for row in rows[:2]] == [bad["runId"], good["runId"]]
    assert (rows[0]["state"], rows[0]["errorCode"], rows[1]["errorCode"]) == ("failed", "validation_failed", None)
    assert rows[1]["principalName"] == "admin"
    failed = builder.get(f"{STUDIO}/runs", params={**asked, "state": "failed"}).json()
    assert {row["state"] for row in failed} == {"failed"}
    older = builder.get(f"{STUDIO}/runs", params={**asked, "before": rows[1]["createdAt"]}).json()
    assert good["runId"] not in [row["id"] for row in older]
    assert builder.get(f"{STUDIO}/runs", params={"component": str(uuid4())}).json() == []


def test_all_of_it_is_for_builders(visitor: Client, document: dict[str, Any]) -> None:
    for place in (f"runs?component={uuid4()}", f"runs/{uuid4()}", f"flows/{SAVE}/live-trace"):
        problem(visitor.get(f"{STUDIO}/{place}"), 401, "not_signed_in")
    problem(visitor.post(f"{STUDIO}/flows/debug", json={}), 401, "not_signed_in")
    problem(visitor.post(f"{STUDIO}/flows/trace", json={}), 401, "not_signed_in")
