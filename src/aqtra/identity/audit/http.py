"""Routes: the audit trail, for those who run the installation. There is no route that changes it."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import Query, Response
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel

from aqtra.identity import audit
from aqtra.identity.audit import repository
from aqtra.identity.audit.models import AuditRecord, ChainFinding
from aqtra.identity.audit.trail import CheckpointUnreadable, checkpoints_path, keys_of, read_checkpoints, verify
from aqtra.infra.container import Services
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/access/audit", tags=["access"])

MAX_TOP: Final = 200
EXPORTED: Final = 100_000
RECENT_LINKS: Final = 10_000
"""As many places the screen looks through; `aqtra audit verify` looks through all."""
CHECKPOINTS: Final = 100
COLUMNS: Final = (
    "id", "at", "action", "outcome", "actor_id", "actor_name", "target", "address", "trace_id", "details",
)  # fmt: skip

# PostgreSQL keeps no NUL, so nothing contains one.
Text = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]
Moment = Annotated[AwareDatetime | None, Query()]


class AuditPage(BaseModel):
    """Newest first. `next` is the id to go on before; null at the end."""

    value: list[AuditRecord]
    next: int | None


class ChainState(BaseModel):
    """How far the chain reaches, what waits for its place, and what is wrong with its last part."""

    position: int
    waiting: int
    checked: int
    findings: list[ChainFinding]
    checkpoint_at: datetime | None
    checkpoint_position: int | None


@router.get("", right=Right.ADMINISTER)
async def list_audit_records(
    services: ServicesDep,
    who: Text = None,
    action: Text = None,
    target: Text = None,
    since: Moment = None,
    until: Moment = None,
    before: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
    top: Annotated[int, Query(alias="$top", ge=1, le=MAX_TOP)] = 50,
) -> AuditPage:
    """Who did what. `who` and `target` are parts of a name, `action` is the beginning of one."""
    async with services.db.connection() as conn:
        found = await repository.page(
            conn, who=who, action=action, target=target, since=since, until=until, before=before, most=top + 1
        )
    return AuditPage(value=found[:top], next=found[top - 1].id if len(found) > top else None)


@router.get("/chain", right=Right.ADMINISTER)
async def get_audit_chain(services: ServicesDep) -> ChainState:
    """Looks through the newest ten thousand places and compares them with the exported checkpoints."""
    path = checkpoints_path(services.settings)
    try:
        checkpoints = await asyncio.to_thread(read_checkpoints, path)
    except (OSError, CheckpointUnreadable):
        # None yet, or none that can be used: `aqtra audit verify` says which.
        checkpoints = []
    async with services.db.connection() as conn:
        seen = await verify(conn, keys_of(services.settings), checkpoints[-CHECKPOINTS:], last_only=RECENT_LINKS)
    newest = checkpoints[-1] if checkpoints else None
    return ChainState(
        position=seen.last.position if seen.last else 0,
        waiting=seen.waiting,
        checked=seen.checked,
        findings=list(seen.findings[:MAX_TOP]),
        checkpoint_at=newest.at if newest else None,
        checkpoint_position=newest.position if newest else None,
    )


_CSV: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "The records", "content": {"text/csv": {}}}}


@router.get("/csv", right=Right.ADMINISTER, response_class=Response, responses=_CSV)
async def export_audit_records(
    services: ServicesDep,
    caller: Caller,
    who: Text = None,
    action: Text = None,
    target: Text = None,
    since: Moment = None,
    until: Moment = None,
) -> Response:
    """The newest hundred thousand records that fit, as CSV. The export itself is recorded."""
    filters = {"who": who, "action": action, "target": target, "since": since, "until": until}
    async with services.db.connection() as conn:
        await audit.record(conn, "audit.exported", caller, None, format="csv")
    headers = {"content-disposition": 'attachment; filename="audit.csv"', "cache-control": "no-store"}
    return StreamingResponse(_lines(services, filters), media_type="text/csv", headers=headers)


async def _lines(services: Services, filters: dict[str, Any]) -> AsyncIterator[str]:
    yield _line(COLUMNS)
    before: int | None = None
    for _ in range(EXPORTED // repository.PAGE):
        async with services.db.connection() as conn:
            found = await repository.page(conn, **filters, before=before, most=repository.PAGE)
        yield "".join(_line(cells(record)) for record in found)
        if len(found) < repository.PAGE:
            return
        before = found[-1].id


def cells(record: AuditRecord) -> tuple[str, ...]:
    """A record as text, in the order of COLUMNS. What a spreadsheet would take for a formula begins with '."""
    value = record.model_dump(mode="json")
    value["details"] = " ".join(f"{name}={detail}" for name, detail in sorted(record.details.items()))
    texts = ("" if value[name] is None else str(value[name]) for name in COLUMNS)
    return tuple(f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text for text in texts)


def _line(values: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
