"""How a domain lets people in (studio.md 2.3, 2.6), as identity asks for it."""

from aqtra.identity.policy import PolicyOf, SignInPolicy
from aqtra.infra.container import Services
from aqtra.metadata.domains import repository


def sign_in_policy_of(services: Services) -> PolicyOf:
    """The port that identity asks. An address that leads to no domain has the policy of a domain never changed."""

    async def policy_of(domain: str | None) -> SignInPolicy:
        if not domain:
            return SignInPolicy()
        async with services.db.connection() as conn:
            settings = await repository.settings(conn, domain)
        if settings is None:
            return SignInPolicy()
        return SignInPolicy(
            default_provider=settings.default_provider,
            local=settings.local_sign_in,
            providers=frozenset(settings.providers) if settings.providers is not None else None,
            storage=settings.session_storage,
        )

    return policy_of
