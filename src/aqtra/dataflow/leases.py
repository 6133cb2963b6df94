"""Keeps a stored run alive while it runs, and stops it when it is cancelled or given up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import structlog

from aqtra.dataflow import repository
from aqtra.dataflow.context import Cancellation
from aqtra.infra.container import Services
from aqtra.kernel.errors import Unavailable

log = structlog.get_logger("aqtra.dataflow")
# Several renewals fit into one lease, so a single slow one does not lose it.
RENEW_SECONDS = repository.LEASE.total_seconds() / 5


@asynccontextmanager
async def renewed(services: Services, run_id: UUID, cancellation: Cancellation) -> AsyncIterator[None]:
    """Renews the lease of a running run until left."""
    renewal = asyncio.create_task(_renew(services, run_id, cancellation))
    try:
        yield
    finally:
        renewal.cancel()
        with suppress(asyncio.CancelledError):
            await renewal


async def _renew(services: Services, run_id: UUID, cancellation: Cancellation) -> None:
    wanted = True
    while wanted:
        await asyncio.sleep(RENEW_SECONDS)
        try:
            async with services.db.transaction() as conn:
                wanted = await repository.renew(conn, run_id, services.clock.now())
        except Unavailable as error:
            log.warning("lease not renewed", run_id=str(run_id), reason=error.message)
    cancellation.ask()
