"""Runs of drafts: what they write is rolled back, what leaves the platform is simulated unless it is allowed.

Nothing waits for a person inside a transaction: a run goes from the start to the place where it is to stop, and ends.
Going on means running again, to a later place.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from aqtra.catalogs.changes import hold_news
from aqtra.dataflow.atomic import Log, Unit
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.design import review
from aqtra.dataflow.errors import FlowBroken, FlowNotFound
from aqtra.dataflow.flows import plan_of
from aqtra.dataflow.models import Outcome, Recorded, RunInfo, Trigger
from aqtra.dataflow.nested import kind_of
from aqtra.dataflow.plan import Plan, PlannedStep, is_dataflow
from aqtra.dataflow.run_ports import limits_of
from aqtra.dataflow.service import Runs
from aqtra.dataflow.step import DesignContext
from aqtra.dataflow.surroundings import Design, surroundings
from aqtra.dataflow.tracing.masking import Masking
from aqtra.dataflow.tracing.recorder import recorded
from aqtra.infra.container import Services
from aqtra.infra.one_transaction import rolled_back
from aqtra.kernel.findings import Severity
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions, share_definitions
from aqtra.metadata.documents import ComponentDocument

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.streams import Stream

RUN_TIME: Final = 60
"""Seconds: somebody waits, and holds locks of what was written meanwhile."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What to run: a flow of an unsaved document, with a typed input."""

    document: ComponentDocument
    flow: UUID
    principal: Principal
    trace_id: str
    payload: Any = None
    stop_before: frozenset[str] = frozenset()
    real_effects: bool = False
    """External calls are made and messages sent in earnest. What is written is rolled back all the same."""


class DebugObserver:
    """Implements `engine.Observer`: records, stops, and stands in for steps that would leave the platform."""

    def __init__(self, ctx: DesignContext, masking: Masking, draft: Draft) -> None:
        self._ctx = ctx
        self._masking = masking
        self._draft = draft
        self._simulated = False
        self.recorded: list[Recorded] = []
        self.paused_before: str | None = None

    def stops_before(self, step: PlannedStep) -> bool:
        if step.id not in self._draft.stop_before:
            return False
        self.paused_before = step.id
        return True

    def instead(self, step: PlannedStep, inputs: "tuple[Stream, ...]") -> "Table | None":
        """The items as they came, with nulls where the step would have added something."""
        from aqtra.dataflow.items.table import Table

        leaves = step.type.leaves(step.settings) or step.type.capabilities.notifies
        self._simulated = leaves and not self._draft.real_effects
        if not self._simulated:
            return None
        model = step.type.model(step.settings, tuple(stream.model for stream in inputs), self._ctx)
        return inputs[0].whole().as_model(model) if inputs else Table.from_items([{}], model)

    def after(self, step: PlannedStep, stream: "Stream") -> None:
        self.recorded.append(recorded(step.id, stream, self._masking, simulated=self._simulated))


class DraftRuns(Runs):
    """Runs with the draft in the place of its published version. Flows it calls are the published ones."""

    def __init__(
        self, services: Services, definitions: Definitions, draft: Draft, outward: Services, design: Design
    ) -> None:
        super().__init__(services, definitions, replace(limits_of(services.settings), run_time=RUN_TIME))
        self._draft = draft
        self._outward = outward
        self._design = design

    async def run_draft(self, plan: Plan) -> tuple[Outcome, str | None]:
        """How it went, and the step before which it stopped. Raises NoEntryStep."""
        draft = self._draft
        run = RunInfo(
            id=self._services.ids.uuid(),
            component=draft.document.key,
            flow=draft.flow,
            flow_name=plan.name,
            version=self._definitions.current_version,
            trigger=_trigger(plan),
            principal=draft.principal.everywhere(),
            trace_id=draft.trace_id,
            started_at=self._services.clock.now(),
            payload=draft.payload,
            payload_kind=kind_of(draft.payload),
            zone=ZoneInfo(self._services.settings.time_zone),
        )
        observer = self._observer(draft.document, draft)
        outcome = await self._drive(run, Cancellation(), draft.document, plan, observer)
        return replace(outcome, recorded=tuple(observer.recorded)), observer.paused_before

    async def _execute(
        self, run: RunInfo, cancellation: Cancellation, log: Log | None = None, unit: Unit | None = None
    ) -> Outcome:
        """A called flow: it does not stop, but leaves as little behind."""
        published, flow = self._callable(run)
        observer = self._observer(published.document, replace(self._draft, stop_before=frozenset()))
        return await self._drive(run, cancellation, published.document, plan_of(self._definitions, flow), observer)

    def _observer(self, owner: ComponentDocument, draft: Draft) -> DebugObserver:
        documents = [self._draft.document, *(published.document for published in self._definitions)]
        return DebugObserver(self._design(owner, self._document), Masking.of(documents), draft)

    def _document(self, key: UUID) -> ComponentDocument | None:
        return self._draft.document if key == self._draft.document.key else super()._document(key)


async def debug(services: Services, definitions: Definitions, draft: Draft) -> tuple[Outcome, str | None]:
    """Runs a draft; nothing it writes stays. Raises FlowNotFound, FlowBroken, NoEntryStep."""

    def component(key: UUID) -> ComponentDocument | None:
        if key == draft.document.key:
            return draft.document
        published = definitions.component(key)
        return published.document if published else None

    async with services.db.connection() as conn:
        design = await surroundings(conn)
    plan = _plan(draft, design(draft.document, component))
    async with rolled_back(services.db) as db:
        share_definitions(services, db)
        # Kept for good: nothing of it ever happens.
        hold_news(db)
        inner = replace(services, db=db)
        outward = services if draft.real_effects else inner
        return await DraftRuns(inner, definitions, draft, outward, design).run_draft(plan)


def _plan(draft: Draft, ctx: DesignContext) -> Plan:
    """The plan of the draft's flow, with everything it names published. Raises FlowNotFound, FlowBroken."""
    flow = draft.document.flow(draft.flow)
    if flow is None or not is_dataflow(flow):
        raise FlowNotFound("the document has no such flow")
    seen = review(flow, ctx)
    for found in seen.problems:
        if found.problem.severity is Severity.ERROR:
            raise FlowBroken(f"the flow {flow.name} cannot run: {found.problem.message}", step=found.step)
    return seen.plan


def _trigger(plan: Plan) -> Trigger:
    """A call by a user where one fits, else the first that does."""
    triggers = {trigger for step in plan.steps for trigger in step.type.ports.triggers}
    return next((trigger for trigger in Trigger if trigger in triggers), Trigger.USER_CALL)
