"""Which JSON values fit a setting type of the component catalogue. An absent or null value always fits."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from aqtra.metadata.catalogue import ComponentCatalogue, SettingSpec

LIST = "list "
FILE = "file_ref"
LONGEST_TEXT = 100_000
CSS_SIZE = re.compile(r"^(auto|-?\d+(\.\d+)?(px|%|em|rem|vh|vw)?)$")
# Names, hex and functional notations; nothing that could end the declaration or load an address.
CSS_COLOR = re.compile(
    r"^(#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,40}|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([0-9a-z.,%/ +-]{1,80}\))$"
)
ICON = re.compile(r"^[a-z0-9-]{1,60}$")
RANGE = re.compile(r"^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$")


def is_uuid(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return False
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_reference(value: Any) -> bool:
    return value == "" or is_uuid(value)


def _is_localized(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= {"translation_key", "translation_value"}
        and all(_is_text(text) for text in value.values())
    )


def _is_css_size(value: Any) -> bool:
    return _is_int(value) or (isinstance(value, str) and (value == "" or bool(CSS_SIZE.match(value))))


def _is_thickness(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(_is_int(side) for side in value)


def _is_param_map(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, dict)
        and set(pair) <= {"target", "source", "const"}
        and isinstance(pair.get("target"), str)
        and isinstance(pair.get("source"), str | None)
        for pair in value
    )


FITS: Mapping[str, Callable[[Any], bool]] = {
    "bool": lambda value: isinstance(value, bool),
    "int": _is_int,
    "number": _is_number,
    "text": _is_text,
    "identifier": _is_text,
    "localized_text": _is_localized,
    "css_size": _is_css_size,
    "css_color": lambda value: isinstance(value, str) and (value == "" or bool(CSS_COLOR.match(value))),
    "thickness": _is_thickness,
    "radius": lambda value: _is_int(value) or _is_thickness(value),
    "enum": _is_text,
    "format": _is_text,
    "expression": _is_text,
    "binding": _is_text,
    "property_ref": _is_text,
    "component_ref": _is_reference,
    "page_ref": _is_reference,
    "dataflow_ref": _is_reference,
    "workflow_ref": _is_reference,
    "script_ref": _is_text,
    "file_ref": _is_reference,
    "icon_ref": lambda value: isinstance(value, str) and (value == "" or bool(ICON.match(value))),
    "param_map": _is_param_map,
    "code/html": _is_text,
    # The slots are children of the element; nothing is stored of them.
    "slots": lambda _: False,
}


def broken(value: Any, spec: SettingSpec, catalogue: ComponentCatalogue) -> str | None:
    """Where `value` does not fit: a path inside it, empty for the value itself; None when it fits."""
    if value is None:
        return None
    if spec.type.startswith(LIST):
        return _broken_list(value, spec, catalogue)
    fits = FITS.get(spec.type, lambda _: True)
    if not fits(value) or not _is_offered(value, spec):
        return ""
    return None


def _broken_list(value: Any, spec: SettingSpec, catalogue: ComponentCatalogue) -> str | None:
    if not isinstance(value, list):
        return ""
    item_type = spec.type.removeprefix(LIST)
    fields = catalogue.item_types.get(item_type)
    for index, item in enumerate(value):
        if fields is None:
            inner = broken(item, SettingSpec(type=item_type, values=spec.values), catalogue)
        else:
            inner = _broken_record(item, fields, catalogue)
        if inner is not None:
            return f"[{index}]{inner}"
    return None


def _broken_record(item: Any, fields: Mapping[str, SettingSpec], catalogue: ComponentCatalogue) -> str | None:
    if not isinstance(item, dict):
        return ""
    for name, value in item.items():
        # Unknown members were written by a newer version and are kept.
        inner = broken(value, fields[name], catalogue) if name in fields else None
        if inner is not None:
            return f".{name}{inner}"
    return None


def _is_offered(value: Any, spec: SettingSpec) -> bool:
    if spec.type == FILE:
        # Its values are extensions; which file it is, `files` looks at.
        return True
    if isinstance(spec.values, tuple):
        return value in spec.values or value == ""
    if isinstance(spec.values, str) and (limits := RANGE.match(spec.values)):
        return float(limits[1]) <= float(value) <= float(limits[2])
    return True
