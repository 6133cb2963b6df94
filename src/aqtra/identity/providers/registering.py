"""People whom a directory knows, before they sign in for the first time: an account, linked by the directory's key."""

from uuid import UUID

from aqtra.identity import audit
from aqtra.identity import repository as accounts
from aqtra.identity.errors import UserNameTaken
from aqtra.identity.models import Account
from aqtra.identity.providers import repository
from aqtra.identity.providers.errors import AccountExists, ProviderNotFound
from aqtra.identity.providers.models import Provider
from aqtra.identity.service import Identity, Mirror
from aqtra.infra.container import Services
from aqtra.infra.database import Connection
from aqtra.infra.outbox import notify
from aqtra.kernel.principal import Principal

NEW_ACCOUNT_ROLE = "Members"


async def register(
    services: Services, identity: Identity, mirror: Mirror, by: Principal, provider_id: UUID, subject: str, name: str
) -> Account:
    """The account of (provider, subject), made or renamed; without a password, it is entered through the provider.

    Raises ProviderNotFound, UserNameTaken, UserLimitReached.
    """
    async with services.db.transaction() as conn:
        provider = await repository.provider(conn, provider_id)
        if provider is None or not provider.enabled:
            raise ProviderNotFound("there is no such provider", provider=str(provider_id))
        known = await repository.account_of(conn, provider_id, subject)
        if known is not None:
            account_id = await _renamed(conn, known, name, mirror, by)
        else:
            await identity.check_limit(conn)
            account_id = await _made(conn, services, provider, subject, name, mirror)
            await audit.record(
                conn, "account.registered", by, f"account:{account_id}", user_name=name, provider=provider.title
            )
        account = await accounts.account_by_id(conn, account_id)
        assert account is not None
        return account


async def _made(
    conn: Connection, services: Services, provider: Provider, subject: str, name: str, mirror: Mirror
) -> int:
    try:
        account_id = await repository.insert_account(conn, name, name, None)
    except AccountExists as error:
        raise UserNameTaken.of_field("user_name", "unique", "this user name is taken") from error
    await mirror(conn, account_id, name)
    await repository.set_roles(conn, account_id, (), (provider.new_account_role or NEW_ACCOUNT_ROLE,))
    await repository.link(conn, provider.id, subject, account_id, services.clock.now())
    return account_id


async def _renamed(conn: Connection, account_id: int, name: str, mirror: Mirror, by: Principal) -> int:
    account = await accounts.account_by_id(conn, account_id, hold=True)
    if account is None or account.user_name == name:
        return account_id
    shown = name if account.display_name in ("", account.user_name) else account.display_name
    await accounts.rename(conn, account_id, name, shown)
    await mirror(conn, account_id, shown)
    await audit.record(conn, "account.changed", by, f"account:{account_id}", user_name=name, fields="user_name")
    await notify(conn, "session", {"user_id": account_id})
    return account_id
