"""The messages of one account, behind the bell."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

import orjson

from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.sealed import MESSAGE
from aqtra.notifications import repository
from aqtra.notifications.errors import MessageNotFound
from aqtra.notifications.live import KEEP_PUSHED
from aqtra.notifications.models import Notice, StoredMessage

KEEP_READ: Final = timedelta(days=90)
KEEP: Final = timedelta(days=365)


class Inbox:
    """Of one account. Nobody else's messages can be named here."""

    def __init__(self, services: Services, conn: Connection, account: int) -> None:
        self._services = services
        self._conn = conn
        self._account = account

    async def page(self, *, unread: bool, top: int, skip: int) -> list[StoredMessage]:
        """The latest first."""
        rows = await repository.page(self._conn, self._account, unread=unread, top=top, skip=skip)
        return [self._opened(row) for row in rows]

    async def counts(self) -> tuple[int, int]:
        """How many there are, and how many of them are unread."""
        return await repository.counts(self._conn, self._account)

    async def unread(self) -> int:
        return await repository.unread(self._conn, self._account)

    async def read(self, message: UUID) -> None:
        """Raises MessageNotFound."""
        if not await repository.mark_read(self._conn, self._account, message, self._services.clock.now()):
            raise MessageNotFound("there is no such message")

    async def read_all(self) -> int:
        """How many were unread."""
        return await repository.mark_all_read(self._conn, self._account, self._services.clock.now())

    def _opened(self, row: repository.SealedMessage) -> StoredMessage:
        content = orjson.loads(self._services.sealer.open(row.sealed, MESSAGE.place(row.id)))
        return StoredMessage(**content, id=row.id, created_at=row.created_at, read_at=row.read_at)


async def put(services: Services, conn: Connection, notice: Notice, accounts: Collection[int]) -> dict[int, UUID]:
    """Stores a message for each account; the ids by account."""
    content = orjson.dumps({"subject": notice.subject, "text": notice.text, "html": notice.html})
    ids = {account: services.ids.uuid() for account in accounts}
    now = services.clock.now()
    rows = (
        {
            "id": message,
            "account": account,
            "sealed": services.sealer.seal(content, MESSAGE.place(message)),
            "run": notice.run,
            "now": now,
        }
        for account, message in ids.items()
    )
    await repository.insert(conn, rows)
    return ids


async def sweep_messages(services: Services) -> None:
    """Forgets what is old. Repeatable at any time and by several processes at once."""
    now = services.clock.now()
    async with services.db.transaction() as conn:
        await repository.forget(conn, now - KEEP_READ, now - KEEP, now - KEEP_PUSHED)
