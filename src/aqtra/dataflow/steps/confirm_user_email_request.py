"""Confirm user email request: a link that proves a user's e-mail address and enables who was made disabled."""

from collections.abc import Iterable
from dataclasses import replace

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import ClientRef, FieldPath, NewField, StepSettings, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import user_problems, users_of, with_values

_LINK = FieldType(Kind.URI)


class Settings(StepSettings):
    """Whose link, and on the address of which application domain."""

    user_info_field: FieldPath | None = None
    user_name: UserRefs | None = None
    client_for_request: ClientRef
    result_store_field: NewField = "_confirmUrl@uri"


def _result(settings: Settings) -> Field:
    return replace(variable(settings.result_store_field, _LINK), secret=True)


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(_result(settings))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    return user_problems(settings)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    users = users_of(table, settings, ctx)

    async def link(index: int) -> str | None:
        made = await ctx.directory.confirmation_link(users[index], settings.client_for_request)
        if made is None:
            ctx.warn("already_confirmed", "the user is enabled and the address confirmed", index)
        return made

    return with_values(table, _result(settings), _LINK, await for_each(table, ctx, link))


STEP = Step(
    id="confirm_user_email_request",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("public_uri_missing", 409),
        StepFailureKind("user_not_found", 404),
        StepFailureKind("email_missing", 422),
        StepFailureKind("rate_limited", 429),
    ),
    example=Example(
        settings={"user_name": "login@string", "client_for_request": "digital-workplace"},
        input=({"login@string": "ada"},),
        output=({"login@string": "ada"},),
    ),
    run=run,
    model=model,
    check=check,
)
