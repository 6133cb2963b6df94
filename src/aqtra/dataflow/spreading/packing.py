"""Parts and what comes of them as bytes: Arrow for items, JSON for what is told of them."""

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter

from aqtra.dataflow.deferred import Mode, Shape
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.spreading.models import PartReport, PartResult

_LENGTH: Final = struct.Struct(">Q")
_MODEL: Final = TypeAdapter(ItemModel)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)

    number: int
    component: UUID
    mode: Mode
    members: tuple[str, ...]
    step: str


class _Head(BaseModel):
    """What stands before the operations of a result."""

    report: PartReport
    has_items: bool
    shapes: tuple[_Shape, ...]


def pack_table(table: Table) -> bytes:
    """Texts repeat: packed quickly they take a third."""
    output = io.BytesIO()
    table.frame.write_ipc(output, compression="lz4")
    height = str(len(table)).encode()
    return _joined((_MODEL.dump_json(table.model), height, output.getvalue()))


def unpack_table(content: bytes) -> Table:
    import polars as pl

    model, height, frame = _parted(content)
    found = _MODEL.validate_json(model)
    # A frame without columns does not keep its height.
    return Table(pl.read_ipc(io.BytesIO(frame)) if found.fields else pl.DataFrame(height=int(height)), found)


def pack_result(result: PartResult) -> bytes:
    shapes = tuple(
        _Shape(number=each.number, component=each.component, mode=each.mode, members=each.members, step=each.step)
        for each in result.shapes
    )
    head = _Head(report=result.report, has_items=result.table is not None, shapes=shapes)
    items = b"" if result.table is None else pack_table(result.table)
    return _joined((orjson.dumps(head.model_dump(mode="json")), items, *result.pieces))


def unpack_result(content: bytes) -> PartResult:
    head, items, *pieces = _parted(content)
    found = _Head.model_validate_json(head)
    shapes = [Shape(**dict(shape)) for shape in found.shapes]
    return PartResult(found.report, unpack_table(items) if found.has_items else None, shapes, pieces)


def _joined(sections: Sequence[bytes]) -> bytes:
    return b"".join(part for section in sections for part in (_LENGTH.pack(len(section)), section))


def _parted(content: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(content):
        (length,) = _LENGTH.unpack_from(content, start)
        start += _LENGTH.size
        yield content[start : start + length]
        start += length
