"""Recordings as JSON."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from aqtra.dataflow.models import ErrorReport, Outcome, Recorded, RunState, RunWarning, StepLog
from aqtra.dataflow.tracing.masking import Masking
from aqtra.dataflow.tracing.service import LoggedDetail


def of_outcome(outcome: Outcome, masking: Masking, paused_before: str | None = None) -> bytes:
    """A run that has just ended."""
    return _recording(
        run_id=outcome.run.id,
        state=outcome.state,
        trace_id=outcome.run.trace_id,
        items=masking.masked(orjson.loads(outcome.items)),
        warnings=outcome.warnings,
        error=outcome.error,
        steps=[_step(step, outcome.recorded) for step in outcome.steps],
        paused_before=paused_before,
    )


def of_logged(logged: LoggedDetail) -> bytes:
    """A run of the log. What it answered is its caller's and stays out; the items of steps are there if recorded."""
    run = logged.run
    return _recording(
        run_id=run.id,
        state=run.state,
        trace_id=run.trace_id,
        items=[],
        warnings=run.warnings,
        error=run.error,
        steps=[_step(step, logged.recorded) for step in logged.steps],
        paused_before=None,
    )


def _recording(
    *,
    run_id: UUID,
    state: RunState,
    trace_id: str,
    items: Any,
    warnings: tuple[RunWarning, ...],
    error: ErrorReport | None,
    steps: list[dict[str, Any]],
    paused_before: str | None,
) -> bytes:
    return orjson.dumps(
        {
            "runId": str(run_id),
            "state": state.value,
            "traceId": trace_id,
            "items": items,
            "warnings": [warning.model_dump(mode="json", by_alias=True) for warning in warnings],
            "error": _error(error),
            "steps": steps,
            "pausedBefore": paused_before,
        }
    )


def _step(step: StepLog, recorded: Sequence[Recorded]) -> dict[str, Any]:
    found = next((one for one in recorded if one.step_id == step.step_id), None)
    return {
        "stepId": step.step_id,
        "stepName": step.step_name,
        "state": step.state.value,
        "milliseconds": (step.ended_at - step.started_at).total_seconds() * 1000,
        "itemsIn": step.items_in,
        "itemsOut": step.items_out,
        "error": _error(step.error),
        "items": None if found is None else orjson.Fragment(found.items),
        "isCut": found is not None and found.is_cut,
        "simulated": found is not None and found.simulated,
        "pushedInto": step.pushed_into,
        "parts": step.parts,
    }


def _error(error: ErrorReport | None) -> dict[str, Any] | None:
    return None if error is None else error.model_dump(mode="json", by_alias=True)
