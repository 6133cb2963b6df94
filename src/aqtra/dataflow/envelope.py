"""The response envelope of flows.md 6, for runs that ended now and for stored ones."""

from typing import Any

import orjson

from aqtra.dataflow.models import ErrorReport, Outcome, RunState, RunWarning, StoredRun


def of_outcome(outcome: Outcome, session: dict[str, Any] | None = None) -> bytes:
    """The envelope of a run that has just ended. `session`: what the page is told of the one that was opened."""
    items, actions = orjson.Fragment(outcome.items), list(outcome.actions)
    return _envelope(str(outcome.run.id), outcome.state, items, actions, outcome.warnings, outcome.error, session)


def of_stored(run: StoredRun) -> bytes:
    """The envelope of a run from the log. A session is handed out once, at the end of the run, and never stored."""
    items = orjson.Fragment(run.items) if run.items else []
    actions = orjson.Fragment(run.actions) if run.actions else []
    return _envelope(str(run.id), run.state, items, actions, run.warnings, run.error, None)


def _envelope(
    run_id: str,
    state: RunState,
    items: Any,
    actions: Any,
    warnings: tuple[RunWarning, ...],
    error: ErrorReport | None,
    session: Any,
) -> bytes:
    return orjson.dumps(
        {
            "runId": run_id,
            "status": state.value,
            "items": items,
            "actions": actions,
            "session": session,
            "warnings": [_shown(warning) for warning in warnings if not warning.hidden],
            "error": error and error.model_dump(mode="json", by_alias=True, exclude={"hidden"}),
        }
    )


def _shown(warning: RunWarning) -> dict[str, Any]:
    return warning.model_dump(mode="json", by_alias=True, exclude={"hidden"})
