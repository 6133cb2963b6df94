"""What is measured: a component with five properties and many rows, and three operations on it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from tests.support import components
from tests.support.client import TOKEN_HEADER, Client
from tests.support.installation import Installation, start_installation

from aqtra.catalogs import names
from aqtra.catalogs.model import Model
from aqtra.catalogs.odata.options import read_options
from aqtra.catalogs.odata.query import compile_list
from aqtra.catalogs.statements import EntryStatements
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import TableLayout
from aqtra.metadata.releases.models import PublishedComponent

STATES = 5
LISTED = 50


@dataclass(frozen=True)
class Operation:
    """One operation in both worlds: a wrk script, and a pgbench script with the same statement."""

    name: str
    wrk: str
    pgbench: str


@dataclass(frozen=True)
class Subject:
    """A running installation with the rows in it."""

    base_url: str
    database_url: str
    operations: tuple[Operation, ...]


@contextmanager
def start_subject(folder: Path, rows: int) -> Iterator[Subject]:
    """Starts an installation whose commits wait for the disk, and fills it."""
    with start_installation(folder, durable=True) as installation, installation.signed_in() as client:
        key = _publish(client)
        published = _published(installation, key)
        _fill(installation, published, rows)
        operations = _operations(client, Model(published), rows)
        yield Subject(installation.base_url, installation.environment["AQTRA_DATABASE_URL"], operations)


def _publish(client: Client) -> str:
    properties = components.invoice_properties()
    for prop in properties:
        prop["query"] = prop["name"] in ("InvoiceState", "InvoiceDueDate")
    stored = components.create_component(client, "Invoices", properties)
    publication = components.publish(client, stored)
    assert publication["state"] == "completed", publication
    return str(stored["document"]["key"])


def _published(installation: Installation, key: str) -> PublishedComponent:
    with psycopg.connect(installation.environment["AQTRA_DATABASE_URL"]) as conn:
        row = conn.execute(
            "SELECT document, layout, version FROM metadata.release WHERE component_key = %s", (key,)
        ).fetchone()
    assert row is not None
    return PublishedComponent(ComponentDocument.model_validate(row[0]), TableLayout.model_validate(row[1]), row[2])


def _fill(installation: Installation, published: PublishedComponent, rows: int) -> None:
    table = f"catalogs.{published.table.table}"
    columns = ", ".join(names.column_name(prop.id) for prop in published.document.properties)
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        conn.execute(
            f"INSERT INTO {table} (name, created_at, updated_at, created_by, changed_by, {columns}) "
            "SELECT 'Invoice ' || n, now(), now(), 1, 1, 'Paper ' || n, 'N-' || n, "
            f"timestamptz '2026-01-01' + n * interval '7 minutes', (n % 100000) / 7.0, n % {STATES} "
            f"FROM generate_series(1, {rows}) n".encode()
        )
        conn.execute(f"VACUUM ANALYZE {table}".encode())


def _operations(client: Client, model: Model, rows: int) -> tuple[Operation, ...]:
    statements = EntryStatements(model)
    place = f"/api/v1/entries/{model.key}"
    headers = {
        "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar),
        TOKEN_HEADER: str(client.headers[TOKEN_HEADER]),
        "Content-Type": "application/json",
    }
    prepared = "".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n" for name, value in headers.items())
    options = {"$filter": "InvoiceState eq {}", "$orderby": "InvoiceDueDate", "$top": str(LISTED)}
    listings = [
        f"{place}?{urlencode({name: value.format(state) for name, value in options.items()})}"
        for state in range(STATES)
    ]
    listing = compile_list(
        model, read_options([(name, value.format(0)) for name, value in options.items()]), lambda _: model
    )
    return (
        Operation(
            "get one entry",
            f'{prepared}request = function() return wrk.format("GET", "{place}/" .. math.random({rows})) end',
            f"\\set id random(1, {rows})\n{_bound(statements.get, [':id'])};",
        ),
        Operation(
            f"list {LISTED} of {rows:,}",
            f"{prepared}local places = {{{', '.join(json.dumps(listed) for listed in listings)}}}\n"
            f"request = function() return wrk.format('GET', places[math.random({STATES})]) end",
            f"\\set state random(0, {STATES - 1})\n{_bound(listing.statement, [':state'])};",
        ),
        Operation(
            "create one entry",
            prepared + _CREATE.replace("PLACE", place),
            f"\\set n random(1, 9000000000000000)\n\\set state random(0, {STATES - 1})\n"
            + _bound(
                statements.insert,
                ["'Bench'", "1", "'Paper'", "('P-' || :n)", "'2026-12-01T10:00:00Z'", "'12.50'", ":state"],
            )
            + ";",
        ),
    )


# Numbers are unique over threads and rounds: the thread's address and the second of its start are part of them.
_CREATE = """
local counter, thread = 0, tostring({}):gsub("table: 0x", "") .. os.time()
request = function()
  counter = counter + 1
  local body = '{"data": {"InvoiceName": "Paper", "InvoiceNumber": "' .. thread .. '-' .. counter ..
    '", "InvoiceDueDate": "2026-12-01T10:00:00Z", "InvoiceTotalValue": "12.50", "InvoiceState": ' .. counter % 5 .. '}}'
  return wrk.format("POST", "PLACE", nil, body)
end
"""


def _bound(statement: bytes, values: list[str]) -> str:
    """The statement with pgbench's variables in place of its parameters; pgbench prepares it all the same."""
    text = statement.decode()
    for number in range(len(values), 0, -1):
        text = text.replace(f"${number}::", f"({values[number - 1]})::")
    return text
