"""Values of calls over HTTP."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aqtra.dataflow.models import ErrorReport


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call was answered: items, an error, or neither while the run goes on in the background."""

    run_id: UUID
    items: bytes | None = None
    error: ErrorReport | None = None
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Who sent which key to which flow, and with what. `request` is a digest of all that makes up the call."""

    id: UUID
    principal_id: int
    component: UUID
    flow: UUID
    key_hash: bytes
    request: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """An earlier call with the same key. `answer` is None until it has one."""

    request: bytes
    at: datetime
    answer: Answer | None
