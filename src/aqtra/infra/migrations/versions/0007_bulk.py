"""Jobs of import and export, and the rows they refused."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE SCHEMA bulk;
GRANT USAGE ON SCHEMA bulk TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA bulk GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA bulk GRANT USAGE ON SEQUENCES TO aqtra_app;

-- Imports stage their batches in tables of their own session.
DO $$
BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO aqtra_app', current_database());
END $$;

CREATE TABLE bulk.job (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('import', 'export')),
    component uuid NOT NULL,
    requested_by bigint,
    -- The application domain that the request came through.
    domain text,
    format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'jsonl')),
    parameters jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'cancelling', 'completed', 'failed', 'cancelled')),
    rows_done bigint NOT NULL DEFAULT 0,
    rows_total bigint,
    created bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    refused bigint NOT NULL DEFAULT 0,
    -- Up to this line of the file everything is committed: where another worker goes on.
    line_done bigint NOT NULL DEFAULT 0,
    error jsonb,
    source_file uuid,
    result_file uuid,
    report_file uuid,
    -- Counts the workers that took the job; a worker that was given up writes nothing more.
    lease integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'failed', 'cancelled'))),
    CHECK (state NOT IN ('running', 'cancelling') OR lease_until IS NOT NULL)
);
CREATE INDEX job_component ON bulk.job (component, created_at DESC);
CREATE INDEX job_requested_by ON bulk.job (requested_by, created_at DESC);
CREATE INDEX job_open ON bulk.job (created_at) WHERE ended_at IS NULL;
CREATE INDEX job_ended ON bulk.job (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE bulk.refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id uuid NOT NULL REFERENCES bulk.job ON DELETE CASCADE,
    line bigint NOT NULL,
    property text,
    rule text NOT NULL,
    message text NOT NULL,
    value text
);
CREATE INDEX refusal_job ON bulk.refusal (job_id, line);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bulk TO aqtra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA bulk TO aqtra_app;
"""

DOWNGRADE = """
DROP SCHEMA bulk CASCADE;
DO $$
BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM aqtra_app', current_database());
END $$;
"""


def upgrade() -> None:
    """Creates the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes it with all jobs; their files are found by age."""
    op.execute(DOWNGRADE)
