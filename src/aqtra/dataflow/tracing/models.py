"""What builders read of runs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from aqtra.dataflow.models import ErrorReport, Reported, RunState, RunWarning, Trigger


class LoggedRun(Reported):
    """A run as the log lists it."""

    id: UUID
    flow: UUID
    flow_name: str
    version: int
    trigger: Trigger
    principal_name: str | None
    parent: UUID | None
    trace_id: str
    state: RunState
    created_at: datetime
    ended_at: datetime | None
    warnings: int
    error_code: str | None
    is_recorded: bool
    attempt: int
    """More than 1 when workers of the run were lost and it was begun again."""


class RecordedStep(Reported):
    """A step of a run. `items` are the first ones after it, when they were recorded.

    `pushed_into`: the step whose query has done the work of this one in the database. `parts`: in how many parts
    workers did it, where its items were cut.
    """

    step_id: str
    step_name: str
    state: RunState
    milliseconds: float
    items_in: int
    items_out: int
    error: ErrorReport | None
    items: list[Any] | None
    is_cut: bool = False
    simulated: bool = False
    pushed_into: str | None = None
    parts: int | None = None


class Recording(Reported):
    """A run with its steps. `paused_before` is the step at which a run of a draft has stopped."""

    run_id: UUID
    state: RunState
    trace_id: str
    items: list[Any]
    warnings: list[RunWarning]
    error: ErrorReport | None
    steps: list[RecordedStep]
    paused_before: str | None = None
