"""Routes: Maintenance of entries, references and caches."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, status

from aqtra.catalogs.changes import touched
from aqtra.catalogs.deletion import Deletion
from aqtra.catalogs.odata.options import DEFAULT_TOP
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.maintenance import repository as maintenance
from aqtra.metadata.maintenance.models import MaintenanceKind, MaintenanceNotFound
from aqtra.metadata.releases import repository as releases
from aqtra.studio.maintenance.jobs import start
from aqtra.studio.maintenance.models import (
    Choice,
    MaintenanceJob,
    MarkedEntries,
    MarkedEntry,
    RebuiltCache,
    RefusedEntry,
    Removal,
    Restoration,
)

router = Router(prefix="/api/v1/studio/maintenance", tags=["maintenance"])

# References to each listed entry are counted, so a page is smaller than one of plain entries.
MAX_TOP = 200
MAX_SKIP = 1_000_000_000


@router.get("/marked", right=Right.ADMINISTER)
async def list_marked_entries(
    services: ServicesDep,
    component: UUID | None = None,
    top: Annotated[int, Query(alias="$top", ge=0, le=MAX_TOP)] = DEFAULT_TOP,
    skip: Annotated[int, Query(alias="$skip", ge=0, le=MAX_SKIP)] = 0,
) -> MarkedEntries:
    """Entries marked for deletion in all components or in one, with what refers to them."""
    async with services.db.transaction() as conn:
        deletion = await Deletion.open(conn, definitions_of(services))
        count, page = await deletion.marked(component, top, skip)
        return MarkedEntries(count=count, value=[MarkedEntry.of(marked) for marked in page])


@router.post("/marked/remove", right=Right.ADMINISTER)
async def remove_marked_entries(body: Choice, services: ServicesDep, caller: Caller) -> Removal:
    """Removes for good, with the change history. What others refer to that do not go along is refused by name."""
    async with services.db.transaction() as conn:
        deletion = await Deletion.open(conn, definitions_of(services))
        outcome = await deletion.remove(body.keys(), caller)
    return Removal(removed=len(outcome.done), refused=[RefusedEntry.of(refusal) for refusal in outcome.refused])


@router.post("/marked/restore", right=Right.ADMINISTER)
async def restore_marked_entries(body: Choice, services: ServicesDep, caller: Caller) -> Restoration:
    """Takes the mark away. An entry whose key another one has by now is refused."""
    async with services.db.transaction() as conn:
        deletion = await Deletion.open(conn, definitions_of(services))
        outcome = await deletion.restore(body.keys(), caller)
    for component in {entry.component for entry in outcome.done}:
        touched(services, component)
    return Restoration(restored=len(outcome.done), refused=[RefusedEntry.of(refusal) for refusal in outcome.refused])


@router.post("/rebuild-references", right=Right.ADMINISTER, status_code=status.HTTP_202_ACCEPTED)
async def rebuild_database_references(services: ServicesDep, caller: Caller) -> MaintenanceJob:
    """Starts a check of all references between entries that makes their constraints whole; changes no entry.

    409 `publication_running`, `maintenance_running`.
    """
    return MaintenanceJob.of(await start(services, MaintenanceKind.REFERENCES, caller))


@router.get("/jobs", right=Right.ADMINISTER)
async def list_maintenance_jobs(services: ServicesDep) -> list[MaintenanceJob]:
    """The last job of each kind."""
    async with services.db.connection() as conn:
        return [MaintenanceJob.of(job) for job in await maintenance.latest(conn)]


@router.get("/jobs/{job_id}", right=Right.ADMINISTER)
async def get_maintenance_job(job_id: Annotated[int, Path(ge=1, lt=2**63)], services: ServicesDep) -> MaintenanceJob:
    """How far it is; when it has ended, what came of it. 404 `maintenance_not_found`."""
    async with services.db.connection() as conn:
        job = await maintenance.get(conn, job_id)
    if job is None:
        raise MaintenanceNotFound("there is no such job")
    return MaintenanceJob.of(job)


@router.post("/rebuild-cache", right=Right.ADMINISTER)
async def rebuild_cache(services: ServicesDep) -> RebuiltCache:
    """Every process reads definitions, sessions and domains anew."""
    async with services.db.transaction() as conn:
        await releases.forget_copies(conn)
    definitions = definitions_of(services)
    await definitions.refresh()
    return RebuiltCache(version=definitions.current_version, components=len(definitions.snapshot()))
