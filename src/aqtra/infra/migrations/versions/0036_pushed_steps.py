"""The run log tells which steps the database has worked for."""

from alembic import op

revision = "0036"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE dataflow.run_step ADD COLUMN pushed_into text")


def downgrade() -> None:
    op.execute("ALTER TABLE dataflow.run_step DROP COLUMN pushed_into")
