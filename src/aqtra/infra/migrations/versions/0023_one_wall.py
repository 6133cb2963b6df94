"""Statements may ask whether the row policies of a table stand, and then need not repeat what those say."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# Policies change under a lock that keeps readers out, and a statement that reads what is committed takes its snapshot
# after it has its locks: what it finds here holds until it ends. A transaction that keeps one snapshot may find an
# earlier state than the one it is subject to, so it is told no. So is a subject for whom the policies open everything:
# a token may have left it less.
UPGRADE = """
CREATE FUNCTION catalogs.walled(place regclass, mark text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed'
       AND pg_catalog.row_security_active(place)
       AND pg_catalog.obj_description(place, 'pg_class') OPERATOR(pg_catalog.=) mark
       AND NOT identity.unlimited()
$$;
REVOKE ALL ON FUNCTION catalogs.walled(regclass, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogs.walled(regclass, text) TO aqtra_app;
"""


def upgrade() -> None:
    """One function."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """No policy and no view asks it."""
    op.execute("DROP FUNCTION catalogs.walled(regclass, text)")
