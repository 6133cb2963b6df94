"""Entries that flows create later: rows that wait for a worker, in the order of their run."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE dataflow.bus_message (
    -- Made of run, step and item, so that what is queued twice is there once.
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    run_id uuid NOT NULL,
    flow_name text NOT NULL,
    step_id text NOT NULL,
    item integer NOT NULL,
    component uuid NOT NULL,
    principal_id bigint,
    principal_name text,
    is_platform boolean NOT NULL,
    scopes text,
    sealed_payload bytea,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'stored', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    queued_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    ended_at timestamptz,
    entry_id bigint,
    error jsonb,
    CHECK ((ended_at IS NULL) = (state = 'waiting')),
    CHECK ((sealed_payload IS NULL) = (state = 'stored')),
    CHECK ((entry_id IS NOT NULL) = (state = 'stored')),
    CHECK (state <> 'dead' OR error IS NOT NULL)
);
CREATE INDEX bus_message_waiting ON dataflow.bus_message (run_id, position) WHERE state = 'waiting';
CREATE INDEX bus_message_due ON dataflow.bus_message (due_at) WHERE state = 'waiting';
CREATE INDEX bus_message_dead ON dataflow.bus_message (position DESC) WHERE state = 'dead';
CREATE INDEX bus_message_ended ON dataflow.bus_message (ended_at) WHERE state <> 'waiting';
"""


def upgrade() -> None:
    """Makes the table; what the application role may do with it was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets what waits, which an earlier version could not store."""
    op.execute("DROP TABLE dataflow.bus_message")
