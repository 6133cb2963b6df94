"""Runs of the steps that read and write files, on files in memory."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from aqtra.dataflow.context import Cancellation, Response, RunContext, StepContext
from aqtra.dataflow.engine import Runner
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, Outcome, RunInfo, Trigger
from aqtra.dataflow.plan import Plan, PlannedStep
from aqtra.dataflow.ports import Entries
from aqtra.dataflow.steps.export_to_file import STEP as EXPORT
from aqtra.dataflow.steps.import_file import STEP as IMPORT
from aqtra.kernel.clock import SystemClock
from aqtra.kernel.principal import ANONYMOUS
from aqtra.metadata.documents import ComponentDocument
from tests.unit.dataflow import running
from tests.unit.dataflow.held_files import HeldFile, HeldFiles, of_bytes

KEY = UUID(int=1)
PROPERTIES = (
    ("Text", "string"),
    ("Whole", "integer"),
    ("Number", "number"),
    ("Flag", "boolean"),
    ("Day", "date"),
    ("Moment", "datetime"),
    ("Clock", "time"),
)
KINDS = {"datetime": "date-time"}
FILE = ItemModel((Field("file@uuid", FieldType(Kind.UUID)),))


def document() -> ComponentDocument:
    properties = [{"id": f"p{place}", "name": name, "type": kind} for place, (name, kind) in enumerate(PROPERTIES)]
    properties.append({"id": "p8", "name": "Secret", "type": "integer", "encrypted": True})
    properties.append({"id": "p9", "name": "List", "type": "array", "items": "integer"})
    return ComponentDocument.model_validate({"key": KEY, "settings": {"title": "Thing"}, "properties": properties})


def context(step: Any, files: HeldFiles, limits: Limits | None = None) -> StepContext:
    owner = document()
    info = RunInfo(
        KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", datetime(2026, 1, 31, 8, tzinfo=UTC)
    )
    shared = RunContext(
        run=info,
        owner=owner,
        component=lambda key: owner if key == KEY else None,
        entries=cast(Entries, None),
        files=files,
        limits=limits or Limits(),
        cancellation=Cancellation(),
        response=Response(1024),
    )
    return StepContext(shared, "step", step.capabilities)


def imported(
    content: bytes | HeldFile,
    mapping: Mapping[str, str],
    kind: str = "csv",
    *,
    charset: str | None = None,
    ctx: StepContext | None = None,
    limits: Limits | None = None,
    **settings: Any,
) -> list[dict[str, Any]]:
    """The items of a file."""
    files = HeldFiles(content if isinstance(content, HeldFile) else of_bytes(content, charset))
    ctx = ctx or context(IMPORT, files, limits)
    ctx.shared.files = files
    rows = [{"target": target, "source": source} for target, source in mapping.items()]
    params = {"file_info_field": "file@uuid", "input_file_type": kind, "fields_mapping": rows, **settings}
    table = Table.from_items([{"file@uuid": str(UUID(int=1))}], FILE)
    found = asyncio.run(IMPORT.run(table, IMPORT.settings.model_validate(params), ctx))
    assert found.model == IMPORT.model(IMPORT.settings.model_validate(params), (FILE,), design())
    return cast("list[dict[str, Any]]", found.json_items())


def outcome(content: HeldFile, mapping: Mapping[str, str], kind: str, limits: Limits, *later: PlannedStep) -> Outcome:
    """How a run ends that reads the file, and does what else is said."""

    async def give(_table: Table, _ctx: StepContext) -> Table:
        return Table.from_items([{"file@uuid": str(UUID(int=1))}], FILE)

    rows = [{"target": target, "source": source} for target, source in mapping.items()]
    params = {"file_info_field": "file@uuid", "input_file_type": kind, "fields_mapping": rows}
    reading = PlannedStep("file", "File", IMPORT, IMPORT.settings.model_validate(params), (("start",),))
    steps = (running.step("start", give, trigger=Trigger.USER_CALL), reading, *later)
    ctx = context(IMPORT, HeldFiles(content, export_limit=2**30), limits).shared
    runner = Runner(Plan(KEY, "Flow", steps), ctx, SystemClock())
    return asyncio.run(runner.run(frozenset(step.id for step in steps)))


def exporting(step_id: str, source: str, *columns: str) -> PlannedStep:
    """A step that writes these columns as CSV."""
    rows = [{"target": column, "source": column} for column in columns]
    params = {"output_file_type": "csv", "file_name": "Things", "fields_mapping": rows}
    return PlannedStep(step_id, step_id, EXPORT, EXPORT.settings.model_validate(params), ((source,),))


def exported(
    items: Sequence[Mapping[str, Any]],
    model: ItemModel,
    kind: str = "csv",
    *,
    limit: int = 1024 * 1024,
    **settings: Any,
) -> tuple[str, str, bytes]:
    """Name, type and content of the file the items become; a column per field unless the settings say else."""
    files = HeldFiles(export_limit=limit)
    columns = [{"target": field.name, "source": field.name} for field in model.fields]
    params = {"output_file_type": kind, "file_name": "Things", "fields_mapping": columns, **settings}
    ctx = context(EXPORT, files)
    found = asyncio.run(EXPORT.run(Table.from_items(items, model), EXPORT.settings.model_validate(params), ctx))
    (answer,) = found.json_items()
    name, content_type, content = files.stored[UUID(answer["fileId"])]
    assert (answer["fileName"], answer["rows"]) == (name, len(items))
    return name, content_type, content


def design() -> Any:
    from aqtra.dataflow.step import DesignContext

    owner = document()
    return DesignContext(owner, lambda key: owner if key == KEY else None)
