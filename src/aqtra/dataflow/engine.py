"""The runner: drives the active steps of a plan in order. The same for inline and background runs."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import structlog

from aqtra.dataflow.context import Cancelled, Response, RunContext, StepContext
from aqtra.dataflow.errors import ItemFailed, TooManyItems
from aqtra.dataflow.models import ErrorReport, Outcome, RunState, RunWarning, StepLog
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.variables import enforced
from aqtra.kernel.clock import Clock
from aqtra.kernel.errors import AqtraError

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table

log = structlog.get_logger("aqtra.dataflow")


class Observer(Protocol):
    """Looks on at a run. Only runs that somebody watches have one."""

    def stops_before(self, step: PlannedStep) -> bool:
        """Whether the run ends here, as if no step were left."""
        ...

    def instead(self, step: PlannedStep, inputs: "tuple[Table, ...]") -> "Table | None":
        """What takes the place of the step's work; None: the step does it."""
        ...

    def after(self, step: PlannedStep, table: "Table") -> None:
        """Told what every step produced."""
        ...


class Runner:
    """One run of one plan. Use once."""

    def __init__(self, plan: Plan, context: RunContext, clock: Clock, observer: Observer | None = None) -> None:
        self._observer = observer
        self._plan = plan
        self._context = context
        # Whoever signs in meanwhile, the log says who called.
        self._called = context.run
        self._clock = clock
        self._streams: dict[str, Table] = {}
        self._logs: list[StepLog] = []
        self._running: tuple[PlannedStep, datetime, int] | None = None

    async def run(self, active: frozenset[str]) -> Outcome:
        """Runs to the end. Never raises for what goes wrong inside: the outcome tells."""
        state, error = RunState.COMPLETED, None
        deadline = asyncio.timeout(self._context.limits.run_time)
        try:
            async with deadline:
                for step in self._plan.steps:
                    if step.id in active:
                        if self._observer is not None and self._observer.stops_before(step):
                            break
                        await self._step(step)
        except TimeoutError as timeout:
            if deadline.expired():
                state, error = RunState.TIMED_OUT, self._report("timed_out", 504, "the run took longer than it may")
            else:
                state, error = RunState.FAILED, self._unexpected(timeout)
        except Cancelled:
            state, error = RunState.CANCELLED, self._report("cancelled", 409, "the run was cancelled")
        except ItemFailed as failed:
            state, error = RunState.FAILED, self._named(failed.cause, failed.item_index)
        except AqtraError as named:
            state, error = RunState.FAILED, self._named(named, getattr(named, "item_index", None))
        except Exception as unexpected:
            state, error = RunState.FAILED, self._unexpected(unexpected)
        return self._outcome(state, error)

    async def _step(self, step: PlannedStep) -> None:
        self._context.cancellation.check()
        inputs = tuple(self._input(port) for port in step.sources)
        self._running = (step, self._clock.now(), sum(len(table) for table in inputs))
        context = StepContext(self._context, step.id, step.type.capabilities, inputs)
        table = None if self._observer is None else self._observer.instead(step, inputs)
        if table is None:
            table = await step.type.run(inputs[0] if inputs else _no_items(), step.settings, context)
        if len(table) > self._context.limits.items:
            raise TooManyItems(f"{step.name} produced more than {self._context.limits.items} items")
        if not step.type.retypes:
            table = enforced(table, self._context.run.zone, inputs)
        self._streams[step.id] = table
        self._log(RunState.COMPLETED, len(table))
        if self._observer is not None:
            self._observer.after(step, table)

    def _input(self, sources: tuple[str, ...]) -> "Table":
        """The union of the sources in the given order; one that is not active is an empty stream."""
        from aqtra.dataflow.items.table import concatenate

        present = [self._streams[source] for source in sources if source in self._streams]
        return concatenate(present) if present else _no_items()

    def _log(self, state: RunState, items_out: int = 0, error: ErrorReport | None = None) -> None:
        if self._running is None:
            return
        step, started, items_in = self._running
        now = self._clock.now()
        self._logs.append(StepLog(step.id, step.type.id, step.name, state, started, now, items_in, items_out, error))
        self._running = None

    def _named(self, error: AqtraError, item_index: int | None) -> ErrorReport:
        first = error.fields[0].field if error.fields else None
        return self._report(
            error.code,
            error.status,
            error.message,
            {"item_index": item_index, "field": first, "details": error.fields, "params": error.params},
        )

    def _unexpected(self, error: Exception) -> ErrorReport:
        """Generic to the caller; the stack goes to the system log."""
        run = self._context.run
        log.error("step crashed", exc_info=error, run_id=str(run.id), flow=str(run.flow), trace_id=run.trace_id)
        return self._report("internal_error", 500, "something went wrong; the trace id finds it in the logs")

    def _report(self, code: str, status: int, message: str, more: Mapping[str, object] | None = None) -> ErrorReport:
        run, step = self._context.run, self._running[0] if self._running else None
        return ErrorReport.model_validate(
            {
                "code": code,
                "status": status,
                "message": message,
                "step_id": step and step.id,
                "step_name": step and step.name,
                "run_id": run.id,
                "trace_id": run.trace_id,
                **(more or {}),
            }
        )

    def _outcome(self, state: RunState, error: ErrorReport | None) -> Outcome:
        context, failed = self._context, error is not None
        if left := len(context.deferred):
            message = f"{left} recorded operations were never applied and are dropped"
            context.warnings.append(RunWarning(code="never_applied", message=message))
        if failed:
            self._log(state, error=error)
        elif any(not warning.hidden for warning in context.warnings):
            state = RunState.COMPLETED_WITH_WARNINGS
        response = Response(0) if failed else context.response
        return Outcome(
            run=self._called,
            state=state,
            ended_at=self._clock.now(),
            items=response.items(),
            actions=tuple(response.actions),
            session=response.session,
            warnings=tuple(context.warnings),
            error=error,
            steps=tuple(self._logs),
        )


def _no_items() -> "Table":
    from aqtra.dataflow.items.table import Table

    return Table.empty()
