"""The embedded servers themselves: who may do what, where they listen, what they survive."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from aqtra.embedded.databases import Databases, start_databases
from aqtra.embedded.errors import AlreadyRunning, FolderUnusable, WrongDataVersion
from aqtra.embedded.running import connection


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("databases") / "data"


@pytest.fixture
def databases(data_dir: Path) -> Iterator[Databases]:
    started = start_databases(data_dir)
    yield started
    started.stop()


def answer(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as database:
        done = database.execute(statement)
        row = done.fetchone() if done.description else None
        return row and row[0]


def test_the_application_role_owns_nothing_and_the_owner_is_no_superuser(databases: Databases) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        answer(databases.database_url, "CREATE TABLE mine (id int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        answer(databases.database_url, "CREATE SCHEMA mine")
    assert answer(databases.database_owner_url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_servers_listen_on_unix_sockets_only(databases: Databases) -> None:
    assert answer(databases.database_admin_url, "SHOW listen_addresses") == ""
    with redis.Redis.from_url(databases.redis_url) as client:
        assert client.config_get("port") == {"port": "0"}


def test_a_password_is_needed(databases: Databases) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        answer(databases.database_url.replace("aqtra_app:", "aqtra_app:x"), "SELECT 1")


def test_the_session_runs_in_utc(databases: Databases) -> None:
    assert answer(databases.database_url, "SHOW timezone") == "UTC"


def test_secrets_are_readable_by_their_owner_only(databases: Databases, data_dir: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (data_dir / "secrets").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_instances_run_side_by_side(databases: Databases, tmp_path: Path) -> None:
    other = start_databases(tmp_path / "data")
    try:
        answer(other.database_owner_url, "CREATE TABLE only_there (id int)")
        assert answer(databases.database_owner_url, "SELECT to_regclass('only_there')") is None
    finally:
        other.stop()


def test_two_starts_on_one_folder_do_not_meet(databases: Databases, data_dir: Path) -> None:
    with pytest.raises(AlreadyRunning, match=str(os.getpid())):
        start_databases(data_dir)


def test_a_connection_uses_the_running_servers(databases: Databases, data_dir: Path) -> None:
    with connection(data_dir) as found:
        assert found.running
        assert found.database_url == databases.database_url


def test_a_connection_starts_servers_when_none_run(data_dir: Path) -> None:
    with connection(data_dir) as found:
        assert not found.running
        assert answer(found.database_url, "SELECT 1") == 1
    with pytest.raises(psycopg.OperationalError):
        answer(found.database_url, "SELECT 1")


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    half_made = tmp_path / "data" / "pg.new" / "cluster"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    databases = start_databases(tmp_path / "data")
    try:
        assert answer(databases.database_url, "SELECT 1") == 1
        assert not half_made.exists()
    finally:
        databases.stop()


def test_traces_of_a_dead_instance_do_not_matter(data_dir: Path) -> None:
    start_databases(data_dir).stop()
    # As after a restart of the machine: both files name a process that lives, but is another program.
    stale = f"{os.getpid()}\n{data_dir}/pg\n1700000000\n5432\n{data_dir}\n\n  0 0\nready\n"
    (data_dir / "pg" / "postmaster.pid").write_text(stale)
    (data_dir / "run" / "lock").write_text(str(os.getpid()))
    (data_dir / "run" / "state.json").write_text(f'{{"pid": {os.getpid()}, "address": null, "sockets": "gone"}}')
    databases = start_databases(data_dir)
    assert answer(databases.database_url, "SELECT 1") == 1
    databases.stop()


def test_data_of_a_newer_postgresql_is_left_alone(data_dir: Path) -> None:
    start_databases(data_dir).stop()
    version = data_dir / "pg" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("99\n")
    with pytest.raises(WrongDataVersion, match="99"):
        start_databases(data_dir)
    assert version.read_text() == "99\n"
    version.write_text(ours)
    start_databases(data_dir).stop()


def test_a_folder_that_is_no_cluster_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "data" / "pg" / "precious"
    precious.mkdir(parents=True)
    with pytest.raises(FolderUnusable, match="not a PostgreSQL cluster"):
        start_databases(tmp_path / "data")
    assert precious.exists()


def test_paths_too_long_for_sockets_work_and_leave_nothing_outside(tmp_path: Path) -> None:
    data_dir = tmp_path / ("long-" * 10) / ("longer-" * 10) / "data"
    databases = start_databases(data_dir)
    sockets = Path(databases.redis_url.removeprefix("unix://")).parent
    assert data_dir not in sockets.parents
    assert answer(databases.database_url, "SELECT 1") == 1
    databases.stop()
    assert not sockets.exists()


def test_a_moved_data_folder_keeps_working(tmp_path: Path) -> None:
    databases = start_databases(tmp_path / "before")
    answer(databases.database_owner_url, "CREATE TABLE kept (id int)")
    databases.stop()
    shutil.move(tmp_path / "before", tmp_path / "after")
    databases = start_databases(tmp_path / "after")
    assert answer(databases.database_owner_url, "SELECT to_regclass('kept')::text") == "kept"
    databases.stop()
