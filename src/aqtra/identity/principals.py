"""Subjects made from accounts, with the rights they have now."""

from aqtra.identity import repository
from aqtra.identity.rights import repository as rights_repository
from aqtra.identity.rights.compiling import compile_policy, studio_rights
from aqtra.infra.database import Connection, Database
from aqtra.kernel.principal import Principal


async def load_principal(conn: Connection, account_id: int, user_name: str, display_name: str) -> Principal:
    """The subject of an account that is active."""
    rights = await repository.rights_of(conn, account_id)
    granted = await rights_repository.granted(conn, account_id)
    return Principal(
        user_id=account_id,
        user_name=user_name,
        display_name=display_name or user_name,
        rights=rights | studio_rights(granted),
        policy=compile_policy(rights, granted),
    )


async def principal_by_id(db: Database, user_id: int) -> Principal | None:
    """The subject of background work; None when the account is gone or not active."""
    async with db.connection() as conn:
        account = await repository.account_by_id(conn, user_id)
        if account is None or not account.active:
            return None
        return await load_principal(conn, account.id, account.user_name, account.display_name)
