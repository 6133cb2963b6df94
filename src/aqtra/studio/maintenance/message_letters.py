"""Routes: messages of brokers that no run could process."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from aqtra.catalogs.odata.options import DEFAULT_TOP
from aqtra.dataflow.bus.models import Rejection
from aqtra.dataflow.consuming import letters, letters_repository
from aqtra.dataflow.consuming.models import MessageLetter
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right
from aqtra.metadata.definitions import definitions_of
from aqtra.metadata.releases.models import PublishedComponent
from aqtra.studio.maintenance.dead_letters import MAX_SKIP, MAX_TOP, LetterChoice, LettersDone
from aqtra.studio.maintenance.models import ComponentName

router = Router(prefix="/api/v1/studio/maintenance/message-letters", tags=["maintenance"])


class MessageLetterRow(BaseModel):
    """A message that was not processed. Its body is shown to nobody. `run_id`: of the last attempt that got so far."""

    id: UUID
    flow: str
    step: str
    component: ComponentName
    message_id: str
    run_id: UUID | None
    received_at: datetime
    ended_at: datetime
    attempts: int
    error: Rejection

    @classmethod
    def of(cls, letter: MessageLetter, published: Mapping[UUID, PublishedComponent]) -> "MessageLetterRow":
        known = published.get(letter.component)
        return cls(
            id=letter.id,
            flow=letter.flow_name,
            step=letter.step_id,
            component=ComponentName(key=letter.component, title=known.document.settings.title if known else ""),
            message_id=letter.message_id,
            run_id=letter.run_id,
            received_at=letter.received_at,
            ended_at=letter.ended_at,
            attempts=letter.attempts,
            error=letter.error,
        )


class MessageLetters(BaseModel):
    """A page of dead letters, latest first."""

    count: int
    value: list[MessageLetterRow]


@router.get("", right=Right.ADMINISTER)
async def list_message_letters(
    services: ServicesDep,
    top: Annotated[int, Query(alias="$top", ge=0, le=MAX_TOP)] = DEFAULT_TOP,
    skip: Annotated[int, Query(alias="$skip", ge=0, le=MAX_SKIP)] = 0,
) -> MessageLetters:
    """Messages of brokers whose runs failed too often, or that cannot be decoded."""
    async with services.db.connection() as conn:
        count, page = await letters_repository.page(conn, top, skip)
    published = definitions_of(services).snapshot()
    return MessageLetters(count=count, value=[MessageLetterRow.of(letter, published) for letter in page])


@router.post("/retry", right=Right.ADMINISTER)
async def retry_message_letters(body: LetterChoice, services: ServicesDep, caller: Caller) -> LettersDone:
    """Runs their flows again, as often as for a new message. 404 `message_letter_not_found`."""
    return LettersDone(done=await letters.retry(services, body.letters, caller))


@router.post("/discard", right=Right.ADMINISTER)
async def discard_message_letters(body: LetterChoice, services: ServicesDep, caller: Caller) -> LettersDone:
    """Deletes them for good. 404 `message_letter_not_found`."""
    return LettersDone(done=await letters.discard(services, body.letters, caller))
