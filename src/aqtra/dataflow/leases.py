"""Keeps a stored run alive while it runs, and stops it when it is cancelled or given up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from aqtra.dataflow import repository
from aqtra.dataflow.context import Cancellation
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.leases import renewing

_RENEW_SECONDS: Final = repository.LEASE.total_seconds() / 5
"""Several renewals fit into one lease, so a single slow one does not lose it."""


@asynccontextmanager
async def renewed(services: Services, run_id: UUID, cancellation: Cancellation) -> AsyncIterator[None]:
    """Renews the lease of a running run until left."""

    async def renew(conn: Connection) -> bool:
        wanted = await repository.renew(conn, run_id, services.clock.now())
        if not wanted:
            cancellation.ask()
        return wanted

    async with renewing(services.db, _RENEW_SECONDS, renew, run_id=str(run_id)):
        yield
