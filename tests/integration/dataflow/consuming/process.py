"""Consumers in a process of their own, that a test may kill: `python -m …process`, with settings of the environment."""

import asyncio

from aqtra.dataflow.consuming.consumers import Consumers
from aqtra.infra.container import open_services
from aqtra.infra.settings import load_settings
from aqtra.metadata.definitions import definitions_of
from tests.integration.dataflow.consuming.world import FAST


async def consume() -> None:
    async with open_services(load_settings()) as services, definitions_of(services).kept_fresh() as definitions:
        await Consumers(services, definitions, FAST).run()


if __name__ == "__main__":
    asyncio.run(consume())
