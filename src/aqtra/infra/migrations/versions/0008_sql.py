"""Users' SQL: a schema of readable views, and a role that sees nothing else."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UPGRADE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aqtra_reader') THEN
        CREATE ROLE aqtra_reader NOLOGIN;
        GRANT aqtra_reader TO aqtra_app;
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the role aqtra_reader is missing: as a superuser, run '
        'CREATE ROLE aqtra_reader NOLOGIN; GRANT aqtra_reader TO aqtra_app;';
END $$;

CREATE SCHEMA views;
GRANT USAGE ON SCHEMA views TO aqtra_reader;
"""


def upgrade() -> None:
    """Creates the schema; the role too, where the deployment has not."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes the views. The role may be granted elsewhere, so it stays."""
    op.execute("DROP SCHEMA views CASCADE")
