"""Values of schedules."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a release says: when, and which flow. `switched_at`: since when it holds."""

    component: UUID
    version: int
    cron: str
    flow: UUID
    flow_name: str
    run_as_user: int | None
    switched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """How far a schedule has come. `next_at` None: it is never due again. `run_id`: its run that is not over."""

    component: UUID
    version: int
    cron: str
    zone: str
    next_at: datetime | None
    run_id: UUID | None
    last_at: datetime | None
    last_success: datetime | None
    skipped_at: datetime | None
