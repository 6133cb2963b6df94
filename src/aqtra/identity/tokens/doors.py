"""What a process holds to deal with tokens."""

from dataclasses import dataclass

from aqtra.identity.service import Identity, Mirror
from aqtra.identity.tokens.accounts.service import ServiceAccounts
from aqtra.identity.tokens.grants.service import Grants
from aqtra.identity.tokens.grants.signing import Signer
from aqtra.identity.tokens.presenting import Bearers
from aqtra.identity.tokens.service import ApiTokens
from aqtra.infra.container import Services


@dataclass(frozen=True)
class Tokens:
    """The verbs of tokens on one process, around one memory of who presents them."""

    signer: Signer
    bearers: Bearers
    api: ApiTokens
    accounts: ServiceAccounts
    grants: Grants


def open_tokens(services: Services, identity: Identity, mirror: Mirror) -> Tokens:
    """`mirror` is told of every new service account, as of every user."""
    signer = Signer(services.settings)
    bearers = Bearers(services, signer)
    return Tokens(
        signer=signer,
        bearers=bearers,
        api=ApiTokens(services, bearers.forget_all),
        accounts=ServiceAccounts(services, mirror, bearers.forget_all),
        grants=Grants(services, identity, signer, bearers),
    )
