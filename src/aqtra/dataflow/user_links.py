"""What the steps have in common that make a secret link for a user."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Final

from aqtra.dataflow.context import StepContext
from aqtra.dataflow.item_loop import for_each
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind, variable
from aqtra.dataflow.parameters import ClientRef, FieldPath, NewField, StepSettings, UserRefs
from aqtra.dataflow.step import DesignContext, Problem
from aqtra.dataflow.user_fields import user_problems, users_of, with_values
from aqtra.dataflow.users import UserRef

_LINK: Final = FieldType(Kind.URI)


class LinkSettings(StepSettings):
    """Whose link, and on the address of which application domain."""

    user_info_field: FieldPath | None = None
    user_name: UserRefs | None = None
    client_for_request: ClientRef
    result_store_field: NewField


def model(settings: LinkSettings, inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> ItemModel:
    return inputs[0].with_field(_result(settings))


def check(settings: LinkSettings, _inputs: tuple[ItemModel, ...], _ctx: DesignContext) -> Iterable[Problem]:
    return user_problems(settings)


async def with_links(
    table: Table,
    settings: LinkSettings,
    ctx: StepContext,
    make: Callable[[UserRef | None, int], Awaitable[str | None]],
) -> Table:
    """The table with what `make` gives for the user of each item; logs and callers do not see it."""
    users = users_of(table, settings, ctx)
    links = await for_each(table, ctx, lambda index: make(users[index], index))
    return with_values(table, _result(settings), _LINK, links)


def _result(settings: LinkSettings) -> Field:
    return replace(variable(settings.result_store_field, _LINK), secret=True)
