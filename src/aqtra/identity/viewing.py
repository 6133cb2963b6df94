"""Verbs of viewing as somebody else: an administrator looks at Workplace with a user's rights, and changes nothing."""

from datetime import timedelta
from typing import Final

from aqtra.identity import audit, repository_viewing
from aqtra.identity.errors import CannotViewAs, NoSuchUser
from aqtra.identity.sessions import Sessions, hash_token
from aqtra.infra.container import Services
from aqtra.infra.outbox import notify
from aqtra.kernel.errors import NotSignedIn
from aqtra.kernel.principal import Principal

LONGEST: Final = timedelta(hours=1)
"""Who forgets to stop should not find tomorrow that nothing can be changed."""


class ViewAs:
    """The mark is kept with the session on the server: nothing that a browser sends says whose eyes it has."""

    def __init__(self, services: Services, sessions: Sessions) -> None:
        self._services = services
        self._sessions = sessions

    async def start(self, viewer: Principal, token: str, account_id: int) -> None:
        """Raises NoSuchUser, CannotViewAs."""
        async with self._services.db.transaction() as conn:
            account = await repository_viewing.viewed_account(conn, account_id)
            if account is None:
                raise NoSuchUser("there is no such user")
            user_name, active = account
            if account_id == viewer.user_id:
                raise CannotViewAs("this is your own account: open Workplace", reason="own")
            if not active:
                raise CannotViewAs(f"{user_name} is not active and sees nothing", reason="inactive")
            if not await repository_viewing.begin(
                conn, hash_token(token), account_id, self._services.clock.now() + LONGEST
            ):
                raise NotSignedIn("sign in first")
            await notify(conn, "session", {"user_id": viewer.user_id})
            await audit.record(conn, "viewing.started", viewer, f"account:{account_id}", user_name=user_name)
        self._sessions.forget_all()

    async def stop(self, viewer: Principal, token: str) -> None:
        """Goes on as oneself, at once. Nothing happens when nobody was viewed."""
        async with self._services.db.transaction() as conn:
            account_id = await repository_viewing.end(conn, hash_token(token))
            if account_id is not None:
                await notify(conn, "session", {"user_id": viewer.user_id})
                await audit.record(conn, "viewing.stopped", viewer, f"account:{account_id}")
        self._sessions.forget_all()
