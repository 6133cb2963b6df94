"""Runs that write all or nothing, and runs that are begun again when their worker was lost."""

from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE dataflow.run
    ADD COLUMN is_atomic boolean NOT NULL DEFAULT false,
    ADD COLUMN is_repeatable boolean NOT NULL DEFAULT false,
    ADD COLUMN attempt integer NOT NULL DEFAULT 1 CHECK (attempt > 0);
"""


def upgrade() -> None:
    """Adds the columns; runs of before are neither."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets which attempt a run is."""
    op.execute("ALTER TABLE dataflow.run DROP COLUMN attempt, DROP COLUMN is_repeatable, DROP COLUMN is_atomic")
