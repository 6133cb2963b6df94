"""Get raw model: starts a flow with a free-form JSON model that the designer describes."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.errors import NAMED_MISFITS, BadModel, TooManyItems
from aqtra.dataflow.free_items import FreeItems, readable
from aqtra.dataflow.items.codec import Misfit
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.json_schema import checker, schema_problem
from aqtra.dataflow.models import PayloadKind, Trigger
from aqtra.dataflow.parameters import JsonSchema, StepSettings
from aqtra.dataflow.schema_model import describes_array, model_of_schema
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.transform_errors import InvalidModel
from aqtra.kernel.errors import FieldError


class Settings(StepSettings):
    """The schema feeds the pickers; it is enforced only with `validate_input_values`."""

    model_schema: JsonSchema
    validate_input_values: bool = False

    @cached_property
    def described(self) -> ItemModel:
        """The model of one item. A plan is run many times, its schema read once."""
        return model_of_schema(self.model_schema)


def model(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return settings.described


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    reason = schema_problem(settings.model_schema)
    if reason is not None:
        yield Problem("schema_invalid", f"no JSON Schema: {reason}", "model_schema", params={"reason": reason})


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    with readable():
        items = _items(ctx.run.payload, ctx.shared.limits.items)
        if settings.validate_input_values:
            _validate(items, settings.model_schema, ctx.run.payload)
        free = FreeItems(settings.described, ctx.run.zone, ctx.shared.limits.items)
        table = free.table(items)
    if free.misfits and settings.validate_input_values:
        raise _invalid(min(misfit.item for misfit in free.misfits), _fields(free.misfits))
    return table


def _items(payload: Any, limit: int) -> Sequence[Mapping[str, Any]]:
    """A posted array is one item per element; nothing posted is an empty object."""
    posted = payload if isinstance(payload, list) else [{} if payload is None else payload]
    if len(posted) > limit:
        raise TooManyItems(f"more than {limit} items were posted")
    for index, item in enumerate(posted):
        if not isinstance(item, Mapping):
            place = f"model[{index}]" if isinstance(payload, list) else "model"
            raise BadModel.of_field(place, "type", f"{place} is not an object")
    return posted


def _validate(items: Sequence[Mapping[str, Any]], schema: Mapping[str, Any], payload: Any) -> None:
    """Raises InvalidModel for the first item that breaks the schema, or for the array as a whole."""
    violations = checker(schema)
    if describes_array(schema):
        found = violations(payload)
        if found:
            raise InvalidModel(found[0].message, fields=found)
        return
    for index, item in enumerate(items):
        broken = violations(item)
        if broken:
            raise _invalid(index, broken)


def _fields(misfits: Sequence[Misfit]) -> list[FieldError]:
    first = min(misfit.item for misfit in misfits)
    return [
        FieldError(field=found.path, rule="type", message=found.reason, params={"type": found.type})
        for found in misfits
        if found.item == first
    ][:NAMED_MISFITS]


def _invalid(index: int, fields: Sequence[FieldError]) -> InvalidModel:
    return InvalidModel(fields[0].message, item_index=index, fields=fields)


STEP = Step(
    id="get_raw_model",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(
        InputMode.ENTRY,
        triggers=frozenset({Trigger.USER_CALL, Trigger.SCRIPT, Trigger.API, Trigger.NESTED}),
        payload=PayloadKind.RAW_MODEL,
    ),
    replay=Replay.PURE,
    errors=(StepFailureKind("validation_failed", 422), StepFailureKind("bad_json", 400)),
    example=Example(
        settings={
            "model_schema": {
                "type": "object",
                "properties": {
                    "customer": {"type": "string"},
                    "lines": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"price": {"type": "number"}}},
                    },
                },
            },
            "validate_input_values": True,
        },
        payload={"customer": "Ada", "lines": [{"price": 12.5}]},
        output=({"customer": "Ada", "lines": [{"price": "12.5"}]},),
    ),
    run=run,
    model=model,
    check=check,
)
