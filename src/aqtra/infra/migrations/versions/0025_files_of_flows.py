"""Files that dataflows write, and the charset that whoever uploads a text declares."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE catalogs.file
    DROP CONSTRAINT file_kind_check,
    ADD CONSTRAINT file_kind_check CHECK (kind IN ('library', 'property', 'import', 'bulk', 'flow'));
ALTER TABLE files.upload ADD COLUMN charset text;
"""

DOWNGRADE = """
ALTER TABLE files.upload DROP COLUMN charset;
-- The registry knows no better name for them, and the collection deletes these by age.
UPDATE catalogs.file SET kind = 'bulk' WHERE kind = 'flow';
ALTER TABLE catalogs.file
    DROP CONSTRAINT file_kind_check,
    ADD CONSTRAINT file_kind_check CHECK (kind IN ('library', 'property', 'import', 'bulk'));
"""


def upgrade() -> None:
    """Allows one more kind of file."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Files that flows wrote become results of jobs."""
    op.execute(DOWNGRADE)
