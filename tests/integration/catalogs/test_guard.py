"""Queries that would cost too much, or do, end with a refusal that says so."""

import json
from typing import Any

import pytest
from psycopg.errors import DivisionByZero, ProgramLimitExceeded

from aqtra.catalogs.changes import changes_of
from aqtra.catalogs.encrypted import Opener
from aqtra.catalogs.errors import BadQuery, QueryTooCostly
from aqtra.catalogs.odata.guard import Guard, refusals_named
from aqtra.catalogs.service import Entries
from aqtra.infra.database import Database, StatementTimedOut
from aqtra.infra.settings import required
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform, document, raw
from tests.integration.catalogs.test_query_cost import sent_queries
from tests.support.components import property_

USUAL = {"filter": "city eq 'Rom' and boss/city ne null", "orderby": "boss", "expand": "boss,staff", "count": "true"}
UNUSUAL = {
    "filter": "staff/any(s:s/boss/city eq 'Ulm' and s/staff/any(t:t/city eq 'Rom'))",
    "expand": "boss($select=city;$expand=boss),staff($select=id;$expand=boss;$top=3)",
}


@pytest.fixture(scope="module")
def offices(platform: Platform) -> ComponentDocument:
    made = document("Offices")
    made = document(
        "Offices",
        property_("city"),
        property_("boss", "catalog", component=str(made.key)),
        property_("staff", "array", component=str(made.key)),
        key=made.key,
    )
    platform.publish(made)
    for boss in (None, 1, 1):
        platform.create(made, {"city": "Rom", "boss": boss, "staff": [1] if boss else []})
    return made


class Limited:
    """The data layer of another process, with a limit of its own."""

    def __init__(self, platform: Platform, limit: float) -> None:
        self._platform = platform
        self._entries = Entries(
            platform.definitions, Opener(platform.services.properties), changes_of(platform.services), Guard(limit)
        )

    def list(self, component: ComponentDocument, options: dict[str, str]) -> tuple[Any, int]:
        """The answer, and how many statements it took."""

        async def work() -> tuple[Any, int]:
            reader = self._entries.readable_by(MEMBER)
            async with self._platform.services.db.connection() as conn:
                with sent_queries(conn) as queries:
                    answer = await reader.list(conn, component.key, raw(options))
            return json.loads(answer), len(queries)

        return self._platform.run(work())


def test_what_would_cost_too_much_is_refused(platform: Platform, offices: ComponentDocument) -> None:
    with pytest.raises(QueryTooCostly) as refused:
        Limited(platform, 1).list(offices, UNUSUAL)
    assert refused.value.params["limit"] == 1
    assert refused.value.params["cost"] > 1
    assert [field.rule for field in refused.value.fields] == ["maximum"]


def test_usual_queries_are_not_asked_about(platform: Platform, offices: ComponentDocument) -> None:
    answer, statements = Limited(platform, 1).list(offices, USUAL)
    assert answer["@odata.count"] == 2
    assert statements == 1


def test_a_shape_is_asked_about_once(platform: Platform, offices: ComponentDocument) -> None:
    limited = Limited(platform, 1e9)
    assert [limited.list(offices, UNUSUAL)[1] for _ in range(3)] == [2, 1, 1]
    other_value = {**UNUSUAL, "filter": UNUSUAL["filter"].replace("Ulm", "Bonn")}
    assert limited.list(offices, other_value)[1] == 1
    assert limited.list(offices, {**UNUSUAL, "orderby": "city"})[1] == 2


def test_without_a_limit_nothing_is_asked(platform: Platform, offices: ComponentDocument) -> None:
    assert Limited(platform, 0).list(offices, UNUSUAL)[1] == 1


def test_a_statement_that_takes_too_long_is_ended_and_named(platform: Platform) -> None:
    async def wait() -> tuple[StatementTimedOut, Any]:
        url = required(platform.services.settings.database_url, "database_url")
        async with Database.open(url, max_size=1, statement_seconds=1) as db:
            with pytest.raises(StatementTimedOut) as ended:
                async with db.connection() as conn:
                    await conn.execute("SELECT pg_sleep(30)")
            async with db.connection() as conn:
                cursor = await conn.execute("SELECT 1")
                return ended.value, await cursor.fetchone()

    error, row = platform.run(wait())
    assert (error.code, error.status, error.params) == ("timed_out", 504, {"setting": "query_seconds"})
    assert row == (1,)


@pytest.mark.parametrize(
    ("error", "named"), [(ProgramLimitExceeded("1 GB"), QueryTooCostly), (DivisionByZero("0"), BadQuery)]
)
def test_what_the_database_cannot_do_is_named(error: Exception, named: type[Exception]) -> None:
    with pytest.raises(named), refusals_named():
        raise error
