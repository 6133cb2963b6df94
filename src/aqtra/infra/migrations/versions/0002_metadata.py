"""Components and their versions, domains and menus, publications, releases."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE metadata.component (
    id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    key uuid PRIMARY KEY,
    kind text NOT NULL,
    built_in boolean NOT NULL DEFAULT false,
    saved_version integer NOT NULL,
    ready_version integer,
    published_version integer,
    document jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    created_by bigint,
    updated_at timestamptz NOT NULL,
    updated_by bigint,
    -- As shown then: history keeps the name even when the account is renamed.
    updated_by_name text
);

CREATE TABLE metadata.component_version (
    component_key uuid NOT NULL REFERENCES metadata.component ON DELETE CASCADE,
    version integer NOT NULL,
    document jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by bigint,
    saved_by_name text,
    PRIMARY KEY (component_key, version)
);

CREATE TABLE metadata.domain (
    name text PRIMARY KEY,
    key uuid NOT NULL UNIQUE,
    is_default boolean NOT NULL DEFAULT false,
    enabled boolean NOT NULL DEFAULT true,
    built_in boolean NOT NULL DEFAULT false,
    settings jsonb NOT NULL DEFAULT '{}',
    settings_version integer NOT NULL DEFAULT 0,
    menu jsonb NOT NULL DEFAULT '[]',
    menu_version integer NOT NULL DEFAULT 0,
    CHECK (enabled OR NOT built_in)
);
CREATE UNIQUE INDEX domain_default ON metadata.domain (is_default) WHERE is_default;

INSERT INTO metadata.domain (name, key, is_default, built_in, settings)
VALUES ('digital-workplace', '00000000-0000-4000-8000-000000000002', true, true, '{"title": "Digital workplace"}');

CREATE SEQUENCE metadata.platform_version_number;

CREATE TABLE metadata.publication (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state text NOT NULL,
    stage integer,
    version bigint NOT NULL UNIQUE,
    reset_requested boolean NOT NULL DEFAULT false,
    undo_failed boolean NOT NULL DEFAULT false,
    started_by bigint,
    started_by_name text,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    error text,
    workspace jsonb NOT NULL DEFAULT '{}',
    -- Fencing token: grows with every take-over. Zero: nobody has begun yet.
    lease bigint NOT NULL DEFAULT 0,
    lease_until timestamptz
);
-- One publication at a time for the whole instance; the lock is this row, so it survives every restart.
CREATE UNIQUE INDEX publication_lock ON metadata.publication ((true)) WHERE state IN ('running', 'rolling_back');
-- Makes `lease` a key column: a stage's FOR KEY SHARE then holds off a take-over, but not the heartbeat.
CREATE UNIQUE INDEX publication_lease ON metadata.publication (id, lease);

CREATE TABLE metadata.publication_stage (
    publication_id bigint NOT NULL REFERENCES metadata.publication ON DELETE CASCADE,
    number integer NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    error text,
    PRIMARY KEY (publication_id, number)
);

CREATE TABLE metadata.publication_component (
    publication_id bigint NOT NULL REFERENCES metadata.publication ON DELETE CASCADE,
    component_key uuid NOT NULL,
    position integer NOT NULL,
    saved_version integer NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (publication_id, component_key)
);

CREATE TABLE metadata.platform_version (
    version bigint PRIMARY KEY,
    created_at timestamptz NOT NULL,
    -- Null until it was made current: releases of an abandoned version are never seen.
    switched_at timestamptz
);

CREATE TABLE metadata.release (
    component_key uuid NOT NULL,
    version bigint NOT NULL REFERENCES metadata.platform_version ON DELETE CASCADE,
    -- Both null: the component was withdrawn with this version.
    document jsonb,
    layout jsonb,
    PRIMARY KEY (component_key, version)
);

CREATE TABLE metadata.current (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version bigint NOT NULL
);
INSERT INTO metadata.current (version) VALUES (0);

CREATE TABLE metadata.packed_definition (
    component_key uuid NOT NULL,
    version bigint NOT NULL REFERENCES metadata.platform_version ON DELETE CASCADE,
    content text NOT NULL,
    PRIMARY KEY (component_key, version)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA metadata TO aqtra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA metadata TO aqtra_app;
"""


def upgrade() -> None:
    """Creates the tables, the default domain and the pointer."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Removes everything of the metadata schema."""
    op.execute("DROP SCHEMA metadata CASCADE; CREATE SCHEMA metadata; GRANT USAGE ON SCHEMA metadata TO aqtra_app")
