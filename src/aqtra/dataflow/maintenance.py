"""What a sweeper does for runs and for what they queue: wakes up the forgotten, ends the lost, deletes the old."""

from datetime import timedelta
from typing import Final

from aqtra.dataflow import repository
from aqtra.dataflow.api import repository as calls
from aqtra.dataflow.api.service import KEPT
from aqtra.dataflow.bus.service import Bus
from aqtra.dataflow.service import RUN_TASK
from aqtra.dataflow.tracing import repository as recordings
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
        await repository.fail_lost(conn, now)
        await recordings.forget(conn, now)
        await calls.forget(conn, now - KEPT)
        await repository.forget(conn, now - KEEP_SUCCEEDED, now - KEEP_FAILED)
        forgotten = await repository.waiting_since(conn, now - FORGOTTEN_AFTER)
    for run_id in forgotten:
        await ring(RUN_TASK, str(run_id))
    await Bus(services).sweep()
