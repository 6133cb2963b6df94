"""What lets people in, or makes their accounts, by the word of another system: put together once per process."""

from dataclasses import dataclass

from aqtra.identity.providers.addresses import KnownHost
from aqtra.identity.providers.admission import Admission
from aqtra.identity.providers.leaving import Leaving
from aqtra.identity.providers.management import Management
from aqtra.identity.providers.oidc import OpenIdConnect
from aqtra.identity.providers.saml_keys import SamlKeys
from aqtra.identity.providers.service import ProviderSignIn
from aqtra.identity.scim.clients import Clients
from aqtra.identity.scim.service import Provisioning
from aqtra.identity.service import Mirror
from aqtra.identity.sessions import Sessions
from aqtra.infra.container import Services


@dataclass(frozen=True)
class ExternalIdentity:
    """The parts, which share sessions and what is known of OpenID providers."""

    sign_in: ProviderSignIn
    management: Management
    provisioning: Provisioning
    clients: Clients
    saml_keys: SamlKeys
    leaving: Leaving

    @classmethod
    def of(cls, services: Services, sessions: Sessions, mirror: Mirror, known_host: KnownHost) -> "ExternalIdentity":
        """`mirror` is told of every account; `known_host` says which addresses are the platform's."""
        openid, keys = OpenIdConnect(services), SamlKeys(services)
        sign_in = ProviderSignIn(services, Admission(services, sessions, mirror), openid, keys, known_host)
        return cls(
            sign_in=sign_in,
            management=Management(services, openid, sign_in),
            provisioning=Provisioning.of(services, sessions, mirror),
            clients=Clients(services, sessions),
            saml_keys=keys,
            leaving=Leaving(services, openid, keys, known_host),
        )
