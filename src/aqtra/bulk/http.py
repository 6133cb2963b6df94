"""Routes of imports and exports."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Query, Request, Response, status

from aqtra.bulk.models import Job
from aqtra.bulk.preview import preview
from aqtra.bulk.requests import ExportRequest, ImportRequest, Preview
from aqtra.bulk.service import Bulk
from aqtra.files.downloads import content_response
from aqtra.files.storage import storage_of
from aqtra.infra.http import Caller, Router, ServicesDep, principal_of, services_of
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/bulk", tags=["bulk"])

_CONTENT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The file", "content": {"application/octet-stream": {}}},
    206: {"description": "The range that was asked for", "content": {"application/octet-stream": {}}},
    304: {"description": "The reader has it already"},
}


@router.post("/imports", right=Right.SIGNED_IN, status_code=status.HTTP_202_ACCEPTED)
async def start_import(body: ImportRequest, caller: Caller, services: ServicesDep) -> Job:
    """Imports a file in the background."""
    return await Bulk(services, caller).start_import(body)


@router.post("/exports", right=Right.SIGNED_IN, status_code=status.HTTP_202_ACCEPTED)
async def start_export(body: ExportRequest, caller: Caller, services: ServicesDep) -> Job:
    """Exports entries to a file in the background."""
    return await Bulk(services, caller).start_export(body)


@router.post("/preview", right=Right.SIGNED_IN)
async def preview_import(body: ImportRequest, caller: Caller, services: ServicesDep) -> Preview:
    """The first rows as an import would store them; nothing is stored."""
    return await preview(services, caller, body)


@router.get("/jobs", right=Right.SIGNED_IN)
async def list_bulk_jobs(
    caller: Caller, services: ServicesDep, component: Annotated[UUID | None, Query()] = None
) -> list[Job]:
    """The caller's jobs, for administrators everybody's; the newest hundred first."""
    return await Bulk(services, caller).jobs(component)


@router.get("/jobs/{job_id}", right=Right.SIGNED_IN)
async def get_bulk_job(job_id: UUID, caller: Caller, services: ServicesDep) -> Job:
    """How far a job is."""
    return await Bulk(services, caller).get(job_id)


@router.post("/jobs/{job_id}/cancel", right=Right.SIGNED_IN, status_code=status.HTTP_202_ACCEPTED)
async def cancel_bulk_job(job_id: UUID, caller: Caller, services: ServicesDep) -> Job:
    """Asks a job to stop. What an import without all-or-nothing has stored by then stays."""
    return await Bulk(services, caller).cancel(job_id)


@router.get("/jobs/{job_id}/result", right=Right.SIGNED_IN, response_class=Response, responses=_CONTENT)
async def get_bulk_result(job_id: UUID, request: Request) -> Response:
    """The file an export made."""
    return await _file(job_id, "result", request)


@router.get("/jobs/{job_id}/report", right=Right.SIGNED_IN, response_class=Response, responses=_CONTENT)
async def get_bulk_report(job_id: UUID, request: Request) -> Response:
    """What an import refused, as CSV: line, property, rule, message, value."""
    return await _file(job_id, "report", request)


async def _file(job_id: UUID, which: Literal["result", "report"], request: Request) -> Response:
    services = services_of(request)
    stored = await Bulk(services, principal_of(request)).file(job_id, which)
    return await content_response(request, storage_of(services), stored)
