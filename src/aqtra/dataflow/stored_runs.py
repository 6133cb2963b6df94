"""Runs as the log has them: who may see one, and what a worker needs to run it."""

from datetime import UTC, datetime, tzinfo

from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.models import ErrorReport, Outcome, RunInfo, RunState, StoredRun
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal, Right


def may_see(principal: Principal, run: StoredRun) -> bool:
    """Its starter and administrators, within what their token reaches."""
    if not principal.reaches(run.component):
        return False
    if principal.has(Right.ADMINISTER):
        return True
    return principal.user_id is not None and principal.user_id == run.principal_id


def info_of(stored: StoredRun, principal: Principal, zone: tzinfo = UTC) -> RunInfo:
    """A stored run, to be run as `principal`. Its payload keeps every digit."""
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
        atomic=stored.is_atomic,
        repeatable=stored.is_repeatable,
        attempt=stored.attempt,
        last_success=stored.last_success,
        zone=zone,
        queued=True,
    )


def refused(run: RunInfo, error: AqtraError, now: datetime) -> Outcome:
    """A run that failed before its first step."""
    return Outcome(run=run, state=RunState.FAILED, ended_at=now, error=ErrorReport.of(error, run))
