"""Values of the page as Python has them, and back."""

import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any


class Reference:
    """An entry that a catalog property refers to."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Id: int = content["id"]
        self.Name: str | None = content.get("name")
        self.Data = Fields(content.get("data") or {}, {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and other.Id == self.Id

    def __hash__(self) -> int:
        return hash(self.Id)

    def __str__(self) -> str:
        return self.Name or ""

    def __repr__(self) -> str:
        return f"<{self.Name} ({self.Id})>"


class Fields:
    """Values by the name of their property, read-only."""

    def __init__(self, values: dict[str, Any], types: dict[str, str]) -> None:
        self.__dict__.update({name: to_python(value, types.get(name, "")) for name, value in values.items()})

    def __getitem__(self, name: str) -> Any:
        return self.__dict__[name]

    def __contains__(self, name: object) -> bool:
        return name in self.__dict__


class Entry:
    """A stored entry, as rows of collections and cards hand it over."""

    def __init__(self, content: dict[str, Any], types: dict[str, str] | None = None) -> None:
        self.Id: int = content.get("id", 0)
        self.Name: str | None = content.get("name")
        self.CreatedDate = to_python(content.get("createdDate"), "datetime")
        self.UpdateDate = to_python(content.get("updateDate"), "datetime")
        self.CreatorSubject = to_python(content.get("creatorSubject"), "catalog")
        self.ChangeAuthor = to_python(content.get("changeAuthor"), "catalog")
        self.Data = Fields(content.get("data") or {}, types or {})

    @property
    def Model(self) -> "Entry":
        """Events of cards hand over a wrapper whose model the entry is."""
        return self


class KeyArgs:
    """A key that was pressed or released."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Key: str = content.get("key", "")
        self.Code: str = content.get("code", "")
        self.ShiftKey: bool = content.get("shift", False)
        self.CtrlKey: bool = content.get("ctrl", False)
        self.AltKey: bool = content.get("alt", False)


def to_python(value: Any, kind: str) -> Any:
    """A value of the page, by the type of its property; text that is not what its type says stays text."""
    if isinstance(value, list):
        return [to_python(item, "catalog" if kind == "array" else kind) for item in value]
    if isinstance(value, dict):
        return Reference(value) if "id" in value else value
    if not isinstance(value, str):
        return value
    try:
        match kind:
            case "number":
                return float(value) if any(letter in value for letter in ".eE") else int(value)
            case "datetime":
                return datetime.fromisoformat(value).astimezone()
            case "date":
                return date.fromisoformat(value)
            case "time":
                return time.fromisoformat(value)
            case _:
                return value
    except ValueError:
        return value


def to_page(value: Any, kind: str, name: str) -> Any:
    """The value as the page keeps it. Raises TypeError when it would not be the same any more."""
    if value is None or kind == "":
        return plain(value)
    match kind:
        case "string" | "uri" | "file" if isinstance(value, str | int | float | Decimal | uuid.UUID) and not isinstance(
            value, bool
        ):
            return str(value)
        case "integer":
            if not isinstance(value, bool) and isinstance(value, int | float | Decimal) and value == int(value):
                return int(value)
            if isinstance(value, str) and value.strip().lstrip("+-").isdecimal():
                return int(value)
        case "number":
            if not isinstance(value, bool) and isinstance(value, int | float | Decimal | str):
                return format(Decimal(str(value).strip()), "f")
        case "boolean" if isinstance(value, bool):
            return value
        case "datetime" | "date" | "time":
            return _moment(value, kind, name)
        case "catalog":
            return _reference(value, name)
        case "array" if isinstance(value, list | tuple):
            return [_reference(item, name) for item in value]
        case _:
            pass
    raise TypeError(f"{name} is of type {kind}: {value!r} does not fit")


def _moment(value: Any, kind: str, name: str) -> str:
    if kind == "datetime" and isinstance(value, datetime):
        # One without a time zone is meant where the reader is.
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if kind == "date" and isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if kind == "time" and isinstance(value, time):
        return value.isoformat()
    if isinstance(value, str):
        read = {"datetime": datetime, "date": date, "time": time}[kind].fromisoformat(value)
        return _moment(read, kind, name)
    raise TypeError(f"{name} is of type {kind}: {value!r} does not fit")


def _reference(value: Any, name: str) -> Any:
    if isinstance(value, Reference):
        return {"id": value.Id, "name": value.Name}
    if isinstance(value, Entry):
        return {"id": value.Id, "name": value.Name}
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, dict) and isinstance(value.get("id"), int):
        return value
    raise TypeError(f"{name} refers to an entry: {value!r} is none")


def plain(value: Any) -> Any:
    """Anything that scripts hand over, as JSON has it."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Reference() | Entry():
            return value.Id
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case uuid.UUID() | Decimal():
            return str(value)
        case dict():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple() | set():
            return [plain(inner) for inner in value]
        case _:
            return str(value)
