"""SQL of subscriptions and messages. Whoever writes about a message names the lease under which it works."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.dataflow.bus.models import Rejection
from aqtra.dataflow.consuming.models import MessageState, Standing
from aqtra.infra.database import Connection

_HELD: Final = "EXISTS (SELECT FROM dataflow.subscription WHERE key = %(subscription)s AND token = %(token)s)"


async def acquire(conn: Connection, key: UUID, component: UUID, now: datetime, until: datetime) -> int | None:
    """The token of a new lease; None while another process has one."""
    cursor = await conn.execute(
        """INSERT INTO dataflow.subscription AS held (key, component, token, lease_until, changed_at)
           VALUES (%(key)s, %(component)s, nextval('dataflow.subscription_token'), %(until)s, %(now)s)
           ON CONFLICT (key) DO UPDATE SET token = excluded.token, lease_until = excluded.lease_until,
                  state = 'starting', reason = NULL, changed_at = %(now)s
           WHERE held.lease_until IS NULL OR held.lease_until < %(now)s
           RETURNING token""",
        {"key": key, "component": component, "now": now, "until": until},
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def renew(conn: Connection, key: UUID, token: int, until: datetime) -> bool:
    """False when another process has taken over."""
    cursor = await conn.execute(
        "UPDATE dataflow.subscription SET lease_until = %s WHERE key = %s AND token = %s", (until, key, token)
    )
    return cursor.rowcount == 1


async def release(conn: Connection, key: UUID, token: int) -> None:
    """Another process may begin at once."""
    await conn.execute(
        "UPDATE dataflow.subscription SET lease_until = NULL, state = 'starting', reason = NULL "
        "WHERE key = %s AND token = %s",
        (key, token),
    )


async def tell(conn: Connection, key: UUID, token: int, state: str, reason: str | None, now: datetime) -> None:
    """Whether the broker is there, for the check of the platform's health."""
    await conn.execute(
        "UPDATE dataflow.subscription SET state = %s, reason = %s, changed_at = %s WHERE key = %s AND token = %s",
        (state, reason, now, key, token),
    )


async def forget_others(conn: Connection, wanted: Collection[UUID], now: datetime) -> None:
    """Subscriptions of flows that are no longer published; what waited for them is dead again."""
    gone = {"wanted": list(wanted), "now": now}
    await conn.execute(
        "DELETE FROM dataflow.subscription WHERE key <> ALL(%(wanted)s::uuid[]) "
        "AND (lease_until IS NULL OR lease_until < %(now)s)",
        gone,
    )
    await conn.execute(
        "UPDATE dataflow.message_letter SET state = 'dead', due_at = NULL "
        "WHERE state = 'waiting' AND subscription <> ALL(%(wanted)s::uuid[])",
        gone,
    )


async def away(conn: Connection) -> int:
    """How many subscriptions cannot reach their broker, or have nobody any more who receives them."""
    cursor = await conn.execute(
        "SELECT count(*) FROM dataflow.subscription "
        "WHERE state = 'unavailable' OR lease_until < now() - interval '1 minute'"
    )
    row = await cursor.fetchone()
    return row[0] if row else 0


async def standing(conn: Connection, subscription: UUID, message_id: str) -> Standing | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT state, attempts, due_at, error FROM dataflow.subscription_message "
        "WHERE subscription = %s AND message_id = %s",
        (subscription, message_id),
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    error = row["error"] and Rejection.model_validate(row["error"])
    return Standing(MessageState(row["state"]), row["attempts"], row["due_at"], error)


async def begin(
    conn: Connection, subscription: UUID, token: int, message_id: str, now: datetime, *, anew: bool
) -> int | None:
    """Counts an attempt before it is made, so that one that kills the process counts too; how many that makes.

    None when the lease is lost. `anew`: what is known of the id is of another message.
    """
    cursor = await conn.execute(
        f"""INSERT INTO dataflow.subscription_message AS message
                   (subscription, message_id, attempts, due_at, changed_at)
            SELECT %(subscription)s, %(id)s, 1, %(now)s, %(now)s WHERE {_HELD}
            ON CONFLICT (subscription, message_id) DO UPDATE SET state = 'open', changed_at = %(now)s,
                   attempts = CASE WHEN %(anew)s THEN 1 ELSE message.attempts + 1 END
            RETURNING attempts""",
        {"subscription": subscription, "token": token, "id": message_id, "now": now, "anew": anew},
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def settle(
    conn: Connection,
    subscription: UUID,
    token: int,
    message_id: str,
    state: MessageState,
    now: datetime,
    *,
    due_at: datetime | None = None,
    error: Rejection | None = None,
) -> bool:
    """How an attempt ended. False when the lease is lost."""
    cursor = await conn.execute(
        f"""UPDATE dataflow.subscription_message SET state = %(state)s, changed_at = %(now)s,
                   due_at = coalesce(%(due_at)s, due_at), error = %(error)s
            WHERE subscription = %(subscription)s AND message_id = %(id)s AND {_HELD}""",
        {
            "subscription": subscription,
            "token": token,
            "id": message_id,
            "state": state.value,
            "now": now,
            "due_at": due_at,
            "error": error and error.model_dump_json(),
        },
    )
    return cursor.rowcount == 1


async def forget_ended(conn: Connection, before: datetime, open_before: datetime) -> None:
    """Ids that need no longer be known. Those of open ones are kept longer: their brokers may still have them."""
    await conn.execute(
        "DELETE FROM dataflow.subscription_message WHERE changed_at < CASE state WHEN 'open' THEN %s ELSE %s END",
        (open_before, before),
    )


async def versions(conn: Connection, systems: Collection[UUID]) -> dict[UUID, int]:
    """Of published systems: which of their versions runs use."""
    cursor = await conn.execute(
        "SELECT id, published_version FROM dataflow.integration WHERE published IS NOT NULL AND id = ANY(%s)",
        (list(systems),),
    )
    return {row[0]: row[1] for row in await cursor.fetchall()}


KNOWN: Final = timedelta(hours=24)
"""A message that comes again within this time is skipped."""
KEPT_OPEN: Final = timedelta(days=7)
