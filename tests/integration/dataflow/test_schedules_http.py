"""Schedules and Run-as users as builders set them, through a running installation with its clock and worker."""

import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.integration.dataflow.flows import answer
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component
from tests.support.installation import Installation

EVERY_SECOND = "* * * * * *"
WAIT_SECONDS = 30


@pytest.fixture(scope="module")
def secret(builder: Client) -> str:
    """A published component that restricts access; answers its key."""
    stored = create_component(builder, "Secret", [property_("Text")], settings={"restrict_access": True})
    assert publish(builder, stored)["state"] == "completed"
    return str(stored["document"]["key"])


@pytest.fixture(scope="module")
def second_builder(installation: Installation) -> Person:
    return create_account(installation, "second-builder", role="Builders")


def input_dataflow(*steps: dict[str, Any]) -> dict[str, Any]:
    entry = {"id": "get", "type": "get_empty_model", "name": "Get empty model"}
    last = steps[-1]["id"] if steps else "get"
    stages = [{"id": "s1", "name": "Stage", "steps": [entry, *steps, answer(last)]}]
    return {"key": str(uuid4()), "kind": "input_dataflow", "name": "Input dataflow", "stages": stages}


def reading(component: str) -> dict[str, Any]:
    params = {"component": component, "dst_field_name": "_found@array"}
    return {"id": "query", "type": "query_entity_by_filter", "name": "Query", "source": ["get"], "params": params}


def with_settings(builder: Client, key: str, **settings: Any) -> dict[str, Any]:
    stored = builder.get(f"/api/v1/studio/components/{key}").json()
    document = stored["document"]
    return save_component(builder, stored, {**document, "settings": {**document["settings"], **settings}})


def ended_runs(installation: Installation, flow: str, after: int = 0) -> list[tuple[str, str | None, str | None]]:
    """State, error and principal of the runs by the clock, once there are more than `after`."""
    deadline = time.monotonic() + WAIT_SECONDS
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        while time.monotonic() < deadline:
            rows = conn.execute(
                "SELECT state, error ->> 'code', principal_name FROM dataflow.run "
                "WHERE flow = %s AND trigger = 'cron' AND ended_at IS NOT NULL ORDER BY created_at",
                (UUID(flow),),
            ).fetchall()
            if len(rows) > after:
                return rows
            time.sleep(0.05)
    raise AssertionError("no run by the clock ended")


def me(client: Client) -> int:
    return int(client.get("/api/v1/session").json()["user"]["id"])


@pytest.fixture
def scheduled(builder: Client, secret: str) -> Iterator[dict[str, Any]]:
    """A saved component that reads the secret one every second."""
    stored = create_component(
        builder,
        f"Scheduled {uuid4().hex[:6]}",
        [property_("Text")],
        settings={"cron": EVERY_SECOND},
        flows=[input_dataflow(reading(secret))],
    )
    yield stored
    builder.delete(f"/api/v1/studio/components/{stored['document']['key']}").raise_for_status()


def test_scenario_16_a_cron_flow_reads_a_restricted_component_as_a_fitting_run_as_user_only(
    installation: Installation, builder: Client, scheduled: dict[str, Any]
) -> None:
    key, flow = scheduled["document"]["key"], scheduled["document"]["flows"][0]["key"]
    assert publish(builder, scheduled)["state"] == "completed"
    refused = ended_runs(installation, flow)
    assert set(refused) == {("failed", "permission_denied", "platform")}
    stored = with_settings(builder, key, run_as_user=me(builder))
    assert publish(builder, stored)["state"] == "completed"
    deadline = time.monotonic() + WAIT_SECONDS
    last = refused[-1]
    while last[0] != "completed" and time.monotonic() < deadline:
        last = ended_runs(installation, flow, len(refused))[-1]
    assert last == ("completed", None, installation.administrator[0])
    state = builder.get(f"/api/v1/studio/components/{key}/schedule").json()
    assert (state["active"], state["cron"], state["zone"]) == (True, EVERY_SECOND, "UTC")
    assert state["last_at"] < state["next_at"]


def test_deleting_a_component_ends_its_schedule(builder: Client, secret: str) -> None:
    stored = create_component(
        builder, "Short-lived", [], settings={"cron": EVERY_SECOND}, flows=[input_dataflow(reading(secret))]
    )
    assert publish(builder, stored)["state"] == "completed"
    key = stored["document"]["key"]
    builder.delete(f"/api/v1/studio/components/{key}").raise_for_status()
    assert builder.get(f"/api/v1/studio/components/{key}/schedule").json()["active"] is False


