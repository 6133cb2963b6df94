"""Routes: a query in SQL, as builders try it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from aqtra.catalogs.limits import SAFE_INTEGER
from aqtra.catalogs.sql.rewrite import LONGEST
from aqtra.catalogs.sql.service import DEFAULT_LIMIT, LONGEST_SECONDS, query
from aqtra.infra.http import Caller, Router, ServicesDep
from aqtra.kernel.principal import Right

router = Router(prefix="/api/v1/studio/query", tags=["query"])

Value = str | int | bool | None


class SqlQuery(BaseModel):
    """One SELECT; tables are quoted component keys, parameters `@name`. Exact numbers are sent as text."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=LONGEST)
    parameters: dict[str, Value | list[Value]] = Field(default={}, max_length=100)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=DEFAULT_LIMIT)
    seconds: int = Field(LONGEST_SECONDS, ge=1, le=LONGEST_SECONDS)


class SqlRows(BaseModel):
    """Numbers are text, and integers beyond 2^53 − 1 too; times are ISO 8601 in UTC."""

    columns: list[str]
    rows: list[list[Any]]


@router.post("", right=Right.STUDIO)
async def run_query(body: SqlQuery, services: ServicesDep, caller: Caller) -> SqlRows:
    """Runs it with the caller's rights; 422 `too_many_rows` beyond the limit, 504 `timed_out` after `seconds`."""
    found = await query(services, caller, body.text, body.parameters, limit=body.limit, seconds=body.seconds)
    return SqlRows(columns=list(found.columns), rows=[[_json(value) for value in row] for row in found.rows])


def _json(value: Any) -> Any:
    match value:
        case None | bool() | str():
            return value
        case float():
            # JSON has no infinity.
            return value if isfinite(value) else str(Decimal(value))
        case int():
            return value if abs(value) <= SAFE_INTEGER else str(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case Sequence():
            return [_json(item) for item in value]
        case _:
            return str(value)
