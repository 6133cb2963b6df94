"""Permission sets, roles that pair them with contexts, assignments in contexts, and what follows for an account."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UPGRADE = """
-- A context is System (all columns null), a component, one entry of it, or one flow, action or step of it.
CREATE TABLE identity.permission_set (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domain text NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    version integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX permission_set_name ON identity.permission_set (domain, lower(name));

CREATE TABLE identity.permission (
    permission_set_id bigint NOT NULL REFERENCES identity.permission_set ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('component', 'property', 'flow', 'action', 'step', 'integration', 'studio')),
    -- The component that the object belongs to; null for what belongs to none.
    component uuid,
    -- Id of a property, key of a flow, id of an element, flow/step, key of an integration, name of a menu.
    object text NOT NULL DEFAULT '',
    verb text NOT NULL,
    CHECK ((component IS NULL) = (kind IN ('integration', 'studio'))),
    CHECK ((object = '') = (kind = 'component')),
    UNIQUE NULLS NOT DISTINCT (permission_set_id, kind, component, object, verb)
);
CREATE INDEX permission_component ON identity.permission (component);

ALTER TABLE identity.role
    ADD COLUMN domain text,
    ADD COLUMN description text NOT NULL DEFAULT '',
    ADD COLUMN built_in boolean NOT NULL DEFAULT false,
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    DROP CONSTRAINT role_name_key;
UPDATE identity.role SET built_in = true;
CREATE UNIQUE INDEX role_name ON identity.role (coalesce(domain, ''), lower(name));

CREATE TABLE identity.role_permission (
    role_id bigint NOT NULL REFERENCES identity.role ON DELETE CASCADE,
    permission_set_id bigint NOT NULL REFERENCES identity.permission_set ON DELETE RESTRICT,
    context_component uuid,
    context_entry bigint,
    context_object text,
    CHECK (context_component IS NOT NULL OR (context_entry IS NULL AND context_object IS NULL)),
    CHECK (context_entry IS NULL OR context_object IS NULL),
    UNIQUE NULLS NOT DISTINCT (role_id, permission_set_id, context_component, context_entry, context_object)
);
CREATE INDEX role_permission_set ON identity.role_permission (permission_set_id);

ALTER TABLE identity.account_role
    ADD COLUMN context_component uuid,
    ADD COLUMN context_entry bigint,
    ADD COLUMN context_object text,
    ADD CHECK (context_component IS NOT NULL OR (context_entry IS NULL AND context_object IS NULL)),
    ADD CHECK (context_entry IS NULL OR context_object IS NULL),
    DROP CONSTRAINT account_role_pkey,
    ADD UNIQUE NULLS NOT DISTINCT (account_id, role_id, context_component, context_entry, context_object);
CREATE INDEX account_role_role ON identity.account_role (role_id);

ALTER TABLE identity.account
    ADD COLUMN first_name text NOT NULL DEFAULT '',
    ADD COLUMN last_name text NOT NULL DEFAULT '',
    ADD COLUMN middle_name text NOT NULL DEFAULT '',
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

-- The context of an assignment and that of the role's pair hold both: the narrower counts, and none if they differ.
CREATE VIEW identity.granted AS
SELECT held.account_id, permission.kind, permission.component, permission.object, permission.verb,
       coalesce(held.context_component, pair.context_component) AS context_component,
       coalesce(held.context_entry, pair.context_entry) AS context_entry,
       coalesce(held.context_object, pair.context_object) AS context_object,
       held.role_id, permission.permission_set_id
FROM identity.account_role held
JOIN identity.account ON account.id = held.account_id AND account.active
JOIN identity.role_permission pair ON pair.role_id = held.role_id
JOIN identity.permission ON permission.permission_set_id = pair.permission_set_id
WHERE (held.context_component IS NULL OR pair.context_component IS NULL
       OR held.context_component = pair.context_component)
  AND (held.context_entry IS NULL OR pair.context_entry IS NULL OR held.context_entry = pair.context_entry)
  AND (held.context_object IS NULL OR pair.context_object IS NULL OR held.context_object = pair.context_object)
  AND (coalesce(held.context_entry, pair.context_entry) IS NULL
       OR coalesce(held.context_object, pair.context_object) IS NULL);

-- Who the session answers to: an account's id, 'anonymous' or 'platform'; null when nobody said so.
CREATE FUNCTION identity.subject() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT nullif(current_setting('aqtra.subject', true), '')
$$;

CREATE FUNCTION identity.subject_account() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT CASE WHEN identity.subject() ~ '^[0-9]{1,18}$' THEN identity.subject()::bigint END
$$;

-- What `granted` says of components, ready to be looked up: one row per verb and scope, kept by triggers. The scope is
-- the component whose entries are contexts; the nil key stands for all entries, which are not listed.
CREATE TABLE identity.held (
    account_id bigint NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    component uuid NOT NULL,
    verb text NOT NULL,
    scope uuid NOT NULL,
    entries bigint[] NOT NULL,
    PRIMARY KEY (account_id, component, verb, scope)
);

