"""What stands in the schema `catalogs`, to be compared before and after a change."""

from typing import Any

from tests.integration.catalogs.platform import Platform

# A constraint that comes back may be left unchecked against rows, which is no difference for what is written.
_EVERYTHING = """
SELECT 'column', attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod) || attnotnull
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'catalogs'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname::text, replace(pg_get_constraintdef(oid), ' NOT VALID', '')
FROM pg_constraint WHERE connamespace = 'catalogs'::regnamespace
UNION ALL
SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) || indisvalid
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'catalogs'::regnamespace
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname::text, pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = 'catalogs'::regnamespace AND NOT tgisinternal
UNION ALL
SELECT 'function', '', oid::regprocedure::text, md5(prosrc) FROM pg_proc WHERE pronamespace = 'catalogs'::regnamespace
UNION ALL
SELECT 'right', table_name::text, privilege_type::text, grantee::text
FROM information_schema.role_table_grants WHERE table_schema = 'catalogs'
ORDER BY 1, 2, 3, 4
"""


def schema(platform: Platform) -> list[tuple[Any, ...]]:
    """Columns, constraints, indexes, triggers, functions and rights."""
    return platform.sql(_EVERYTHING)


def unfinished_steps(platform: Platform, publication_id: int) -> int:
    """How many steps of a publication could still be taken back."""
    found = platform.sql("SELECT count(*) FROM catalogs.migration_step WHERE publication_id = %s", publication_id)
    return int(found[0][0])
