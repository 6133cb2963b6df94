"""Templates of documents, as saved and as published."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE SCHEMA templates;
GRANT USAGE ON SCHEMA templates TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA templates GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app;

CREATE TABLE templates.template (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    -- As json the members of sample values keep their order.
    document json NOT NULL,
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL,
    changed_by text,
    published json,
    published_version integer,
    published_at timestamptz,
    CHECK ((published IS NULL) = (published_version IS NULL)),
    CHECK ((published IS NULL) = (published_at IS NULL))
);
CREATE UNIQUE INDEX template_name ON templates.template (lower(name));
"""


def upgrade() -> None:
    """Makes the schema with its table."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets the templates. Flows that render them fail."""
    op.execute("DROP SCHEMA templates CASCADE")
