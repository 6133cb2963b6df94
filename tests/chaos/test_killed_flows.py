"""Workers, PostgreSQL and Redis go away in the middle of dataflows.

What is stored is told by the tables themselves, not by the run log: which entries, and of how many transactions.
"""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.chaos.gate import Gate
from tests.chaos.machine import Machine, eventually
from tests.support.client import Client, problem
from tests.support.components import create_component, property_, publish, save_component

FINAL = ("completed", "completed_with_warnings", "failed", "timed_out", "cancelled")
SCHEMA = {
    "type": "object",
    "properties": {"lines": {"type": "array", "items": {"type": "object", "properties": {"code": {"type": "string"}}}}},
}


def step(id_: str, type_: str, source: str | None = None, **params: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, "name": id_, "params": params, "source": [] if source is None else [source]}


class Shop:
    """A component with four flows that write the codes they are given."""

    def __init__(self, machine: Machine, client: Client) -> None:
        self.machine = machine
        self.client = client
        stored = create_component(client, "Shop", [property_("Code", primary_key=True)])
        self.key = str(stored["document"]["key"])
        self.flows = {name: str(uuid4()) for name in ("plain", "atomic", "repeats", "batches")}
        publication = publish(client, save_component(client, stored, {**stored["document"], "flows": self._flows()}))
        assert publication["state"] == "completed", publication
        self.table = f"catalogs.c_{self.key.replace('-', '')}"
        self.column = f"p_{stored['document']['properties'][0]['id']}"
        self.gate = Gate(machine, self.table, self.column)

    def _flows(self) -> list[dict[str, Any]]:
        to = {"component": self.key, "fields_mapping": [{"target": "Code", "source": "code"}]}
        read = [
            step("raw", "get_raw_model", model_schema=SCHEMA),
            step("lines", "select_many", "raw", model_path="lines"),
        ]
        key = [{"target": "Code", "source": "code"}]
        found = step("find", "lookup_reference", "lines", component=self.key, field_name="_id@catalog", key_mapping=key)
        again = step("save", "update_entry", "find", field_component_key="_id@catalog", **to)
        defer = step("defer", "deferred_update_entry", "lines", **to)
        apply = step("save", "apply_deferred_update_operations", "defer", batch_chunk_size=100)
        create, answer = step("save", "update_entry", "lines", **to), step("answer", "write_response", "save")
        made: dict[str, tuple[list[dict[str, Any]], dict[str, bool]]] = {
            "plain": ([*read, create, answer], {"generate_api_definition": True}),
            "atomic": ([*read, create, answer], {"generate_api_definition": True, "atomic": True}),
            "repeats": ([*read, found, again, answer], {"generate_api_definition": True, "safe_to_repeat": True}),
            "batches": ([*read, defer, apply, answer], {"generate_api_definition": True}),
        }
        return [
            {"key": self.flows[name], "kind": "dataflow", "name": name, **options}
            | {"stages": [{"id": "s1", "name": "Stage", "steps": steps}]}
            for name, (steps, options) in made.items()
        ]

    def run(self, flow: str, *codes: str, mode: str = "wait") -> httpx.Response:
        path = f"/api/v1/run/{self.key}/{self.flows[flow]}"
        return self.client.post(path, json={"lines": [{"code": code} for code in codes]}, params={"mode": mode})

    def queue(self, flow: str, *codes: str) -> str:
        response = self.run(flow, *codes, mode="async")
        assert response.status_code == 202, response.text
        return response.headers["aqtra-run-id"]

    def ended(self, run: str) -> dict[str, Any]:
        """Whoever asks for a run settles it when its worker is lost."""

        def find() -> dict[str, Any] | None:
            response = self.client.get(f"/api/v1/workplace/runs/{run}")
            found: dict[str, Any] = response.json()
            return found if response.is_success and found["status"] in FINAL else None

        return dict(eventually(find))

    def lose_leases(self) -> None:
        """As if their time had passed."""
        with self.machine.owner() as conn:
            conn.execute("UPDATE dataflow.run SET lease_until = now() - interval '1s' WHERE state = 'running'")
            conn.commit()

    def ledger(self, prefix: str) -> tuple[list[str], int]:
        """Codes that are stored, and of how many transactions."""
        like = f"%{prefix}%"
        statement = f"SELECT {self.column}, xmin::text FROM {self.table} WHERE {self.column} LIKE %s ORDER BY id"
        with self.machine.owner() as conn:
            rows = conn.execute(statement.encode(), (like,)).fetchall()
        return [row[0] for row in rows], len({row[1] for row in rows})

    def attempt(self, run: str) -> int:
        with self.machine.owner() as conn:
            row = conn.execute("SELECT attempt FROM dataflow.run WHERE id = %s", (run,)).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="module")
