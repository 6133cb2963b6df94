"""Subscribe to connector: a run for every message of a broker."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from aqtra.dataflow.consuming.bodies import MESSAGE, is_message, item_of_message
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.integrations.references import subscription_at
from aqtra.dataflow.integrations.response_model import BODY, model_of, model_of_item
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import BrokerRef, EndpointRef, StepSettings, SystemRef, Undrawn
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
)
from aqtra.kernel.findings import Severity
from aqtra.metadata.documents import FlowKind

_FACTS: Final = Field(
    MESSAGE,
    FieldType(
        Kind.OBJECT,
        fields=(
            Field("id", STRING),
            Field("key", STRING),
            Field("headers", ANY),
            Field("timestamp", FieldType(Kind.DATE_TIME)),
            Field("redelivered", FieldType(Kind.BOOLEAN)),
        ),
    ),
)


class Settings(StepSettings):
    """`method_name` means nothing to a broker; what was imported with it keeps it."""

    system: SystemRef
    connector: BrokerRef
    query_path: EndpointRef
    method_name: Annotated[Literal["get", "post", "put", "delete"] | None, Undrawn()] = None


def model(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    endpoint = subscription_at(ctx, settings.system, settings.connector, settings.query_path)
    declared = _declared(endpoint.body_format, endpoint.response) if endpoint else None
    return _with_facts(declared or ItemModel(open=True))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    if ctx.kind not in (None, FlowKind.INPUT_DATAFLOW):
        yield Problem("not_input_dataflow", "messages start the Input dataflow of a component, and no other flow")
    endpoint = subscription_at(ctx, settings.system, settings.connector, settings.query_path)
    if endpoint is not None and not endpoint.response and endpoint.body_format == "json":
        message = f"{endpoint.name} has no schema: paths into its messages cannot be checked"
        yield Problem("response_unknown", message, "query_path", Severity.INFORMATION)


async def run(_table: Table, _settings: Settings, ctx: StepContext) -> Table:
    payload = ctx.run.payload
    if is_message(payload) and payload["step"] != ctx.step_id:
        # A flow may wait for messages of several places; this one came from another.
        return Table.empty()
    item = item_of_message(payload)
    return Table.from_items([item], _model_of(payload, item), ctx.run.zone)


def _model_of(payload: Any, item: dict[str, Any]) -> ItemModel:
    declared = _declared(payload["format"], payload["schema"]) if is_message(payload) else None
    return _with_facts(declared or model_of_item({name: value for name, value in item.items() if name != MESSAGE}))


def _declared(body_format: str, schema: Mapping[str, Any]) -> ItemModel | None:
    """The decoded body as an item; None when nothing says what JSON holds."""
    return model_of(schema, in_pages=False) if body_format == "json" else ItemModel((Field(BODY, STRING),))


def _with_facts(model: ItemModel) -> ItemModel:
    return replace(model, fields=(*(field for field in model.fields if field.name != MESSAGE), _FACTS))


STEP = Step(
    id="subscribe_to_connector",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(InputMode.ENTRY, triggers=frozenset({Trigger.MESSAGE})),
    replay=Replay.PURE,
    errors=(StepFailureKind("message_undecodable", 422),),
    example=Example(
        settings={
            "system": "00000000-0000-4000-8000-00000000a001",
            "connector": "00000000-0000-4000-8000-00000000a005",
            "query_path": "00000000-0000-4000-8000-00000000a006",
        },
        payload={
            "content": "eyJjb2RlIjogIlItMSIsICJ0b3RhbCI6IDEyLjUwfQ==",
            "format": "json",
            "schema": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "total": {"type": "number"}},
            },
            "step": "step",
            "message": {"id": "m-1", "key": None, "headers": {}, "timestamp": None, "redelivered": False},
        },
        output=({"code": "R-1", "total": "12.50", "_message": {"id": "m-1", "redelivered": False}},),
    ),
    run=run,
    model=model,
    check=check,
)
