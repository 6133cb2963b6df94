"""A million rows in and out through the API, beside COPY of the same rows in the same run."""

import csv
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import psycopg
from tests.support.client import Client
from tests.support.installation import Installation

from benchmarks.data.subject import CUSTOMERS, STATES, Orders, owner, publish_customers, publish_orders, running

FORMATS = ("csv", "jsonl")
POLL_SECONDS = 0.1
ENDED = {"completed", "failed", "cancelled"}


def measure(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """Rows a second of import and export with their share of COPY's, and the worker's memory."""
    with running(folder / "bulk") as (installation, client):
        customers = publish_customers(client, installation)
        orders = publish_orders(client, "Orders", customers)
        source = folder / "orders.csv"
        _write(source, rows)
        _allow(client, source)
        idle = _memory(_workers(installation))
        imports = [_import_round(installation, client, orders, source, rows) for _ in range(rounds)]
        peak = max(found["peak_bytes"] for found in imports)
        exports = {
            name: [_export_round(installation, client, orders, name, rows) for _ in range(rounds)] for name in FORMATS
        }
        return {
            "rows": rows,
            "import csv": _summary(imports),
            **{f"export {name}": _summary(found) for name, found in exports.items()},
            "worker_idle_mb": int(idle) >> 20,
            "worker_peak_import_mb": int(peak) >> 20,
            "worker_peak_export_mb": int(max(round_["peak_bytes"] for found in exports.values() for round_ in found))
            >> 20,
        }


def _summary(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {
        "rows_per_second": round(median(found["ours"] for found in rounds)),
        "copy_rows_per_second": round(median(found["copy"] for found in rounds)),
        "ratio": round(median(found["ours"] / found["copy"] for found in rounds), 3),
    }


def _write(source: Path, rows: int) -> None:
    with source.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Number", "State", "Due", "Total", "Customer"])
        for number in range(1, rows + 1):
            due = f"20{number % 30:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:00:00Z"
            writer.writerow([f"N-{number}", number % STATES, due, f"{number % 100000}.25", number % CUSTOMERS + 1])


def _allow(client: Client, source: Path) -> None:
    """The rule that files are uploaded under lets this one pass."""
    rules = client.get("/api/v1/studio/files/rules").raise_for_status().json()
    wider = {**rules, "max_file_size": max(rules["max_file_size"], source.stat().st_size)}
    client.put("/api/v1/studio/files/rules", json=wider).raise_for_status()


def _import_round(
    installation: Installation, client: Client, orders: Orders, source: Path, rows: int
) -> dict[str, float]:
    _empty(installation, orders)
    file = upload(client, source, {"import": orders.key})
    body = {
        "component": orders.key,
        "file": file,
        "format": "csv",
        "options": {"key": "create", "on_error": "stop", "match_references_by": "id"},
    }
    watched = _Watched(installation)
    seconds = watched.run(
        lambda: _ended(client, client.post("/api/v1/bulk/imports", json=body).raise_for_status().json(), watched)
    )
    with owner(installation) as conn:
        count = conn.execute(f"SELECT count(*) FROM {orders.table}".encode()).fetchone()
    assert count == (rows,), count
    _empty(installation, orders)
    return {"ours": rows / seconds, "copy": rows / _copied_in(installation, orders, source), "peak_bytes": watched.peak}


def _export_round(installation: Installation, client: Client, orders: Orders, name: str, rows: int) -> dict[str, float]:
    body = {"component": orders.key, "format": name, "query": {}, "options": {}}
    watched = _Watched(installation)
    seconds = watched.run(
        lambda: _ended(client, client.post("/api/v1/bulk/exports", json=body).raise_for_status().json(), watched)
    )
    return {"ours": rows / seconds, "copy": rows / _copied_out(installation, orders), "peak_bytes": watched.peak}


def upload(client: Client, source: Path, target: dict[str, Any]) -> str:
    """Uploads a file in parts; its id."""
    size = source.stat().st_size
    opened = client.post("/api/v1/uploads", json={"name": source.name, "size": size, "target": target})
    found = opened.raise_for_status().json()
    with source.open("rb") as file:
        for number in range(found["parts"]):
            part = file.read(found["part_size"])
            place = f"/api/v1/uploads/{found['id']}/parts/{number}"
            client.put(place, content=part, headers={"Content-Type": "application/octet-stream"}).raise_for_status()
    return str(client.post(f"/api/v1/uploads/{found['id']}/complete").raise_for_status().json()["id"])


class _Watched:
    """Times a job and remembers how much memory the workers had at most."""

    def __init__(self, installation: Installation) -> None:
        self._workers = _workers(installation)
        self.peak = 0

    def look(self) -> None:
        self.peak = max(self.peak, _memory(self._workers))

    def run(self, work: Callable[[], None]) -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started


def _ended(client: Client, job: dict[str, Any], watched: _Watched) -> None:
    while job["state"] not in ENDED:
        time.sleep(POLL_SECONDS)
        watched.look()
        job = client.get(f"/api/v1/bulk/jobs/{job['id']}").raise_for_status().json()
    assert job["state"] == "completed", job


def _workers(installation: Installation) -> list[psutil.Process]:
    """The workers' processes: found once, as looking for them costs what is to be measured."""
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        environment, command = process.info["environ"] or {}, process.info["cmdline"] or []
        if environment.get("AQTRA_DATA_DIR") == str(installation.data_dir) and "worker" in command:
            found.append(process)
    return found


def _memory(processes: list[psutil.Process]) -> int:
    """Resident bytes of them all."""
    return sum(process.memory_info().rss for process in processes)


def _empty(installation: Installation, orders: Orders) -> None:
    with owner(installation) as conn:
        conn.execute(f"TRUNCATE {orders.table} CASCADE".encode())


def _copied_in(installation: Installation, orders: Orders, source: Path) -> float:
    """Seconds that COPY takes for the same file into the same table, rules and indexes included."""
    columns = ", ".join(orders.column(name) for name in ("Number", "State", "Due", "Total", "Customer"))
    stamped = "ALTER TABLE {} ALTER created_at SET DEFAULT now(), ALTER updated_at SET DEFAULT now()"
    into = f"COPY {orders.table} ({columns}) FROM STDIN (FORMAT csv, HEADER)"
    with owner(installation) as conn:
        conn.execute("SET statement_timeout = 0")
        conn.execute(stamped.format(orders.table).encode())
        started = time.perf_counter()
        with conn.cursor().copy(into.encode()) as copy, source.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        return time.perf_counter() - started


def _copied_out(installation: Installation, orders: Orders) -> float:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute("SET statement_timeout = 0")
        started = time.perf_counter()
        with conn.cursor().copy(f"COPY {orders.table} TO STDOUT (FORMAT csv)".encode()) as copy:
            for _ in copy:
                pass
        return time.perf_counter() - started
