"""Values of runs: triggers, states, the common error object, logs and outcomes."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from aqtra.identity.models import Browser, FactorNeeded, NewSession
from aqtra.kernel.errors import AqtraError, FieldError
from aqtra.kernel.principal import Principal


class Trigger(StrEnum):
    """What starts a flow (flows.md 5)."""

    USER_CALL = "user_call"
    SCRIPT = "script"
    API = "api"
    NESTED = "nested"
    WORKFLOW = "workflow"
    CRON = "cron"
    MESSAGE = "message"
    PROXY_READ = "proxy_read"
    PROXY_QUERY = "proxy_query"


class PayloadKind(StrEnum):
    """What the caller sends along; decides between entry steps that fit the same trigger."""

    ACTION_MODEL = "action_model"
    RAW_MODEL = "raw_model"


class RunState(StrEnum):
    """States of a run (flows.md 6). The last five are final."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    COMPLETED_WITH_WARNINGS = "completed_with_warnings"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self not in (RunState.QUEUED, RunState.RUNNING)


class Reported(BaseModel):
    """Base of what callers read: camelCase, as in the envelope."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class ErrorReport(Reported):
    """The common error object: the same goes to the caller, the run log and the system log."""

    code: str
    status: int
    message: str
    step_id: str | None = None
    step_name: str | None = None
    item_index: int | None = None
    field: str | None = None
    details: tuple[FieldError, ...] = ()
    run_id: UUID
    trace_id: str
    params: dict[str, Any] = {}

    @classmethod
    def of(cls, error: AqtraError, run: "RunInfo") -> Self:
        """Of what no step has raised."""
        return cls(
            code=error.code,
            status=error.status,
            message=error.message,
            details=error.fields,
            run_id=run.id,
            trace_id=run.trace_id,
        )


class RunWarning(Reported):
    """Something the flow survived."""

    code: str
    message: str
    step_id: str | None = None
    item_index: int | None = None
    hidden: bool = False
    """In the log only: who called learns nothing of it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The browser that waits for a run. `token` is that of its cookie, `domain` the one its address leads to."""

    browser: Browser
    token: str | None = field(default=None, repr=False)
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class WorkflowRef:
    """The instance of a workflow that calls a flow, and who started it."""

    instance: UUID
    workflow: UUID
    started_by: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a run (flows.md 6). Times in seconds, sizes in bytes."""

    interactive_wait: float = 60
    run_time: float = 30 * 60
    atomic_time: float = 60
    """Of an atomic run: as long as others may have to wait for what it changes."""
    lock_wait: float = 10
    """How long an atomic run waits for entries that another transaction changes."""
    items: int = 1_000_000
    response_size: int = 10 * 1024 * 1024
    nesting: int = 16
    parallel: int = 8
    memory: int = 512 * 1024 * 1024
    """Of the items that one step is given as a whole. A run holds a quarter of it between its steps."""
    disk: int = 4 * 1024 * 1024 * 1024
    """Of the items that are too many for memory."""
    spread: int = 0
    """From how many items on a step of a background run is done in parts by all workers; 0: never."""

    @property
    def atomic(self) -> "Limits":
        """Those of an atomic run."""
        return replace(self, run_time=min(self.run_time, self.atomic_time))


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What is known when a run begins. `payload` is the caller's JSON, decoded with exact numbers, not trusted."""

    id: UUID
    component: UUID
    flow: UUID
    flow_name: str
    version: int
    trigger: Trigger
    principal: Principal
    trace_id: str
    started_at: datetime
    payload: Any = None
    payload_kind: PayloadKind | None = None
    parent: UUID | None = None
    action: UUID | None = None
    last_success: datetime | None = None
    zone: tzinfo = UTC
    visit: Visit | None = None
    """None for runs that no browser waits for."""
    depth: int = 0
    """How many calls of flows by flows lead here."""
    traced: bool = False
    """Whether its starter asked to record the items after every step."""
    atomic: bool = False
    repeatable: bool = False
    attempt: int = 1
    """Counts how often a run was begun; only one that is repeatable is begun again."""
    workflow: WorkflowRef | None = None
    """Set when a step of a workflow calls; the payload is then the model of the instance."""
    queued: bool = False
    """A worker took it from the queue, so nobody waits for it here."""
    time_limit: float | None = None
    """Seconds, where somebody waits who can only wait; None: as long as runs may take."""


@dataclass(frozen=True, slots=True)
class StepLog:
    """One row of the run log. `pushed_into`: the step whose query has done the work of this one in the database.

    `parts`: in how many parts workers did it; None where one worker did it for all items.
    """

    step_id: str
    step_type: str
    step_name: str
    state: RunState
    started_at: datetime
    ended_at: datetime
    items_in: int
    items_out: int
    error: ErrorReport | None = None
    pushed_into: str | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The first items after a step, as a JSON array without secrets. `is_cut`: there were more."""

    step_id: str
    items_out: int
    items: bytes
    is_cut: bool
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. `items` is the response as a JSON array."""

    run: RunInfo
    state: RunState
    ended_at: datetime
    items: bytes = b"[]"
    actions: tuple[dict[str, Any], ...] = ()
    session: NewSession | FactorNeeded | None = None
    """Handed out once, by the route that waits for the run; never stored."""
    warnings: tuple[RunWarning, ...] = ()
    error: ErrorReport | None = None
    steps: tuple[StepLog, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    logged: bool = False
    """It went into the log together with what it wrote."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as the log knows it. `items` and `actions` are JSON arrays, set once it has ended well."""

    id: UUID
    component: UUID
    flow: UUID
    flow_name: str
    version: int
    trigger: Trigger
    principal_id: int | None
    parent: UUID | None
    trace_id: str
    state: RunState
    created_at: datetime
    payload: str | None
    payload_kind: PayloadKind | None
    items: str | None
    actions: str | None
    warnings: tuple[RunWarning, ...]
    error: ErrorReport | None
    action: UUID | None = None
    """The element by which it was started."""
    scopes: str | None = None
    """Those of the token that started it, as `kernel.scopes.stored` writes them."""
    is_atomic: bool = False
    is_repeatable: bool = False
    attempt: int = 1
    is_platform: bool = False
    """Nobody started it: it is the platform's."""
    last_success: datetime | None = None
    """Of runs by the clock: when the last one that went well began."""
