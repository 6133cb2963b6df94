"""A whole installation on real servers: PostgreSQL, Redis, gateway with TLS, a worker for each lane."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from aqtra.embedded.databases import start_databases
from tests.support.client import Client
from tests.support.mailbox import Mailbox, receiving
from tests.support.ports import free_port

__all__ = ["Installation", "free_port", "process", "start_installation", "wait_until_ready"]

READY_SECONDS = 60
# Requests are counted, but no test is held up by a limit that it is not about.
UNLIMITED = {
    f"AQTRA_RATE_{name}": "1000000/1"
    for name in ("SIGN_IN", "SIGN_IN_ACCOUNT", "ANONYMOUS", "ADDRESS", "READS", "CHANGES", "UPLOADS")
}
STOP_SECONDS = 20


@dataclass(frozen=True)
class Installation:
    """Addresses and keys of a running installation."""

    base_url: str
    data_dir: Path
    environment: dict[str, str]
    administrator: tuple[str, str]
    mailbox: Mailbox = field(default_factory=Mailbox)

    def client(self) -> Client:
        """A fresh browser: no cookie, no session."""
        return Client(base_url=self.base_url, verify=False, timeout=60)

    @contextmanager
    def signed_in(self) -> Iterator[Client]:
        """A browser in which the administrator is signed in."""
        with self.client() as client:
            client.sign_in(*self.administrator).raise_for_status()
            yield client


@contextmanager
def process(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A child process in a group of its own, ended with the group."""
    with log.open("ab") as output:
        child = subprocess.Popen(arguments, env=environment, stdout=output, stderr=output, start_new_session=True)
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_ready(base_url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        with suppress(httpx.TransportError):
            if httpx.get(f"{base_url}/liveness", verify=False, timeout=2).is_success:
                return
        time.sleep(0.1)
    raise AssertionError(f"the gateway is not ready:\n{log.read_text()[-4000:]}")


def mail_settings(mailbox: Mailbox) -> dict[str, str]:
    """What a process needs to send its mail there."""
    return {
        "AQTRA_SMTP_HOST": "127.0.0.1",
        "AQTRA_SMTP_PORT": str(mailbox.port),
        "AQTRA_SMTP_SENDER": "Aqtra <aqtra@example.org>",
        "AQTRA_SMTP_SECURITY": "none",
    }


@contextmanager
def start_installation(data_dir: Path, *, durable: bool = False) -> Iterator[Installation]:
    """Starts everything in an empty folder and signs the administrator in once.

    `durable`: commits wait for the disk, as they do outside tests.
    """
    from aqtra.composition import bootstrap
    from aqtra.embedded.tls import ensure_certificates
    from aqtra.infra.settings import load_settings

    databases = start_databases(data_dir / "databases", durable=durable)
    try:
        port, mailbox = free_port(), Mailbox()
        certificates = ensure_certificates(data_dir / "tls")
        environment = {
            **os.environ,
            "AQTRA_DATA_DIR": str(data_dir),
            "AQTRA_PORT": str(port),
            "AQTRA_DATABASE_URL": databases.database_url,
            "AQTRA_DATABASE_OWNER_URL": databases.database_owner_url,
            "AQTRA_REDIS_URL": databases.redis_url,
            "AQTRA_TLS_CERT": str(certificates.certificate),
            "AQTRA_TLS_KEY": str(certificates.key),
            **mail_settings(mailbox),
            **UNLIMITED,
            # Identity providers of the tests are on this machine.
            "AQTRA_EGRESS_ALLOW": '["127.0.0.1/32", "::1/128", "localhost"]',
        }
        first = bootstrap(
            load_settings(
                data_dir=data_dir,
                database_url=databases.database_url,
                database_owner_url=databases.database_owner_url,
                redis_url=databases.redis_url,
            )
        )
        assert first.first_password is not None
        aqtra = [sys.executable, "-m", "aqtra.cli.main"]
        # Neither requests nor imports and exports change tables, so these processes are not told how.
        without_owner = {name: value for name, value in environment.items() if name != "AQTRA_DATABASE_OWNER_URL"}
        base_url = f"https://127.0.0.1:{port}"
        gateway_log = data_dir / "gateway.log"
        with (
            receiving(mailbox),
            process([*aqtra, "serve"], without_owner, gateway_log) as gateway,
            process([*aqtra, "worker", "--lane", "main"], environment, data_dir / "worker.log"),
            process([*aqtra, "worker", "--lane", "bulk"], without_owner, data_dir / "worker-bulk.log"),
        ):
            wait_until_ready(base_url, gateway, gateway_log)
            password = f"Correct-{secrets.token_hex(8)}"
            installation = Installation(
                base_url, data_dir, environment, (first.user_name or "admin", password), mailbox
            )
            with installation.client() as client:
                client.sign_in(installation.administrator[0], first.first_password).raise_for_status()
                client.choose_password(first.first_password, password).raise_for_status()
            yield installation
    finally:
        databases.stop()
