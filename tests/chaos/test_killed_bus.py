"""The worker dies between queuing and storing: nothing is lost, and each entry is stored once."""

from typing import Any
from uuid import uuid4

from tests.chaos.machine import Machine, eventually
from tests.support.client import Client
from tests.support.components import create_component, property_, publish, save_component

ENTRIES = 5


def flow(key: str, component: str) -> dict[str, Any]:
    rows = [{"target": "Code", "source": "data.Code"}]
    steps = [
        {"id": "get", "type": "get_action_model", "name": "Get"},
        {
            "id": "bus",
            "type": "store_entry_over_bus",
            "name": "Store",
            "source": ["get"],
            "params": {"component": component, "fields_mapping": rows},
        },
        {"id": "answer", "type": "write_response", "name": "Answer", "source": ["bus"]},
    ]
    stages = [{"id": "s1", "name": "Stage", "steps": steps}]
    return {"key": key, "kind": "dataflow", "name": "Queue", "stages": stages}


def test_a_worker_killed_while_it_stores_loses_nothing_and_stores_once(machine: Machine, client: Client) -> None:
    stored = create_component(client, "Queued", [property_("Code", primary_key=True)])
    key, flow_key = str(stored["document"]["key"]), str(uuid4())
    document = {**stored["document"], "flows": [flow(flow_key, key)]}
    assert publish(client, save_component(client, stored, document))["state"] == "completed"
    table = f"catalogs.c_{key.replace('-', '')}"
    with machine.owner() as conn:
        # Readers go on; whoever stores waits here, with its message taken.
        conn.execute(f"LOCK TABLE {table} IN SHARE MODE".encode())
        for number in range(ENTRIES):
            run = f"/api/v1/workplace/components/{key}/flows/{flow_key}/run"
            envelope = client.post(run, json={"model": {"data": {"Code": f"K-{number}"}}}).raise_for_status().json()
            assert envelope["status"] == "completed"
        waiting = f"SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '{table}'::regclass".encode()
        eventually(lambda: conn.execute(waiting).fetchone())
        machine.worker.kill()
    entries = f"/api/v1/entries/{key}"
    assert client.get(entries).raise_for_status().json()["value"] == []
    machine.worker.start()

    def codes() -> list[str]:
        return sorted(entry["data"]["Code"] for entry in client.get(entries).raise_for_status().json()["value"])

    eventually(lambda: len(codes()) >= ENTRIES)
    with machine.owner() as conn:
        states = "SELECT state, attempts FROM dataflow.bus_message"
        eventually(lambda: {row[0] for row in conn.execute(states.encode()).fetchall()} == {"stored"})
        assert set(conn.execute(states.encode()).fetchall()) == {("stored", 1)}
    assert codes() == [f"K-{number}" for number in range(ENTRIES)]
