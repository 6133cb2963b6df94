"""Messages of brokers: who receives them, how often each was tried, and those that are no longer tried."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE dataflow.subscription (
    -- Made of component, flow and step: the same after every publication.
    key uuid PRIMARY KEY,
    component uuid NOT NULL,
    -- Of the process that receives; every holder has a higher one than those before.
    token bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    state text NOT NULL DEFAULT 'starting' CHECK (state IN ('starting', 'connected', 'unavailable')),
    reason text,
    changed_at timestamptz NOT NULL
);
CREATE SEQUENCE dataflow.subscription_token;
CREATE TABLE dataflow.subscription_message (
    subscription uuid NOT NULL,
    message_id text NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    error jsonb,
    PRIMARY KEY (subscription, message_id)
);
CREATE INDEX subscription_message_changed ON dataflow.subscription_message (changed_at);
CREATE TABLE dataflow.message_letter (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    subscription uuid NOT NULL,
    component uuid NOT NULL,
    flow_name text NOT NULL,
    step_id text NOT NULL,
    message_id text NOT NULL,
    sealed_payload bytea NOT NULL,
    state text NOT NULL DEFAULT 'dead' CHECK (state IN ('dead', 'waiting')),
    attempts integer NOT NULL,
    run_id uuid,
    received_at timestamptz NOT NULL,
    due_at timestamptz,
    ended_at timestamptz NOT NULL,
    error jsonb NOT NULL,
    CHECK ((due_at IS NOT NULL) = (state = 'waiting'))
);
CREATE INDEX message_letter_dead ON dataflow.message_letter (position DESC) WHERE state = 'dead';
CREATE INDEX message_letter_waiting ON dataflow.message_letter (subscription, due_at) WHERE state = 'waiting';
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets dead letters, which an earlier version could not deliver."""
    op.execute("DROP TABLE dataflow.message_letter, dataflow.subscription_message, dataflow.subscription")
    op.execute("DROP SEQUENCE dataflow.subscription_token")
