"""Systems that flows call: their connectors and endpoints, as saved and as published."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

UPGRADE = """
CREATE TABLE dataflow.integration (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    -- As json the members of response schemas keep their order.
    document json NOT NULL,
    -- The secret of each connector that has one, by the connector's id.
    secrets jsonb NOT NULL DEFAULT '{}',
    version integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL,
    changed_by text,
    published json,
    published_secrets jsonb,
    published_version integer,
    published_at timestamptz,
    CHECK ((published IS NULL) = (published_version IS NULL)),
    CHECK ((published IS NULL) = (published_secrets IS NULL)),
    CHECK ((published IS NULL) = (published_at IS NULL))
);
CREATE UNIQUE INDEX integration_name ON dataflow.integration (lower(name));

-- Never changed: another secret is another row, so what is published keeps its own.
CREATE TABLE dataflow.integration_secret (
    id uuid PRIMARY KEY,
    integration_id uuid NOT NULL REFERENCES dataflow.integration ON DELETE CASCADE,
    sealed bytea NOT NULL
);
CREATE INDEX integration_secret_owner ON dataflow.integration_secret (integration_id);
"""


def upgrade() -> None:
    """Makes the tables; what the application role may do with them was settled with the schema."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Forgets the systems and their secrets. Flows that call them fail."""
    op.execute("DROP TABLE dataflow.integration_secret, dataflow.integration")