def shop(machine: Machine) -> Iterator[Shop]:
    with machine.installation.signed_in() as client:
        yield Shop(machine, client)


def test_a_worker_killed_in_the_middle_of_three_kinds_of_runs(machine: Machine, shop: Shop) -> None:
    runs: dict[str, str] = {}

    def kill(*names: str) -> None:
        with shop.gate.closed() as conn:
            for name in names:
                runs[name] = shop.queue(name, f"{name}-1", f"stop-{name}", f"{name}-3")
            waiting = shop.gate.wait_for(conn)
            machine.worker.kill()
            shop.gate.bury(waiting)
        shop.lose_leases()
        # Its neighbour waits; this one is settled before the next worker comes.
        settled = [shop.client.get(f"/api/v1/workplace/runs/{run}").json() for run in runs.values()]
        assert "running" not in [found["status"] for found in settled]
        machine.worker.start()

    kill("plain", "atomic")
    kill()
    # Comes again when its worker is lost, perhaps before those that wait: so it has no neighbour.
    kill("repeats")
    plain, atomic, repeats = (shop.ended(run) for run in runs.values())
    assert (plain["status"], plain["error"]["code"]) == ("failed", "worker_lost")
    assert "stays" in plain["error"]["message"]
    assert shop.ledger("plain") == (["plain-1"], 1)
    assert (atomic["status"], atomic["error"]["code"]) == ("failed", "worker_lost")
    assert "nothing" in atomic["error"]["message"]
    assert shop.ledger("atomic") == ([], 0)
    assert (repeats["status"], shop.attempt(runs["repeats"])) == ("completed", 2)
    assert shop.ledger("repeats")[0] == ["repeats-1", "stop-repeats", "repeats-3"]


def test_postgres_restarted_in_the_middle(machine: Machine, shop: Shop) -> None:
    codes = [f"batch-{number:03}" for number in range(350)]
    codes[250] = "stop-batch"
    with shop.gate.closed() as conn, ThreadPoolExecutor(2) as people:
        batches = shop.queue("batches", *codes)
        asked = [people.submit(shop.run, name, f"down-{name}", f"stop-down-{name}") for name in ("plain", "atomic")]
        shop.gate.wait_for(conn, 3)
        # Immediate: what a crash looks like, the journal is replayed at the start.
        machine.postgres.kill(signal.SIGQUIT)
        answers = [ask.result() for ask in asked]
        machine.start_postgres()
    for answer in answers:
        problem(answer, 503, "database_unavailable")
    ended = shop.ended(batches)
    assert (ended["status"], ended["error"]["code"]) == ("failed", "database_unavailable")
    params = ended["error"]["params"]
    assert (params["batch"], params["created"], params["batches"]) == (3, 200, 2)
    assert shop.ledger("batch") == (codes[:200], 2)
    assert shop.ledger("down") == (["down-plain"], 1)

    for name in ("plain", "atomic", "batches"):
        shop.run(name, f"up-{name}").raise_for_status()
    assert shop.ended(shop.queue("atomic", "up-queued"))["status"] == "completed"
    assert len(shop.ledger("up-")[0]) == 4


def test_redis_restarted_while_runs_wait(machine: Machine, shop: Shop) -> None:
    machine.worker.kill()
    redis = machine.redis_client()
    runs = [shop.queue("plain", f"waited-{number}") for number in range(3)]
    eventually(lambda: redis.llen("aqtra") >= 3)
    machine.redis.kill()
    machine.start_redis()
    assert machine.redis_client().llen("aqtra") == 0
    with machine.owner() as conn:
        # As if they had waited long enough to be thought forgotten.
        conn.execute("UPDATE dataflow.run SET created_at = created_at - interval '2 minutes' WHERE state = 'queued'")
        conn.commit()
    machine.worker.start()
    assert {shop.ended(run)["status"] for run in runs} == {"completed"}
    assert sorted(shop.ledger("waited")[0]) == ["waited-0", "waited-1", "waited-2"]
