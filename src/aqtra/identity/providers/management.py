"""What administrators do with providers: make, change, check, link."""

from typing import Any, Final
from uuid import UUID

from aqtra.identity import audit
from aqtra.identity import repository as accounts
from aqtra.identity.audit.models import Outcome
from aqtra.identity.providers import repository
from aqtra.identity.providers.errors import InvalidProvider, ProviderChanged, ProviderNotFound
from aqtra.identity.providers.models import (
    CheckLine,
    CheckResult,
    ExternalIdentity,
    LdapSettings,
    OidcSettings,
    Provider,
    ProviderContent,
    SamlSettings,
)
from aqtra.identity.providers.oidc import OpenIdConnect
from aqtra.identity.providers.outbound import provider_client
from aqtra.identity.providers.service import ProviderSignIn, check_settings, secret_place
from aqtra.identity.rights.administrators import one_is_left
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.kernel.errors import AqtraError
from aqtra.kernel.principal import Principal

MAX_IDENTITIES: Final = 1000


class Management:
    """Providers as administrators see them."""

    def __init__(self, services: Services, openid: OpenIdConnect, sign_in: ProviderSignIn) -> None:
        self._services = services
        self._openid = openid
        self._sign_in = sign_in

    async def all(self) -> list[Provider]:
        async with self._services.db.connection() as conn:
            return await repository.providers(conn)

    async def get(self, provider_id: UUID) -> Provider:
        """Raises ProviderNotFound."""
        async with self._services.db.connection() as conn:
            return await _found(conn, provider_id)

    async def create(self, content: ProviderContent, secret: str | None, by: Principal) -> Provider:
        """Raises InvalidProvider."""
        provider_id = self._services.ids.uuid()
        async with self._services.db.transaction() as conn:
            await self._check(conn, content)
            await repository.insert_provider(conn, provider_id, content, self._services.clock.now())
            await self._set_secret(conn, provider_id, secret)
            created = await _found(conn, provider_id)
            await self._record(conn, "provider.created", by, created)
            return created

    async def change(
        self, provider_id: UUID, version: int, content: ProviderContent, secret: str | None, by: Principal
    ) -> Provider:
        """A `secret` of None stays as it is, an empty one is removed.

        Raises ProviderNotFound, ProviderChanged, InvalidProvider, LastAdministrator.
        """
        async with self._services.db.transaction() as conn:
            before = await _found(conn, provider_id)
            await self._check(conn, content)
            if before.settings.kind != content.settings.kind:
                raise InvalidProvider.of_field("settings.kind", "fixed", "the kind of a provider stays as it is")
            if secret is None and before.secret_is_set and _leads_to(before) != _leads_to(content):
                # Else a changed address would send the secret, which nobody may see again, to somebody else.
                raise InvalidProvider.of_field("secret", "again", "another address needs the secret again")
            async with one_is_left(conn):
                if not await repository.update_provider(conn, provider_id, version, content):
                    raise ProviderChanged("somebody else changed the provider meanwhile")
            await self._set_secret(conn, provider_id, secret)
            fields = changed_fields(before, content, secret_given=secret is not None)
            after = await _found(conn, provider_id)
            await self._record(conn, "provider.changed", by, after, fields=", ".join(fields))
            return after

    async def delete(self, provider_id: UUID, by: Principal) -> None:
        """Links go with it, accounts stay. Raises ProviderNotFound, LastAdministrator."""
        async with self._services.db.transaction() as conn:
            gone = await _found(conn, provider_id)
            async with one_is_left(conn):
                await repository.delete_provider(conn, provider_id)
            await self._record(conn, "provider.deleted", by, gone)

    async def check(self, provider_id: UUID) -> CheckResult:
        """Contacts the provider and says in words what is well and what is not. Raises ProviderNotFound."""
        provider = await self.get(provider_id)
        try:
            match provider.settings:
                case OidcSettings():
                    lines = await self._check_oidc(provider.settings)
                case LdapSettings():
                    lines = await self._check_ldap(provider, provider.settings)
                case SamlSettings():
                    lines = await self._check_saml(provider.settings)
        except AqtraError as error:
            lines = [CheckLine(passed=False, text=error.message)]
        return CheckResult(passed=all(line.passed for line in lines), lines=tuple(lines))

    async def identities(self, provider_id: UUID) -> list[ExternalIdentity]:
        """Raises ProviderNotFound."""
        async with self._services.db.connection() as conn:
            await _found(conn, provider_id)
            return await repository.identities(conn, provider_id, MAX_IDENTITIES)

    async def link(self, provider_id: UUID, subject: str, user_name: str, by: Principal) -> None:
        """Raises ProviderNotFound, InvalidProvider when there is no such account, AlreadyLinked."""
        async with self._services.db.transaction() as conn:
            provider = await _found(conn, provider_id)
            account = await accounts.account_by_name(conn, user_name)
            if account is None:
                raise InvalidProvider.of_field("user_name", "exists", "there is no such account")
            await repository.link(conn, provider_id, subject, account.id, self._services.clock.now())
            await self._record(conn, "identity.linked", by, provider, user_name=account.user_name)

    async def unlink(self, provider_id: UUID, account_id: int, by: Principal) -> None:
        """Raises ProviderNotFound, also when nothing is linked, and LastAdministrator."""
        async with self._services.db.transaction() as conn:
            provider = await _found(conn, provider_id)
            async with one_is_left(conn):
                if not await repository.unlink(conn, provider_id, account_id):
                    raise _missing(provider_id)
            await self._record(conn, "identity.unlinked", by, provider, key=str(account_id))

    async def _record(self, conn: Connection, action: str, by: Principal, provider: Provider, **more: str) -> None:
        await audit.record(
            conn,
            action,
            by,
            f"provider:{provider.id}",
            outcome=Outcome.DONE,
            clock=self._services.clock,
            kind=provider.settings.kind,
            name=provider.title,
            **more,
        )

    async def _check(self, conn: Connection, content: ProviderContent) -> None:
        check_settings(content.settings)
        wanted = [mapped.role for mapped in content.group_roles]
        names = [*wanted, content.new_account_role] if content.new_account_role else wanted
        missing = await repository.missing_roles(conn, names)
        if missing:
            raise InvalidProvider.of_field("group_roles", "exists", f"there is no role {missing[0]}", role=missing[0])

    async def _set_secret(self, conn: Connection, provider_id: UUID, secret: str | None) -> None:
        if secret is None:
            return
        sealed = self._services.sealer.seal(secret.encode(), secret_place(provider_id)) if secret else None
        await repository.set_secret(conn, provider_id, sealed)

    async def _check_oidc(self, settings: OidcSettings) -> list[CheckLine]:
        found = await self._openid.discover(settings)
        out = "The provider can be asked to sign people out." if found.end_session_endpoint else ""
        lines = ["The discovery document names this issuer.", "The keys that sign can be read.", out]
        return [CheckLine(passed=True, text=text) for text in lines if text]

    async def _check_ldap(self, provider: Provider, settings: LdapSettings) -> list[CheckLine]:
        from aqtra.identity.providers import ldap

        count = await ldap.count_people(settings, await self._sign_in.secret(provider.id))
        found = "The filter finds people." if count else "The filter finds nobody below the base."
        return [
            CheckLine(passed=True, text="The directory answers, and takes the platform's account."),
            CheckLine(passed=count > 0, text=found),
        ]

    async def _check_saml(self, settings: SamlSettings) -> list[CheckLine]:
        try:
            async with provider_client(self._services, settings.sign_in_address) as client:
                status = (await client.get(settings.sign_in_address, follow_redirects=False)).status_code
        except AqtraError:
            # People's browsers go there, not we: a network of its own is no mistake.
            return [CheckLine(passed=False, text="The sign-in address cannot be reached from this server.")]
        return [
            CheckLine(passed=True, text="The certificates can be read."),
            CheckLine(passed=status < 500, text=f"The sign-in address answers with status {status}."),
        ]


async def _found(conn: Connection, provider_id: UUID) -> Provider:
    provider = await repository.provider(conn, provider_id)
    if provider is None:
        raise _missing(provider_id)
    return provider


def _missing(provider_id: UUID) -> ProviderNotFound:
    return ProviderNotFound("there is no such provider", provider=str(provider_id))


def changed_fields(before: ProviderContent, after: ProviderContent, *, secret_given: bool) -> list[str]:
    """Names of what differs, those of settings one by one. Values stay out: some are secrets in all but name."""
    old, new = _flat(before), _flat(after)
    changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return [*changed, "secret"] if secret_given else changed


def _flat(content: ProviderContent) -> dict[str, Any]:
    plain = content.model_dump(include=set(ProviderContent.model_fields))
    settings: dict[str, Any] = plain.pop("settings")
    return plain | {f"settings.{name}": value for name, value in settings.items()}


def _leads_to(content: ProviderContent) -> tuple[str, ...]:
    """Where the secret is sent."""
    match content.settings:
        case OidcSettings():
            return (content.settings.issuer, content.settings.certificates)
        case LdapSettings():
            settings = content.settings
            return (settings.address, str(settings.start_tls), settings.certificates)
        case _:
            return ()
