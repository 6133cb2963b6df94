"""Parts of large runs, that any worker may take."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

# Every statement asks for one run, so the key is all the index they need: parts live for seconds, and are few.
UPGRADE = """
CREATE TABLE dataflow.run_part (
    run_id uuid NOT NULL REFERENCES dataflow.run ON DELETE CASCADE,
    -- Of the run: whoever works for an earlier one can end nothing.
    attempt integer NOT NULL,
    -- Counts the parts of all steps.
    number integer NOT NULL,
    -- The first of the steps that are done for the items, and how many items come before them.
    step_id text NOT NULL,
    first bigint NOT NULL,
    -- The version of the platform that the run was planned with.
    definitions integer NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done')),
    tries smallint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    -- The first step failed: no later part of it is begun.
    stops boolean NOT NULL DEFAULT false,
    sealed_items bytea,
    sealed_result bytea,
    PRIMARY KEY (run_id, attempt, number),
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state = 'done') = (sealed_result IS NOT NULL))
);
-- What is sealed cannot be compressed.
ALTER TABLE dataflow.run_part ALTER sealed_items SET STORAGE EXTERNAL, ALTER sealed_result SET STORAGE EXTERNAL;

ALTER TABLE dataflow.run_step ADD COLUMN parts integer;
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    """Runs that have parts at work end as lost ones do."""
    op.execute("ALTER TABLE dataflow.run_step DROP COLUMN parts; DROP TABLE dataflow.run_part")
