"""The subject of background work: an account with the rights it has now."""

from aqtra.identity import repository
from aqtra.infra.database import Database
from aqtra.kernel.principal import Principal


async def principal_by_id(db: Database, user_id: int) -> Principal | None:
    """None when the account is gone or not active."""
    async with db.connection() as conn:
        account = await repository.account_by_id(conn, user_id)
        if account is None or not account.active:
            return None
        rights = await repository.rights_of(conn, user_id)
    return Principal(
        user_id=account.id,
        user_name=account.user_name,
        display_name=account.display_name or account.user_name,
        rights=rights,
    )
