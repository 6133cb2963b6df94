"""Links that a flow sends: to a new password, and to prove an e-mail address."""

from typing import Final
from urllib.parse import urlsplit

from aqtra.dataflow.directory.acting import Acting
from aqtra.dataflow.user_errors import EmailMissing, PublicUriMissing, UserNotFound
from aqtra.dataflow.users import UserRef
from aqtra.identity import audit, repository_links
from aqtra.identity import repository as accounts
from aqtra.identity.attempts import Allowance
from aqtra.infra.database import Connection
from aqtra.metadata.domains import repository as domains

LINKS: Final = 5
LINKS_OF_CLIENT: Final = 600


class Letters(Acting):
    """Links on the address of an application domain."""

    async def reset_link(self, user: UserRef | None, client: str) -> str | None:
        """Works once, for an hour, and ends all sessions; None for whom none is made."""
        async with self.lasting.db.connection() as conn:
            base = await self._address(conn, client)
        await self._take("reset-link", user, client)
        async with self.lasting.db.transaction() as conn:
            person = await self.person(conn, user.key, user.name) if user else None
            account = await self.openable(conn, person)
            link = await self.entering.links.password_address(conn, account, base)
            if account is None:
                return None
            target = f"account:{account.id}"
            await audit.record(
                conn, "password.link_made", self.principal, target, user_name=account.user_name, domain=client
            )
        return link

    async def confirmation_link(self, user: UserRef | None, client: str) -> str | None:
        """Works once, for a day; None for who is enabled and has a confirmed address."""
        async with self.lasting.db.connection() as conn:
            base = await self._address(conn, client)
            person = await self.person(conn, user.key, user.name) if user else None
        if person is None or not (self.is_own(person) and person.active):
            self.require_manager()
        if person is None:
            raise UserNotFound("there is no such user")
        if person.email is None:
            raise EmailMissing(f"{person.user_name} has no e-mail address")
        await self._take("confirmation-link", UserRef(person.id), client)
        async with self.lasting.db.transaction() as conn:
            account = await accounts.account_by_id(conn, person.id, hold=True)
            assert account is not None
            if account.active and await repository_links.is_confirmed(conn, account.id):
                return None
            target = f"account:{account.id}"
            await audit.record(
                conn, "email.link_made", self.principal, target, user_name=account.user_name, domain=client
            )
            return await self.entering.links.confirmation_address(conn, account, base)

    async def _take(self, what: str, user: UserRef | None, client: str) -> None:
        """By what was asked for, so that an unknown user runs out of tries as a known one does."""
        whose = "" if user is None else str(user.key if user.key is not None else user.name)
        await self.entering.attempts.take(
            [Allowance(what, whose, LINKS), Allowance(f"{what}-client", client, LINKS_OF_CLIENT)]
        )

    async def _address(self, conn: Connection, client: str) -> str:
        """Never from a header. Raises PublicUriMissing."""
        domain, settings = await domains.domain(conn, client), await domains.settings(conn, client)
        base = self.services.settings.base_url
        if domain is not None and settings is not None and domain.enabled:
            if settings.hosts:
                port = urlsplit(base).port
                return f"https://{settings.hosts[0]}" + (f":{port}" if port else "")
            if domain.is_default:
                return base
        raise PublicUriMissing(f"the application domain {client} has no address of its own", domain=client)
