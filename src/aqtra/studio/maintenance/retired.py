"""Routes: data that no version needs any more, and its removal."""

from collections.abc import Iterable

from pydantic import BaseModel

from aqtra.catalogs.ddl.contract import RetiredData, removable, remove_retired
from aqtra.infra.http import Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.studio.maintenance.models import ComponentName

router = Router(prefix="/api/v1/studio/maintenance", tags=["maintenance"])


class RetiredProperty(BaseModel):
    """Values that a removed property left behind, or a present one whose type was replaced (`superseded`)."""

    component: ComponentName
    property: str
    place: str
    superseded: bool


class RetiredProperties(BaseModel):
    """What could be removed, or was."""

    value: list[RetiredProperty]

    @classmethod
    def of(cls, found: Iterable[RetiredData]) -> "RetiredProperties":
        return cls(
            value=[
                RetiredProperty(
                    component=ComponentName(key=data.component, title=data.title),
                    property=data.property,
                    place=data.place,
                    superseded=data.superseded,
                )
                for data in found
            ]
        )


@router.get("/contract", right=Right.ADMINISTER)
async def list_retired_data(services: ServicesDep) -> RetiredProperties:
    """Columns and link tables that the current version does not need."""
    async with services.db.connection() as conn:
        return RetiredProperties.of(await removable(conn))


@router.post("/contract", right=Right.ADMINISTER)
async def remove_retired_data(services: ServicesDep) -> RetiredProperties:
    """Removes them for good: earlier versions cannot be returned to afterwards. 409 `publication_running`."""
    return RetiredProperties.of(await remove_retired(services))
