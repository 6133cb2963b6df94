"""Answers reads of components in proxy mode: their Input dataflow is run as the reading user, and waited for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import orjson
import structlog

from aqtra.catalogs.errors import EntryNotFound
from aqtra.catalogs.model import Model
from aqtra.catalogs.odata.expand import shape_of
from aqtra.catalogs.odata.options import QueryOptions
from aqtra.catalogs.odata.query import COUNT
from aqtra.catalogs.odata.scope import Scope
from aqtra.catalogs.proxy import unanswered
from aqtra.catalogs.service import Entries
from aqtra.dataflow.context import Cancelled
from aqtra.dataflow.current import Judge, current
from aqtra.dataflow.errors import NoEntryStep, RecursionLimit, RunFailed
from aqtra.dataflow.flows import callable_flow, plan_of
from aqtra.dataflow.models import ErrorReport, Limits, Outcome, RunInfo, RunState, Trigger
from aqtra.dataflow.proxy.answers import Entry, Shape, check_page, entries_of, items_of, total_of
from aqtra.dataflow.proxy.errors import ProxyBadShape
from aqtra.dataflow.proxy.expanding import expand
from aqtra.dataflow.proxy.requests import entry_request, list_request
from aqtra.dataflow.service import Runs
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal
from aqtra.metadata.definitions import Definitions
from aqtra.metadata.documents import ComponentDocument, Flow, FlowKind
from aqtra.metadata.releases.models import PublishedComponent

_NOTHING: Final = QueryOptions()
_TRACE_ID: Final = "trace_id"

Accept = Callable[[Outcome], None]
"""Takes an answer over. Raises what is wrong with it."""


class FlowProxy:
    """Implements `catalogs.proxy.ProxyReader`."""

    def __init__(
        self, services: Services, definitions: Definitions, entries: Entries, limits: Limits | None = None
    ) -> None:
        self._services = services
        self._definitions = definitions
        self._entries = entries
        self._limits = limits or Limits()

    async def get(self, principal: Principal, model: Model, entry_id: int, options: QueryOptions) -> bytes:
        """Raises EntryNotFound, RunFailed, ProxyUnanswered, RecursionLimit, and what keeps off the flow."""
        return await self._entry(principal, model, options, entry_request(entry_id, {}, options), entry_id)

    async def find(self, principal: Principal, model: Model, keys: Mapping[str, Any]) -> bytes:
        """Raises as `get`."""
        return await self._entry(principal, model, _NOTHING, entry_request(None, keys, _NOTHING))

    async def list(self, principal: Principal, model: Model, options: QueryOptions) -> bytes:
        """Raises FilterNotSupported, and as `get` but for EntryNotFound."""
        published = self._published(model)
        found: list[Entry] = []
        total = 0

        def accept(outcome: Outcome) -> None:
            nonlocal total
            items = items_of(outcome.items)
            check_page(items, options)
            total = total_of(items, options)
            found.extend(entries_of(items, self._shape(principal, model, options)))

        asked = list_request(options, published.document)
        await self._ask(principal, model, Trigger.PROXY_QUERY, asked, accept)
        await expand(found, options, model, self._entries.readable_by(principal), self._services.db)
        return orjson.dumps({**({COUNT: total} if options.count else {}), "value": found})

    async def _entry(
        self,
        principal: Principal,
        model: Model,
        options: QueryOptions,
        asked: dict[str, Any],
        entry_id: int | None = None,
    ) -> bytes:
        found: list[Entry] = []

        def accept(outcome: Outcome) -> None:
            items = items_of(outcome.items)
            if not items:
                raise EntryNotFound("there is no such entry")
            if len(items) > 1:
                raise ProxyBadShape.at(1, "", "one entry was asked for", "maximum")
            found.extend(entries_of(items, self._shape(principal, model, options)))
            if entry_id is not None and int(found[0]["id"]) != entry_id:
                raise ProxyBadShape.at(0, "id", f"the entry {entry_id} was asked for", "id")

        await self._ask(principal, model, Trigger.PROXY_READ, asked, accept)
        await expand(found, options, model, self._entries.readable_by(principal), self._services.db)
        return orjson.dumps(found[0])

    def _shape(self, principal: Principal, model: Model, options: QueryOptions) -> Shape:
        scope = Scope(model, self._entries.readable_by(principal).model)
        projection = shape_of(scope, options.select, options.expand, rows=max(options.top, 1)).projection
        return Shape.of(model, self._published(model).document, projection)

    async def _ask(
        self, principal: Principal, model: Model, trigger: Trigger, payload: dict[str, Any], accept: Accept
    ) -> None:
        """Runs the flow to its end. Raises what went wrong in it, and what `accept` raises of its answer."""
        caller = current()
        run = self._run(principal, model, trigger, payload, caller.run if caller else None)
        refused: list[AqtraError] = []
        judge: Judge = partial(_judged, accept, refused)
        if caller is None:
            outcome = await Runs(self._services, self._definitions, self._limits).answer(run, judge)
        else:
            outcome = await caller.execute(run, judge)
        if outcome.state is RunState.CANCELLED:
            raise Cancelled
        if refused and isinstance(refused[0], EntryNotFound):
            # To whoever looks for an entry, one that is not there looks like any other.
            raise refused[0]
        if outcome.error is not None:
            raise RunFailed(outcome.error)

    def _run(
        self, principal: Principal, model: Model, trigger: Trigger, payload: dict[str, Any], parent: RunInfo | None
    ) -> RunInfo:
        depth = parent.depth + 1 if parent else 0
        if depth > self._limits.nesting:
            raise RecursionLimit(f"flows read from one another more than {self._limits.nesting} deep")
        published, flow = self._flow(principal, model, trigger)
        context = structlog.contextvars.get_contextvars()
        return RunInfo(
            id=self._services.ids.uuid(),
            component=model.key,
            flow=flow.key,
            flow_name=flow.name,
            version=published.version,
            trigger=trigger,
            principal=principal.everywhere(),
            trace_id=parent.trace_id if parent else str(context.get(_TRACE_ID, "")),
            started_at=self._services.clock.now(),
            payload=payload,
            parent=parent.id if parent else None,
            depth=depth,
            time_limit=self._limits.interactive_wait,
        )

    def _flow(self, principal: Principal, model: Model, trigger: Trigger) -> tuple[PublishedComponent, Flow]:
        flow = input_flow(self._published(model).document)
        if flow is None:
            raise unanswered(model)
        try:
            plan_of(self._definitions, flow).active(trigger)
        except NoEntryStep:
            raise unanswered(model) from None
        return callable_flow(self._definitions, principal, model.key, flow.key)

    def _published(self, model: Model) -> PublishedComponent:
        published = self._definitions.component(model.key)
        if published is None:
            raise unanswered(model)
        return published


def input_flow(document: ComponentDocument) -> Flow | None:
    """The flow that answers for a component."""
    return next((flow for flow in document.flows if flow.kind is FlowKind.INPUT_DATAFLOW), None)


async def _judged(accept: Accept, refused: list[AqtraError], outcome: Outcome) -> Outcome:
    """The run as it is logged: one whose answer is not accepted has failed, at the step that was asked."""
    if outcome.error is not None or not outcome.state.is_final or outcome.state is RunState.CANCELLED:
        return outcome
    try:
        accept(outcome)
    except AqtraError as error:
        refused.append(error)
        first = next(iter(outcome.steps), None)
        report = ErrorReport(
            code=error.code,
            status=error.status,
            message=error.message,
            step_id=first.step_id if first else None,
            step_name=first.step_name if first else None,
            item_index=getattr(error, "item_index", None),
            field=error.fields[0].field if error.fields else None,
            details=error.fields,
            run_id=outcome.run.id,
            trace_id=outcome.run.trace_id,
            params=error.params,
        )
        return replace(outcome, state=RunState.FAILED, error=report, items=b"[]", actions=())
    return outcome
