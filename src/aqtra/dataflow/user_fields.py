"""Where steps find users in items: ids, handles, references and user objects; and user names, fixed or in a field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.codec import Misfit, build_series, read_json
from aqtra.dataflow.items.paths import parse_path
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.scalars import Unfit, convert
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import STRING, Field, FieldType, Kind
from aqtra.dataflow.mapping import column_or_null
from aqtra.dataflow.step import Problem
from aqtra.dataflow.users import UserKey, UserRef

if TYPE_CHECKING:
    from aqtra.dataflow.context import StepContext


class UserSettings(Protocol):
    """The settings that say who is meant. The field wins; where it is null, the name counts."""

    @property
    def user_info_field(self) -> str | None: ...

    @property
    def user_name(self) -> str | tuple[str, ...] | None: ...


def users_of(table: Table, settings: UserSettings, ctx: "StepContext") -> list[UserRef | None]:
    """Whom each item means; None where it names nobody. Raises TypeMismatch."""
    keys = keys_at(table, settings.user_info_field, ctx)
    names = names_at(table, settings.user_name, ctx)
    return [_user(key, name) for key, name in zip(keys, names, strict=True)]


def keys_at(table: Table, path: str | None, ctx: "StepContext") -> list[UserKey | None]:
    """Ids or handles, also those inside of user objects. Raises TypeMismatch naming the first item that holds none."""
    if path is None:
        return [None] * len(table)
    keys: list[UserKey | None] = []
    for index, value in enumerate(_plain(column_or_null(table, path, ctx))):
        try:
            keys.append(_key(value))
        except Unfit as unfit:
            raise TypeMismatch.of([Misfit(index, path, Kind.CATALOG.value, str(unfit))]) from unfit
    return keys


def key_lists_at(table: Table, path: str | None, ctx: "StepContext") -> list[list[UserKey]]:
    """The same where a value may be a list. Raises TypeMismatch naming the first item that holds something else."""
    if path is None:
        return [[] for _ in range(len(table))]
    found: list[list[UserKey]] = []
    for index, value in enumerate(_plain(column_or_null(table, path, ctx))):
        try:
            keys = [_key(one) for one in (value if isinstance(value, list) else [value])]
        except Unfit as unfit:
            raise TypeMismatch.of([Misfit(index, path, Kind.CATALOG.value, str(unfit))]) from unfit
        found.append([key for key in keys if key is not None])
    return found


def names_at(table: Table, named: str | tuple[str, ...] | None, ctx: "StepContext") -> list[str | None]:
    """User names: of a field, or the first fixed one for every item."""
    if isinstance(named, str):
        return texts_at(table, named, ctx)
    return [named[0] if named else None] * len(table)


def texts_at(table: Table, path: str | None, ctx: "StepContext") -> list[str | None]:
    """The values at a path as text, without what surrounds it; None where there is nothing. Raises TypeMismatch."""
    return [text.strip() or None if text is not None else None for text in secrets_at(table, path, ctx)]


def secrets_at(table: Table, path: str | None, ctx: "StepContext") -> list[str | None]:
    """The values at a path as text, exactly as they were typed."""
    if path is None:
        return [None] * len(table)
    column: list[str | None] = column_or_null(table, path, ctx).converted(STRING, ctx.run.zone).series.to_list()
    return column


def user_problems(settings: UserSettings) -> Iterable[Problem]:
    """What is wrong when nobody can be meant, or several are."""
    if settings.user_info_field is None and not settings.user_name:
        yield Problem("required_setting", "choose a field with the user, or a user name", "user_info_field")
    elif settings.user_name:
        yield from name_problems(settings.user_name)


def name_problems(named: str | tuple[str, ...] | None) -> Iterable[Problem]:
    if named == ():
        yield Problem("required_setting", "choose a user name, or a field with one", "user_name")
    if isinstance(named, tuple) and len(named) > 1:
        yield Problem("invalid_setting", "this step is about one user", "user_name")


def hidden(table: Table, *paths: str | None) -> Table:
    """Passwords and codes that people typed are secrets from here on."""
    for path in paths:
        table = table if path is None else table.with_secret(parse_path(path))
    return table


def with_values(table: Table, field: Field, natural: FieldType, values: Sequence[Any]) -> Table:
    """The table with a step's result, converted to what the variable's suffix says. Raises TypeMismatch."""
    column = Column(build_series(field.name, values, natural, []), natural)
    return table.with_column(field, column.converted(field.type).series)


def _user(key: UserKey | None, name: str | None) -> UserRef | None:
    return None if key is None and name is None else UserRef(key, name if key is None else None)


def _plain(column: Column) -> list[Any]:
    values: list[Any] = column.series.to_list()
    return [read_json(text) for text in values] if column.type.is_json else values


def _key(value: Any) -> UserKey | None:
    if isinstance(value, Mapping):
        if "id" not in value:
            raise Unfit("not a user")
        return _key(value["id"])
    if value is None or value == "" or value == 0:
        return None
    if isinstance(value, str) and "-" in value.strip().lstrip("-"):
        return UUID(convert(value.strip(), Kind.UUID))
    return int(convert(value, Kind.INTEGER))
