"""Scripts of one process: its jail, started with the first of them, and the order in which they come."""

import asyncio
import os
from collections.abc import Hashable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from prometheus_client import Counter, Histogram

from aqtra.scripting.errors import JailUnavailable, ScriptFailed, ScriptOverLimit
from aqtra.scripting.jail import Jail
from aqtra.scripting.models import Broker, Order, Told
from aqtra.scripting.running import Run
from aqtra.scripting.turns import Turns

RUNS = Counter("aqtra_script_runs_total", "Runs of scripts", ["ended"])
SECONDS = Histogram("aqtra_script_run_seconds", "Seconds of a run of a script over all its items, waiting included")
STARTS = Counter("aqtra_script_jail_starts_total", "Starts of the jail of a process")


class Scripts:
    """Runs scripts in a jail that is started once and again whenever it was lost."""

    def __init__(self, jail: Jail | None = None, packages: tuple[str, ...] = ()) -> None:
        self._given = jail
        self._packages = packages
        self._jail: Jail | None = None
        self._starting = asyncio.Lock()
        self._turns = Turns(max(2, os.cpu_count() or 2))

    async def run(self, order: Order, broker: Broker, told: Told, application: Hashable = None) -> list[Any]:
        """What the script left of each item; `told` gets what it said, whatever happens.

        Raises ScriptFailed, ScriptOverLimit, JailUnavailable.
        """
        if not order.items:
            return []
        with SECONDS.time():
            async with self._turns.place(application):
                run = Run(await self._ready(), order, broker, told)
                try:
                    left = await run.work()
                except (ScriptFailed, ScriptOverLimit, JailUnavailable) as error:
                    RUNS.labels(ended=error.code).inc()
                    raise
        RUNS.labels(ended="completed").inc()
        return left

    async def _ready(self) -> Jail:
        async with self._starting:
            if self._jail is None or self._jail.lost:
                await self.close()
                jail = self._given or Jail(packages=self._packages)
                await jail.start()
                STARTS.inc()
                self._jail = jail
            return self._jail

    async def close(self) -> None:
        if self._jail is not None:
            with suppress(OSError):
                await self._jail.close()
            self._jail = None


_OF_LOOP: WeakKeyDictionary[asyncio.AbstractEventLoop, Scripts] = WeakKeyDictionary()


def scripts_of_process(packages: tuple[str, ...]) -> Scripts:
    """Those of the event loop at work, which every process has one of. `packages` are those of the installation."""
    return _OF_LOOP.setdefault(asyncio.get_running_loop(), Scripts(packages=packages))
