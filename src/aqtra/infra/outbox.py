"""Transactional outbox: what must happen after a commit is a row of that commit.

The relay delivers rows at least once and in no promised order; receivers get ids and are idempotent.
"""

from typing import Any, Literal

import orjson
from psycopg.rows import dict_row
from redis.asyncio import Redis

from aqtra.infra.database import Connection, Database
from aqtra.infra.queue import ring

Topic = Literal["task", "publish"]
CHANNEL = "aqtra"
BATCH = 100


async def emit(conn: Connection, topic: Topic, payload: dict[str, Any]) -> None:
    """Writes a message in the caller's transaction; the relay takes it after the commit."""
    await conn.execute(
        "INSERT INTO infra.outbox (topic, payload) VALUES (%s, %s)", (topic, orjson.dumps(payload).decode())
    )
    await notify(conn, "outbox", {})


async def ring_after_commit(conn: Connection, task: str, task_id: str) -> None:
    """Asks for the Celery task `task` with the id `task_id` once this transaction is committed."""
    await emit(conn, "task", {"name": task, "id": task_id})


async def publish_after_commit(conn: Connection, channel: str, thing_id: str) -> None:
    """Publishes an id on a channel of Redis once this transaction is committed."""
    await emit(conn, "publish", {"name": channel, "id": thing_id})


async def notify(conn: Connection, kind: str, payload: dict[str, Any]) -> None:
    """Tells every process, at commit.

    For definitions, rights and sessions; never per entry: it takes a global lock.
    """
    message = orjson.dumps({"type": kind, **payload}).decode()
    await conn.execute("SELECT pg_notify(%s, %s)", (CHANNEL, message))


async def relay(db: Database, redis: Redis) -> int:
    """Delivers waiting messages. Returns how many. Several relays share the work without doubling it."""
    async with db.transaction() as conn:
        cursor = conn.cursor(row_factory=dict_row)
        await cursor.execute(
            """
            DELETE FROM infra.outbox WHERE id IN (
                SELECT id FROM infra.outbox ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
            RETURNING topic, payload
            """,
            (BATCH,),
        )
        rows = await cursor.fetchall()
        # Rung before the commit: if Redis refuses, the rows stay; if the commit fails, a doubled ring is harmless.
        for row in rows:
            await _deliver(row["topic"], row["payload"], redis)
    return len(rows)


async def _deliver(topic: Topic, payload: dict[str, Any], redis: Redis) -> None:
    if topic == "task":
        await ring(payload["name"], payload["id"])
    else:
        await redis.publish(payload["name"], payload["id"])
