"""Routes: the compile check of a script, as its editor shows it."""

import asyncio

from pydantic import BaseModel, ConfigDict, Field

from aqtra.dataflow.items.types import SUFFIXES
from aqtra.infra.http import Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.catalogue import component_catalogue
from aqtra.metadata.documents import ComponentDocument, ScriptModule
from aqtra.metadata.documents.component import LONGEST_SCRIPT
from aqtra.metadata.modules.repository import documents as saved_modules
from aqtra.metadata.scripts.api import Side
from aqtra.metadata.scripts.checking import UNKNOWN, SourceFinding, check_source, surroundings_of

router = Router(prefix="/api/v1/studio/scripts", tags=["scripts"])


class ScriptToCompile(BaseModel):
    """A source, where it is to run, and the unsaved document of its component, whose names it may use."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(max_length=LONGEST_SCRIPT)
    side: Side
    document: ComponentDocument | None = None


class Compiled(BaseModel):
    """Remarks in the order of the text."""

    findings: list[SourceFinding]


@router.post("/compile", right=Right.STUDIO)
async def compile_script(body: ScriptToCompile, services: ServicesDep) -> Compiled:
    """What is wrong with a script or no longer written so, with fixes; nothing is run or stored."""
    around = surroundings_of(body.document, component_catalogue()) if body.document else UNKNOWN
    async with services.db.connection() as conn:
        modules = {module.name for module in await saved_modules(conn) if body.side in _sides(module)}
    # Long scripts take a while; others are answered meanwhile.
    found = await asyncio.to_thread(check_source, body.source, body.side, around, modules=modules, suffixes=SUFFIXES)
    return Compiled(findings=found)


def _sides(module: ScriptModule) -> set[Side]:
    return {side.runs_on for side in module.type.sides}
