"""The same pages for an administrator and for a member whose roles hold in every second customer, in turns."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.integration.identity.access import Access, browser, component
from tests.support import components
from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation

from benchmarks.data.subject import CUSTOMERS, Orders, fill, owner, running

REPEATS = 30
# Row policies follow a publication by some seconds, and give way to whoever writes the tables.
SETTLED_SECONDS = 120
WALLED = "SELECT count(*) FROM pg_class WHERE oid = ANY (%s::regclass[]) AND relrowsecurity"
PAGES = {
    "filter, order by date, expand": {"$filter": "State eq 3", "$orderby": "Due", "$top": "50", "$expand": "Customer"},
    "first page by date": {"$orderby": "Due", "$top": "50"},
    "one of a number": {"$filter": "Number eq 'N-77'", "$top": "1"},
    "how many, filtered": {"$filter": "State eq 3", "$top": "1", "$count": "true"},
    "sums by state": {"$apply": "groupby((State),aggregate($count as n,Total with sum as total))"},
}


def measure(folder: Path, rows: int) -> list[dict[str, Any]]:
    """Milliseconds of both and their ratio, medians."""
    with running(folder / "rights") as (installation, client):
        customers, orders = _published(client, installation)
        _wait_for_policies(installation, customers, orders)
        fill(installation, orders, rows)
        access = Access(client)
        readable = access.permission_set(*component(customers.key, "read"), *component(orders.key, "read"))
        role = access.role((readable, {}))
        here = [(role, {"component": customers.key, "entry": entry}) for entry in range(2, CUSTOMERS + 1, 2)]
        with browser(installation, access.user(*here)) as member:
            return [_compared(client, member, orders, name, options) for name, options in PAGES.items()]


def _wait_for_policies(installation: Installation, *components: Orders) -> None:
    """Without them one wall would be measured."""
    deadline = time.monotonic() + SETTLED_SECONDS
    with owner(installation) as conn:
        while conn.execute(WALLED, ([found.table for found in components],)).fetchone() != (len(components),):
            assert time.monotonic() < deadline
            time.sleep(0.5)


def _compared(
    administrator: Client, member: Client, orders: Orders, name: str, options: dict[str, str]
) -> dict[str, Any]:
    times: dict[str, list[float]] = {"administrator": [], "member": []}
    for _ in range(REPEATS):
        for who, client in (("administrator", administrator), ("member", member)):
            started = time.perf_counter()
            client.get(f"/api/v1/entries/{orders.key}", params=options).raise_for_status()
            times[who].append((time.perf_counter() - started) * 1_000)
    ours, theirs = median(times["administrator"]), median(times["member"])
    return {
        "page": name,
        "administrator_ms": round(ours, 2),
        "member_ms": round(theirs, 2),
        "ratio": round(theirs / ours, 2),
    }


def _published(client: Client, installation: Installation) -> tuple[Orders, Orders]:
    """Both restricted; filled customers, empty orders."""
    settings = {"domains": ["digital-workplace"], "restrict_access": True}
    customers = components.create_component(client, "Customers", [property_("City")], settings=settings)
    orders = components.create_component(
        client,
        "Orders",
        [
            property_("Number", primary_key=True),
            property_("State", "integer", query=True),
            property_("Due", "datetime", query=True),
            property_("Total", "number", minimum="0"),
            property_("Customer", "catalog", component=customers["document"]["key"], query=True),
        ],
        settings=settings,
    )
    assert components.publish(client, customers, orders)["state"] == "completed"
    made = [Orders(stored["document"]["key"], stored["document"], stored) for stored in (customers, orders)]
    with owner(installation) as conn:
        conn.execute(
            f"INSERT INTO {made[0].table} (name, created_at, updated_at) "
            f"SELECT 'Customer ' || n, now(), now() FROM generate_series(1, {CUSTOMERS}) n".encode()
        )
        conn.execute(f"VACUUM ANALYZE {made[0].table}".encode())
    return made[0], made[1]
