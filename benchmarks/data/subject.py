"""What is measured: orders that refer to customers, filled by PostgreSQL itself."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests.support import components
from tests.support.client import Client
from tests.support.components import property_
from tests.support.installation import Installation, start_installation

from aqtra.catalogs import names

CUSTOMERS = 1_000
STATES = 5


@dataclass(frozen=True)
class Orders:
    """A published component: its key, its table, and its columns by property name."""

    key: str
    document: dict[str, Any]
    stored: dict[str, Any]

    @property
    def table(self) -> str:
        return f"catalogs.{names.table_name(uuid.UUID(self.key))}"

    def column(self, name: str) -> str:
        found = next(prop for prop in self.document["properties"] if prop["name"] == name)
        return names.column_name(found["id"])


@contextmanager
def running(folder: Path) -> Iterator[tuple[Installation, Client]]:
    """An installation whose commits wait for the disk, with its administrator signed in."""
    with start_installation(folder, durable=True) as installation, installation.signed_in() as client:
        client.timeout = 600
        yield installation, client


def publish_orders(client: Client, title: str, customers: Orders, *more: dict[str, Any]) -> Orders:
    """Orders: number (key), state, due date, total, customer, and `more` properties."""
    return _published(
        client,
        title,
        [
            property_("Number", primary_key=True),
            property_("State", "integer", query=True),
            property_("Due", "datetime", query=True),
            property_("Total", "number", minimum="0"),
            property_("Customer", "catalog", component=customers.key, query=True),
            *more,
        ],
    )


def publish_customers(client: Client, installation: Installation) -> Orders:
    """A thousand customers with names."""
    customers = _published(client, "Customers", [property_("City", query=True)])
    city = customers.column("City")
    with owner(installation) as conn:
        conn.execute(
            f"INSERT INTO {customers.table} (name, created_at, updated_at, {city}) "
            f"SELECT 'Customer ' || md5(n::text), now(), now(), 'City ' || n % 50 "
            f"FROM generate_series(1, {CUSTOMERS}) n".encode()
        )
        conn.execute(f"VACUUM ANALYZE {customers.table}".encode())
    return customers


def fill(installation: Installation, orders: Orders, rows: int) -> None:
    """Adds rows 1 … `rows` in the order of their ids, and lets PostgreSQL look at them."""
    into = ", ".join(orders.column(name) for name in ("Number", "State", "Due", "Total", "Customer"))
    with owner(installation) as conn:
        conn.execute("SET statement_timeout = 0")
        conn.execute(
            f"INSERT INTO {orders.table} (name, created_at, updated_at, created_by, changed_by, {into}) "
            f"SELECT 'Order ' || n, now(), now(), 1, 1, 'N-' || n, n / {CUSTOMERS} % {STATES}, "
            f"timestamptz '2000-01-01' + (n::bigint * 7919 % 10000019) * interval '1 minute', (n % 100000) / 8.0, "
            f"1 + n % {CUSTOMERS} FROM generate_series(1, {rows}) n".encode()
        )
        conn.execute(f"VACUUM ANALYZE {orders.table}".encode())


def owner(installation: Installation) -> psycopg.Connection[Any]:
    """A connection of the owner role in autocommit mode."""
    return psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True)


def _published(client: Client, title: str, properties: list[dict[str, Any]]) -> Orders:
    stored = components.create_component(client, title, properties)
    publication = components.publish(client, stored)
    assert publication["state"] == "completed", publication
    return Orders(str(stored["document"]["key"]), stored["document"], stored)
