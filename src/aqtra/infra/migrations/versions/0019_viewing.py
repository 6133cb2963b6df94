"""An administrator looks at Workplace as somebody else: a mark on the session, which ends with it."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE identity.viewing (
    session_id bigint PRIMARY KEY REFERENCES identity.session (id) ON DELETE CASCADE,
    -- As whom.
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    until timestamptz NOT NULL
);
CREATE INDEX viewing_account ON identity.viewing (account_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.viewing TO aqtra_app;
"""


def upgrade() -> None:
    """No session views as anybody yet."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Whoever is viewing goes on as themselves."""
    op.execute("DROP TABLE identity.viewing")
