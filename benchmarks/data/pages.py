"""A page of a list while the table grows: milliseconds and statements a page."""

import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.support.client import Client
from tests.support.installation import Installation

from benchmarks.data.subject import Orders, fill, owner, publish_customers, publish_orders, running

REPEATS = 25
# A page that takes seconds is asked for less often.
LONGEST_MS = 20_000
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
    by_due = _middle(client, place, BY_DUE, "Due ge 2010-01-01T00:00:00Z")
    by_customer = _middle(client, place, BY_CUSTOMER, "Customer/name ge 'Customer 8'")
    pages: dict[str, tuple[str, dict[str, str] | None]] = {
        "filter, order by date, expand": (place, FILTERED),
        "filter, order by customer's name, expand": (place, BY_CUSTOMER),
        "the same, in the middle by keyset": (by_customer, None),
        "first page by date": (place, BY_DUE),
        "page in the middle, keyset": (by_due, None),
        "page in the middle, $skip": (place, {**BY_DUE, "$skip": str(size // 2)}),
    }
    return [_timed(installation, client, name, *page) for name, page in pages.items()]


def _middle(client: Client, place: str, options: dict[str, str], start: str) -> str:
    """The address of a page far down: a token says only where to go on, so it may come from a shorter list."""
    found = " and ".join(part for part in (options.get("$filter"), start) if part)
    first = client.get(place, params={**options, "$filter": found}).raise_for_status().json()
    token = dict(parse_qsl(urlsplit(first["@odata.nextLink"]).query))["$skiptoken"]
    return f"{place}?{urlencode({**options, '$skiptoken': token})}"


def _timed(
    installation: Installation, client: Client, name: str, place: str, options: dict[str, str] | None
) -> dict[str, Any]:
    first = _get(client, place, options)
    repeats = max(3, min(REPEATS, int(LONGEST_MS / first)))
    before = _transactions(installation)
    times = [_get(client, place, options) for _ in range(repeats)]
    # Statements outside a transaction block are transactions of their own. A few of the platform's are among them.
    statements = (_transactions(installation) - before) / repeats
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
