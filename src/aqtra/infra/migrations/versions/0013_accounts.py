"""Accounts of people: second factors, passkeys, links by mail, sessions that can be listed, mail that waits."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE identity.account
    -- What authenticators know the account by: says nothing about the person.
    ADD COLUMN handle uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN email_code boolean NOT NULL DEFAULT false;
CREATE INDEX account_email ON identity.account (lower(email)) WHERE email IS NOT NULL;

ALTER TABLE identity.session
    ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN method text NOT NULL DEFAULT 'password',
    ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN proved_at timestamptz;

-- A right password that waits for a second factor. No session: it opens nothing but the answer.
CREATE TABLE identity.pending_sign_in (
    token_hash bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    code_hash text,
    code_sent_at timestamptz,
    codes_sent integer NOT NULL DEFAULT 0
);
CREATE INDEX pending_sign_in_account ON identity.pending_sign_in (account_id);

CREATE TABLE identity.totp (
    account_id bigint PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint
);

CREATE TABLE identity.recovery_code (
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE identity.passkey (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    credential_id bytea NOT NULL UNIQUE,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX passkey_account ON identity.passkey (account_id);

-- One question to an authenticator for each browser and purpose; answered once.
CREATE TABLE identity.challenge (
    token_hash bytea NOT NULL,
    purpose text NOT NULL,
    challenge bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash, purpose)
);
CREATE INDEX challenge_expiry ON identity.challenge (expires_at);

CREATE TABLE identity.link (
    token_hash bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('password', 'email')),
    email text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK ((email IS NOT NULL) = (purpose = 'email'))
);
CREATE INDEX link_account ON identity.link (account_id, purpose);

-- Somebody forgot a password: whose, a worker finds out, so that the answer tells nothing.
CREATE TABLE identity.reset_request (
    id uuid PRIMARY KEY,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE identity.mail (
    id uuid PRIMARY KEY,
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
    sealed bytea,
    attempts integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    lease_until timestamptz,
    ended_at timestamptz,
    reason text,
    CHECK ((ended_at IS NOT NULL) = (state IN ('sent', 'failed'))),
    -- What was sent or given up is not kept.
    CHECK ((sealed IS NULL) = (state IN ('sent', 'failed'))),
    CHECK (state <> 'failed' OR reason IS NOT NULL),
    CHECK (state <> 'sending' OR lease_until IS NOT NULL)
);
CREATE INDEX mail_due ON identity.mail (due_at) WHERE ended_at IS NULL;
CREATE INDEX mail_ended ON identity.mail (ended_at) WHERE ended_at IS NOT NULL;
"""

DOWNGRADE = """
DROP TABLE identity.mail, identity.reset_request, identity.link, identity.challenge, identity.passkey,
    identity.recovery_code, identity.totp, identity.pending_sign_in;
ALTER TABLE identity.session DROP COLUMN id, DROP COLUMN method, DROP COLUMN last_seen_at, DROP COLUMN proved_at;
DROP INDEX identity.account_email;
ALTER TABLE identity.account DROP COLUMN handle, DROP COLUMN email_code;
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets second factors, links and mail that waits."""
    op.execute(DOWNGRADE)
