"""Keeps a stored run alive while it runs, stops one that is cancelled or given up, and settles those that were lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from aqtra.dataflow import repository_leases as repository
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.models import RunInfo
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.leases import renewing
from aqtra.infra.outbox import ring_after_commit

RUN_TASK: Final = "aqtra.run_dataflow"
RENEW_SECONDS: Final = repository.LEASE.total_seconds() / 5
"""Several renewals fit into one lease, so a single slow one does not lose it."""


@asynccontextmanager
async def renewed(services: Services, run: RunInfo, cancellation: Cancellation) -> AsyncIterator[None]:
    """Renews the lease of a running run until left."""

    async def renew(conn: Connection) -> bool:
        wanted = await repository.renew(conn, run.id, services.clock.now(), run.attempt)
        if not wanted:
            cancellation.ask()
        return wanted

    async with renewing(services.db, RENEW_SECONDS, renew, run_id=str(run.id)):
        yield


async def settle_lost(conn: Connection, now: datetime, run_id: UUID | None = None) -> None:
    """Queues lost runs again that are safe to repeat, and ends the others; of all runs, or of one."""
    for repeated in await repository.repeat_lost(conn, now, run_id):
        await ring_after_commit(conn, RUN_TASK, str(repeated))
    await repository.fail_lost(conn, now, run_id)
