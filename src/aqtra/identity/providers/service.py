"""Signing in through a provider: leaving, coming back, and passwords of a directory.

The libraries of SAML and LDAP are imported when first needed: they take 15 MB of every process.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from aqtra.identity.models import NewSession
from aqtra.identity.providers import persons, repository, repository_attempts
from aqtra.identity.providers.addresses import KnownHost, base_of, local_path
from aqtra.identity.providers.admission import Admission
from aqtra.identity.providers.errors import (
    InvalidProvider,
    ProviderFailed,
    ProviderNotFound,
    ProviderUnavailable,
    SignInNotBegun,
    SignInRefused,
)
from aqtra.identity.providers.models import (
    LOOPBACK,
    Attempt,
    Departure,
    LdapSettings,
    OfferedProvider,
    OidcSettings,
    Person,
    Provider,
    SamlSettings,
)
from aqtra.identity.providers.oidc import OpenIdConnect, callback_path, new_secret
from aqtra.identity.providers.passwords import DirectoryPasswords
from aqtra.identity.providers.saml_keys import SamlKeys
from aqtra.infra.container import Services

log = structlog.get_logger("aqtra.identity")

ATTEMPT_LIVES: Final = timedelta(minutes=10)
START: Final = "/"
STUDIO: Final = "/studio/"
STUDIO_STATE: Final = ".studio"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of the browser. `began`: its cookie of a sign-in under way."""

    host: str
    began: str | None = field(repr=False)
    address: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody is signed in, and goes on to `location`."""

    opened: NewSession
    location: str


class ProviderSignIn:
    """Signs in through providers."""

    def __init__(
        self,
        services: Services,
        admission: Admission,
        openid: OpenIdConnect,
        saml_keys: SamlKeys,
        known_host: KnownHost,
    ) -> None:
        self._services = services
        self._admission = admission
        self._openid = openid
        self._saml_keys = saml_keys
        self._known_host = known_host
        self._passwords = DirectoryPasswords(services)

    async def offered(self) -> list[OfferedProvider]:
        async with self._services.db.connection() as conn:
            return await repository.offered(conn)

    async def begin(self, provider_id: UUID, return_to: str, visit: Visit, link_to: int | None) -> Departure:
        """Where the browser goes now. `link_to`: the account that the identity shall belong to.

        Raises ProviderNotFound, ForeignAddress, ProviderUnavailable, ProviderFailed.
        """
        provider = await self._enabled(provider_id)
        base = await base_of(visit.host, self._services.settings.base_url, self._known_host)
        attempt = Attempt(provider=provider.id, return_to=local_path(return_to), base=base, link_to=link_to)
        with _details_kept(provider):
            return await self._depart(provider, attempt, visit)

    async def _depart(self, provider: Provider, attempt: Attempt, visit: Visit) -> Departure:
        state = new_secret() + (STUDIO_STATE if attempt.return_to.startswith(STUDIO) else "")
        match provider.settings:
            case OidcSettings():
                attempt = attempt.model_copy(update={"nonce": new_secret(), "verifier": new_secret()})
                address = await self._openid.address(
                    provider.settings,
                    redirect=f"{attempt.base}{callback_path(provider.id)}",
                    state=state,
                    nonce=attempt.nonce,
                    verifier=attempt.verifier,
                )
            case SamlSettings():
                from aqtra.identity.providers import saml

                side = saml.Side(provider.id, provider.settings, attempt.base, await self._saml_keys.all())
                address, request_id = saml.address(side, state)
                attempt = attempt.model_copy(update={"request_id": request_id})
            case _:
                raise ProviderNotFound("this provider asks for a password here", provider=str(provider.id))
        browser = visit.began or secrets.token_urlsafe(32)
        await self._keep(attempt, state, browser)
        return Departure(address, browser)

    async def finish_oidc(self, provider_id: UUID, query: Mapping[str, str], visit: Visit) -> Arrival:
        """Raises ProviderNotFound, SignInNotBegun, SignInRefused, and what admission refuses."""
        provider = await self._enabled(provider_id)
        if not isinstance(provider.settings, OidcSettings):
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        attempt = await self._take(provider, query.get("state", ""), visit)
        if "iss" in query and query["iss"] != provider.settings.issuer:
            raise SignInRefused("the answer is another issuer's", reason="iss")
        if "error" in query or not query.get("code"):
            raise SignInRefused("the provider did not sign you in", reason=query.get("error", "code")[:60])
        with _details_kept(provider):
            proof = await self._openid.prove(
                provider.settings,
                await self.secret(provider.id),
                code=query["code"],
                redirect=f"{attempt.base}{callback_path(provider.id)}",
                nonce=attempt.nonce,
                verifier=attempt.verifier,
            )
        person = persons.of_claims(proof.claims, provider.mapping)
        return await self._arrive(provider, person, attempt, visit, proof.id_token)

    async def finish_saml(self, provider_id: UUID, response: str, state: str, visit: Visit) -> Arrival:
        """Raises ProviderNotFound, SignInNotBegun, SignInRefused, and what admission refuses."""
        provider = await self._enabled(provider_id)
        settings = provider.settings
        if not isinstance(settings, SamlSettings):
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        attempt = await self._begun_or_not(provider, settings, state, visit)
        now = self._services.clock.now()
        from aqtra.identity.providers import saml

        side = saml.Side(provider.id, settings, attempt.base, await self._saml_keys.all())
        proved = await saml.prove(side, response, attempt.request_id or None, now)
        async with self._services.db.transaction() as conn:
            fresh = await repository_attempts.use_assertion(conn, provider.id, proved.id, now=now, until=proved.until)
        if not fresh:
            raise SignInRefused("the assertion was used before", reason="replay")
        person = persons.of_assertion(proved.subject, proved.attributes, provider.mapping)
        return await self._arrive(provider, person, attempt, visit, proved.proof)

    async def password(self, provider_id: UUID, user_name: str, password: str, visit: Visit) -> NewSession:
        """Signs in to a directory. Raises ProviderNotFound, WrongCredentials, and what admission refuses."""
        provider = await self._enabled(provider_id)
        settings = provider.settings
        if not isinstance(settings, LdapSettings):
            raise ProviderNotFound("this provider takes no password here", provider=str(provider_id))
        with _details_kept(provider):
            secret = await self.secret(provider.id)
            person = await self._passwords.prove(provider, settings, secret, user_name, password)
        return await self._admission.admit(
            provider, person, link_to=None, address=visit.address, user_agent=visit.user_agent
        )

    async def metadata(self, provider_id: UUID, host: str) -> bytes:
        """What a SAML provider must know of us; also of one that is not enabled yet. Raises ProviderNotFound."""
        provider = await self._provider(provider_id)
        if not isinstance(provider.settings, SamlSettings):
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        base = await base_of(host, self._services.settings.base_url, self._known_host)
        from aqtra.identity.providers import saml

        return saml.metadata(saml.Side(provider.id, provider.settings, base, await self._saml_keys.all()))

    async def secret(self, provider_id: UUID) -> str | None:
        """The provider's secret in the clear; None when it has none."""
        async with self._services.db.connection() as conn:
            sealed = await repository.secret(conn, provider_id)
        if sealed is None:
            return None
        return self._services.sealer.open(sealed, secret_place(provider_id)).decode()

    async def _provider(self, provider_id: UUID) -> Provider:
        async with self._services.db.connection() as conn:
            provider = await repository.provider(conn, provider_id)
        if provider is None:
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        return provider

    async def _enabled(self, provider_id: UUID) -> Provider:
        provider = await self._provider(provider_id)
        if not provider.enabled:
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        return provider

    async def _keep(self, attempt: Attempt, state: str, browser: str) -> None:
        now, key = self._services.clock.now(), _digest(state)
        sealed = self._services.sealer.seal(attempt.model_dump_json().encode(), _attempt_place(key))
        async with self._services.db.transaction() as conn:
            await repository_attempts.insert_attempt(
                conn, key, attempt.provider, _digest(browser), sealed, now=now, until=now + ATTEMPT_LIVES
            )

    async def _take(self, provider: Provider, state: str, visit: Visit) -> Attempt:
        """The attempt of a state, once, and only in the browser that began it."""
        key = _digest(state)
        async with self._services.db.transaction() as conn:
            sealed = await repository_attempts.take_attempt(
                conn, key, provider.id, _digest(visit.began or ""), self._services.clock.now()
            )
        if sealed is None:
            raise SignInNotBegun.of_field(
                "state", "known", "this sign-in was not begun here, or took too long: begin again"
            )
        return Attempt.model_validate_json(self._services.sealer.open(sealed, _attempt_place(key)))

    async def _begun_or_not(self, provider: Provider, settings: SamlSettings, state: str, visit: Visit) -> Attempt:
        if settings.started_by_provider and not visit.began:
            base = await base_of(visit.host, self._services.settings.base_url, self._known_host)
            return Attempt(provider=provider.id, return_to=START, base=base)
        return await self._take(provider, state, visit)

    async def _arrive(self, provider: Provider, person: Person, attempt: Attempt, visit: Visit, proof: str) -> Arrival:
        opened = await self._admission.admit(
            provider, person, link_to=attempt.link_to, address=visit.address, user_agent=visit.user_agent, proof=proof
        )
        return Arrival(opened, f"{attempt.base}{attempt.return_to}")


