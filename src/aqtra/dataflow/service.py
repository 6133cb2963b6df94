"""Verbs of runs: call a flow and wait, hand it to a worker, run what a worker took, ask how it went.

Inline and background runs go through the same `_execute`.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from uuid import UUID

import structlog

from aqtra.dataflow import metrics, repository
from aqtra.dataflow.actions import THROUGH_ACTIONS, check_action
from aqtra.dataflow.context import Cancellation
from aqtra.dataflow.engine import Observer, Runner
from aqtra.dataflow.errors import RunDamaged, RunNotFound
from aqtra.dataflow.flows import callable_flow, plan_of
from aqtra.dataflow.items.codec import to_json_text
from aqtra.dataflow.leases import renewed
from aqtra.dataflow.models import (
    ErrorReport,
    Limits,
    Outcome,
    PayloadKind,
    RunInfo,
    RunState,
    StoredRun,
    Trigger,
    Visit,
)
from aqtra.dataflow.nested import NestedFlows, interrupted
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.run_ports import context_of
from aqtra.dataflow.stored_runs import info_of, may_see
from aqtra.dataflow.tracing import repository as recordings
from aqtra.dataflow.tracing.live import LiveRecording
from aqtra.identity.models import FactorNeeded, NewSession
from aqtra.identity.principals import principal_by_id
from aqtra.identity.service import identity_of
from aqtra.infra.container import Services
from aqtra.infra.outbox import ring_after_commit
from aqtra.kernel.errors import AqtraError, Forbidden
from aqtra.kernel.principal import Principal
from aqtra.kernel.scopes import restored
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, Flow
from aqtra.metadata.releases.models import PublishedComponent

log = structlog.get_logger("aqtra.dataflow")
RUN_TASK: Final = "aqtra.run_dataflow"

# Runs whose caller has left; the set keeps their tasks from being collected.
_DETACHED: set[asyncio.Task[Any]] = set()


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls what, how, and with what. `payload` is decoded JSON with exact numbers.

    `action`: the element by which the flow is run, as the caller says. `visit`: the browser that waits for the answer.
    `traced`: record the items after every step.
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


class Runs:
    """Runs of published dataflows."""

    def __init__(self, services: Services, definitions: Definitions, limits: Limits | None = None) -> None:
        self._services = services
        self._definitions = definitions
        self._limits = limits or Limits()
        self._live = LiveRecording(services, definitions)

    async def run_flow(self, call: Call) -> Outcome | UUID:
        """Runs a flow and waits as long as an interactive caller may.

        Answers how it ended, or the id of the run when it goes on in the background.
        Raises FlowNotFound, NotSignedIn, ComponentForbidden, FlowForbidden, ActionNotFound, ActionForbidden,
        NoEntryStep.
        """
        run = self._prepare(call)
        cancellation = Cancellation()
        task = asyncio.create_task(self._execute(run, cancellation))
        try:
            await asyncio.wait({task}, timeout=self._limits.interactive_wait)
        except asyncio.CancelledError:
            # The caller hung up. What the run has written stays, so it goes on to its end and into the log.
            _keep(self._log_when_left(task))
            raise
        if task.done():
            return await self._log_when_done(task)
        async with self._services.db.transaction() as conn:
            await repository.insert_running(conn, run, self._services.clock.now())
        _keep(self._finish_detached(task, run.id, cancellation))
        return run.id

    def check(self, call: Call) -> None:
        """Raises what refuses the call before it runs, as `run_flow` does."""
        self._prepare(call)

    async def enqueue(self, call: Call) -> UUID:
        """Stores a run for a worker. Raises what `run_flow` raises."""
        run = self._prepare(replace(call, visit=None))
        async with self._services.db.transaction() as conn:
            await repository.insert_queued(conn, self._services.sealer, run, to_json_text(call.payload).encode())
            await ring_after_commit(conn, RUN_TASK, str(run.id))
        return run.id

    async def run_stored(self, run_id: UUID) -> None:
        """Runs a waiting run to its end. Does nothing for one that does not wait, but ends one that was lost."""
        now = self._services.clock.now()
        try:
            async with self._services.db.transaction() as conn:
                stored = await repository.claim(conn, self._services.sealer, run_id, now)
                if stored is None:
                    await repository.fail_lost(conn, now, run_id)
                    return
        except RunDamaged as error:
            log.error("a run cannot be read", run_id=str(run_id))
            async with self._services.db.transaction() as conn:
                await repository.fail_damaged(conn, now, run_id, error)
            return
        cancellation = Cancellation()
        async with renewed(self._services, run_id, cancellation):
            outcome = await self._execute_stored(stored, cancellation)
        await self._finish(outcome)

    async def get(self, principal: Principal, run_id: UUID) -> StoredRun:
        """A run as its starter or an administrator may see it. Raises RunNotFound, to others just the same."""
        async with self._services.db.transaction() as conn:
            await repository.fail_lost(conn, self._services.clock.now(), run_id)
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
        )

    def _callable(self, asked: Call | RunInfo) -> tuple[PublishedComponent, Flow]:
        published, flow = callable_flow(self._definitions, asked.principal, asked.component, asked.flow)
        if asked.trigger in THROUGH_ACTIONS:
            check_action(asked.principal, published, flow.key, asked.action)
        return published, flow

    async def _execute(self, run: RunInfo, cancellation: Cancellation) -> Outcome:
        """The one way every run goes. Raises what `_callable` raises when rights have changed meanwhile."""
        published, flow = self._callable(run)
        plan = plan_of(self._definitions, flow)
        recorder = await self._live.recorder(run)
        outcome = await self._drive(run, cancellation, published.document, plan, recorder)
        metrics.count(outcome)
        return outcome if recorder is None else replace(outcome, recorded=tuple(recorder.recorded))

    async def _drive(
        self,
        run: RunInfo,
        cancellation: Cancellation,
        owner: ComponentDocument,
        plan: Plan,
        observer: Observer | None,
    ) -> Outcome:
        flows = NestedFlows(
            self._services, self._definitions, self._limits, run, partial(self._execute_nested, cancellation)
        )
        context = context_of(self._services, run, owner, self._document, self._limits, cancellation, flows)
        with closing(context.deferred):
            runner = Runner(plan, context, self._services.clock, observer)
            outcome = await runner.run(plan.active(run.trigger, run.payload_kind))
        unused = [*context.response.superseded, *([context.response.session] if outcome.session is None else [])]
        for session in unused:
            await self._close(session)
        return outcome

    async def _execute_nested(self, cancellation: Cancellation, run: RunInfo) -> Outcome:
        """Runs and logs a called flow. One whose caller is out of time is logged too."""
        try:
            outcome = await self._execute(run, cancellation)
        except asyncio.CancelledError:
            _keep(self._log(Outcome(run, RunState.CANCELLED, self._services.clock.now(), error=interrupted(run))))
            raise
        await self._log(outcome)
        return outcome

    async def _close(self, session: NewSession | FactorNeeded | None) -> None:
        """Ends a session that a run has opened and nobody takes: the run failed, or its caller has left."""
        if session is not None:
            await identity_of(self._services).sign_out(session.token)

    async def _execute_stored(self, stored: StoredRun, cancellation: Cancellation) -> Outcome:
        """Runs with the rights the starter has now, within the token of then; what forbids it fails the run."""
        run = info_of(stored, Principal(user_id=stored.principal_id))
        try:
            if stored.principal_id is not None:
                principal = await principal_by_id(self._services.db, stored.principal_id)
                if principal is None:
                    raise Forbidden("the account that started this run is not active")
                run = info_of(stored, principal.narrowed(restored(stored.scopes)))
            return await self._execute(run, cancellation)
        except AqtraError as error:
            report = ErrorReport(
                code=error.code,
                status=error.status,
                message=error.message,
                details=error.fields,
                run_id=run.id,
                trace_id=run.trace_id,
            )
            return Outcome(run=run, state=RunState.FAILED, ended_at=self._services.clock.now(), error=report)

    async def _log_when_done(self, task: asyncio.Task[Outcome]) -> Outcome:
        outcome = await task
        await self._log(outcome)
        return outcome

    async def _log(self, outcome: Outcome) -> None:
        async with self._services.db.transaction() as conn:
            await repository.log_ended(conn, outcome)
            if outcome.recorded:
                await recordings.insert(conn, self._services.sealer, outcome)

    async def _log_when_left(self, task: asyncio.Task[Outcome]) -> None:
        await self._close((await self._log_when_done(task)).session)

    async def _finish_detached(self, task: asyncio.Task[Outcome], run_id: UUID, cancellation: Cancellation) -> None:
        async with renewed(self._services, run_id, cancellation):
            outcome = await task
        await self._close(outcome.session)
        await self._finish(outcome)

    async def _finish(self, outcome: Outcome) -> None:
        async with self._services.db.transaction() as conn:
            if not await repository.finish(conn, self._services.sealer, outcome):
                log.warning("a run ended after it was given up", run_id=str(outcome.run.id))
            elif outcome.recorded:
                await recordings.insert(conn, self._services.sealer, outcome)

    def _document(self, key: UUID) -> ComponentDocument | None:
        published = self._definitions.component(key)
        return published.document if published else None


def _keep(work: Coroutine[Any, Any, Any]) -> None:
    task = asyncio.create_task(work)
    _DETACHED.add(task)
    task.add_done_callback(_DETACHED.discard)
