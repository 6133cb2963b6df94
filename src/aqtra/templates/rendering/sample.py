"""Values that a preview shows: those of the template, and made up ones where it has none."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from aqtra.templates.content import TemplateContent, TemplateProperty

ROWS: Final = 4


def sample_of(content: TemplateContent, now: datetime) -> dict[str, Any]:
    return _members(content.properties, content.sample, now, 1)


def _members(
    properties: Iterable[TemplateProperty], given: Mapping[str, Any], now: datetime, number: int
) -> dict[str, Any]:
    return {found.name: _value(found, given.get(found.name), now, number) for found in properties}


def _value(declared: TemplateProperty, given: Any, now: datetime, number: int) -> Any:
    """What is given inside an object is completed; an array is taken as it is given."""
    match declared.type:
        case "object":
            return _members(declared.properties, given if isinstance(given, Mapping) else {}, now, number)
        case "array" if given is None:
            return [_members(declared.properties, {}, now, row) for row in range(1, ROWS + 1)]
    return _made_up(declared, now, number) if given is None else given


def _made_up(declared: TemplateProperty, now: datetime, number: int) -> Any:
    match declared.type:
        case "integer":
            return number * 3
        case "number":
            return f"{number * 1234}.{number * 25 % 100:02}"
        case "boolean":
            return number % 2 == 1
        case "date":
            return (now.date() + timedelta(days=number)).isoformat()
        case "date-time":
            return (now + timedelta(days=number)).isoformat()
        case "time":
            return f"{8 + number % 12:02}:30"
        case _:
            return f"{declared.title or declared.name} {number}"
