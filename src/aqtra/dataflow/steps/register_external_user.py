"""Register external user: an account for somebody whom a directory knows, entered through its provider alone."""

from collections.abc import Iterable
from uuid import UUID

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import FieldPath, NewField, ProviderRef, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import texts_at, with_values

_ID = FieldType(Kind.UUID)


class Settings(StepSettings):
    """Who, by which key, and through which provider."""

    user_name: FieldPath
    key_field: FieldPath
    auth_provider: ProviderRef
    result_store_field: NewField = "_userId@uuid"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(variable(settings.result_store_field, _ID))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    if ctx.site is not None and settings.auth_provider not in ctx.site.providers:
        yield Problem("provider_unknown", "this identity provider is not configured", "auth_provider")


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    names = texts_at(table, settings.user_name, ctx)
    keys = texts_at(table, settings.key_field, ctx)

    async def register(index: int) -> UUID:
        return await ctx.directory.register_external(settings.auth_provider, keys[index] or "", names[index] or "")

    ids = await for_each(table, ctx, register)
    return with_values(table, variable(settings.result_store_field, _ID), _ID, ids)


STEP = Step(
    id="register_external_user",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.KEYED,
    errors=(
        StepFailureKind("user_name_taken", 409),
        StepFailureKind("user_limit_reached", 409),
        StepFailureKind("validation_failed", 422),
        StepFailureKind("unknown_reference", 409),
    ),
    example=Example(
        settings={
            "user_name": "login@string",
            "key_field": "key@string",
            "auth_provider": "00000000-0000-4000-8000-00000000a001",
        },
        input=({"login@string": "grace", "key@string": "S-1-5-21"},),
        output=({"login@string": "grace", "key@string": "S-1-5-21"},),
    ),
    run=run,
    model=model,
    check=check,
)
