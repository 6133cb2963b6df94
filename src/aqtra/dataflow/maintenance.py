"""What a sweeper does for runs and for what they queue: wakes up the forgotten, ends the lost, deletes the old."""

from datetime import timedelta
from typing import Final

from aqtra.dataflow import metrics, repository, repository_leases
from aqtra.dataflow.api import repository as calls
from aqtra.dataflow.api.service import KEPT
from aqtra.dataflow.bus.service import Bus
from aqtra.dataflow.consuming.letters import sweep_messages
from aqtra.dataflow.leases import RUN_TASK, settle_lost
from aqtra.dataflow.spreading import repository as parts
from aqtra.dataflow.tracing import repository as recordings
from aqtra.dataflow.webhooks import repository as webhooks
from aqtra.dataflow.webhooks.service import KEPT as DELIVERIES_KEPT
from aqtra.infra.container import Services
from aqtra.infra.queue import ring

# A doorbell message may be lost; a run that waited this long is rung again, which a busy worker ignores.
FORGOTTEN_AFTER: Final = timedelta(minutes=1)
KEEP_SUCCEEDED: Final = timedelta(days=30)
KEEP_FAILED: Final = timedelta(days=90)


async def sweep_runs(services: Services) -> None:
    """Repeatable at any time and by several processes at once."""
    now = services.clock.now()
    async with services.db.transaction() as conn:
        await settle_lost(conn, now)
        await parts.clear_ended(conn)
        metrics.parts_open(await parts.count(conn))
        await recordings.forget(conn, now)
        await calls.forget(conn, now - KEPT)
        await webhooks.forget(conn, now - DELIVERIES_KEPT)
        await repository.forget(conn, now - KEEP_SUCCEEDED, now - KEEP_FAILED)
        forgotten = await repository_leases.waiting_since(conn, now - FORGOTTEN_AFTER)
    for run_id in forgotten:
        await ring(RUN_TASK, str(run_id))
    await Bus(services).sweep()
    await sweep_messages(services)
