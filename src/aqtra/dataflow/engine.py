"""The runner: drives the active steps of a plan in order. The same for inline and background runs."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Protocol

import structlog

from aqtra.dataflow.context import Cancelled, Response, RunContext
from aqtra.dataflow.driving import Chain, Progress, Segment, readers, segments, sources
from aqtra.dataflow.errors import UNEXPECTED, ItemFailed
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import ErrorReport, Outcome, RunState, RunWarning, StepLog
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.spilling import Room
from aqtra.kernel.clock import Clock
from aqtra.kernel.errors import AqtraError

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table
    from aqtra.dataflow.streams import Stream

log = structlog.get_logger("aqtra.dataflow")


class Observer(Protocol):
    """Looks on at a run. Only runs that somebody watches have one."""

    def stops_before(self, step: PlannedStep) -> bool:
        """Whether the run ends here, as if no step were left."""
        ...

    def instead(self, step: PlannedStep, inputs: "tuple[Stream, ...]") -> "Table | None":
        """What takes the place of the step's work; None: the step does it."""
        ...

    def after(self, step: PlannedStep, stream: "Stream") -> None:
        """Told what every step produced."""
        ...


class Work(Protocol):
    """The steps of a segment at work, as `driving.Chain` is."""

    running: Progress
    done: list[Progress]

    def tables(self, simulated: "Table | None" = None) -> "AsyncGenerator[Table, None]": ...


class Spreading(Protocol):
    """Has steps of a large run done by several workers."""

    def chain(self, segment: Segment, inputs: "tuple[Stream, ...]", shared: RunContext) -> Work | None:
        """None when this process does the steps. Raises what would end the first of them before it acts."""
        ...


class Runner:
    """One run of one plan. Use once."""

    def __init__(
        self,
        plan: Plan,
        context: RunContext,
        clock: Clock,
        observer: Observer | None = None,
        spreading: Spreading | None = None,
    ) -> None:
        self._observer = observer
        self._spreading = spreading
        self._plan = plan
        self._context = context
        # Whoever signs in meanwhile, the log says who called.
        self._called = context.run
        self._clock = clock
        self._room = Room(context.limits, context.scratch)
        self._streams: dict[str, Stream] = {}
        self._readers: dict[str, int] = {}
        self._logs: list[StepLog] = []
        self._running: Work | None = None

    async def run(self, active: frozenset[str]) -> Outcome:
        """Runs to the end. Never raises for what goes wrong inside: the outcome tells."""
        state, error = RunState.COMPLETED, None
        deadline = asyncio.timeout(self._called.time_limit or self._context.limits.run_time)
        try:
            async with deadline:
                await self._steps(active)
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
        finally:
            for stream in self._streams.values():
                stream.close()
        return self._outcome(state, error)

    async def _steps(self, active: frozenset[str]) -> None:
        # Who looks on sees every stream.
        together = self._observer is None
        self._readers = readers(self._plan.steps, active)
        for segment in segments(self._plan.steps, active, together=together):
            if self._observer is not None and self._observer.stops_before(segment[0]):
                break
            await self._segment(segment)

    async def _segment(self, segment: Segment) -> None:
        self._context.cancellation.check()
        head, last = segment[0], segment[-1]
        inputs = tuple(self._input(port) for port in head.sources)
        chain = self._chain(segment, inputs)
        stream = await self._kept(chain, None if self._observer is None else self._observer.instead(head, inputs))
        self._running = None
        self._streams[last.id] = stream
        if self._observer is not None:
            self._observer.after(head, stream)
        for source in (last.id, *sources(head)):
            self._let_go(source, 0 if source == last.id else 1)

    def _chain(self, segment: Segment, inputs: "tuple[Stream, ...]") -> Work:
        self._running = chain = Chain(segment, inputs, self._context, self._clock)
        if self._spreading is not None and inputs:
            self._running = self._spreading.chain(segment, inputs, self._context) or chain
        return self._running

    async def _kept(self, chain: Work, simulated: "Table | None") -> "Stream":
        from aqtra.dataflow.streams import StreamWriter

        writer = StreamWriter(self._room)
        try:
            async with aclosing(chain.tables(simulated)) as made:
                async for table in made:
                    writer.add(table)
            return writer.done()
        except BaseException:
            writer.abandon()
            raise
        finally:
            for progress in chain.done:
                self._log(progress, RunState.COMPLETED)

    def _let_go(self, source: str, readers: int) -> None:
        """Gives back the room of a stream that nobody will read any more."""
        left = self._readers[source] = self._readers.get(source, 0) - readers
        if left <= 0 and source in self._streams:
            self._streams.pop(source).close()

    def _input(self, sources: tuple[str, ...]) -> "Stream":
        """The union of the sources in the given order; one that is not active is an empty stream."""
        from aqtra.dataflow.streams import Stream, joined

        present = [self._streams[source] for source in sources if source in self._streams]
        return joined(present, self._room) if present else Stream(ItemModel())

    def _log(self, progress: Progress, state: RunState, error: ErrorReport | None = None) -> None:
        step, now = progress.step, self._clock.now()
        counts = (progress.items_in, progress.items_out if error is None else 0)
        told = (state, progress.started_at, now, *counts, error, step.pushed_into, progress.parts)
        self._logs.append(StepLog(step.id, step.type.id, step.name, *told))

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
        return self._report("internal_error", 500, UNEXPECTED)

    def _report(self, code: str, status: int, message: str, more: Mapping[str, object] | None = None) -> ErrorReport:
        run, step = self._context.run, self._running.running.step if self._running else None
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
        if failed and self._running is not None:
            self._log(self._running.running, state, error)
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
