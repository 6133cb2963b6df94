"""Verbs of runs: call a flow and wait, hand it to a worker, run what a worker took, ask how it went.

Inline and background runs go through the same `_execute`.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog

from aqtra.dataflow import metrics, repository
from aqtra.dataflow.actions import THROUGH_ACTIONS, check_action
from aqtra.dataflow.bus.service import RunBus
from aqtra.dataflow.catalog_batches import CatalogBatches
from aqtra.dataflow.catalog_entries import CatalogEntries
from aqtra.dataflow.context import Cancellation, Response, RunContext
from aqtra.dataflow.deferred import DeferredOperations
from aqtra.dataflow.engine import Runner
from aqtra.dataflow.errors import RunDamaged, RunNotFound
from aqtra.dataflow.file_links import AddressedLinks
from aqtra.dataflow.flows import callable_flow, plan_of
from aqtra.dataflow.items.codec import read_json, to_json_text
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
)
from aqtra.identity.principals import principal_by_id
from aqtra.infra.container import Services
from aqtra.infra.outbox import ring_after_commit
from aqtra.kernel.errors import AqtraError, Forbidden
from aqtra.kernel.principal import Principal, Right
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

    `action`: the element by which the flow is run, as the caller says.
    """

    component: UUID
    flow: UUID
    principal: Principal
    trace_id: str
    trigger: Trigger = Trigger.USER_CALL
    payload: Any = None
    payload_kind: PayloadKind | None = PayloadKind.ACTION_MODEL
    action: UUID | None = None


class Runs:
    """Runs of published dataflows."""

    def __init__(self, services: Services, definitions: Definitions, limits: Limits | None = None) -> None:
        self._services = services
        self._definitions = definitions
        self._limits = limits or Limits()

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
            _keep(self._log_when_done(task))
            raise
        if task.done():
            return await self._log_when_done(task)
        async with self._services.db.transaction() as conn:
            await repository.insert_running(conn, run, self._services.clock.now())
        _keep(self._finish_detached(task, run.id, cancellation))
        return run.id

    async def enqueue(self, call: Call) -> UUID:
        """Stores a run for a worker. Raises what `run_flow` raises."""
        run = self._prepare(call)
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
        if stored is None or not _may_see(principal, stored):
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
        context = RunContext(
            run=run,
            owner=published.document,
            component=self._document,
            entries=CatalogEntries(self._services, run.principal),
            limits=self._limits,
            cancellation=cancellation,
            response=Response(self._limits.response_size),
            file_links=AddressedLinks(self._services, run.principal),
            bus=RunBus(self._services, run),
            batches=CatalogBatches(self._services, run.principal),
            deferred=DeferredOperations(self._services.settings.data_dir.expanduser() / "tmp"),
        )
        with closing(context.deferred):
            outcome = await Runner(plan, context, self._services.clock).run(plan.active(run.trigger, run.payload_kind))
        metrics.count(outcome)
        return outcome

    async def _execute_stored(self, stored: StoredRun, cancellation: Cancellation) -> Outcome:
        """Runs with the rights the starter has now, within the token of then; what forbids it fails the run."""
        run = _info(stored, Principal(user_id=stored.principal_id))
        try:
            if stored.principal_id is not None:
                principal = await principal_by_id(self._services.db, stored.principal_id)
                if principal is None:
                    raise Forbidden("the account that started this run is not active")
                run = _info(stored, principal.narrowed(restored(stored.scopes)))
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
        async with self._services.db.transaction() as conn:
            await repository.log_ended(conn, outcome)
        return outcome

    async def _finish_detached(self, task: asyncio.Task[Outcome], run_id: UUID, cancellation: Cancellation) -> None:
        async with renewed(self._services, run_id, cancellation):
            outcome = await task
        await self._finish(outcome)

    async def _finish(self, outcome: Outcome) -> None:
        async with self._services.db.transaction() as conn:
            if not await repository.finish(conn, self._services.sealer, outcome):
                log.warning("a run ended after it was given up", run_id=str(outcome.run.id))

    def _document(self, key: UUID) -> ComponentDocument | None:
        published = self._definitions.component(key)
        return published.document if published else None


def _keep(work: Coroutine[Any, Any, Any]) -> None:
    task = asyncio.create_task(work)
    _DETACHED.add(task)
    task.add_done_callback(_DETACHED.discard)


def _may_see(principal: Principal, run: StoredRun) -> bool:
    if not principal.reaches(run.component):
        return False
    if principal.has(Right.ADMINISTER):
        return True
    return principal.user_id is not None and principal.user_id == run.principal_id


def _info(stored: StoredRun, principal: Principal) -> RunInfo:
    return RunInfo(
        id=stored.id,
        component=stored.component,
        flow=stored.flow,
        flow_name=stored.flow_name,
        version=stored.version,
        trigger=stored.trigger,
        principal=principal,
        trace_id=stored.trace_id,
        started_at=stored.created_at,
        payload=read_json(stored.payload),
        payload_kind=stored.payload_kind,
        parent=stored.parent,
        action=stored.action,
    )
