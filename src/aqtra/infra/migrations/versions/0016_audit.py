"""The audit trail: who did what. The application role writes and reads it, and can change nothing in it."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UPGRADE = """
-- A schema of its own: those of the other tables give the application role every right to tables yet to come.
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO aqtra_app;

CREATE TABLE audit.record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
    -- No reference: what somebody did outlives the account.
    actor_id bigint,
    actor_name text,
    target text,
    address text,
    trace_id text,
    details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX record_at ON audit.record (at);
CREATE INDEX record_action ON audit.record (action text_pattern_ops, id);
CREATE INDEX record_actor ON audit.record (actor_id, id);

-- The chain: position, what stands there, and two keyed digests. Written after the commit, in one order for all.
CREATE TABLE audit.link (
    position bigint PRIMARY KEY CHECK (position > 0),
    record_id bigint NOT NULL UNIQUE,
    key_version integer NOT NULL,
    content_mac bytea NOT NULL CHECK (length(content_mac) = 32),
    chain_mac bytea NOT NULL CHECK (length(chain_mac) = 32),
    sealed_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON audit.record, audit.link TO aqtra_app;
"""


def upgrade() -> None:
    """Makes the tables."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets who did what."""
    op.execute("DROP SCHEMA audit CASCADE")
