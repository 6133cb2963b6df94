"""What administrators do with messages that are no longer tried, and what is forgotten of messages."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from aqtra.dataflow.consuming import letters_repository, repository
from aqtra.dataflow.consuming.errors import MessageLetterNotFound
from aqtra.identity import audit
from aqtra.infra.container import Services
from aqtra.kernel.principal import Principal

KEEP_DEAD: Final = timedelta(days=90)


async def retry(services: Services, letters: Sequence[UUID], by: Principal) -> int:
    """Delivers dead letters anew; how many. Raises MessageLetterNotFound when none of them is there or awaited."""
    async with services.db.transaction() as conn:
        revived = await letters_repository.revive(conn, letters, services.clock.now())
        for letter in revived:
            await audit.record(conn, "message.retried", by, f"message-letter:{letter}")
    return _some(len(revived))


async def discard(services: Services, letters: Sequence[UUID], by: Principal) -> int:
    """Deletes dead letters; how many. Raises MessageLetterNotFound when none of them is there."""
    async with services.db.transaction() as conn:
        discarded = await letters_repository.discard(conn, letters)
        for letter in discarded:
            await audit.record(conn, "message.discarded", by, f"message-letter:{letter}")
    return _some(len(discarded))


async def sweep_messages(services: Services) -> None:
    """Repeatable at any time, by several processes at once."""
    now = services.clock.now()
    async with services.db.transaction() as conn:
        await repository.forget_ended(conn, now - repository.KNOWN, now - repository.KEPT_OPEN)
        await letters_repository.forget(conn, now - KEEP_DEAD)


def _some(count: int) -> int:
    if count == 0:
        raise MessageLetterNotFound("there is no such dead letter, or its flow subscribes no longer")
    return count
