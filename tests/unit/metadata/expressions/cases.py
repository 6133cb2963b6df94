"""Cases that the server and the browser must agree on, as JSON: an expression, what its names stand for, the result."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from aqtra.metadata.expressions import Names, NotCalculable, calculate, read_expression
from aqtra.metadata.expressions.functions import plain

FOLDER: Final = Path(__file__).parent
WRITTEN: Final = FOLDER / "cases.json"
DRAWN: Final = FOLDER / "drawn.json"
TODAY: Final = date(2026, 3, 1)
NOW: Final = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def value_of(given: Any) -> Any:
    """A value of a case: plain JSON, or {"number": "1.5"} and so on by its type."""
    match given:
        case {"number": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"list": list(values)}:
            return [value_of(each) for each in values]
        case {"entry": entry}:
            return entry
        case _:
            return given


def shown(value: Any) -> Any:
    """A result as cases hold it."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return {"number": format(plain(value), "f")}
        case datetime():
            return {"datetime": value.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case list():
            return {"list": [shown(each) for each in value]}
        case _:
            return {"entry": value}


def result_of(expression: str, given: dict[str, Any]) -> Any:
    def value(path: Any) -> Any:
        found = value_of(given.get(path[0]))
        for member in path[1:]:
            found = found.get(member) if isinstance(found, dict) else None
        return Decimal(found) if type(found) is int else found

    try:
        return shown(calculate(read_expression(expression), Names(value, TODAY, NOW)))
    except NotCalculable:
        return {"error": True}


def held(file: Path) -> dict[str, Any]:
    """`given`: what names stand for; `cases`: expressions, their results, and the trees that the browser gets."""
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def worked_out(given: dict[str, Any], expressions: list[str]) -> dict[str, Any]:
    """The same, as the server has it now."""
    cases = [
        {"expression": each, "tree": read_expression(each), "result": result_of(each, given)} for each in expressions
    ]
    return {"given": given, "cases": cases}
