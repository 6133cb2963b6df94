"""Routes: one's own messages. They may hold codes and links, so they are a person's in a session of their own."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal, Right
from aqtra.notifications.inbox import Inbox

router = Router(prefix="/api/v1/messages", tags=["messages"])

MAX_TOP = 100
MAX_SKIP = 1_000_000


class Message(BaseModel):
    """`html` is absent where the sender wrote plain text. It is to be shown where nothing of it can run."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    subject: str
    text: str
    html: str | None
    created_at: datetime
    read_at: datetime | None


class Messages(BaseModel):
    """A page, the latest first. `count` is of all messages, `unread` of those not read yet."""

    count: int
    unread: int
    value: list[Message]


class UnreadMessages(BaseModel):
    unread: int


class ReadMessages(BaseModel):
    """How many were marked."""

    read: int


@router.get("", right=Right.SESSION)
async def list_messages(
    services: ServicesDep,
    caller: Caller,
    response: Response,
    unread: bool = False,
    top: Annotated[int, Query(alias="$top", ge=0, le=MAX_TOP)] = 20,
    skip: Annotated[int, Query(alias="$skip", ge=0, le=MAX_SKIP)] = 0,
) -> Messages:
    """The caller's own messages, or only the unread ones."""
    response.headers["cache-control"] = "no-store"
    async with services.db.transaction() as conn:
        box = _own(services, conn, caller)
        count, new = await box.counts()
        page = await box.page(unread=unread, top=top, skip=skip)
    return Messages(count=count, unread=new, value=[Message.model_validate(message) for message in page])


@router.get("/unread", right=Right.SESSION)
async def count_unread_messages(services: ServicesDep, caller: Caller, response: Response) -> UnreadMessages:
    """How many messages wait behind the bell."""
    response.headers["cache-control"] = "no-store"
    async with services.db.connection() as conn:
        return UnreadMessages(unread=await _own(services, conn, caller).unread())


@router.post("/{message}/read", right=Right.SESSION, status_code=204)
async def mark_message_read(message: UUID, services: ServicesDep, caller: Caller) -> None:
    """404 `message_not_found`, for somebody else's just the same."""
    async with services.db.transaction() as conn:
        await _own(services, conn, caller).read(message)


@router.post("/read-all", right=Right.SESSION)
async def mark_all_messages_read(services: ServicesDep, caller: Caller) -> ReadMessages:
    """All that are there now."""
    async with services.db.transaction() as conn:
        return ReadMessages(read=await _own(services, conn, caller).read_all())


def _own(services: Services, conn: Connection, caller: Principal) -> Inbox:
    if caller.user_id is None:
        raise NotSignedIn("sign in first")
    return Inbox(services, conn, caller.user_id)
