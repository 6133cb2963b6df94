"""Assign context role for model: gives a user roles in a context. It adds, and never takes."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ItemModel
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.parameters import ComponentRef, FieldPath, Row, StepSettings
from aqtra.dataflow.ports import Capabilities
from aqtra.dataflow.step import DesignContext, Example, Group, InputMode, Ports, Problem, Replay, Step, StepFailureKind
from aqtra.dataflow.user_errors import ContextNotFound
from aqtra.dataflow.user_fields import keys_at
from aqtra.dataflow.users import Grant, UserKey


def _split(value: Any) -> Any:
    """One line of text holds names separated by commas."""
    if isinstance(value, str):
        return tuple(name for part in value.split(",") if (name := part.strip()))
    return value


class ContextRoles(Row):
    """Roles for one kind of context: entries of a component, or the whole system where none is chosen."""

    context_type: ComponentRef | None = None
    roles: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()

    @model_validator(mode="before")
    @classmethod
    def _cleared_is_absent(cls, values: Any) -> Any:
        if isinstance(values, Mapping):
            return {name: value for name, value in values.items() if value != ""}
        return values


class Settings(StepSettings):
    """Whom, where, and which roles. `domain/name` names a role that another domain has too."""

    user_id_field: FieldPath
    context_id_field: FieldPath | None = None
    select_contexts: tuple[ContextRoles, ...]


def check(settings: Settings, _inputs: tuple[ItemModel, ...], ctx: DesignContext) -> Iterable[Problem]:
    names = [name for row in settings.select_contexts for name in row.roles]
    if not names or not all(row.roles for row in settings.select_contexts):
        yield Problem("role_not_found", "name at least one role for every kind of context", "select_contexts")
    for name in dict.fromkeys(names):
        if ctx.site is not None and name not in ctx.site.roles:
            yield Problem("role_not_found", f"there is no role {name}", "select_contexts", params={"role": name})


async def run(table: Table, settings: Settings, ctx: StepContext) -> Table:
    users = keys_at(table, settings.user_id_field, ctx)
    contexts = _contexts(table, settings, ctx)
    grants = [Grant(row.roles, row.context_type) for row in settings.select_contexts]

    async def give(index: int) -> None:
        context = contexts[index]
        if isinstance(context, str):
            raise ContextNotFound("an empty id is no context")
        await ctx.directory.give_roles(users[index], context, grants)

    await for_each(table, ctx, give)
    return table


_EMPTY = "empty"


def _contexts(table: Table, settings: Settings, ctx: StepContext) -> list[UserKey | str | None]:
    """Null is the whole system. What is empty in another way is not: it would give more than was meant."""
    keys = keys_at(table, settings.context_id_field, ctx)
    if settings.context_id_field is None:
        return list(keys)
    absent = column_or_null(table, settings.context_id_field, ctx).series.is_null().to_list()
    return [_EMPTY if key is None and not gone else key for key, gone in zip(keys, absent, strict=True)]


STEP = Step(
    id="assign_context_role_for_model",
    group=Group.USER_CONTEXTS,
    settings=Settings,
    ports=Ports(InputMode.ITEM),
    capabilities=Capabilities(directory=True),
    replay=Replay.KEYED,
    errors=(
        StepFailureKind("user_not_found", 404),
        StepFailureKind("context_not_found", 404),
        StepFailureKind("role_not_found", 404),
        StepFailureKind("escalation_denied", 403),
    ),
    example=Example(
        settings={"user_id_field": "user@integer", "select_contexts": [{"roles": ["Members"]}]},
        input=({"user@integer": 2},),
        output=({"user@integer": 2},),
    ),
    run=run,
    check=check,
)
