"""SQL of schedules."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row

from aqtra.infra.database import Connection
from aqtra.scheduler.models import Hand, Schedule

# One process at a time moves the hands. Whoever dies gives the lock up with its connection.
_LEADER: Final = 0x6171_7472_0000_0001
_HAND: Final = "hand.component, hand.version, hand.cron, zone, next_at, run_id, last_at, last_success, skipped_at"
_LIVE: Final = "live.component, live.version, live.cron, flow, flow_name, run_as_user, switched_at"


async def lead(conn: Connection) -> bool:
    """Whether this transaction may move hands: one does at a time, in the whole installation."""
    cursor = await conn.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LEADER,))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


async def register(conn: Connection, schedules: Iterable[Schedule]) -> None:
    """For releases that are not live yet."""
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """
            INSERT INTO scheduler.schedule (component, version, cron, flow, flow_name, run_as_user)
            VALUES (%(component)s, %(version)s, %(cron)s, %(flow)s, %(flow_name)s, %(run_as_user)s)
            ON CONFLICT (component, version) DO UPDATE SET cron = excluded.cron, flow = excluded.flow,
                flow_name = excluded.flow_name, run_as_user = excluded.run_as_user
            """,
            [asdict(schedule) for schedule in schedules],
        )


async def unregister(conn: Connection, version: int) -> None:
    """Of a version that was never live."""
    await conn.execute("DELETE FROM scheduler.schedule WHERE version = %s", (version,))


async def stop(conn: Connection) -> None:
    """Removes what later releases put out of force, and the hands that have no schedule any more."""
    await conn.execute(
        """
        DELETE FROM scheduler.schedule WHERE EXISTS (
            SELECT FROM metadata.release JOIN metadata.platform_version USING (version)
            WHERE component_key = schedule.component AND version > schedule.version AND switched_at IS NOT NULL)
        """
    )
    await conn.execute(
        "DELETE FROM scheduler.hand WHERE NOT EXISTS (SELECT FROM scheduler.live WHERE live.component = hand.component)"
    )


async def moved(conn: Connection, zone: str) -> list[tuple[Schedule, Hand | None]]:
    """Live schedules whose hands are missing, or were set for another release or zone."""
    schedules = await _schedules(
        conn,
        f"""SELECT {_LIVE} FROM scheduler.live LEFT JOIN scheduler.hand USING (component)
            WHERE hand.version IS DISTINCT FROM live.version OR hand.zone <> %s ORDER BY live.component""",
        (zone,),
    )
    return [(schedule, await hand(conn, schedule.component)) for schedule in schedules]


async def set_hand(conn: Connection, schedule: Schedule, zone: str, next_at: datetime | None) -> None:
    """Makes the hand of a schedule, or sets it anew; what it knows of earlier runs stays."""
    await conn.execute(
        """
        INSERT INTO scheduler.hand (component, version, cron, zone, next_at) VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (component) DO UPDATE SET version = excluded.version, cron = excluded.cron,
            zone = excluded.zone, next_at = excluded.next_at
        """,
        (schedule.component, schedule.version, schedule.cron, zone, next_at),
    )


async def settle(conn: Connection) -> None:
    """Notes which runs are over, and which of them went well."""
    await conn.execute(
        """
        UPDATE scheduler.hand SET run_id = NULL, last_success = coalesce((
            SELECT created_at FROM dataflow.run
            WHERE id = hand.run_id AND state IN ('completed', 'completed_with_warnings')), last_success)
        WHERE run_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM dataflow.run WHERE id = hand.run_id AND state IN ('queued', 'running'))
        """
    )


async def due(conn: Connection, now: datetime, limit: int) -> list[tuple[Schedule, Hand]]:
    """Schedules whose time has come, the longest waiting first."""
    schedules = await _schedules(
        conn,
        f"""SELECT {_LIVE} FROM scheduler.hand JOIN scheduler.live USING (component, version)
            WHERE next_at <= %s ORDER BY next_at, component LIMIT %s""",
        (now, limit),
    )
    found = [(schedule, await hand(conn, schedule.component)) for schedule in schedules]
    return [(schedule, its) for schedule, its in found if its is not None]


async def hands(conn: Connection) -> list[Hand]:
    cursor = conn.cursor(row_factory=class_row(Hand))
    await cursor.execute(f"SELECT {_HAND} FROM scheduler.hand ORDER BY component")
    return await cursor.fetchall()


async def hand(conn: Connection, component: UUID) -> Hand | None:
    cursor = conn.cursor(row_factory=class_row(Hand))
    await cursor.execute(f"SELECT {_HAND} FROM scheduler.hand WHERE component = %s", (component,))
    return await cursor.fetchone()


async def live_hand(conn: Connection, component: UUID) -> Hand | None:
    """The hand of a schedule that holds now."""
    cursor = conn.cursor(row_factory=class_row(Hand))
    await cursor.execute(
        f"SELECT {_HAND} FROM scheduler.hand JOIN scheduler.live USING (component, version) WHERE component = %s",
        (component,),
    )
    return await cursor.fetchone()


async def started(conn: Connection, component: UUID, run_id: UUID, at: datetime, next_at: datetime | None) -> None:
    await conn.execute(
        "UPDATE scheduler.hand SET run_id = %s, last_at = %s, next_at = %s WHERE component = %s",
        (run_id, at, next_at, component),
    )


async def skipped(conn: Connection, component: UUID, at: datetime, next_at: datetime | None) -> None:
    await conn.execute(
        "UPDATE scheduler.hand SET skipped_at = %s, next_at = %s WHERE component = %s", (at, next_at, component)
    )


async def wait_until(conn: Connection, component: UUID, next_at: datetime | None) -> None:
    await conn.execute("UPDATE scheduler.hand SET next_at = %s WHERE component = %s", (next_at, component))


async def _schedules(conn: Connection, statement: str, values: tuple[object, ...]) -> list[Schedule]:
    cursor = conn.cursor(row_factory=class_row(Schedule))
    await cursor.execute(statement, values)
    return await cursor.fetchall()
