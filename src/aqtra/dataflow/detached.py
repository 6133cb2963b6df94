"""Work that goes on after whoever began it has left."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

# The event loop itself does not keep tasks from being collected.
_DETACHED: Final[set[asyncio.Task[Any]]] = set()


def keep(work: Coroutine[Any, Any, Any]) -> None:
    """Lets it go on to its end."""
    task = asyncio.create_task(work)
    _DETACHED.add(task)
    task.add_done_callback(_DETACHED.discard)
