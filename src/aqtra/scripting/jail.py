"""The fork server as its host sees it: started, checked from inside, asked for processes, missed when it ends."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from aqtra.scripting import launching
from aqtra.scripting.errors import JailUnavailable
from aqtra.scripting.frames import receive
from aqtra.scripting.inside import wire
from aqtra.scripting.inside.confine import Walls

START_SECONDS: Final = 30.0
BEGIN_SECONDS: Final = 10.0
LARGEST_MESSAGE: Final = 4096
PROBE_MEMORY: Final = 64 * 1024 * 1024
_T = TypeVar("_T")
Probe = Literal["filtered", "unfiltered"]
"""Of all walls, or of those that stand without the filter of system calls."""
BEHIND_THE_FILTER: Final = ("rights", "network namespace", "host name")
_CPU_OF_PROCESS: Final = 2
"""In the number of a clock; source: Linux, include/linux/posix-timers.h."""
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class End:
    """Exit status, negative for a signal, and the seconds of CPU that were used."""

    status: int
    cpu: float


@dataclass(slots=True)
class Process:
    """A run's process. `fd` names it for good."""

    fd: int
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    ended: asyncio.Future["End"]

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.fd, signal.SIGKILL)

    def cpu_seconds(self) -> float:
        """What it has used; 0 once it has ended."""
        try:
            return time.clock_gettime((~self.pid << 3) | _CPU_OF_PROCESS)
        except OSError:
            return 0.0


@dataclass(slots=True)
class _Waiting:
    begun: asyncio.Future[int]
    ended: asyncio.Future[End]


@dataclass
class Jail:
    """One fork server. Not to be used after `close`; `lost` when it has ended by itself."""

    walls: Walls = field(default_factory=Walls)
    packages: tuple[str, ...] = ()
    lost: bool = False
    _runs: dict[int, _Waiting] = field(default_factory=dict)
    _number: int = 0
    _pidfd: int | None = None

    async def start(self) -> None:
        """Raises JailUnavailable, naming what is missing, unless every wall stands; PackageRefused."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)
        walls = json.dumps(asdict(self.walls))
        with theirs:
            command = await asyncio.to_thread(launching.command, theirs.fileno(), walls, self.packages)
            self._server = subprocess.Popen(
                command,
                pass_fds=(theirs.fileno(),),
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[int] = loop.create_future()
        loop.add_reader(self._control, self._heard)
        try:
            async with asyncio.timeout(START_SECONDS):
                self._pidfd = await self._ready
            self._base = _address_space(self._pidfd)
            await self._check()
        except asyncio.CancelledError:
            await self.close()
            raise
        except (TimeoutError, JailUnavailable) as error:
            said = await self._stop()
            raise JailUnavailable(str(error) or said or "the jail did not start in time") from error

    async def close(self) -> None:
        await self._stop()

    async def _stop(self) -> str:
        """What the server had to say, if it was ended by something."""
        if self._pidfd is not None:
            # As root, what was started is only the first of those around the server: it is ended by its own name.
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            os.close(self._pidfd)
            self._pidfd = None
        self._forget()
        self._server.kill()
        said = await asyncio.to_thread(self._server.communicate)
        return said[1].decode(errors="replace").strip()

    def _forget(self) -> None:
        """The server is not listened to any more, and its children are gone with it."""
        if self.lost:
            return
        self.lost = True
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        _fail(self._ready, JailUnavailable(""))
        for waiting in self._runs.values():
            _fail(waiting.begun, JailUnavailable("the jail has ended"))
            _settle(waiting.ended, End(-signal.SIGKILL, 0.0))
        self._runs.clear()

    async def _check(self) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as neighbour:
            # The kernel chooses an abstract address, which is one of a network.
            neighbour.bind("")
            neighbour.listen()
            address = neighbour.getsockname()[1:].decode()
            holes = await self._holes("filtered", address)
            behind = await self._holes("unfiltered", address)
        holes += [wall for wall in BEHIND_THE_FILTER if wall in behind and wall not in holes]
        if holes:
            raise JailUnavailable(f"the jail has holes here: {', '.join(holes)}")

    async def _holes(self, probe: Probe, neighbour: str) -> list[str]:
        order = {"probe": probe, "neighbour": neighbour}
        async with self.process(PROBE_MEMORY, cpu=5, probe=order) as process, asyncio.timeout(BEGIN_SECONDS):
            kind, found = await receive(process.reader)
        if kind != wire.RESULT:
            raise JailUnavailable(f"a wall of the jail cannot be put up here: {found.get('walls')}")
        return list(found)

    @asynccontextmanager
    async def process(self, memory: int, cpu: int, *, probe: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
        """A process of its own, which ends with the block. Raises JailUnavailable.

        `memory`: bytes it may have besides what the interpreter itself takes; `cpu`: seconds at most.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._number += 1
        number, loop = self._number, asyncio.get_running_loop()
        waiting = self._runs[number] = _Waiting(loop.create_future(), loop.create_future())
        order = {"run": number, "memory": self._base + memory, "cpu": cpu, "probe": None, **(probe or {})}
        try:
            with theirs:
                socket.send_fds(self._control, [json.dumps(order).encode()], [theirs.fileno()])
            reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
            async with asyncio.timeout(BEGIN_SECONDS):
                fd = await waiting.begun
        except (OSError, TimeoutError) as error:
            ours.close()
            raise JailUnavailable("the jail does not answer") from error
        process = Process(fd, _pid(fd), reader, writer, waiting.ended)
        try:
            yield process
        finally:
            process.kill()
            writer.close()
            os.close(fd)

    def _heard(self) -> None:
        while True:
            try:
                content, descriptors, _, _ = socket.recv_fds(self._control, LARGEST_MESSAGE, 1)
            except BlockingIOError:
                return
            except ConnectionError:
                content, descriptors = b"", []
            if not content:
                self._forget()
                return
            self._message(json.loads(content), descriptors)

    def _message(self, told: dict[str, Any], descriptors: list[int]) -> None:
        if "ready" in told:
            self._ready.set_result(descriptors[0])
        elif "begun" in told:
            _settle(self._runs[told["run"]].begun, descriptors[0])
        elif "refused" in told:
            waiting = self._runs.pop(told["run"])
            _fail(waiting.begun, JailUnavailable(f"the jail takes no more: {told['refused']}"))
        else:
            _settle(self._runs.pop(told["run"]).ended, End(told["ended"], told["cpu"]))


def _settle(future: asyncio.Future[_T], value: _T) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        # Whoever waited may be gone; then nobody is told.
        future.exception()


def _pid(fd: int) -> int:
    about = Path(f"/proc/self/fdinfo/{fd}").read_text().splitlines()
    return next(int(line.split()[1]) for line in about if line.startswith("Pid:"))


def _address_space(fd: int) -> int:
    """Bytes that the server takes, which every run begins with."""
    return int(Path(f"/proc/{_pid(fd)}/statm").read_text().split()[0]) * _PAGE
