"""Routes: the Publication screen, and going back to earlier versions."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import Path, Query, status
from pydantic import BaseModel, ConfigDict, Field, model_validator

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.components.models import ComponentSummary
from aqtra.metadata.components.service import Components
from aqtra.metadata.modules.models import ModuleSummary
from aqtra.metadata.modules.service import ScriptModules
from aqtra.metadata.publication import earlier
from aqtra.metadata.publication.models import PlatformVersion, Publication
from aqtra.metadata.publication.service import Publications
from aqtra.studio.checking import CHECKER
from aqtra.studio.publications.preview import PublicationPreview, ReturnPreview, of_return, of_selection

router = Router(prefix="/api/v1/studio/publications", tags=["publication"])
MAX_SELECTED = 1000
MAX_VERSIONS = 200
# Numbers of versions are those of a bigint sequence.
MAX_VERSION = 2**63 - 1
Version = Annotated[int, Path(ge=1, le=MAX_VERSION)]


class Selection(BaseModel):
    """What to publish, something at least. Changes that make stored data unreachable need `confirm_destructive`.

    `modules`: live components that import them are published again as they are, with what is saved of the modules.
    """

    model_config = ConfigDict(extra="forbid")

    components: tuple[UUID, ...] = Field((), max_length=MAX_SELECTED)
    modules: tuple[UUID, ...] = Field((), max_length=MAX_SELECTED)
    confirm_destructive: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.components and not self.modules:
            raise ValueError("nothing is selected")
        return self


class Candidates(BaseModel):
    """What may be selected. Modules that nobody has yet go live with the first component that imports them."""

    components: tuple[ComponentSummary, ...]
    modules: tuple[ModuleSummary, ...]


class ToPreview(BaseModel):
    """Components about to be published."""

    model_config = ConfigDict(extra="forbid")

    components: tuple[UUID, ...] = Field(min_length=1, max_length=MAX_SELECTED)


class ReturnTo(BaseModel):
    """The version to go back to."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=MAX_VERSION)


class PlatformVersions(BaseModel):
    """Versions that were live, newest first."""

    versions: tuple[PlatformVersion, ...]


@router.get("/candidates", right=Right.STUDIO)
async def list_candidates(services: ServicesDep) -> Candidates:
    """Components marked Ready to publish, and modules that differ from what live components import."""
    async with services.db.transaction() as conn:
        ready = await Components(conn, services, CHECKER).ready()
        return Candidates(components=ready, modules=await ScriptModules(conn, services).to_publish())


@router.post("", right=Right.PUBLICATION, status_code=status.HTTP_202_ACCEPTED)
async def start_publication(body: Selection, services: ServicesDep, caller: Caller) -> Publication:
    """Starts one; 409 `publication_running`, `not_ready` or `destructive_change`."""
    async with services.db.transaction() as conn:
        publications = Publications(conn, services)
        confirmed = body.confirm_destructive
        return await publications.start(caller, body.components, modules=body.modules, confirm_destructive=confirmed)


@router.post("/preview", right=Right.PUBLICATION)
async def preview_publication(body: ToPreview, services: ServicesDep) -> PublicationPreview:
    """What publishing these would change, the entries in its way, and what belongs to it. Changes nothing."""
    async with services.db.transaction() as conn:
        return await of_selection(services, conn, body.components)


@router.get("/versions", right=Right.STUDIO)
async def list_versions(
    services: ServicesDep, limit: Annotated[int, Query(ge=1, le=MAX_VERSIONS)] = 50
) -> PlatformVersions:
    """Every publication that completed made one, and so did deleting a live component."""
    async with services.db.transaction() as conn:
        return PlatformVersions(versions=tuple(await earlier.versions(conn, limit)))


@router.get("/versions/{version}", right=Right.STUDIO)
async def preview_return(version: Version, services: ServicesDep) -> ReturnPreview:
    """What going back to it would change; 409 `cannot_return` when data it needs have been removed."""
    async with services.db.transaction() as conn:
        return await of_return(services, conn, version)


@router.post("/rollback", right=Right.PUBLICATION, status_code=status.HTTP_202_ACCEPTED)
async def go_back(body: ReturnTo, services: ServicesDep, caller: Caller) -> Publication:
    """Publishes what was live at an earlier version, as a new version. Entries and drafts stay as they are."""
    async with services.db.transaction() as conn:
        return await Publications(conn, services).go_back(caller, body.version)


@router.get("/current", right=Right.STUDIO)
async def get_current_publication(services: ServicesDep) -> Publication | None:
    """The running publication, else the last one; null when there was none."""
    async with services.db.transaction() as conn:
        return await Publications(conn, services).latest()


@router.get("/{publication_id}", right=Right.STUDIO)
async def get_publication(publication_id: int, services: ServicesDep) -> Publication:
    async with services.db.transaction() as conn:
        return await Publications(conn, services).get(publication_id)


@router.post("/{publication_id}/reset", right=Right.PUBLICATION, status_code=status.HTTP_202_ACCEPTED)
async def reset_publication(publication_id: int, services: ServicesDep) -> Publication:
    """Takes a stuck publication away from its worker and undoes what can be undone."""
    async with services.db.transaction() as conn:
        return await Publications(conn, services).reset(publication_id)
