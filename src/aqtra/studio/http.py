"""All routes for builders."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from aqtra.dataflow.integrations.http import router as integrations
from aqtra.infra.http import JsonBytes, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.catalogue import schema_bytes
from aqtra.notifications.http_smtp import router as smtp
from aqtra.studio import statistics
from aqtra.studio.access.http import router as access
from aqtra.studio.components.http import router as components
from aqtra.studio.domains.http import router as domains
from aqtra.studio.files.http import router as files
from aqtra.studio.maintenance.dead_letters import router as dead_letters
from aqtra.studio.maintenance.http import router as maintenance
from aqtra.studio.maintenance.message_letters import router as message_letters
from aqtra.studio.maintenance.retired import router as retired
from aqtra.studio.modules.http import router as modules
from aqtra.studio.publications.http import router as publications
from aqtra.studio.query.http import router as query
from aqtra.studio.scripts.http import router as scripts
from aqtra.templates.http import router as templates

home = Router(prefix="/api/v1/studio", tags=["studio"])


class Statistics(BaseModel):
    """The counts of the Home screen."""

    applications: int
    users: int
    dataflows: int
    workflows: int


@home.get("/statistics", right=Right.STUDIO)
async def get_statistics(services: ServicesDep) -> Statistics:
    async with services.db.transaction() as conn:
        return Statistics(**await statistics.counts(conn))


@home.get("/catalogue/steps", right=Right.STUDIO, response_model=dict[str, Any])
async def get_step_catalogue() -> JsonBytes:
    """What flow steps there are, and what they may be set to."""
    return JsonBytes(schema_bytes("steps"))


@home.get("/catalogue/components", right=Right.STUDIO, response_model=dict[str, Any])
async def get_component_catalogue() -> JsonBytes:
    """What UI components there are, and what they may be set to."""
    return JsonBytes(schema_bytes("components"))


@home.get("/catalogue/scripting", right=Right.STUDIO, response_model=dict[str, Any])
async def get_scripting_catalogue() -> JsonBytes:
    """What scripts may use, in browsers and on the server."""
    return JsonBytes(schema_bytes("scripting"))


router = APIRouter()
PARTS = (
    home,
    components,
    modules,
    publications,
    domains,
    files,
    maintenance,
    dead_letters,
    message_letters,
    retired,
    query,
    scripts,
    access,
    integrations,
    smtp,
    templates,
)
for part in PARTS:
    router.include_router(part)
