"""Maintenance of tables is done by a worker, alone; the gateway serves everything without the owner's address."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from tests.support import maintenance
from tests.support.accounts import create_account, signed_in
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish
from tests.support.installation import Installation, process
from tests.support.maintenance import MAINTENANCE

VERBS = {"rebuild-references": "references", "contract": "retired"}


@contextmanager
def database(installation: Installation) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        yield conn


@contextmanager
def begun_elsewhere(installation: Installation, lease: str) -> Iterator[int]:
    """A job that a worker has taken, whose lease ends after `lease`."""
    with database(installation) as conn:
        row = conn.execute(
            "INSERT INTO metadata.maintenance (kind, state, requested_at, lease_until, requested_by_name) "
            "VALUES ('retired', 'running', now(), now() + %s::interval, 'Ada') RETURNING id",
            (lease,),
        ).fetchone()
        assert row is not None
        try:
            yield row[0]
        finally:
            conn.execute("DELETE FROM metadata.maintenance WHERE id = %s", row)


def processes_with_owner(installation: Installation) -> set[str]:
    """Which of the installation's own commands were given the owner's address."""
    told = set()
    for found in psutil.process_iter():
        with suppress(psutil.Error):
            command, variables = found.cmdline(), found.environ()
            ours = variables.get("AQTRA_DATA_DIR") == str(installation.data_dir) and "aqtra.cli.main" in command
            if ours and any(name.startswith("AQTRA_DATABASE_OWNER") for name in variables):
                told.add(" ".join(command[command.index("aqtra.cli.main") + 1 :]))
    return told


def test_a_gateway_without_the_owners_address_serves_work_on_tables(
    builder: Client, installation: Installation
) -> None:
    assert processes_with_owner(installation) == {"worker --lane main"}
    stored = create_component(builder, "Served without owner", [property_("Plate")])
    assert publish(builder, stored)["state"] == "completed"
    for verb, kind in VERBS.items():
        started = maintenance.start(builder, verb)
        assert started["kind"] == kind
        job = maintenance.ended(builder, started["id"])
        assert (job["state"], job["error"]) == ("completed", None)
        assert job[kind] is not None
        assert job in builder.get(f"{MAINTENANCE}/jobs").json()


@pytest.mark.parametrize("verb", VERBS)
def test_maintenance_is_refused_while_other_maintenance_goes_on(
    builder: Client, installation: Installation, verb: str
) -> None:
    with begun_elsewhere(installation, "1 hour") as running:
        refused = builder.post(f"{MAINTENANCE}/{verb}")
    problem(refused, 409, "maintenance_running")
    assert refused.json()["params"] == {"id": running, "user": "Ada"}


def test_nothing_is_published_and_nothing_withdrawn_beside_maintenance(
    builder: Client, installation: Installation
) -> None:
    live = create_component(builder, "Live beside maintenance", [property_("Plate")])
    assert publish(builder, live)["state"] == "completed"
    waiting = create_component(builder, "Beside maintenance", [property_("Plate")])
    key = waiting["document"]["key"]
    ready = builder.post(f"/api/v1/studio/components/{key}/ready", json={"saved_version": waiting["saved_version"]})
    assert ready.is_success
    with begun_elsewhere(installation, "1 hour"):
        refused = builder.post("/api/v1/studio/publications", json={"components": [key]})
        problem(refused, 409, "maintenance_running")
        withdrawn = builder.delete(f"/api/v1/studio/components/{live['document']['key']}")
        problem(withdrawn, 409, "maintenance_running")
    assert publish(builder, waiting)["state"] == "completed"


@pytest.mark.parametrize("verb", VERBS)
def test_maintenance_is_refused_while_a_publication_runs(
    builder: Client, installation: Installation, verb: str
) -> None:
    with database(installation) as conn:
        row = conn.execute(
            "INSERT INTO metadata.publication (state, version, started_by_name, started_at, lease_until) "
            "VALUES ('running', 999999, 'Ada', now(), now() + interval '1 hour') RETURNING id"
        ).fetchone()
        assert row is not None
        try:
            problem(builder.post(f"{MAINTENANCE}/{verb}"), 409, "publication_running")
        finally:
            conn.execute("DELETE FROM metadata.publication WHERE id = %s", row)


def test_maintenance_whose_worker_is_gone_fails_and_may_be_started_again(
    builder: Client, installation: Installation
) -> None:
    with begun_elsewhere(installation, "-1 second") as lost:
        job = maintenance.ended(builder, lost)
        assert (job["state"], job["error"]["code"], job["retired"]) == ("failed", "worker_lost", None)
        maintenance.done(builder, "contract")


def test_maintenance_whose_message_was_lost_is_done_all_the_same(builder: Client, installation: Installation) -> None:
    with database(installation) as conn:
        row = conn.execute(
            "INSERT INTO metadata.maintenance (kind, requested_at) VALUES ('references', now()) RETURNING id"
        ).fetchone()
    assert row is not None
    assert maintenance.ended(builder, row[0])["state"] == "completed"


def test_what_is_refused_in_the_worker_is_told_by_its_code(builder: Client, installation: Installation) -> None:
    stored = create_component(builder, "Busy cars", [property_("Plate")])
    assert publish(builder, stored)["state"] == "completed"
    table = f"catalogs.c_{stored['document']['key'].replace('-', '')}"
    with database(installation) as conn:
        conn.execute(f"ALTER TABLE {table} DROP CONSTRAINT {own_reference(conn, table)}")
        with conn.transaction():
            conn.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            job = maintenance.ended(builder, maintenance.start(builder, "rebuild-references")["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "tables_busy")
    assert maintenance.done(builder, "rebuild-references")["repaired"] == 1


def own_reference(conn: psycopg.Connection[Any], table: str) -> str:
    row = conn.execute(
        "SELECT quote_ident(conname) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' LIMIT 1",
        (table,),
    ).fetchone()
    assert row is not None
    return str(row[0])


def test_jobs_are_for_administrators_and_named_by_number(builder: Client, installation: Installation) -> None:
    problem(builder.get(f"{MAINTENANCE}/jobs/{2**62}"), 404, "maintenance_not_found")
    problem(builder.get(f"{MAINTENANCE}/jobs/0"), 422, "validation_failed")
    problem(builder.get(f"{MAINTENANCE}/jobs/{2**63}"), 422, "validation_failed")
    with signed_in(installation, create_account(installation, "jobs-member", role="Builders")) as member:
        problem(member.get(f"{MAINTENANCE}/jobs"), 403, "permission_denied")
        problem(member.get(f"{MAINTENANCE}/jobs/1"), 403, "permission_denied")


def test_a_worker_that_would_change_tables_does_not_start_without_the_owners_address(
    installation: Installation, tmp_path: Path
) -> None:
    environment = {k: v for k, v in installation.environment.items() if k != "AQTRA_DATABASE_OWNER_URL"}
    log = tmp_path / "worker.log"
    with process([sys.executable, "-m", "aqtra.cli.main", "worker"], environment, log) as child:
        assert child.wait(60) == 3
    assert "AQTRA_DATABASE_OWNER_URL" in log.read_text()
