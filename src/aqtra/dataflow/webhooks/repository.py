"""SQL of webhooks and their deliveries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row

from aqtra.dataflow.models import RunState
from aqtra.dataflow.webhooks.models import Delivery, DeliveryState, Proof, Webhook
from aqtra.infra.database import Connection
from aqtra.kernel.principal import Principal

_COLUMNS: Final = """
    id, component, flow, name, check_by, delivery_header, responds, sealed_secret, sealed_earlier, earlier_until,
    created_at
"""


class Counted(NamedTuple):
    """Deliveries of some time: proven, refused, and refused of one address."""

    proven: int = 0
    refused: int = 0
    refused_here: int = 0


async def insert(conn: Connection, webhook: Webhook, by: Principal) -> None:
    await conn.execute(
        f"""INSERT INTO dataflow.webhook ({_COLUMNS}, created_by)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL, NULL, %s, %s)""",
        (
            webhook.id,
            webhook.component,
            webhook.flow,
            webhook.name,
            webhook.proof.model_dump_json(),
            webhook.delivery_header,
            webhook.responds,
            webhook.sealed_secret,
            webhook.created_at,
            by.user_id,
        ),
    )


async def get(conn: Connection, webhook: UUID, *, lock: bool = False) -> Webhook | None:
    suffix = " FOR UPDATE" if lock else ""
    found = await _webhooks(conn, f"WHERE id = %s{suffix}", (webhook,))
    return found[0] if found else None


async def of_flow(conn: Connection, component: UUID, flow: UUID) -> list[Webhook]:
    """The oldest first."""
    return await _webhooks(conn, "WHERE component = %s AND flow = %s ORDER BY created_at, id", (component, flow))


async def set_secret(conn: Connection, webhook: UUID, sealed: bytes, earlier: bytes, until: datetime) -> None:
    await conn.execute(
        "UPDATE dataflow.webhook SET sealed_secret = %s, sealed_earlier = %s, earlier_until = %s WHERE id = %s",
        (sealed, earlier, until, webhook),
    )


async def delete(conn: Connection, webhook: UUID) -> None:
    await conn.execute("DELETE FROM dataflow.webhook WHERE id = %s", (webhook,))


async def log(conn: Connection, delivery: Delivery) -> bool:
    """False when the same delivery was accepted before; then nothing is written."""
    cursor = await conn.execute(
        """
        INSERT INTO dataflow.webhook_delivery
            (id, webhook, received_at, mark_hash, state, reason, run_id, size, address)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (webhook, mark_hash) WHERE state = 'accepted' DO NOTHING
        """,
        (
            delivery.id,
            delivery.webhook,
            delivery.received_at,
            delivery.mark,
            delivery.state.value,
            delivery.reason,
            delivery.run_id,
            delivery.size,
            delivery.address,
        ),
    )
    return cursor.rowcount == 1


async def ran(conn: Connection, delivery: UUID, run_id: UUID, *, well: bool = True, reason: str | None = None) -> None:
    """Notes the run of an accepted delivery. One that did not go well may be sent again."""
    state = DeliveryState.ACCEPTED if well else DeliveryState.FAILED
    await conn.execute(
        "UPDATE dataflow.webhook_delivery SET run_id = %s, state = %s, reason = %s WHERE id = %s",
        (run_id, state.value, reason, delivery),
    )


async def failed(conn: Connection, delivery: UUID, reason: str) -> None:
    await conn.execute(
        "UPDATE dataflow.webhook_delivery SET state = 'failed', reason = %s WHERE id = %s", (reason, delivery)
    )


async def run_of(conn: Connection, webhook: UUID, mark: bytes) -> UUID | None:
    """The run that an earlier delivery started."""
    cursor = await conn.execute(
        "SELECT run_id FROM dataflow.webhook_delivery WHERE webhook = %s AND mark_hash = %s AND state = 'accepted'",
        (webhook, mark),
    )
    row = await cursor.fetchone()
    return row[0] if row else None


async def counted(conn: Connection, webhook: UUID, address: str | None, since: datetime) -> Counted:
    """What came since then."""
    cursor = await conn.execute(
        """
        SELECT count(*) FILTER (WHERE state <> 'refused'), count(*) FILTER (WHERE state = 'refused'),
               count(*) FILTER (WHERE state = 'refused' AND address IS NOT DISTINCT FROM %s)
        FROM dataflow.webhook_delivery WHERE webhook = %s AND received_at > %s
        """,
        (address, webhook, since),
    )
    row = await cursor.fetchone()
    return Counted(*row) if row else Counted()


async def latest(conn: Connection, webhook: UUID, limit: int) -> list[tuple[Delivery, RunState | None]]:
    """With the state that their runs have now; the latest first."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        """
        SELECT delivery.id, webhook, received_at, delivery.state, size, address, reason, run_id,
               run.state AS run_state
        FROM dataflow.webhook_delivery delivery LEFT JOIN dataflow.run ON run.id = run_id
        WHERE webhook = %s ORDER BY received_at DESC, delivery.id LIMIT %s
        """,
        (webhook, limit),
    )
    return [_delivery(row) for row in await cursor.fetchall()]


async def forget(conn: Connection, before: datetime) -> None:
    """Old deliveries, and the webhooks of components that were deleted."""
    await conn.execute("DELETE FROM dataflow.webhook_delivery WHERE received_at < %s", (before,))
    await conn.execute(
        "DELETE FROM dataflow.webhook WHERE NOT EXISTS "
        "(SELECT FROM metadata.component WHERE component.key = webhook.component)"
    )


async def _webhooks(conn: Connection, where: str, values: tuple[object, ...]) -> list[Webhook]:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(f"SELECT {_COLUMNS} FROM dataflow.webhook {where}", values)
    return [
        Webhook(**{**row, "proof": Proof.model_validate(proof)})
        for row in await cursor.fetchall()
        if (proof := row.pop("check_by"))
    ]


def _delivery(row: Mapping[str, Any]) -> tuple[Delivery, RunState | None]:
    fields = {name: value for name, value in row.items() if name != "run_state"}
    state = row["run_state"]
    return Delivery(**{**fields, "state": DeliveryState(fields["state"])}), RunState(state) if state else None
