"""The notes of a job: its row, where everybody sees how far it is, and its refused rows."""

from collections.abc import Sequence

from aqtra.bulk import repository_jobs
from aqtra.bulk.journal import Cancelled
from aqtra.bulk.limits import REPORTED_ERRORS
from aqtra.bulk.models import Counts, JobState, RowError
from aqtra.bulk.repository_jobs import JobRow
from aqtra.infra.container import Services
from aqtra.infra.database import Connection


class LeaseLost(Exception):
    """Another worker has the job."""


class JobJournal:
    """Notes under a lease. Every verb raises LeaseLost, and Cancelled when somebody asked for that."""

    def __init__(self, services: Services, row: JobRow, reported: int) -> None:
        """`reported`: refusals that are kept already."""
        self._services = services
        self._row = row
        self._reported = reported
        self._state: JobState | None = JobState.RUNNING
        self.counts = Counts(**row.job.model_dump(include=set(Counts.model_fields)))
        self.line_done = row.line_done

    async def note(self, errors: Sequence[RowError] = ()) -> None:
        async with self._services.db.transaction() as conn:
            await self._write(conn, errors)
        self._go_on()

    async def note_with(self, conn: Connection, errors: Sequence[RowError] = ()) -> None:
        await self._write(conn, errors)

    async def complete_with(self, conn: Connection) -> None:
        await self._write(conn, ())
        self._go_on()
        now = self._services.clock.now()
        await repository_jobs.finish(conn, self._row.job.id, self._row.lease, JobState.COMPLETED, now)

    async def after_commit(self) -> None:
        self._go_on()

    async def _write(self, conn: Connection, errors: Sequence[RowError]) -> None:
        now = self._services.clock.now()
        job_id = self._row.job.id
        self._state = await repository_jobs.note(conn, job_id, self._row.lease, self.counts, self.line_done, now)
        if self._state is None:
            # Inside the transaction: what another worker reports is not reported twice.
            raise LeaseLost
        kept = errors[: REPORTED_ERRORS - self._reported]
        if kept:
            await repository_jobs.refuse(conn, job_id, kept)
        self._reported += len(kept)

    def _go_on(self) -> None:
        if self._state is JobState.CANCELLING:
            raise Cancelled
