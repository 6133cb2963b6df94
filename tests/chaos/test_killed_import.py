"""A worker is killed in the middle of an import or export: another goes on, nothing is doubled, lost or left behind."""

from typing import Any

import pytest

from tests.chaos.machine import Machine, eventually
from tests.support.client import Client
from tests.support.components import create_component, property_, publish
from tests.support.files import upload

ROWS = 120_000
FINAL = ("completed", "failed", "cancelled")
JOBS = "/api/v1/bulk/jobs"


def job_of(client: Client, job_id: str) -> dict[str, Any]:
    return dict(client.get(f"{JOBS}/{job_id}").raise_for_status().json())


def lose_lease(machine: Machine, job_id: str) -> None:
    """As if the time of the lease had passed."""
    with machine.owner() as conn:
        conn.execute(
            "UPDATE bulk.job SET lease_until = clock_timestamp() - interval '1s' WHERE id = %s AND state = 'running'",
            (job_id,),
        )
        conn.commit()


@pytest.mark.parametrize("keyed", [True, False], ids=["with a key", "without a key"])
@pytest.mark.parametrize("on_error", ["skip", "stop"])
def test_every_row_is_there_exactly_once(machine: Machine, client: Client, on_error: str, keyed: bool) -> None:
    stored = create_component(client, f"Killed {on_error} {keyed}", [property_("Code", primary_key=keyed)])
    assert publish(client, stored)["state"] == "completed"
    key = stored["document"]["key"]
    table = f"catalogs.c_{key.replace('-', '')}"
    wrong = 7 if on_error == "skip" else 0
    content = b"Code\n" + b"".join(b"C%d\n" % number for number in range(ROWS)) + b"a\0b\n" * wrong
    file = upload(client, "rows.csv", content, {"import": key})["id"]
    body = {"component": key, "file": file, "format": "csv", "options": {"on_error": on_error}}
    job_id = client.post("/api/v1/bulk/imports", json=body).raise_for_status().json()["id"]
    eventually(lambda: job_of(client, job_id)["rows_done"] >= 20_000)
    machine.worker.kill()
    job = job_of(client, job_id)
    assert job["state"] == "running"
    with machine.owner() as conn:
        found = conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    assert found == ((job["created"] if on_error == "skip" else 0),)
    machine.worker.start()
    lose_lease(machine, job_id)
    ended = eventually(lambda: (found := job_of(client, job_id))["state"] in FINAL and found)
    assert (ended["state"], ended["created"], ended["refused"]) == ("completed", ROWS, wrong)
    assert ended["rows_done"] == ROWS + wrong
    code = f"p_{stored['document']['properties'][0]['id']}"
    with machine.owner() as conn:
        found = conn.execute(f"SELECT count(*), count(DISTINCT {code}) FROM {table}".encode()).fetchone()
    assert found == (ROWS, ROWS)


def test_sheets_of_a_killed_export_do_not_stay_on_the_disk(machine: Machine, client: Client) -> None:
    stored = create_component(client, "Killed export", [property_("Code")])
    assert publish(client, stored)["state"] == "completed"
    key = stored["document"]["key"]
    file = upload(client, "rows.csv", b"Code\n" + b"".join(b"C%d\n" % n for n in range(ROWS)), {"import": key})["id"]
    body = {"component": key, "file": file, "format": "csv"}
    loaded = client.post("/api/v1/bulk/imports", json=body).raise_for_status().json()["id"]
    eventually(lambda: job_of(client, loaded)["state"] == "completed")
    scratch = machine.installation.data_dir / "tmp"
    job_id = client.post("/api/v1/bulk/exports", json={"component": key, "format": "xlsx"}).json()["id"]
    eventually(lambda: job_of(client, job_id)["rows_done"] >= 20_000)
    left = list(scratch.iterdir())
    assert left
    machine.worker.kill()
    eventually(lambda: not list(scratch.iterdir()))
    machine.worker.start()
    lose_lease(machine, job_id)
    ended = eventually(lambda: (found := job_of(client, job_id))["state"] in FINAL and found)
    assert (ended["state"], ended["rows_done"]) == ("completed", ROWS)
    assert not list(scratch.iterdir())
