"""Store entry over bus: queues one new entry per item and does not wait until it is stored."""

from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from typing import Final

from aqtra.dataflow.bus.models import Letter
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.deferred import PIECE
from aqtra.dataflow.entry_writing import Planned, columns_of, document_of
from aqtra.dataflow.errors import BusUnavailable, PrimaryKeyMissing, shifted
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, ItemModel
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import ComponentRef, FieldPath, FieldPaths, PropertyMapping, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import (
    DesignContext,
    Example,
    Group,
    InputMode,
    Ports,
    Problem,
    Replay,
    Step,
    StepFailureKind,
    at_once,
)
from aqtra.dataflow.streams import Stream
from aqtra.dataflow.write_checks import written_problems
from aqtra.kernel.errors import Unavailable
from aqtra.metadata.documents import ComponentDocument, Mapping

NAME: Final = "name"


class Settings(StepSettings):
    """Where to store, under which name and key, and what."""

    component: ComponentRef
    name: FieldPath | None = None
    keys: PropertyMapping = ()
    key_field: FieldPaths = ()
    fields_mapping: PropertyMapping


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    document = ctx.component(settings.component)
    if document is None:
        return
    keys = _key_properties(document)
    if settings.key_field and len(settings.key_field) != len(keys):
        reason = f"{document.settings.title} has {len(keys)} key properties, and {len(settings.key_field)} are given"
        yield Problem("invalid_setting", reason, "key_field", params={"reason": reason})
    yield from written_problems(settings.component, _rows(settings, document), ctx)


async def stream(source: Stream, settings: Settings, ctx: StepContext) -> AsyncGenerator[Table, None]:
    bus = ctx.bus
    document = document_of(settings.component, ctx)
    if len(source):
        try:
            # All slices together: all items are queued or none.
            await bus.put(settings.component, ctx.step_id, _all_letters(source, settings, document, ctx))
        except Unavailable as error:
            raise BusUnavailable("what is to be stored cannot be queued; try again shortly") from error
    for part in source.slices():
        yield part


def _all_letters(source: Stream, settings: Settings, document: ComponentDocument, ctx: StepContext) -> Iterator[Letter]:
    for before, part in source.numbered():
        with shifted(before):
            planned = _planned(part, settings, document, ctx)
        yield from _letters(planned, before, ctx)


def _planned(table: Table, settings: Settings, document: ComponentDocument, ctx: StepContext) -> Planned:
    data = columns_of(table, _rows(settings, document), document, ctx)
    names = None if settings.name is None else column_or_null(table, settings.name, ctx).converted(STRING)
    planned = Planned([None] * len(table), names, data)
    if document.settings.restrict_access:
        _require_key(planned, document)
    return planned


def _letters(planned: Planned, before: int, ctx: StepContext) -> Iterator[Letter]:
    members = planned.members
    for start in range(0, len(planned.keys), PIECE):
        ctx.check_cancelled()
        for item, values in enumerate(planned.rows(start, PIECE), before + start):
            data = dict(zip(members, values, strict=True))
            name = data.pop(NAME) if planned.names is not None else None
            yield Letter(item, data, name)


def _rows(settings: Settings, document: ComponentDocument) -> Sequence[Mapping]:
    """All that is written: fields, rows of keys, and the paths of `key_field` in the order of the key properties."""
    keyed = zip(_key_properties(document), settings.key_field, strict=False)
    return (*settings.fields_mapping, *settings.keys, *(Mapping(target=name, source=path) for name, path in keyed))


def _key_properties(document: ComponentDocument) -> list[str]:
    return [prop.name for prop in document.properties if prop.primary_key and not prop.virtual]


def _require_key(planned: Planned, document: ComponentDocument) -> None:
    """Raises PrimaryKeyMissing for the first item without a value for every key property."""
    for name in _key_properties(document):
        column = planned.data.get(name)
        missing = [0] if column is None else column.series.is_null().arg_true().head(1).to_list()
        if missing:
            message = f"{document.settings.title} restricts access, so a new entry needs its key: {name} is empty"
            raise PrimaryKeyMissing(message, item_index=missing[0], property=name)


STEP = Step(
    id="store_entry_over_bus",
    group=Group.OUTPUT,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(writes=True),
    replay=Replay.KEYED,
    errors=(StepFailureKind("bus_unavailable", 503), StepFailureKind("primary_key_missing", 422)),
    example=Example(
        settings={
            "component": "00000000-0000-4000-8000-00000000e001",
            "name": "number@string",
            "key_field": ["number@string"],
            "fields_mapping": [{"target": "InvoiceState", "const": 0}],
        },
        input=({"number@string": "R-1"}, {"number@string": "R-2"}),
        output=({"number@string": "R-1"}, {"number@string": "R-2"}),
    ),
    run=at_once(stream),
    stream=stream,
    check=check,
)
