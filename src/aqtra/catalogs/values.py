"""The boundary where data from outside becomes values of an entry: all broken rules are named at once."""

from collections.abc import Collection, Mapping
from typing import Any

from aqtra.catalogs.columns import items_of, type_of
from aqtra.catalogs.conversion import INTEGER_RANGE, Refused, convert
from aqtra.catalogs.errors import EntryNotFound, InvalidEntry
from aqtra.catalogs.limits import NAME_LENGTH
from aqtra.catalogs.value_rules import broken_rules, is_missing
from aqtra.kernel.errors import FieldError
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.documents.property import BaseProperty

Values = dict[str, Any]
"""Converted values of stored properties by property id; absent: not to be written."""


def read_values(document: ComponentDocument, data: Any, *, creating: bool) -> Values:
    """Checks `data`, property name → JSON or Python value.

    A missing property keeps its value (or gets none when creating); null writes null. Virtual properties are
    checked and left out. Raises InvalidEntry with every broken rule of every field.
    """
    if not isinstance(data, Mapping):
        raise InvalidEntry.of_field("data", "type", "an object with one member per property is expected")
    by_name = {prop.name: prop for prop in document.properties}
    errors = [
        FieldError(field=f"data.{name}", rule="unknown_field", message="there is no such property")
        for name in data
        if name not in by_name
    ]
    values: Values = {}
    for name, prop in by_name.items():
        if name in data:
            errors += _read(document, prop, data[name], values)
        elif creating and prop.required and not prop.virtual:
            errors.append(_error(prop, Refused("required", "a value is required")))
    if errors:
        raise InvalidEntry("some values are not valid", fields=errors)
    return values


def missing_values(document: ComponentDocument, values: Values, wanted: Collection[str | None]) -> list[FieldError]:
    """An error for each property, by its id, that `values` has no value for."""
    return [
        _error(prop, Refused("required", "a value is required"))
        for prop in document.properties
        if prop.id in wanted and is_missing(values.get(prop.id))
    ]


def require_possible(entry_id: int) -> None:
    """Raises EntryNotFound for what cannot be the id of an entry."""
    if not 1 <= entry_id <= INTEGER_RANGE[1]:
        raise EntryNotFound("there is no such entry")


def read_name(name: Any) -> str | None:
    """The display name of an entry. Raises InvalidEntry."""
    try:
        text: str | None = convert("string", name)
    except Refused as refused:
        raise InvalidEntry.of_field("name", refused.rule, refused.message, **refused.params) from None
    if text is not None and len(text) > NAME_LENGTH:
        raise InvalidEntry.of_field("name", "max_length", f"at most {NAME_LENGTH} characters", max_length=NAME_LENGTH)
    return text


def _read(document: ComponentDocument, prop: BaseProperty, raw: Any, values: Values) -> list[FieldError]:
    try:
        value = convert(type_of(prop), raw, items_of(prop))
    except Refused as refused:
        return [_error(prop, refused)]
    if not prop.virtual:
        values[prop.id] = value
    return [_error(prop, refused) for refused in broken_rules(document, prop, value)]


def _error(prop: BaseProperty, refused: Refused) -> FieldError:
    return FieldError(field=f"data.{prop.name}", rule=refused.rule, message=refused.message, params=refused.params)
