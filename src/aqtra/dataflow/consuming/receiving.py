"""The messages of one open session: received in order, run one after the other, acknowledged when they have ended."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog

from aqtra.dataflow.consuming import letters_repository
from aqtra.dataflow.consuming.attempts import Attempts
from aqtra.dataflow.consuming.clients.port import PREFETCH, Session
from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.models import Received, Subscription, Timing
from aqtra.infra.container import Services
from aqtra.kernel.errors import Unavailable

log = structlog.get_logger("aqtra.dataflow.broker")
_PAUSE = 1.0
"""Until the database is asked again."""


class Receiving:
    """Those that wait for another attempt stand aside, still held; the others go on."""

    def __init__(
        self, services: Services, subscription: Subscription, session: Session, attempts: Attempts, timing: Timing
    ) -> None:
        self._services = services
        self._subscription = subscription
        self._session = session
        self._attempts = attempts
        self._timing = timing
        self._turn = asyncio.Lock()
        self._running: asyncio.Task[Any] | None = None
        self._slots = asyncio.Semaphore(PREFETCH)
        self._work: set[asyncio.Task[Any]] = set()
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._is_ending = False

    async def until(self, stopping: asyncio.Event) -> None:
        """Receives until it is asked to stop. Raises BrokerUnavailable, EgressRefused, LeaseLost."""
        stop = asyncio.create_task(stopping.wait())
        for work in (self._receive(), self._keep(), self._letters()):
            self._start(work)
        try:
            ends: set[asyncio.Future[Any]] = {stop, self._failed}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            await self._end(within=self._timing.drain if stopping.is_set() else None)
        if self._failed.done() and not self._failed.cancelled():
            self._failed.result()

    async def _end(self, within: float | None) -> None:
        """The run under way goes on to its end: what it writes would be written again. The others come again."""
        self._is_ending = True
        for task in self._work - {self._running}:
            task.cancel()
        if self._running is not None and not self._running.done():
            await asyncio.wait({self._running}, timeout=within)
            self._running.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        async def told() -> None:
            try:
                await work
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if not self._failed.done():
                    self._failed.set_exception(error)

        task = asyncio.create_task(told())
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _receive(self) -> None:
        while True:
            await self._slots.acquire()
            self._start(self._handle(await self._session.receive()))

    async def _handle(self, message: Received) -> None:
        try:
            first = True
            while True:
                due_at = await self._in_turn(self._insisted(message, first=first))
                if due_at is None:
                    await self._session.acknowledge(message)
                    return
                if self._is_ending:
                    return
                first = False
                await asyncio.sleep((due_at - self._services.clock.now()).total_seconds())
        finally:
            self._slots.release()

    async def _insisted(self, message: Received, *, first: bool) -> Any:
        """The database may be away for a while: the message is held as long, and nothing is taken for failed."""
        while True:
            try:
                return await self._attempts.attempt(message, first=first)
            except BrokerUnavailable:
                raise
            except Unavailable as error:
                log.warning("a message waits for the database", reason=error.message)
                await asyncio.sleep(_PAUSE)

    async def _in_turn(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            async with self._turn:
                self._running = asyncio.current_task()
                try:
                    return await work
                finally:
                    if not self._is_ending:
                        self._running = None
        finally:
            work.close()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(max(self._timing.hidden / 5, self._timing.look))
            await self._session.keep()

    async def _letters(self) -> None:
        """Dead letters that somebody wants tried again."""
        while not self._is_ending:
            with suppress(Unavailable):
                await self._in_turn(self._due_letters())
            # What was looked at as the end began is waited for, so it must come to its end.
            if not self._is_ending:
                await asyncio.sleep(self._timing.look)

    async def _due_letters(self) -> None:
        while not self._is_ending:
            async with self._services.db.connection() as conn:
                now = self._services.clock.now()
                letter = await letters_repository.due(conn, self._subscription.key, now)
            if letter is None:
                return
            await self._attempts.attempt_letter(letter)
