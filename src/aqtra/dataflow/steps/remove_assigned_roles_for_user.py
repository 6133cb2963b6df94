"""Remove assigned roles for user: takes every role a user has, in all contexts, in one transaction."""

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.parameters import FieldPath, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import keys_at


class Settings(StepSettings):
    """Whose roles."""

    user_id_field: FieldPath


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    users = keys_at(table, settings.user_id_field, ctx)
    await for_each(table, ctx, lambda index: ctx.directory.take_roles(users[index]))
    return table


STEP = Step(
    id="remove_assigned_roles_for_user",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.KEYED,
    errors=(StepFailureKind("user_not_found", 404), StepFailureKind("last_administrator", 409)),
    example=Example(
        settings={"user_id_field": "user@integer"},
        input=({"user@integer": 2},),
        output=({"user@integer": 2},),
    ),
    run=run,
)
