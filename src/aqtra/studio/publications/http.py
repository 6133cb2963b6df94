"""Routes: the Publication screen."""

from uuid import UUID

from fastapi import status
from pydantic import BaseModel, ConfigDict, Field

from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.components.models import ComponentSummary
from aqtra.metadata.components.service import Components
from aqtra.metadata.publication.models import Publication
from aqtra.metadata.publication.service import Publications
from aqtra.studio.checking import CHECKER

router = Router(prefix="/api/v1/studio/publications", tags=["publication"])
MAX_SELECTED = 1000


class Selection(BaseModel):
    """What to publish. Changes that make stored data unreachable need `confirm_destructive`."""

    model_config = ConfigDict(extra="forbid")

    components: tuple[UUID, ...] = Field(min_length=1, max_length=MAX_SELECTED)
    confirm_destructive: bool = False


class Candidates(BaseModel):
    """What may be selected."""

    components: tuple[ComponentSummary, ...]


@router.get("/candidates", right=Right.STUDIO)
async def list_candidates(services: ServicesDep) -> Candidates:
    """Components marked Ready to publish."""
    async with services.db.transaction() as conn:
        return Candidates(components=await Components(conn, services, CHECKER).ready())


@router.post("", right=Right.STUDIO, status_code=status.HTTP_202_ACCEPTED)
async def start_publication(body: Selection, services: ServicesDep, caller: Caller) -> Publication:
    """Starts one; 409 `publication_running`, `not_ready` or `destructive_change`."""
    async with services.db.transaction() as conn:
        publications = Publications(conn, services)
        return await publications.start(caller, body.components, confirm_destructive=body.confirm_destructive)


@router.get("/current", right=Right.STUDIO)
async def get_current_publication(services: ServicesDep) -> Publication | None:
    """The running publication, else the last one; null when there was none."""
    async with services.db.transaction() as conn:
        return await Publications(conn, services).latest()


@router.get("/{publication_id}", right=Right.STUDIO)
async def get_publication(publication_id: int, services: ServicesDep) -> Publication:
    async with services.db.transaction() as conn:
        return await Publications(conn, services).get(publication_id)


@router.post("/{publication_id}/reset", right=Right.STUDIO, status_code=status.HTTP_202_ACCEPTED)
async def reset_publication(publication_id: int, services: ServicesDep) -> Publication:
    """Takes a stuck publication away from its worker and undoes what can be undone."""
    async with services.db.transaction() as conn:
        return await Publications(conn, services).reset(publication_id)
