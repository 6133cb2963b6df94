"""What an item sends to a flow it calls: all of it or a part, as it is or put together by a mapping."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from aqtra.dataflow.items.codec import read_json, to_json_text
from aqtra.dataflow.items.paths import Path, parse_path
from aqtra.dataflow.items.resolve import Column, pluck
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.mapping import RUN_VARIABLES, column_or_null, is_empty, run_variable
from aqtra.metadata.documents import Mapping

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext

_CHUNK: Final = 1000
"""Items that are Python objects at the same time."""

Read = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One mapping row, understood: where to write and how to read it from the part that is sent."""

    target: Path
    read: Read


def assignments(rows: Sequence[Mapping], ctx: "StepContext") -> list[Assignment]:
    """The rows that write something."""
    return [Assignment(parse_path(row.target), _reader(row, ctx)) for row in rows if not is_empty(row)]


def payloads(table: Table, field: str | None, ctx: "StepContext") -> Iterator[list[Any]]:
    """For each item the parts to send, decoded with exact numbers.

    An array means one call per element; a null part, no call.
    """
    if field is None:
        for item in _decoded(table):
            yield [item]
        return
    column = column_or_null(table, field, ctx)
    for start in range(0, len(table), _CHUNK):
        for value in Column(column.series.slice(start, _CHUNK), column.type).json_values():
            part = read_json(orjson.dumps(value))
            yield [] if part is None else part if isinstance(part, list) else [part]


def assembled(part: Any, rows: Sequence[Assignment]) -> Any:
    """The payload of one call; without rows the part itself."""
    if not rows:
        return part
    payload: dict[str, Any] = {}
    for row in rows:
        *parents, last = row.target.segments
        inside = payload
        for name in parents:
            inside = inside.setdefault(str(name), {})
        inside[str(last)] = row.read(part)
    return payload


def _decoded(table: Table) -> Iterator[Any]:
    for start in range(0, len(table), _CHUNK):
        chunk = Table(table.frame.slice(start, _CHUNK), table.model)
        yield from read_json(chunk.to_json())


def _reader(row: Mapping, ctx: "StepContext") -> Read:
    if row.source and row.source not in RUN_VARIABLES:
        segments = parse_path(row.source).segments
        return lambda part: pluck(part, segments)
    value = run_variable(row.source, ctx.run) if row.source else read_json(to_json_text(row.const))
    return lambda _part: value
