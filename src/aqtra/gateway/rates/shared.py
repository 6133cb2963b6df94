"""Buckets that all processes share: one script in Redis, one round trip, by the clock of Redis."""

import asyncio
from collections.abc import Sequence
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from aqtra.gateway.rates.buckets import Charge, Refusal

PREFIX: Final = "aqtra:rate:"
PATIENCE: Final = 0.25
"""Seconds that a request waits for Redis at most."""

# ARGV: whether to pay also what is not there, then capacity, tokens a second and price of each bucket in KEYS.
# Answers the number of the emptiest bucket that could not pay, or 0; the seconds it needs; what each has left.
_SCRIPT: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local have, short, wait = {}, 0, 0
for i, key in ipairs(KEYS) do
    local capacity, rate, price = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
    local known = redis.call('HMGET', key, 'n', 't')
    have[i] = capacity
    if known[1] then
        have[i] = math.min(capacity, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) * rate)
    end
    if have[i] < price and (price - have[i]) / rate > wait then
        short, wait = i, (price - have[i]) / rate
    end
end
local left = {short, tostring(wait)}
for i, key in ipairs(KEYS) do
    local capacity, rate, price = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
    if short == 0 or ARGV[1] == '1' then
        have[i] = math.max(-capacity, have[i] - price)
        redis.call('HSET', key, 'n', tostring(have[i]), 't', string.format('%.6f', now))
        redis.call('PEXPIRE', key, math.ceil(2000 * capacity / rate))
    end
    left[i + 2] = tostring(have[i])
end
return left
"""


class SharedUnavailable(Exception):
    """Redis is down or slow."""


class SharedBuckets:
    """Token buckets in Redis."""

    def __init__(self, redis: Redis) -> None:
        self._script = redis.register_script(_SCRIPT)

    async def take(self, charges: Sequence[Charge]) -> Refusal | None:
        """Pays one token of each, or none of them. Raises SharedUnavailable."""
        short, wait, *_ = await self._run(False, [(charge, 1) for charge in charges])
        return Refusal(charges[int(short) - 1], float(wait)) if int(short) else None

    async def spend(self, spent: Sequence[tuple[Charge, int]]) -> list[float]:
        """Books what was granted already; what each bucket has left, which may be below nothing."""
        _, _, *left = await self._run(True, spent)
        return [float(tokens) for tokens in left]

    async def _run(self, anyway: bool, prices: Sequence[tuple[Charge, int]]) -> list[bytes]:
        arguments: list[float | int] = [int(anyway)]
        for charge, price in prices:
            arguments += [charge.rate.times, charge.rate.per_second, price]
        try:
            async with asyncio.timeout(PATIENCE):
                keys = [PREFIX + charge.id for charge, _ in prices]
                answer: list[bytes] = await self._script(keys=keys, args=arguments)
                return answer
        except (RedisError, OSError, TimeoutError) as error:
            raise SharedUnavailable(str(error)) from error
