"""A place in a table where whoever writes waits for the test."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.chaos.machine import Machine, eventually

_INSTALL = """
CREATE TABLE IF NOT EXISTS infra.dead_process (pid integer PRIMARY KEY);
CREATE OR REPLACE FUNCTION infra.pass_the_gate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(46);
    -- The server notices late that a client is gone, and would end the statement for it.
    IF EXISTS (SELECT FROM infra.dead_process WHERE pid = pg_backend_pid()) THEN
        RAISE EXCEPTION 'the client of this statement is dead';
    END IF;
    RETURN NEW;
END $$;
"""
_WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


class Gate:
    """Rows whose column begins with `stop` pass only while it is open."""

    def __init__(self, machine: Machine, table: str, column: str, event: str = "INSERT") -> None:
        self._machine = machine
        with machine.owner() as conn:
            conn.execute(_INSTALL)
            conn.execute(
                f"CREATE TRIGGER gate BEFORE {event} ON {table} FOR EACH ROW "
                f"WHEN (NEW.{column} LIKE 'stop%') EXECUTE FUNCTION infra.pass_the_gate()".encode()
            )
            conn.commit()

    @contextmanager
    def closed(self) -> Iterator[psycopg.Connection]:
        """Until left, or until the server goes away."""
        with self._machine.connected() as conn:
            conn.execute("SELECT pg_advisory_lock(46)")
            yield conn

    def wait_for(self, conn: psycopg.Connection, count: int = 1) -> list[int]:
        """The server processes of those that wait, as soon as so many do."""

        def found() -> list[int] | None:
            pids = [row[0] for row in conn.execute(_WAITING)]
            return pids if len(pids) >= count else None

        return list(eventually(found))

    def bury(self, pids: list[int]) -> None:
        """Their clients are dead: what they were doing ends with an error."""
        with self._machine.owner() as conn:
            conn.execute("INSERT INTO infra.dead_process SELECT unnest(%s::integer[])", (pids,))
            conn.commit()