CREATE FUNCTION identity.hold(accounts bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Two changes of one account wait for each other, so that the later one counts what the earlier one did.
    PERFORM FROM identity.account WHERE id = ANY (accounts) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM identity.held WHERE account_id = ANY (accounts);
    INSERT INTO identity.held (account_id, component, verb, scope, entries)
    SELECT account_id, component, verb,
           CASE WHEN context_entry IS NULL THEN '00000000-0000-0000-0000-000000000000' ELSE context_component END,
           coalesce(array_agg(DISTINCT context_entry) FILTER (WHERE context_entry IS NOT NULL), '{}')
    FROM identity.granted
    WHERE account_id = ANY (accounts) AND kind = 'component' AND context_object IS NULL
      AND (context_entry IS NOT NULL OR context_component IS NULL OR context_component = component)
    GROUP BY 1, 2, 3, 4;
END $$;

CREATE FUNCTION identity.hold_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE concerned bigint[];
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'account_role' THEN
            SELECT array_agg(DISTINCT account_id) INTO concerned FROM changed;
        WHEN 'role_permission' THEN
            SELECT array_agg(DISTINCT held.account_id) INTO concerned
            FROM identity.account_role held JOIN changed ON changed.role_id = held.role_id;
        ELSE
            SELECT array_agg(DISTINCT held.account_id) INTO concerned
            FROM identity.account_role held JOIN identity.role_permission pair ON pair.role_id = held.role_id
            JOIN changed ON changed.permission_set_id = pair.permission_set_id;
    END CASE;
    IF concerned IS NOT NULL THEN
        PERFORM identity.hold(concerned);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION identity.hold_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM identity.hold(ARRAY[NEW.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER held AFTER UPDATE OF active ON identity.account
    FOR EACH ROW WHEN (OLD.active IS DISTINCT FROM NEW.active) EXECUTE FUNCTION identity.hold_account();

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account_role', 'role_permission', 'permission'] LOOP
        EXECUTE format('CREATE TRIGGER held_new AFTER INSERT ON identity.%I REFERENCING NEW TABLE AS changed '
                       'FOR EACH STATEMENT EXECUTE FUNCTION identity.hold_changed()', name);
        EXECUTE format('CREATE TRIGGER held_gone AFTER DELETE ON identity.%I REFERENCING OLD TABLE AS changed '
                       'FOR EACH STATEMENT EXECUTE FUNCTION identity.hold_changed()', name);
        EXECUTE format('CREATE TRIGGER held_before AFTER UPDATE ON identity.%I REFERENCING OLD TABLE AS changed '
                       'FOR EACH STATEMENT EXECUTE FUNCTION identity.hold_changed()', name);
        EXECUTE format('CREATE TRIGGER held_after AFTER UPDATE ON identity.%I REFERENCING NEW TABLE AS changed '
                       'FOR EACH STATEMENT EXECUTE FUNCTION identity.hold_changed()', name);
    END LOOP;
END $$;

-- Whether nothing is restricted for the subject: the platform itself, and administrators.
CREATE FUNCTION identity.unlimited() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN coalesce(identity.subject() = 'platform', false) OR EXISTS (
        SELECT FROM identity.account_role given JOIN identity.role ON role.id = given.role_id
        JOIN identity.account ON account.id = given.account_id AND account.active
        WHERE given.account_id = identity.subject_account() AND 'administer' = ANY (role.rights)
          AND given.context_component IS NULL);
END $$;

-- Whether a verb is granted for every entry of a component.
CREATE FUNCTION identity.holds(wanted uuid, action text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM identity.held
        WHERE account_id = identity.subject_account() AND component = wanted AND verb = action
          AND scope = '00000000-0000-0000-0000-000000000000');
END $$;

-- The entries of the component `within` in which a verb is granted.
CREATE FUNCTION identity.contexts(wanted uuid, action text, within uuid) RETURNS bigint[]
LANGUAGE plpgsql COST 1000 STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN coalesce((
        SELECT entries FROM identity.held
        WHERE account_id = identity.subject_account() AND component = wanted AND verb = action AND scope = within
    ), '{}');
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA identity TO aqtra_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA identity TO aqtra_app;
REVOKE INSERT, UPDATE, DELETE ON identity.held FROM aqtra_app;
REVOKE ALL ON FUNCTION identity.hold(bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION identity.unlimited(), identity.holds(uuid, text), identity.contexts(uuid, text, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.unlimited(), identity.holds(uuid, text), identity.contexts(uuid, text, uuid)
    TO aqtra_app, aqtra_reader;
"""

DOWNGRADE = """
DROP FUNCTION identity.contexts(uuid, text, uuid), identity.holds(uuid, text), identity.unlimited(),
    identity.subject_account(), identity.subject();
DROP TRIGGER held ON identity.account;
DROP VIEW identity.granted;
ALTER TABLE identity.account DROP COLUMN first_name, DROP COLUMN last_name, DROP COLUMN middle_name,
    DROP COLUMN version, DROP COLUMN updated_at;
DROP TRIGGER held_new ON identity.account_role;
DROP TRIGGER held_gone ON identity.account_role;
DROP TRIGGER held_before ON identity.account_role;
DROP TRIGGER held_after ON identity.account_role;
DROP TABLE identity.held;
DROP INDEX identity.account_role_role;
DELETE FROM identity.account_role WHERE context_component IS NOT NULL;
ALTER TABLE identity.account_role DROP COLUMN context_component, DROP COLUMN context_entry,
    DROP COLUMN context_object, ADD PRIMARY KEY (account_id, role_id);
DROP TABLE identity.role_permission, identity.permission, identity.permission_set;
DROP FUNCTION identity.hold_changed(), identity.hold_account(), identity.hold(bigint[]);
DELETE FROM identity.role WHERE NOT built_in;
DROP INDEX identity.role_name;
ALTER TABLE identity.role DROP COLUMN domain, DROP COLUMN description, DROP COLUMN built_in, DROP COLUMN version,
    DROP COLUMN updated_at, ADD CONSTRAINT role_name_key UNIQUE (name);
"""


def upgrade() -> None:
    """The three built-in roles stay as they are and hold everywhere."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Roles made since and assignments in narrower contexts leave."""
    op.execute(DOWNGRADE)
