"""Routes for those who watch: is it alive, is everything it needs there, what does it count."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from fastapi import Response

from aqtra.dataflow.consuming.repository import away as subscriptions_away
from aqtra.gateway.static import front_end
from aqtra.infra.container import Services
from aqtra.infra.http import Router, ServicesDep
from aqtra.infra.metrics import exposition
from aqtra.infra.queue import workers_alive
from aqtra.kernel.principal import Right

CHECK_SECONDS = 3.0

router = Router(include_in_schema=False)


@router.get("/liveness", right=Right.ANONYMOUS)
async def liveness() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/metrics", right=Right.OPERATIONS)
async def metrics() -> Response:
    content, media_type = exposition()
    return Response(content, media_type=media_type)


@router.get("/hc", right=Right.ANONYMOUS)
async def health(services: ServicesDep) -> Response:
    """Every check with state and time; 503 when one fails that the platform cannot do without.

    Says what is wrong, never how it is configured.
    """
    checks = await asyncio.gather(*(_timed(name, check(services)) for name, check in CHECKS.items()))
    healthy = all(check["healthy"] for check in checks if check["name"] not in DEGRADING)
    whole = "healthy" if all(check["healthy"] for check in checks) else "degraded"
    body = {"status": whole if healthy else "unhealthy", "checks": checks}
    return Response(
        orjson.dumps(body),
        200 if healthy else 503,
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


async def _database(services: Services) -> None:
    async with services.db.connection() as conn:
        await conn.execute("SELECT 1")


async def _redis(services: Services) -> None:
    await services.redis.ping()


async def _worker(services: Services) -> None:
    if not await asyncio.to_thread(workers_alive):
        raise LookupError("no worker answers")


async def _front_end(services: Services) -> None:
    if not all((folder / "index.html").is_file() for folder in front_end(services.settings).values()):
        raise LookupError("the front end is not built")


async def _brokers(services: Services) -> None:
    async with services.db.connection() as conn:
        if count := await subscriptions_away(conn):
            raise LookupError(f"subscriptions without their broker: {count}")


CHECKS: dict[str, Callable[[Services], Awaitable[None]]] = {
    "database": _database,
    "redis": _redis,
    "worker": _worker,
    "front_end": _front_end,
    "brokers": _brokers,
}
DEGRADING = frozenset({"brokers"})
"""What others run: without it the platform does less, and restarting it would help nothing."""


async def _timed(name: str, check: Awaitable[None]) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        await asyncio.wait_for(check, CHECK_SECONDS)
        reason = None
    except Exception as error:
        reason = type(error).__name__ if not isinstance(error, LookupError) else str(error)
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {"name": name, "healthy": reason is None, "reason": reason, "milliseconds": milliseconds}
