"""`aqtra doctor`: is everything there that the platform needs, and as it should be. Changes nothing."""

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated

import psycopg
import redis
import typer
from cryptography import x509

from aqtra import __version__
from aqtra.cli.output import load_or_fail, report, say
from aqtra.embedded import ports, postgres, volume
from aqtra.embedded.account import Account
from aqtra.embedded.errors import EmbeddedError
from aqtra.embedded.folder import LATER_START_BYTES, DataFolder
from aqtra.embedded.lock import State, read_state
from aqtra.embedded.valkey import Valkey
from aqtra.infra.settings import Settings
from aqtra.kernel.clock import SystemClock

app = typer.Typer()

CONNECT_SECONDS = 5
OLDEST_POSTGRESQL = 150000
RENEWAL_DUE_DAYS = 14
"""Certificates are renewed 30 days before they end, at a start: below this nothing was started for long."""


class Verdict(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report."""

    name: str
    verdict: Verdict
    detail: str


SIGNS = {Verdict.GOOD: "✓", Verdict.WARNING: "!", Verdict.BAD: "✗"}


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")] = False,
) -> None:
    """Check the installation: data folder, servers, certificate, port, encryption at rest. Exit code 1 when bad."""
    settings = load_or_fail()
    folder = DataFolder(settings.data_dir.expanduser().absolute())
    state = read_state(folder)
    results = [result for check in CHECKS for result in check(settings, folder, state)]
    if as_json:
        report({"version": __version__, "checks": [asdict(result) for result in results]})
    else:
        for result in results:
            say(f"{SIGNS[result.verdict]} {result.name}: {result.detail}")
    raise typer.Exit(any(result.verdict is Verdict.BAD for result in results))


def _versions(settings: Settings, folder: DataFolder, state: State | None) -> Iterator[Result]:
    yield Result("versions", Verdict.GOOD, f"Aqtra {__version__}, Python {platform.python_version()}")


def _folder(settings: Settings, folder: DataFolder, state: State | None) -> Iterator[Result]:
    if not folder.root.is_dir():
        yield Result("data folder", Verdict.GOOD, f"{folder.root} will be made at the first start")
        return
    open_to_others = folder.root.stat().st_mode & 0o066
    verdict = Verdict.BAD if open_to_others else Verdict.GOOD
    yield Result("data folder", verdict, f"{folder.root}{' can be read by others' if open_to_others else ''}")
    free = shutil.disk_usage(folder.root).free
    yield Result("free space", Verdict.BAD if free < 4 * LATER_START_BYTES else Verdict.GOOD, f"{free >> 20} MB")
    encrypted = volume.is_encrypted(folder.root)
    words = {True: "the volume is encrypted", False: "the volume is not encrypted", None: "unknown to the kernel"}
    yield Result("encryption at rest", Verdict.GOOD if encrypted else Verdict.WARNING, words[encrypted])


def _certificate(settings: Settings, folder: DataFolder, state: State | None) -> Iterator[Result]:
    path = settings.tls_cert or folder.tls / "server.pem"
    if not path.is_file():
        yield Result("certificate", Verdict.GOOD, "will be made at the first start")
        return
    ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    days = (ends - SystemClock().now()).days
    verdict = Verdict.BAD if days < 0 else Verdict.WARNING if days < RENEWAL_DUE_DAYS else Verdict.GOOD
    yield Result("certificate", verdict, f"{path}, valid until {ends:%Y-%m-%d}")


def _instance(settings: Settings, folder: DataFolder, state: State | None) -> Iterator[Result]:
    if state and state.address:
        yield Result("instance", Verdict.GOOD, f"process {state.pid} at {state.address}")
        return
    try:
        ports.require_free(ports.address_of(settings.host), settings.port)
    except EmbeddedError as error:
        yield Result("port", Verdict.BAD, error.message)
    else:
        yield Result("port", Verdict.GOOD, f"{settings.port} is free; nothing runs on this data folder")


def _databases(settings: Settings, folder: DataFolder, state: State | None) -> Iterator[Result]:
    if settings.database_url is not None:
        yield _postgresql(settings.database_url.get_secret_value())
        if settings.redis_url is not None:
            yield _redis(settings.redis_url.get_secret_value())
    elif state:
        sockets = folder.root / state.sockets
        yield _postgresql(postgres.Postgres(folder, sockets, Account()).url(postgres.APPLICATION))
        yield _redis(Valkey(sockets, Account()).url)


def _postgresql(url: str) -> Result:
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            number, name = connection.info.server_version, connection.info.parameter_status("server_version")
    except psycopg.Error as error:
        return Result("PostgreSQL", Verdict.BAD, str(error).strip())
    if number < OLDEST_POSTGRESQL:
        return Result("PostgreSQL", Verdict.BAD, f"{name} is too old; 15 or later is needed")
    return Result("PostgreSQL", Verdict.GOOD, f"{name} answers")


def _redis(url: str) -> Result:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=CONNECT_SECONDS) as client:
            client.ping()
    except redis.RedisError as error:
        return Result("Redis", Verdict.BAD, str(error))
    return Result("Redis", Verdict.GOOD, "answers")


CHECKS: tuple[Callable[[Settings, DataFolder, State | None], Iterator[Result]], ...] = (
    _versions,
    _folder,
    _certificate,
    _instance,
    _databases,
)
