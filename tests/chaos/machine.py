"""An installation each of whose processes can be killed and started again."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from redis import Redis

from aqtra.composition import bootstrap
from aqtra.embedded import postgres
from aqtra.embedded.databases import Servers
from aqtra.embedded.folder import DataFolder
from aqtra.embedded.process import Command
from aqtra.embedded.tls import ensure_certificates
from aqtra.infra.settings import load_settings
from tests.support.installation import Installation, free_port, wait_until_ready

# Longer than a lease and two rounds of the sweeper on a busy machine.
SECONDS = 180
AQTRA = [sys.executable, "-m", "aqtra.cli.main"]


def eventually(holds: Callable[[], Any]) -> Any:
    """What `holds` answers, as soon as it is true; fails when it never is."""
    deadline = time.monotonic() + SECONDS
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.1)
    return found


class Process:
    """One process group that may come and go."""

    def __init__(self, argv: Callable[[], list[str]], environment: dict[str, str], log: Path) -> None:
        self._argv = argv
        self._environment = environment
        self.log = log
        self.popen: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                self._argv(), env=self._environment, stdout=output, stderr=output, process_group=0
            )

    def is_alive(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Ends the whole group at once."""
        assert self.popen is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, number)
        self.popen.wait()


class Machine:
    """PostgreSQL, Redis, gateway and worker of one installation."""

    def __init__(self, folder: Path, servers: Servers) -> None:
        self._servers = servers
        self.postgres = Process(*_of(servers.postgres.command()), folder / "postgres.log")
        self.redis = Process(*_of(servers.valkey.command()), folder / "redis.log")
        self.start_postgres()
        servers.postgres.ensure_roles()
        self.start_redis()
        certificates = ensure_certificates(folder / "tls")
        port = free_port()
        urls = {
            "database_url": servers.postgres.url(postgres.APPLICATION),
            "database_owner_url": servers.postgres.url(postgres.OWNER),
            "redis_url": servers.valkey.url,
        }
        first = bootstrap(load_settings(data_dir=folder, **urls))
        assert first.first_password is not None
        environment = {
            **os.environ,
            **{f"AQTRA_{name.upper()}": value for name, value in urls.items()},
            "AQTRA_DATA_DIR": str(folder),
            "AQTRA_PORT": str(port),
            "AQTRA_TLS_CERT": str(certificates.certificate),
            "AQTRA_TLS_KEY": str(certificates.key),
            "AQTRA_RATE_LIMITS": "false",
        }
        self.gateway = Process(lambda: [*AQTRA, "serve"], environment, folder / "gateway.log")
        self.worker = Process(lambda: [*AQTRA, "worker"], environment, folder / "worker.log")
        self.gateway.start()
        self.worker.start()
        assert self.gateway.popen is not None
        administrator = (first.user_name, f"Correct-{secrets.token_hex(8)}")
        self.installation = Installation(f"https://127.0.0.1:{port}", folder, environment, administrator)
        wait_until_ready(self.installation.base_url, self.gateway.popen, self.gateway.log)
        with self.installation.client() as client:
            client.sign_in(first.user_name, first.first_password).raise_for_status()
            client.choose_password(first.first_password, administrator[1]).raise_for_status()

    def start_postgres(self) -> None:
        self.postgres.start()
        self._servers.postgres.wait_until_ready(self.postgres.is_alive)

    def start_redis(self) -> None:
        self.redis.start()
        self._servers.valkey.wait_until_ready(self.redis.is_alive)

    def redis_client(self) -> "Redis":
        return Redis.from_url(self._servers.valkey.url)

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection]:
        """A transaction of the owner role, rolled back at the end."""
        with psycopg.connect(self._servers.postgres.url(postgres.OWNER)) as conn:
            yield conn
            conn.rollback()

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """A connection of the owner role, each statement by itself; the server may go away meanwhile."""
        conn = psycopg.connect(self._servers.postgres.url(postgres.OWNER), autocommit=True)
        try:
            yield conn
        finally:
            conn.close()

    def close(self) -> None:
        for process in (self.worker, self.gateway, self.redis):
            if process.is_alive():
                process.kill(signal.SIGTERM if process is self.gateway else signal.SIGKILL)
        if self.postgres.is_alive():
            # Immediate: nobody reads these data again.
            self.postgres.kill(signal.SIGQUIT)
        self._servers.close()


def _of(command: Command) -> tuple[Callable[[], list[str]], dict[str, str]]:
    return command.launch_argv, command.environment


@contextmanager
def start_machine(folder: Path) -> Iterator[Machine]:
    # Durable: what was answered must be there after a crash.
    servers = Servers.prepare(DataFolder.open(folder / "databases"), durable=True)
    machine = None
    try:
        machine = Machine(folder, servers)
        yield machine
    finally:
        if machine is not None:
            machine.close()
