"""The run log of dataflows, which is also the store of runs that wait for a worker."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE dataflow.run (
    id uuid PRIMARY KEY,
    component uuid NOT NULL,
    flow uuid NOT NULL,
    flow_name text NOT NULL,
    version integer NOT NULL,
    trigger text NOT NULL,
    principal_id bigint,
    principal_name text,
    parent uuid,
    trace_id text NOT NULL,
    state text NOT NULL CHECK (state IN (
        'queued', 'running', 'completed', 'completed_with_warnings', 'failed', 'timed_out', 'cancelled')),
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    lease_until timestamptz,
    cancel_requested boolean NOT NULL DEFAULT false,
    -- json, not jsonb: what the caller sent and gets is kept letter by letter, numbers above all.
    payload json,
    payload_kind text,
    items json,
    actions json,
    warnings jsonb NOT NULL DEFAULT '[]',
    error jsonb,
    CHECK ((ended_at IS NOT NULL) = (state NOT IN ('queued', 'running'))),
    CHECK (state <> 'running' OR lease_until IS NOT NULL)
);
CREATE INDEX run_flow ON dataflow.run (flow, created_at DESC);
CREATE INDEX run_open ON dataflow.run (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX run_ended ON dataflow.run (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE dataflow.run_step (
    run_id uuid NOT NULL REFERENCES dataflow.run ON DELETE CASCADE,
    position integer NOT NULL,
    step_id text NOT NULL,
    step_type text NOT NULL,
    step_name text NOT NULL,
    state text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    items_in integer NOT NULL,
    items_out integer NOT NULL,
    error jsonb,
    PRIMARY KEY (run_id, position)
);
"""


def upgrade() -> None:
    """Creates the run log."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes it with all runs in it."""
    op.execute("DROP TABLE dataflow.run_step, dataflow.run")
