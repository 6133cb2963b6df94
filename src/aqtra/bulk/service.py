"""Verbs of bulk jobs: ask for an import or export, see how far it is, cancel it, fetch what it made."""

from typing import Any, Final, Literal
from uuid import UUID

from aqtra.bulk import repository_jobs
from aqtra.bulk.errors import JobNotFound, JobOver, NothingToFetch, TooManyJobs
from aqtra.bulk.exporting import Export, Exporter
from aqtra.bulk.importing import Import, Importer
from aqtra.bulk.limits import OPEN_JOBS
from aqtra.bulk.models import Format, Job, JobKind
from aqtra.bulk.repository_jobs import JobRow
from aqtra.bulk.requests import ExportRequest, ImportRequest
from aqtra.bulk.sources import usable_file
from aqtra.files.repository import Stored
from aqtra.files.service import stored_file
from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.infra.outbox import ring_after_commit
from aqtra.kernel.principal import Principal, Right

JOB_TASK: Final = "bulk.run"
LISTED: Final = 100


class Bulk:
    """Jobs as one principal may ask for them and see them."""

    def __init__(self, services: Services, principal: Principal) -> None:
        self._services = services
        self._principal = principal

    async def start_import(self, request: ImportRequest) -> Job:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BuiltInEntries, FileNotFound, TooManyJobs."""
        Importer(self._services).check(Import(request.component, request.format, request.options, self._principal))
        file = await usable_file(self._services, self._principal, request.file, request.component)
        parameters = {"file_name": file.name, "options": request.options.model_dump(mode="json")}
        return await self._start(JobKind.IMPORT, request.component, request.format, parameters, request.file)

    async def start_export(self, request: ExportRequest) -> Job:
        """Raises NotSignedIn, ComponentForbidden, NoSuchCatalog, BadQuery, ComponentWithoutKey, TooManyJobs."""
        query = request.query.raw()
        order = Export(request.component, request.format, query, request.options, self._principal)
        Exporter(self._services).compile(order)
        parameters = {"query": dict(query), "options": request.options.model_dump(mode="json")}
        return await self._start(JobKind.EXPORT, request.component, request.format, parameters, None)

    async def jobs(self, component: UUID | None) -> list[Job]:
        """The newest first: the caller's own, or everybody's for administrators."""
        async with self._services.db.connection() as conn:
            rows = await repository_jobs.listed(
                conn,
                component=component,
                user_id=self._principal.user_id,
                everybodys=self._sees_all,
                most=LISTED,
            )
        return [row.job for row in rows if self._principal.reaches(row.job.component)]

    async def get(self, job_id: UUID) -> Job:
        """Raises JobNotFound, for somebody else's job just the same."""
        return (await self._row(job_id)).job

    async def cancel(self, job_id: UUID) -> Job:
        """A waiting job ends at once, a running one between two batches. Raises JobNotFound, JobOver."""
        row = await self._row(job_id)
        async with self._services.db.transaction() as conn:
            if not await repository_jobs.ask_to_cancel(conn, row.job.id, self._services.clock.now()):
                raise JobOver("the job has ended")
        return await self.get(job_id)

    async def file(self, job_id: UUID, which: Literal["result", "report"]) -> Stored:
        """What the job made. Raises JobNotFound, NothingToFetch."""
        row = await self._row(job_id)
        file_id = row.result_file if which == "result" else row.report_file
        if file_id is None:
            raise NothingToFetch(f"the job has no {which}", state=row.job.state.value)
        return await stored_file(self._services, file_id)

    def _may_see(self, job: Job) -> bool:
        own = job.requested_by == self._principal.user_id
        return (own or self._sees_all) and self._principal.reaches(job.component)

    @property
    def _sees_all(self) -> bool:
        return self._principal.has(Right.ADMINISTER)

    async def _start(
        self, kind: JobKind, component: UUID, format_: Format, parameters: dict[str, Any], file: UUID | None
    ) -> Job:
        async with self._services.db.transaction() as conn:
            if await repository_jobs.count_open(conn, self._principal.user_id) >= OPEN_JOBS:
                raise TooManyJobs("wait for your other imports and exports, or cancel them", limit=OPEN_JOBS)
            row = await repository_jobs.insert(
                conn,
                job_id=self._services.ids.uuid(),
                kind=kind,
                component=component,
                requested_by=self._principal.user_id,
                domain=self._principal.domain,
                scopes=self._principal.scopes,
                format_=format_,
                parameters=parameters,
                source_file=file,
                now=self._services.clock.now(),
            )
            await ring_after_commit(conn, JOB_TASK, str(row.job.id))
            await audit.record(
                conn,
                f"{kind.value}.started",
                self._principal,
                f"component:{component}",
                job=str(row.job.id),
                format=format_,
            )
        return row.job

    async def _row(self, job_id: UUID) -> JobRow:
        async with self._services.db.connection() as conn:
            row = await repository_jobs.get(conn, job_id)
        if row is None or not self._may_see(row.job):
            raise JobNotFound("there is no such job")
        return row
