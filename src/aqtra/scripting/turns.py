"""Whose script runs next: applications take turns, whatever queue one of them has."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Turns:
    """At most `places` at once. Who waits longest within the application whose turn it is comes first."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._queues: dict[Hashable, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def place(self, application: Hashable) -> AsyncIterator[None]:
        await self._taken(application)
        try:
            yield
        finally:
            self._given_back()

    async def _taken(self, application: Hashable) -> None:
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(application, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._given_back()
            raise

    def _given_back(self) -> None:
        while self._queues:
            application, queue = next(iter(self._queues.items()))
            turn = queue.popleft()
            # To the end, so that the others come first.
            del self._queues[application]
            if queue:
                self._queues[application] = queue
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
