"""Programs that call: service accounts, API tokens, families of refresh tokens. Only hashes of tokens are stored."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE identity.account
    ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service')),
    -- Whoever sets passwords, by whatever way: a program has none.
    ADD CONSTRAINT account_service_password CHECK (kind = 'person' OR password_hash IS NULL);

CREATE TABLE identity.api_token (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> ''),
    hint text NOT NULL,
    token_hash bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    scopes text[] NOT NULL CHECK (scopes && '{read,write}' AND scopes <@ '{read,write,studio,administer}'),
    components uuid[] CHECK (
        components IS NULL OR (cardinality(components) > 0 AND NOT scopes && '{studio,administer}')),
    created_by bigint REFERENCES identity.account ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_token_account ON identity.api_token (account_id) WHERE revoked_at IS NULL;

CREATE TABLE identity.token_family (
    id uuid PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    -- The service token that was exchanged; with it ends what came from it.
    api_token_id bigint REFERENCES identity.api_token ON DELETE CASCADE,
    scopes text[] NOT NULL CHECK (scopes && '{read,write}' AND scopes <@ '{read,write,studio,administer}'),
    components uuid[],
    -- Digest of the password's hash at the time: another password ends the family.
    password_seen bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX token_family_account ON identity.token_family (account_id);
CREATE INDEX token_family_expiry ON identity.token_family (expires_at);

CREATE TABLE identity.refresh_token (
    token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    family_id uuid NOT NULL REFERENCES identity.token_family ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_token_family ON identity.refresh_token (family_id);

-- What goes on in the background keeps the bounds of the token that it was asked with.
ALTER TABLE dataflow.run ADD COLUMN scopes text;
ALTER TABLE bulk.job ADD COLUMN scopes text;
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets all tokens. Service accounts stay as accounts without a password."""
    op.execute(
        "DROP TABLE identity.refresh_token, identity.token_family, identity.api_token; "
        "ALTER TABLE identity.account DROP CONSTRAINT account_service_password, DROP COLUMN kind; "
        "ALTER TABLE dataflow.run DROP COLUMN scopes; ALTER TABLE bulk.job DROP COLUMN scopes"
    )
