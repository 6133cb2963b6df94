"""Seals what runs had stored in the open before payloads were sealed. Done once, when the database is updated."""

from typing import Final

from aqtra.dataflow import repository
from aqtra.infra.container import Services

_BATCH: Final = 200


async def seal_open_payloads(services: Services) -> int:
    """How many runs it sealed. Repeatable; interrupted, it goes on where it stopped."""
    done = 0
    while True:
        async with services.db.transaction() as conn:
            found = await repository.seal_open(conn, services.sealer, _BATCH)
        done += found
        if found < _BATCH:
            return done
