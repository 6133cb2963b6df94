"""Workers that do parts of a large run are killed in the middle: nothing is lost, and nothing is done twice.

What was done is told by a ledger beside the platform, that a trigger writes, and by what the bus has stored.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.chaos.gate import Gate
from tests.chaos.machine import AQTRA, Machine, Process, eventually
from tests.integration.dataflow.stock import lines_of
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component

FINAL = ("completed", "completed_with_warnings", "failed", "timed_out", "cancelled")
ITEMS = 80
PART = 2
STOPS = (1, 21, 41)
"""In three parts, all of which are handed out at the same time."""
SCHEMA = lines_of(code="string", count="integer")
_LEDGER = """
    CREATE TABLE infra.ledger (code text, count bigint);
    CREATE FUNCTION infra.enter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        INSERT INTO infra.ledger VALUES (NEW.{code}, NEW.{count});
        RETURN NEW;
    END $$;
    CREATE TRIGGER ledger AFTER UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION infra.enter();
"""


def step(id_: str, type_: str, source: str | None = None, **params: Any) -> dict[str, Any]:
    return {"id": id_, "type": type_, "name": id_, "params": params, "source": [] if source is None else [source]}


def code(number: int) -> str:
    return f"{'stop' if number in STOPS else 'free'}-{number:03}"


class Store:
    """A component whose entries a flow changes, in parts, and a journal into which it puts each of them by the bus."""

    def __init__(self, machine: Machine, client: Client) -> None:
        self.machine = machine
        self.client = client
        journal = create_component(client, "Journal", [property_("Code"), property_("Count", "integer")])
        assert publish(client, journal)["state"] == "completed"
        self.journal = str(journal["document"]["key"])
        made = create_component(client, "Store", [property_("Code", primary_key=True), property_("Count", "integer")])
        self.key = str(made["document"]["key"])
        self.flow = str(uuid4())
        published = publish(client, save_component(client, made, {**made["document"], "flows": [self._flow()]}))
        assert published["state"] == "completed", published
        self.table = f"catalogs.c_{self.key.replace('-', '')}"
        columns = [f"p_{found['id']}" for found in made["document"]["properties"]]
        for number in range(ITEMS):
            data = {"data": {"Code": code(number), "Count": 0}}
            client.post(f"/api/v1/entries/{self.key}", json=data).raise_for_status()
        self.gate = Gate(machine, self.table, columns[0], "UPDATE")
        with machine.owner() as conn:
            conn.execute(_LEDGER.format(table=self.table, code=columns[0], count=columns[1]).encode())
            conn.commit()

    def _flow(self) -> dict[str, Any]:
        both = [{"target": "Code", "source": "code"}, {"target": "Count", "source": "count"}]
        steps = [
            step("raw", "get_raw_model", model_schema=SCHEMA),
            step("lines", "select_many", "raw", model_path="lines"),
            step("find", "lookup_reference", "lines", component=self.key, field_name="_id@catalog",
                 key_mapping=both[:1]),
            step("change", "update_entry", "find", component=self.key, field_component_key="_id@catalog",
                 fields_mapping=both[1:]),
            step("tell", "store_entry_over_bus", "change", component=self.journal, fields_mapping=both),
            step("answer", "write_response", "tell"),
        ]  # fmt: skip
        options = {"generate_api_definition": True, "safe_to_repeat": True}
        stages = [{"id": "s1", "name": "Stage", "steps": steps}]
        return {"key": self.flow, "kind": "dataflow", "name": "Change", "stages": stages, **options}

    def queue(self, count: int) -> str:
        """Asks for a run that sets the count of all."""
        lines = [{"code": code(number), "count": count} for number in range(ITEMS)]
        path = f"/api/v1/run/{self.key}/{self.flow}"
        response = self.client.post(path, json={"lines": lines}, params={"mode": "async"})
        assert response.status_code == 202, response.text
        return str(response.headers["aqtra-run-id"])

    def ended(self, run: str) -> dict[str, Any]:
        def find() -> dict[str, Any] | None:
            response = self.client.get(f"/api/v1/workplace/runs/{run}")
            found: dict[str, Any] = response.json()
            return found if response.is_success and found["status"] in FINAL else None

        return dict(eventually(find))

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.machine.owner() as conn:
            return conn.execute(statement.encode(), values).fetchall()

    def ledger(self, count: int) -> Counter[str]:
        """How often the count of each code was set to this."""
        return Counter(row[0] for row in self.rows("SELECT code FROM infra.ledger WHERE count = %s", count))

    def journaled(self, count: int) -> Counter[str]:
        """What the bus has stored, once it has nothing more to do."""
        waiting = "SELECT 1 FROM dataflow.bus_message WHERE state = 'waiting'"
        eventually(lambda: not self.rows(waiting))
        entries = self.client.get(f"/api/v1/entries/{self.journal}", params={"$top": 1000}).raise_for_status().json()
        found = [entry["data"] for entry in entries["value"]]
        return Counter(data["Code"] for data in found if data["Count"] == count)


@pytest.fixture(scope="module")
def store(machine: Machine) -> Iterator[Store]:
    with machine.installation.signed_in() as client:
        yield Store(machine, client)


@contextmanager
def workers(machine: Machine) -> Iterator[list[Process]]:
    """Three that are not started, in the place of that of the machine, for runs whose parts have two items."""
    # Whoever waits before the gate does so until it opens.
    options = {"AQTRA_FLOW_SPREAD_ITEMS": str(PART * 8), "AQTRA_QUERY_SECONDS": "600"}
    environment = {**machine.installation.environment, **options}
    folder = machine.installation.data_dir
    machine.worker.kill()
    found = [Process(lambda: [*AQTRA, "worker"], environment, folder / f"worker-{number}.log") for number in range(3)]
    try:
        yield found
    finally:
        for process in found:
            if process.is_alive():
                process.kill()
        machine.worker.start()


def all_at_work(store: Store, found: list[Process], gate: psycopg.Connection) -> list[int]:
    """Starts them one after the other, each of which comes to stand before the gate; their server processes."""
    pids: list[int] = []
    for process in found:
        process.start()
        waiting = store.gate.wait_for(gate, len(pids) + 1)
        pids += [pid for pid in waiting if pid not in pids]
    return pids


EVERYTHING = {code(number) for number in range(ITEMS)}


def test_a_worker_of_a_part_is_killed(machine: Machine, store: Store) -> None:
    with workers(machine) as found:
        with store.gate.closed() as gate:
            run = store.queue(1)
            pids = all_at_work(store, found, gate)
            # The first one has the run.
            found[1].kill()
            store.gate.bury(pids[1:2])
        ended = store.ended(run)
        assert (ended["status"], len(ended["items"])) == ("completed", ITEMS)
        assert [item["code"] for item in ended["items"]] == [code(number) for number in range(ITEMS)]
        assert store.journaled(1) == Counter(EVERYTHING)
    written = store.ledger(1)
    assert set(written) == EVERYTHING
    # What the dead worker had written of its part is written again, and nothing else.
    assert sum(written.values()) - ITEMS < PART
    assert store.rows("SELECT attempt FROM dataflow.run WHERE id = %s", run) == [(1,)]
    assert store.rows("SELECT count(*) FROM dataflow.run_part") == [(0,)]


def test_the_worker_of_the_run_is_killed(machine: Machine, store: Store) -> None:
    with workers(machine) as found:
        with store.gate.closed() as gate:
            run = store.queue(2)
            pids = all_at_work(store, found, gate)
            found[0].kill()
            store.gate.bury(pids[:1])
            with machine.owner() as conn:
                # As if the time had passed: one of the others takes it over.
                conn.execute("UPDATE dataflow.run SET lease_until = now() - interval '1s' WHERE state = 'running'")
                conn.commit()
            assert store.client.get(f"/api/v1/workplace/runs/{run}").json()["status"] in ("queued", "running")
        ended = store.ended(run)
        assert (ended["status"], len(ended["items"])) == ("completed", ITEMS)
        assert store.journaled(2) == Counter(EVERYTHING)
    assert set(store.ledger(2)) == EVERYTHING
    assert store.rows("SELECT attempt FROM dataflow.run WHERE id = %s", run) == [(2,)]
    steps = store.rows("SELECT step_id, items_in, items_out FROM dataflow.run_step WHERE run_id = %s", run)
    assert ("change", ITEMS, ITEMS) in steps
    assert store.rows("SELECT count(*) FROM dataflow.run_part") == [(0,)]
