"""Routes: the Components list and the component editor."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, status
from pydantic import BaseModel, ConfigDict, Field

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.findings import Finding
from aqtra.kernel.principal import Right
from aqtra.metadata.components.models import ComponentSummary, ComponentUse, ComponentVersion, StoredComponent
from aqtra.metadata.components.service import Components
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.documents import ComponentDocument, ComponentKind
from aqtra.studio.checking import CHECKER

router = Router(prefix="/api/v1/studio/components", tags=["components"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewComponent(_Body):
    """The choice that Add offers."""

    kind: ComponentKind = ComponentKind.COMPONENT


class ComponentChange(_Body):
    """A save. `base_version` is the version the changes were made on."""

    base_version: int = Field(ge=0)
    document: ComponentDocument


class DraftToCheck(_Body):
    """An unsaved document."""

    document: ComponentDocument


class Findings(BaseModel):
    """An error list."""

    findings: tuple[Finding, ...]


class ReadyMark(_Body):
    """The version that is meant to be published."""

    saved_version: int


@router.get("", right=Right.STUDIO)
async def list_components(services: ServicesDep) -> tuple[ComponentSummary, ...]:
    """All components, oldest first."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).summaries()


@router.post("", right=Right.COMPONENTS, status_code=status.HTTP_201_CREATED)
async def create_component(body: NewComponent, services: ServicesDep, caller: Caller) -> StoredComponent:
    """Creates a component with one page in the default domain."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).create(caller, body.kind)


@router.get("/{key}", right=Right.STUDIO)
async def get_component(key: UUID, services: ServicesDep) -> StoredComponent:
    """The component as last saved, with its error list."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).get(key)


@router.put("/{key}", right=Right.COMPONENTS)
async def save_component(key: UUID, body: ComponentChange, services: ServicesDep, caller: Caller) -> StoredComponent:
    """Saves; 409 `concurrent_edit` when somebody else saved after `base_version`."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).save(caller, key, body.base_version, body.document)


@router.delete("/{key}", right=Right.COMPONENTS, status_code=status.HTTP_204_NO_CONTENT)
async def delete_component(key: UUID, services: ServicesDep) -> None:
    """Deletes; a published one is withdrawn at once. 409 `in_use` lists the references to it."""
    async with services.db.transaction() as conn:
        await Components(conn, services, CHECKER).delete(key)
    # Whoever is told that it is gone finds it gone in the process that told it.
    await definitions_of(services).refresh()


@router.post("/{key}/check", right=Right.COMPONENTS)
async def check_component(key: UUID, body: DraftToCheck, services: ServicesDep) -> Findings:
    """The error list of a draft; nothing is stored."""
    async with services.db.transaction() as conn:
        return Findings(findings=await Components(conn, services, CHECKER).check(key, body.document))


@router.post("/{key}/ready", right=Right.COMPONENTS)
async def mark_component_ready(key: UUID, body: ReadyMark, services: ServicesDep) -> StoredComponent:
    """Marks the saved version Ready to publish; 409 `has_errors` names what forbids it."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).mark_ready(key, body.saved_version)


@router.get("/{key}/versions", right=Right.STUDIO)
async def list_component_versions(key: UUID, services: ServicesDep) -> tuple[ComponentVersion, ...]:
    """The history, newest first."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).versions(key)


@router.get("/{key}/versions/{version}", right=Right.STUDIO)
async def get_component_version(key: UUID, version: int, services: ServicesDep) -> ComponentDocument:
    """The document of one version, to view or to restore by saving it."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).version(key, version)


@router.get("/{key}/uses", right=Right.STUDIO)
async def list_component_uses(
    key: UUID,
    services: ServicesDep,
    name: Annotated[str | None, Query(alias="property", max_length=60)] = None,
) -> tuple[ComponentUse, ...]:
    """Places that mention the component, or one of its properties: shown before a deletion or a renaming."""
    async with services.db.transaction() as conn:
        return await Components(conn, services, CHECKER).uses(key, name)
