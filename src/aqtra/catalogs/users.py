"""Entries of User info mirror the users of identity under the same ids."""

from aqtra.catalogs import names
from aqtra.catalogs.repository import fetch
from aqtra.catalogs.sqltext import table
from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM
from aqtra.metadata.layout import USER_INFO_KEY

_MIRROR = (
    f"INSERT INTO {table(names.table_name(USER_INFO_KEY))} AS entry (id, name, created_at, updated_at) "  # noqa: S608
    "OVERRIDING SYSTEM VALUE VALUES ($1::bigint, $2::text, statement_timestamp(), statement_timestamp()) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at, "
    "version = entry.version + 1 WHERE entry.name IS DISTINCT FROM excluded.name"
).encode()


async def mirror_user(conn: Connection, user_id: int, name: str) -> None:
    """Makes or renames the entry of a user, in the transaction that changes the user."""
    await fetch(conn, _MIRROR, (str(user_id), name), subject=PLATFORM.subject)
