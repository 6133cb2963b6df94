"""PostgreSQL and Valkey for as long as the caller needs them: tests, and commands while nothing runs."""

import contextlib
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aqtra.embedded import account, postgres, valkey
from aqtra.embedded.errors import ChildFailed
from aqtra.embedded.folder import DataFolder, socket_folder, tail
from aqtra.embedded.lock import locked, write_state
from aqtra.embedded.process import Command

STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Servers:
    """Both servers of a data folder, prepared but not started."""

    postgres: postgres.Postgres
    valkey: valkey.Valkey
    account: account.Account
    sockets: Path

    @classmethod
    def prepare(cls, folder: DataFolder, *, durable: bool = True) -> "Servers":
        """Choose account and sockets, make the cluster when there is none. The caller holds the folder's lock."""
        folder.require_space()
        sockets = socket_folder(folder, postgres.SOCKET_NAME)
        programs = (*postgres.program_folders(), valkey.program().parent)
        # Data made under an ordinary account stay that account's when root starts them.
        owner = folder.cluster.stat().st_uid if folder.cluster.exists() else 0
        uid = owner or account.UNUSED_UID
        chosen = account.choose((folder.cluster, sockets), programs, postgres.program("postgres"), uid)
        chosen.own(sockets)
        database = postgres.Postgres(folder, sockets, chosen, durable)
        database.prepare()
        return cls(database, valkey.Valkey(sockets, chosen), chosen, sockets)

    def close(self) -> None:
        """Remove the sockets' folder. The servers have ended."""
        shutil.rmtree(self.sockets, ignore_errors=True)


class Databases:
    """Running servers and their addresses."""

    def __init__(self, servers: Servers, processes: list["_Process"], held: contextlib.ExitStack) -> None:
        database = servers.postgres
        self.database_url = database.url(postgres.APPLICATION)
        self.database_owner_url = database.url(postgres.OWNER)
        self.database_admin_url = database.url(postgres.ADMIN)
        self.redis_url = servers.valkey.url
        self._servers = servers
        self._processes = processes
        self._held = held

    def stop(self) -> None:
        """End both servers; returns when they are gone. May be called again."""
        for process in reversed(self._processes):
            process.stop()
        self._servers.close()
        self._held.close()


class _Process:
    """A server as child of this process. It dies with the thread that started it."""

    def __init__(self, command: Command, log: Path) -> None:
        self._command = command
        self._log = log
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                command.launch_argv(),
                env=command.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                process_group=0,
            )

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def wait_for(self, ready: Callable[[Callable[[], bool]], None]) -> None:
        try:
            ready(self.is_alive)
        except ChildFailed as error:
            raise ChildFailed(f"{error.message}\n{tail(self._log)}", error.advice) from error

    def stop(self) -> None:
        if self.is_alive():
            self._popen.send_signal(self._command.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(STOP_SECONDS)
        if self.is_alive():
            self._popen.send_signal(signal.SIGKILL)
        self._popen.wait()


def start_databases(data_dir: Path, *, durable: bool = False) -> Databases:
    """Start both servers on a data folder, made when missing, and return when they answer.

    Several may run side by side on different folders. With `durable=False` nothing survives a loss of power,
    which suits tests. Call it in a thread that outlives the servers. Raises any `EmbeddedError`.
    """
    folder = DataFolder.open(data_dir)
    with contextlib.ExitStack() as stack:
        stack.enter_context(locked(folder))
        servers = Servers.prepare(folder, durable=durable)
        held = stack.pop_all()
    processes: list[_Process] = []
    databases = Databases(servers, processes, held)
    try:
        for command in (servers.postgres.command(), servers.valkey.command()):
            processes.append(_Process(command, folder.fresh_log(command.name)))
        processes[0].wait_for(servers.postgres.wait_until_ready)
        processes[1].wait_for(servers.valkey.wait_until_ready)
        servers.postgres.ensure_roles()
        write_state(folder, None, servers.sockets)
    except BaseException:
        databases.stop()
        raise
    return databases
