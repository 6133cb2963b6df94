"""Messages behind somebody's bell, left there the way a flow leaves them."""

import asyncio

from aqtra.composition import open_platform
from aqtra.notifications import inbox
from aqtra.notifications.models import Channel, Notice
from tests.support.accounts import settings_of
from tests.support.installation import Installation


def leave_message(installation: Installation, account: int, subject: str = "A message", text: str = "Hello") -> str:
    """The id of the message."""

    async def put() -> str:
        async with (
            open_platform(settings_of(installation)) as platform,
            platform.services.db.transaction() as conn,
        ):
            ids = await inbox.put(platform.services, conn, Notice(Channel.MAIL, subject, text), [account])
            return str(ids[account])

    return asyncio.run(put())
