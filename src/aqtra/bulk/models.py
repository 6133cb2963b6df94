"""Values of bulk jobs: what is asked for, how far it is, what was refused."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from aqtra.bulk.limits import COLUMNS, HEADER_LENGTH, SHOWN_VALUE
from aqtra.files.models import Charset as Encoding
from aqtra.kernel.errors import AqtraError, FieldError

Format = Literal["csv", "xlsx", "jsonl"]
Delimiter = Literal[",", ";", "\t", "|"]
MEDIA_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}


class JobKind(StrEnum):
    IMPORT = "import"
    EXPORT = "export"


class JobState(StrEnum):
    """The last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Strict(BaseModel):
    """Base of requests: an unknown member is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise ValueError("there is no such time zone")
    return zone


Zone = Annotated[str, Field(max_length=100), AfterValidator(_known_zone)]


class ImportOptions(Strict):
    """How a file is read and what becomes of its rows.

    `encoding`: absent, the byte order mark decides, and without one UTF-8. `columns`: header → property, `id`, `name`,
    or null to leave the column out; absent, headers are names or titles of properties. Without a header columns are
    called 1, 2, 3. `key`: new entries, change or create by primary key, or change by id. `on_error`: all or nothing,
    or leave refused rows out. `decimal_separator` is that of CSV. `zone`: IANA name of the zone that times of a
    workbook are in; absent: UTC.
    """

    delimiter: Delimiter = ","
    encoding: Encoding | None = None
    decimal_separator: Literal[".", ","] = "."
    header: bool = True
    columns: dict[str, str | None] = Field({}, max_length=COLUMNS)
    key: Literal["create", "upsert", "id"] = "create"
    on_error: Literal["stop", "skip"] = "stop"
    sheet: str | None = Field(None, max_length=HEADER_LENGTH)
    match_references_by: Literal["id", "key", "name"] = "id"
    zone: Zone | None = None


class ExportOptions(Strict):
    """How entries are written.

    `titles`: headers and offered values by their titles. `references`: what stands for a referenced entry. `zone`: IANA
    name of the zone in which instants are shown; absent: UTC. `escape_formulas`: CSV cells that a spreadsheet would
    take for a formula get an apostrophe in front, so the file cannot be imported unchanged.
    """

    titles: bool = False
    references: Literal["id", "name", "key"] = "id"
    zone: Zone | None = None
    delimiter: Delimiter = ","
    escape_formulas: bool = False


class RowError(BaseModel):
    """One refusal. `line` is that of the file, counted from 1; `value` is cut."""

    model_config = ConfigDict(frozen=True)

    line: int
    property: str | None
    rule: str
    message: str
    value: str | None = None


def row_error(line: int, prop: str | None, rule: str, message: str, value: Any = None) -> RowError:
    """A refusal with the value as people may read it, safe to store whatever the file held."""
    shown = None if value is None else _printable(str(value)[:SHOWN_VALUE])
    named = None if prop is None else _printable(prop[:SHOWN_VALUE])
    return RowError(line=line, property=named, rule=rule, message=_printable(message), value=shown)


def _printable(text: str) -> str:
    return text.replace("\0", "\\0").encode(errors="backslashreplace").decode()


class JobError(BaseModel):
    """Why a job failed. `rows` are the first refused rows."""

    code: str
    status: int
    message: str
    fields: tuple[FieldError, ...] = ()
    params: dict[str, Any] = {}
    rows: tuple[RowError, ...] = ()

    @classmethod
    def of(cls, error: AqtraError) -> "JobError":
        return cls(
            code=error.code, status=error.status, message=error.message, fields=error.fields, params=error.params
        )


class Counts(BaseModel):
    """How far a job is. `rows_total` is known for exports only."""

    rows_done: int = 0
    rows_total: int | None = None
    created: int = 0
    updated: int = 0
    refused: int = 0


class Job(Counts):
    """A job as callers see it."""

    id: UUID
    kind: JobKind
    component: UUID
    requested_by: int | None
    format: Format
    parameters: dict[str, Any]
    state: JobState
    error: JobError | None
    has_result: bool
    has_report: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
