"""SQL of the run log."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from psycopg.rows import dict_row

from aqtra.dataflow.errors import RunDamaged
from aqtra.dataflow.models import (
    ErrorReport,
    Outcome,
    PayloadKind,
    RunInfo,
    RunState,
    RunWarning,
    StepLog,
    StoredRun,
    Trigger,
)
from aqtra.dataflow.repository_leases import LEASE
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.sealed import RUN_ACTIONS, RUN_ITEMS, RUN_PAYLOAD, SealedColumn
from aqtra.infra.sealing import Sealer
from aqtra.kernel.scopes import stored

_SEALED: Final = {"payload": RUN_PAYLOAD, "items": RUN_ITEMS, "actions": RUN_ACTIONS}
"""What callers sent and got may hold anything, so it is sealed; its letters stay as they were, numbers above all."""

_HEAD: Final = """
    INSERT INTO dataflow.run (id, component, flow, flow_name, version, trigger, principal_id, principal_name, parent,
                              trace_id, created_at, state, scopes, action, is_atomic, is_repeatable, is_platform,
                              last_success, {columns})
    VALUES (%(id)s, %(component)s, %(flow)s, %(flow_name)s, %(version)s, %(trigger)s, %(principal_id)s,
            %(principal_name)s, %(parent)s, %(trace_id)s, %(created_at)s, %(state)s, %(scopes)s, %(action)s,
            %(is_atomic)s, %(is_repeatable)s, %(is_platform)s, %(last_success)s, {values})
"""
_INSERT_ENDED: Final = _HEAD.format(
    columns="started_at, ended_at, warnings, error",
    values="%(created_at)s, %(ended_at)s, %(warnings)s, %(error)s",
)
_INSERT_QUEUED: Final = _HEAD.format(columns="sealed_payload, payload_kind", values="%(payload)s, %(payload_kind)s")
_INSERT_RUNNING: Final = _HEAD.format(
    columns="started_at, lease_until, sealed_payload, payload_kind",
    values="%(created_at)s, %(lease_until)s, %(payload)s, %(payload_kind)s",
)

# The key of the run is checked when the statement ends, so run and steps go in one round trip.
_STEPS: Final = """
    INSERT INTO dataflow.run_step (run_id, position, step_id, step_type, step_name, state, started_at, ended_at,
                                   items_in, items_out, error, pushed_into, parts)
    SELECT %(id)s, step.* FROM jsonb_to_recordset(%(steps)s::jsonb) AS step(
        position integer, step_id text, step_type text, step_name text, state text, started_at timestamptz,
        ended_at timestamptz, items_in integer, items_out integer, error jsonb,
        pushed_into text, parts integer)
"""
# There already, when a commit was done although its answer was lost.
_LOG_ENDED: Final = f"""
    WITH run AS ({_INSERT_ENDED} ON CONFLICT (id) DO NOTHING RETURNING id) {_STEPS} WHERE EXISTS (SELECT FROM run)
"""
_FINISH: Final = f"""
    WITH run AS (
        UPDATE dataflow.run SET state = %(state)s, ended_at = %(ended_at)s, sealed_items = %(items)s,
               sealed_actions = %(actions)s, warnings = warnings || %(warnings)s, error = %(error)s,
               sealed_payload = NULL, lease_until = NULL
        WHERE id = %(id)s AND state = 'running' AND attempt = %(attempt)s RETURNING id),
    steps AS ({_STEPS} WHERE EXISTS (SELECT FROM run))
    SELECT id FROM run
"""
_DAMAGED: Final = """
    UPDATE dataflow.run SET state = 'failed', ended_at = %(now)s, sealed_payload = NULL,
           error = jsonb_build_object('code', %(code)s::text, 'status', 409, 'runId', id, 'traceId', trace_id,
                   'message', %(message)s::text)
    WHERE id = %(id)s AND state = 'queued'
