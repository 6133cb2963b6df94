"""Routes: data that no version needs any more, and its removal."""

from fastapi import status

from aqtra.catalogs.ddl.contract import removable
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.maintenance.models import MaintenanceKind
from aqtra.studio.maintenance.jobs import start
from aqtra.studio.maintenance.models import MaintenanceJob, RetiredProperties

router = Router(prefix="/api/v1/studio/maintenance", tags=["maintenance"])


@router.get("/contract", right=Right.ADMINISTER)
async def list_retired_data(services: ServicesDep) -> RetiredProperties:
    """Columns and link tables that the current version does not need."""
    async with services.db.connection() as conn:
        return RetiredProperties.of(await removable(conn))


@router.post("/contract", right=Right.ADMINISTER, status_code=status.HTTP_202_ACCEPTED)
async def remove_retired_data(services: ServicesDep, caller: Caller) -> MaintenanceJob:
    """Starts to remove them for good: earlier versions cannot be returned to afterwards.

    409 `publication_running`, `maintenance_running`.
    """
    return MaintenanceJob.of(await start(services, MaintenanceKind.RETIRED, caller))
