"""Calls of flows by idempotency key, and recordings of runs."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE dataflow.api_call (
    id uuid PRIMARY KEY,
    principal_id bigint NOT NULL,
    component uuid NOT NULL,
    flow uuid NOT NULL,
    -- Digest of the caller's key: of one length, whatever was sent.
    key_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    sealed_request bytea NOT NULL,
    sealed_answer bytea,
    UNIQUE (principal_id, component, flow, key_hash)
);
CREATE INDEX api_call_age ON dataflow.api_call (created_at);

-- Until when live runs of a flow are recorded.
CREATE TABLE dataflow.recording (
    flow uuid PRIMARY KEY,
    component uuid NOT NULL,
    until timestamptz NOT NULL
);

CREATE TABLE dataflow.trace_step (
    run_id uuid NOT NULL REFERENCES dataflow.run ON DELETE CASCADE,
    position integer NOT NULL,
    step_id text NOT NULL,
    items_out integer NOT NULL,
    is_cut boolean NOT NULL,
    sealed_items bytea NOT NULL,
    PRIMARY KEY (run_id, position)
);
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets answered keys and recordings."""
    op.execute("DROP TABLE dataflow.trace_step, dataflow.recording, dataflow.api_call")
