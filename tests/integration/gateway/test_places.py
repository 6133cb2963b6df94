"""Places for live connections, on a real Redis: shared, given back, and never kept by a process that died."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, Final
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from aqtra.gateway.rates.places import PREFIX, NoPlace, Places
from aqtra.infra.transport import redis_options
from tests.support.installation import Installation

SHORT: Final = 0.3
WAIT: Final = 20


def with_redis(installation: Installation, work: Callable[[Redis], Awaitable[Any]]) -> None:
    async def within() -> None:
        address = installation.environment["AQTRA_REDIS_URL"]
        redis = Redis.from_url(address, **redis_options(address))
        try:
            await asyncio.wait_for(work(redis), WAIT)
        finally:
            await redis.aclose()

    asyncio.run(within())


async def free(places: Places, name: str, most: int = 1) -> bool:
    try:
        async with places.held({name: most}):
            return True
    except NoPlace:
        return False


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    while not await holds():
        await asyncio.sleep(0.05)


def test_two_processes_share_what_there_is(installation: Installation) -> None:
    async def work(redis: Redis) -> None:
        name, one, other = uuid4().hex, Places(lambda: redis), Places(lambda: redis)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(one.held({name: 2}))
            await stack.enter_async_context(other.held({name: 2}))
            assert not await free(one, name, 2)
            assert not await free(other, name, 2)
        assert await free(one, name)
        assert await redis.zcard(PREFIX + name) == 0

    with_redis(installation, work)


def test_when_one_name_is_full_no_other_is_taken(installation: Installation) -> None:
    async def work(redis: Redis) -> None:
        full, other, places = uuid4().hex, uuid4().hex, Places(lambda: redis)
        async with Places(lambda: redis).held({full: 1}):
            with pytest.raises(NoPlace):
                async with places.held({other: 1, full: 1}):
                    raise AssertionError
            assert await free(places, other)

    with_redis(installation, work)


def test_what_a_dead_process_held_comes_back_and_what_a_living_one_holds_stays(installation: Installation) -> None:
    async def work(redis: Redis) -> None:
        dead, alive, places = uuid4().hex, uuid4().hex, Places(lambda: redis, SHORT)
        # As a process leaves it that was killed: nobody renews, nobody gives back.
        killed = Places(lambda: redis, SHORT)
        await killed._take("killed", {dead: 1})
        async with places.held({alive: 1}):
            assert not await free(Places(lambda: redis, SHORT), dead)
            await until(lambda: free(Places(lambda: redis, SHORT), dead))
            assert not await free(Places(lambda: redis, SHORT), alive)
        assert await free(Places(lambda: redis, SHORT), alive)

    with_redis(installation, work)


def test_an_emptied_redis_learns_again_who_is_there(installation: Installation) -> None:
    async def work(redis: Redis) -> None:
        name, places = uuid4().hex, Places(lambda: redis, SHORT)
        async with places.held({name: 1}):
            await redis.delete(PREFIX + name)
            await until(lambda: _is_known(redis, name))

    with_redis(installation, work)


async def _is_known(redis: Redis, name: str) -> bool:
    return await redis.zcard(PREFIX + name) == 1


def test_without_redis_a_process_counts_its_own() -> None:
    async def work() -> None:
        places = Places(lambda: None)
        async with places.held({"a": 1}):
            assert not await free(places, "a")
        assert await free(places, "a")

    asyncio.run(work())
