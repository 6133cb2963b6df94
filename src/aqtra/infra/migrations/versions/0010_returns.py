"""Going back to an earlier version is a publication that knows where it leads, and may withdraw components."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UPGRADE = """
ALTER TABLE metadata.publication ADD COLUMN returns_to bigint;

-- Both null: the publication withdraws the component.
ALTER TABLE metadata.publication_component
    ALTER COLUMN saved_version DROP NOT NULL,
    ALTER COLUMN document DROP NOT NULL,
    ADD CONSTRAINT publication_component_whole CHECK ((saved_version IS NULL) = (document IS NULL));
"""

DOWNGRADE = """
DELETE FROM metadata.publication_component WHERE document IS NULL;
ALTER TABLE metadata.publication_component
    DROP CONSTRAINT publication_component_whole,
    ALTER COLUMN saved_version SET NOT NULL,
    ALTER COLUMN document SET NOT NULL;
ALTER TABLE metadata.publication DROP COLUMN returns_to;
"""


def upgrade() -> None:
    """Makes room for returns."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets where publications led back to, and what they withdrew."""
    op.execute(DOWNGRADE)
