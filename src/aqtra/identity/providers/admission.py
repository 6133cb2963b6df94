"""The common end of every protocol: from a proved person to an account with its roles, and a session."""

from uuid import UUID

from aqtra.identity import repository as accounts
from aqtra.identity.models import Account, Entrance, NewSession
from aqtra.identity.providers import repository
from aqtra.identity.providers.errors import AccountExists, NoAccount, SignInRefused
from aqtra.identity.providers.models import Person, Provider
from aqtra.identity.rights.settling import settled
from aqtra.identity.service import Mirror
from aqtra.identity.sessions import PROVIDER, Sessions
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.principal import PLATFORM


class Admission:
    """Lets proved persons in."""

    def __init__(self, services: Services, sessions: Sessions, mirror: Mirror) -> None:
        self._services = services
        self._sessions = sessions
        self._mirror = mirror

    async def admit(
        self,
        provider: Provider,
        person: Person,
        *,
        link_to: int | None,
        address: str | None,
        user_agent: str | None,
        proof: str | None = None,
    ) -> NewSession:
        """Finds, links or makes the account, settles its roles and opens a session.

        `proof`: what the provider needs to end its own session later.

        Raises NoAccount, AccountExists, AlreadyLinked, SignInRefused.
        """
        async with self._services.db.transaction() as conn:
            account_id = await self._account(conn, provider, person, link_to)
            account = await accounts.account_by_id(conn, account_id)
            if account is None or not account.active:
                raise SignInRefused("the account is not active", reason="inactive")
            account = await self._take_over(conn, account, person)
            await self._settle_roles(conn, provider, person, account_id)
            await repository.note_sign_in(conn, provider.id, person.subject, self._services.clock.now())
            opened = await self._sessions.open(
                conn,
                account,
                address=address,
                user_agent=user_agent,
                method=PROVIDER,
                entrance=Entrance(provider.id, proof) if proof is not None else None,
            )
        self._sessions.forget_all()
        return opened

    async def _account(self, conn: Connection, provider: Provider, person: Person, link_to: int | None) -> int:
        known = await repository.account_of(conn, provider.id, person.subject)
        if link_to is not None and known != link_to:
            # Another account's identity, or a second one of this account: the link says so.
            await self._link(conn, provider.id, person, link_to)
            return link_to
        if known is not None:
            return known
        _require_domain(provider, person)
        account_id = await self._of_email(conn, provider, person)
        if account_id is None:
            account_id = await self._create(conn, provider, person)
        await self._link(conn, provider.id, person, account_id)
        return account_id

    async def _of_email(self, conn: Connection, provider: Provider, person: Person) -> int | None:
        """The account of the person's address; by it only a provider that is trusted for addresses leads in."""
        if person.email is None:
            return None
        found = await repository.accounts_of_email(conn, person.email)
        if not found:
            return None
        if provider.trusted_for_email and person.email_verified and len(found) == 1:
            return found[0]
        raise AccountExists("an account with this e-mail address exists: sign in to it, then link", email=person.email)

    async def _create(self, conn: Connection, provider: Provider, person: Person) -> int:
        if not provider.creates_accounts:
            raise NoAccount("you have no account here: ask an administrator", provider=provider.title)
        email = person.email if person.email_verified else None
        account_id = await repository.insert_account(conn, person.user_name, person.display_name, email)
        await self._mirror(conn, account_id, person.display_name)
        if provider.new_account_role:
            await repository.set_roles(conn, account_id, (), (provider.new_account_role,))
        return account_id

    async def _link(self, conn: Connection, provider_id: UUID, person: Person, account_id: int) -> None:
        await repository.link(conn, provider_id, person.subject, account_id, self._services.clock.now())

    async def _take_over(self, conn: Connection, account: Account, person: Person) -> Account:
        """Name and address follow the provider, unless the account has a life of its own with a password."""
        if account.password_hash is not None:
            return account
        email = person.email if person.email_verified else None
        if not await repository.update_account(conn, account.id, person.display_name, email):
            return account
        await self._mirror(conn, account.id, person.display_name)
        return await accounts.account_by_id(conn, account.id) or account

    async def _settle_roles(self, conn: Connection, provider: Provider, person: Person, account_id: int) -> None:
        managed = sorted({mapped.role for mapped in provider.group_roles})
        held = sorted({mapped.role for mapped in provider.group_roles if mapped.group in person.groups})
        if managed:
            taken, given = await repository.set_roles(conn, account_id, managed, held)
            await settled(conn, taken, given, PLATFORM, clock=self._services.clock, provider=provider.title)


def _require_domain(provider: Provider, person: Person) -> None:
    """Who is new must have a proved address of a domain that is allowed, when there are such domains."""
    if not provider.email_domains:
        return
    domain = (person.email or "").rpartition("@")[2].lower()
    if not person.email_verified or domain not in provider.email_domains:
        raise NoAccount("accounts are for other e-mail addresses than yours", provider=provider.title)
