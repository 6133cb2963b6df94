"""Get user info: loads a user's profile. Who cannot be found, or may not be read by the run's principal, is null."""

from collections.abc import Iterable
from typing import Any

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import FieldPath, NewField, StepSettings, UserRefs
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step
from aqtra.dataflow.user_fields import name_problems, user_problems, users_of, with_values
from aqtra.dataflow.users import UserRef

PROFILE = FieldType(
    Kind.OBJECT,
    fields=(
        Field("id", INTEGER, "Id"),
        Field("userName", STRING, "User name"),
        Field("name", STRING, "Name"),
        Field("email", STRING, "E-mail"),
        Field("firstName", STRING, "First name"),
        Field("middleName", STRING, "Middle name"),
        Field("lastName", STRING, "Last name"),
        Field("disabled", FieldType(Kind.BOOLEAN), "Disabled"),
    ),
)


class Settings(StepSettings):
    """Who is meant: the caller first, then the field, then the name."""

    get_user_info_from_request: bool = False
    user_info_field: FieldPath | None = None
    user_name: UserRefs | None = None
    result_store_field: NewField


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(variable(settings.result_store_field, PROFILE))


def check(settings: Settings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if settings.get_user_info_from_request:
        return name_problems(settings.user_name)
    return user_problems(settings)


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    users = _wanted(table, settings, ctx)
    found = await ctx.directory.profiles(dict.fromkeys(user for user in users if user is not None))
    profiles: list[dict[str, Any] | None] = [
        found[user].as_item() if user is not None and user in found else None for user in users
    ]
    return with_values(table, variable(settings.result_store_field, PROFILE), PROFILE, profiles)


def _wanted(table: Table, settings: Settings, ctx: StepContext) -> list[UserRef | None]:
    if not settings.get_user_info_from_request:
        return users_of(table, settings, ctx)
    caller = ctx.run.principal.user_id
    return [None if caller is None else UserRef(caller)] * len(table)


STEP = Step(
    id="get_user_info",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.PURE,
    example=Example(
        settings={"user_info_field": "author@integer", "result_store_field": "_author@object"},
        input=({"author@integer": 2}, {"author@integer": None}),
        output=(
            {"author@integer": 2, "_author@object": {"id": 2, "userName": "ada", "name": "Ada Byron"}},
            {"author@integer": None, "_author@object": None},
        ),
    ),
    run=run,
    sliced=True,
    model=model,
    check=check,
)
