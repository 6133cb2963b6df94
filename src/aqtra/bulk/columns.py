"""Which column of a file is which field of a component."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.bulk.errors import BadColumns
from aqtra.bulk.models import ImportOptions
from aqtra.catalogs.errors import ComponentWithoutKey
from aqtra.catalogs.model import SYSTEM_SHOWN, Field, Model
from aqtra.kernel.errors import FieldError

ID: Final = "id"
NAME: Final = "name"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its place in the file and the field its cells are for."""

    position: int
    header: str
    field: Field

    @property
    def is_id(self) -> bool:
        return self.field.is_system and self.field.name == ID

    @property
    def is_name(self) -> bool:
        return self.field.is_system and self.field.name == NAME


def known_names(model: Model) -> tuple[str, ...]:
    """What an object of JSON lines may have."""
    return (*(field.name for field in SYSTEM_SHOWN), *model.data)


def proposed(model: Model, header: Sequence[str]) -> dict[str, str | None]:
    """Header → field by exact name, else by the title that only one property has, else None."""
    titles = Counter(prop.title for prop in model.document.properties)
    by_title = {
        prop.title: prop.name
        for prop in model.document.properties
        if prop.title and titles[prop.title] == 1 and prop.name in model.data
    }
    return {name: _by_name(model, name) or by_title.get(name) for name in header}


def columns_of(model: Model, header: Sequence[str], options: ImportOptions) -> tuple[Column, ...]:
    """The columns to read. System fields that nobody can set are left out.

    Raises BadColumns naming every column that does not fit, ComponentWithoutKey.
    """
    wanted: Mapping[str, str | None] = {**proposed(model, header), **options.columns}
    errors = list(_header_errors(header, options, wanted))
    columns = []
    for position, name in enumerate(header):
        target = wanted.get(name)
        if target is None:
            continue
        field = model.field(target)
        if field is None:
            errors.append(_error(name, "unknown_field", f"there is no property {target}"))
        elif not field.is_system or field.name == NAME or (field.name == ID and options.key == "id"):
            columns.append(Column(position, name, field))
    errors += _doubled(columns)
    errors += _missing(model, columns, options)
    if errors:
        raise BadColumns("the columns of the file do not fit the component", fields=errors)
    return tuple(columns)


def _by_name(model: Model, name: str) -> str | None:
    field = model.field(name)
    return None if field is None else field.name


def _header_errors(
    header: Sequence[str], options: ImportOptions, wanted: Mapping[str, str | None]
) -> Iterator[FieldError]:
    for name, count in Counter(header).items():
        if count > 1:
            yield _error(name, "unique", f"{count} columns have this header")
        if name not in options.columns and wanted.get(name) is None:
            yield _error(name, "unknown_field", "no property has this name; map the column or leave it out")
    for name in options.columns:
        if name not in header:
            yield _error(name, "unknown_column", "the file has no such column")


def _doubled(columns: Sequence[Column]) -> Iterator[FieldError]:
    for name, count in Counter(column.field.name for column in columns).items():
        if count > 1:
            yield _error(name, "unique", f"{count} columns are for this property")


def _missing(model: Model, columns: Sequence[Column], options: ImportOptions) -> Iterator[FieldError]:
    present = {column.field.name for column in columns}
    if options.key == ID:
        if ID not in present:
            yield _error(ID, "required", "entries are changed by their id, but no column holds it")
        return
    if options.key == "create":
        for name in required_without(model, present):
            yield _error(name, "required", "a value is required, but no column holds it")
    if options.key == "upsert":
        keys = [field.name for field in model.key_fields()]
        if not keys:
            raise ComponentWithoutKey("the component has no primary key, so entries cannot be found by it")
        for name in keys:
            if name not in present:
                yield _error(name, "required", "it belongs to the primary key, but no column holds it")


def required_without(model: Model, present: Collection[str]) -> list[str]:
    """Properties that a new entry needs and that are not `present`."""
    wanted = (prop.name for prop in model.document.properties if prop.required and prop.name in model.data)
    return [name for name in wanted if name not in present]


def _error(column: str, rule: str, message: str) -> FieldError:
    return FieldError(field=f"columns.{column[:200]}", rule=rule, message=message)
