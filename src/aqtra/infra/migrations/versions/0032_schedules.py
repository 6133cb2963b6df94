"""Schedules of components, runs in the platform's name, and webhooks of flows."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE dataflow.run ADD COLUMN is_platform boolean NOT NULL DEFAULT false, ADD COLUMN last_success timestamptz;

CREATE SCHEMA scheduler;
GRANT USAGE ON SCHEMA scheduler TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA scheduler GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app;

-- What releases bring along. One holds while its release is the live one of the component: nothing else switches it.
CREATE TABLE scheduler.schedule (
    component uuid NOT NULL,
    version bigint NOT NULL REFERENCES metadata.platform_version ON DELETE CASCADE,
    cron text NOT NULL,
    flow uuid NOT NULL,
    flow_name text NOT NULL,
    run_as_user bigint,
    PRIMARY KEY (component, version)
);

CREATE VIEW scheduler.live AS
SELECT schedule.*, platform_version.switched_at
FROM scheduler.schedule JOIN metadata.platform_version USING (version)
WHERE switched_at IS NOT NULL AND version = (
    SELECT max(release.version)
    FROM metadata.release JOIN metadata.platform_version brought USING (version)
    WHERE release.component_key = schedule.component AND brought.switched_at IS NOT NULL
      AND release.version <= (SELECT current.version FROM metadata.current));

-- How far each has come.
CREATE TABLE scheduler.hand (
    component uuid PRIMARY KEY,
    version bigint NOT NULL,
    cron text NOT NULL,
    zone text NOT NULL,
    -- Null: there is no such time.
    next_at timestamptz,
    -- The run that is not over as far as is known.
    run_id uuid,
    last_at timestamptz,
    last_success timestamptz,
    skipped_at timestamptz
);
CREATE INDEX hand_next ON scheduler.hand (next_at);

CREATE TABLE dataflow.webhook (
    id uuid PRIMARY KEY,
    component uuid NOT NULL,
    flow uuid NOT NULL,
    name text NOT NULL,
    check_by jsonb NOT NULL,
    delivery_header text,
    responds boolean NOT NULL,
    sealed_secret bytea NOT NULL,
    sealed_earlier bytea,
    earlier_until timestamptz,
    created_at timestamptz NOT NULL,
    created_by bigint,
    CHECK ((sealed_earlier IS NULL) = (earlier_until IS NULL))
);
CREATE INDEX webhook_flow ON dataflow.webhook (component, flow);

CREATE TABLE dataflow.webhook_delivery (
    id uuid PRIMARY KEY,
    webhook uuid NOT NULL REFERENCES dataflow.webhook ON DELETE CASCADE,
    received_at timestamptz NOT NULL,
    -- Digest of what the sender says makes it one delivery; null for those that were refused.
    mark_hash bytea,
    state text NOT NULL CHECK (state IN ('accepted', 'repeated', 'refused', 'failed')),
    reason text,
    run_id uuid,
    size integer NOT NULL,
    address text
);
CREATE UNIQUE INDEX webhook_delivery_once ON dataflow.webhook_delivery (webhook, mark_hash) WHERE state = 'accepted';
CREATE INDEX webhook_delivery_latest ON dataflow.webhook_delivery (webhook, received_at DESC);
"""


def upgrade() -> None:
    """Makes the tables."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets schedules and webhooks."""
    op.execute("DROP TABLE dataflow.webhook_delivery, dataflow.webhook")
    op.execute("DROP SCHEMA scheduler CASCADE")
    op.execute("ALTER TABLE dataflow.run DROP COLUMN is_platform, DROP COLUMN last_success")
