"""Messages to people: the saved mail server, the list behind the bell, one text for several mails."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE SCHEMA notification;
GRANT USAGE ON SCHEMA notification TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA notification GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app;

-- The mail server that somebody has saved; without a row that of the settings counts.
CREATE TABLE notification.smtp (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    sender text NOT NULL,
    host text NOT NULL,
    port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
    user_name text,
    sealed_password bytea,
    changed_at timestamptz NOT NULL,
    changed_by text,
    CHECK (sealed_password IS NULL OR user_name IS NOT NULL)
);

CREATE TABLE notification.message (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    sealed bytea NOT NULL,
    run_id uuid,
    created_at timestamptz NOT NULL,
    read_at timestamptz
);
CREATE INDEX message_of_account ON notification.message (account_id, position DESC);
CREATE INDEX message_unread ON notification.message (account_id) WHERE read_at IS NULL;
CREATE INDEX message_created ON notification.message (created_at);

-- What browsers are told, for as long as it is news. Redis carries the id only.
CREATE TABLE notification.push (
    id uuid PRIMARY KEY,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX push_created ON notification.push (created_at);

-- What several mails say lies here once, until the last of them has ended.
CREATE TABLE identity.mail_body (
    id uuid PRIMARY KEY,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL
);
ALTER TABLE identity.mail
    ADD COLUMN body_id uuid REFERENCES identity.mail_body ON DELETE SET NULL,
    ADD COLUMN account_id bigint REFERENCES identity.account ON DELETE SET NULL,
    ADD COLUMN run_id uuid;
CREATE INDEX mail_of_body ON identity.mail (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX mail_of_account ON identity.mail (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX mail_of_runs ON identity.mail (created_at DESC, id) WHERE run_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA notification TO aqtra_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.mail_body TO aqtra_app;
"""

DOWNGRADE = """
DELETE FROM identity.mail WHERE body_id IS NOT NULL AND ended_at IS NULL;
ALTER TABLE identity.mail DROP COLUMN body_id, DROP COLUMN account_id, DROP COLUMN run_id;
DROP TABLE identity.mail_body;
DROP SCHEMA notification CASCADE;
"""


def upgrade() -> None:
    """Makes the tables, and lets the application role work with them."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets messages, the saved mail server, and mail that an earlier version could not send."""
    op.execute(DOWNGRADE)
