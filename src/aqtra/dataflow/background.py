"""Runs that wait for a worker."""

from aqtra.dataflow import repository
from aqtra.dataflow.items.codec import to_json_text
from aqtra.dataflow.leases import RUN_TASK
from aqtra.dataflow.models import RunInfo
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import ring_after_commit


async def queue_run(conn: Connection, services: Services, run: RunInfo) -> None:
    """Stores a run for a worker in the caller's transaction.

    Its worker checks once more whether it may run, and can be started this way: the log then says why not.
    """
    await repository.insert_queued(conn, services.sealer, run, to_json_text(run.payload).encode())
    await ring_after_commit(conn, RUN_TASK, str(run.id))
