"""Maintenance that needs the owner of the tables is a job: the gateway asks for it, a worker does it."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE metadata.maintenance (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('references', 'retired')),
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'completed', 'failed')),
    requested_by bigint,
    requested_by_name text,
    requested_at timestamptz NOT NULL,
    ended_at timestamptz,
    lease_until timestamptz,
    result jsonb,
    error jsonb,
    CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'failed'))),
    CHECK ((result IS NOT NULL) = (state = 'completed')),
    CHECK ((error IS NOT NULL) = (state = 'failed')),
    CHECK (state <> 'running' OR lease_until IS NOT NULL)
);
-- One at a time.
CREATE UNIQUE INDEX maintenance_open ON metadata.maintenance ((true)) WHERE ended_at IS NULL;
CREATE INDEX maintenance_kind ON metadata.maintenance (kind, id DESC);
"""


def upgrade() -> None:
    """Makes the table; what the application role may do with it was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets what was done when."""
    op.execute("DROP TABLE metadata.maintenance")
