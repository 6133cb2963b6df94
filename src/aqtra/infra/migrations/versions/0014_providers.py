"""Sign-in through other systems, and accounts that other systems provision."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE identity.provider (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('oidc', 'saml', 'ldap')),
    title text NOT NULL CHECK (title <> ''),
    enabled boolean NOT NULL DEFAULT false,
    document jsonb NOT NULL,
    secret bytea,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);

-- Who somebody is elsewhere. One account has at most one identity of each provider.
CREATE TABLE identity.external_identity (
    provider_id uuid NOT NULL REFERENCES identity.provider ON DELETE CASCADE,
    subject text NOT NULL CHECK (subject <> ''),
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    linked_at timestamptz NOT NULL,
    signed_in_at timestamptz,
    PRIMARY KEY (provider_id, subject),
    UNIQUE (provider_id, account_id)
);
CREATE INDEX external_identity_account ON identity.external_identity (account_id);

-- A sign-in that has begun: what the answer of the provider must fit. Taken once.
CREATE TABLE identity.sign_in_attempt (
    state_hash bytea PRIMARY KEY,
    provider_id uuid NOT NULL REFERENCES identity.provider ON DELETE CASCADE,
    browser_hash bytea NOT NULL,
    secret bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_expiry ON identity.sign_in_attempt (expires_at);

-- Assertions that were used: none is taken twice while it is valid.
CREATE TABLE identity.saml_assertion (
    provider_id uuid NOT NULL REFERENCES identity.provider ON DELETE CASCADE,
    assertion_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, assertion_hash)
);
CREATE INDEX saml_assertion_expiry ON identity.saml_assertion (expires_at);

CREATE TABLE identity.scim_client (
    id uuid PRIMARY KEY,
    title text NOT NULL CHECK (title <> ''),
    token_hash bytea NOT NULL UNIQUE,
    group_roles jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

-- Accounts that a client made; it sees no others.
CREATE TABLE identity.scim_user (
    id uuid PRIMARY KEY,
    client_id uuid NOT NULL REFERENCES identity.scim_client,
    account_id bigint NOT NULL UNIQUE REFERENCES identity.account ON DELETE CASCADE,
    external_id text,
    attributes jsonb NOT NULL DEFAULT '{}',
    deleted boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX scim_user_client ON identity.scim_user (client_id, id);

CREATE TABLE identity.scim_group (
    id uuid PRIMARY KEY,
    client_id uuid NOT NULL REFERENCES identity.scim_client,
    display_name text NOT NULL CHECK (display_name <> ''),
    external_id text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX scim_group_name ON identity.scim_group (client_id, lower(display_name));

CREATE TABLE identity.scim_member (
    group_id uuid NOT NULL REFERENCES identity.scim_group ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES identity.scim_user ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX scim_member_user ON identity.scim_member (user_id);
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets providers and who somebody is elsewhere. Accounts stay."""
    op.execute(
        "DROP TABLE identity.scim_member, identity.scim_group, identity.scim_user, identity.scim_client, "
        "identity.saml_assertion, identity.sign_in_attempt, identity.external_identity, identity.provider"
    )
