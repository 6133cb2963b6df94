"""Starts everything in order, keeps it running, stops it in reverse order."""

import asyncio
import json
import signal
import subprocess
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from aqtra.embedded import health, ports, roles
from aqtra.embedded.child import Announce, Child
from aqtra.embedded.databases import Servers
from aqtra.embedded.errors import ChildFailed, WrongDataVersion, WrongSetting
from aqtra.embedded.folder import DataFolder, tail
from aqtra.embedded.lock import locked, write_state
from aqtra.embedded.postgres import version
from aqtra.embedded.process import Command
from aqtra.embedded.tls import ensure_certificates
from aqtra.infra.settings import Settings

STOP_SECONDS = 8
"""For requests and tasks under way."""
DATABASE_STOP_SECONDS = 6
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Ready:
    """What people need to know once everything answers."""

    url: str
    authority: Path | None
    folder: Path
    user_name: str | None
    first_password: str | None


@dataclass(slots=True)
class Supervisor:
    """One run of an embedded instance. `say` gets a line for each step, `ready` the result of the start."""

    settings: Settings
    say: Announce
    ready: Callable[[Ready], None]
    _children: list[Child] = field(default_factory=list)
    _first: dict[str, str | None] = field(default_factory=dict)
    """The first administrator, until told."""

    async def run(self) -> None:
        """Start, and return when a signal has stopped everything.

        Raises:
            EmbeddedError: the start failed or a server could not be kept running; everything is stopped.
        """
        stopping = asyncio.Event()
        for number in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        with ExitStack() as stack:
            work = asyncio.create_task(self._work(stack))
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            failed = work.done()
            if not failed:
                self.say("Stopping …")
            stop.cancel()
            # The watches end first: what is stopped now must not be started again.
            work.cancel()
            await asyncio.wait({work})
            await self._stop()
        if self._first.get("first_password"):
            # Made once and never again: people must get it even when the rest of the start failed.
            self.say(f"Administrator {self._first['user_name']}, one-time password {self._first['first_password']}")
        if failed:
            work.result()
        self.say("✓ Stopped")

    async def _work(self, stack: ExitStack) -> None:
        address = ports.address_of(self.settings.host)
        folder = DataFolder.open(self.settings.data_dir)
        stack.enter_context(locked(folder))
        ports.require_free(address, self.settings.port)
        servers = await self._databases(folder, stack)
        environment, authority = self._environment(folder, servers)
        await self._migrate(folder, environment)
        await self._platform(folder, servers, environment, address, authority)
        url = self.settings.public_url or ports.url(address, self.settings.port)
        write_state(folder, url, servers.sockets)
        self.ready(Ready(url, authority, folder.root, self._first.get("user_name"), self._first.get("first_password")))
        self._first = {}
        await _together(*(child.keep_running() for child in self._children))

    async def _databases(self, folder: DataFolder, stack: ExitStack) -> Servers:
        if not folder.cluster.exists():
            self.say(f"  Setting up a database in {folder.root} …")
        servers = await asyncio.to_thread(Servers.prepare, folder)
        stack.callback(servers.close)
        write_state(folder, None, servers.sockets)
        for note in servers.account.notes:
            self.say(f"! {note}")
        postgres, valkey = servers.postgres, servers.valkey
        await self._start(folder, f"PostgreSQL {version()}", postgres.command(), _in_thread(postgres.wait_until_ready))
        await asyncio.to_thread(postgres.ensure_roles)
        await self._start(folder, "Valkey", valkey.command(), _in_thread(valkey.wait_until_ready))
        return servers

    def _environment(self, folder: DataFolder, servers: Servers) -> tuple[dict[str, str], Path | None]:
        """Variables for the platform's processes, and the local authority unless a certificate was given."""
        certificate, key, authority = self.settings.tls_cert, self.settings.tls_key, None
        if certificate is None or key is None:
            made = ensure_certificates(folder.tls, (self.settings.host,))
            certificate, key, authority = made.certificate, made.key, made.authority
        return roles.environment(folder, servers, certificate.absolute(), key.absolute()), authority

    async def _migrate(self, folder: DataFolder, environment: dict[str, str]) -> None:
        """In a process of its own: what it needs in memory is given back when it ends."""
        command = roles.role("migrate", environment, "--json")
        log = folder.fresh_log(command.name)
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *command.launch_argv(), env=environment, stdout=subprocess.PIPE, stderr=errors, process_group=0
            )
        try:
            output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode == WrongDataVersion.exit_code:
            raise WrongDataVersion(f"The data was made by a newer Aqtra.\n{tail(log)}")
        if process.returncode == WrongSetting.exit_code:
            raise WrongSetting(f"The platform cannot start.\n{tail(log)}")
        if process.returncode != 0:
            raise ChildFailed(f"The database could not be brought up to date.\n{tail(log)}", f"The whole log: {log}")
        self.say("✓ Database up to date")
        self._first = json.loads(output.splitlines()[-1])

    async def _platform(
        self, folder: DataFolder, servers: Servers, environment: dict[str, str], address: str, authority: Path | None
    ) -> None:
        url = ports.url(address, self.settings.port)

        async def worker_ready(child: Child) -> None:
            await asyncio.to_thread(health.wait_for_worker, servers.valkey.url, child.pid, child.is_alive)

        async def gateway_ready(child: Child) -> None:
            await asyncio.to_thread(health.wait_for_gateway, url, authority, child.is_alive)

        await _together(
            *(
                self._start(folder, title, roles.worker(lane, environment), worker_ready)
                for title, lane in (("Worker", "main"), ("Worker for imports and exports", "bulk"))
            ),
            self._start(folder, "Gateway", roles.gateway(environment), gateway_ready),
        )

    async def _start(
        self, folder: DataFolder, title: str, command: Command, wait_ready: Callable[[Child], Awaitable[None]]
    ) -> None:
        child = Child(title, command, folder.fresh_log(command.name), wait_ready, self.say)
        self._children.append(child)
        await child.start()
        self.say(f"✓ {title}")

    async def _stop(self) -> None:
        """First those that use the databases, together; then the databases, last started first."""
        users, databases = self._children[2:], self._children[:2]
        await asyncio.gather(*(child.stop(STOP_SECONDS) for child in users))
        for child in reversed(databases):
            await child.stop(DATABASE_STOP_SECONDS)


def _in_thread(wait: Callable[[Callable[[], bool]], None]) -> Callable[[Child], Awaitable[None]]:
    async def ready(child: Child) -> None:
        await asyncio.to_thread(wait, child.is_alive)

    return ready


async def _together(*work: Coroutine[None, None, None]) -> None:
    """Run all at once; when one raises, the others are cancelled and its error is ours."""
    try:
        async with asyncio.TaskGroup() as group:
            for one in work:
                group.create_task(one)
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
