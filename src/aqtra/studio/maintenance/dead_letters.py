"""Routes: what flows have queued and nobody could store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from aqtra.catalogs.odata.options import DEFAULT_TOP
from aqtra.dataflow.bus import repository
from aqtra.dataflow.bus.models import DeadLetter, Rejection
from aqtra.dataflow.bus.service import Bus
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.studio.maintenance.models import MAX_CHOSEN, ComponentName

router = Router(prefix="/api/v1/studio/maintenance/dead-letters", tags=["maintenance"])

MAX_TOP = 200
MAX_SKIP = 1_000_000_000


class DeadLetterRow(BaseModel):
    """An entry that was not stored. Its values are shown to nobody: they are not those of an entry yet.

    `item` counts from 0 in the stream of the step that queued it.
    """

    id: UUID
    run_id: UUID
    flow: str
    step: str
    item: int
    component: ComponentName
    queued_by: str | None
    queued_at: datetime
    ended_at: datetime
    attempts: int
    error: Rejection

    @classmethod
    def of(cls, letter: DeadLetter, published: Mapping[UUID, PublishedComponent]) -> "DeadLetterRow":
        known = published.get(letter.component)
        return cls(
            id=letter.id,
            run_id=letter.run_id,
            flow=letter.flow_name,
            step=letter.step_id,
            item=letter.item,
            component=ComponentName(key=letter.component, title=known.document.settings.title if known else ""),
            queued_by=letter.principal_name,
            queued_at=letter.queued_at,
            ended_at=letter.ended_at,
            attempts=letter.attempts,
            error=letter.error,
        )


class DeadLetters(BaseModel):
    """A page of dead letters, latest first."""

    count: int
    value: list[DeadLetterRow]


class LetterChoice(BaseModel):
    """Which dead letters."""

    model_config = ConfigDict(extra="forbid")

    letters: tuple[UUID, ...] = Field(min_length=1, max_length=MAX_CHOSEN)


class LettersDone(BaseModel):
    """Of how many dead letters it was done; the others were no longer there."""

    done: int


@router.get("", right=Right.ADMINISTER)
async def list_dead_letters(
    services: ServicesDep,
    top: Annotated[int, Query(alias="$top", ge=0, le=MAX_TOP)] = DEFAULT_TOP,
    skip: Annotated[int, Query(alias="$skip", ge=0, le=MAX_SKIP)] = 0,
) -> DeadLetters:
    """Entries that flows have queued and that were refused, or failed too often."""
    async with services.db.connection() as conn:
        count, page = await repository.dead_letters(conn, top, skip)
    published = definitions_of(services).snapshot()
    return DeadLetters(count=count, value=[DeadLetterRow.of(letter, published) for letter in page])


@router.post("/retry", right=Right.ADMINISTER)
async def retry_dead_letters(body: LetterChoice, services: ServicesDep, caller: Caller) -> LettersDone:
    """Tries to store them again, with the rights their senders have by then. 404 `dead_letter_not_found`."""
    return LettersDone(done=await Bus(services).retry(body.letters, caller))


@router.post("/discard", right=Right.ADMINISTER)
async def discard_dead_letters(body: LetterChoice, services: ServicesDep, caller: Caller) -> LettersDone:
    """Deletes them for good. 404 `dead_letter_not_found`."""
    return LettersDone(done=await Bus(services).discard(body.letters, caller))
