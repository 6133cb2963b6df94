"""`aqtra up`: start, stop, start again, and what happens when something is killed."""

import re
import signal
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from aqtra.embedded.running import connection
from tests.integration.embedded.instance import Instance, environment, run_up, until
from tests.support.handshakes import ALERTS, OLD, SUITES, spoken

SERVERS = {
    "PostgreSQL": ("bin/postgres", "-D"),
    "Valkey": ("valkey-server",),
    "Gateway": ("aqtra.cli.main", "serve"),
    "Worker": ("aqtra.cli.main", "worker", "main"),
    "Worker for imports and exports": ("aqtra.cli.main", "worker", "bulk"),
}


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("up") / "data")


@pytest.fixture(scope="module")
def instance(variables: dict[str, str]) -> Iterator[Instance]:
    """Running on the module's data, stopped afterwards."""
    started = Instance.start(variables)
    yield started
    if started.process.poll() is None:
        started.stop()


def test_a_later_start_finds_what_was_stored_and_makes_no_new_password(tmp_path: Path) -> None:
    variables = environment(tmp_path / "data")
    first = Instance.start(variables)
    with connection(tmp_path / "data") as running, psycopg.connect(running.database_owner_url) as database:
        assert running.running
        database.execute("CREATE TABLE kept (what text)")
        database.execute("INSERT INTO kept VALUES ('this')")
    assert first.ready["first_password"]
    assert first.stop() == 0

    second = Instance.start(variables)
    with connection(tmp_path / "data") as running, psycopg.connect(running.database_owner_url) as database:
        assert database.execute("SELECT what FROM kept").fetchall() == [("this",)]
    assert second.ready["first_password"] is None
    assert second.stop(signal.SIGINT) == 0


def test_killing_the_supervisor_leaves_no_process_and_no_damage(tmp_path: Path) -> None:
    variables = environment(tmp_path / "data")
    assert Instance.start(variables).stop(signal.SIGKILL) == -signal.SIGKILL
    assert Instance.start(variables).stop() == 0


def test_the_certificate_is_the_one_of_the_authority_that_was_named(
    instance: Instance, variables: dict[str, str]
) -> None:
    address = ("127.0.0.1", int(variables["AQTRA_PORT"]))
    trusting = ssl.create_default_context(cafile=instance.ready["authority"])
    with socket.create_connection(address) as plain, trusting.wrap_socket(plain, server_hostname="localhost") as secure:
        assert secure.version() == "TLSv1.3"


def test_a_second_start_names_the_first(instance: Instance, variables: dict[str, str]) -> None:
    refused = run_up(variables)
    assert refused.returncode == 4
    assert str(instance.process.pid) in refused.stderr
    assert instance.ready["url"] in refused.stderr


def test_a_taken_port_is_refused_before_anything_is_made(
    instance: Instance, variables: dict[str, str], tmp_path: Path
) -> None:
    refused = run_up(variables | {"AQTRA_DATA_DIR": str(tmp_path / "other")})
    assert refused.returncode == 5
    assert variables["AQTRA_PORT"] in refused.stderr
    assert not (tmp_path / "other" / "pg").exists()


def test_whatever_listens_speaks_tls_1_3_only(instance: Instance) -> None:
    listeners = {
        (found.laddr.ip, found.laddr.port)
        for one in [psutil.Process(instance.process.pid), *instance.family()]
        for found in one.net_connections("tcp")
        if found.status == psutil.CONN_LISTEN
    }
    # PostgreSQL and Valkey listen on sockets of the file system only.
    assert len(listeners) == 1
    for address in listeners:
        found = spoken(address, ssl.TLSVersion.TLSv1_3)
        assert found.version == "TLSv1.3"
        assert found.suite in SUITES
        for version in OLD:
            assert spoken(address, version).refused in ALERTS


@pytest.mark.parametrize("title", ["Gateway", "Worker", "Worker for imports and exports"])
def test_only_the_worker_that_changes_tables_knows_the_owner_of_the_database(instance: Instance, title: str) -> None:
    process = instance.child(*SERVERS[title])
    assert process is not None
    assert ("AQTRA_DATABASE_OWNER_URL_FILE" in process.environ()) is (title == "Worker")


@pytest.mark.parametrize("title", SERVERS)
def test_a_killed_server_is_started_again(instance: Instance, title: str) -> None:
    before = instance.child(*SERVERS[title])
    assert before is not None
    before.kill()
    # PostgreSQL and Valkey are named with their versions.
    again = re.compile(rf"✓ {title}( [\d.]+)? runs again")
    assert until(lambda: any(again.search(line) for line in instance.said)), instance.said
    after = instance.child(*SERVERS[title])
    assert after is not None
    assert after.pid != before.pid


def test_the_supervisor_gives_up_on_a_server_that_keeps_ending(tmp_path: Path) -> None:
    instance = Instance.start(environment(tmp_path / "data"))
    family = instance.family()
    while instance.process.poll() is None:
        found = instance.child("valkey-server")
        if found is not None:
            found.kill()
    assert instance.process.returncode == 8
    assert until(lambda: instance.has_said("valkey.log")), instance.said
    assert until(lambda: not any(one.is_running() for one in family))
