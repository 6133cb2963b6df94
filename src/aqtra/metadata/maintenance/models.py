"""Values of maintenance, and what can go wrong with it.

Conflict
└── MaintenanceRunning    one at a time, and never beside a publication
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from aqtra.kernel.errors import Conflict, NotFound


class MaintenanceRunning(Conflict):
    """Maintenance is changing tables. Params: id, user."""

    code = "maintenance_running"


class MaintenanceNotFound(NotFound):
    """There is no such job."""

    code = "maintenance_not_found"


class MaintenanceKind(StrEnum):
    REFERENCES = "references"
    RETIRED = "retired"


class MaintenanceState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class MaintenanceRow:
    """A job; `result` when it is completed, `error` when it failed."""

    id: int
    kind: str
    state: str
    requested_by: str | None
    requested_at: datetime
    ended_at: datetime | None
    result: dict[str, Any] | None
    error: dict[str, Any] | None
