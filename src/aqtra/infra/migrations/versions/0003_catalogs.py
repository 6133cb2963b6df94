"""What the data layer needs before the first publication: text search, files, the way back of a migration."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE catalogs.file (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    content_type text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by bigint
);

-- Statements that take back the changes of the latest publication, in the order in which these were made.
CREATE TABLE catalogs.migration (
    publication_id bigint PRIMARY KEY,
    undo text[] NOT NULL,
    carried_out_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON catalogs.file TO aqtra_app;
-- The owner runs what stands here: whoever can write it is the owner.
REVOKE ALL ON catalogs.migration FROM aqtra_app;
"""


def upgrade() -> None:
    """Creates the extension and the tables."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes the tables. The extension may serve others, so it stays."""
    op.execute("DROP TABLE catalogs.migration, catalogs.file CASCADE")
