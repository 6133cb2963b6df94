"""What queries cost: how many statements they are, which indexes they use, and what is kept compiled."""

import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from psycopg import AsyncRawCursor

from aqtra.catalogs import names
from aqtra.catalogs.compiled import compiled_of
from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.support.components import property_


@contextmanager
def sent_queries(conn: Connection) -> Iterator[list[str]]:
    """The executions that went to the server, as libpq's own trace of the protocol shows them."""
    found: list[str] = []
    with tempfile.TemporaryFile("w+") as trace:
        conn.pgconn.trace(trace.fileno())
        try:
            yield found
        finally:
            conn.pgconn.untrace()
            trace.seek(0)
            found += [line for line in trace if re.search(r"\bF\b.*\b(Query|Execute)\b", line)]


def test_every_operation_is_one_statement(platform: Platform, deals: ComponentDocument) -> None:
    async def count() -> dict[str, int]:
        reader, writer = platform.entries.readable_by(MEMBER), platform.entries.writable_by(MEMBER)
        everything = {"title": "counted", "manager": 1, "team": [1, 2], "price": "1"}
        options = raw(
            {"filter": "manager/city eq 'Ulm'", "orderby": "manager", "expand": "manager,team", "count": "true"}
        )
        operations: dict[str, Callable[[Connection], Awaitable[Any]]] = {
            "create": lambda conn: writer.create(conn, deals.key, everything),
            "update": lambda conn: writer.update(conn, deals.key, 1, {"team": [1, 2]}),
            "get": lambda conn: reader.get(conn, deals.key, 1),
            "list": lambda conn: reader.list(conn, deals.key, options),
            "lookup": lambda conn: reader.lookup(conn, deals.key, {"title": "counted"}),
            "mark": lambda conn: writer.mark_for_deletion(conn, deals.key, 5),
        }
        counts = {}
        async with platform.services.db.connection() as conn:
            for name, operation in operations.items():
                with sent_queries(conn) as queries:
                    await operation(conn)
                counts[name] = len(queries)
        return counts

    assert set(platform.run(count()).values()) == {1}


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(
    platform: Platform, people: ComponentDocument
) -> None:
    async def sent(top: int) -> int:
        reader = platform.entries.readable_by(MEMBER)
        async with platform.services.db.connection() as conn:
            with sent_queries(conn) as queries:
                await reader.list(conn, people.key, raw({"top": str(top), "expand": "creatorSubject"}))
            return len(queries)

    assert platform.run(sent(1)) == platform.run(sent(1000)) == 1


INDEXED = [
    ({"filter": "title eq 'title 77'"}, "sort"),
    ({"filter": "contains(title,'title 77')"}, "search"),
    ({"filter": "price ge 500 and price lt 501"}, "sort"),
    ({"filter": "state eq 77"}, "sort"),
    ({"filter": "due lt 2020-01-01T01:00:00Z"}, "sort"),
    ({"filter": "one eq 77"}, "sort"),
    ({"orderby": "price", "top": "10"}, "sort"),
    ({"orderby": "price desc", "top": "10"}, "sort"),
    ({"orderby": "title", "top": "10"}, "sort"),
]


@pytest.fixture(scope="module")
def many(platform: Platform) -> ComponentDocument:
    made = document("Many")
    made = document(
        "Many",
        property_("title", query=True),
        property_("price", "number", query=True),
        property_("state", "integer", query=True),
        property_("due", "datetime", query=True),
        property_("one", "catalog", component=str(made.key), query=True),
        key=made.key,
    )
    platform.publish(made)
    table = names.table_name(made.key)
    columns = ", ".join(names.column_name(prop.id) for prop in made.properties)
    platform.sql(
        f"INSERT INTO catalogs.{table} (created_at, updated_at, {columns}) "
        "SELECT now(), now(), 'title ' || n, n / 7.0, n, timestamptz '2020-01-01' + n * interval '1 minute', n "
        "FROM generate_series(1, 20000) n"
    )
    platform.sql(f"ANALYZE catalogs.{table}")
    return made


@pytest.mark.parametrize(("options", "kind"), INDEXED)
def test_query_properties_are_found_and_ordered_by_their_index(
    platform: Platform, many: ComponentDocument, options: dict[str, str], kind: str
) -> None:
    statements = compiled_of(platform.services).for_(PLATFORM)
    compiled = statements.listing(many.key, raw(options))

    async def explain(conn: Connection) -> str:
        async with AsyncRawCursor(conn) as cursor:
            await cursor.execute(b"EXPLAIN (COSTS OFF) " + compiled.statement, compiled.parameters)
            return "\n".join(row[0] for row in await cursor.fetchall())

    plan = platform.with_connection(explain)
    name = next(iter(options.values())).removeprefix("contains(").replace(",", " ").split()[0]
    prop = many.property_named(name)
    assert prop is not None
    assert names.index_name(many.key, prop.id, kind) in plan, plan
    assert "Seq Scan" not in plan
    if "orderby" in options:
        assert "Sort" not in plan


def test_a_new_version_is_used_at_once_and_an_old_query_is_not_kept(platform: Platform) -> None:
    target, old = document("Old title"), document("Referring to a title")
    one = property_("one", "catalog", component=str(target.key))
    referring = document("Referring to a title", one, key=old.key)
    platform.publish(target, referring)
    platform.create(referring, {"one": platform.create(target, {})["id"]})
    shown = platform.list(referring, expand="one")["value"][0]["data"]["one"]
    assert shown["name"] == "Old title #1"
    platform.publish(document("New title", key=target.key))
    shown = platform.list(referring, expand="one")["value"][0]["data"]["one"]
    assert shown["name"] == "New title #1"
