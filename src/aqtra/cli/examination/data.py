"""What `aqtra doctor` says of the tables of entries: data that no version uses. Changes nothing."""

from collections.abc import Iterator
from typing import Final

import psycopg

from aqtra.cli.examination.models import Patient, Result, Verdict

CONNECT_SECONDS: Final = 5
_RETIRED: Final = """
SELECT count(*), count(DISTINCT component_key)
FROM (SELECT DISTINCT ON (component_key) component_key, layout
      FROM metadata.release JOIN metadata.platform_version USING (version)
      WHERE switched_at IS NOT NULL AND document IS NOT NULL
      ORDER BY component_key, version DESC) latest,
     jsonb_object_keys(layout -> 'retired')
"""
_INVALID: Final = """
SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'catalogs'::regnamespace AND NOT indisvalid
  AND NOT EXISTS (SELECT 1 FROM metadata.publication WHERE state IN ('running', 'rolling_back'))
"""


def examine_data(patient: Patient) -> Iterator[Result]:
    """Columns and lists that only earlier versions used, and indexes that were never finished."""
    if patient.database_url is None:
        return
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            retired = connection.execute(_RETIRED).fetchone()
            invalid = connection.execute(_INVALID).fetchone()
    except psycopg.Error:
        # No database, or an older one: the checks before have said it.
        return
    assert retired is not None
    assert invalid is not None
    places, components = retired
    if places:
        words = f"{places} columns or lists of {components} components are used by earlier versions only"
        advice = "Nothing needs to be done. To remove them for good: Maintenance, Remove retired data."
        yield Result("retired data", Verdict.GOOD, words, advice)
    else:
        yield Result("retired data", Verdict.GOOD, "none")
    if invalid[0]:
        words = f"{invalid[0]} were not finished"
        yield Result("indexes", Verdict.WARNING, words, "Publish any component: the next publication takes them back.")
