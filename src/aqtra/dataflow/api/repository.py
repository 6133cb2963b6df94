"""SQL of idempotent calls."""

from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from aqtra.dataflow.api.models import Answer, Claim, Claimed
from aqtra.dataflow.errors import RunDamaged
from aqtra.dataflow.models import ErrorReport
from aqtra.infra.crypto import NotAuthentic, UnknownKey
from aqtra.infra.database import Connection
from aqtra.infra.sealed import CALL_ANSWER, CALL_REQUEST
from aqtra.infra.sealing import Sealer

# One statement decides between two requests that arrive at once; a key that is too old begins anew.
_CLAIM: Final = """
    INSERT INTO dataflow.api_call AS held (id, principal_id, component, flow, key_hash, created_at, sealed_request)
    VALUES (%(id)s, %(principal_id)s, %(component)s, %(flow)s, %(key_hash)s, %(at)s, %(request)s)
    ON CONFLICT (principal_id, component, flow, key_hash) DO UPDATE
        SET id = EXCLUDED.id, created_at = EXCLUDED.created_at, sealed_request = EXCLUDED.sealed_request,
            sealed_answer = NULL
        WHERE held.created_at < %(expired)s
    RETURNING id
"""


async def claim(conn: Connection, sealer: Sealer, wanted: Claim, expired: datetime) -> Claimed | None:
    """Takes the key; None when it is now this call's, else the call that has it."""
    values = {
        "id": wanted.id,
        "principal_id": wanted.principal_id,
        "component": wanted.component,
        "flow": wanted.flow,
        "key_hash": wanted.key_hash,
        "at": wanted.at,
        "request": sealer.seal(wanted.request, CALL_REQUEST.place(wanted.id)),
        "expired": expired,
    }
    cursor = await conn.execute(_CLAIM, values)
    if await cursor.fetchone() is not None:
        return None
    cursor = await conn.execute(
        "SELECT id, created_at, sealed_request, sealed_answer FROM dataflow.api_call WHERE principal_id = "
        "%(principal_id)s AND component = %(component)s AND flow = %(flow)s AND key_hash = %(key_hash)s",
        values,
    )
    row = await cursor.fetchone()
    if row is None:
        # It was swept between the two statements: whoever had it is long gone.
        return await claim(conn, sealer, wanted, expired)
    return _claimed(sealer, *row)


async def settle(conn: Connection, sealer: Sealer, claim_id: UUID, answer: Answer) -> None:
    """Keeps what the call was answered."""
    content = {
        "run_id": str(answer.run_id),
        "items": None if answer.items is None else answer.items.decode(),
        "error": answer.error and answer.error.model_dump(mode="json", by_alias=True),
    }
    sealed = sealer.seal(orjson.dumps(content), CALL_ANSWER.place(claim_id))
    await conn.execute("UPDATE dataflow.api_call SET sealed_answer = %s WHERE id = %s", (sealed, claim_id))


async def forget(conn: Connection, before: datetime) -> None:
    await conn.execute("DELETE FROM dataflow.api_call WHERE created_at < %s", (before,))


def _claimed(sealer: Sealer, call_id: UUID, at: datetime, request: bytes, answer: bytes | None) -> Claimed:
    try:
        opened = None if answer is None else orjson.loads(sealer.open(answer, CALL_ANSWER.place(call_id)))
        return Claimed(sealer.open(request, CALL_REQUEST.place(call_id)), at, opened and _answer(opened))
    except (NotAuthentic, UnknownKey) as error:
        raise RunDamaged("what was answered to this key cannot be opened") from error


def _answer(content: dict[str, object]) -> Answer:
    items, error = content["items"], content["error"]
    return Answer(
        run_id=UUID(str(content["run_id"])),
        items=None if items is None else str(items).encode(),
        error=None if error is None else ErrorReport.model_validate(error),
        replayed=True,
    )
