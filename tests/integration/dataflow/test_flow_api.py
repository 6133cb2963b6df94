"""Flows as operations of an HTTP API, through a running installation."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import jsonschema
import psycopg
import pytest
import schemathesis

from tests.integration.dataflow.flows import answer, flow, get, save
from tests.integration.dataflow.test_http import wait_until_ended
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, fields, problem
from tests.support.components import create_component, invoice_properties, publish, save_component
from tests.support.installation import Installation

SAVE, HIDDEN, RESTRICTED = (UUID(int=number) for number in range(881, 884))


@pytest.fixture(scope="module")
def component(builder: Client) -> str:
    """A published component with a flow that offers an API definition and one that does not; answers its key."""
    stored = create_component(builder, "Invoices by API", invoice_properties())
    key = stored["document"]["key"]
    steps = get(validate_input_values=True), save(component=key), answer()
    flows = [
        flow(SAVE, "Save", *steps, generate_api_definition=True),
        flow(HIDDEN, "Hidden", *steps),
        flow(RESTRICTED, "Restricted", *steps, generate_api_definition=True, restrict_access=True),
    ]
    document = {**stored["document"], "flows": [{**found, "key": str(found["key"])} for found in flows]}
    publication = publish(builder, save_component(builder, stored, document))
    assert publication["state"] == "completed", publication
    return str(key)


def path(component: str, key: UUID = SAVE) -> str:
    return f"/api/v1/run/{component}/{key}"


def new(number: str, **data: Any) -> dict[str, Any]:
    return {"id": 0, "data": {"InvoiceNumber": number, **data}}


def runs(installation: Installation, flow_key: UUID = SAVE) -> int:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        found = conn.execute("SELECT count(*) FROM dataflow.run WHERE flow = %s", (flow_key,)).fetchone()
    assert found is not None
    return int(found[0])


def test_a_call_answers_the_plain_items_and_names_its_run(builder: Client, component: str) -> None:
    response = builder.post(path(component), json=new("A-1", InvoiceTotalValue="12.50"))
    assert response.status_code == 200, response.text
    (item,) = response.json()
    assert (item["data"]["InvoiceNumber"], item["data"]["InvoiceTotalValue"]) == ("A-1", "12.50")
    envelope = builder.get(f"/api/v1/workplace/runs/{response.headers['aqtra-run-id']}").json()
    assert envelope["status"] == "completed"


def test_a_number_is_stored_digit_by_digit(builder: Client, component: str) -> None:
    number = "1234567890123456789012.0123456789"
    body = f'{{"id": 0, "data": {{"InvoiceNumber": "A-exact", "InvoiceTotalValue": {number}}}}}'
    response = builder.post(path(component), content=body, headers={"content-type": "application/json"})
    assert response.json()[0]["data"]["InvoiceTotalValue"] == number


def test_errors_are_problems_with_the_step_and_the_run(builder: Client, component: str) -> None:
    response = builder.post(path(component), json=new("7"))
    body = problem(response, 422, "validation_failed")
    assert fields(response) == {"data.InvoiceNumber": "min_length"}
    assert (body["stepId"], response.headers["aqtra-run-id"]) == ("get", body["runId"])


def test_without_the_option_the_route_is_absent(builder: Client, component: str) -> None:
    problem(builder.post(path(component, HIDDEN), json=new("x")), 404, "flow_not_found")
    problem(builder.get(f"{path(component, HIDDEN)}/openapi.json"), 404, "flow_not_found")
    problem(builder.post(path(component, uuid4()), json=new("x")), 404, "flow_not_found")
    form = f"/api/v1/workplace/components/{component}/flows/{HIDDEN}/run"
    assert builder.post(form, json={"model": new("A-form")}).status_code == 200


def test_a_restricted_flow_needs_the_right(installation: Installation, component: str, visitor: Client) -> None:
    problem(visitor.post(path(component, RESTRICTED), json=new("x")), 401, "not_signed_in")
    problem(visitor.post(path(component), json=new("x")), 401, "not_signed_in")


@pytest.mark.parametrize("body", ["{", '"text', '{"id": NaN}'])
def test_a_body_that_is_no_json_is_refused(builder: Client, component: str, body: str) -> None:
    response = builder.post(path(component), content=body, headers={"content-type": "application/json"})
    problem(response, 400, "bad_json")


def test_a_body_of_another_type_is_refused(builder: Client, component: str) -> None:
    response = builder.post(path(component), content="a=1", headers={"content-type": "text/plain"})
    problem(response, 415, "unsupported_media_type")


def test_json_that_is_no_model_is_refused_by_the_entry_step(builder: Client, component: str) -> None:
    problem(builder.post(path(component), json=[1]), 400, "bad_json")


def test_a_call_may_go_on_in_the_background(builder: Client, component: str) -> None:
    response = builder.post(path(component), params={"mode": "async"}, json=new("A-2"))
    assert (response.status_code, response.content) == (202, b"")
    envelope = wait_until_ended(builder, response.headers["location"])
    assert envelope["items"][0]["data"]["InvoiceNumber"] == "A-2"
    assert envelope["runId"] == response.headers["aqtra-run-id"]


def keyed(client: Client, place: str, key: str | bytes, body: Any, **options: Any) -> httpx.Response:
    return client.post(
        place, json=body, headers={b"idempotency-key": key if isinstance(key, bytes) else key.encode()}, **options
    )


def test_the_same_key_and_body_run_once_and_are_answered_the_same(
    builder: Client, component: str, installation: Installation
) -> None:
    key, before = uuid4().hex, runs(installation)
    first = keyed(builder, path(component), key, new("K-1"))
    second = keyed(builder, path(component), key, new("K-1"))
    assert first.status_code == second.status_code == 200, second.text
    assert (first.content, first.headers["aqtra-run-id"]) == (second.content, second.headers["aqtra-run-id"])
    assert ("idempotency-replayed" in first.headers, second.headers["idempotency-replayed"]) == (False, "true")
    assert runs(installation) == before + 1


def test_a_failed_run_is_answered_the_same_too(builder: Client, component: str, installation: Installation) -> None:
    key, before = uuid4().hex, runs(installation)
    answers = [keyed(builder, path(component), key, new("7")) for _ in range(2)]
    bodies = [problem(found, 422, "validation_failed") for found in answers]
    assert bodies[0]["runId"] == bodies[1]["runId"]
    assert fields(answers[0]) == fields(answers[1]) == {"data.InvoiceNumber": "min_length"}
    assert runs(installation) == before + 1


def test_a_call_in_the_background_is_handed_over_once(builder: Client, component: str) -> None:
    key = uuid4().hex
    answers = [keyed(builder, path(component), key, new("K-2"), params={"mode": "async"}) for _ in range(2)]
    assert [found.status_code for found in answers] == [202, 202]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert wait_until_ended(builder, answers[0].headers["location"])["error"] is None


def test_the_same_key_with_another_body_is_refused(builder: Client, component: str) -> None:
    key = uuid4().hex
    keyed(builder, path(component), key, new("K-3")).raise_for_status()
    for body, mode in ((new("K-4"), "wait"), (new("K-3"), "async")):
        response = keyed(builder, path(component), key, body, params={"mode": mode})
        problem(response, 422, "idempotency_key_reused")
        assert fields(response) == {"Idempotency-Key": "unique"}


def test_of_calls_at_once_with_one_key_one_runs(builder: Client, component: str, installation: Installation) -> None:
    key, before = uuid4().hex, runs(installation)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: keyed(builder, path(component), key, new("K-5")), range(6)))
    told = {found.status_code for found in answers}
    assert 200 in told
    assert told <= {200, 409}
    for found in answers:
        if found.status_code == 409:
            problem(found, 409, "idempotent_call_running")
            assert found.headers["retry-after"] == "1"
    assert runs(installation) == before + 1


def test_what_is_refused_before_it_runs_takes_no_key(builder: Client, component: str) -> None:
    key = uuid4().hex
    problem(keyed(builder, path(component, HIDDEN), key, new("K-6")), 404, "flow_not_found")
    assert keyed(builder, path(component), key, new("K-6")).status_code == 200


def test_a_key_belongs_to_its_account(builder: Client, component: str, installation: Installation) -> None:
    key, before = uuid4().hex, runs(installation)
    keyed(builder, path(component), key, new("K-7")).raise_for_status()
    with signed_in(installation, create_account(installation, f"k-{key[:8]}")) as member:
        response = keyed(member, path(component), key, new("K-8"))
    assert response.status_code == 200, response.text
    assert runs(installation) == before + 2


@pytest.mark.parametrize("key", [b"", b"x" * 256, b"\xe9"], ids=["empty", "long", "accented"])
def test_a_key_that_is_none_is_refused(builder: Client, component: str, key: bytes) -> None:
    problem(keyed(builder, path(component), key, new("K-9")), 400, "bad_idempotency_key")


def age(installation: Installation, interval: str) -> None:
    """The newest call was made earlier, and was never answered."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        conn.execute(
            "UPDATE dataflow.api_call SET created_at = now() - %s::interval, sealed_answer = NULL"
            " WHERE id = (SELECT id FROM dataflow.api_call ORDER BY created_at DESC LIMIT 1)",
            (interval,),
        )


