"""`aqtra doctor`: is everything there that the platform needs, and as it should be. Changes nothing."""

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import psutil
import psycopg
import redis
import typer
from cryptography import x509

from aqtra import __version__
from aqtra.cli.examination.audit import examine_audit
from aqtra.cli.examination.collations import examine_collations
from aqtra.cli.examination.data import examine_data
from aqtra.cli.examination.files import examine_files
from aqtra.cli.examination.jail import examine_jail
from aqtra.cli.examination.keys import examine_backups, examine_keys, examine_transport
from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.cli.output import load_or_fail, report, say
from aqtra.embedded import ports, postgres, volume
from aqtra.embedded.account import Account
from aqtra.embedded.errors import EmbeddedError
from aqtra.embedded.folder import FIRST_START_BYTES, LATER_START_BYTES, DataFolder
from aqtra.embedded.lock import read_state
from aqtra.embedded.valkey import Valkey
from aqtra.infra.settings import Settings
from aqtra.infra.transport import redis_options
from aqtra.kernel.clock import SystemClock

app = typer.Typer()

CONNECT_SECONDS = 5
WORKER_SECONDS = 3.0
OLDEST_POSTGRESQL = 150000
RENEWAL_DUE_DAYS = 14
"""Certificates are renewed 30 days before they end, at a start: below this nothing was started for long."""
CLOCK_SECONDS = 5
"""Sessions, leases and schedules of two machines whose clocks differ by more get in each other's way."""


SIGNS = {Verdict.GOOD: "✓", Verdict.WARNING: "!", Verdict.BAD: "✗"}


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as one line of JSON.")] = False,
) -> None:
    """Check the installation and say what to do: folder, certificate, servers, migrations, worker, clock, front end.

    Exit codes: 0 nothing stands in the way (there may be warnings), 1 something does, 3 wrong setting.
    """
    patient = _patient(load_or_fail())
    results = [result for check in CHECKS for result in check(patient)]
    if as_json:
        report({"version": __version__, "checks": [asdict(result) for result in results]})
    else:
        for result in results:
            say(f"{SIGNS[result.verdict]} {result.name}: {result.detail}")
            if result.advice:
                say(f"  {result.advice}")
    raise typer.Exit(any(result.verdict is Verdict.BAD for result in results))


def _patient(settings: Settings) -> Patient:
    folder = DataFolder(settings.data_dir.expanduser().absolute())
    state = read_state(folder)
    if state and not psutil.pid_exists(state.pid):
        state = None
    if settings.database_url is not None:
        redis_url = settings.redis_url.get_secret_value() if settings.redis_url else None
        return Patient(settings, folder, state, settings.database_url.get_secret_value(), redis_url)
    if state is None:
        return Patient(settings, folder, None, None, None)
    sockets, account = Path(state.sockets), Account()
    url = postgres.Postgres(folder, sockets, account).url(postgres.APPLICATION)
    return Patient(settings, folder, state, url, Valkey(sockets, account).url)


def _versions(patient: Patient) -> Iterator[Result]:
    yield Result("versions", Verdict.GOOD, f"Aqtra {__version__}, Python {platform.python_version()}")


def _folder(patient: Patient) -> Iterator[Result]:
    root = patient.folder.root
    if not root.is_dir():
        yield Result("data folder", Verdict.GOOD, f"{root} will be made at the first start")
    elif root.stat().st_mode & 0o066:
        yield Result("data folder", Verdict.BAD, f"{root} can be read by others", f"Run: chmod 700 {root}")
    else:
        yield Result("data folder", Verdict.GOOD, str(root))


def _disk(patient: Patient) -> Iterator[Result]:
    # A folder that is yet to be made will lie where its nearest parent lies.
    place = next(path for path in (patient.folder.root, *patient.folder.root.parents) if path.is_dir())
    free = shutil.disk_usage(place).free
    needed = LATER_START_BYTES if patient.folder.cluster.exists() else FIRST_START_BYTES
    words, advice = f"{free >> 20} MB free", "Make room, or move the folder and set AQTRA_DATA_DIR."
    if free < needed:
        yield Result("disk", Verdict.BAD, f"{words}, {needed >> 20} MB needed to start", advice)
    elif free < 4 * needed:
        yield Result("disk", Verdict.WARNING, f"{words}: it will be full soon", advice)
    else:
        yield Result("disk", Verdict.GOOD, words)
    encrypted = volume.is_encrypted(place)
    if encrypted:
        yield Result("encryption at rest", Verdict.GOOD, "the volume is encrypted")
    elif encrypted is None:
        yield Result(
            "encryption at rest",
            Verdict.WARNING,
            "cannot tell: the data folder lies on no block device that the kernel shows",
            "Ask whoever runs the storage whether it encrypts.",
        )
    else:
        yield Result(
            "encryption at rest",
            Verdict.WARNING,
            "the kernel knows of no encryption below the data folder",
            "Keep the folder on an encrypted volume; ignore this if the storage itself encrypts.",
        )


