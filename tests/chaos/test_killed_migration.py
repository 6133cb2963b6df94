"""A worker is killed in the middle of a change of tables: another takes every step back, and the change can be made."""

from typing import Any

import psycopg
import pytest

from tests.chaos.machine import Machine, eventually
from tests.chaos.test_killed_worker import Application, ended, lose_lease
from tests.support.client import Client
from tests.support.components import property_, save_component

ROWS = 5_000
# What the application role may see of the schema: everything that a change makes.
SCHEMA = """
SELECT 'column', attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod)
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, replace(pg_get_constraintdef(oid), ' NOT VALID', '')
FROM pg_constraint WHERE connamespace = 'catalogs'::regnamespace
UNION ALL SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'catalogs'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, '' FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', '', oid::regprocedure::text, '' FROM pg_proc
WHERE pronamespace = 'catalogs'::regnamespace
ORDER BY 1, 2, 3, 4
"""


def asked(machine: Machine, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with machine.owner() as conn:
        return conn.execute(statement.encode(), parameters or None).fetchall()


class Large(Application):
    """An application with so many entries that changing its table takes many steps."""

    def __init__(self, machine: Machine, client: Client, title: str) -> None:
        super().__init__(client, title)
        self.code = self.stored["document"]["properties"][0]
        column = f'"p_{self.code["id"]}"'
        with machine.owner() as conn:
            conn.execute(
                f"INSERT INTO {self.table} (created_at, updated_at, {column}) "
                f"SELECT now(), now(), 'S' || n FROM generate_series(1, {ROWS}) n".encode()
            )
            conn.commit()
        self._written = ROWS

    def save(self, client: Client, *properties: dict[str, Any]) -> None:
        document = self.stored["document"] | {"properties": list(properties)}
        self.stored = save_component(client, self.stored, document)
        self.mark_ready()


def blocked(conn: psycopg.Connection[Any]) -> bool:
    """Whether another connection waits for this one."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    return conn.execute(waiting).fetchone() is not None


@pytest.mark.parametrize("place", ["while rows are taken over", "while an index is built"])
def test_a_change_cut_off_in_the_middle_is_taken_back_and_made_again(
    machine: Machine, client: Client, place: str
) -> None:
    application = Large(machine, client, f"Killed {place}")
    code, amount = application.code, property_("Amount", "integer")
    application.save(client, code, amount)
    assert ended(client, application.start_publication())["state"] == "completed"
    column = f'"p_{amount["id"]}"'
    with machine.owner() as conn:
        conn.execute(f"UPDATE {application.table} SET {column} = id".encode())
        # One row of a later batch waits for this test.
        conn.execute(
            "CREATE OR REPLACE FUNCTION infra.wait() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END'"
        )
        conn.execute(
            f"CREATE TRIGGER wait BEFORE UPDATE ON {application.table} FOR EACH ROW "
            f"WHEN (NEW.id = {ROWS - 10}) EXECUTE FUNCTION infra.wait()".encode()
        )
        conn.commit()
    before = asked(machine, SCHEMA)

    by_rows = place == "while rows are taken over"
    application.save(client, code, amount | ({"type": "string"} if by_rows else {"query": True}))
    with machine.owner() as conn:
        if by_rows:
            conn.execute("SELECT pg_advisory_xact_lock(1)")
        else:
            # A new index waits for whoever has written to its table.
            conn.execute(f"UPDATE {application.table} SET name = name WHERE id = {ROWS}".encode())
        publication_id = application.start_publication()
        eventually(lambda: blocked(conn))
        machine.worker.kill()
    assert asked(machine, "SELECT 1 FROM catalogs.migration_step WHERE publication_id = %s", publication_id)
    assert asked(machine, SCHEMA) != before
    application.is_in_use()

    lose_lease(machine, publication_id)
    machine.worker.start()
    assert ended(client, publication_id)["state"] == "rolled_back"
    assert asked(machine, SCHEMA) == before
    assert asked(machine, "SELECT 1 FROM catalogs.migration_step WHERE publication_id = %s", publication_id) == []
    differing = f"SELECT count(*) FROM {application.table} WHERE id <= {ROWS} AND {column} IS DISTINCT FROM id"
    assert asked(machine, differing) == [(0,)]
    application.is_in_use()

    assert ended(client, application.start_publication())["state"] == "completed"
    entry = client.get(f"/api/v1/entries/{application.key}/{ROWS}").raise_for_status().json()
    assert entry["data"]["Amount"] == (str(ROWS) if by_rows else ROWS)
    application.is_in_use()
