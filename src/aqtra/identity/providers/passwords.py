"""Passwords that a directory knows. Guessing them ends as guessing our own does.

Ten wrong ones lock the account here. While it is locked the directory is not asked with the person's name, so that
whoever guesses here does not lock the person out of the directory too.
"""

from uuid import UUID

from aqtra.identity import repository as accounts
from aqtra.identity.errors import WrongCredentials
from aqtra.identity.factors.codes import Codes
from aqtra.identity.models import Account
from aqtra.identity.providers import persons, repository
from aqtra.identity.providers.errors import ProviderFailed
from aqtra.identity.providers.models import LdapSettings, Person, Provider
from aqtra.identity.refusals import REFUSED, note_refusal
from aqtra.infra.container import Services


class DirectoryPasswords:
    """Proves people of a directory."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._codes = Codes(services)

    async def prove(
        self, provider: Provider, settings: LdapSettings, secret: str | None, user_name: str, password: str
    ) -> Person:
        """Raises WrongCredentials, the same for every cause, ProviderUnavailable, ProviderFailed."""
        from aqtra.identity.providers import ldap

        # A directory takes a name without a password for an anonymous bind, and succeeds.
        if not password or not user_name:
            raise WrongCredentials(REFUSED)
        usual = tuple(name for names in persons.LDAP.values() for name in names)
        wanted = tuple(name for name in provider.mapping.model_dump().values() if name)
        found = await ldap.find(settings, secret, user_name, (*wanted, *usual))
        account = await self._account(provider.id, found.subject) if found else None
        locked = account is not None and account.locked(self._services.clock.now())
        # Nobody is bound too, so that an unknown name takes as long as a wrong password.
        fits = await ldap.bind(settings, None if found is None or locked else found.dn, password)
        if found is None or locked or not fits:
            async with self._services.db.transaction() as conn:
                await note_refusal(
                    conn,
                    self._codes,
                    account,
                    wrong=not locked,
                    locked=locked,
                    clock=self._services.clock,
                    provider=str(provider.id),
                )
            raise WrongCredentials(REFUSED)
        if not found.subject:
            raise ProviderFailed(f"people have no attribute {settings.subject_attribute}", reason="subject_attribute")
        if account is not None and account.failures:
            async with self._services.db.transaction() as conn:
                await accounts.clear_failures(conn, account.id)
        # Not before: who has not proved themselves makes no work.
        groups = await ldap.groups_of(settings, secret, found.dn)
        return persons.of_entry(found.subject, found.attributes, groups, provider.mapping)

    async def _account(self, provider_id: UUID, subject: str) -> Account | None:
        async with self._services.db.connection() as conn:
            account_id = await repository.account_of(conn, provider_id, subject)
            return None if account_id is None else await accounts.account_by_id(conn, account_id)
