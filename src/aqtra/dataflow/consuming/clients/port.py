"""What a subscription asks of a broker, whichever it is."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from aqtra.dataflow.consuming.models import Received, Source
from aqtra.infra.egress import Egress

PREFETCH: Final = 16
"""Messages that a subscription holds at once, unacknowledged: those that wait for another attempt included."""


@dataclass(frozen=True, slots=True)
class Opening:
    """With what a session begins. `name`: what the broker knows the subscription by. `hidden`: in seconds."""

    source: Source
    name: str
    egress: Egress
    hidden: float = 30.0


class Session(Protocol):
    """An open subscription. All raise BrokerUnavailable once the connection is gone: it is left, and made anew."""

    async def receive(self) -> Received:
        """The next message, as soon as there is one."""
        ...

    async def acknowledge(self, message: Received) -> None:
        """The broker may forget it."""
        ...

    async def keep(self) -> None:
        """Says that what is held is still worked on, and finds out whether the broker is there."""
        ...


Probe = Callable[[Opening], Awaitable[str]]
"""What the broker answers to somebody who sets it up. Nothing is received by it. Raises as `OpenSession` does."""
OpenSession = Callable[[Opening], AbstractAsyncContextManager[Session]]
"""Raises BrokerUnavailable, EgressRefused."""
