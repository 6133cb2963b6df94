"""Leases of rows that a process works on: renewed while it does, so that nobody takes it for dead."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from aqtra.infra.database import Connection, Database
from aqtra.kernel.errors import Unavailable

log = structlog.get_logger("aqtra.lease")


@asynccontextmanager
async def renewing(
    db: Database, every: float, renew: Callable[[Connection], Awaitable[bool]], **what: object
) -> AsyncIterator[None]:
    """Calls `renew` every so many seconds until left, or until it says that the lease is lost.

    Whoever works on the row is fenced: a lost lease is noticed by its next change.
    """
    renewal = asyncio.create_task(_renew(db, every, renew, what))
    try:
        yield
    finally:
        renewal.cancel()
        with suppress(asyncio.CancelledError):
            await renewal


async def _renew(
    db: Database, every: float, renew: Callable[[Connection], Awaitable[bool]], what: dict[str, object]
) -> None:
    held = True
    while held:
        await asyncio.sleep(every)
        try:
            async with db.transaction() as conn:
                held = await renew(conn)
        except Unavailable as error:
            # Going on is safe: at worst somebody else takes over.
            log.warning("lease not renewed", reason=error.message, **what)
