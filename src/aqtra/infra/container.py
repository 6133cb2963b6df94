"""What one process holds: settings, pools, clock. Made once, handed down, never global."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from redis.asyncio import Redis

from aqtra.infra.database import Database
from aqtra.infra.settings import Settings, required
from aqtra.kernel.clock import Clock, SystemClock
from aqtra.kernel.ids import IdSource, RandomIds

OWNER_POOL_SIZE = 3


@dataclass(frozen=True)
class Services:
    """The means of a process."""

    settings: Settings
    db: Database
    owner_db: Database
    redis: Redis
    clock: Clock = field(default_factory=SystemClock)
    ids: IdSource = field(default_factory=RandomIds)


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
        owner_url = settings.database_owner_url or settings.database_url
        owner = await stack.enter_async_context(
            # Used by publications only: one that fails over a dead connection costs more than the checks.
            Database.open(required(owner_url, "database_owner_url"), min_size=0, max_size=OWNER_POOL_SIZE, checked=True)
        )
        redis = Redis.from_url(required(settings.redis_url, "redis_url"))
        stack.push_async_callback(redis.aclose)
        yield Services(settings=settings, db=db, owner_db=owner, redis=redis)