"""
_COLUMNS: Final = """
    id, component, flow, flow_name, version, trigger, principal_id, parent, trace_id, state, created_at,
    sealed_payload, payload_kind, sealed_items, sealed_actions, warnings, error, scopes, action, is_atomic,
    is_repeatable, attempt, is_platform, last_success
"""


async def log_ended(conn: Connection, outcome: Outcome) -> None:
    """Writes a run that was not stored before, with its steps. One statement."""
    await conn.execute(_LOG_ENDED, {**_head(outcome.run, outcome.state), **_end(outcome)})


async def insert_queued(conn: Connection, sealer: Sealer, run: RunInfo, payload: bytes) -> None:
    """Stores a run for a worker."""
    await conn.execute(_INSERT_QUEUED, {**_head(run, RunState.QUEUED), **_given(sealer, run, payload)})


async def insert_running(conn: Connection, sealer: Sealer, run: RunInfo, now: datetime, payload: bytes | None) -> None:
    """Stores a run that goes on in this process after its caller has left. `payload`: for who runs it again."""
    values = {**_given(sealer, run, payload), "lease_until": now + LEASE}
    await conn.execute(_INSERT_RUNNING, {**_head(run, RunState.RUNNING), **values})


async def claim(conn: Connection, sealer: Sealer, run_id: UUID, now: datetime) -> StoredRun | None:
    """Takes a waiting run; None when it does not wait, so a doubled message does nothing."""
    return await _one(
        conn,
        sealer,
        f"""UPDATE dataflow.run SET state = 'running', started_at = %(now)s, lease_until = %(lease)s
            WHERE id = %(id)s AND state = 'queued' RETURNING {_COLUMNS}""",
        {"id": run_id, "now": now, "lease": now + LEASE},
    )


async def finish(conn: Connection, sealer: Sealer, outcome: Outcome) -> bool:
    """Ends a stored run. False when it was given up as lost in the meantime; then nothing is written."""
    run_id = outcome.run.id
    values = {
        "id": run_id,
        "state": outcome.state.value,
        "items": sealer.seal(outcome.items, RUN_ITEMS.place(run_id)) if outcome.error is None else None,
        "actions": sealer.seal(orjson.dumps(outcome.actions), RUN_ACTIONS.place(run_id)),
        "attempt": outcome.run.attempt,
        **_end(outcome),
    }
    cursor = await conn.execute(_FINISH, values)
    return await cursor.fetchone() is not None


async def fail_damaged(conn: Connection, now: datetime, run_id: UUID, error: RunDamaged) -> None:
    """Ends a waiting run that no worker will ever be able to read."""
    await conn.execute(_DAMAGED, {"now": now, "id": run_id, "code": error.code, "message": error.message})


async def get(conn: Connection, sealer: Sealer, run_id: UUID) -> StoredRun | None:
    return await _one(conn, sealer, f"SELECT {_COLUMNS} FROM dataflow.run WHERE id = %(id)s", {"id": run_id})


async def ask_to_cancel(conn: Connection, run_id: UUID, now: datetime) -> None:
    """A waiting run ends at once; a running one at its worker's next renewal."""
    await conn.execute(
        """UPDATE dataflow.run SET cancel_requested = true,
                  state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
                  ended_at = CASE state WHEN 'queued' THEN %s END
           WHERE id = %s AND state IN ('queued', 'running')""",
        (now, run_id),
    )


async def forget(conn: Connection, succeeded_before: datetime, failed_before: datetime) -> int:
    """Deletes old runs; failed ones are kept longer."""
    cursor = await conn.execute(
        """DELETE FROM dataflow.run
           WHERE ended_at < CASE WHEN state IN ('completed', 'completed_with_warnings') THEN %s ELSE %s END""",
        (succeeded_before, failed_before),
    )
    return cursor.rowcount


