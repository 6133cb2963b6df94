"""Publishing to its end in this process: for commands and for the first start, when no worker may be there."""

import asyncio

from aqtra.infra.container import Services
from aqtra.metadata.publication.models import Publication
from aqtra.metadata.publication.runner import Runner
from aqtra.metadata.publication.service import Publications

POLL_SECONDS = 0.2


async def run_to_end(services: Services, runner: Runner, publication_id: int) -> Publication:
    """The publication as it ended; also when a worker was quicker to take it."""
    while True:
        await runner.run(publication_id)
        async with services.db.transaction() as conn:
            publication = await Publications(conn, services).get(publication_id)
        if not publication.state.is_active:
            return publication
        await asyncio.sleep(POLL_SECONDS)
