"""One large background run, by one, two and four workers: each of three flows over rows of a file.

*read*: entries are looked up by key, read, grouped and summed up. *record*: they are looked up, and changes of all of
them are recorded and applied in batches. *change*: each is changed in a transaction of its own, by a flow that is safe
to repeat.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg
from tests.support import components
from tests.support.client import Client
from tests.support.files import upload
from tests.support.installation import Installation, process, start_installation

AT_ONCE = (1, 2, 4)
FLOWS = {"read": UUID(int=81), "record": UUID(int=82), "change": UUID(int=83)}
WHOLE = "in one piece"
DEFAULT = 20_000
"""Items from which on runs are cut."""
SECONDS = 600
_WORKER = [sys.executable, "-m", "aqtra.cli.main", "worker", "--lane", "main"]


def measure(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """Seconds of each flow in one piece, and in parts by so many workers, and how many times as fast these are."""
    found = {WHOLE: _seconds(folder / "whole", rows, rounds, (1,), 0)[1]}
    in_parts = _seconds(folder / "parts", rows, rounds, AT_ONCE, min(DEFAULT, rows))
    found |= {f"{workers} at work": taken for workers, taken in in_parts.items()}
    return {"rows": rows, "runs": [_report(name, found) for name in FLOWS]}


def _seconds(
    folder: Path, rows: int, rounds: int, widths: Sequence[int], threshold: int
) -> dict[int, dict[str, list[float]]]:
    """By numbers of workers, in an installation that cuts runs from `threshold` items on; 0: never."""
    found: dict[int, dict[str, list[float]]] = {}
    with (
        patch.dict(os.environ, {"AQTRA_FLOW_SPREAD_ITEMS": str(threshold)}),
        start_installation(folder, durable=True) as installation,
        installation.signed_in() as client,
    ):
        key = _publish(client)
        file = upload(client, "orders.csv", _orders(rows))["id"]
        # Makes the entries that the others find.
        _run(installation, client, key, "record", file)
        for workers in widths:
            with _more_workers(installation, folder, workers):
                found[workers] = {
                    name: [_run(installation, client, key, name, file) for _ in range(rounds)] for name in FLOWS
                }
    return found


def _report(name: str, found: dict[str, dict[str, list[float]]]) -> dict[str, Any]:
    seconds = {how: median(taken[name]) for how, taken in found.items()}
    ratios = {f"{WHOLE} / {how}": round(seconds[WHOLE] / taken, 2) for how, taken in seconds.items() if how != WHOLE}
    return {"flow": name, **{how: round(taken, 2) for how, taken in seconds.items()}, **ratios}


@contextmanager
def _more_workers(installation: Installation, folder: Path, workers: int) -> Iterator[None]:
    """Beside the one of the installation."""
    with ExitStack() as stack:
        for number in range(1, workers):
            log = folder / f"worker-{workers}-{number}.log"
            stack.enter_context(process(_WORKER, installation.environment, log))
        deadline = time.monotonic() + SECONDS
        while _answering(installation) < workers:
            assert time.monotonic() < deadline, "the workers do not answer"
        yield


def _answering(installation: Installation) -> int:
    from celery import Celery

    address = installation.environment["AQTRA_REDIS_URL"].replace("unix://", "redis+socket://", 1)
    control = Celery(broker=address).control  # type: ignore[no-untyped-call]
    answers = control.inspect(timeout=2).active_queues() or {}
    return sum(any(queue["name"] == "aqtra" for queue in queues) for queues in answers.values())


def _run(installation: Installation, client: Client, key: str, name: str, file: str) -> float:
    """Seconds from when a worker took the run to its end."""
    response = client.post(f"/api/v1/run/{key}/{FLOWS[name]}", json={"file": file}, params={"mode": "async"})
    run_id = response.raise_for_status().headers["aqtra-run-id"]
    deadline = time.monotonic() + SECONDS
    while True:
        ended = client.get(f"/api/v1/workplace/runs/{run_id}").raise_for_status().json()
        if ended["status"] not in ("queued", "running"):
            break
        assert time.monotonic() < deadline, f"{name} does not end"
        time.sleep(0.2)
    assert ended["error"] is None, ended["error"]
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"]) as conn:
        row = conn.execute(
            "SELECT extract(epoch FROM ended_at - started_at) FROM dataflow.run WHERE id = %s", (run_id,)
        ).fetchone()
    assert row is not None
    return float(row[0])


def _orders(rows: int) -> bytes:
    lines = [f"N-{number},{number % 1000 / 8}\n" for number in range(rows)]
    return "".join(["Code,Total\n", *lines]).encode()


def _publish(client: Client) -> str:
    properties = [components.property_("Code", primary_key=True), components.property_("Total", "number")]
    stored = components.create_component(client, "Measured orders", properties)
    key = str(stored["document"]["key"])
    published = components.publish(
        client, components.save_component(client, stored, {**stored["document"], "flows": _flows(key)})
    )
    assert published["state"] == "completed", published
    return key


def _node(step: str, kind: str, *source: str, **params: Any) -> dict[str, Any]:
    return {"id": step, "type": kind, "name": step, "source": list(source), "params": params}


def _rows(**sources: str) -> list[dict[str, str]]:
    return [{"target": target, "source": source} for target, source in sources.items()]


def _flows(key: str) -> list[dict[str, Any]]:
    to: dict[str, Any] = {"component": key, "field_component_key": "_id@catalog"}
    reading = [
        _node("raw", "get_raw_model", model_schema={}),
        _node(
            "orders", "import_file", "raw", file_info_field="file", input_file_type="csv", column_separator=",",
            fields_mapping=_rows(Code="Code", Total="Total"),
        ),
        _node(
            "find", "lookup_reference", "orders", component=key, field_name="_id@catalog",
            key_mapping=_rows(Code="data.Code"),
        ),
    ]  # fmt: skip
    made = {
        "read": [
            *reading,
            _node("entry", "get_entity_by_id", "find", component=key, src_field="_id@catalog",
                  dst_field_name="_entry@object"),
            _node("grouped", "group_by", "entry", keys=["data.Total"]),
            _node("summed", "calculate_array", "grouped", operations=[
                {"array_path": "items", "field": "data.Total", "operation": "sum", "result_field": "_sum@number"},
            ]),
        ],
        "record": [
            *reading,
            _node("record", "deferred_update_entry", "find",
                  fields_mapping=_rows(Code="data.Code", Total="data.Total"), **to),
            _node("apply", "apply_deferred_update_operations", "record"),
        ],
        "change": [
            *reading,
            _node("change", "update_entry", "find", fields_mapping=_rows(Total="data.Total"), **to),
        ],
    }  # fmt: skip
    return [
        {
            "key": str(FLOWS[name]),
            "kind": "dataflow",
            "name": name,
            "generate_api_definition": True,
            "safe_to_repeat": name == "change",
            "stages": [{"id": "s", "name": "Stage", "steps": steps}],
        }
        for name, steps in made.items()
    ]
