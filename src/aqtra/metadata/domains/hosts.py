"""Which application domain a host name leads to, known in memory."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import structlog

from aqtra.infra.container import Services
from aqtra.infra.database import Database
from aqtra.kernel.errors import Unavailable
from aqtra.metadata.domains import repository

logger = structlog.get_logger()
# A change is told at once; this bounds the delay where the notification was lost or nobody listens.
FRESH_SECONDS: Final = 1.0
NOWHERE: Final = ""
"""Stands for the domain of an address that leads to none. No domain and no component has this name."""


@dataclass(frozen=True, slots=True)
class KnownHosts:
    """The enabled domain of each host name, and the one of all other names."""

    by_name: Mapping[str, str]
    default: str


class Hosts:
    """The host names of all domains. One per process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: KnownHosts | None = None
        self._read_at = 0.0
        self._reading = asyncio.Lock()

    async def domain_of(self, header: str) -> str:
        """The name of the domain that a Host header leads to, or NOWHERE. Raises DatabaseUnavailable at first."""
        if self._known is None or time.monotonic() - self._read_at > FRESH_SECONDS:
            await self._read()
        assert self._known is not None
        return self._known.by_name.get(host_name(header), self._known.default)

    async def is_named(self, header: str) -> bool:
        """Whether a Host header names a host of an enabled domain, and does not just fall to the default one."""
        await self.domain_of(header)
        assert self._known is not None
        return host_name(header) in self._known.by_name

    def forget(self) -> None:
        """A domain has changed: the next question reads anew."""
        self._read_at = 0.0

    async def _read(self) -> None:
        asked_at = time.monotonic()
        async with self._reading:
            if self._known is not None and self._read_at >= asked_at:
                return
            # What changes while it is read may be missed, so the age counts from the beginning.
            started = time.monotonic()
            try:
                async with self._db.connection() as conn:
                    self._known = _known(await repository.enabled_hosts(conn))
            except Unavailable:
                if self._known is None:
                    raise
                # Where addresses lead changes seldom; what is known stays in use.
                logger.warning("hosts_not_refreshed")
            self._read_at = started


def _known(domains: Sequence[tuple[str, bool, Sequence[str]]]) -> KnownHosts:
    # Of two domains with the same host name the first by name wins.
    by_name = {host: name for name, _, hosts in reversed(domains) for host in hosts}
    default = next((name for name, is_default, _ in domains if is_default), NOWHERE)
    return KnownHosts(by_name, default)


def host_name(header: str) -> str:
    """The name in a Host header: no port, lower case, without the dot of an absolute name."""
    name = header.partition("]")[0].removeprefix("[") if header.startswith("[") else header.partition(":")[0]
    return name.lower().rstrip(".")


_OF_PROCESS: WeakKeyDictionary[Database, Hosts] = WeakKeyDictionary()


def hosts_of(services: Services) -> Hosts:
    """The host names of this process's domains; the same object at every call."""
    found = _OF_PROCESS.get(services.db)
    if found is None:
        found = _OF_PROCESS.setdefault(services.db, Hosts(services.db))
    return found
