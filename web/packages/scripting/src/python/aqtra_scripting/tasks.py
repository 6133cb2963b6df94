"""Results that come later: to be awaited, or continued as old scripts do."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from aqtra_scripting.calling import invoke

Report = Callable[[BaseException], None]


class Task:
    """One result. A failure that nobody waits for is reported."""

    def __init__(self, future: "asyncio.Future[Any]", report: Report) -> None:
        self._future = future
        self._report = report
        self._is_expected = False
        future.add_done_callback(self._ended)

    def __await__(self) -> Generator[Any, None, Any]:
        self._is_expected = True
        return self._future.__await__()

    def __bool__(self) -> bool:
        raise TypeError("a task is neither true nor false: write `if await …` to use its result")

    @property
    def IsCompleted(self) -> bool:
        return self._future.done()

    @property
    def Result(self) -> Any:
        self._is_expected = True
        if not self._future.done():
            raise RuntimeError("there is no result yet: await the task, or read Result in its continuation")
        return self._future.result()

    def ContinueWith(self, function: Callable[..., Any]) -> "Task":
        """Calls `function(task)` when the result is there, failed or not."""
        self._is_expected = True
        return Task(asyncio.ensure_future(self._continued(function)), self._report)

    async def _continued(self, function: Callable[..., Any]) -> Any:
        await asyncio.wait([self._future])
        result = invoke(function, [self])
        return await result if inspect.isawaitable(result) else result

    def _ended(self, future: "asyncio.Future[Any]") -> None:
        if not future.cancelled() and (error := future.exception()) is not None and not self._is_expected:
            self._report(error)


class Subscription:
    """Ends when it is disposed of."""

    def __init__(self, dispose: Callable[[], None]) -> None:
        self._dispose = dispose

    def Dispose(self) -> None:
        self._dispose()


class Observable:
    """Values that come when somebody subscribes; awaited, the first of them."""

    def __init__(self, start: Callable[[], Awaitable[Any]], report: Report) -> None:
        self._start = start
        self._report = report

    def __await__(self) -> Generator[Any, None, Any]:
        return self._start().__await__()

    def Subscribe(self, on_next: Callable[..., Any], on_error: Callable[..., Any] | None = None) -> Subscription:
        running = asyncio.ensure_future(self._told(on_next, on_error))
        Task(running, self._report)
        return Subscription(lambda: _cancel(running))

    async def _told(self, on_next: Callable[..., Any], on_error: Callable[..., Any] | None) -> None:
        try:
            value = await self._start()
        except Exception as error:
            if on_error is None:
                raise
            result = invoke(on_error, [error])
        else:
            result = invoke(on_next, [value])
        if inspect.isawaitable(result):
            await result


def _cancel(running: "asyncio.Future[Any]") -> None:
    running.cancel()
