"""Whether the expressions of a template read what its model has. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aqtra.kernel.errors import FieldError
from aqtra.templates.content import TemplateContent, TemplateProperty
from aqtra.templates.elements import PanelElement, Strict, TableElement
from aqtra.templates.expressions import VARIABLES, paths_of

Scope = Mapping[str, "TemplateProperty | None"]
"""Names that may be read; None where nothing is known of what is inside."""


@dataclass(frozen=True, slots=True)
class Written:
    """An expression where it stands: `place` names element and setting."""

    place: str
    text: str
    is_text: bool


def problems_of(content: TemplateContent) -> Iterator[FieldError]:
    """One for each name that the model does not have."""
    root: dict[str, TemplateProperty | None] = {found.name: found for found in content.properties}
    root |= dict.fromkeys(VARIABLES - {"row", "index"})
    for band in content.bands:
        scope: Scope = root
        if band.array:
            yield from _problems(Written(f"{band.id}.array", band.array, is_text=False), root)
            scope = _with_row(root, band.array)
        for element in band.elements:
            yield from _of_element(element, scope)


def _of_element(element: Any, scope: Scope) -> Iterator[FieldError]:
    if isinstance(element, PanelElement):
        yield from _of_settings(element, scope, str(element.id), leave={"cells"})
        for cell in element.cells:
            for inner in cell.elements:
                yield from _of_element(inner, scope)
    elif isinstance(element, TableElement):
        yield from _of_settings(element, scope, str(element.id), leave={"columns"})
        for index, column in enumerate(element.columns):
            inside = _with_row(scope, element.array)
            yield from _of_settings(column, inside, f"{element.id}.columns[{index}]", leave=set())
    else:
        yield from _of_settings(element, scope, str(element.id), leave=set())


def _of_settings(settings: Strict, scope: Scope, place: str, leave: set[str]) -> Iterator[FieldError]:
    for name in type(settings).model_fields:
        if name not in leave:
            yield from _of_value(name, getattr(settings, name), scope, f"{place}.{name}")


def _of_value(name: str, value: Any, scope: Scope, place: str) -> Iterator[FieldError]:
    if isinstance(value, str) and value and name in ("text", "label", "title", "total_label"):
        yield from _problems(Written(place, value, is_text=True), scope)
    elif isinstance(value, str) and value and name in ("value", "array", "shown_when"):
        yield from _problems(Written(place, value, is_text=False), scope)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            if isinstance(inner, Strict):
                yield from _of_settings(inner, scope, f"{place}[{index}]", leave=set())


def _problems(written: Written, scope: Scope) -> Iterator[FieldError]:
    for path in paths_of(written.text, is_text=written.is_text):
        if (missing := _missing(path, scope)) is not None:
            message = f"{missing} is not in the model"
            yield FieldError(field=written.place, rule="unknown_name", message=message, params={"name": missing})


def _missing(path: tuple[str, ...], scope: Scope) -> str | None:
    """The beginning of the path that leads nowhere."""
    if path[0] not in scope:
        return path[0]
    known = scope[path[0]]
    for position, name in enumerate(path[1:], 2):
        if known is None:
            return None
        known = next((found for found in known.properties if found.name == name), None) if known else None
        if known is None:
            return ".".join(path[:position])
    return None


def _with_row(scope: Scope, array: str) -> Scope:
    """With `row` and `index`, where the expression is the path of an array."""
    paths = list(paths_of(array, is_text=False))
    found: TemplateProperty | None = None
    if len(paths) == 1 and ".".join(paths[0]) == array.strip():
        found = scope.get(paths[0][0])
        for name in paths[0][1:]:
            found = next((inner for inner in found.properties if inner.name == name), None) if found else None
    return {**scope, "row": found, "index": None}
