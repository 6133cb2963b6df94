"""Files: what they were uploaded for, folders of the library, encrypted blobs, uploads in parts, the global rules."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE SCHEMA files;
GRANT USAGE ON SCHEMA files TO aqtra_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA files GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aqtra_app;

-- What a file was uploaded for: the library, one property of a component, an import, or a job that wrote it.
ALTER TABLE catalogs.file
    ADD COLUMN kind text NOT NULL DEFAULT 'library' CHECK (kind IN ('library', 'property', 'import', 'bulk')),
    ADD COLUMN component uuid,
    ADD COLUMN property_id text,
    ADD CONSTRAINT file_purpose CHECK (CASE kind
        WHEN 'library' THEN component IS NULL AND property_id IS NULL
        WHEN 'property' THEN component IS NOT NULL AND property_id IS NOT NULL
        WHEN 'import' THEN component IS NOT NULL AND property_id IS NULL
        ELSE property_id IS NULL END);
CREATE INDEX file_property ON catalogs.file (component, property_id) WHERE kind = 'property';
CREATE INDEX file_created ON catalogs.file (kind, created_at);

CREATE TABLE files.folder (
    id uuid PRIMARY KEY,
    parent uuid REFERENCES files.folder ON DELETE RESTRICT CHECK (parent <> id),
    name text NOT NULL CHECK (name <> ''),
    created_at timestamptz NOT NULL,
    created_by bigint
);
CREATE UNIQUE INDEX folder_name ON files.folder (parent, lower(name)) NULLS NOT DISTINCT;

-- The content lies in the blob store in parts of `part_size` under the file's id; here is what opens it.
CREATE TABLE files.blob (
    file_id uuid PRIMARY KEY REFERENCES catalogs.file ON DELETE CASCADE,
    folder uuid REFERENCES files.folder ON DELETE RESTRICT,
    sha256 bytea NOT NULL,
    part_size integer NOT NULL CHECK (part_size > 0),
    -- One per part, 16 bytes each: names the object and makes the part's key.
    salts bytea NOT NULL,
    key_version integer NOT NULL,
    wrapped_key bytea NOT NULL,
    -- NULL: not tried yet; 0: cannot be made.
    thumbnail_size integer CHECK (thumbnail_size >= 0),
    thumbnail_salt bytea,
    -- Since when the sweeper has found no entry that refers to it.
    unreferenced_since timestamptz
);
CREATE INDEX blob_folder ON files.blob (folder);
CREATE INDEX blob_key_version ON files.blob (key_version);
CREATE INDEX blob_unreferenced ON files.blob (unreferenced_since) WHERE unreferenced_since IS NOT NULL;

-- The id becomes that of the file.
CREATE TABLE files.upload (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    kind text NOT NULL,
    component uuid,
    property_id text,
    control uuid,
    folder uuid REFERENCES files.folder ON DELETE SET NULL,
    part_size integer NOT NULL CHECK (part_size > 0),
    key_version integer NOT NULL,
    wrapped_key bytea NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX upload_expiry ON files.upload (expires_at);
CREATE INDEX upload_creator ON files.upload (created_by);

CREATE TABLE files.upload_part (
    upload_id uuid NOT NULL REFERENCES files.upload ON DELETE CASCADE,
    number integer NOT NULL CHECK (number >= 0),
    salt bytea NOT NULL,
    PRIMARY KEY (upload_id, number)
);

-- One row: the rules that hold for every file.
CREATE TABLE files.rules (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    file_types text NOT NULL DEFAULT '.*',
    max_file_size bigint NOT NULL DEFAULT 52428800 CHECK (max_file_size > 0)
);
INSERT INTO files.rules DEFAULT VALUES;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA files TO aqtra_app;
"""

DOWNGRADE = """
DROP SCHEMA files CASCADE;
ALTER TABLE catalogs.file
    DROP CONSTRAINT file_purpose, DROP COLUMN kind, DROP COLUMN component, DROP COLUMN property_id;
"""


def upgrade() -> None:
    """Creates the schema and says of every file what it is for."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes them; blobs that were stored stay where they lie."""
    op.execute(DOWNGRADE)
