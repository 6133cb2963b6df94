"""Keys that SAML requests are signed with, and what a session needs to end at the provider too."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

UPGRADE = """
-- Published in the metadata of every SAML provider. One signs; all open what was encrypted for them.
CREATE TABLE identity.saml_key (
    id uuid PRIMARY KEY,
    certificate text NOT NULL CHECK (certificate <> ''),
    secret bytea NOT NULL,
    signs boolean NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX saml_key_signs ON identity.saml_key ((true)) WHERE signs;

-- The provider that a session was entered by, and what proves there which session is meant.
ALTER TABLE identity.session
    ADD COLUMN provider_id uuid REFERENCES identity.provider ON DELETE SET NULL,
    ADD COLUMN provider_proof bytea;

-- A provider that was set up before knows no key of ours: it goes on getting unsigned requests until someone says so.
UPDATE identity.provider SET document = jsonb_set(document, '{settings,sign_requests}', 'false') WHERE kind = 'saml';
"""


def upgrade() -> None:
    """Makes the table; what the application role may do with it was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets the keys: providers that insist on signatures refuse until the next ones are imported."""
    op.execute(
        """
        UPDATE identity.provider SET document = document #- '{settings,sign_requests}'
            #- '{settings,encrypted_only}' #- '{settings,sign_out_there}' #- '{settings,sign_out_address}'
            WHERE kind IN ('oidc', 'saml');
        ALTER TABLE identity.session DROP COLUMN provider_proof, DROP COLUMN provider_id;
        DROP TABLE identity.saml_key;
        """
    )
