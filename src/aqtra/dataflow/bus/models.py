"""Values of the bus."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from aqtra.kernel.errors import AqtraError, FieldError, NotFound


class DeadLetterNotFound(NotFound):
    """There is no such dead letter: it was stored, queued anew or discarded meanwhile."""

    code = "dead_letter_not_found"


@dataclass(frozen=True, slots=True)
class Letter:
    """An entry to create. `item` is the index in the stream of the step that queues it."""

    item: int
    data: dict[str, Any]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A letter that waits, and who queued it. `sealed` holds name and data."""

    id: UUID
    run_id: UUID
    step_id: str
    item: int
    component: UUID
    principal_id: int | None
    is_platform: bool
    scopes: str | None
    sealed: bytes
    attempts: int


class Rejection(BaseModel):
    """Why an entry was not stored."""

    model_config = ConfigDict(frozen=True)

    code: str
    message: str
    fields: tuple[FieldError, ...] = ()

    @classmethod
    def of(cls, error: AqtraError) -> "Rejection":
        return cls(code=error.code, message=error.message, fields=error.fields)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that is no longer tried. What it carries is shown to nobody."""

    id: UUID
    run_id: UUID
    flow_name: str
    step_id: str
    item: int
    component: UUID
    principal_name: str | None
    attempts: int
    queued_at: datetime
    ended_at: datetime
    error: Rejection


def message_id(run_id: UUID, step_id: str, item: int) -> UUID:
    """The same at every attempt to queue."""
    return uuid5(run_id, f"{step_id}:{item}")