def start_of(state: str) -> str:
    """Where somebody goes whose sign-in failed: the sign-in form of the application they came from."""
    return STUDIO if state.endswith(STUDIO_STATE) else START


def secret_place(provider_id: UUID) -> str:
    """Where a provider's secret lies, for the sealer."""
    return f"identity.provider.secret:{provider_id}"


def check_settings(settings: OidcSettings | SamlSettings | LdapSettings) -> None:
    """Raises InvalidProvider for what the fields alone do not show."""
    if isinstance(settings, LdapSettings):
        if not settings.uses_tls and settings.host not in LOOPBACK:
            raise InvalidProvider.of_field("settings.address", "tls", "passwords go to a directory over TLS only")
        if settings.start_tls and settings.address.startswith("ldaps://"):
            raise InvalidProvider.of_field("settings.start_tls", "conflict", "ldaps:// has TLS already")
        if "{user_name}" not in settings.user_filter:
            raise InvalidProvider.of_field("settings.user_filter", "placeholder", "the filter needs {user_name}")
        if "{dn}" not in settings.group_filter:
            raise InvalidProvider.of_field("settings.group_filter", "placeholder", "the filter needs {dn}")


@contextmanager
def _details_kept(provider: Provider) -> Iterator[None]:
    """Visitors learn that a provider fails; why, with names of hosts, stands in the log and in the check."""
    try:
        yield
    except (ProviderUnavailable, ProviderFailed) as error:
        log.warning("provider failed", provider=str(provider.id), reason=error.message)
        raise type(error)(f"{provider.title} does not answer as it should: try again later") from error


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _attempt_place(key: bytes) -> str:
    return f"identity.sign_in_attempt.secret:{key.hex()}"
