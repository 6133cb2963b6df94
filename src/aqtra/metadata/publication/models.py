"""Values of publications, in the shape the API shows them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

STAGE_NAMES = (
    "Registration of publication",
    "Registering a new cache version",
    "Register data-flow",
    "Register workflow",
    "Validate catalog proxy generation",
    "Applying database migration",
    "Registration of a new version of catalogs",
    "Registration of a new version of workplace",
    "Set current version to new",
)


class PublicationState(StrEnum):
    """States of a publication; `idle` is the absence of one."""

    RUNNING = "running"
    ROLLING_BACK = "rolling_back"
    COMPLETED = "completed"
    ROLLED_BACK = "rolled_back"
    FAILED = "failed"
    RESET = "reset"

    @property
    def is_active(self) -> bool:
        """Whether it holds the lock."""
        return self in (PublicationState.RUNNING, PublicationState.ROLLING_BACK)


class StageState(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"
    UNDONE = "undone"


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class PublicationStage(_Shown):
    """One of the nine rows on the Publication screen."""

    number: int
    name: str
    state: StageState
    error: str | None = None


class PublishedTitle(_Shown):
    """A component taking part in a publication; `withdrawn`: it is not live any more afterwards."""

    key: UUID
    title: str
    withdrawn: bool = False


class Publication(_Shown):
    """A publication as the screen shows it.

    `stage` is the one being run or undone; `version` the one it makes; `returns_to` the earlier one whose content it
    brings back.
    """

    id: int
    state: PublicationState
    stage: int | None
    started_by: str | None
    started_at: datetime
    finished_at: datetime | None
    version: int
    returns_to: int | None = None
    components: tuple[PublishedTitle, ...]
    stages: tuple[PublicationStage, ...]
    error: str | None


class ReturnChange(StrEnum):
    """What going back does to a component."""

    CHANGED = "changed"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


class ReturnStep(_Shown):
    """A component that differs between an earlier version and the one in use."""

    key: UUID
    title: str
    change: ReturnChange


class PlatformVersion(_Shown):
    """A version that was live once. `can_return`: everything it needs is still there."""

    version: int
    live_since: datetime
    published_by: str | None
    returns_to: int | None
    components: tuple[PublishedTitle, ...]
    is_current: bool
    can_return: bool


class Return(_Shown):
    """What going back to a version would change."""

    version: int
    changes: tuple[ReturnStep, ...]
