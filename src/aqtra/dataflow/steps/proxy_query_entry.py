"""Proxy query entry: starts the flow that answers a list of a component in proxy mode."""

from collections.abc import Iterable, Mapping

from aqtra.catalogs.proxy import ALWAYS
from aqtra.dataflow.context import StepContext
from aqtra.dataflow.entry_filter import item_filters
from aqtra.dataflow.filter_values import filter_problems
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.models import Trigger
from aqtra.dataflow.parameters import OwnFilterRules, StepSettings
from aqtra.dataflow.proxy.conditions import Asked, conditions_of, with_fixed
from aqtra.dataflow.proxy.design import proxy_mode_problems
from aqtra.dataflow.proxy.requests import list_model
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind


class Settings(StepSettings):
    """`query_filter` is added to what every list asks. `proxy_mode_settings` only leads to the component's settings."""

    query_filter: OwnFilterRules = ()
    proxy_mode_settings: str | None = None


def model(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> ItemModel:
    return list_model(ctx.owner)


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    yield from proxy_mode_problems(ctx)
    query = {prop.name for prop in ctx.owner.properties if prop.query}
    if not query:
        yield Problem("no_query_properties", f"no property of {ctx.owner.settings.title} is marked with Query")
    yield from filter_problems(settings.query_filter, ctx.owner, "query_filter")
    for field in (rule.field.removeprefix("data.") for group in settings.query_filter for rule in group.rules):
        if field not in query and field not in ALWAYS:
            message = f"{field} is not marked with Query, so lists cannot be asked by it"
            yield Problem("filter_not_supported", message, "query_filter", params={"field": field})
    if sum(bool(group.rules) for group in settings.query_filter) > 1:
        message = "alternatives cannot be asked of another system: one group of rules is allowed"
        yield Problem("filter_not_supported", message, "query_filter")


async def run(_table: Table, settings: Settings, ctx: StepContext) -> Table:
    asked = ctx.run.payload if isinstance(ctx.run.payload, Mapping) else {}
    given = asked.get("filter") if isinstance(asked.get("filter"), Mapping) else {}
    item = {**asked, "filter": with_fixed(given or {}, _fixed(settings, ctx))}
    return Table.from_items([item], list_model(ctx.owner), ctx.run.zone)


def _fixed(settings: Settings, ctx: StepContext) -> list[Asked]:
    """The conditions that always hold. Raises FilterNotSupported, TypeMismatch."""
    if not any(group.rules for group in settings.query_filter):
        return []
    nothing = Table.from_items([{}], ItemModel())
    (condition,) = item_filters(nothing, settings.query_filter, ctx.owner, ctx).conditions
    return conditions_of(condition, ctx.owner)


STEP = Step(
    id="proxy_query_entry",
    group=Group.INPUT,
    settings=Settings,
    ports=Ports(InputMode.ENTRY, triggers=frozenset({Trigger.PROXY_QUERY})),
    replay=Replay.PURE,
    errors=(StepFailureKind("proxy_bad_shape", 502), StepFailureKind("filter_not_supported", 400)),
    example=Example(
        settings={
            "query_filter": [{"field": "data.InvoiceNumber", "operator": "starts_with", "value": {"const": "R-"}}]
        },
        payload={
            "filter": {"id": {"operator": "in", "value": [1, 2]}},
            "orderBy": [{"field": "InvoiceNumber", "direction": "desc"}],
            "top": 25,
            "skip": 50,
            "count": True,
            "search": None,
        },
        output=(
            {
                "filter": {
                    "id": {"operator": "in", "value": [1, 2]},
                    "name": None,
                    "InvoiceNumber": {"operator": "starts_with", "value": "R-"},
                },
                "orderBy": [{"field": "InvoiceNumber", "direction": "desc"}],
                "top": 25,
                "skip": 50,
                "count": True,
                "search": None,
            },
        ),
    ),
    run=run,
    model=model,
    check=check,
)
