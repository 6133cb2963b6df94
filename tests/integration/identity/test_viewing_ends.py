"""Who may view as whom, when it ends, and what is left of it in trail and log."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.integration.identity.access import ACCESS, browser
from tests.integration.identity.trail import new_trace, of_trace, records
from tests.integration.identity.viewing import STOP, World, viewing
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, problem
from tests.support.installation import Installation
from tests.support.tokens import own_token, program, service_account


@pytest.fixture(scope="module")
def world(builder: Client) -> World:
    return World(builder)


@pytest.fixture(scope="module")
def person(world: World) -> Person:
    return world.person()


class TestWho:
    def test_only_administrators_may(self, installation: Installation, world: World, person: Person) -> None:
        maker = create_account(installation, f"maker-{uuid4().hex[:6]}", role="Builders")
        for somebody in (maker, world.access.user()):
            with signed_in(installation, somebody) as client:
                problem(client.post(f"/api/v1/users/{person.id}/view-as"), 403, "permission_denied")
        with installation.client() as nobody:
            nobody.token()
            problem(nobody.post(f"/api/v1/users/{person.id}/view-as"), 401, "not_signed_in")
            problem(nobody.delete(STOP), 401, "not_signed_in")

    def test_a_token_views_as_nobody(self, installation: Installation, builder: Client, person: Person) -> None:
        token = own_token(builder, "read", "write", "administer")
        with program(installation, token["secret"]) as caller:
            problem(caller.post(f"/api/v1/users/{person.id}/view-as"), 403, "permission_denied")
            problem(caller.delete(STOP), 403, "permission_denied")
        # Nor does one see with other eyes when its owner's browser does.
        with viewing(installation, person), program(installation, token["secret"]) as caller:
            assert caller.get("/api/v1/token").json()["username"] == installation.administrator[0]
            assert caller.get("/api/v1/workplace").json()["user"]["user_name"] == installation.administrator[0]

    def test_no_header_or_cookie_makes_it_up(self, installation: Installation, world: World, person: Person) -> None:
        place = f"/api/v1/entries/{world.diary}"
        with browser(installation, person) as client:
            for name in ("X-Aqtra-Viewing", "X-Aqtra-View-As", "X-Forwarded-User", "Aqtra.Viewing"):
                problem(client.get(place, headers={name: "1"}), 404, "component_not_found")
            client.cookies.set("aqtra-viewing", "1")
            problem(client.get(place), 404, "component_not_found")

    def test_not_everybody_can_be_viewed(self, installation: Installation, builder: Client, world: World) -> None:
        machine = service_account(builder)["id"]
        own = builder.get("/api/v1/session").json()["user"]["id"]
        gone = world.access.user()
        save(builder, gone, active=False)
        with installation.signed_in() as client:
            for missing in (machine, 2**40):
                problem(client.post(f"/api/v1/users/{missing}/view-as"), 404, "user_not_found")
            for refused in (own, gone.id):
                problem(client.post(f"/api/v1/users/{refused}/view-as"), 409, "cannot_view_as")
            for wrong in (0, -1, 2**63, "x"):
                problem(client.post(f"/api/v1/users/{wrong}/view-as"), 422, "validation_failed")
            assert client.get("/api/v1/session").json()["viewing"] is None


class TestEnding:
    def test_stopping_goes_on_as_oneself(self, installation: Installation, world: World, person: Person) -> None:
        place = f"/api/v1/entries/{world.diary}"
        with viewing(installation, person) as viewer:
            problem(viewer.get(place), 404, "component_not_found")
            assert viewer.delete(STOP).status_code == 204
            assert viewer.get("/api/v1/session").json()["viewing"] is None
            assert viewer.get(place).status_code == 200
            assert viewer.post(place, json={"data": {"Text": "again"}}).status_code == 201
            # Whoever stops twice has stopped.
            assert viewer.delete(STOP).status_code == 204

    def test_other_sessions_of_the_administrator_are_their_own(
        self, installation: Installation, world: World, person: Person
    ) -> None:
        with viewing(installation, person), installation.signed_in() as other:
            assert other.get("/api/v1/session").json()["viewing"] is None
            assert other.get(f"/api/v1/entries/{world.diary}").status_code == 200

    def test_signing_out_ends_it_and_the_next_session_is_plain(
        self, installation: Installation, person: Person
    ) -> None:
        with viewing(installation, person) as viewer:
            assert viewer.delete("/api/v1/session").status_code == 204
            viewer.sign_in(*installation.administrator).raise_for_status()
            assert viewer.get("/api/v1/session").json()["viewing"] is None

    def test_after_an_hour_nothing_is_read_or_changed_until_it_is_acknowledged(
        self, installation: Installation, world: World, person: Person
    ) -> None:
        with viewing(installation, person) as viewer:
            until = datetime.fromisoformat(viewer.get("/api/v1/session").json()["viewing"]["until"])
            assert timedelta(minutes=55) < until - datetime.now(UTC) <= timedelta(hours=1)
            change(installation, "UPDATE identity.viewing SET until = now() WHERE account_id = %s", person.id)
            is_over(viewer, world)

    def test_it_ends_when_the_user_is_deactivated(
        self, installation: Installation, world: World, builder: Client
    ) -> None:
        somebody = world.person()
        with viewing(installation, somebody) as viewer:
            assert viewer.get(f"/api/v1/entries/{world.orders}").status_code == 200
            save(builder, somebody, active=False)
            is_over(viewer, world)

    def test_it_ends_when_the_administrator_is_none_any_more(
        self, installation: Installation, world: World, person: Person, builder: Client
    ) -> None:
        other = create_account(installation, f"leaving-{uuid4().hex[:6]}", role="Administrators")
        with signed_in(installation, other) as viewer:
            assert viewer.post(f"/api/v1/users/{person.id}/view-as").status_code == 204
            assert viewer.get(f"/api/v1/entries/{world.orders}").status_code == 200
            save(builder, other, assignments=[])
            problem(viewer.get(f"/api/v1/entries/{world.orders}"), 403, "viewing_over")
            problem(viewer.get(f"{ACCESS}/users"), 403, "permission_denied")
            assert viewer.delete(STOP).status_code == 204
            problem(viewer.get(f"/api/v1/entries/{world.orders}"), 404, "component_not_found")


class TestRecord:
    def test_start_stop_and_every_attempt_say_who_and_as_whom(
        self, installation: Installation, world: World, person: Person, builder: Client
    ) -> None:
        trace, headers = new_trace()
        with viewing(installation, person) as viewer:
            entry = f"/api/v1/entries/{world.orders}/{world.seen}"
            problem(viewer.delete(entry, headers=headers), 403, "viewing_as_user")
            viewer.get("/api/v1/access/audit/csv").raise_for_status()
            viewer.delete(STOP).raise_for_status()
            own = viewer.get("/api/v1/session").json()["user"]["id"]
        (attempt,) = of_trace(builder, trace)
        assert (attempt["outcome"], attempt["actor_id"], attempt["target"]) == ("refused", own, entry)
        assert attempt["details"]["viewing_as"] == person.id
        target = f"account:{person.id}"
        for action in ("viewing.started", "viewing.stopped"):
            newest = records(builder, action=action, target=target)[0]
            assert (newest["actor_id"], newest["target"]) == (own, target)
        assert records(builder, action="audit.exported")[0]["details"]["viewing_as"] == person.id

    def test_the_log_names_both_for_every_request(
        self, installation: Installation, world: World, person: Person
    ) -> None:
        trace, headers = new_trace()
        place = f"/api/v1/entries/{world.orders}"
        with viewing(installation, person) as viewer:
            own = viewer.get("/api/v1/session").json()["user"]["id"]
            viewer.get(place, headers=headers).raise_for_status()
        log = installation.data_dir / "gateway.log"
        # The line is written once the answer is on its way.
        eventually(lambda: bool(logged(log, trace)))
        (line,) = logged(log, trace)
        assert (line["path"], line["viewer"], line["viewing_as"]) == (place, own, person.id)


def logged(log: Path, trace: str) -> list[dict[str, Any]]:
    lines = [line for line in log.read_text().splitlines() if trace in line]
    return [found for found in map(json.loads, lines) if found["event"] == "request"]


def is_over(viewer: Client, world: World) -> None:
    """Nothing is read as anybody, nothing is changed by mistake; acknowledging goes on as oneself."""
    entry = f"/api/v1/entries/{world.orders}/{world.seen}"
    eventually(lambda: viewer.get(entry).status_code == 403)
    for response in (
        viewer.get(entry),
        viewer.get("/api/v1/workplace"),
        viewer.patch(entry, json={"data": {"Number": "X"}}),
        viewer.get("/api/v1/account"),
    ):
        problem(response, 403, "viewing_over")
    assert viewer.get("/api/v1/session").json()["viewing"]["over"] is True
    assert viewer.get(f"{ACCESS}/roles").status_code == 200
    assert viewer.delete(STOP).status_code == 204
    assert viewer.get(entry).status_code == 200


def eventually(holds: Callable[[], bool]) -> None:
    """What is changed behind the platform's back is noticed when its copies are a second old."""
    for _ in range(1000):
        if holds():
            return
    raise AssertionError("it never held")


def change(installation: Installation, statement: str, *values: Any) -> None:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute(statement.encode(), values)


def save(administrator: Client, person: Person, **changes: Any) -> None:
    user = administrator.get(f"{ACCESS}/users/{person.id}").raise_for_status().json()
    body = {name: value for name, value in user.items() if name not in ("id", "locked")}
    administrator.put(f"{ACCESS}/users/{person.id}", json={**body, **changes}).raise_for_status()
