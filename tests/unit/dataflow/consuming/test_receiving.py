"""The messages of a session, as far as it can be told without a broker."""

import asyncio
from typing import Any, cast

import pytest

from aqtra.dataflow.consuming.errors import BrokerUnavailable
from aqtra.dataflow.consuming.models import Received, Timing
from aqtra.dataflow.consuming.receiving import Receiving


class Session:
    """Has no message, until its broker is gone."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def receive(self) -> Received:
        await self.gone.wait()
        raise BrokerUnavailable("the broker has closed the connection")

    async def acknowledge(self, message: Received) -> None:
        raise AssertionError(message)

    async def keep(self) -> None:
        """Nothing to do."""


def test_it_ends_when_the_broker_goes_while_dead_letters_are_looked_for() -> None:
    async def work() -> None:
        session, looked, found = Session(), asyncio.Event(), asyncio.Event()
        nothing = cast(Any, None)
        receiving = Receiving(nothing, nothing, session, nothing, Timing(look=0.001))

        async def due_letters() -> None:
            looked.set()
            await found.wait()

        receiving._due_letters = due_letters  # type: ignore[method-assign]
        ends = asyncio.create_task(receiving.until(asyncio.Event()))
        await looked.wait()
        session.gone.set()
        # Past the moment at which everything else is told to end.
        for _ in range(10):
            await asyncio.sleep(0)
        found.set()
        async with asyncio.timeout(30):
            with pytest.raises(BrokerUnavailable):
                await ends

    asyncio.run(work())
