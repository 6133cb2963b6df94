"""Who did what is recorded with the deed, read by administrators only, and changed by nobody unseen."""

import asyncio
import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from aqtra.gateway.app import api
from aqtra.gateway.middleware.audited import CHANGES_NOTHING, is_recorded
from aqtra.gateway.middleware.limit import CHANGES
from aqtra.identity import audit
from aqtra.identity.audit.models import Checkpoint, Damage
from aqtra.identity.audit.trail import CheckpointUnreadable, keys_of, read_checkpoints, seal, take_checkpoint
from aqtra.identity.service import FAILURE_LIMIT
from aqtra.infra.container import Services
from aqtra.infra.settings import Settings
from aqtra.kernel.principal import PLATFORM, Right
from tests.contract.test_routes import doors
from tests.integration.identity.trail import (
    AUDIT,
    as_owner,
    new_trace,
    of_trace,
    records,
    verified_after,
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
    if getattr(route, "right", None) in (Right.STUDIO, Right.ADMINISTER) and method in CHANGES
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
        assert record["action"] == "studio.create_domain"
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


class TestChain:
    def test_the_application_may_write_and_read_and_nothing_else(self, installation: Installation) -> None:
        with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"], autocommit=True) as conn:
            for table in ("audit.record", "audit.link"):
                for statement in (
                    f"DELETE FROM {table}",
                    f"TRUNCATE {table}",
                    f"DROP TABLE {table}",
                    f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                ):
                    with pytest.raises(InsufficientPrivilege):
                        conn.execute(statement.encode())
            with pytest.raises(InsufficientPrivilege):
                conn.execute("UPDATE audit.record SET actor_name = 'bob'")
            with pytest.raises(InsufficientPrivilege):
                conn.execute("UPDATE audit.link SET position = position + 1")

    def test_what_many_write_at_once_gets_one_place_each(self, installation: Installation, builder: Client) -> None:
        mark = uuid4().hex

        async def work(services: Services) -> None:
            async def write(number: int) -> None:
                async with services.db.transaction() as conn:
                    await audit.record(conn, "test.written", PLATFORM, f"mark:{mark}", count=number)
                    if number % 5 == 0:
                        raise ZeroDivisionError

            await asyncio.gather(*(write(number) for number in range(100)), return_exceptions=True)
            # While the gateway seals as well.
            await asyncio.gather(*(seal(services, keys_of(services.settings)) for _ in range(5)))

        with_services(installation, work)
        eventually(lambda: builder.get(f"{AUDIT}/chain").json()["waiting"] == 0)
        state = builder.get(f"{AUDIT}/chain").raise_for_status().json()
        assert state["findings"] == []
        assert state["position"] >= 80
        assert len(records(builder, target=mark)) == 80

    @pytest.mark.parametrize(
        ("statements", "damage"),
        [
            (("UPDATE audit.record SET actor_name = 'bob' WHERE id = %(record)s",), Damage.EDITED),
            (("UPDATE audit.record SET at = at - interval '1 day' WHERE id = %(record)s",), Damage.EDITED),
            (("UPDATE audit.record SET details = '{}' WHERE id = %(record)s",), Damage.EDITED),
            (("DELETE FROM audit.record WHERE id = %(record)s",), Damage.DELETED),
            (
                (
                    "DELETE FROM audit.record WHERE id = %(record)s",
                    "DELETE FROM audit.link WHERE record_id = %(record)s",
                ),
                Damage.DELETED,
            ),
            (
                (
                    "UPDATE audit.link SET position = -position + 1000000000 WHERE position IN (%(at)s, %(at)s + 1)",
                    "UPDATE audit.link SET position = 2 * %(at)s + 1 + position - 1000000000"
                    " WHERE position > 900000000",
                ),
                Damage.REORDERED,
            ),
            (
                (
                    "DELETE FROM audit.link WHERE position > %(at)s",
                    "DELETE FROM audit.record WHERE id NOT IN (SELECT record_id FROM audit.link)",
                ),
                Damage.TRUNCATED,
            ),
            (("TRUNCATE audit.record, audit.link",), Damage.TRUNCATED),
        ],
        ids=["who", "when", "what", "record", "record and place", "exchanged", "end", "everything"],
    )
    def test_what_the_owner_of_the_database_does_to_it_shows(
        self, installation: Installation, statements: tuple[str, ...], damage: Damage
    ) -> None:
        known = whole(installation)
        assert known.position > 4
        at = known.position - 3
        with as_owner(installation) as conn:
            row = conn.execute("SELECT record_id FROM audit.link WHERE position = %s", [at]).fetchone()
            assert row is not None
        found = verified_after(installation, statements, (known,), record=row[0], at=at)
        assert {finding.damage for finding in found.findings} == {damage}

    def test_an_end_that_was_cut_off_and_grew_again_shows(self, installation: Installation) -> None:
        known = whole(installation)
        forged = known.model_copy(update={"mac": "00" * 32})
        found = verified_after(installation, (), (forged,))
        assert [finding.damage for finding in found.findings] == [Damage.REWRITTEN]

    def test_doctor_and_command_tell(self, installation: Installation, tmp_path: Path) -> None:
        known = whole(installation)
        file = tmp_path / "checkpoints.jsonl"
        file.write_text(known.model_dump_json() + "\n")
        assert command(installation, "verify", "--checkpoint", str(file)).returncode == 0
        with as_owner(installation) as conn:
            row = conn.execute(
                "SELECT record_id, actor_name FROM audit.link JOIN audit.record ON id = record_id WHERE position = 2"
            ).fetchone()
            assert row is not None
            conn.execute("UPDATE audit.record SET actor_name = 'somebody else' WHERE id = %s", [row[0]])
            try:
                verified = command(installation, "verify", "--json")
                examined = run(installation, "doctor", "--json")
            finally:
                conn.execute("UPDATE audit.record SET actor_name = %s WHERE id = %s", [row[1], row[0]])
        assert verified.returncode == 1
        findings = json.loads(verified.stdout)["findings"]
        assert findings == [{"damage": "edited", "position": 2, "record_id": row[0]}]
        checks = {check["name"]: check for check in json.loads(examined.stdout)["checks"]}
        assert checks["audit trail"]["verdict"] == "bad"
        assert "edited at 2" in checks["audit trail"]["detail"]
        assert examined.returncode == 1

    def test_the_command_names_a_missing_end(self, installation: Installation, tmp_path: Path) -> None:
        file = tmp_path / "checkpoints.jsonl"
        known = whole(installation)
        ahead = with_services(installation, lambda services: _ahead(services, known))
        file.write_text(ahead.model_dump_json() + "\n")
        done = command(installation, "verify", "--checkpoint", str(file))
        assert done.returncode == 1
        assert f"truncated at position {ahead.position}" in done.stdout

    @pytest.mark.parametrize("content", ["{", "{}", "null", '{"position": "x"}', "\0", "\x85"])
    def test_a_line_that_is_no_checkpoint_is_named(self, tmp_path: Path, content: str) -> None:
        file = tmp_path / "checkpoints.jsonl"
        file.write_bytes(content.encode("latin-1"))
        with pytest.raises(CheckpointUnreadable, match="line 1"):
            read_checkpoints(file)

    def test_a_file_without_checkpoints_is_refused(self, installation: Installation, tmp_path: Path) -> None:
        file = tmp_path / "checkpoints.jsonl"
        file.write_text("{}")
        done = command(installation, "verify", "--checkpoint", str(file))
        assert done.returncode == 10
        assert "line 1" in done.stderr
        assert "Traceback" not in done.stderr

    def test_records_are_exported_with_their_places(self, installation: Installation, tmp_path: Path) -> None:
        whole(installation)
        file = tmp_path / "trail.jsonl"
        assert command(installation, "export", "--to", str(file)).returncode == 0
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
        assert {"action", "actor_name", "chain_mac", "details"} <= lines[0].keys()

    def test_checkpoints_are_exported_by_themselves(self, installation: Installation) -> None:
        file = installation.data_dir / "audit" / "checkpoints.jsonl"
        eventually(file.is_file)
        assert file.stat().st_mode & 0o077 == 0
        known = Checkpoint.model_validate_json(file.read_text().splitlines()[0])
        assert known.position > 0


def _traced() -> tuple[str, str]:
    trace, header = new_trace()
    return trace, header["traceparent"]


def whole(installation: Installation) -> Checkpoint:
    """Everything has its place; the end of the chain."""

    async def work(services: Services) -> Checkpoint:
        keys = keys_of(services.settings)
        while await seal(services, keys, everything=True):
            pass
        known = await take_checkpoint(services, keys)
        assert known is not None
        return known

    return with_services(installation, work)


async def _ahead(services: Services, known: Checkpoint) -> Checkpoint:
    from aqtra.identity.audit.chain import checkpoint

    return checkpoint(keys_of(services.settings), known.position + 100_000, bytes(32), known.at)


def run(installation: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aqtra.cli.main", *words],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def command(installation: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    return run(installation, "audit", *words)
