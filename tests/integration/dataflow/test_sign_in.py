"""People sign in by the flow of a public component: cookie, second step, and what is left of a run that fails."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from aqtra.composition import open_platform
from aqtra.identity import repository
from tests.integration.dataflow.flows import answer, flow, get
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, settings_of
from tests.support.client import TOKEN_HEADER, Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.factors import rows
from tests.support.installation import Installation

LOGIN, ENTER, CONFIRM, BROKEN, FORGOT = (UUID(int=number) for number in range(301, 306))
DOMAIN = "digital-workplace"
SESSION = "/api/v1/session"


def step(step_id: str, kind: str, source: str, **params: Any) -> dict[str, Any]:
    return {"id": step_id, "type": kind, "name": f"{kind} {step_id}", "source": [source], "params": params}


@pytest.fixture(scope="module")
def key(builder: Client) -> str:
    """A public component whose flows sign people in."""
    properties = [property_(name, virtual=True) for name in ("login", "password", "code")] + [property_("Note")]
    stored = create_component(builder, "Our own sign-in", properties, settings={"access_mode": "public"})
    component = stored["document"]["key"]
    login = step(
        "login", "login_with_password", "get",
        user_name="data.login", user_password="data.password", client_for_request=DOMAIN,
    )  # fmt: skip
    note = step(
        "note", "update_entry", "login",
        component=component, fields_mapping=[{"target": "Note", "const": "was here"}], result_store_field="_note",
    )  # fmt: skip
    me = step("me", "get_user_info", "note", get_user_info_from_request=True, result_store_field="_me")
    code = step("code", "confirm_one_time_code_for_user", "get", user_code_field="data.code")
    absent = {"component": component, "field_component_key": "id", "mark_entry_for_deletion": True}
    lost = step("lost", "update_entry", "login", **absent)
    link = step("link", "reset_user_password_request", "get", user_name="data.login", client_for_request=DOMAIN)
    flows = [
        flow(LOGIN, "Log in", get(), login, note, me, answer("me")),
        flow(ENTER, "Enter", get(), login, answer("login")),
        flow(CONFIRM, "Confirm", get(), code, answer("code")),
        flow(BROKEN, "Broken", get(), login, lost, answer("lost")),
        flow(FORGOT, "Forgot", get(), link, answer("link")),
    ]
    document = {**stored["document"], "flows": [{**found, "key": str(found["key"])} for found in flows]}
    publication = publish(builder, save_component(builder, stored, document))
    assert publication["state"] == "completed", publication
    return str(component)


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"flow-{uuid4().hex[:8]}")


def run(client: Client, key: str, which: UUID, mode: str = "wait", **data: str) -> Any:
    path = f"/api/v1/workplace/components/{key}/flows/{which}/run"
    return client.post(path, json={"model": {"id": 0, "data": data}}, params={"mode": mode})


def log_in(client: Client, key: str, person: Person, password: str | None = None) -> Any:
    return run(client, key, LOGIN, login=person.user_name, password=password or person.password)


def issued(installation: Installation, person: Person) -> str:
    """A code as the step makes it."""

    async def issue() -> str:
        async with open_platform(settings_of(installation)) as platform, platform.services.db.transaction() as conn:
            account = await repository.account_by_id(conn, person.id)
            return await platform.identity.one_time_codes.issue(conn, account, DOMAIN, timedelta(minutes=5))

    return asyncio.run(issue())


def test_a_right_password_signs_the_browser_in(visitor: Client, key: str, person: Person) -> None:
    planted = visitor.cookies["__Host-aqtra"]
    response = log_in(visitor, key, person)
    assert response.status_code == 200, response.text
    session = response.json()["session"]
    assert session["user"]["id"] == person.id
    assert visitor.cookies["__Host-aqtra"] != planted
    cookie = response.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=lax"))
    assert response.headers["cache-control"] == "no-store"
    assert visitor.get(SESSION).json()["user"]["user_name"] == person.user_name
    visitor.headers[TOKEN_HEADER] = session["csrf_token"]
    assert log_in(visitor, key, person).status_code == 200


def test_neither_password_nor_token_is_answered(visitor: Client, key: str, person: Person) -> None:
    response = log_in(visitor, key, person)
    assert person.password not in response.text
    assert visitor.cookies["__Host-aqtra"] not in response.text
    (item,) = response.json()["items"]
    assert item["_session"]["userId"] == person.id


def test_the_rest_of_the_run_is_the_new_user_s(visitor: Client, key: str, person: Person, builder: Client) -> None:
    (item,) = log_in(visitor, key, person).json()["items"]
    assert item["_me"]["userName"] == person.user_name
    entry = builder.get(f"/api/v1/entries/{key}/{item['_note']}").json()
    assert entry["creatorSubject"] == person.id


def test_the_log_says_who_called_and_holds_no_secret(
    installation: Installation, visitor: Client, key: str, person: Person
) -> None:
    run_id = log_in(visitor, key, person).json()["runId"]
    ((principal,),) = rows(installation, "SELECT principal_id FROM dataflow.run WHERE id = %s", run_id)
    assert principal is None
    (stored,) = rows(installation, "SELECT run::text FROM dataflow.run WHERE id = %s", run_id)
    steps = rows(installation, "SELECT run_step::text FROM dataflow.run_step WHERE run_id = %s", run_id)
    assert person.password not in f"{stored} {steps}"
    assert visitor.cookies["__Host-aqtra"] not in f"{stored} {steps}"


def test_wrong_passwords_look_alike_and_run_out(visitor: Client, key: str, person: Person) -> None:
    unknown = Person(0, f"nobody-{uuid4().hex[:8]}", "x")
    for who in (person, unknown):
        for _ in range(5):
            body = problem(log_in(visitor, key, who, "wrong"), 401, "invalid_credentials")
            assert (body["stepId"], body["params"]) == ("login", {})
        refused = log_in(visitor, key, who)
        problem(refused, 429, "locked_out")
        assert 0 < int(refused.headers["retry-after"]) <= 900


def test_a_run_that_fails_leaves_no_session(
    installation: Installation, visitor: Client, key: str, person: Person
) -> None:
    before = visitor.cookies["__Host-aqtra"]
    response = run(visitor, key, BROKEN, login=person.user_name, password=person.password)
    problem(response, 404, "entry_not_found")
    assert visitor.cookies["__Host-aqtra"] == before
    assert rows(installation, "SELECT id FROM identity.session WHERE account_id = %s", person.id) == []


def test_nobody_is_signed_in_in_the_background(
    installation: Installation, builder: Client, key: str, person: Person
) -> None:
    response = run(builder, key, LOGIN, "async", login=person.user_name, password=person.password)
    assert response.status_code == 202
    assert response.json()["session"] is None
    location = response.headers["location"]
    eventually(lambda: builder.get(location).json()["status"] not in ("queued", "running"))
    ended = builder.get(location).json()
    assert (ended["status"], ended["error"]["code"], ended["session"]) == ("failed", "permission_denied", None)
    assert rows(installation, "SELECT id FROM identity.session WHERE account_id = %s", person.id) == []


def test_a_second_factor_is_asked_for_and_a_code_answers_it(
    installation: Installation, visitor: Client, key: str, person: Person
) -> None:
    rows(installation, "UPDATE identity.account SET email_code = true WHERE id = %s RETURNING id", person.id)
    # What this flow does next is not for somebody who is not signed in yet.
    problem(log_in(visitor, key, person), 401, "not_signed_in")
    entering = run(visitor, key, ENTER, login=person.user_name, password=person.password).json()
    half = entering["session"]
    assert (half["user"], half["pending_factors"], entering["items"][0]["_session"]) == (None, ["email"], None)
    visitor.headers[TOKEN_HEADER] = half["csrf_token"]
    wrong = run(visitor, key, CONFIRM, code="no code").json()
    assert (wrong["session"], wrong["items"][0]["_codeReason@string"]) == (None, "wrong")
    right = run(visitor, key, CONFIRM, code=issued(installation, person)).json()
    assert right["items"][0]["_codeConfirmed@boolean"] is True
    assert right["session"]["user"]["id"] == person.id
    assert visitor.get(SESSION).json()["user"]["id"] == person.id


def test_an_answer_does_not_tell_whether_there_is_an_account(visitor: Client, key: str, person: Person) -> None:
    known, unknown = (run(visitor, key, FORGOT, login=name) for name in (person.user_name, "nobody-at-all"))
    assert known.status_code == unknown.status_code == 200
    shapes = []
    for envelope in (known.json(), unknown.json()):
        (item,) = envelope["items"]
        shapes.append((envelope["status"], envelope["warnings"], envelope["session"], sorted(item)))
    assert shapes[0] == shapes[1]
    assert shapes[0][:3] == ("completed", [], None)
    assert "_resetUrl@uri" not in known.text


def test_signing_in_ends_the_session_before(
    installation: Installation, visitor: Client, key: str, person: Person
) -> None:
    first = log_in(visitor, key, person).json()
    visitor.headers[TOKEN_HEADER] = first["session"]["csrf_token"]
    log_in(visitor, key, person).raise_for_status()
    assert len(rows(installation, "SELECT id FROM identity.session WHERE account_id = %s", person.id)) == 1
