"""Verbs of parts: whether a step of a run is cut, and doing the next part of a run."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from aqtra.dataflow import metrics
from aqtra.dataflow import repository as runs
from aqtra.dataflow.context import Cancellation, Cancelled, RunContext, StepContext
from aqtra.dataflow.driving import Segment
from aqtra.dataflow.errors import RunDamaged, UnknownReference
from aqtra.dataflow.flows import narrowed_plan_of
from aqtra.dataflow.leases import RENEW_SECONDS
from aqtra.dataflow.models import Limits, Outcome, RunInfo
from aqtra.dataflow.nested import NestedFlows
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.run_as import stored_principal
from aqtra.dataflow.run_ports import context_of
from aqtra.dataflow.spreading import repository
from aqtra.dataflow.spreading.chain import SpreadChain
from aqtra.dataflow.spreading.cutting import part_items
from aqtra.dataflow.spreading.deciding import whole_segment
from aqtra.dataflow.spreading.hands import Hands
from aqtra.dataflow.spreading.models import PartFailure, PartReport, PartResult, TakenPart
from aqtra.dataflow.spreading.packing import pack_result, unpack_table
from aqtra.dataflow.spreading.working import segment_of, worked
from aqtra.dataflow.stored_runs import info_of
from aqtra.infra.container import Services
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.leases import renewing
from aqtra.infra.sealed import PART_ITEMS, PART_RESULT
from aqtra.kernel.errors import Forbidden
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    from aqtra.dataflow.streams import Stream


@dataclass(frozen=True, slots=True)
class Planned:
    """A run and by what it is planned. `definitions`: the version of the platform that `plan` and `owner` are of."""

    run: RunInfo
    plan: Plan
    owner: ComponentDocument
    definitions: int


class Parts:
    """Parts of runs, in the hands of this process."""

    def __init__(self, services: Services, definitions: Definitions, limits: Limits) -> None:
        self._services = services
        self._definitions = definitions
        self._limits = limits

    async def do_next(self, run_id: UUID) -> bool:
        """Does the first part of a run that waits. False when there is none that this process can do.

        Safe to call for any run and at any time.
        """
        async with self._services.db.connection() as conn:
            try:
                stored = await runs.get(conn, self._services.sealer, run_id)
            except RunDamaged:
                return False
        if stored is None or stored.state.is_final:
            return False
        zone = ZoneInfo(self._services.settings.time_zone)
        try:
            principal = await stored_principal(
                self._services.db, stored.principal_id, stored.scopes, is_platform=stored.is_platform
            )
        except Forbidden:
            # The run goes on with the rights it began with, in its own hands.
            return False
        planned = self._planned(info_of(stored, principal, zone))
        if planned is None:
            return False
        now = self._services.clock.now()
        async with self._services.db.transaction() as conn:
            part = await repository.take(conn, run_id, planned.definitions, now)
        if part is None:
            return False
        cancellation = Cancellation()

        async def renew(conn: Connection) -> bool:
            wanted = await repository.renew(conn, part, self._services.clock.now())
            if not wanted:
                cancellation.ask()
            return wanted

        worker = self.worker(planned, cancellation)
        async with renewing(self._services.db, RENEW_SECONDS, renew, run_id=str(run_id), part=part.number):
            try:
                result = await worker.work(part)
            except Cancelled:
                metrics.PARTS.labels("withdrawn").inc()
            else:
                await worker.store(part, result)
        return True

    def worker(self, planned: Planned, cancellation: Cancellation) -> "PartWorker":
        """For parts of a run that this process has."""
        return PartWorker(self._services, self._definitions, self._limits, planned, cancellation)

    def _planned(self, run: RunInfo) -> Planned | None:
        """None for a flow that is no longer published: then this process knows another version than the run."""
        published = self._definitions.component(run.component)
        flow = published.document.flow(run.flow) if published is not None else None
        if published is None or flow is None:
            return None
        plan = narrowed_plan_of(self._definitions, flow)
        return Planned(run, plan, published.document, self._definitions.current_version)


class PartWorker:
    """Parts of one run, in this process. Implements `hands.Worker`."""

    def __init__(
        self,
        services: Services,
        definitions: Definitions,
        limits: Limits,
        planned: Planned,
        cancellation: Cancellation,
    ) -> None:
        self._services = services
        self._definitions = definitions
        self._limits = limits
        self._planned = planned
        self._cancellation = cancellation

    async def work(self, part: TakenPart) -> PartResult:
        """What comes of a part. Raises Cancelled."""
        place = PART_ITEMS.place(part.run_id, part.attempt, part.number)
        try:
            table = unpack_table(self._services.sealer.open(part.content, place))
        except (NotAuthentic, UnknownKey):
            damaged = RunDamaged("the items of a part of this run cannot be opened")
            return PartResult(PartReport(failure=PartFailure.of(0, damaged)))
        segment = segment_of(self._planned.plan, self._planned.run, part.step_id)
        result = await worked(segment, table, part.first, self._context(), self._services.clock)
        metrics.PARTS.labels("done" if result.report.failure is None else "failed").inc()
        return result

    async def store(self, part: TakenPart, result: PartResult) -> None:
        """For the worker that has the run; nothing when that does not wait for it any more."""
        place = PART_RESULT.place(part.run_id, part.attempt, part.number)
        sealed = self._services.sealer.seal(pack_result(result), place)
        failure = result.report.failure
        stops = failure is not None and failure.step == 0
        async with self._services.db.connection() as conn:
            await repository.finish(conn, part, sealed, stops=stops)

    def _context(self) -> RunContext:
        services, planned = self._services, self._planned
        flows = NestedFlows(services, self._definitions, self._limits, planned.run, _refused)
        ports = (self._document, self._limits, self._cancellation, flows, services, services)
        return context_of(services, planned.run, planned.owner, *ports)

    def _document(self, key: UUID) -> ComponentDocument | None:
        published = self._definitions.component(key)
        return published.document if published else None


async def _refused(_run: RunInfo) -> Outcome:
    raise UnknownReference("no flow is called in a part of a run")


class Spreading:
    """Whether the steps of one run are cut, as the engine asks it. Implements `engine.Spreading`."""

    def __init__(self, services: Services, parts: Parts, planned: Planned, limits: Limits) -> None:
        self._services = services
        self._parts = parts
        self._planned = planned
        self._limits = limits
        self._hands: Hands | None = None

    def chain(self, segment: Segment, inputs: "tuple[Stream, ...]", shared: RunContext) -> SpreadChain | None:
        """None when one worker does it. Raises what would end a step before it acts."""
        items = sum(len(stream) for stream in inputs)
        # Whoever was signed in by a step acts with rights that others could not look up.
        if items < self._limits.spread or shared.run.principal is not self._planned.run.principal:
            return None
        repeatable = self._planned.run.repeatable
        if whole_segment(segment, shared.component, repeatable=repeatable, model=inputs[0].model) is not None:
            return None
        step = segment[0]
        ctx = StepContext(shared, step.id, step.type.capabilities)
        if step.type.apart is not None and not step.type.apart(inputs[0], step.settings, ctx):
            return None
        from aqtra.dataflow.streams import SLICE_ITEMS

        size = part_items(self._limits.spread, SLICE_ITEMS)
        return SpreadChain(segment, inputs[0], shared, self._services.clock, self._handing(shared.cancellation), size)

    def _handing(self, cancellation: Cancellation) -> Hands:
        if self._hands is None:
            worker = self._parts.worker(self._planned, cancellation)
            planned = self._planned
            self._hands = Hands(self._services, planned.run, planned.definitions, worker, cancellation)
        return self._hands
