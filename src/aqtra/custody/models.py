"""Shapes of keys and rotations."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from aqtra.bulk.models import JobError
from aqtra.infra.settings import KeyProviderKind


class RotationState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RotationRow:
    """A rotation as it is stored."""

    id: int
    version: int
    deep: bool
    state: str
    requested_by: str | None
    requested_at: datetime
    ended_at: datetime | None
    lease: int
    total: int | None
    done: int
    damaged: int
    error: dict[str, Any] | None


class NewRotation(BaseModel):
    """What to rotate. `deep`: contents of files are written anew as well, under new keys."""

    model_config = ConfigDict(extra="forbid")

    deep: bool = False


class KeyRotation(BaseModel):
    """Everything sealed is sealed anew with `version`. `damaged` counts what could not be opened."""

    id: int
    version: int
    deep: bool
    state: RotationState
    requested_by: str | None
    requested_at: datetime
    ended_at: datetime | None
    total: int | None
    done: int
    damaged: int
    error: JobError | None = None

    @classmethod
    def of(cls, row: RotationRow) -> "KeyRotation":
        return cls.model_validate({name: getattr(row, name) for name in cls.model_fields})


class KeyUse(BaseModel):
    """How many values of one place need a version."""

    place: str
    count: int


class KeyVersion(BaseModel):
    """A version of the encryption key. `fingerprint` tells keys apart; it gives nothing of the key away."""

    version: int
    fingerprint: str
    first_seen: datetime
    retired_at: datetime | None
    present: bool
    newest: bool
    uses: list[KeyUse]


class EncryptionKeys(BaseModel):
    """All versions ever used, what needs them, and the last rotation."""

    provider: KeyProviderKind
    kept_in: str
    versions: list[KeyVersion]
    rotation: KeyRotation | None
