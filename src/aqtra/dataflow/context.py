"""What a running step is given."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

import orjson

from aqtra.dataflow.calling_errors import ScriptsUnavailable, WorkflowsUnavailable
from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.errors import ResponseTooLarge
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.models import Limits, RunInfo, RunWarning
from aqtra.dataflow.ports import (
    Batches,
    Bus,
    Capabilities,
    Connectors,
    Directory,
    Entries,
    FileLinks,
    Files,
    Flows,
    Notifications,
    Scripts,
    Templates,
    Workflows,
)
from aqtra.dataflow.users import SignedIn
from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument

Done = TypeVar("Done")
ITEMS_AT_ONCE = 256
TIMES: Final = "{times}"
"""Stands in the message of a warning for how often it holds."""


class Cancelled(Exception):
    """The run was asked to stop; it does so between items."""


class UndeclaredCapability(Exception):
    """A step reached for what its declaration does not name: a defect of the step."""


class Cancellation:
    """Asks a run to stop. Set by whoever watches the request; looked at between steps and items."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    def ask(self) -> None:
        self._asked.set()

    def check(self) -> None:
        """Raises Cancelled once asked."""
        if self._asked.is_set():
            raise Cancelled

    async def stops(self, work: Coroutine[Any, Any, Done]) -> Done:
        """Does work that can be stopped in the middle. Raises Cancelled as soon as that is asked for."""
        working, asked = asyncio.create_task(work), asyncio.create_task(self._asked.wait())
        try:
            await asyncio.wait((working, asked), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                raise Cancelled
            return working.result()
        finally:
            for task in (working, asked):
                task.cancel()
            # Whoever asked goes on when the work has let go of what it held.
            await asyncio.wait((working, asked))


@dataclass
class Response:
    """What the caller will get. Grows in layout order of the steps that write it."""

    limit: int
    parts: list[bytes] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    session: NewSession | FactorNeeded | None = None
    superseded: list[NewSession | FactorNeeded] = field(default_factory=list)
    """Opened by this run and replaced by a later one of it: nobody gets them."""
    size: int = 2

    def append(self, table: Table) -> None:
        """Adds items. Raises ResponseTooLarge, at once: items that share a large parent are small until here."""
        for some in table.slices(ITEMS_AT_ONCE):
            part = some.to_json()[1:-1]
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
    """What all steps of a run share. `followers` are told when the run goes on as somebody else: every port is one."""

    run: RunInfo
    owner: ComponentDocument
    component: Callable[[UUID], ComponentDocument | None]
    entries: Entries
    limits: Limits
    cancellation: Cancellation
    response: Response
    warnings: list[RunWarning] = field(default_factory=list)
    counted: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """How often a warning of a step holds that is told once, by step, code and message."""
    files: Files | None = None
    directory: Directory | None = None
    flows: Flows | None = None
    connectors: Connectors | None = None
    file_links: FileLinks | None = None
    batches: Batches | None = None
    bus: Bus | None = None
    notifications: Notifications | None = None
    templates: Templates | None = None
    scripts: Scripts | None = None
    workflows: Workflows | None = None
    deferred: DeferredOperations = field(default_factory=DeferredOperations)
    """What is recorded and not applied: the buffer of this run alone."""
    followers: tuple[Callable[[Principal], None], ...] = ()
    scratch: Path | None = None
    """Folder for items that are too many for memory; None: that of the system."""

    def warn(self, warning: RunWarning) -> None:
        """Notes it. What is said of a whole stream is said once, however many slices it has."""
        if warning.item_index is not None or warning not in self.warnings:
            self.warnings.append(warning)

    def warn_times(self, warning: RunWarning, times: int) -> None:
        """Notes what holds so many `TIMES` once, with the place of the first; they are counted over all slices."""
        kind = (warning.step_id or "", warning.code, warning.message)
        before = self.counted.get(kind, 0)
        self.counted[kind] = before + times
        if not before:
            self.warn(told_times(warning, times))
            return
        said = told_times(warning, before).message
        for place, told in enumerate(self.warnings):
            if (told.step_id, told.code, told.message) == (warning.step_id, warning.code, said):
                self.warnings[place] = told.model_copy(update={"message": told_times(warning, before + times).message})

    def sign_in(self, signed_in: SignedIn) -> None:
        """Hands the session out with the response; later steps act as its user, if nothing is left to be settled."""
        if self.response.session is not None:
            self.response.superseded.append(self.response.session)
        self.response.session = signed_in.opened
        if signed_in.principal is not None:
            self.run = replace(self.run, principal=signed_in.principal)
            for follow in self.followers:
                follow(signed_in.principal)


@dataclass(frozen=True)
class StepContext:
    """A step's view of the run. `inputs` are its source streams: none, one, or the two of a join.

    `before`: items of the stream that come before those the step is given now.
    """

    shared: RunContext
    step_id: str
    capabilities: Capabilities
    inputs: tuple[Table, ...] = ()
    before: int = 0

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
    def files(self) -> Files:
        """Stored files, for steps that declare them."""
        if not self.capabilities.files or self.shared.files is None:
            raise UndeclaredCapability("this step does not declare files")
        return self.shared.files

    @property
    def directory(self) -> Directory:
        """Users and their roles, for steps that declare it."""
        if not self.capabilities.directory or self.shared.directory is None:
            raise UndeclaredCapability("this step does not declare the directory")
        return self.shared.directory

    @property
    def flows(self) -> Flows:
        """Other flows, for steps that declare calling them."""
        if not self.capabilities.calls or self.shared.flows is None:
            raise UndeclaredCapability("this step does not declare that it calls flows")
        return self.shared.flows

    @property
    def limits(self) -> Limits:
        return self.shared.limits

    @property
    def connectors(self) -> Connectors:
        """The endpoints of other systems, for steps that declare the network."""
        if not self.capabilities.network or self.shared.connectors is None:
            raise UndeclaredCapability("this step does not declare network")
        return self.shared.connectors

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
    def notifications(self) -> Notifications:
        """Messages to people, for steps that declare sending them."""
        if not self.capabilities.notifies or self.shared.notifications is None:
            raise UndeclaredCapability("this step does not declare that it notifies")
        return self.shared.notifications

    @property
    def templates(self) -> Templates:
        """Published templates, for steps that declare them."""
        if not self.capabilities.templates or self.shared.templates is None:
            raise UndeclaredCapability("this step does not declare templates")
        return self.shared.templates

    @property
    def scripts(self) -> Scripts:
        """Python, for steps that declare it. Raises ScriptsUnavailable: without its jail nothing is run."""
        if not self.capabilities.scripts:
            raise UndeclaredCapability("this step does not declare scripts")
        if self.shared.scripts is None:
            raise ScriptsUnavailable("scripts cannot be run on this installation")
        return self.shared.scripts

    @property
    def workflows(self) -> Workflows:
        """Workflows, for steps that declare calling them. Raises WorkflowsUnavailable."""
        if not self.capabilities.calls:
            raise UndeclaredCapability("this step does not declare that it calls workflows")
        if self.shared.workflows is None:
            raise WorkflowsUnavailable("workflows cannot be run on this installation")
        return self.shared.workflows

    @property
    def deferred(self) -> DeferredOperations:
        return self.shared.deferred

    def component(self, key: UUID) -> ComponentDocument | None:
        return self.shared.component(key)

    def sign_in(self, signed_in: SignedIn) -> None:
        """The caller gets this session, and the run goes on as its user."""
        self.shared.sign_in(signed_in)

    def check_cancelled(self) -> None:
        """Call between items. Raises Cancelled."""
        self.shared.cancellation.check()

    def warn(self, code: str, message: str, item_index: int | None = None, *, hidden: bool = False) -> None:
        """Notes what the run survives. `hidden`: in the log only, for what the caller must not learn."""
        self.shared.warn(self._warning(code, message, item_index, hidden=hidden))

    def warn_times(self, code: str, message: str, times: int, item_index: int | None = None) -> None:
        """One warning for all items of the stream that it holds for. `message` has `TIMES` where their number goes."""
        self.shared.warn_times(self._warning(code, message, item_index), times)

    def _warning(self, code: str, message: str, item_index: int | None, *, hidden: bool = False) -> RunWarning:
        place = None if item_index is None else item_index + self.before
        return RunWarning(code=code, message=message, step_id=self.step_id, item_index=place, hidden=hidden)


def told_times(warning: RunWarning, times: int) -> RunWarning:
    """The warning with a number in the place of `TIMES`."""
    return warning.model_copy(update={"message": warning.message.replace(TIMES, str(times))})
