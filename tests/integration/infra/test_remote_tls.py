"""Remote servers are spoken to over TLS 1.3, with their certificates checked, or not at all."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from kombu import pools
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from aqtra.embedded.tls import Certificates, ensure_certificates
from aqtra.infra import queue
from aqtra.infra.container import open_services
from aqtra.infra.database import DatabaseUnavailable
from aqtra.infra.migrations import revisions
from aqtra.infra.settings import Settings, load_settings
from tests.support import tls_servers

Folder = tuple[Path, Certificates]


@pytest.fixture(scope="module")
def folder() -> Iterator[Folder]:
    with tls_servers.server_folder() as made:
        yield made


@pytest.fixture(scope="module")
def postgres_port(folder: Folder) -> Iterator[int]:
    with tls_servers.postgres(*folder) as port:
        yield port


@pytest.fixture(scope="module")
def redis_port(folder: Folder) -> Iterator[int]:
    with tls_servers.redis(*folder) as port:
        yield port


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority that has signed none of the servers."""
    return ensure_certificates(tmp_path_factory.mktemp("stranger")).authority


def settings(database: str = "postgresql:///x", redis: str = "unix:///x") -> Settings:
    return load_settings(database_url=database, redis_url=redis)


def database(port: int, authority: Path, more: str = "") -> str:
    return f"postgresql://aqtra_owner@localhost:{port}/postgres?sslmode=verify-full&sslrootcert={authority}{more}"


def ask(given: Settings, statement: str) -> str:
    async def work() -> str:
        async with open_services(given) as services, services.db.connection() as conn:
            row = await (await conn.execute(statement.encode())).fetchone()
            return str(row and row[0])

    return asyncio.run(work())


def ping(given: Settings) -> bool:
    async def work() -> bool:
        async with open_services(given) as services:
            return bool(await services.redis.ping())  # type: ignore[misc]

    return asyncio.run(work())


class TestPostgres:
    def test_connections_are_of_tls_1_3(self, postgres_port: int, folder: Folder) -> None:
        given = settings(database(postgres_port, folder[1].authority))
        version = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert ask(given, version) == "TLSv1.3"
        # Migrations go another way to the same server.
        assert given.database_url is not None
        assert revisions(given.database_url.get_secret_value()).present is None

    def test_a_server_of_another_authority_is_refused(self, postgres_port: int, stranger: Path) -> None:
        with pytest.raises(DatabaseUnavailable):
            ask(settings(database(postgres_port, stranger)), "SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
            psycopg.connect(database(postgres_port, stranger))

    def test_a_server_of_another_name_is_refused(self, postgres_port: int, folder: Folder) -> None:
        address = database(postgres_port, folder[1].authority, "&hostaddr=127.0.0.1").replace("localhost", "db.example")
        with pytest.raises(psycopg.OperationalError, match="does not match host name"):
            psycopg.connect(address)

    def test_a_server_of_an_older_tls_is_refused(self, postgres_port: int, folder: Folder) -> None:
        address = database(postgres_port, folder[1].authority)
        admin = f"postgresql://aqtra_owner@/postgres?host={folder[0]}&port={postgres_port}"
        with psycopg.connect(admin, autocommit=True) as conn:
            conn.execute("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.2'")
            conn.execute("SELECT pg_reload_conf()")
            try:
                # Without our setting it would be spoken to: the server is there, and only too old.
                tls_servers.until(lambda: _version(address) == "TLSv1.2")
                secured = settings(address).database_url
                assert secured is not None
                with pytest.raises(psycopg.OperationalError, match="protocol"):
                    psycopg.connect(secured.get_secret_value())
            finally:
                conn.execute("ALTER SYSTEM RESET ssl_max_protocol_version")
                conn.execute("SELECT pg_reload_conf()")


def _version(address: str) -> str:
    with psycopg.connect(address) as conn:
        row = conn.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        return str(row and row[0])


class TestRedis:
    def address(self, port: int, authority: Path) -> str:
        return f"rediss://localhost:{port}/0?ssl_ca_certs={authority}"

    def test_it_is_spoken_to_over_tls(self, redis_port: int, folder: Folder) -> None:
        assert ping(settings(redis=self.address(redis_port, folder[1].authority)))

    def test_the_queue_goes_there_too(
        self, redis_port: int, folder: Folder, stranger: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def use(authority: Path) -> None:
            # Connections are shared by address, whatever authority they trust.
            pools.reset()
            monkeypatch.setattr(queue, "celery_app", queue.make_celery())
            queue.configure_broker(self.address(redis_port, authority))

        use(folder[1].authority)
        asyncio.run(queue.ring("test.tls", "1"))
        use(stranger)
        with pytest.raises((OperationalError, OSError)):
            asyncio.run(queue.ring("test.tls", "2"))

    def test_a_server_of_another_authority_is_refused(self, redis_port: int, stranger: Path) -> None:
        with pytest.raises(RedisError):
            ping(settings(redis=self.address(redis_port, stranger)))

    def test_a_server_of_an_older_tls_is_refused(self, folder: Folder) -> None:
        with tls_servers.redis(*folder, protocols="TLSv1.2") as port, pytest.raises(RedisError):
            ping(settings(redis=self.address(port, folder[1].authority)))
