"""One part of a run: the steps of its segment at work, as in any run, and all that comes of them as a result."""

from collections.abc import Iterator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING

import structlog

from aqtra.dataflow.context import Cancelled, RunContext, told_times
from aqtra.dataflow.driving import Chain, Segment, segments
from aqtra.dataflow.models import RunInfo, RunWarning
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.spreading.models import PartFailure, PartReport, PartResult, Told
from aqtra.kernel.clock import Clock
from aqtra.kernel.errors import AqtraError

if TYPE_CHECKING:
    from aqtra.dataflow.items.table import Table

log = structlog.get_logger("aqtra.dataflow")


def segment_of(plan: Plan, run: RunInfo, step_id: str) -> Segment:
    """The steps that run as one and begin with this one."""
    found = segments(plan.steps, plan.active(run.trigger, run.payload_kind), together=True)
    return next(segment for segment in found if segment[0].id == step_id)


async def worked(segment: Segment, table: "Table", first: int, context: RunContext, clock: Clock) -> PartResult:
    """What the segment makes of the items of a part, `first` of which come before. Raises Cancelled."""
    from aqtra.dataflow.items.table import concatenate
    from aqtra.dataflow.streams import Stream

    chain = Chain(segment, (Stream.of(table, first),), context, clock)
    made, failure = [], None
    with closing(context.deferred):
        try:
            async with aclosing(chain.tables()) as tables:
                made = [found async for found in tables]
        except Cancelled:
            raise
        except Exception as error:
            failure = PartFailure.of(segment.index(chain.running.step), error)
            if not isinstance(error, AqtraError) and failure.code == AqtraError.code:
                log.error("a part crashed", exc_info=error, run_id=str(context.run.id), trace_id=context.run.trace_id)
        counts = tuple((progress.items_in, progress.items_out) for progress in chain.done)
        report = PartReport(counts=counts, failure=failure, told=_told(context))
        shapes, pieces = context.deferred.handed_over()
        return PartResult(report, concatenate(made) if failure is None else None, shapes, list(pieces))


def _told(context: RunContext) -> tuple[Told, ...]:
    """Warnings whose times are added up with those of other parts get their number there."""
    counted = [
        (RunWarning(code=code, message=message, step_id=step), times)
        for (step, code, message), times in context.counted.items()
    ]
    return tuple(next(_as_counted(warning, counted), Told(warning=warning)) for warning in context.warnings)


def _as_counted(warning: RunWarning, counted: list[tuple[RunWarning, int]]) -> Iterator[Told]:
    for kind, times in counted:
        said = (kind.step_id, kind.code, told_times(kind, times).message)
        if said == (warning.step_id, warning.code, warning.message):
            yield Told(warning=warning.model_copy(update={"message": kind.message}), times=times)
