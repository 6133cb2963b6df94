"""`aqtra doctor` notices that the operating system orders texts otherwise than indexes were built."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from aqtra.embedded.folder import DataFolder
from aqtra.embedded.postgres import ADMIN
from tests.integration.cli.test_doctor import doctor
from tests.support.installation import Installation

NAME = 'with "order"'


def versioned(conn: psycopg.Connection) -> tuple[str, str]:
    """A provider of collations with versions, and a locale of it, that this server has."""
    return ("builtin", "C.UTF-8") if conn.info.server_version >= 170000 else ("icu", "und")


@pytest.fixture
def ordered(installation: Installation) -> Iterator[str]:
    """The address, for its superuser, of a database whose texts are ordered by a library that has versions."""
    url = installation.environment["AQTRA_DATABASE_OWNER_URL"]
    password = DataFolder(Path(installation.data_dir) / "databases").secret(f"postgresql_{ADMIN}")
    with psycopg.connect(make_conninfo(url, user=ADMIN, password=password), autocommit=True) as conn:
        provider, locale = versioned(conn)
        words = f"LOCALE_PROVIDER {provider} {provider}_LOCALE '{locale}'"
        conn.execute(f'CREATE DATABASE "with ""order""" TEMPLATE template0 {words}'.encode())
        try:
            yield make_conninfo(url, user=ADMIN, password=password, dbname=NAME)
        finally:
            conn.execute('DROP DATABASE "with ""order""" WITH (FORCE)')


def verdicts(installation: Installation, url: str) -> list[tuple[str, str, str]]:
    done = doctor(installation.environment | {"AQTRA_DATABASE_URL": url}, "--json")
    found = [check for check in json.loads(done.stdout)["checks"] if check["name"] == "order of texts"]
    return [(check["verdict"], check["detail"], check["advice"]) for check in found]


def test_a_database_whose_order_changed_wants_its_indexes_built_anew(installation: Installation, ordered: str) -> None:
    assert [verdict for verdict, _, _ in verdicts(installation, ordered)] == ["good"]
    with psycopg.connect(ordered, autocommit=True) as conn:
        conn.execute("UPDATE pg_database SET datcollversion = '1.0' WHERE datname = %s", (NAME,))
        [(verdict, detail, advice)] = verdicts(installation, ordered)
        assert verdict == "bad"
        assert "built with 1.0" in detail
        for step in advice.partition("run: ")[2].removesuffix(";").split("; "):
            conn.execute(step.encode())
    assert [verdict for verdict, _, _ in verdicts(installation, ordered)] == ["good"]


def test_an_index_in_a_collation_that_changed_is_counted(installation: Installation, ordered: str) -> None:
    with psycopg.connect(ordered, autocommit=True) as conn:
        provider, locale = versioned(conn)
        conn.execute(f"CREATE COLLATION \"Own one\" (provider = {provider}, locale = '{locale}')".encode())
        conn.execute('CREATE TABLE t (a text COLLATE "Own one", b text COLLATE "C")')
        conn.execute("CREATE INDEX ON t (a); CREATE INDEX ON t (a, b); CREATE INDEX ON t (b)")
        assert [verdict for verdict, _, _ in verdicts(installation, ordered)] == ["good"]
        conn.execute("UPDATE pg_collation SET collversion = '1.0' WHERE collname = 'Own one'")
        [(verdict, detail, advice)] = verdicts(installation, ordered)
        assert verdict == "bad"
        assert "since 2 indexes" in detail
        for step in advice.partition("run: ")[2].removesuffix(";").split("; "):
            conn.execute(step.encode())
    assert [verdict for verdict, _, _ in verdicts(installation, ordered)] == ["good"]
