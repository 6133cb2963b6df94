"""What a running step is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.errors import ResponseTooLarge
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits, RunInfo, RunWarning
from aqtra.dataflow.ports import Batches, Bus, Capabilities, Entries, FileLinks
from aqtra.metadata.documents import ComponentDocument


class Cancelled(Exception):
    """The run was asked to stop; it does so between items."""


class UndeclaredCapability(Exception):
    """A step reached for what its declaration does not name: a defect of the step."""


class Cancellation:
    """Asks a run to stop. Set by whoever watches the request; looked at between steps and items."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        self._asked = True

    def check(self) -> None:
        """Raises Cancelled once asked."""
        if self._asked:
            raise Cancelled


@dataclass
class Response:
    """What the caller will get. Grows in layout order of the steps that write it."""

    limit: int
    parts: list[bytes] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    session: dict[str, Any] | None = None
    size: int = 2

    def append(self, table: Table) -> None:
        """Adds items. Raises ResponseTooLarge."""
        part = table.to_json()[1:-1]
        if not part:
            return
        self._grow(len(part) + (1 if self.parts else 0))
        self.parts.append(part)

    def act(self, action: dict[str, Any]) -> None:
        """Adds an action for the form that called. Raises ResponseTooLarge."""
        self._grow(len(orjson.dumps(action)))
        self.actions.append(action)

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > self.limit:
            raise ResponseTooLarge(f"the response has more than {self.limit} bytes", limit=self.limit)

    def items(self) -> bytes:
        """All items as one JSON array."""
        return b"[" + b",".join(self.parts) + b"]"


@dataclass
class RunContext:
    """What all steps of a run share."""

    run: RunInfo
    owner: ComponentDocument
    component: Callable[[UUID], ComponentDocument | None]
    entries: Entries
    limits: Limits
    cancellation: Cancellation
    response: Response
    warnings: list[RunWarning] = field(default_factory=list)
    file_links: FileLinks | None = None
    batches: Batches | None = None
    bus: Bus | None = None
    deferred: DeferredOperations = field(default_factory=DeferredOperations)
    """What is recorded and not applied: the buffer of this run alone."""


@dataclass(frozen=True)
class StepContext:
    """A step's view of the run. `inputs` are its source streams: none, one, or the two of a join."""

    shared: RunContext
    step_id: str
    capabilities: Capabilities
    inputs: tuple[Table, ...] = ()

    @property
    def run(self) -> RunInfo:
        return self.shared.run

    @property
    def owner(self) -> ComponentDocument:
        return self.shared.owner

    @property
    def response(self) -> Response:
        return self.shared.response

    @property
    def entries(self) -> Entries:
        """The entries, for steps that declare reading or writing."""
        if not (self.capabilities.reads or self.capabilities.writes):
            raise UndeclaredCapability("this step declares neither reads nor writes")
        return self.shared.entries

    @property
    def file_links(self) -> FileLinks:
        """Links to files, for steps that declare reading."""
        if not self.capabilities.reads or self.shared.file_links is None:
            raise UndeclaredCapability("this step does not declare that it reads")
        return self.shared.file_links

    @property
    def batches(self) -> Batches:
        """Many entries at once, for steps that declare writing."""
        if not self.capabilities.writes or self.shared.batches is None:
            raise UndeclaredCapability("this step does not declare that it writes")
        return self.shared.batches

    @property
    def bus(self) -> Bus:
        """Entries that are created later, for steps that declare writing."""
        if not self.capabilities.writes or self.shared.bus is None:
            raise UndeclaredCapability("this step does not declare that it writes")
        return self.shared.bus

    @property
    def deferred(self) -> DeferredOperations:
        return self.shared.deferred

    def component(self, key: UUID) -> ComponentDocument | None:
        return self.shared.component(key)

    def check_cancelled(self) -> None:
        """Call between items. Raises Cancelled."""
        self.shared.cancellation.check()

    def warn(self, code: str, message: str, item_index: int | None = None) -> None:
        """Notes what the run survives."""
        warning = RunWarning(code=code, message=message, step_id=self.step_id, item_index=item_index)
        self.shared.warnings.append(warning)