@pytest.mark.parametrize(
    ("cron", "code"),
    [("every day", "cron_invalid"), ("61 * * * *", "cron_invalid"), ("0 0 31 2 *", "cron_never")],
)
def test_a_bad_expression_is_found_and_forbids_the_mark(builder: Client, cron: str, code: str) -> None:
    stored = create_component(
        builder, f"Bad {uuid4().hex[:6]}", [property_("A")], settings={"cron": cron}, flows=[input_dataflow()]
    )
    found = [(one["code"], one["severity"], one["place"]["setting"]) for one in stored["findings"]]
    assert found == [(code, "error", "cron")]
    ready = f"/api/v1/studio/components/{stored['document']['key']}/ready"
    problem(builder.post(ready, json={"saved_version": stored["saved_version"]}), 409, "has_errors")


def test_a_schedule_needs_something_to_start(builder: Client) -> None:
    stored = create_component(builder, "Nothing to start", [property_("A")], settings={"cron": "0 0 * * *"})
    assert [one["code"] for one in stored["findings"]] == ["cron_starts_nothing"]


def test_a_schedule_of_a_restricted_component_without_a_run_as_user_is_warned_of(builder: Client) -> None:
    settings = {"cron": "0 0 * * *", "restrict_access": True}
    stored = create_component(builder, "Warned of", [property_("A")], settings=settings, flows=[input_dataflow()])
    assert [(one["code"], one["severity"]) for one in stored["findings"]] == [("run_as_missing", "warning")]
    stored = with_settings(builder, stored["document"]["key"], run_as_user=me(builder))
    assert stored["findings"] == []


def test_a_run_as_user_that_is_gone_is_an_error(builder: Client) -> None:
    stored = create_component(builder, "Of nobody", [property_("A")], settings={"run_as_user": 999_999_999})
    assert [(one["code"], one["severity"]) for one in stored["findings"]] == [("run_as_inactive", "error")]


def test_builders_let_components_run_as_themselves_only(
    installation: Installation, builder: Client, second_builder: Person
) -> None:
    stored = create_component(builder, "Whose", [property_("A")])
    key, boss = stored["document"]["key"], me(builder)
    with signed_in(installation, second_builder) as other:
        assert with_settings(other, key, run_as_user=second_builder.id)["document"]["settings"]["run_as_user"]
        current = other.get(f"/api/v1/studio/components/{key}").json()
        settings = {**current["document"]["settings"], "run_as_user": boss}
        change = {"base_version": current["saved_version"], "document": {**current["document"], "settings": settings}}
        problem(other.put(f"/api/v1/studio/components/{key}", json=change), 403, "run_as_forbidden")
        with_settings(builder, key, run_as_user=boss)
        kept = with_settings(other, key, description="somebody else's, and left so")
        assert kept["document"]["settings"]["run_as_user"] == boss
        offered = other.get("/api/v1/studio/run-as-users", params={"chosen": boss, "search": "a"}).json()
        assert [person["id"] for person in offered] == [boss, second_builder.id]
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        recorded = conn.execute(
            "SELECT details ->> 'run_as_user' FROM audit.record WHERE action = 'component.run_as_set' "
            "AND target = %s ORDER BY id",
            (f"component:{key}",),
        ).fetchall()
    assert recorded == [(str(second_builder.id),), (str(boss),)]


def test_administrators_choose_among_all_active_accounts(builder: Client, second_builder: Person) -> None:
    found = builder.get("/api/v1/studio/run-as-users", params={"search": "SECOND-B"}).json()
    assert [person["user_name"] for person in found] == ["second-builder"]
    assert builder.get("/api/v1/studio/run-as-users", params={"search": "%"}).json() == []


def test_the_next_times_of_an_expression_are_shown(builder: Client) -> None:
    path = "/api/v1/studio/schedules/upcoming"
    read = builder.get(path, params={"cron": "0 0 29 2 *"}).json()
    assert (read["zone"], read["reason"], len(read["upcoming"])) == ("UTC", None, 3)
    assert all("-02-29T00:00:00" in time for time in read["upcoming"])
    assert builder.get(path, params={"cron": "nonsense"}).json()["reason"]
