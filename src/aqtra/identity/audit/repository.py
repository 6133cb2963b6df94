"""SQL of the audit trail: inserts and reads only, for more the application role has no right."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from psycopg.rows import class_row, dict_row
from psycopg.types.json import Jsonb

from aqtra.identity.audit.models import AuditRecord, Detail, Link, Outcome
from aqtra.infra.database import Connection

SEALERS_LOCK: Final = 0x6175_6469_7401
"""Advisory lock of whoever appends to the chain."""
RECORD: Final = (
    "record.id, record.at, record.action, record.outcome, record.actor_id, record.actor_name, record.target,"
    " record.address, record.trace_id, record.details"
)
# Transactions that write records last seconds; what took longer is found by the look at everything.
RECENT: Final = timedelta(minutes=5)
PAGE: Final = 1000


async def insert(
    conn: Connection,
    *,
    at: datetime,
    action: str,
    outcome: Outcome,
    actor_id: int | None,
    actor_name: str | None,
    target: str | None,
    address: str | None,
    trace_id: str | None,
    details: dict[str, Detail],
) -> None:
    await conn.execute(
        """
        INSERT INTO audit.record (at, action, outcome, actor_id, actor_name, target, address, trace_id, details)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (
            at,
            action,
            outcome.value,
            actor_id,
            actor_name,
            target,
            address,
            trace_id,
            Jsonb(details, dumps=lambda value: orjson.dumps(value).decode()),
        ),
    )


async def try_lock(conn: Connection) -> bool:
    """Takes the chain's end until the transaction ends; False when another process has it."""
    cursor = await conn.execute("SELECT pg_try_advisory_xact_lock(%s)", (SEALERS_LOCK,))
    row = await cursor.fetchone()
    assert row is not None
    return bool(row[0])


async def last_link(conn: Connection) -> Link | None:
    cursor = conn.cursor(row_factory=class_row(Link))
    await cursor.execute(
        """
        SELECT position, record_id, key_version, content_mac, chain_mac FROM audit.link
        ORDER BY position DESC LIMIT 1
        """
    )
    return await cursor.fetchone()


async def link_at(conn: Connection, position: int) -> Link | None:
    cursor = conn.cursor(row_factory=class_row(Link))
    await cursor.execute(
        "SELECT position, record_id, key_version, content_mac, chain_mac FROM audit.link WHERE position = %s",
        (position,),
    )
    return await cursor.fetchone()


async def unchained(conn: Connection, most: int, *, everything: bool) -> list[AuditRecord]:
    """Committed records without a place, by id: of the time since shortly before the last link, or of all time."""
    cursor = conn.cursor(row_factory=class_row(AuditRecord))
    since = (
        "true"
        if everything
        else (
            "record.at > coalesce((SELECT sealed_at FROM audit.link ORDER BY position DESC LIMIT 1), '-infinity')"
            " - %(recent)s"
        )
    )
    await cursor.execute(
        f"""
        SELECT {RECORD} FROM audit.record
        WHERE {since} AND NOT EXISTS (SELECT FROM audit.link WHERE link.record_id = record.id)
        ORDER BY record.id LIMIT %(most)s
        """,
        {"recent": RECENT, "most": most},
    )
    return await cursor.fetchall()


async def append(conn: Connection, links: Sequence[Link], at: datetime) -> None:
    """Puts links at the chain's end, under the lock."""
    await conn.execute(
        """
        INSERT INTO audit.link (position, record_id, key_version, content_mac, chain_mac, sealed_at)
        SELECT *, %s FROM unnest(%s::bigint[], %s::bigint[], %s::integer[], %s::bytea[], %s::bytea[])
        """,
        (
            at,
            [link.position for link in links],
            [link.record_id for link in links],
            [link.key_version for link in links],
            [link.content_mac for link in links],
            [link.chain_mac for link in links],
        ),
    )


async def chain_after(conn: Connection, position: int, most: int) -> list[tuple[Link, AuditRecord | None]]:
    """Links after a position with their records; None where the record is gone."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        f"""
        SELECT link.position, link.record_id, link.key_version, link.content_mac, link.chain_mac, {RECORD}
        FROM audit.link LEFT JOIN audit.record ON record.id = link.record_id
        WHERE link.position > %s ORDER BY link.position LIMIT %s
        """,
        (position, most),
    )
    return [(_link(row), AuditRecord.model_validate(row) if row["id"] else None) for row in await cursor.fetchall()]


def _link(row: dict[str, Any]) -> Link:
    return Link(row["position"], row["record_id"], row["key_version"], row["content_mac"], row["chain_mac"])


async def waiting(conn: Connection) -> tuple[int, datetime | None]:
    """How many committed records have no place yet, and since when the oldest waits."""
    cursor = await conn.execute(
        """
        SELECT count(*), min(at) FROM audit.record
        WHERE NOT EXISTS (SELECT FROM audit.link WHERE link.record_id = record.id)
        """
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0]), row[1]


async def page(
    conn: Connection,
    *,
    who: str | None,
    action: str | None,
    target: str | None,
    since: datetime | None,
    until: datetime | None,
    before: int | None,
    most: int,
) -> list[AuditRecord]:
    """The newest first, before an id. `who` is part of a name, `action` its beginning, `target` a part."""
    conditions: list[str] = []
    values: dict[str, Any] = {"most": most}
    for name, value, condition in (
        ("who", who and f"%{_escaped(who)}%", "record.actor_name ILIKE %(who)s"),
        ("action", action and f"{_escaped(action)}%", "record.action LIKE %(action)s"),
        ("target", target and f"%{_escaped(target)}%", "record.target ILIKE %(target)s"),
        ("since", since, "record.at >= %(since)s"),
        ("until", until, "record.at < %(until)s"),
        ("before", before, "record.id < %(before)s"),
    ):
        if value is not None and value != "":
            conditions.append(condition)
            values[name] = value
    cursor = conn.cursor(row_factory=class_row(AuditRecord))
    await cursor.execute(
        f"SELECT {RECORD} FROM audit.record WHERE {' AND '.join(conditions) or 'true'}"
        " ORDER BY record.id DESC LIMIT %(most)s",
        values,
    )
    return await cursor.fetchall()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
