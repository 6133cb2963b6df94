"""What a sweeper does for jobs: wakes up forgotten and lost ones, ends hopeless ones, deletes old ones."""

import asyncio
from uuid import UUID

from aqtra.bulk import repository_jobs
from aqtra.bulk.errors import WorkersLost
from aqtra.bulk.limits import FORGOTTEN_AFTER, KEPT
from aqtra.bulk.models import JobError
from aqtra.bulk.scratch import sweep
from aqtra.bulk.service import JOB_TASK
from aqtra.catalogs.files import registered_file
from aqtra.files.service import delete_files
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.queue import ring


async def sweep_jobs(services: Services) -> None:
    """Repeatable at any time and by several processes at once."""
    await asyncio.to_thread(sweep, services.settings.data_dir)
    now = services.clock.now()
    hopeless = JobError.of(WorkersLost("every worker that took the job was lost; what was committed stays"))
    async with services.db.transaction() as conn:
        await repository_jobs.fail_hopeless(conn, now, hopeless)
        waiting = await repository_jobs.lost(conn, now)
        waiting += await repository_jobs.waiting_since(conn, now - FORGOTTEN_AFTER)
        files = [
            file
            for job in await repository_jobs.forget(conn, now - KEPT)
            for file in job
            if file is not None and await _is_of_jobs(conn, file)
        ]
    for job_id in waiting:
        await ring(JOB_TASK, str(job_id))
    if files:
        await delete_files(services, files)


async def _is_of_jobs(conn: Connection, file_id: UUID) -> bool:
    """A file of the library stays."""
    file = await registered_file(conn, file_id)
    return file is not None and file.kind in ("import", "bulk")
