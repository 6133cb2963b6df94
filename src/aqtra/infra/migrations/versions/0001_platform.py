"""Schemas, default rights of the application role, outbox, identity."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UPGRADE = """
CREATE SCHEMA identity;
CREATE SCHEMA metadata;
CREATE SCHEMA catalogs;
CREATE SCHEMA dataflow;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['infra', 'identity', 'metadata', 'catalogs', 'dataflow'] LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO aqtra_app', name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I '
                       'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app', name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO aqtra_app', name);
    END LOOP;
END $$;

CREATE TABLE infra.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE identity.account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_name text NOT NULL CHECK (user_name <> ''),
    display_name text NOT NULL DEFAULT '',
    email text,
    active boolean NOT NULL DEFAULT true,
    password_hash text,
    password_change_required boolean NOT NULL DEFAULT false,
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_user_name ON identity.account (lower(user_name));

CREATE TABLE identity.role (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    rights text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE identity.account_role (
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    role_id bigint NOT NULL REFERENCES identity.role ON DELETE RESTRICT,
    PRIMARY KEY (account_id, role_id)
);

CREATE TABLE identity.session (
    token_hash bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address text,
    user_agent text
);
CREATE INDEX session_account ON identity.session (account_id);
CREATE INDEX session_expiry ON identity.session (expires_at);

INSERT INTO identity.role (name, rights) VALUES
    ('Administrators', '{studio,administer,operations}'),
    ('Builders', '{studio}'),
    ('Members', '{}');

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA infra, identity TO aqtra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA infra, identity TO aqtra_app;
"""


def upgrade() -> None:
    """Creates the foundations."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes them, and all that stands on them."""
    op.execute("DROP SCHEMA dataflow, catalogs, metadata, identity CASCADE; DROP TABLE infra.outbox")
