"""SQL of recordings, and of the run log as builders read it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row, dict_row

from aqtra.dataflow.errors import RunDamaged
from aqtra.dataflow.models import ErrorReport, Outcome, Recorded, RunState, StepLog
from aqtra.dataflow.tracing.models import LoggedRun
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.sealed import TRACE_ITEMS
from aqtra.infra.sealing import Sealer

_RUNS: Final = """
    SELECT id, flow, flow_name, version, trigger, principal_name, parent, trace_id, state, created_at, ended_at,
           jsonb_array_length(warnings) AS warnings, error->>'code' AS error_code,
           EXISTS (SELECT FROM dataflow.trace_step WHERE run_id = run.id) AS is_recorded, attempt
    FROM dataflow.run
    WHERE component = %(component)s AND (%(flow)s::uuid IS NULL OR flow = %(flow)s)
          AND (%(state)s::text IS NULL OR state = %(state)s)
          AND (%(before)s::timestamptz IS NULL OR created_at < %(before)s)
    ORDER BY created_at DESC, id LIMIT %(limit)s
"""


async def insert(conn: Connection, sealer: Sealer, outcome: Outcome) -> None:
    """Keeps what was recorded of a run that is in the log."""
    run_id = outcome.run.id
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO dataflow.trace_step (run_id, position, step_id, items_out, is_cut, sealed_items) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (
                    run_id,
                    position,
                    found.step_id,
                    found.items_out,
                    found.is_cut,
                    sealer.seal(found.items, TRACE_ITEMS.place(run_id, position)),
                )
                for position, found in enumerate(outcome.recorded)
            ],
        )


async def recorded(conn: Connection, sealer: Sealer, run_id: UUID) -> list[Recorded]:
    """What was recorded of a run, in the order of its steps. Raises RunDamaged."""
    cursor = await conn.execute(
        "SELECT position, step_id, items_out, is_cut, sealed_items FROM dataflow.trace_step "
        "WHERE run_id = %s ORDER BY position",
        (run_id,),
    )
    try:
        return [
            Recorded(step, items_out, sealer.open(items, TRACE_ITEMS.place(run_id, position)), is_cut)
            for position, step, items_out, is_cut, items in await cursor.fetchall()
        ]
    except (NotAuthentic, UnknownKey) as error:
        raise RunDamaged("what was recorded of this run cannot be opened") from error


async def runs(
    conn: Connection, component: UUID, flow: UUID | None, state: RunState | None, before: datetime | None, limit: int
) -> list[LoggedRun]:
    """The newest runs of a component's flows."""
    cursor = conn.cursor(row_factory=class_row(LoggedRun))
    values = {"component": component, "flow": flow, "state": state, "before": before, "limit": limit}
    return await (await cursor.execute(_RUNS, values)).fetchall()


async def steps(conn: Connection, run_id: UUID) -> list[StepLog]:
    """What the log says of a run's steps."""
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT step_id, step_type, step_name, state, started_at, ended_at, items_in, items_out, error, pushed_into, "
        "parts FROM dataflow.run_step WHERE run_id = %s ORDER BY position",
        (run_id,),
    )
    return [
        StepLog(
            **{
                **row,
                "state": RunState(row["state"]),
                "error": row["error"] and ErrorReport.model_validate(row["error"]),
            }
        )
        for row in await cursor.fetchall()
    ]


async def recording(conn: Connection, now: datetime) -> dict[UUID, datetime]:
    """Flows whose live runs are recorded, and until when."""
    cursor = await conn.execute("SELECT flow, until FROM dataflow.recording WHERE until > %s", (now,))
    return dict(await cursor.fetchall())


async def switch_on(conn: Connection, component: UUID, flow: UUID, until: datetime) -> None:
    await conn.execute(
        "INSERT INTO dataflow.recording (flow, component, until) VALUES (%s, %s, %s) "
        "ON CONFLICT (flow) DO UPDATE SET until = EXCLUDED.until",
        (flow, component, until),
    )


async def forget(conn: Connection, now: datetime) -> None:
    """Recordings that have ended by themselves."""
    await conn.execute("DELETE FROM dataflow.recording WHERE until <= %s", (now,))


async def switch_off(conn: Connection, flow: UUID) -> None:
    await conn.execute("DELETE FROM dataflow.recording WHERE flow = %s", (flow,))
