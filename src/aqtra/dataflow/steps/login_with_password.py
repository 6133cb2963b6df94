"""Login with password: signs somebody in from a form of one's own, as the sign-in form does.

The session goes to the browser that waits for the run, never into items or logs. Where a second factor is still to
come nobody is signed in yet: `_session` is null, and the response says which factors are asked for.
"""

from collections.abc import Iterable

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.dataflow.parameters import ClientRef, FieldPath, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import hidden, secrets_at, texts_at, with_values
from aqtra.dataflow.users import SignedIn
from aqtra.metadata.documents import AccessMode
from aqtra.metadata.layout import USER_INFO_KEY

_SESSION = FieldType(
    Kind.OBJECT,
    fields=(
        Field("userId", FieldType(Kind.CATALOG, component=USER_INFO_KEY), "User"),
        Field("expires", FieldType(Kind.DATE_TIME), "Expires"),
    ),
)
_RESULT = Field("_session", _SESSION, untyped=True)


class Settings(StepSettings):
    """Where name and password stand, and for which application domain."""

    user_name: FieldPath
    user_password: FieldPath
    client_for_request: ClientRef


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_secret(parse_path(settings.user_password)).with_field(_RESULT)


def check(_settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    owner = ctx.owner.settings
    if owner.access_mode is not AccessMode.PUBLIC or owner.restrict_access:
        yield Problem("component_not_public", "who is not signed in reaches flows of public components only")


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    names = texts_at(table, settings.user_name, ctx)
    passwords = secrets_at(table, settings.user_password, ctx)

    async def sign_in(index: int) -> SignedIn:
        opened = await ctx.directory.sign_in(names[index], passwords[index], settings.client_for_request)
        ctx.sign_in(opened)
        return opened

    sessions = [_shown(opened) for opened in await for_each(table, ctx, sign_in)]
    return with_values(hidden(table, settings.user_password), _RESULT, _SESSION, sessions)


def _shown(opened: SignedIn) -> dict[str, object] | None:
    return None if opened.user_id is None else {"userId": opened.user_id, "expires": opened.expires_at}


STEP = Step(
    id="login_with_password",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.AT_LEAST_ONCE,
    errors=(
        StepFailureKind("invalid_credentials", 401),
        StepFailureKind("locked_out", 429),
        StepFailureKind("method_not_offered", 403),
    ),
    example=Example(
        settings={
            "user_name": "login@string",
            "user_password": "password@string",
            "client_for_request": "digital-workplace",
        },
        input=({"login@string": "ada", "password@string": "Tr0ubadour-and-3"},),
        output=({"login@string": "ada", "_session": {"userId": 2}},),
    ),
    run=run,
    model=model,
    check=check,
)
