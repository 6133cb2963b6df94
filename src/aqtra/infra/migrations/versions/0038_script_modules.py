"""Shared Python modules, and releases that carry those that their scripts import."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE metadata.script_module (
    key uuid PRIMARY KEY,
    id bigint GENERATED ALWAYS AS IDENTITY,
    title text NOT NULL CHECK (title <> ''),
    name text NOT NULL CHECK (name <> ''),
    type text NOT NULL CHECK (type IN ('frontend', 'backend', 'both')),
    source text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    created_by_name text,
    updated_at timestamptz NOT NULL,
    updated_by_name text
);
-- An import finds one module on each side.
CREATE UNIQUE INDEX script_module_frontend ON metadata.script_module (name) WHERE type IN ('frontend', 'both');
CREATE UNIQUE INDEX script_module_backend ON metadata.script_module (name) WHERE type IN ('backend', 'both');

-- A document without modules is a draft, which imports what is saved; a release never does.
UPDATE metadata.release SET document = document || '{"modules": []}' WHERE document IS NOT NULL;
"""


def upgrade() -> None:
    """Makes the table; what the application role may do with it was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets the modules. Scripts that import them fail."""
    op.execute("""
        DROP TABLE metadata.script_module;
        UPDATE metadata.release SET document = document - 'modules' WHERE document IS NOT NULL;
        UPDATE metadata.publication_component SET document = document - 'modules' WHERE document IS NOT NULL;
    """)
