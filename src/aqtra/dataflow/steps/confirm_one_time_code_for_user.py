"""Confirm one time code for user: checks the code that somebody typed, and completes their sign-in."""

from collections.abc import Iterable

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import ClientRef, FieldPath, NewField, StepSettings, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import hidden, name_problems, names_at, texts_at, with_values
from aqtra.dataflow.users import CodeAnswer

_CONFIRMED = FieldType(Kind.BOOLEAN)
_REASON = Field("_codeReason@string", STRING)


class Settings(StepSettings):
    """The typed code, and whose it is: else that of the caller, who may have proved the password only."""

    user_code_field: FieldPath
    user_name: UserRefs | None = None
    client_for_request: ClientRef | None = None
    result_store_field: NewField = "_codeConfirmed@boolean"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    known = inputs[0].with_secret(parse_path(settings.user_code_field))
    return known.with_field(variable(settings.result_store_field, _CONFIRMED)).with_field(_REASON)


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    return name_problems(settings.user_name)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    codes = texts_at(table, settings.user_code_field, ctx)
    names = names_at(table, settings.user_name, ctx)

    async def confirm(index: int) -> CodeAnswer:
        answer = await ctx.directory.confirm_code(names[index], settings.client_for_request, codes[index] or "")
        if answer.signed_in is not None:
            ctx.sign_in(answer.signed_in)
        if not answer.confirmed:
            ctx.warn("code_invalid", f"the code is not accepted: {answer.reason}", index)
        return answer

    answers = await for_each(table, ctx, confirm)
    hiding = hidden(table, settings.user_code_field)
    result = variable(settings.result_store_field, _CONFIRMED)
    confirmed = with_values(hiding, result, _CONFIRMED, [answer.confirmed for answer in answers])
    return with_values(confirmed, _REASON, STRING, [answer.reason for answer in answers])


STEP = Step(
    id="confirm_one_time_code_for_user",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(StepFailureKind("rate_limited", 429), StepFailureKind("method_not_offered", 403)),
    example=Example(
        settings={
            "user_code_field": "code@string",
            "user_name": "login@string",
            "client_for_request": "digital-workplace",
        },
        input=({"login@string": "ada", "code@string": "00 00"},),
        output=({"login@string": "ada", "_codeConfirmed@boolean": False, "_codeReason@string": "wrong"},),
    ),
    run=run,
    model=model,
    check=check,
)
