"""Who did what is recorded with the deed, read by administrators only, and changed by nobody unseen."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from aqtra.gateway.app import api
from aqtra.gateway.middleware.audited import CHANGES_NOTHING, is_recorded
from aqtra.gateway.middleware.limit import CHANGES
from aqtra.identity import audit
from aqtra.identity.service import FAILURE_LIMIT
from aqtra.infra.container import Services
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import BUILDING, PLATFORM, Right
from tests.contract.test_routes import doors
from tests.integration.identity.trail import (
    AUDIT,
    new_trace,
    of_trace,
    records,
    with_services,
)
from tests.integration.studio.waiting import eventually
from tests.support.accounts import Person, create_account, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation

SESSION = "/api/v1/session"
ADMINISTRATION = [
    (method, route)
    for route in doors(api(Settings()).routes)
    for method in sorted(getattr(route, "methods", None) or ())
    if getattr(route, "right", None) in BUILDING | {Right.ADMINISTER} and method in CHANGES
]


@pytest.fixture
def person(installation: Installation) -> Person:
    return create_account(installation, f"a-{uuid4().hex[:8]}")


@pytest.fixture(scope="module")
def member(installation: Installation) -> Iterator[Client]:
    with signed_in(installation, create_account(installation, f"am-{uuid4().hex[:8]}")) as client:
        yield client


class TestSignIn:
    def test_success_and_its_end_are_recorded_with_address_and_trace(
        self, installation: Installation, builder: Client, person: Person
    ) -> None:
        with installation.client() as client:
            trace, client.headers["traceparent"] = _traced()
            client.sign_in(person.user_name, person.password).raise_for_status()
            client.delete(SESSION).raise_for_status()
        opened, closed = of_trace(builder, trace)
        assert (opened["action"], opened["outcome"]) == ("session.opened", "done")
        assert (opened["actor_id"], opened["actor_name"]) == (person.id, person.user_name)
        assert opened["address"] == "127.0.0.1"
        assert closed["action"] == "session.closed"

    def test_failures_and_the_lock_are_recorded_without_a_word_of_the_password(
        self, installation: Installation, builder: Client, person: Person
    ) -> None:
        wrong = f"secret-{uuid4().hex}"
        with installation.client() as client:
            trace, client.headers["traceparent"] = _traced()
            client.token()
            for _ in range(FAILURE_LIMIT):
                client.post(SESSION, json={"user_name": person.user_name, "password": wrong})
        found = of_trace(builder, trace)
        assert [record["action"] for record in found] == ["session.refused"] * FAILURE_LIMIT + ["account.locked"]
        assert found[0]["details"] == {"reason": "wrong_password", "user_name": person.user_name}
        assert wrong not in json.dumps(found)

    def test_a_password_in_the_wrong_field_is_not_kept(self, installation: Installation, builder: Client) -> None:
        secret = f"secret-{uuid4().hex}"
        with installation.client() as client:
            trace, client.headers["traceparent"] = _traced()
            client.sign_in(secret, "x")
        (refused,) = of_trace(builder, trace)
        assert refused["details"] == {"reason": "unknown_account"}
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
            row = conn.execute("SELECT count(*) FROM audit.record WHERE record::text LIKE %s", [f"%{secret}%"])
            assert row.fetchone() == (0,)

    def test_a_new_password_is_recorded(self, installation: Installation, builder: Client, person: Person) -> None:
        with signed_in(installation, person) as client:
            trace, client.headers["traceparent"] = _traced()
            client.choose_password(person.password, "an-entirely-new-one-9").raise_for_status()
        (changed,) = of_trace(builder, trace)
        assert changed["action"] == "password.changed"
        assert "an-entirely" not in json.dumps(changed)

    def test_commands_leave_records_too(self, installation: Installation, builder: Client, person: Person) -> None:
        made = records(builder, action="account.created", target=f"account:{person.id}")
        assert [record["details"]["user_name"] for record in made] == [person.user_name]


class TestChanges:
    def test_a_publication_is_recorded_from_its_start_to_its_end(self, builder: Client) -> None:
        stored = create_component(builder, "Audited", [property_("Code")])
        done = publish(builder, stored)
        actions = [record["action"] for record in records(builder, target=f"publication:{done['id']}")]
        assert actions == ["publication.ended", "publication.started"]

    def test_an_export_is_recorded_with_who_asked(self, builder: Client) -> None:
        stored = create_component(builder, "Audited export", [property_("Code")])
        publish(builder, stored)
        key = stored["document"]["key"]
        body = {"component": key, "format": "csv"}
        builder.post("/api/v1/bulk/exports", json=body).raise_for_status()
        eventually(lambda: len(records(builder, target=f"component:{key}")) == 2)
        ended, started = records(builder, target=f"component:{key}")
        assert (started["action"], ended["action"]) == ("export.started", "export.ended")
        assert started["actor_name"] == "admin"

    def test_what_is_rolled_back_leaves_no_record(self, installation: Installation, builder: Client) -> None:
        target = f"test:{uuid4()}"

        async def work(services: Services) -> None:
            with suppress(ZeroDivisionError):
                async with services.db.transaction() as conn:
                    await audit.record(conn, "test.happened", PLATFORM, target)
                    raise ZeroDivisionError

        with_services(installation, work)
        assert not records(builder, target=target)

    @pytest.mark.parametrize(("method", "route"), ADMINISTRATION, ids=lambda each: getattr(each, "name", each))
    def test_every_change_of_the_installation_leaves_a_record(
        self, member: Client, builder: Client, method: str, route: Any
    ) -> None:
        """Asked without the right, so that nothing happens: also that is worth knowing."""
        trace, header = new_trace()
        path = re.sub(r"\{[^}]+\}", "1", route.path)
        answer = member.request(method, path, headers={"traceparent": header["traceparent"]}, json={})
        assert answer.status_code == 403, answer.text
        found = of_trace(builder, trace)
        if route.name in CHANGES_NOTHING:
            assert not found
            return
        (record,) = found
        assert record["action"] == f"{route.right.value}.{route.name}"
        assert record["outcome"] == "refused"
        assert record["target"] == path
        assert record["details"] == {"method": method, "route": route.path, "status": 403}

    def test_nothing_but_questions_is_left_out(self) -> None:
        assert len(ADMINISTRATION) > 20
        assert {"check_component", "preview_publication"} == CHANGES_NOTHING
        left = {route.name for method, route in ADMINISTRATION if not is_recorded(route, method)}
        assert left == CHANGES_NOTHING

    def test_a_change_that_was_made_is_recorded_with_its_status(self, builder: Client) -> None:
        trace, header = new_trace()
        name = f"audited-{uuid4().hex[:8]}"
        builder.post("/api/v1/studio/domains", json={"name": name}, headers=header).raise_for_status()
        (record,) = of_trace(builder, trace)
        assert record["action"] == "studio.domains.create_domain"
        assert record["details"]["status"] == 201
        trace, header = new_trace()
        assert builder.post("/api/v1/studio/domains", json={"name": name}, headers=header).status_code == 409
        assert of_trace(builder, trace)[0]["outcome"] == "refused"

    def test_strangers_cannot_fill_the_trail(self, visitor: Client, builder: Client) -> None:
        trace, header = new_trace()
        assert visitor.post("/api/v1/studio/domains", json={"name": "x"}, headers=header).status_code == 401
        assert not of_trace(builder, trace)

    def test_a_forged_address_is_not_believed(self, builder: Client) -> None:
        trace, header = new_trace()
        builder.post("/api/v1/studio/domains", json={}, headers={**header, "X-Forwarded-For": "203.0.113.9"})
        assert of_trace(builder, trace)[0]["address"] == "127.0.0.1"


class TestReading:
    @pytest.mark.parametrize("path", ["", "/chain", "/csv"])
    def test_it_is_for_administrators(
        self, installation: Installation, visitor: Client, member: Client, path: str
    ) -> None:
        problem(visitor.get(AUDIT + path), 401, "not_signed_in")
        problem(member.get(AUDIT + path), 403, "permission_denied")
        other = create_account(installation, f"ab-{uuid4().hex[:8]}", role="Builders")
        with signed_in(installation, other) as client:
            problem(client.get(AUDIT + path), 403, "permission_denied")

    def test_filters_narrow_and_pages_follow(self, installation: Installation, builder: Client) -> None:
        mark = f"%_\\{uuid4().hex[:8]}"

        async def work(services: Services) -> None:
            async with services.db.transaction() as conn:
                for number in range(5):
                    await audit.record(conn, f"test.listed_{number}", PLATFORM, f"mark:{mark}", count=number)

        with_services(installation, work)
        seen: list[int] = []
        query: dict[str, Any] = {"target": mark, "$top": 2}
        while True:
            page = builder.get(AUDIT, params=query).raise_for_status().json()
            seen += [record["details"]["count"] for record in page["value"]]
            if page["next"] is None:
                break
            query["before"] = page["next"]
        assert seen == [4, 3, 2, 1, 0]
        assert len(records(builder, target=mark, action="test.listed_3")) == 1
        assert not records(builder, target=mark, who="admin")
        assert len(records(builder, target=mark, who="LATFOR")) == 5
        assert not records(builder, target=mark, until="2020-01-01T00:00:00Z")
        assert len(records(builder, target=mark, since="2020-01-01T00:00:00Z")) == 5
        # Wildcards of the database are ordinary characters.
        assert not records(builder, target=mark.replace("%_", "xx"))

    @pytest.mark.parametrize(
        "query",
        [
            {"who": "\0"},
            {"target": "x" * 300},
            {"since": "yesterday"},
            {"since": "2020-01-01T00:00:00"},
            {"before": "0"},
            {"before": str(2**63)},
            {"$top": "0"},
            {"$top": "100000"},
        ],
    )
    def test_bad_input_names_its_place(self, builder: Client, query: dict[str, str]) -> None:
        response = builder.get(AUDIT, params=query)
        problem(response, 422, "validation_failed")
        assert response.json()["fields"][0]["field"] == f"query.{next(iter(query))}"

    def test_as_csv_it_runs_in_no_spreadsheet_and_is_itself_recorded(
        self, installation: Installation, builder: Client
    ) -> None:
        mark = uuid4().hex

        async def work(services: Services) -> None:
            async with services.db.connection() as conn:
                await audit.record(conn, "test.exported", PLATFORM, f'=cmd|"/c calc"!{mark},\n"', name="=1+1")

        with_services(installation, work)
        trace, header = new_trace()
        answer = builder.get(f"{AUDIT}/csv", params={"target": mark}, headers=header).raise_for_status()
        assert answer.headers["content-disposition"].startswith("attachment")
        head, row = list(csv.reader(io.StringIO(answer.text)))
        assert row[head.index("target")].startswith("'=cmd")
        assert of_trace(builder, trace)[0]["action"] == "audit.exported"


def _traced() -> tuple[str, str]:
    trace, header = new_trace()
    return trace, header["traceparent"]
