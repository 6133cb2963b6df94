"""Data as a template's model types it. Numbers are exact from end to end."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from aqtra.templates.content import TemplateProperty


class Unfit(ValueError):
    """A value is not of the type that the model gives it."""

    def __init__(self, path: str, type_: str) -> None:
        super().__init__(f"{path} is no {type_}")


def typed(
    properties: Iterable[TemplateProperty], data: Mapping[str, Any], zone: tzinfo, at: str = ""
) -> dict[str, Any]:
    """Every property of the model with its value, null where there is none. Raises Unfit naming the path."""
    return {found.name: _typed(found, data.get(found.name), zone, f"{at}{found.name}") for found in properties}


def _typed(declared: TemplateProperty, value: Any, zone: tzinfo, path: str) -> Any:
    if value is None:
        return None
    match declared.type:
        case "object":
            if not isinstance(value, Mapping):
                raise Unfit(path, "object")
            return typed(declared.properties, value, zone, f"{path}.")
        case "array":
            return _rows(declared, value, zone, path)
        case _:
            try:
                return _scalar(declared.type, value, zone)
            except (ValueError, TypeError, InvalidOperation) as error:
                raise Unfit(path, declared.type) from error


def _rows(declared: TemplateProperty, value: Any, zone: tzinfo, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise Unfit(path, "array")
    rows = []
    for index, row in enumerate(value):
        if not isinstance(row, Mapping):
            raise Unfit(f"{path}[{index}]", "object")
        rows.append(typed(declared.properties, row, zone, f"{path}[{index}]."))
    return rows


def _scalar(kind: str, value: Any, zone: tzinfo) -> Any:
    match kind:
        case "integer" | "number":
            return _number(value, whole=kind == "integer")
        case "boolean":
            return _truth(value)
        case "date":
            return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
        case "date-time":
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
        case "time":
            return value if isinstance(value, time) else time.fromisoformat(str(value))
        case _:
            return _string(value)


def _number(value: Any, *, whole: bool) -> Decimal:
    if isinstance(value, bool):
        raise TypeError
    number = Decimal(str(value))
    if not number.is_finite() or (whole and number != number.to_integral_value()):
        raise ValueError
    return number


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).lower()
    if text not in ("true", "false", "1", "0"):
        raise ValueError
    return text in ("true", "1")


def _string(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        raise TypeError
    return str(value)
