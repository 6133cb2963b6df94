"""Get file info: what the platform knows of a stored file, without its content."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from aqtra.catalogs.files import RegisteredFile
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_reading import BATCH
from aqtra.dataflow.items.codec import build_series
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import Target, fitted, path_column
from aqtra.dataflow.parameters import FieldPath, NewField, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step
from aqtra.metadata.layout import USER_INFO_KEY

if TYPE_CHECKING:
    import polars as pl

_ID: Final = FieldType(Kind.UUID)
_INSTANT: Final = FieldType(Kind.DATE_TIME)
_PERSON: Final = FieldType(Kind.CATALOG, component=USER_INFO_KEY)
FILE_INFO: Final = FieldType(
    Kind.OBJECT,
    fields=(
        Field("id", _ID, "File ID"),
        Field("name", STRING, "Name"),
        Field("extension", STRING, "Extension"),
        Field("contentType", STRING, "Content type"),
        Field("size", INTEGER, "Size in bytes"),
        Field("createdDate", _INSTANT, "Created"),
        Field("updateDate", _INSTANT, "Updated"),
        Field("creatorSubject", _PERSON, "Creator"),
        Field("changeAuthor", _PERSON, "Change author"),
    ),
)


class Settings(StepSettings):
    """Which file, and where to put what is known of it."""

    src_field: FieldPath
    dst_field_name: NewField


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(variable(settings.dst_field_name, FILE_INFO))


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    ids = path_column(table, settings.src_field, _ID, ctx).series
    found = Column(await _infos(ids, ctx), FILE_INFO)
    field = variable(settings.dst_field_name, FILE_INFO)
    return table.with_column(field, fitted(found, Target(field.type, field.name), ctx).series)


async def _infos(ids: "pl.Series", ctx: StepContext) -> "pl.Series":
    """What is known of each file, asked once for all items that have it."""
    import polars as pl

    wanted = ids.drop_nulls().unique(maintain_order=True)
    known: list[Mapping[str, Any]] = []
    for start in range(0, len(wanted), BATCH):
        ctx.check_cancelled()
        chunk = [UUID(text) for text in wanted.slice(start, BATCH)]
        files = await ctx.entries.files(chunk)
        known += [_info(files[file_id]) for file_id in chunk if file_id in files]
    infos = pl.DataFrame(
        [
            pl.Series("id", [str(info["id"]) for info in known], dtype=pl.String()),
            build_series("info", known, FILE_INFO, []),
        ]
    )
    return pl.DataFrame({"id": ids}).join(infos, on="id", how="left", maintain_order="left")["info"]


def _info(file: RegisteredFile) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "extension": PurePosixPath(file.name).suffix.removeprefix(".").lower() or None,
        "contentType": file.content_type,
        "size": file.size,
        "createdDate": file.created_at,
        "updateDate": file.created_at,
        "creatorSubject": file.created_by,
        "changeAuthor": file.created_by,
    }


STEP = Step(
    id="get_file_info",
    group=Group.MODEL_TRANSFORMATION,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    example=Example(
        settings={"src_field": "scan@uuid", "dst_field_name": "_scan@object"},
        input=({"scan@uuid": "00000000-0000-4000-8000-00000000f11e"}, {"scan@uuid": None}),
        output=(
            {"scan@uuid": "00000000-0000-4000-8000-00000000f11e", "_scan@object": None},
            {"scan@uuid": None, "_scan@object": None},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
)
