"""Verbs of runs: call a flow and wait, hand it to a worker, run what a worker took, ask how it went.

Inline and background runs go through the same `_execute`.
"""

import asyncio
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from aqtra.dataflow import metrics, repository
from aqtra.dataflow.actions import THROUGH_ACTIONS, check_action
from aqtra.dataflow.atomic import AtomicRuns, Log, Unit
from aqtra.dataflow.background import queue_run
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.current import Judge, entered, taken_as_it_is
from aqtra.dataflow.detached import keep
from aqtra.dataflow.engine import Observer, Runner
from aqtra.dataflow.errors import RunDamaged, RunGivenUp, RunNotFound
from aqtra.dataflow.flows import callable_flow, narrowed_plan_of, plan_of
from aqtra.dataflow.items.codec import to_json_text
from aqtra.dataflow.leases import renewed, settle_lost
from aqtra.dataflow.models import (
    Limits,
    Outcome,
    PayloadKind,
    RunInfo,
    RunState,
    StoredRun,
    Trigger,
    Visit,
    WorkflowRef,
)
from aqtra.dataflow.nested import NestedFlows, interrupted
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.run_as import stored_principal, told_of_rights
from aqtra.dataflow.run_log import RunLog
from aqtra.dataflow.run_ports import context_of, limits_of
from aqtra.dataflow.spreading.deciding import whole_run
from aqtra.dataflow.spreading.service import Parts, Planned, Spreading
from aqtra.dataflow.stored_runs import info_of, may_see, refused
from aqtra.dataflow.tracing.live import LiveRecording
from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.identity.service import identity_of
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.releases.models import PublishedComponent

