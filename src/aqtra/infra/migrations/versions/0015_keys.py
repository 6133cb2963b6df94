"""Encryption keys are known by their fingerprints, rotations are jobs, backups are remembered, payloads sealed."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

UPGRADE = """
-- Of a key only what HKDF draws from it for this purpose: it tells keys apart, and nothing else.
CREATE TABLE infra.encryption_key (
    version integer PRIMARY KEY CHECK (version > 0),
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 16),
    first_seen timestamptz NOT NULL,
    retired_at timestamptz
);

CREATE TABLE infra.key_rotation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Everything is to be sealed by this version at the end.
    version integer NOT NULL,
    -- Contents of files are written anew, too.
    deep boolean NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'cancelling', 'completed', 'failed', 'cancelled')),
    requested_by bigint,
    requested_by_name text,
    requested_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- Counts the workers that took it; one that was given up writes nothing more.
    lease integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    total bigint,
    done bigint NOT NULL DEFAULT 0,
    -- What could not be opened, and stays as it was.
    damaged bigint NOT NULL DEFAULT 0,
    error jsonb,
    CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'failed', 'cancelled'))),
    CHECK (state NOT IN ('running', 'cancelling') OR lease_until IS NOT NULL)
);
CREATE UNIQUE INDEX key_rotation_open ON infra.key_rotation ((true)) WHERE ended_at IS NULL;

CREATE TABLE infra.backup (
    id uuid PRIMARY KEY,
    target text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    size bigint NOT NULL,
    key_version integer NOT NULL
);
CREATE INDEX backup_ended ON infra.backup (ended_at DESC);

-- Ids only: what a message tells about is read where it lies.
ALTER TABLE infra.outbox ADD CONSTRAINT outbox_ids_only CHECK (
    payload ?& ARRAY['name', 'id'] AND payload - 'name' - 'id' = '{}'
    AND payload ->> 'name' ~ '^[a-z_.]{1,64}$' AND payload ->> 'id' ~ '^[A-Za-z0-9:_-]{1,64}$') NOT VALID;

-- The newest version when the content's own key was made: what is older is written anew by a deep rotation.
ALTER TABLE files.blob ADD COLUMN made_under integer NOT NULL DEFAULT 0;
ALTER TABLE files.upload ADD COLUMN made_under integer NOT NULL DEFAULT 0;
CREATE INDEX blob_made_under ON files.blob (made_under);

-- Objects that were written anew; kept for readers that had begun.
CREATE TABLE files.replaced (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id uuid NOT NULL,
    salts bytea NOT NULL,
    replaced_at timestamptz NOT NULL
);
CREATE INDEX replaced_file ON files.replaced (file_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON files.replaced TO aqtra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA files TO aqtra_app;

-- What lies in the columns before them is sealed when the platform is prepared, which has the keys.
ALTER TABLE dataflow.run ADD COLUMN sealed_payload bytea, ADD COLUMN sealed_items bytea,
    ADD COLUMN sealed_actions bytea;
"""

DOWNGRADE = """
ALTER TABLE dataflow.run DROP COLUMN sealed_payload, DROP COLUMN sealed_items, DROP COLUMN sealed_actions;
DROP TABLE files.replaced;
ALTER TABLE files.blob DROP COLUMN made_under;
ALTER TABLE files.upload DROP COLUMN made_under;
ALTER TABLE infra.outbox DROP CONSTRAINT outbox_ids_only;
DROP TABLE infra.backup, infra.key_rotation, infra.encryption_key;
"""


def upgrade() -> None:
    """Makes the tables."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes them; payloads of runs that were sealed are lost with their columns."""
    op.execute(DOWNGRADE)
