"""A user's query, from its text to rows with exact values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg import AsyncRawCursor, sql
from psycopg.errors import QueryCanceled
from psycopg.types.string import TextLoader

from aqtra.catalogs import access
from aqtra.catalogs.errors import NoSuchCatalog, exceeds_database
from aqtra.catalogs.sql.errors import BadSql, TooManyRows
from aqtra.catalogs.sql.rewrite import Rewritten, rewrite
from aqtra.catalogs.sql.views import READER, SCHEMA, view_name
from aqtra.catalogs.subject import act_as
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import TimedOut
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentKind

DEFAULT_LIMIT: Final = 10_000
LONGEST_SECONDS: Final = 30
MOST_BYTES: Final = 32 * 1024 * 1024
"""The whole answer stands in memory, here and wherever it is handed on to."""
_BOUND: Final = (str, int, Decimal, bool, date, time, datetime, UUID)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under the names of their columns, with Python's exact types."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def as_dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


async def query(
    services: Services,
    principal: Principal,
    text: str,
    parameters: Mapping[str, Any],
    *,
    limit: int = DEFAULT_LIMIT,
    seconds: int = LONGEST_SECONDS,
) -> Rows:
    """Runs one SELECT over the components the principal may read.

    Raises BadSql, NoSuchCatalog, NotSignedIn, ComponentForbidden, TooManyRows, TimedOut.
    """
    rewritten = rewrite(text, SCHEMA, lambda key: _view(services, principal, key))
    values = _values(rewritten, parameters)
    # Taken back, though it has written nothing: in a transaction around it, its role and its limits would go on.
    async with services.db.connection() as conn, conn.transaction(force_rollback=True):
        await act_as(conn, principal)
        await _confine(conn, seconds)
        try:
            return await _run(conn, rewritten, values, limit)
        except QueryCanceled as error:
            raise TimedOut(f"the query took longer than {seconds} seconds", seconds=seconds) from error


def _view(services: Services, principal: Principal, key: UUID) -> str:
    published = definitions_of(services).component(key)
    if published is None or published.document.kind is ComponentKind.MULTICOMPONENT:
        raise NoSuchCatalog
    access.check_read(principal, published.document)
    if published.document.settings.proxy_mode:
        raise BadSql.at("a component in proxy mode keeps no entries that SQL could read", None, None)
    return view_name(key, published.version)


def _values(rewritten: Rewritten, parameters: Mapping[str, Any]) -> list[Any]:
    given = {name.removeprefix("@"): value for name, value in parameters.items()}
    for name in rewritten.parameters:
        if name not in given:
            raise BadSql.of_field(f"parameters.{name}", "required", f"the parameter @{name} has no value")
    for name, value in given.items():
        if name not in rewritten.parameters:
            raise BadSql.of_field(f"parameters.{name}", "unknown_field", f"there is no @{name} in the query")
        if not _is_bindable(value):
            raise BadSql.of_field(f"parameters.{name}", "type", "a single value or a list of values is expected")
    return [given[name] for name in rewritten.parameters]


def _is_bindable(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(item, _BOUND) and "\0" not in str(item) for item in value)
    return value is None or (isinstance(value, _BOUND) and "\0" not in str(value))


async def _confine(conn: Connection, seconds: int) -> None:
    await conn.execute("SET TRANSACTION READ ONLY")
    await conn.execute(f"SET LOCAL statement_timeout = '{seconds}s'")
    # Nothing is found by its bare name but PostgreSQL's own.
    await conn.execute("SET LOCAL search_path = ''")
    # Read as text: Python's time spans know no months.
    await conn.execute("SET LOCAL intervalstyle = 'iso_8601'")
    await conn.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))


async def _run(conn: Connection, rewritten: Rewritten, values: list[Any], limit: int) -> Rows:
    async with AsyncRawCursor(conn) as cursor:
        cursor.adapters.register_loader("interval", TextLoader)
        try:
            await cursor.execute(_measured(rewritten.statement, limit + 1).encode(), values, prepare=False)
            rows = await cursor.fetchall()
        except (psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError) as error:
            raise BadSql.at(error.diag.message_primary or str(error), None, None) from error
        except (psycopg.OperationalError, psycopg.InternalError) as error:
            # That a value cannot be held in memory is told as an internal error.
            if not exceeds_database(error) and not isinstance(error, psycopg.InternalError):
                raise
            raise BadSql.at(f"it asks for too much: {error.diag.message_primary}", None, None) from error
        *columns, _ = [column.name for column in cursor.description or ()]
    if doubled := {name for name in columns if columns.count(name) > 1}:
        raise BadSql.at(f"two columns are called {min(doubled)}: give them names with AS", None, None)
    size = rows[0][-1]
    if size is None:
        return Rows(tuple(columns), ())
    if size > MOST_BYTES:
        raise BadSql.at(f"the answer has {size} bytes, more than {MOST_BYTES}; ask for less", None, None)
    if len(rows) > limit:
        raise TooManyRows(f"more than {limit} rows; narrow the query or ask for fewer", limit=limit)
    return Rows(tuple(columns), tuple([row[:-1] for row in rows]))


def _measured(statement: str, most: int) -> str:
    """The rows with the size of all of them behind each; without them when they are too large, one row at least."""
    return (
        f"WITH answer AS MATERIALIZED (SELECT * FROM ({statement}) result LIMIT {most}), "
        "size AS (SELECT sum(pg_column_size(answer.*)) AS bytes FROM answer) "
        f"SELECT answer.*, size.bytes FROM size LEFT JOIN answer ON size.bytes <= {MOST_BYTES}"
    )
