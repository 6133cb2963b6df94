"""What a process that runs scripts keeps in memory for them: its jail with the fork server, and one run that waits."""

import asyncio
from contextlib import suppress
from typing import Any

import psutil

from aqtra.scripting.jail import Jail

SETTLED_SECONDS = 1.0
"""After which a run that has nothing to do has shut itself in, and waits."""
MIB = 1024 * 1024
RUN_MEMORY = 256 * MIB


async def memory(packages: tuple[str, ...] = ()) -> dict[str, Any]:
    """MiB, proportional: what several processes share is divided among them."""
    jail = Jail(packages=packages)
    await jail.start()
    try:
        own = psutil.Process()
        await asyncio.sleep(SETTLED_SECONDS)
        alone = _pss(own.children(recursive=True))
        async with jail.process(RUN_MEMORY, cpu=1) as process:
            await asyncio.sleep(SETTLED_SECONDS)
            together = _pss(own.children(recursive=True))
            run = _pss([psutil.Process(process.pid)])
    finally:
        await jail.close()
    return {"jail_mib": alone, "idle_run_mib": run, "idle_run_adds_mib": round(together - alone, 2)}


def _pss(processes: list[psutil.Process]) -> float:
    total = 0
    for process in processes:
        # The process that looked at the walls may be ending still.
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return round(total / MIB, 2)
