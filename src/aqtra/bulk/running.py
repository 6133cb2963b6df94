"""Runs a job that a worker was told of: claims it, keeps the lease, ends it in every case."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import structlog

from aqtra.bulk import repository_jobs
from aqtra.bulk.errors import RowsRefused
from aqtra.bulk.exporting import Export, Exporter
from aqtra.bulk.importing import Import, Importer
from aqtra.bulk.job_journal import JobJournal, LeaseLost
from aqtra.bulk.journal import Cancelled
from aqtra.bulk.limits import LEASE
from aqtra.bulk.models import MEDIA_TYPES, ExportOptions, ImportOptions, JobError, JobKind, JobState
from aqtra.bulk.report import report
from aqtra.bulk.repository_jobs import JobRow
from aqtra.bulk.sources import StoredSource
from aqtra.files.service import delete_files, store_stream
from aqtra.identity import audit
from aqtra.identity.audit.models import Outcome
from aqtra.identity.principals import principal_by_id
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.leases import renewing
from aqtra.kernel.errors import AqtraError, Forbidden, Unavailable
from aqtra.kernel.principal import PLATFORM, Principal
from aqtra.kernel.scopes import restored

log = structlog.get_logger("aqtra.bulk")
# Several renewals fit into one lease, so a single slow one does not lose it.
_RENEW_SECONDS: Final = LEASE.total_seconds() / 5
_REPORT_TYPE: Final = "text/csv"


@dataclass(frozen=True, slots=True)
class _End:
    state: JobState
    error: JobError | None = None
    result: UUID | None = None


class JobRunner:
    """Runs jobs one after the other."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def run(self, job_id: UUID) -> None:
        """Does nothing for a job that another worker has, or that has ended.

        Raises Unavailable when database or blob store are away: then the job is taken anew when its lease is over.
        """
        async with self._services.db.transaction() as conn:
            row = await repository_jobs.claim(conn, job_id, self._services.clock.now())
            if row is None:
                return
            if _is_all_or_nothing(row):
                await repository_jobs.forget_refusals(conn, job_id)
            reported = await repository_jobs.count_refusals(conn, job_id)
        row = _from_its_beginning(row)
        about = {"job_id": str(job_id), "kind": row.job.kind.value, "component": str(row.job.component)}
        log.info("a job was started", **about, format=row.job.format, attempt=row.lease, line_done=row.line_done)
        try:
            async with renewing(self._services.db, _RENEW_SECONDS, self._renewal(row), job_id=str(row.job.id)):
                journal = JobJournal(self._services, row, reported)
                end = await self._ended(row, journal)
                await self._finish(row, end)
            refusal = end.error and end.error.code
            log.info("a job was ended", **about, state=end.state.value, error=refusal, **journal.counts.model_dump())
        except LeaseLost:
            log.warning("a job is another worker's by now", job_id=str(job_id))

    def _renewal(self, row: JobRow) -> Callable[[Connection], Awaitable[bool]]:
        return lambda conn: repository_jobs.renew(conn, row.job.id, row.lease, self._services.clock.now())

    async def _ended(self, row: JobRow, journal: JobJournal) -> _End:
        try:
            result = await self._work(row, journal)
        except Cancelled:
            return _End(JobState.CANCELLED)
        except (LeaseLost, Unavailable):
            raise
        except AqtraError as error:
            return _End(JobState.FAILED, JobError.of(error))
        except Exception:
            # A job must end whatever happens; what happened stands in the log.
            log.exception("a job failed", job_id=str(row.job.id))
            unknown = AqtraError("an internal error; its details are in the log")
            return _End(JobState.FAILED, JobError.of(unknown))
        refused = journal.counts.refused
        if not refused:
            return _End(JobState.COMPLETED, result=result)
        told = RowsRefused(f"{refused} rows break rules and were left out", refused=refused)
        return _End(JobState.COMPLETED, JobError.of(told), result)

    async def _work(self, row: JobRow, journal: JobJournal) -> UUID | None:
        principal = await self._principal(row)
        parameters, job = row.job.parameters, row.job
        if job.kind is JobKind.IMPORT:
            assert row.source_file is not None
            options = ImportOptions.model_validate(parameters["options"])
            source = StoredSource(self._services, row.source_file)
            order = Import(job.component, job.format, options, principal)
            await Importer(self._services).run(order, source, journal)
            return None
        query = tuple(parameters["query"].items())
        wanted = ExportOptions.model_validate(parameters["options"])
        export = Export(job.component, job.format, query, wanted, principal)
        async with aclosing(Exporter(self._services).run(export, journal)) as content:
            return await self._store(row, f"export.{job.format}", MEDIA_TYPES[job.format], content)

    async def _principal(self, row: JobRow) -> Principal:
        """With the rights that who asked has now, in the domain and within the token of then. Raises Forbidden."""
        if row.job.requested_by is None:
            return PLATFORM
        principal = await principal_by_id(self._services.db, row.job.requested_by)
        if principal is None:
            raise Forbidden("the account that asked for this job is not active")
        return replace(principal.narrowed(restored(row.scopes)), domain=row.domain)

    async def _finish(self, row: JobRow, end: _End) -> None:
        refusals, reported = await self._report(row)
        error = end.error and end.error.model_copy(update={"rows": refusals})
        made = {file for file in (end.result, reported) if file is not None}
        async with self._services.db.transaction() as conn:
            ended = await repository_jobs.finish(
                conn,
                row.job.id,
                row.lease,
                end.state,
                self._services.clock.now(),
                error=error,
                result_file=end.result,
                report_file=reported,
                nothing_stored=end.state is not JobState.COMPLETED and _is_all_or_nothing(row),
            )
            if ended:
                await _record_end(conn, row, end)
        if not ended:
            await delete_files(self._services, made)

    async def _report(self, row: JobRow) -> tuple[tuple[object, ...], UUID | None]:
        """The first refusals, and the file with all."""
        async with self._services.db.connection() as conn:
            first = await repository_jobs.first_refusals(conn, row.job.id)
        if not first:
            return (), None
        async with aclosing(report(self._services, row.job.id)) as content:
            return first, await self._store(row, "refused-rows.csv", _REPORT_TYPE, content)

    async def _store(self, row: JobRow, name: str, media_type: str, content: AsyncIterator[bytes]) -> UUID:
        return await store_stream(
            self._services,
            name,
            media_type,
            content,
            kind="bulk",
            component=row.job.component,
            created_by=row.job.requested_by,
        )


def _is_all_or_nothing(row: JobRow) -> bool:
    return row.job.kind is JobKind.IMPORT and row.job.parameters["options"]["on_error"] == "stop"


def _from_its_beginning(row: JobRow) -> JobRow:
    """What a lost worker had counted, unless it had committed it."""
    if row.job.kind is JobKind.IMPORT and not _is_all_or_nothing(row):
        return row
    counts = {"rows_done": 0, "created": 0, "updated": 0, "refused": 0}
    return replace(row, job=row.job.model_copy(update=counts), line_done=0)


async def _record_end(conn: Connection, row: JobRow, end: _End) -> None:
    outcome = Outcome.FAILED if end.state is JobState.FAILED else Outcome.DONE
    action, target = f"{row.job.kind.value}.ended", f"component:{row.job.component}"
    by = Principal(user_id=row.job.requested_by)
    await audit.record(conn, action, by, target, outcome=outcome, job=str(row.job.id), state=end.state.value)
