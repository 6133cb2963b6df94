"""One event loop and one set of services per worker process, made at its first task."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeVar

from aqtra.catalogs.changes import changes_of
from aqtra.composition import Platform, open_platform
from aqtra.infra.settings import get_settings

Result = TypeVar("Result")


class Runtime:
    """Runs coroutines of tasks one after the other on a loop that outlives them."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None
        self._stack = AsyncExitStack()
        self._platform: Platform | None = None

    def run(self, work: Callable[[Platform], Awaitable[Result]]) -> Result:
        """Runs `work` to its end. Raises what it raises."""
        if self._runner is None:
            self._runner = asyncio.Runner()
        return self._runner.run(self._with_platform(work))

    def close(self) -> None:
        """Closes the pools; called when the worker process ends."""
        if self._runner is not None:
            self._runner.run(self._stack.aclose())
            self._runner.close()
            self._runner = None

    async def _with_platform(self, work: Callable[[Platform], Awaitable[Result]]) -> Result:
        if self._platform is None:
            self._platform = await self._stack.enter_async_context(open_platform(get_settings()))
        await self._platform.definitions.refresh()
        self._platform.services.keys.refresh()
        try:
            return await work(self._platform)
        finally:
            # The loop stands still until the next task.
            await changes_of(self._platform.services).flush()


runtime = Runtime()
