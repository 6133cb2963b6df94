"""What a sweeper does for accounts: wakes up mail and requests that were forgotten, and forgets what ran out."""

from datetime import timedelta

from aqtra.identity import repository_sessions
from aqtra.identity.links import Links
from aqtra.identity.passwords import Passwords
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services
from aqtra.infra.mail.service import Mailer


async def sweep_identity(services: Services) -> None:
    """Repeatable at any time and by several processes at once."""
    now = services.clock.now()
    async with services.db.transaction() as conn:
        idle_since = now - timedelta(minutes=services.settings.session_idle_minutes)
        await repository_sessions.delete_expired(conn, now, idle_since)
    await Links(services, Sessions(services), Passwords()).sweep()
    await Mailer(services).sweep()
