"""What stands in the schema, as far as publications made it."""

from dataclasses import dataclass
from typing import Final

from psycopg.rows import class_row

from aqtra.infra.database import Connection


@dataclass(frozen=True, slots=True)
class Found:
    """A constraint or an index. `kind`: check, reference, index; `target`: the table a reference leads to."""

    kind: str
    table: str
    name: str
    target: str | None


# Link tables bring their own rules and indexes, which go with them; columns of entries begin with p_.
_FOUND: Final = """
SELECT CASE contype WHEN 'c' THEN 'check' ELSE 'reference' END AS kind, owner.relname AS "table", conname AS name,
       target.relname AS target
FROM pg_constraint
JOIN pg_class owner ON owner.oid = conrelid
LEFT JOIN pg_class target ON target.oid = confrelid
WHERE connamespace = 'catalogs'::regnamespace AND starts_with(conname, 'p_')
  AND ((contype = 'c' AND starts_with(owner.relname, 'c_')) OR contype = 'f')
UNION ALL
SELECT 'index', owner.relname, made.relname, NULL
FROM pg_index JOIN pg_class made ON made.oid = indexrelid JOIN pg_class owner ON owner.oid = indrelid
WHERE made.relnamespace = 'catalogs'::regnamespace AND starts_with(owner.relname, 'c_')
  AND NOT indisprimary AND (starts_with(made.relname, 'i_') OR made.relname ~ '^c_[0-9a-f]{32}__key')
ORDER BY 2, 3
"""


async def found(conn: Connection) -> list[Found]:
    """All rules and indexes of all components."""
    cursor = conn.cursor(row_factory=class_row(Found))
    await cursor.execute(_FOUND)
    return await cursor.fetchall()


async def unvalidated_checks(conn: Connection, table: str) -> dict[str, str]:
    """Rules that rows from before them may break: name → definition, `NOT VALID` included."""
    cursor = await conn.execute(
        """
        SELECT conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint JOIN pg_class owner ON owner.oid = conrelid
        WHERE connamespace = 'catalogs'::regnamespace AND owner.relname = %s AND contype = 'c' AND NOT convalidated
        ORDER BY conname
        """,
        (table,),
    )
    return dict(await cursor.fetchall())


async def synchronizers(conn: Connection, table: str) -> dict[str, frozenset[str]]:
    """The triggers that keep columns of a table in step: name → columns."""
    cursor = await conn.execute(
        """
        SELECT tgname, array_agg(attname::text)
        FROM pg_trigger
        JOIN pg_class owner ON owner.oid = tgrelid
        JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY (tgattr)
        WHERE owner.relnamespace = 'catalogs'::regnamespace AND owner.relname = %s AND starts_with(tgname, 's_')
        GROUP BY tgname
        """,
        (table,),
    )
    return {row[0]: frozenset(row[1]) for row in await cursor.fetchall()}
