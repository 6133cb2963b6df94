"""`aqtra consume`: receives the messages of brokers in a process of its own."""

import asyncio
import signal
from contextlib import suppress

import typer

from aqtra.cli.output import keys_or_fail, load_or_fail, packages_or_fail
from aqtra.infra.settings import Settings

app = typer.Typer()


@app.command()
def consume() -> None:
    """Receive the messages of brokers and run the flows that wait for them, until a signal.

    Gateways do it too, unless AQTRA_CONSUME is false. Of several processes one receives each subscription.
    """
    settings = load_or_fail()
    packages_or_fail(settings)
    keys_or_fail(settings)
    from aqtra.infra.logging import configure_logging

    configure_logging("consume", settings.log_level)
    asyncio.run(_consume(settings))


async def _consume(settings: Settings) -> None:
    from aqtra.composition import open_platform
    from aqtra.dataflow.consuming.consumers import Consumers

    async with open_platform(settings) as platform, platform.definitions.kept_fresh():
        work = asyncio.create_task(Consumers(platform.services, platform.definitions).run())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, work.cancel)
        with suppress(asyncio.CancelledError):
            await work
