"""What one process holds: settings, pools, clock. Made once, handed down, never global."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property

from redis.asyncio import Redis

from aqtra.infra.crypto import Keyring
from aqtra.infra.database import Database
from aqtra.infra.keys import keyring
from aqtra.infra.property_cipher import PropertyCipher
from aqtra.infra.sealing import Sealer
from aqtra.infra.settings import PREFIX, Settings, required
from aqtra.infra.transport import redis_options
from aqtra.kernel.clock import Clock, SystemClock
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.ids import IdSource, RandomIds

OWNER_POOL_SIZE = 3


class OwnerUnknown(AqtraError):
    """The process was started without the address of the database's owner."""


@dataclass(frozen=True)
class Services:
    """The means of a process."""

    settings: Settings
    db: Database
    owner: Database | None
    """As the owner of the tables; None in a process that was not given its address."""
    redis: Redis
    clock: Clock = field(default_factory=SystemClock)
    ids: IdSource = field(default_factory=RandomIds)

    @cached_property
    def keys(self) -> Keyring:
        """The encryption keys of this process. Raises KeysUnusable."""
        return keyring(self.settings)

    @cached_property
    def sealer(self) -> Sealer:
        """Seals secrets that lie in the database. Raises KeysUnusable."""
        return Sealer(self.keys)

    @cached_property
    def properties(self) -> PropertyCipher:
        """Seals the values of encrypted properties. Raises KeysUnusable."""
        return PropertyCipher(self.keys)

    @property
    def owner_db(self) -> Database:
        """For what makes or changes tables; never in the service of a request. Raises OwnerUnknown."""
        if self.owner is None:
            raise OwnerUnknown(f"this process changes tables: it needs {PREFIX}DATABASE_OWNER_URL")
        return self.owner


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Opens everything and closes it in reverse order."""
    async with AsyncExitStack() as stack:
        db = await stack.enter_async_context(
            Database.open(
                required(settings.database_url, "database_url"),
                max_size=settings.database_pool_size,
                statement_seconds=settings.query_seconds,
            )
        )
        owner = await _open_owner(stack, settings)
        address = required(settings.redis_url, "redis_url")
        redis = Redis.from_url(address, **redis_options(address))
        stack.push_async_callback(redis.aclose)
        yield Services(settings=settings, db=db, owner=owner, redis=redis)


async def _open_owner(stack: AsyncExitStack, settings: Settings) -> Database | None:
    if settings.database_owner_url is None:
        return None
    return await stack.enter_async_context(
        Database.open(
            required(settings.database_owner_url, "database_owner_url"),
            min_size=0,
            max_size=OWNER_POOL_SIZE,
            # Used for changes of tables only: one that fails over a dead connection costs more than the checks.
            checked=True,
        )
    )
