"""SQL of second factors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row, dict_row

from aqtra.identity.errors import PasskeyRefused
from aqtra.identity.models import FactorState, Passkey, StoredPasskey
from aqtra.infra.database import Connection


async def state(conn: Connection, account_id: int) -> FactorState:
    """Which factors an account has."""
    cursor = conn.cursor(row_factory=class_row(FactorState))
    await cursor.execute(
        """
        SELECT EXISTS (SELECT FROM identity.totp WHERE account_id = id AND confirmed_at IS NOT NULL) AS totp,
               (SELECT count(*) FROM identity.passkey WHERE account_id = account.id) AS passkeys,
               email_code,
               (SELECT count(*) FROM identity.recovery_code WHERE account_id = account.id) AS recovery_codes
        FROM identity.account WHERE id = %s
        """,
        (account_id,),
    )
    found = await cursor.fetchone()
    return found or FactorState(totp=False, passkeys=0, email_code=False, recovery_codes=0)


# -- one-time codes of an app -----------------------------------------------------------------------------------


async def totp(conn: Connection, account_id: int) -> dict[str, Any] | None:
    cursor = conn.cursor(row_factory=dict_row)
    await cursor.execute(
        "SELECT secret, created_at, confirmed_at, last_step FROM identity.totp WHERE account_id = %s", (account_id,)
    )
    return await cursor.fetchone()


async def begin_totp(conn: Connection, account_id: int, sealed: bytes, now: datetime) -> bool:
    """Keeps a secret that is still to be confirmed; False when a confirmed one is there."""
    cursor = await conn.execute(
        """
        INSERT INTO identity.totp (account_id, secret, created_at) VALUES (%s, %s, %s)
        ON CONFLICT (account_id) DO UPDATE SET secret = EXCLUDED.secret, created_at = EXCLUDED.created_at
        WHERE totp.confirmed_at IS NULL
        """,
        (account_id, sealed, now),
    )
    return cursor.rowcount == 1


async def confirm_totp(conn: Connection, account_id: int, step: int, now: datetime) -> None:
    await conn.execute(
        "UPDATE identity.totp SET confirmed_at = %s, last_step = %s WHERE account_id = %s AND confirmed_at IS NULL",
        (now, step, account_id),
    )


async def use_totp(conn: Connection, account_id: int, step: int) -> bool:
    """Marks a code as used; False when it, or a later one, was used already."""
    cursor = await conn.execute(
        """
        UPDATE identity.totp SET last_step = %(step)s
        WHERE account_id = %(id)s AND confirmed_at IS NOT NULL AND coalesce(last_step, -1) < %(step)s
        """,
        {"id": account_id, "step": step},
    )
    return cursor.rowcount == 1


async def delete_totp(conn: Connection, account_id: int) -> bool:
    cursor = await conn.execute("DELETE FROM identity.totp WHERE account_id = %s", (account_id,))
    return cursor.rowcount == 1


# -- codes by mail ----------------------------------------------------------------------------------------------


async def set_email_code(conn: Connection, account_id: int, *, enabled: bool) -> None:
    await conn.execute("UPDATE identity.account SET email_code = %s WHERE id = %s", (enabled, account_id))


# -- recovery codes ---------------------------------------------------------------------------------------------


async def replace_recovery_codes(conn: Connection, account_id: int, hashes: Sequence[bytes]) -> None:
    await conn.execute("DELETE FROM identity.recovery_code WHERE account_id = %s", (account_id,))
    await conn.execute(
        "INSERT INTO identity.recovery_code (account_id, code_hash) SELECT %s, unnest(%s::bytea[])",
        (account_id, list(hashes)),
    )


async def use_recovery_code(conn: Connection, account_id: int, code_hash: bytes) -> bool:
    cursor = await conn.execute(
        "DELETE FROM identity.recovery_code WHERE account_id = %s AND code_hash = %s", (account_id, code_hash)
    )
    return cursor.rowcount == 1


# -- passkeys ---------------------------------------------------------------------------------------------------


async def passkeys(conn: Connection, account_id: int) -> list[Passkey]:
    cursor = conn.cursor(row_factory=class_row(Passkey))
    await cursor.execute(
        "SELECT id, name, created_at, last_used_at FROM identity.passkey WHERE account_id = %s ORDER BY id",
        (account_id,),
    )
    return await cursor.fetchall()


async def credential_ids(conn: Connection, account_id: int) -> list[bytes]:
    cursor = await conn.execute(
        "SELECT credential_id FROM identity.passkey WHERE account_id = %s ORDER BY id", (account_id,)
    )
    return [bytes(row[0]) for row in await cursor.fetchall()]


async def passkey_by_credential(conn: Connection, credential_id: bytes) -> StoredPasskey | None:
    """Locked until the end of the transaction: of two signatures with the same counter only one counts."""
    cursor = conn.cursor(row_factory=class_row(StoredPasskey))
    await cursor.execute(
        """
        SELECT id, account_id, credential_id, public_key, sign_count FROM identity.passkey
        WHERE credential_id = %s FOR UPDATE
        """,
        (credential_id,),
    )
    return await cursor.fetchone()


async def insert_passkey(
    conn: Connection,
    account_id: int,
    *,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    name: str,
    now: datetime,
) -> int:
    """Raises PasskeyRefused when some account has this key."""
    try:
        cursor = await conn.execute(
            """
            INSERT INTO identity.passkey (account_id, credential_id, public_key, sign_count, name, created_at)
            VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
            """,
            (account_id, credential_id, public_key, sign_count, name, now),
        )
    except UniqueViolation as error:
        raise PasskeyRefused.of_field("credential", "unique", "this passkey is registered already") from error
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def passkey_used(conn: Connection, passkey_id: int, sign_count: int, now: datetime) -> None:
    await conn.execute(
        "UPDATE identity.passkey SET sign_count = %s, last_used_at = %s WHERE id = %s", (sign_count, now, passkey_id)
    )


async def rename_passkey(conn: Connection, account_id: int, passkey_id: int, name: str) -> bool:
    cursor = await conn.execute(
        "UPDATE identity.passkey SET name = %s WHERE account_id = %s AND id = %s", (name, account_id, passkey_id)
    )
    return cursor.rowcount == 1


async def delete_passkey(conn: Connection, account_id: int, passkey_id: int) -> bool:
    cursor = await conn.execute(
        "DELETE FROM identity.passkey WHERE account_id = %s AND id = %s", (account_id, passkey_id)
    )
    return cursor.rowcount == 1


async def delete_all(conn: Connection, account_id: int) -> None:
    """An account that lost everything begins anew."""
    for table in ("totp", "passkey", "recovery_code"):
        await conn.execute(f"DELETE FROM identity.{table} WHERE account_id = %s", (account_id,))
    await set_email_code(conn, account_id, enabled=False)


async def ask(conn: Connection, token_hash: bytes, purpose: str, challenge: bytes, expires_at: datetime) -> None:
    """Keeps the question put to an authenticator; a new one replaces the one before."""
    await conn.execute(
        """
        INSERT INTO identity.challenge (token_hash, purpose, challenge, expires_at) VALUES (%s, %s, %s, %s)
        ON CONFLICT (token_hash, purpose) DO UPDATE
        SET challenge = EXCLUDED.challenge, expires_at = EXCLUDED.expires_at
        """,
        (token_hash, purpose, challenge, expires_at),
    )


async def asked(conn: Connection, token_hash: bytes, purpose: str, now: datetime) -> bytes | None:
    """The question that waits for an answer; it is asked only once."""
    cursor = await conn.execute(
        "DELETE FROM identity.challenge WHERE token_hash = %s AND purpose = %s RETURNING challenge, expires_at",
        (token_hash, purpose),
    )
    row = await cursor.fetchone()
    return bytes(row[0]) if row and row[1] > now else None
