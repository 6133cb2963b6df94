"""Which column of a file is which field of a component."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aqtra.bulk.errors import BadColumns
from aqtra.bulk.models import ImportOptions
from aqtra.catalogs.errors import ComponentWithoutKey
from aqtra.catalogs.model import SYSTEM_SHOWN, Field, Model
from aqtra.kernel.errors import FieldError
from aqtra.kernel.policy import Verb

ID: Final = "id"
NAME: Final = "name"
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


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
    """Header → field by name or title; None where there is none, or several could be meant.

    What is written alike wins; else case, blanks and the dots of Turkish letters make no difference.
    """
    found = _Names(model)
    return {name: found.exact(name) or found.only(name) for name in header}


class _Names:
    """What the fields of a component are called."""

    def __init__(self, model: Model) -> None:
        self._model = model
        titled = [(prop.title, prop.name) for prop in model.document.properties if prop.title]
        titled = [(title, name) for title, name in titled if name in model.data]
        counted = Counter(title for title, _ in titled)
        self._titles = {title: name for title, name in titled if counted[title] == 1}
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for written, name in (*((name, name) for name in known_names(model)), *titled):
            if name not in self._alike[_folded(written)]:
                self._alike[_folded(written)].append(name)

    def exact(self, header: str) -> str | None:
        field = self._model.field(header)
        return self._titles.get(header) if field is None else field.name

    def only(self, header: str) -> str | None:
        alike = self.alike(header)
        return alike[0] if len(alike) == 1 else None

    def alike(self, header: str) -> Sequence[str]:
        return self._alike.get(_folded(header), ())


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", " ".join(text.replace(_MARK, "").split())).casefold()
    return folded.replace("\N{COMBINING DOT ABOVE}", "").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")


def columns_of(model: Model, header: Sequence[str], options: ImportOptions) -> tuple[Column, ...]:
    """The columns to read. System fields that nobody can set are left out.

    Raises BadColumns naming every column that does not fit, ComponentWithoutKey.
    """
    wanted: Mapping[str, str | None] = {**proposed(model, header), **options.columns}
    errors = list(_header_errors(model, header, options, wanted))
    untouchable = model.sight.hidden(model.key, Verb.UPDATE)
    columns = []
    for position, name in enumerate(header):
        target = wanted.get(name)
        if target is None:
            continue
        field = model.field(target)
        if field is None:
            errors.append(_error(name, "unknown_field", f"there is no property {target}"))
        elif field.property_id in untouchable:
            errors.append(_error(name, "read_only", f"you may read {target}, but not change it"))
        elif not field.is_system or field.name == NAME or (field.name == ID and options.key == "id"):
            columns.append(Column(position, name, field))
    if not columns and not errors:
        errors.append(_error("", "required", "no column is read, so every entry would be empty"))
    errors += _doubled(columns)
    errors += _missing(model, columns, options)
    if errors:
        raise BadColumns("the columns of the file do not fit the component", fields=errors)
    return tuple(columns)


def _header_errors(
    model: Model, header: Sequence[str], options: ImportOptions, wanted: Mapping[str, str | None]
) -> Iterator[FieldError]:
    for name, count in Counter(header).items():
        if count > 1 and options.columns.get(name, name) is not None:
            yield _error(name, "unique", f"{count} columns have this header")
        if name not in options.columns and wanted.get(name) is None:
            yield _unknown(name, _Names(model).alike(name))
    for name in options.columns:
        if name not in header:
            yield _error(name, "unknown_column", "the file has no such column")


def _unknown(header: str, alike: Sequence[str]) -> FieldError:
    if not alike:
        return _error(header, "unknown_field", "no property has this name; map the column or leave it out")
    return _error(header, "ambiguous", f"it could mean {' or '.join(alike)}; map the column or leave it out")


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
