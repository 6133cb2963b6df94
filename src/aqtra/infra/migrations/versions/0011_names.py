"""Names are indexed: people look for entries by their name, and see lists in its order."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UPGRADE = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r'
                AND relname ~ '^c_[0-9a-f]{32}$' LOOP
        EXECUTE format('CREATE INDEX %I ON catalogs.%I (name NULLS FIRST, id)', name || '__name', name);
        EXECUTE format('CREATE INDEX %I ON catalogs.%I USING gin (name gin_trgm_ops) WHERE name IS NOT NULL',
                       name || '__name_search', name);
    END LOOP;
END $$;
"""

DOWNGRADE = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'i'
                AND relname ~ '^c_[0-9a-f]{32}__name(_search)?$' LOOP
        EXECUTE format('DROP INDEX catalogs.%I', name);
    END LOOP;
END $$;
"""


def upgrade() -> None:
    """Indexes the names of all entries."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes the indexes."""
    op.execute(DOWNGRADE)
