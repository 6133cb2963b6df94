"""A run knows the element by which it was started: whether that may still be used is asked again when it begins."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier runs were started by elements that nobody could restrict."""
    op.execute("ALTER TABLE dataflow.run ADD COLUMN action uuid")


def downgrade() -> None:
    """Forgets by which element runs were started."""
    op.execute("ALTER TABLE dataflow.run DROP COLUMN action")
