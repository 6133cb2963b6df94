"""What flows ask of accounts: one-time codes, links that enable, counted tries, and ids of contexts."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

UPGRADE = """
-- The address that its owner has proved to read. The account's e-mail is confirmed while it is this one.
ALTER TABLE identity.account ADD COLUMN confirmed_email text;

-- A link to one's address may also enable an account that was made disabled.
ALTER TABLE identity.link
    ADD COLUMN enables boolean NOT NULL DEFAULT false,
    ADD CHECK (NOT enables OR purpose = 'email');

-- Who disables an account does not want it back by a link that was sent before.
CREATE FUNCTION identity.forget_enabling_links() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    DELETE FROM identity.link WHERE account_id = NEW.id AND enables;
    RETURN NULL;
END
$$;
CREATE TRIGGER disabled AFTER UPDATE OF active ON identity.account
    FOR EACH ROW WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION identity.forget_enabling_links();

-- One for each account and application domain; `wrong` tries void it.
CREATE TABLE identity.one_time_code (
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    client text NOT NULL,
    code_hash text NOT NULL,
    wrong integer NOT NULL DEFAULT 0,
    used boolean NOT NULL DEFAULT false,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, client)
);

-- What may be done a few times only, by whom: the digest of a name, account or address, whether it exists or not.
CREATE TABLE identity.attempt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX attempt_digest ON identity.attempt (digest, expires_at);
CREATE INDEX attempt_expiry ON identity.attempt (expires_at);

-- Entries that were registered as contexts, under an id that flows can pass on.
CREATE TABLE identity.context (
    id uuid PRIMARY KEY,
    component uuid NOT NULL,
    entry bigint NOT NULL,
    UNIQUE (component, entry)
);
"""

DOWNGRADE = """
DROP TABLE identity.context, identity.attempt, identity.one_time_code;
DROP TRIGGER disabled ON identity.account;
DROP FUNCTION identity.forget_enabling_links();
DELETE FROM identity.link WHERE enables;
ALTER TABLE identity.link DROP COLUMN enables;
ALTER TABLE identity.account DROP COLUMN confirmed_email;
"""


def upgrade() -> None:
    """Tables and columns; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets codes, tries and ids of contexts; accounts stay."""
    op.execute(DOWNGRADE)