def test_a_call_whose_answer_was_lost_is_not_repeated(
    builder: Client, component: str, installation: Installation
) -> None:
    key = uuid4().hex
    keyed(builder, path(component), key, new("K-10")).raise_for_status()
    age(installation, "11 minutes")
    problem(keyed(builder, path(component), key, new("K-10")), 409, "idempotent_call_lost")


def test_a_key_is_free_again_after_a_day(builder: Client, component: str, installation: Installation) -> None:
    key = uuid4().hex
    keyed(builder, path(component), key, new("K-11")).raise_for_status()
    age(installation, "25 hours")
    assert keyed(builder, path(component), key, new("K-12")).status_code == 200


def test_answers_are_sealed(builder: Client, component: str, installation: Installation) -> None:
    keyed(builder, path(component), uuid4().hex, new("K-secret-words")).raise_for_status()
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        rows = conn.execute("SELECT sealed_answer, sealed_request FROM dataflow.api_call").fetchall()
    assert rows
    assert not [row for row in rows if b"K-secret-words" in (row[0] or b"")]


def validate(document: dict[str, Any]) -> None:
    """That a client generator can read it: every operation resolves, every schema is one."""
    assert [found.ok() for found in schemathesis.openapi.from_dict(document).get_all_operations()]
    for item in document["paths"].values():
        bodies = [item["post"].get("requestBody", {}), *item["post"]["responses"].values()]
        for content in (found for body in bodies for found in body.get("content", {}).values()):
            jsonschema.Draft202012Validator.check_schema(content["schema"])