log = structlog.get_logger("aqtra.dataflow")


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls what, how, and with what. `payload` is decoded JSON with exact numbers.

    `action`: the element by which the flow is run, as the caller says. `visit`: the browser that waits for the answer.
    `traced`: record the items after every step. `workflow`: the instance whose step calls; it waits for the answer.
    """

    component: UUID
    flow: UUID
    principal: Principal
    trace_id: str
    trigger: Trigger = Trigger.USER_CALL
    payload: Any = None
    payload_kind: PayloadKind | None = PayloadKind.ACTION_MODEL
    action: UUID | None = None
    visit: Visit | None = None
    traced: bool = False
    workflow: WorkflowRef | None = None


class Runs:
    """Runs of published dataflows."""

    def __init__(self, services: Services, definitions: Definitions, limits: Limits | None = None) -> None:
        self._services = services
        self._outward = services
        self._definitions = definitions
        self._limits = limits or limits_of(services.settings)
        self._live = LiveRecording(services, definitions)
        self._log = RunLog(services)
        self._atomic = AtomicRuns(services, self._limits, self._log)
        self._parts = Parts(services, definitions, self._limits)

    async def run_flow(self, call: Call) -> Outcome | UUID:
        """Runs a flow and waits as long as an interactive caller may.

        Answers how it ended, or the id of the run when it goes on in the background.
        Raises FlowNotFound, NotSignedIn, ComponentForbidden, FlowForbidden, ActionNotFound, ActionForbidden,
        NoEntryStep.
        """
        run = self._prepare(call)
        cancellation = Cancellation()
        task = asyncio.create_task(self._execute(run, cancellation, self._log.insert))
        try:
            # An atomic run ends within its own limit, and then it is known whether anything is stored.
            await asyncio.wait({task}, timeout=None if run.atomic else self._limits.interactive_wait)
        except asyncio.CancelledError:
            # The caller hung up. The run goes on to its end and into the log.
            keep(self._log_when_left(task))
            raise
        if task.done():
            return await self._log_when_done(task)
        given = to_json_text(run.payload).encode() if run.repeatable else None
        async with self._services.db.connection() as conn:
            await repository.insert_running(conn, self._services.sealer, run, self._services.clock.now(), given)
        keep(self._finish_detached(task, run, cancellation))
        return run.id

    def check(self, call: Call) -> None:
        """Raises what refuses the call before it runs, as `run_flow` does."""
        self._prepare(call)

    async def enqueue(self, call: Call) -> UUID:
        """Stores a run for a worker. Raises what `run_flow` raises."""
        async with self._services.db.transaction() as conn:
            return await self.enqueue_within(conn, call)

    async def enqueue_within(self, conn: Connection, call: Call) -> UUID:
        """The same in the caller's transaction."""
        run = self._prepare(replace(call, visit=None))
        await queue_run(conn, self._services, run)
        return run.id

    async def run_stored(self, run_id: UUID) -> None:
        """Runs a waiting run to its end. Does nothing for one that does not wait, but settles one that was lost."""
        now = self._services.clock.now()
        try:
            async with self._services.db.transaction() as conn:
                stored = await repository.claim(conn, self._services.sealer, run_id, now)
                if stored is None:
                    await settle_lost(conn, now, run_id)
                    return
        except RunDamaged as error:
            log.error("a run cannot be read", run_id=str(run_id))
            async with self._services.db.transaction() as conn:
                await repository.fail_damaged(conn, now, run_id, error)
            return
        cancellation = Cancellation()
        async with renewed(self._services, info_of(stored, Principal()), cancellation):
            outcome = await self._execute_stored(stored, cancellation)
        await self._log.finish(outcome)

    async def do_part(self, run_id: UUID) -> bool:
        """Does one part of a run that another process works on. False when there is none to do."""
        return await self._parts.do_next(run_id)

    async def run_to_end(self, call: Call) -> Outcome:
        """Runs a flow for nobody who waits. Stored from the start: a lost process shows. Raises as `run_flow` does."""
        # Whoever wants it again, after this process is lost, says so.
        run, cancellation = replace(self._prepare(call), repeatable=False), Cancellation()
        async with self._services.db.connection() as conn:
            await repository.insert_running(conn, self._services.sealer, run, self._services.clock.now(), None)
        async with renewed(self._services, run, cancellation):
            try:
                outcome = await self._execute(run, cancellation, self._log.update)
            except AqtraError as error:
                outcome = refused(run, error, self._services.clock.now())
        outcome = told_of_rights(outcome)
        await self._close(outcome.session)
        await self._log.finish(outcome)
        return outcome

    async def answer(self, run: RunInfo, judge: Judge) -> Outcome:
        """Runs and logs a flow for a reader of this process; `judge` says last how it ended."""
        return await self._execute_nested(Cancellation(), run, judge)

    async def get(self, principal: Principal, run_id: UUID) -> StoredRun:
        """A run as its starter or an administrator may see it. Raises RunNotFound, to others just the same."""
        async with self._services.db.transaction() as conn:
            await settle_lost(conn, self._services.clock.now(), run_id)
            stored = await repository.get(conn, self._services.sealer, run_id)
        if stored is None or not may_see(principal, stored):
            raise RunNotFound("there is no such run")
        return stored

    async def get_own(self, run_id: UUID) -> StoredRun:
        """A run that this request has just started; its caller need not be signed in."""
        async with self._services.db.connection() as conn:
            stored = await repository.get(conn, self._services.sealer, run_id)
        if stored is None:
            raise RunNotFound("there is no such run")
        return stored

    async def cancel(self, principal: Principal, run_id: UUID) -> None:
        """Asks a run to stop. Raises RunNotFound."""
        stored = await self.get(principal, run_id)
        async with self._services.db.transaction() as conn:
            await repository.ask_to_cancel(conn, stored.id, self._services.clock.now())

    def _prepare(self, call: Call) -> RunInfo:
        """Checks the caller's right and that an entry step fits."""
        published, flow = self._callable(call)
        plan_of(self._definitions, flow).active(call.trigger, call.payload_kind)
        return RunInfo(
            id=self._services.ids.uuid(),
            component=call.component,
            flow=call.flow,
            flow_name=flow.name,
            version=published.version,
            trigger=call.trigger,
            principal=call.principal.everywhere(),
            trace_id=call.trace_id,
            started_at=self._services.clock.now(),
            payload=call.payload,
            payload_kind=call.payload_kind,
            action=call.action,
            visit=call.visit,
            traced=call.traced,
            atomic=flow.atomic,
            repeatable=flow.safe_to_repeat,
            zone=ZoneInfo(self._services.settings.time_zone),
            workflow=call.workflow,
        )

    def _callable(self, asked: Call | RunInfo) -> tuple[PublishedComponent, Flow]:
        published, flow = callable_flow(self._definitions, asked.principal, asked.component, asked.flow)
        if asked.trigger in THROUGH_ACTIONS:
            check_action(asked.principal, published, flow.key, asked.action)
        return published, flow

    async def _execute(
        self,
        run: RunInfo,
        cancellation: Cancellation,
        log: Log | None = None,
        unit: Unit | None = None,
    ) -> Outcome:
        """The one way every run goes. `log`: how an atomic one is logged; `unit`: the atomic run it belongs to.

        Raises what `_callable` raises when rights have changed meanwhile, RunGivenUp, DatabaseUnavailable.
        """
        published, flow = self._callable(run)
        if run.attempt > 1 and not flow.safe_to_repeat:
            raise RunGivenUp("the worker of this run was lost, and the flow is no longer marked as safe to repeat")
        recorder = await self._live.recorder(run)
        # Whoever looks on sees what every step made, not what the database left over for it.
        plan = (narrowed_plan_of if recorder is None else plan_of)(self._definitions, flow)
        spreading = None
        if whole_run(run, self._limits.spread, observed=recorder is not None) is None:
            planned = Planned(run, plan, published.document, self._definitions.current_version)
            spreading = Spreading(self._services, self._parts, planned, self._limits)

        async def drive(unit: Unit | None) -> Outcome:
            outcome = await self._drive(run, cancellation, published.document, plan, recorder, unit, spreading)
            return outcome if recorder is None else replace(outcome, recorded=tuple(recorder.recorded))

        if flow.atomic and unit is None:
            outcome = await self._atomic.run(run, drive, log or self._log.insert)
        else:
            outcome = await drive(unit)
        return metrics.counted(outcome)

    async def _drive(
        self,
        run: RunInfo,
        cancellation: Cancellation,
        owner: ComponentDocument,
        plan: Plan,
        observer: Observer | None,
        unit: Unit | None = None,
        spreading: Spreading | None = None,
    ) -> Outcome:
        nested = partial(self._execute_nested, cancellation, unit=unit)
        flows = NestedFlows(self._services, self._definitions, self._limits, run, nested)
        services, limits = (self._services, self._limits) if unit is None else (unit.services, self._limits.atomic)
        outward = self._outward if unit is None else unit.services
        context = context_of(services, run, owner, self._document, limits, cancellation, flows, self._services, outward)
        with closing(context.deferred), entered(run, nested):
            runner = Runner(plan, context, self._services.clock, observer, spreading)
            outcome = await runner.run(plan.active(run.trigger, run.payload_kind))
        unused = [*context.response.superseded, *([context.response.session] if outcome.session is None else [])]
        for session in unused:
            await self._close(session)
        return outcome

    async def _execute_nested(
        self, cancellation: Cancellation, run: RunInfo, judge: Judge = taken_as_it_is, unit: Unit | None = None
    ) -> Outcome:
        """Runs and logs a called flow. One whose caller is out of time is logged too."""
        try:
            outcome = await judge(await self._execute(run, cancellation, unit=unit))
        except asyncio.CancelledError:
            ended = Outcome(run, RunState.CANCELLED, self._services.clock.now(), error=interrupted(run))
            if unit is None:
                keep(self._log.add(ended))
            else:
                unit.called.append(ended)
            raise
        if unit is None:
            await self._log.add(outcome)
        else:
            unit.called.append(outcome)
        return outcome

    async def _close(self, session: NewSession | FactorNeeded | None) -> None:
        """Ends a session that a run has opened and nobody takes: the run failed, or its caller has left."""
        if session is not None:
            await identity_of(self._services).sign_out(session.token)

    async def _execute_stored(self, stored: StoredRun, cancellation: Cancellation) -> Outcome:
        """Runs with the rights the starter has now, within the token of then; what forbids it fails the run."""
        zone = ZoneInfo(self._services.settings.time_zone)
        run = info_of(stored, Principal(user_id=stored.principal_id, is_platform=stored.is_platform), zone)
        try:
            principal = await stored_principal(
                self._services.db, stored.principal_id, stored.scopes, is_platform=stored.is_platform
            )
            run = info_of(stored, principal, zone)
            return told_of_rights(await self._execute(run, cancellation, self._log.update))
        except AqtraError as error:
            return told_of_rights(refused(run, error, self._services.clock.now()))

    async def _log_when_done(self, task: asyncio.Task[Outcome]) -> Outcome:
        outcome = await task
        await self._log.add(outcome)
        return outcome

    async def _log_when_left(self, task: asyncio.Task[Outcome]) -> None:
        await self._close((await self._log_when_done(task)).session)

    async def _finish_detached(self, task: asyncio.Task[Outcome], run: RunInfo, cancellation: Cancellation) -> None:
        async with renewed(self._services, run, cancellation):
            outcome = await task
        await self._close(outcome.session)
        await self._log.finish(outcome)

    def _document(self, key: UUID) -> ComponentDocument | None:
        published = self._definitions.component(key)
        return published.document if published else None
