"""What `aqtra doctor` says of the order of texts. Changes nothing.

Indexes keep the order they were built in. When libraries of the operating system bring another one, they find too
little, and keys that must differ may be stored twice.
"""

from collections.abc import Iterator
from typing import Final

import psycopg

from aqtra.cli.examination.models import Patient, Result, Verdict

CONNECT_SECONDS: Final = 5
_NAME: Final = "order of texts"
_DATABASE: Final = """
SELECT quote_ident(datname), datcollversion, pg_database_collation_actual_version(oid)
FROM pg_database WHERE datname = current_database()
"""
_INDEXES: Final = """
SELECT collnamespace::regnamespace || '.' || quote_ident(collname), count(DISTINCT indexrelid)
FROM pg_index CROSS JOIN LATERAL unnest(indcollation) used JOIN pg_collation ON pg_collation.oid = used
WHERE collversion <> pg_collation_actual_version(pg_collation.oid)
GROUP BY 1 ORDER BY 1
"""


def examine_collations(patient: Patient) -> Iterator[Result]:
    """Collations that have changed since indexes were built with them: the database's own and others."""
    if patient.database_url is None:
        return
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            row = connection.execute(_DATABASE).fetchone()
            indexes = connection.execute(_INDEXES).fetchall()
    except psycopg.Error:
        # No database: the checks before have said it.
        return
    assert row is not None
    database, built, present = row
    # Collations without versions, such as C, never change.
    is_changed = built is not None and built != present
    if not is_changed and not indexes:
        yield Result(_NAME, Verdict.GOOD, "all indexes are built in the one that the system has")
    if is_changed:
        words = f"the database's collation is of version {present}, its indexes were built with {built}"
        yield _changed(words, database, f"DATABASE {database} REFRESH COLLATION VERSION")
    for collation, count in indexes:
        words = f"the collation {collation} has changed since {count} indexes were built with it"
        yield _changed(words, database, f"COLLATION {collation} REFRESH VERSION")


def _changed(words: str, database: str, what: str) -> Result:
    advice = f"Stop Aqtra; as the owner of the database run: REINDEX DATABASE {database}; ALTER {what};"
    return Result(_NAME, Verdict.BAD, words, advice)
