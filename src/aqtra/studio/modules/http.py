"""Routes: the Modules list and the module editor."""

from uuid import UUID

from fastapi import status
from pydantic import BaseModel, ConfigDict, Field

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.documents import ModuleType
from aqtra.metadata.documents.base import Identifier, Title
from aqtra.metadata.documents.module import LONGEST_MODULE
from aqtra.metadata.modules.models import CompileProblem, Module, ModuleContent, ModuleSummary
from aqtra.metadata.modules.service import ScriptModules

router = Router(prefix="/api/v1/studio/modules", tags=["modules"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ModuleChange(_Body):
    """A save. `base_version` is the version the changes were made on."""

    base_version: int = Field(ge=0)
    title: Title = Field(min_length=1)
    name: Identifier
    type: ModuleType
    source: str = Field("", max_length=LONGEST_MODULE)


class ModuleToCompile(_Body):
    """An unsaved source. `key`: the module that it will be saved as; null for a new one."""

    key: UUID | None = None
    name: Identifier
    type: ModuleType
    source: str = Field("", max_length=LONGEST_MODULE)


class Compiled(BaseModel):
    """What is wrong with a source; nothing, when it can be imported."""

    problems: tuple[CompileProblem, ...]


@router.get("", right=Right.STUDIO)
async def list_modules(services: ServicesDep) -> tuple[ModuleSummary, ...]:
    """All modules, oldest first."""
    async with services.db.transaction() as conn:
        return await ScriptModules(conn, services).summaries()


@router.post("", right=Right.COMPONENTS, status_code=status.HTTP_201_CREATED)
async def create_module(body: ModuleContent, services: ServicesDep, caller: Caller) -> Module:
    """Creates a module; 422 `invalid_module` when its name cannot be imported or is taken."""
    async with services.db.transaction() as conn:
        return await ScriptModules(conn, services).create(body, caller)


@router.post("/compile", right=Right.COMPONENTS)
async def compile_module(body: ModuleToCompile, services: ServicesDep) -> Compiled:
    """What is wrong with an unsaved source, on each side that it is for. Nothing is stored or run."""
    content = ModuleContent(title=body.name, name=body.name, type=body.type, source=body.source)
    async with services.db.transaction() as conn:
        return Compiled(problems=await ScriptModules(conn, services).compile(content, body.key))


@router.get("/{key}", right=Right.STUDIO)
async def get_module(key: UUID, services: ServicesDep) -> Module:
    """The module as last saved."""
    async with services.db.transaction() as conn:
        return await ScriptModules(conn, services).get(key)


@router.put("/{key}", right=Right.COMPONENTS)
async def save_module(key: UUID, body: ModuleChange, services: ServicesDep, caller: Caller) -> Module:
    """Saves; 409 `concurrent_edit` when somebody else saved after `base_version`. Runs go on with the published one."""
    content = ModuleContent(title=body.title, name=body.name, type=body.type, source=body.source)
    async with services.db.transaction() as conn:
        return await ScriptModules(conn, services).save(key, body.base_version, content, caller)


@router.delete("/{key}", right=Right.COMPONENTS, status_code=status.HTTP_204_NO_CONTENT)
async def delete_module(key: UUID, services: ServicesDep, caller: Caller) -> None:
    """Deletes; 409 `in_use` lists the scripts and modules that import it."""
    async with services.db.transaction() as conn:
        await ScriptModules(conn, services).delete(key, caller)
