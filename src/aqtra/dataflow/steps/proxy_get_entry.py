"""Proxy get entry: starts the flow that answers a read of one entry of a component in proxy mode."""

from collections.abc import Iterable, Mapping
from typing import Any

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel, Kind
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import StepSettings
from aqtra.dataflow.proxy.design import proxy_mode_problems
from aqtra.dataflow.proxy.errors import ProxyKeyInvalid
from aqtra.dataflow.proxy.requests import entry_model
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument


class Settings(StepSettings):
    """`validate_input_values` refuses a read that does not name its entry, or not by values its key could have."""

    validate_input_values: bool = False


def model(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return entry_model(ctx.owner)


def check(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    return proxy_mode_problems(ctx)


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    asked = ctx.run.payload if isinstance(ctx.run.payload, Mapping) else {}
    if settings.validate_input_values:
        _validate(asked, ctx.owner)
    item = {"id": asked.get("id"), "keys": asked.get("keys") or {}, "select": asked.get("select") or []}
    return Table.from_items([item], entry_model(ctx.owner), ctx.run.zone)


def _validate(asked: Mapping[str, Any], owner: ComponentDocument) -> None:
    """Raises ProxyKeyInvalid naming every part of the key that is missing or mistyped."""
    if asked.get("id") is not None:
        broken = _broken("id", asked["id"], Kind.INTEGER)
    else:
        broken = _broken_keys(asked.get("keys") or {}, owner)
    if broken:
        raise ProxyKeyInvalid(f"{broken[0].field}: {broken[0].message}", item_index=0, fields=broken)


def _broken_keys(keys: Mapping[str, Any], owner: ComponentDocument) -> list[FieldError]:
    """What is wrong with the values of the primary key; of a component without one the id is missing."""
    declared = entry_model(owner).field("keys")
    fields = declared.type.fields if declared is not None else None
    if not fields:
        return _broken("id", None, Kind.INTEGER)
    broken = [_broken(f"keys.{field.name}", keys.get(field.name), field.type.kind) for field in fields]
    return [found for part in broken for found in part]


def _broken(place: str, value: Any, kind: Kind) -> list[FieldError]:
    if value is None:
        return [FieldError(field=place, rule="required", message="a value is required")]
    try:
        convert(value, kind)
    except Unfit as unfit:
        return [FieldError(field=place, rule="type", message=str(unfit), params={"type": kind.value})]
    return []


STEP = Step(
    id="proxy_get_entry",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(InputMode.ENTRY, triggers=frozenset({Trigger.PROXY_READ})),
    replay=Replay.PURE,
    errors=(
        StepFailureKind("proxy_bad_shape", 502),
        StepFailureKind("entry_not_found", 404),
        StepFailureKind("validation_failed", 422),
    ),
    example=Example(
        settings={"validate_input_values": True},
        payload={"id": 7, "keys": {}, "select": ["InvoiceNumber"]},
        output=({"id": 7, "keys": {"InvoiceNumber": None}, "select": ["InvoiceNumber"]},),
    ),
    run=run,
    model=model,
    check=check,
)
