"""SQL of those who may manage the installation: people who can sign in and have a role that administers."""

from collections.abc import Collection, Sequence
from typing import Final

from aqtra.infra.database import Connection

_CAN_ENTER: Final = """
account.kind = 'person' AND account.active AND (
    account.password_hash IS NOT NULL
    OR EXISTS (SELECT FROM identity.passkey WHERE passkey.account_id = account.id)
    OR EXISTS (SELECT FROM identity.external_identity JOIN identity.provider ON provider.id = provider_id
               WHERE external_identity.account_id = account.id AND provider.enabled))
"""


async def hold(conn: Connection) -> None:
    """Until the transaction ends nobody else decides on them: two who leave at once do not both see the other.

    Giving roles goes on meanwhile.
    """
    await conn.execute("SELECT FROM identity.role WHERE built_in AND 'administer' = ANY (rights) FOR NO KEY UPDATE")


async def count(conn: Connection) -> int:
    """How many there are."""
    cursor = await conn.execute(
        f"""
        SELECT count(DISTINCT account.id)
        FROM identity.account JOIN identity.account_role ON account_id = account.id
             JOIN identity.role ON role.id = role_id
        WHERE 'administer' = ANY (rights) AND context_component IS NULL AND {_CAN_ENTER}
        """
    )
    row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def gave_administration(conn: Connection, roles: Collection[int]) -> bool:
    """Whether one of the roles lets people manage the installation."""
    if not roles:
        return False
    cursor = await conn.execute(
        "SELECT 1 FROM identity.role WHERE id = ANY (%s) AND 'administer' = ANY (rights) LIMIT 1", (list(roles),)
    )
    return await cursor.fetchone() is not None


async def give_back(conn: Connection, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Account and role of those roles that administer, of accounts that can sign in; given again."""
    cursor = await conn.execute(
        f"""
        INSERT INTO identity.account_role (account_id, role_id)
        SELECT account.id, role.id FROM unnest(%s::bigint[], %s::bigint[]) AS taken(account_id, role_id)
             JOIN identity.account ON account.id = taken.account_id JOIN identity.role ON role.id = taken.role_id
        WHERE 'administer' = ANY (rights) AND {_CAN_ENTER}
        ON CONFLICT DO NOTHING RETURNING account_id, role_id
        """,
        ([one[0] for one in taken], [one[1] for one in taken]),
    )
    return [(int(row[0]), int(row[1])) for row in await cursor.fetchall()]
