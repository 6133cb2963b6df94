"""Composition root: puts the packages together for a process. The only place that knows them all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from aqtra.catalogs.service import entries_of
from aqtra.catalogs.users import mirror_user
from aqtra.dataflow.proxy.reader import FlowProxy
from aqtra.dataflow.sealing import seal_open_payloads
from aqtra.identity.external import ExternalIdentity
from aqtra.identity.service import FIRST_USER, Identity, identity_of
from aqtra.identity.sessions import Sessions
from aqtra.identity.tokens.doors import Tokens, open_tokens
from aqtra.infra.container import Services, open_services
from aqtra.infra.database import DatabaseUnavailable
from aqtra.infra.key_check import check_keys, prepare_keys
from aqtra.infra.settings import Settings, required
from aqtra.metadata.definitions import Definitions, definitions_of
from aqtra.metadata.domains.hosts import hosts_of
from aqtra.workplace.publishing import ensure_builtin_components


@dataclass(frozen=True)
class Platform:
    """The parts of a running process."""

    services: Services
    definitions: Definitions
    sessions: Sessions
    identity: Identity
    tokens: Tokens
    external: ExternalIdentity


@dataclass(frozen=True)
class BootstrapResult:
    """What the first start made. `first_password` is None on later starts."""

    user_name: str
    first_password: str | None


@asynccontextmanager
async def open_platform(settings: Settings) -> AsyncIterator[Platform]:
    """Opens pools and puts the parts on them. Raises KeysRefused, DatabaseUnavailable."""
    async with open_services(settings) as services:
        await check_keys(services)
        definitions, entries = definitions_of(services), entries_of(services)
        entries.proxy = FlowProxy(services, definitions, entries)
        identity = identity_of(services)
        sessions = identity.sessions
        yield Platform(
            services=services,
            definitions=definitions,
            sessions=sessions,
            identity=identity,
            tokens=open_tokens(services, identity, mirror_user),
            external=ExternalIdentity.of(services, sessions, mirror_user, hosts_of(services).is_named),
        )


def bootstrap(settings: Settings) -> BootstrapResult:
    """Migrates, publishes the built-in components and makes the first administrator. Repeatable."""
    # What migrates takes twenty megabytes, which processes that only serve have other uses for.
    from aqtra.infra.migrations import upgrade

    upgrade(required(settings.database_owner_url, "database_owner_url"))
    return asyncio.run(_prepare(settings))


def require_keys(settings: Settings) -> None:
    """Raises KeysRefused when this process has other encryption keys than the database was written with.

    While the database does not answer nothing can be compared: whoever works with it compares again.
    """

    async def compare() -> None:
        async with open_services(settings) as services:
            with suppress(DatabaseUnavailable):
                await check_keys(services)

    asyncio.run(compare())


async def _prepare(settings: Settings) -> BootstrapResult:
    async with open_services(settings) as services:
        await prepare_keys(services)
        await seal_open_payloads(services)
    async with open_platform(settings) as platform:
        await ensure_builtin_components(platform.services)
        password = await platform.identity.first_administrator(mirror_user)
        return BootstrapResult(FIRST_USER, password)
