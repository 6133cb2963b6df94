"""SQL of encryption keys: fingerprints of those ever used, and what is sealed with which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from aqtra.infra.crypto import WrappedKey
from aqtra.infra.database import Connection
from aqtra.infra.property_cipher import BLIND_BYTES
from aqtra.infra.sealed import SEALED, WRAPPED, SealedColumn, WrappedColumn

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A version that was used. Of the key itself the database knows its fingerprint only."""

    version: int
    fingerprint: bytes
    first_seen: datetime
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class Use:
    """How many values of one place need a version."""

    place: str
    version: int
    count: int


async def known(conn: Connection) -> list[KnownKey]:
    cursor = conn.cursor(row_factory=class_row(KnownKey))
    await cursor.execute(
        "SELECT version, fingerprint, first_seen, retired_at FROM infra.encryption_key ORDER BY version"
    )
    return await cursor.fetchall()


async def remember(conn: Connection, version: int, fingerprint: bytes, now: datetime) -> None:
    """Keeps the first fingerprint of a version; a later one changes nothing."""
    await conn.execute(
        "INSERT INTO infra.encryption_key (version, fingerprint, first_seen) VALUES (%s, %s, %s) "
        "ON CONFLICT DO NOTHING",
        (version, fingerprint, now),
    )


async def retire(conn: Connection, version: int, now: datetime) -> None:
    await conn.execute(
        "UPDATE infra.encryption_key SET retired_at = %s WHERE version = %s AND retired_at IS NULL", (now, version)
    )


async def sealed_columns(conn: Connection) -> list[SealedColumn]:
    """Every sealed column, those of encrypted properties included. Of entries no other column holds bytes."""
    cursor = await conn.execute(
        """
        SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r' AND starts_with(relname, 'c_')
          AND atttypid = 'bytea'::regtype AND attnum > 0 AND NOT attisdropped
        ORDER BY relname, attname
        """
    )
    properties = [SealedColumn(f"catalogs.{table}", column, blind=True) for table, column in await cursor.fetchall()]
    return [*SEALED, *properties]


async def uses(conn: Connection) -> list[Use]:
    """What needs which version, by place. Reads every sealed column: for people, not for requests."""
    found: list[Use] = []
    for column in await sealed_columns(conn):
        cursor = await conn.execute(
            f"SELECT {_version(column)} AS version, count(*) FROM {_table(column)} "
            f"WHERE {_name(column)} IS NOT NULL GROUP BY 1".encode()
        )
        found += [Use(str(column), *row) for row in await cursor.fetchall()]
    for wrapped in WRAPPED:
        cursor = await conn.execute(f"SELECT key_version, count(*) FROM {wrapped.table} GROUP BY 1".encode())
        found += [Use(str(wrapped), *row) for row in await cursor.fetchall()]
    return sorted(found, key=lambda use: (use.version, use.place))


async def sample_of_each(conn: Connection) -> list[tuple[UUID, WrappedKey]]:
    """A file's key of each version: whether keys fit is tried on them."""
    found = []
    for wrapped in WRAPPED:
        cursor = await conn.execute(
            f"SELECT DISTINCT ON (key_version) {wrapped.key}, key_version, wrapped_key FROM {wrapped.table}".encode()
        )
        found += [(row[0], WrappedKey(row[1], row[2])) for row in await cursor.fetchall()]
    return found


async def sealed_with_others(
    conn: Connection, column: SealedColumn, version: int, after: Sequence[Any] | None
) -> list[tuple[tuple[Any, ...], bytes]]:
    """A page of values that another version sealed, by key."""
    key = ", ".join(column.key)
    behind = "" if after is None else f"AND ({key}) > ({', '.join(['%s'] * len(column.key))})"
    cursor = await conn.execute(
        f"SELECT {key}, {_name(column)} FROM {_table(column)} WHERE {_name(column)} IS NOT NULL "
        f"AND {_version(column)} <> %s {behind} ORDER BY {key} LIMIT {BATCH}".encode(),
        (version, *(after or ())),
    )
    return [(tuple(row[:-1]), row[-1]) for row in await cursor.fetchall()]


async def reseal(conn: Connection, column: SealedColumn, key: Sequence[Any], old: bytes, new: bytes) -> bool:
    """Replaces a value unless somebody else has changed it."""
    named = " AND ".join(f"{name} = %s" for name in column.key)
    cursor = await conn.execute(
        f"UPDATE {_table(column)} SET {_name(column)} = %s WHERE {named} AND {_name(column)} = %s".encode(),
        (new, *key, old),
    )
    return cursor.rowcount == 1


async def wrapped_with_others(
    conn: Connection, place: WrappedColumn, version: int, after: UUID | None
) -> list[tuple[UUID, WrappedKey]]:
    """A page of files' keys that another version wrapped, by id."""
    cursor = await conn.execute(
        f"SELECT {place.key}, key_version, wrapped_key FROM {place.table} WHERE key_version <> %s "
        f"AND (%s::uuid IS NULL OR {place.key} > %s) ORDER BY {place.key} LIMIT {BATCH}".encode(),
        (version, after, after),
    )
    return [(row[0], WrappedKey(row[1], row[2])) for row in await cursor.fetchall()]


async def rewrap(conn: Connection, place: WrappedColumn, file_id: UUID, old: WrappedKey, new: WrappedKey) -> bool:
    """Replaces a file's key unless somebody else has changed it."""
    cursor = await conn.execute(
        f"UPDATE {place.table} SET key_version = %s, wrapped_key = %s "
        f"WHERE {place.key} = %s AND wrapped_key = %s".encode(),
        (new.version, new.sealed, file_id, old.sealed),
    )
    return cursor.rowcount == 1


def _version(column: SealedColumn) -> str:
    start = BLIND_BYTES + 1 if column.blind else 1
    return f"('x' || encode(substring({_name(column)} FROM {start} FOR 4), 'hex'))::bit(32)::int"


def _table(column: SealedColumn) -> str:
    return sql.Identifier(*column.table.split(".")).as_string()


def _name(column: SealedColumn) -> str:
    return sql.Identifier(column.column).as_string()
