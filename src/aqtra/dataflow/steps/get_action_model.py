"""Get action model: starts a user-triggered flow with the data of the form that called it."""

from collections.abc import Mapping
from typing import Any

from aqtra.catalogs.values import read_values
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_model import DATA, SYSTEM, entry_model
from aqtra.dataflow.errors import BadModel, EntryNotFound
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel, Kind
from aqtra.dataflow.models import PayloadKind, Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Replay, Step, StepFailureKind
from aqtra.kernel.errors import NotFound


class Settings(StepSettings):
    """`validate_input_values` checks the constraints of the object model before the flow goes on."""

    validate_input_values: bool = False


def model(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return entry_model(ctx.owner)


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    posted = _object(ctx.run.payload, "model")
    data = _object(posted.get(DATA), DATA)
    entry_id = _entry_id(posted.get("id"))
    if entry_id:
        stored = await _stored(entry_id, ctx)
        # What the form does not carry keeps its stored value: mapping it on must not wipe it.
        item = {**stored, DATA: {**stored[DATA], **data}}
    else:
        item = {"id": posted.get("id"), "name": posted.get("name"), DATA: data}
    if settings.validate_input_values:
        _validate(item[DATA], ctx)
    return Table.from_items([item], entry_model(ctx.owner), ctx.run.zone)


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadModel.of_field(name, "type", f"{name} is not an object")
    return value


def _entry_id(value: Any) -> int:
    """The id of a stored entry, or 0 for a new one."""
    try:
        return convert(value, Kind.INTEGER) or 0
    except Unfit as unfit:
        raise BadModel.of_field("id", "type", f"id: {unfit}") from unfit


async def _stored(entry_id: int, ctx: StepContext) -> dict[str, Any]:
    """Fields of the stored entry, read under the caller's rights; what the client says of them is not believed."""
    try:
        entry = await ctx.entries.get(ctx.owner.key, entry_id)
    except NotFound as error:
        raise EntryNotFound(f"entry {entry_id} does not exist", item_index=0, id=entry_id) from error
    return {**{field.name: entry.get(field.name) for field in SYSTEM}, DATA: entry.get(DATA) or {}}


def _validate(data: Mapping[str, Any], ctx: StepContext) -> None:
    """Raises InvalidEntry naming every value that breaks a rule of the object model."""
    known = {prop.name: data.get(prop.name) for prop in ctx.owner.properties}
    read_values(ctx.owner, known, creating=True)


STEP = Step(
    id="get_action_model",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(
        InputMode.ENTRY,
        triggers=frozenset({Trigger.USER_CALL, Trigger.SCRIPT, Trigger.API, Trigger.NESTED}),
        payload=PayloadKind.ACTION_MODEL,
    ),
    capabilities=Capabilities(reads=True),
    replay=Replay.PURE,
    errors=(StepFailureKind("validation_failed", 422), StepFailureKind("entry_not_found", 404)),
    example=Example(
        settings={"validate_input_values": True},
        payload={"id": 0, "secret": "dropped", "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "12.50"}},
        output=(
            {
                "id": 0,
                "name": None,
                "createdDate": None,
                "updateDate": None,
                "creatorSubject": None,
                "changeAuthor": None,
                "version": None,
                "data": {"InvoiceNumber": "R-1", "InvoiceTotalValue": "12.50", "InvoiceState": None},
            },
        ),
    ),
    run=run,
    model=model,
)