def _head(run: RunInfo, state: RunState) -> dict[str, Any]:
    return {
        "id": run.id,
        "component": run.component,
        "flow": run.flow,
        "flow_name": run.flow_name,
        "version": run.version,
        "trigger": run.trigger.value,
        "principal_id": run.principal.user_id,
        "principal_name": run.principal.user_name,
        "parent": run.parent,
        "trace_id": run.trace_id,
        "created_at": run.started_at,
        "state": state.value,
        "scopes": stored(run.principal.scopes),
        "action": run.action,
        "is_atomic": run.atomic,
        "is_repeatable": run.repeatable,
        "is_platform": run.principal.is_platform,
        "last_success": run.last_success,
    }


def _given(sealer: Sealer, run: RunInfo, payload: bytes | None) -> dict[str, Any]:
    return {
        "payload": None if payload is None else sealer.seal(payload, RUN_PAYLOAD.place(run.id)),
        "payload_kind": run.payload_kind.value if run.payload_kind else None,
    }


def _end(outcome: Outcome) -> dict[str, Any]:
    return {
        "ended_at": outcome.ended_at,
        "warnings": _json([warning.model_dump(mode="json", by_alias=True) for warning in outcome.warnings]),
        "error": _error(outcome.error),
        "steps": _json([_step(position, step) for position, step in enumerate(outcome.steps)]),
    }


def _step(position: int, step: StepLog) -> dict[str, Any]:
    return {
        "position": position,
        "step_id": step.step_id,
        "step_type": step.step_type,
        "step_name": step.step_name,
        "state": step.state.value,
        "started_at": step.started_at,
        "ended_at": step.ended_at,
        "items_in": step.items_in,
        "items_out": step.items_out,
        "error": step.error and step.error.model_dump(mode="json", by_alias=True),
        "pushed_into": step.pushed_into,
        "parts": step.parts,
    }


def _opened(sealer: Sealer, column: SealedColumn, run_id: UUID, sealed: bytes | None) -> str | None:
    try:
        return None if sealed is None else sealer.open(sealed, column.place(run_id)).decode()
    except (NotAuthentic, UnknownKey) as error:
        raise RunDamaged("what this run was given, or has answered, cannot be opened") from error


def _error(error: ErrorReport | None) -> str | None:
    return None if error is None else error.model_dump_json(by_alias=True)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


async def _one(conn: Connection, sealer: Sealer, statement: str, values: dict[str, Any]) -> StoredRun | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(statement, values)
    row = await cursor.fetchone()
    if row is None:
        return None
    opened = {name: _opened(sealer, column, row["id"], row.pop(column.column)) for name, column in _SEALED.items()}
    return StoredRun(
        **{
            **row,
            **opened,
            "trigger": Trigger(row["trigger"]),
            "state": RunState(row["state"]),
            "payload_kind": row["payload_kind"] and PayloadKind(row["payload_kind"]),
            "warnings": tuple(RunWarning.model_validate(found) for found in row["warnings"]),
            "error": row["error"] and ErrorReport.model_validate(row["error"]),
        }
    )


async def seal_open(conn: Connection, sealer: Sealer, limit: int) -> int:
    """Moves what lies in the columns of earlier versions, in the open, to the sealed ones; of how many runs."""
    cursor = await conn.execute(
        "SELECT id, payload::text, items::text, actions::text FROM dataflow.run "
        "WHERE payload IS NOT NULL OR items IS NOT NULL OR actions IS NOT NULL LIMIT %s FOR UPDATE",
        (limit,),
    )
    rows = await cursor.fetchall()
    for run_id, *texts in rows:
        sealed = [
            None if text is None else sealer.seal(text.encode(), column.place(run_id))
            for text, column in zip(texts, _SEALED.values(), strict=True)
        ]
        await conn.execute(
            "UPDATE dataflow.run SET sealed_payload = coalesce(%s, sealed_payload), "
            "sealed_items = coalesce(%s, sealed_items), sealed_actions = coalesce(%s, sealed_actions), "
            "payload = NULL, items = NULL, actions = NULL WHERE id = %s",
            (*sealed, run_id),
        )
    return len(rows)
