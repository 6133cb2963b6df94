"""What makes row rules cheap: contexts as bits, and statements that leave reading to policies where those stand."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UPGRADE = """
-- One bit for each id from 0 on, of the lowest in each octet first; none at all where an array would be much smaller.
CREATE FUNCTION identity.marks_of(entries bigint[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE last bigint := (SELECT max(entry) FROM unnest(entries) entry);
BEGIN
    IF last IS NULL OR last / 8 >= greatest(8192, 8 * cardinality(entries)) OR 0 > ANY (entries) THEN
        RETURN '';
    END IF;
    RETURN (
        SELECT string_agg(set_byte('\\x00', 0, coalesce(octet.bits, 0)), '' ORDER BY place)
        FROM generate_series(0, last / 8) place
        LEFT JOIN (SELECT entry / 8 AS place, bit_or(1 << (entry % 8)::int) AS bits
                   FROM unnest(entries) entry GROUP BY 1) octet USING (place));
END $$;
ALTER TABLE identity.held ADD COLUMN marks bytea NOT NULL GENERATED ALWAYS AS (identity.marks_of(entries)) STORED;

-- `identity.contexts` as bits; empty where there are none.
CREATE FUNCTION identity.marks(wanted uuid, action text, within uuid) RETURNS bytea
LANGUAGE plpgsql COST 1000 STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Put together anew, they are not unpacked again for every row.
    RETURN coalesce((
        SELECT marks || ''::bytea FROM identity.held
        WHERE account_id = identity.subject_account() AND component = wanted AND verb = action AND scope = within
    ), '');
END $$;

-- The same of `identity.shared_contexts`, where one of the two sets is the answer.
CREATE FUNCTION identity.marks(wanted uuid, action text, within uuid, inherited text) RETURNS bytea
LANGUAGE plpgsql COST 1000 STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE own bytea := identity.marks(wanted, action, within);
BEGIN
    IF own = '' OR identity.holds(within, inherited) OR own = identity.marks(within, inherited, within) THEN
        RETURN own;
    END IF;
    RETURN '';
END $$;

-- Whether the policies of a table stand as a statement takes them to be. Policies change under a lock that keeps
-- readers out, and a statement that reads what is committed takes its snapshot after it has its locks: what it finds
-- here holds until it ends. A transaction that keeps one snapshot may find an earlier state than the one it is subject
-- to, so it is told no. So is a subject for whom policies open everything: a token may have left it less.
CREATE FUNCTION catalogs.walled(place regclass, mark text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.current_setting('transaction_isolation') OPERATOR(pg_catalog.=) 'read committed'
       AND pg_catalog.row_security_active(place)
       AND pg_catalog.obj_description(place, 'pg_class') OPERATOR(pg_catalog.=) mark
       AND NOT identity.unlimited()
$$;

REVOKE ALL ON FUNCTION identity.marks_of(bigint[]), identity.marks(uuid, text, uuid),
    identity.marks(uuid, text, uuid, text), catalogs.walled(regclass, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.marks(uuid, text, uuid), identity.marks(uuid, text, uuid, text)
    TO aqtra_app, aqtra_reader;
GRANT EXECUTE ON FUNCTION catalogs.walled(regclass, text) TO aqtra_app;
"""

# Policies are made again from the live models by whoever runs next, and views with them.
DOWNGRADE = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT class.oid::regclass AS place, policy.polname FROM pg_policy policy
                 JOIN pg_class class ON class.oid = policy.polrelid
                 WHERE class.relnamespace = 'catalogs'::regnamespace AND class.relname <> 'change' LOOP
        EXECUTE format('DROP POLICY %I ON %s', found.polname, found.place);
        EXECUTE format('COMMENT ON TABLE %s IS NULL', found.place);
    END LOOP;
END $$;
DROP FUNCTION catalogs.walled(regclass, text);
ALTER TABLE identity.held DROP COLUMN marks;
DROP FUNCTION identity.marks(uuid, text, uuid, text), identity.marks(uuid, text, uuid) CASCADE;
DROP FUNCTION identity.marks_of(bigint[]);
"""


def upgrade() -> None:
    """Policies ask for bits when the live models are next compared."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Tables stay closed until their earlier policies are back."""
    op.execute(DOWNGRADE)
