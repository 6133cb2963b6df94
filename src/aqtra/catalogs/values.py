"""The boundary where data from outside becomes values of an entry: all broken rules are named at once."""

from collections.abc import Mapping
from typing import Any

from aqtra.catalogs.columns import type_of
from aqtra.catalogs.conversion import Refused, convert
from aqtra.catalogs.errors import InvalidEntry
from aqtra.catalogs.limits import NAME_LENGTH
from aqtra.catalogs.value_rules import broken_rules
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
        value = convert(type_of(prop), raw)
    except Refused as refused:
        return [_error(prop, refused)]
    if not prop.virtual:
        values[prop.id] = value
    return [_error(prop, refused) for refused in broken_rules(document, prop, value)]


def _error(prop: BaseProperty, refused: Refused) -> FieldError:
    return FieldError(field=f"data.{prop.name}", rule=refused.rule, message=refused.message, params=refused.params)
