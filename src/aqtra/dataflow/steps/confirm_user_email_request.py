"""Confirm user email request: a link that proves a user's e-mail address and enables who was made disabled."""

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.parameters import NewField
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import Example, Group, InputMode, Ports, Replay, Step, StepFailureKind
from aqtra.dataflow.user_links import LinkSettings, check, model, with_links
from aqtra.dataflow.users import UserRef


class Settings(LinkSettings):
    """Whose link, on the address of which application domain, and where it is put."""

    result_store_field: NewField = "_confirmUrl@uri"


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    async def link(user: UserRef | None, index: int) -> str | None:
        made = await ctx.directory.confirmation_link(user, settings.client_for_request)
        if made is None:
            ctx.warn("already_confirmed", "the user is enabled and the address confirmed", index)
        return made

    return await with_links(table, settings, ctx, link)


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
