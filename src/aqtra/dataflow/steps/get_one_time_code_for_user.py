"""Get one time code for user: issues a short-lived code. A later step delivers it; nothing is sent here.

For whom no code is made everything else is as for others, so that accounts cannot be probed: only the log tells.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from pydantic import Field as Bounded

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, ItemModel, variable
from aqtra.dataflow.parameters import ClientRef, Duration, NewField, StepSettings, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import name_problems, names_at, with_values

_Lifetime = Annotated[Duration, Bounded(gt=timedelta(0), le=timedelta(days=1))]


class Settings(StepSettings):
    """Whose code, for which application domain, and for how long."""

    user_name: UserRefs
    client_for_request: ClientRef
    code_life_time: _Lifetime = timedelta(minutes=5)
    result_store_field: NewField = "_oneTimeCode@string"


def _result(settings: Settings) -> Field:
    return replace(variable(settings.result_store_field, STRING), secret=True)


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(_result(settings))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    return name_problems(settings.user_name)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    names = names_at(table, settings.user_name, ctx)

    async def issue(index: int) -> str | None:
        code = await ctx.directory.issue_code(names[index], settings.client_for_request, settings.code_life_time)
        if code is None:
            ctx.warn(
                "user_not_found", "no code was made: there is no such user, or not for this flow", index, hidden=True
            )
        return code

    return with_values(table, _result(settings), STRING, await for_each(table, ctx, issue))


STEP = Step(
    id="get_one_time_code_for_user",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(StepFailureKind("rate_limited", 429),),
    example=Example(
        settings={"user_name": "login@string", "client_for_request": "digital-workplace"},
        input=({"login@string": "ada"},),
        output=({"login@string": "ada"},),
    ),
    run=run,
    model=model,
    check=check,
)
