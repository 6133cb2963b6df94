"""A page of a list while the table grows: milliseconds and statements a page."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.support.client import Client
from tests.support.installation import Installation

from benchmarks.data.subject import Orders, fill, owner, publish_customers, publish_orders, running

REPEATS = 25
# PostgreSQL publishes its counters at most once a second.
COUNTERS_SECONDS = 2.5
FILTERED = {"$filter": "State eq 3", "$orderby": "Due", "$top": "50", "$expand": "Customer"}
BY_CUSTOMER = {"$filter": "State eq 3", "$orderby": "Customer/name", "$top": "50", "$expand": "Customer"}
BY_DUE = {"$orderby": "Due", "$top": "50", "$expand": "Customer"}


def measure(folder: Path, sizes: list[int]) -> list[dict[str, Any]]:
    """One row per size and kind of page."""
    results = []
    with running(folder / "pages") as (installation, client):
        customers = publish_customers(client, installation)
        for size in sizes:
            orders = publish_orders(client, f"Orders {size}", customers)
            fill(installation, orders, size)
            results += [{"rows": size, **row} for row in _pages(installation, client, orders, size)]
            with owner(installation) as conn:
                conn.execute(f"TRUNCATE {orders.table} CASCADE".encode())
    return results


def _pages(installation: Installation, client: Client, orders: Orders, size: int) -> list[dict[str, Any]]:
    place = f"/api/v1/entries/{orders.key}"
    middle = client.get(place, params={**BY_DUE, "$skip": str(size // 2)}).raise_for_status().json()
    return [
        _timed(installation, client, "filter, order by date, expand", place, FILTERED),
        _timed(installation, client, "filter, order by customer's name, expand", place, BY_CUSTOMER),
        _timed(installation, client, "first page by date", place, BY_DUE),
        _timed(installation, client, "page in the middle, keyset", middle["@odata.nextLink"], None),
        _timed(installation, client, "page in the middle, $skip", place, {**BY_DUE, "$skip": str(size // 2)}),
    ]


def _timed(
    installation: Installation, client: Client, name: str, place: str, options: dict[str, str] | None
) -> dict[str, Any]:
    _get(client, place, options)
    before = _transactions(installation)
    times = [_get(client, place, options) for _ in range(REPEATS)]
    # Statements outside a transaction block are transactions of their own. A few of the platform's are among them.
    statements = (_transactions(installation) - before) / REPEATS
    return {"page": name, "ms": round(median(times), 2), "worst_ms": round(max(times), 2), "statements": statements}


def _get(client: Client, place: str, options: dict[str, str] | None) -> float:
    started = time.perf_counter()
    entries = client.get(place, params=options).raise_for_status().json()["value"]
    elapsed = (time.perf_counter() - started) * 1_000
    assert len(entries) == 50, len(entries)
    return elapsed


def _transactions(installation: Installation) -> int:
    time.sleep(COUNTERS_SECONDS)
    with owner(installation) as conn:
        row = conn.execute(
            "SELECT sum(xact_commit) FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0])