def _certificate(patient: Patient) -> Iterator[Result]:
    path = patient.settings.tls_cert or patient.folder.tls / "server.pem"
    if not path.is_file():
        if patient.settings.tls_cert:
            yield Result("certificate", Verdict.BAD, f"{path} is not a file", "Correct AQTRA_TLS_CERT.")
        else:
            yield Result("certificate", Verdict.GOOD, "will be made at the first start")
        return
    renew = "Put a new one in its place and start again." if patient.settings.tls_cert else "Start again: it renews."
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        yield Result("certificate", Verdict.BAD, f"{path} cannot be read: {error}", renew)
        return
    now, ends = SystemClock().now(), found.not_valid_after_utc
    days = (ends - now).days
    if now < found.not_valid_before_utc:
        yield Result(
            "certificate",
            Verdict.BAD,
            f"{path} is valid from {found.not_valid_before_utc:%Y-%m-%d} only",
            "Set the clock of this machine right.",
        )
    elif days < 0:
        yield Result("certificate", Verdict.BAD, f"{path} ended on {ends:%Y-%m-%d}", renew)
    else:
        soon = days < RENEWAL_DUE_DAYS
        words = f"{days} days left, until {ends:%Y-%m-%d}"
        yield Result("certificate", Verdict.WARNING if soon else Verdict.GOOD, words, renew if soon else "")


def _port(patient: Patient) -> Iterator[Result]:
    if patient.state:
        yield Result(
            "instance", Verdict.GOOD, f"process {patient.state.pid} at {patient.state.address or 'no address'}"
        )
        return
    if patient.database_url:
        # Whether the gateway runs, and where, is known to whoever manages the services.
        return
    try:
        ports.require_free(ports.address_of(patient.settings.host), patient.settings.port)
    except EmbeddedError as error:
        yield Result("port", Verdict.BAD, error.message, error.advice)
    else:
        yield Result("port", Verdict.GOOD, f"{patient.settings.port} is free; nothing runs on this data folder")


def _postgresql(patient: Patient) -> Iterator[Result]:
    if patient.database_url is None:
        return
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            number, name = connection.info.server_version, connection.info.parameter_status("server_version")
            asked = SystemClock().now()
            row = connection.execute("SELECT clock_timestamp()").fetchone()
    except psycopg.Error as error:
        advice = "Start it, and check AQTRA_DATABASE_URL. The logs of an embedded one lie in the data folder."
        yield Result("PostgreSQL", Verdict.BAD, str(error).strip(), advice)
        return
    if number < OLDEST_POSTGRESQL:
        yield Result("PostgreSQL", Verdict.BAD, f"{name} is too old", "Use PostgreSQL 15 or later.")
        return
    yield Result("PostgreSQL", Verdict.GOOD, f"{name} answers")
    yield _migrations(patient.database_url)
    assert row is not None
    yield _clock("database", asked, row[0])


def _migrations(url: str) -> Result:
    from sqlalchemy.exc import SQLAlchemyError

    from aqtra.infra.migrations import revisions

    try:
        found = revisions(url)
    except SQLAlchemyError as error:
        return Result("migrations", Verdict.BAD, str(error.__cause__ or error).strip(), "Run: aqtra migrate")
    if found.unknown:
        words = f"the database is at {found.unknown}, which this version does not know"
        return Result("migrations", Verdict.BAD, words, "Use the newer Aqtra that made it.")
    if found.present != found.head:
        words = f"the database is at {found.present}" if found.present else "the database is empty"
        return Result("migrations", Verdict.BAD, f"{words}; this version needs {found.head}", "Run: aqtra migrate")
    return Result("migrations", Verdict.GOOD, f"the database is at {found.head}, as this version needs")


def _clock(other: str, ours: datetime, theirs: datetime) -> Result:
    seconds = abs((theirs - ours).total_seconds())
    if seconds > CLOCK_SECONDS:
        words = f"differs from that of the {other} by {seconds:.0f} s"
        return Result("clock", Verdict.BAD, words, "Let both machines keep time by NTP.")
    return Result("clock", Verdict.GOOD, f"{ours.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC, as the {other} has it")


def _redis(patient: Patient) -> Iterator[Result]:
    if patient.redis_url is None:
        return
    try:
        options = redis_options(patient.redis_url)
        with redis.Redis.from_url(patient.redis_url, socket_connect_timeout=CONNECT_SECONDS, **options) as client:
            client.ping()
    except (redis.RedisError, OSError) as error:
        advice = "Start it, and check AQTRA_REDIS_URL. Nothing is lost: what waits is kept in PostgreSQL."
        yield Result("Redis", Verdict.BAD, str(error), advice)
        return
    yield Result("Redis", Verdict.GOOD, "answers")
    from aqtra.infra.queue import Lane, configure_broker, unserved

    configure_broker(patient.redis_url)
    missing = unserved(WORKER_SECONDS)
    if not missing:
        yield Result("worker", Verdict.GOOD, "answers")
    elif len(missing) == len(Lane):
        advice = "Start one: aqtra worker. Until then publications, background runs, imports and exports wait."
        yield Result("worker", Verdict.BAD, "none answers", advice)
    else:
        advice = f"Start one: aqtra worker --lane {missing[0]}. Until then its work waits."
        yield Result("worker", Verdict.BAD, f"none answers for {missing[0]}", advice)


def _front_end(patient: Patient) -> Iterator[Result]:
    from aqtra.gateway.static import front_end

    folders = front_end(patient.settings)
    missing = [name for name, folder in folders.items() if not (folder / "index.html").is_file()]
    if missing:
        advice = "In a checkout run: make build. An installed Aqtra has them; check AQTRA_WEB_ROOT."
        yield Result("front end", Verdict.BAD, f"not built: {', '.join(missing)}", advice)
    else:
        yield Result("front end", Verdict.GOOD, f"{', '.join(folders)} are built")


CHECKS: tuple[Callable[[Patient], Iterator[Result]], ...] = (
    _versions,
    _folder,
    _disk,
    _certificate,
    _port,
    _postgresql,
    _redis,
    examine_collations,
    examine_data,
    examine_keys,
    examine_transport,
    examine_files,
    examine_backups,
    examine_jail,
    examine_audit,
    _front_end,
)
