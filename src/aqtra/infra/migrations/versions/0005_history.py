"""The change history of entries, and what their maintenance needs."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE catalogs.change (
    id bigint GENERATED ALWAYS AS IDENTITY,
    component uuid NOT NULL,
    entry_id bigint NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('updated', 'marked', 'restored', 'removed')),
    at timestamptz NOT NULL,
    by bigint,
    -- Changed fields only, by property id, ".name" for the entry's own name; values in the API's JSON form.
    before jsonb,
    after jsonb,
    -- One index for both: an update pays for every further one.
    PRIMARY KEY (component, entry_id, id)
);

-- Grows when all processes are to forget their copies of the definitions.
ALTER TABLE metadata.current ADD COLUMN generation bigint NOT NULL DEFAULT 0;

-- Marked entries are few: Maintenance finds them without reading whole tables.
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r'
                AND relname ~ '^c_[0-9a-f]{32}$' LOOP
        EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON catalogs.%I (marked_at, id) WHERE marked_at IS NOT NULL',
                       name || '__marked', name);
    END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON catalogs.change TO aqtra_app;
"""

DOWNGRADE = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'i'
                AND relname ~ '^c_[0-9a-f]{32}__marked$' LOOP
        EXECUTE format('DROP INDEX catalogs.%I', name);
    END LOOP;
END $$;

ALTER TABLE metadata.current DROP COLUMN generation;
DROP TABLE catalogs.change;
"""


def upgrade() -> None:
    """Creates the history, the index by which marked entries are found, and the generation of copies."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes them; what is marked stays marked."""
    op.execute(DOWNGRADE)
