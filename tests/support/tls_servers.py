"""A PostgreSQL and a Redis of the system that listen on TCP with TLS, as remote ones do."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from aqtra.embedded.tls import Certificates, ensure_certificates
from tests.support.installation import free_port

SECONDS = 30
NOBODY = 65534


def account() -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    return {"user": NOBODY, "group": NOBODY} if os.getuid() == 0 else {}


@contextmanager
def server_folder() -> Iterator[tuple[Path, Certificates]]:
    """A folder of the servers' account with a certificate for localhost."""
    folder = Path(tempfile.mkdtemp(prefix="aqtra-tls-"))
    try:
        certificates = ensure_certificates(folder)
        if os.getuid() == 0:
            for path in (folder, *folder.iterdir()):
                os.chown(path, NOBODY, NOBODY)
        yield folder, certificates
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres(folder: Path, certificates: Certificates) -> Iterator[int]:
    """The port of a cluster whose superuser is `aqtra_owner`, with no password."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert programs, "no PostgreSQL of the system: run tools/servers"
    data, port = folder / "pg", free_port()
    subprocess.run(
        [programs[-1] / "initdb", "-D", data, "-U", "aqtra_owner", "-A", "trust", "--no-sync", "--locale=C.UTF-8"],
        check=True, capture_output=True, cwd="/", **account(),
    )  # fmt: skip
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "ssl": "on",
        "ssl_cert_file": str(certificates.certificate),
        "ssl_key_file": str(certificates.key),
        "fsync": "off",
    }
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with running([str(programs[-1] / "postgres"), "-D", str(data), *words], folder / "pg.log") as child:
        address = f"postgresql://aqtra_owner@/postgres?host={folder}&port={port}"
        _until(child, folder / "pg.log", lambda: psycopg.connect(address).close())
        yield port


@contextmanager
def redis(folder: Path, certificates: Certificates, protocols: str = "TLSv1.2 TLSv1.3") -> Iterator[int]:
    """The port of a server that speaks these protocols."""
    # Debian's server is the same program under another name.
    found = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    assert found, "no Redis of the system: run tools/servers"
    port, log = free_port(), folder / "redis.log"
    settings = {
        "port": "0", "tls-port": str(port), "bind": "127.0.0.1", "save": "", "dir": str(folder),
        "tls-cert-file": str(certificates.certificate), "tls-key-file": str(certificates.key),
        "tls-ca-cert-file": str(certificates.authority), "tls-auth-clients": "no", "tls-protocols": protocols,
    }  # fmt: skip
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    with running(["redis-server", *words], log, executable=found) as child:

        def listens() -> None:
            if b"Ready to accept connections" not in log.read_bytes():
                raise OSError

        _until(child, log, listens)
        yield port


@contextmanager
def running(argv: list[str], log: Path, executable: str | None = None) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        child = subprocess.Popen(argv, executable=executable, stdout=output, stderr=output, cwd="/", **account())
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _until(child: subprocess.Popen[bytes], log: Path, holds: Any) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return holds()  # type: ignore[no-any-return]
        except (OSError, psycopg.Error):
            assert child.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.05)


def until(holds: Any) -> None:
    """Returns when it is true; fails when it never is."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
