"""Apply deferred update operations: executes what the run has recorded, in batches that are transactions.

The items have all arrived when it starts, and so have the operations: a batch never waits for more of them.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Final

from pydantic import Field as Setting

from aqtra.dataflow.batches import Applied, Applying, Failure, OperationRefused, batches_of
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import BatchFailed
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import NewField, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.kernel.errors import AqtraError

MAX_LANES: Final = 8
_COUNTS: Final = FieldType(
    Kind.OBJECT, fields=tuple(Field(name, INTEGER) for name in ("created", "updated", "deleted", "batches"))
)


class Settings(StepSettings):
    """How much at once. `batch_chunk_size` 0: everything in one transaction."""

    batch_chunk_size: Annotated[int, Setting(ge=0, le=100_000)] = 1000
    batch_idle_timeout_ms: Annotated[int | None, Setting(ge=1)] = None
    parallel_number_of_batches: Annotated[int, Setting(ge=0, le=MAX_LANES)] = 0
    result_store_field: NewField | None = None


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    result = _result_field(settings)
    return inputs[0].with_field(result) if result else inputs[0]


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if settings.result_store_field is not None:
        kind = variable(settings.result_store_field, _COUNTS).type.kind
        if kind is not Kind.OBJECT:
            message = f"the counts are an object, which {kind.value} cannot hold"
            yield Problem("invalid_setting", message, "result_store_field", params={"reason": message})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    store = ctx.batches
    if len(ctx.deferred) == 0:
        ctx.warn("nothing_to_apply", "no operation was recorded since the last time")
        return _with_result(table, settings, Applied())
    lanes = max(settings.parallel_number_of_batches, 1)
    work = Applying(store, lanes, ctx.check_cancelled)
    try:
        await work.run(batches_of(ctx.deferred.read(), settings.batch_chunk_size, lanes))
    finally:
        ctx.deferred.clear()
    if work.failure is not None:
        raise _failed(work.failure, work.applied)
    return _with_result(table, settings, work.applied)


def _failed(failure: Failure, applied: Applied) -> Exception:
    """What no operation is to blame for is no failure of a batch: it goes on as it is, and tells how far it came."""
    batch, error = failure.batch, failure.error
    if isinstance(error, OperationRefused):
        operation = next(each for each in batch.operations if each.index == error.index)
        cause: AqtraError = error.cause
    elif isinstance(error, AqtraError) and error.status < 500:
        operation, cause = batch.operations[0], error
    else:
        if isinstance(error, AqtraError):
            error.params = {**error.params, "batch": batch.number, **asdict(applied)}
        return error
    failed = BatchFailed(
        f"batch {batch.number} was rolled back at operation {operation.index}: {cause.message}",
        fields=cause.fields,
        batch=batch.number,
        operation=operation.index,
        step=operation.shape.step,
        item=operation.item,
        cause=cause.code,
        **asdict(applied),
    )
    failed.__cause__ = cause
    return failed


def _result_field(settings: Settings) -> Field | None:
    return None if settings.result_store_field is None else variable(settings.result_store_field, _COUNTS)


def _with_result(table: Table, settings: Settings, applied: Applied) -> Table:
    field = _result_field(settings)
    if field is None:
        return table
    counts = Column(build_series(field.name, [asdict(applied)] * len(table), _COUNTS, []), _COUNTS)
    return table.with_column(field, counts.converted(field.type).series)


STEP = Step(
    id="apply_deferred_update_operations",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.BARRIER),
    capabilities=Capabilities(writes=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(StepFailureKind("batch_failed", 409),),
    example=Example(
        settings={"batch_chunk_size": 500, "result_store_field": "_applied@object"},
        input=({"number@string": "R-1"},),
        output=({"number@string": "R-1", "_applied@object": {"created": 0, "updated": 0, "deleted": 0, "batches": 0}},),
    ),
    run=run,
    model=model,
    check=check,
)
