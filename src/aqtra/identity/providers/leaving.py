"""Ending the session at the provider too, when somebody signs out here. Failing there keeps nobody signed in here."""

from typing import Final

import structlog

from aqtra.identity.models import Entrance
from aqtra.identity.providers import repository
from aqtra.identity.providers.addresses import KnownHost, base_of, signed_out_path
from aqtra.identity.providers.models import OidcSettings, Provider, SamlSettings
from aqtra.identity.providers.oidc import OpenIdConnect, new_secret
from aqtra.identity.providers.saml_keys import SamlKeys
from aqtra.identity.providers.service import STUDIO_STATE
from aqtra.infra.container import Services
from aqtra.kernel.errors import AqtraError

log = structlog.get_logger("aqtra.identity")

LONGEST_ADDRESS: Final = 8000
"""Longer ones are refused by servers on the way; a provider with many claims makes long tokens."""


class Leaving:
    """Knows where to send a browser whose session has just ended."""

    def __init__(self, services: Services, openid: OpenIdConnect, saml_keys: SamlKeys, known_host: KnownHost) -> None:
        self._services = services
        self._openid = openid
        self._saml_keys = saml_keys
        self._known_host = known_host

    async def address(self, entrance: Entrance, host: str, *, studio: bool) -> str | None:
        """The provider's own end of sessions; None when it has none, or is not to be asked."""
        async with self._services.db.connection() as conn:
            provider = await repository.provider(conn, entrance.provider_id)
        if provider is None:
            return None
        state = new_secret() + (STUDIO_STATE if studio else "")
        try:
            base = await base_of(host, self._services.settings.base_url, self._known_host)
            found = await self._of_protocol(provider, entrance.proof, base, state)
        except AqtraError as error:
            log.warning("not signed out at the provider", provider=str(provider.id), reason=error.message)
            return None
        if found is None or len(found) <= LONGEST_ADDRESS:
            return found
        log.warning("not signed out at the provider", provider=str(provider.id), reason="its token is too long")
        return None

    async def _of_protocol(self, provider: Provider, proof: str, base: str, state: str) -> str | None:
        match provider.settings:
            case OidcSettings(sign_out_there=True):
                back = f"{base}{signed_out_path(provider.id)}"
                return await self._openid.sign_out_address(provider.settings, id_token=proof, back=back, state=state)
            case SamlSettings() if provider.settings.sign_out_address:
                from aqtra.identity.providers import saml

                side = saml.Side(provider.id, provider.settings, base, await self._saml_keys.all())
                return saml.sign_out_address(side, state, proof)
        return None
