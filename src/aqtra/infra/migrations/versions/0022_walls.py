"""Row policies for the change history, and what the policies of lists and the rules of references ask."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UPGRADE = """
-- Without a setting of its own a function of one expression becomes part of the statement that asks it.
CREATE OR REPLACE FUNCTION identity.subject() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.current_setting('aqtra.subject', true) OPERATOR(pg_catalog.<>) ''
                THEN pg_catalog.current_setting('aqtra.subject', true) END
$$;

CREATE OR REPLACE FUNCTION identity.subject_account() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.current_setting('aqtra.subject', true) OPERATOR(pg_catalog.~) '^[0-9]{1,18}$'
                THEN pg_catalog.current_setting('aqtra.subject', true)::bigint END
$$;

-- The entries of `within` in which a verb is granted for `wanted`, and `inherited` for `within` itself: what both the
-- own rule of an entry and the one it takes over from its reference leave, asked for once a statement.
CREATE FUNCTION identity.shared_contexts(wanted uuid, action text, within uuid, inherited text) RETURNS bigint[]
LANGUAGE plpgsql COST 1000 STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    own bigint[] := identity.contexts(wanted, action, within);
    taken bigint[];
BEGIN
    IF cardinality(own) = 0 OR identity.holds(within, inherited) THEN
        RETURN own;
    END IF;
    taken := identity.contexts(within, inherited, within);
    -- Mostly one role grants both.
    RETURN CASE WHEN taken = own THEN own ELSE ARRAY(SELECT unnest(own) INTERSECT SELECT unnest(taken)) END;
END $$;

-- Whether an entry was there before this transaction, or is somebody else's: lists of what the subject is just making
-- follow the rule of making it.
CREATE FUNCTION catalogs.was_there(owners regclass, entry bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE id = $1 AND NOT (version = 1 '
                   'AND created_by IS NOT DISTINCT FROM identity.subject_account() '
                   'AND created_at >= transaction_timestamp()))', owners) INTO found USING entry;
    RETURN found;
END $$;

-- Whether the subject sees an entry: the policies of its own table say so. Of a table without rules everybody does.
CREATE FUNCTION catalogs.shows(wanted uuid, entry bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    place regclass := to_regclass('catalogs.c_' || replace(wanted::text, '-', ''));
    found boolean;
BEGIN
    IF place IS NULL THEN
        RETURN false;
    END IF;
    IF NOT (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = place) THEN
        RETURN true;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE id = $1)', place) INTO found USING entry;
    RETURN found;
END $$;

ALTER TABLE catalogs.change ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON catalogs.change FOR SELECT TO aqtra_app
    USING ((SELECT identity.unlimited()) OR catalogs.shows(component, entry_id));
-- Whoever says whom it answers to was asked for its right by the table of the entry.
CREATE POLICY noting ON catalogs.change FOR INSERT TO aqtra_app
    WITH CHECK ((SELECT identity.subject()) IS NOT NULL OR catalogs.shows(component, entry_id));
CREATE POLICY removing ON catalogs.change FOR DELETE TO aqtra_app USING ((SELECT identity.unlimited()));

REVOKE ALL ON FUNCTION identity.shared_contexts(uuid, text, uuid, text), catalogs.was_there(regclass, bigint),
    catalogs.shows(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.shared_contexts(uuid, text, uuid, text), catalogs.was_there(regclass, bigint),
    catalogs.shows(uuid, bigint) TO aqtra_app;
"""

# Policies are made again from the live models by whoever runs next.
DOWNGRADE = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT class.oid::regclass AS place, policy.polname FROM pg_policy policy
                 JOIN pg_class class ON class.oid = policy.polrelid
                 WHERE class.relnamespace = 'catalogs'::regnamespace LOOP
        EXECUTE format('DROP POLICY %I ON %s', found.polname, found.place);
        EXECUTE format('COMMENT ON TABLE %s IS NULL', found.place);
    END LOOP;
    FOR found IN SELECT oid::regclass AS place FROM pg_class
                 WHERE relnamespace = 'catalogs'::regnamespace AND relname ~ '^l_' AND relrowsecurity LOOP
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', found.place);
    END LOOP;
END $$;
ALTER TABLE catalogs.change DISABLE ROW LEVEL SECURITY;
DROP FUNCTION catalogs.shows(uuid, bigint), catalogs.was_there(regclass, bigint),
    identity.shared_contexts(uuid, text, uuid, text);
CREATE OR REPLACE FUNCTION identity.subject() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT nullif(current_setting('aqtra.subject', true), '')
$$;
CREATE OR REPLACE FUNCTION identity.subject_account() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT CASE WHEN identity.subject() ~ '^[0-9]{1,18}$' THEN identity.subject()::bigint END
$$;
"""


def upgrade() -> None:
    """The history is walled at once; link tables get their policies when the live models are next compared."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """The functions leave with the policies that ask them."""
    op.execute(DOWNGRADE)