def test_the_description_is_openapi_named_by_the_flow(builder: Client, component: str) -> None:
    document = builder.get(f"{path(component)}/openapi.json").json()
    validate(document)
    assert list(document["paths"]) == [path(component)]
    operation = document["paths"][path(component)]["post"]
    assert (operation["operationId"], operation["summary"]) == ("Save", "Save")
    sent = operation["requestBody"]["content"]["application/json"]["schema"]["properties"]["data"]["properties"]
    assert sent["InvoiceTotalValue"]["type"] == ["number", "string", "null"]
    item = operation["responses"]["200"]["content"]["application/json"]["schema"]["items"]
    assert item["properties"]["data"]["properties"]["InvoiceTotalValue"]["type"] == ["string", "null"]
    assert {"id", "data", "_newInvoice"} <= set(item["required"])


def test_the_answer_keeps_what_its_description_says(builder: Client, component: str) -> None:
    document = builder.get(f"{path(component)}/openapi.json").json()
    schema = document["paths"][path(component)]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    body = new("D-1", InvoiceTotalValue="1.5", InvoiceState=1, InvoiceDueDate="2026-01-02T03:04:05+00:00")
    jsonschema.validate(builder.post(path(component), json=body).json(), schema)


def test_one_document_holds_all_flows_that_may_be_called(builder: Client, component: str, visitor: Client) -> None:
    document = builder.get(f"/api/v1/run/{component}/openapi.json").json()
    validate(document)
    assert path(component) in document["paths"]
    assert path(component, HIDDEN) not in document["paths"]
    problem(visitor.get(f"/api/v1/run/{component}/openapi.json"), 401, "not_signed_in")
    problem(builder.get(f"/api/v1/run/{uuid4()}/openapi.json"), 404, "flow_not_found")
