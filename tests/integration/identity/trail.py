"""The audit trail as tests look at it: through its route, and as the roles of the database."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg

from aqtra.identity.audit.models import Checkpoint
from aqtra.identity.audit.trail import Verification, keys_of, verify
from aqtra.infra.container import Services, open_services
from aqtra.infra.database import Connection
from tests.support.accounts import settings_of
from tests.support.client import Client
from tests.support.installation import Installation

AUDIT = "/api/v1/access/audit"
Result = TypeVar("Result")


def new_trace() -> tuple[str, dict[str, str]]:
    """A trace id nobody else has, and the header that carries it."""
    trace = secrets.token_hex(16)
    return trace, {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}


def records(client: Client, **filters: Any) -> list[dict[str, Any]]:
    found = client.get(AUDIT, params={"$top": 200, **filters}).raise_for_status().json()["value"]
    return [dict(record) for record in found]


def of_trace(client: Client, trace: str) -> list[dict[str, Any]]:
    """What one request left, oldest first."""
    return [record for record in reversed(records(client)) if record["trace_id"] == trace]


def with_services(installation: Installation, work: Callable[[Services], Awaitable[Result]]) -> Result:
    async def within() -> Result:
        async with open_services(settings_of(installation)) as services:
            return await work(services)

    return asyncio.run(within())


@contextmanager
def as_owner(installation: Installation) -> Iterator[psycopg.Connection[Any]]:
    """What a thief with the owner's password has."""
    with psycopg.connect(installation.environment["AQTRA_DATABASE_OWNER_URL"], autocommit=True) as conn:
        yield conn


class _Undone(Exception):
    """Ends a transaction that must leave nothing."""


def verified_after(
    installation: Installation,
    statements: tuple[str, ...],
    checkpoints: tuple[Checkpoint, ...] = (),
    **parameters: Any,
) -> Verification:
    """What verification says after the owner ran the statements; then they are taken back."""

    async def work(services: Services) -> Verification:
        found: list[Verification] = []

        async def tamper(conn: Connection) -> None:
            for statement in statements:
                await conn.execute(statement.encode(), parameters)
            found.append(await verify(conn, keys_of(services.settings), checkpoints))
            raise _Undone

        try:
            async with services.owner_db.transaction() as conn:
                await tamper(conn)
        except _Undone:
            pass
        return found[0]

    return with_services(installation, work)
