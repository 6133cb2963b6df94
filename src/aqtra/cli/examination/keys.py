"""What `aqtra doctor` says of encryption keys, of connections to other machines, and of backups. Changes nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import psycopg

from aqtra.cli.examination.models import Patient, Result, Verdict
from aqtra.infra.key_check import judge
from aqtra.infra.key_providers import KeysUnusable
from aqtra.infra.keys import encryption_keys_path, keyring
from aqtra.infra.repository_keys import KnownKey
from aqtra.infra.transport import is_local
from aqtra.kernel.clock import SystemClock

CONNECT_SECONDS: Final = 5
BACKUP_DAYS: Final = 7
_NAME: Final = "encryption keys"
_APART: Final = "Back them up apart from the database and the files: without them nothing sealed can be opened."


def examine_keys(patient: Patient) -> Iterator[Result]:
    """Whether the keys are there, readable by their owner only, and those that the database was written with."""
    settings = patient.settings
    path = encryption_keys_path(settings)
    if settings.encryption_keys is None and not path.is_file():
        known = _known(patient)
        if not known:
            yield Result(_NAME, Verdict.GOOD, "will be made at the first start")
        else:
            yield Result(_NAME, Verdict.BAD, f"{path} is missing", "Put it back from where it is kept.")
        return
    if settings.encryption_keys is None and path.stat().st_mode & 0o077:
        yield Result(_NAME, Verdict.BAD, f"{path} can be read by others", f"Run: chmod 600 {path}")
        return
    try:
        keys = keyring(settings)
    except KeysUnusable as error:
        yield Result(_NAME, Verdict.BAD, str(error), "Put the keys back, or see to it that their provider answers.")
        return
    if faults := judge(keys, _known(patient)):
        yield Result(_NAME, Verdict.BAD, "; ".join(faults), "Put those keys back from where they are kept.")
        return
    place = str(path) if settings.encryption_keys is None else "configured"
    versions = ", ".join(map(str, keys.versions))
    yield Result(_NAME, Verdict.GOOD, f"{place}: versions {versions}, those of the database", _APART)


def examine_transport(patient: Patient) -> Iterator[Result]:
    """What leaves this machine is encrypted."""
    if patient.database_url is None:
        return
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            host = connection.info.host
            row = connection.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    except psycopg.Error:
        # No database: the checks before have said it.
        return
    used = row[0] if row else None
    if used:
        yield Result("TLS to PostgreSQL", Verdict.GOOD, f"{used}, certificate checked by sslmode")
    elif is_local(host):
        yield Result("TLS to PostgreSQL", Verdict.GOOD, "not needed: it is on this machine")
    else:
        yield Result("TLS to PostgreSQL", Verdict.BAD, f"{host} is reached in the clear", "Add sslmode=verify-full.")
    if patient.redis_url is not None:
        words = (
            "TLS 1.3, certificate checked" if urlsplit(patient.redis_url).scheme == "rediss" else "not needed: local"
        )
        yield Result("TLS to Redis", Verdict.GOOD, words)


def examine_backups(patient: Patient) -> Iterator[Result]:
    """How old the last backup is."""
    if patient.database_url is None:
        return
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            row = connection.execute("SELECT max(started_at) FROM infra.backup").fetchone()
    except psycopg.Error:
        return
    last = row[0] if row else None
    advice = "Run: aqtra backup make <folder or bucket>, by a timer. What the storage itself backs up, it does not see."
    if last is None:
        yield Result("backup", Verdict.WARNING, "none was made by `aqtra backup`", advice)
        return
    age = SystemClock().now() - last
    verdict = Verdict.WARNING if age > timedelta(days=BACKUP_DAYS) else Verdict.GOOD
    words = f"the last is of {last:%Y-%m-%d %H:%M} UTC, {age.days} days ago"
    yield Result("backup", verdict, words, advice if verdict is Verdict.WARNING else "")


def _known(patient: Patient) -> list[KnownKey]:
    if patient.database_url is None:
        return []
    try:
        with psycopg.connect(patient.database_url, connect_timeout=CONNECT_SECONDS) as connection:
            rows = connection.execute("SELECT version, fingerprint, first_seen, retired_at FROM infra.encryption_key")
            return [KnownKey(*row) for row in rows.fetchall()]
    except psycopg.Error:
        # No database, or an older one: the checks before have said it.
        return []
