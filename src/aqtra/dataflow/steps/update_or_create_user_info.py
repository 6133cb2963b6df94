"""Update or create user info: writes users through identity, as the Access screens do."""

from collections.abc import Iterable
from typing import Annotated, Any

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.directory.people import FIELDS
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.mapping import Target, column_or_null, is_empty, mapped_column
from aqtra.dataflow.parameters import FieldPath, FreeMapping, NewField, Parameter, ParameterType, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_fields import hidden, keys_at, secrets_at, texts_at, with_values
from aqtra.dataflow.users import ProfileChange
from aqtra.metadata.layout import USER_INFO_KEY

_USER = FieldType(Kind.CATALOG, component=USER_INFO_KEY)
_BOOLEAN = FieldType(Kind.BOOLEAN)


class Settings(StepSettings):
    """Who is written, and what. `user_disabled` is a value, or the path of a field that holds it."""

    user_info_field: FieldPath | None = None
    user_name: FieldPath | None = None
    user_password: FieldPath | None = None
    user_disabled: Annotated[bool | str, Parameter(ParameterType.BOOLEAN)] = False
    update_fields: FreeMapping = ()
    result_store_field: NewField = "_userInfo@catalog"


def model(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    shown = inputs[0]
    if settings.user_password is not None:
        shown = shown.with_secret(parse_path(settings.user_password))
    return shown.with_field(variable(settings.result_store_field, _USER))


def check(settings: Settings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    if settings.user_info_field is None and settings.user_name is None:
        yield Problem("required_setting", "choose a field with the user, or with a user name", "user_name")
    targets = [row.target for row in settings.update_fields]
    for target in dict.fromkeys(targets):
        if target not in FIELDS:
            message = f"a user has no field {target}"
            yield Problem("unknown_reference", message, "update_fields", params={"reference": target})
        if targets.count(target) > 1:
            yield Problem("duplicate_target", f"{target} is written twice", "update_fields", params={"target": target})
    path = settings.user_disabled
    if isinstance(path, str) and all(source.at(parse_path(path)) is None for source in inputs):
        yield Problem("unknown_field", f"{path} is not in the items of the source", "user_disabled")


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    changes = _changes(table, settings, ctx)
    ids = await for_each(table, ctx, lambda index: ctx.directory.save_user(changes[index]))
    hiding = hidden(table, settings.user_password)
    return with_values(hiding, variable(settings.result_store_field, _USER), _USER, ids)


def _changes(table: Table, settings: Settings, ctx: StepContext) -> list[ProfileChange]:
    keys = keys_at(table, settings.user_info_field, ctx)
    names = texts_at(table, settings.user_name, ctx)
    passwords = secrets_at(table, settings.user_password, ctx)
    states = _states(table, settings, ctx)
    written = {
        row.target: mapped_column(table, row, Target(STRING, row.target), ctx).series.to_list()
        for row in settings.update_fields
        if not is_empty(row)
    }
    return [
        ProfileChange(
            user=keys[index],
            user_name=names[index],
            fields={target: values[index] for target, values in written.items()},
            password=passwords[index] or None,
            disabled=states[index],
        )
        for index in range(len(table))
    ]


def _states(table: Table, settings: Settings, ctx: StepContext) -> list[Any]:
    """A state that nobody chose is not written: a profile that is brought up to date enables nobody by the way."""
    if isinstance(settings.user_disabled, str):
        return column_or_null(table, settings.user_disabled, ctx).converted(_BOOLEAN).series.to_list()
    chosen = "user_disabled" in settings.model_fields_set
    return [settings.user_disabled if chosen else None] * len(table)


STEP = Step(
    id="update_or_create_user_info",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.KEYED,
    errors=(
        StepFailureKind("password_required", 422),
        StepFailureKind("password_weak", 422),
        StepFailureKind("user_name_taken", 409),
        StepFailureKind("user_limit_reached", 409),
        StepFailureKind("user_not_found", 404),
        StepFailureKind("validation_failed", 422),
        StepFailureKind("last_administrator", 409),
    ),
    example=Example(
        settings={
            "user_name": "login@string",
            "update_fields": [{"target": "lastName", "source": "surname@string"}],
        },
        input=({"login@string": "ada", "surname@string": "Lovelace"},),
        output=({"login@string": "ada", "surname@string": "Lovelace", "_userInfo@catalog": 2},),
    ),
    run=run,
    model=model,
    check=check,
)
