"""Model changes in many small transactions: their journal, conversions between types, places that are not in use."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UPGRADE = """
DROP TABLE catalogs.migration;

-- The way back of a running publication, one row per step, written before the step or together with it.
CREATE TABLE catalogs.migration_step (
    publication_id bigint NOT NULL,
    number integer NOT NULL,
    -- Statements of one transaction.
    undo text[] NOT NULL,
    -- Statements that run on their own afterwards.
    undo_alone text[] NOT NULL DEFAULT '{}',
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (publication_id, number)
);
-- The owner runs what stands here: whoever can write it is the owner.
REVOKE ALL ON catalogs.migration_step FROM aqtra_app;

-- False: data that the version needs have been removed.
ALTER TABLE metadata.platform_version ADD COLUMN can_return boolean NOT NULL DEFAULT true;

-- Text and numbers as values of other types, with the rules of the input boundary; null for what does not fit.
CREATE FUNCTION catalogs.as_integer(given numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN given = trunc(given) AND given BETWEEN -9223372036854775808 AND 9223372036854775807
       THEN given::bigint END;

CREATE FUNCTION catalogs.as_integer(given text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN given ~ '^[+-]?[0-9]{1,40}(\\.0{1,20})?$' THEN catalogs.as_integer(given::numeric) END;

CREATE FUNCTION catalogs.as_number(given text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(given) <= 400 AND given ~ '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?$'
            THEN CASE WHEN abs(given::numeric) < 1e38 AND scale(given::numeric) <= 38 THEN given::numeric END END;

CREATE FUNCTION catalogs.as_boolean(given text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lower(given) WHEN 'true' THEN true WHEN 'false' THEN false END;

CREATE FUNCTION catalogs.as_time(given text) RETURNS time
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN given ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$' THEN given::time END;

CREATE FUNCTION catalogs.as_date(given text) RETURNS date
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN CASE WHEN given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN given::date END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

CREATE FUNCTION catalogs.as_datetime(given text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN CASE WHEN given ~ ('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}'
                              '(:[0-9]{2}(\\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})$')
           THEN given::timestamptz END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

-- Retired places carry the name of their column or link table, which no longer follows from the property.
UPDATE metadata.release SET layout = jsonb_set(layout, '{retired}', (
    SELECT coalesce(jsonb_object_agg(
        CASE
            WHEN storage <> 'array' THEN 'p_' || property
            WHEN length(link) <= 63 THEN link
            ELSE left(link, 46) || '_' || left(encode(sha256(link::bytea), 'hex'), 16)
        END,
        jsonb_build_object('property', property, 'storage', storage, 'superseded', false)), '{}')
    FROM jsonb_each_text(layout -> 'retired') AS kept (property, storage),
         LATERAL (SELECT 'l_' || substr(layout ->> 'table', 3) || '_' || property) AS named (link)
))
WHERE layout -> 'retired' <> '{}';

-- The name of a key tells its columns: two keys of one table stand side by side while a publication runs.
DO $$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT relname, left(encode(sha256(string_agg(attname, ',' ORDER BY place)::bytea), 'hex'), 8) AS digest
        FROM pg_index
        JOIN pg_class ON pg_class.oid = indexrelid
        CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (number, place)
        JOIN pg_attribute ON attrelid = indrelid AND attnum = part.number
        WHERE relnamespace = 'catalogs'::regnamespace AND relname ~ '^c_[0-9a-f]{32}__key$'
        GROUP BY relname
    LOOP
        EXECUTE format('ALTER INDEX catalogs.%I RENAME TO %I', made.relname, made.relname || '_' || made.digest);
    END LOOP;
END $$;
"""

DOWNGRADE = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class
                WHERE relnamespace = 'catalogs'::regnamespace AND relname ~ '^c_[0-9a-f]{32}__key_[0-9a-f]{8}$' LOOP
        EXECUTE format('ALTER INDEX catalogs.%I RENAME TO %I', name, left(name, -9));
    END LOOP;
END $$;

UPDATE metadata.release SET layout = jsonb_set(layout, '{retired}', (
    SELECT coalesce(jsonb_object_agg(place ->> 'property', place ->> 'storage'), '{}')
    FROM jsonb_each(layout -> 'retired') AS kept (name, place) WHERE NOT (place ->> 'superseded')::boolean
))
WHERE layout -> 'retired' <> '{}';

DROP FUNCTION catalogs.as_datetime, catalogs.as_date, catalogs.as_time, catalogs.as_boolean, catalogs.as_number,
    catalogs.as_integer(text), catalogs.as_integer(numeric);
ALTER TABLE metadata.platform_version DROP COLUMN can_return;
DROP TABLE catalogs.migration_step;

CREATE TABLE catalogs.migration (
    publication_id bigint PRIMARY KEY,
    undo text[] NOT NULL,
    carried_out_at timestamptz NOT NULL DEFAULT now()
);
REVOKE ALL ON catalogs.migration FROM aqtra_app;
"""


def upgrade() -> None:
    """Creates the journal and the conversions, and rewrites the places that releases remember."""
    op.execute(UPGRADE)


def downgrade() -> None:
    """Puts back one journal row per publication, and names that do not tell places and columns."""
    op.execute(DOWNGRADE)
