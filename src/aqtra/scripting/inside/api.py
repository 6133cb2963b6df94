"""The platform as scripts see it. Each call goes to the host, which does it with the rights of the run's principal."""

import base64
import sys
from types import ModuleType
from typing import Any, Protocol
from uuid import UUID

from . import outbound, values


class Host(Protocol):
    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Raises CatalogError, FileError, HttpError for what was refused."""
        ...

    def log(self, level: str, text: str) -> None: ...


class PlatformError(Exception):
    """What the platform refuses. `code`, `status` and `details` are those of its API."""

    def __init__(self, message: str, code: str = "", status: int = 500, details: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.details = details


class CatalogError(PlatformError):
    """Entries cannot be read or changed in this way."""


class FileError(PlatformError):
    """A file cannot be read or stored."""


class Query:
    """A statement and the values of its parameters."""

    def __init__(self, host: Host, sql: str) -> None:
        self._host = host
        self._sql = sql
        self._parameters: dict[str, Any] = {}

    def add_parameter(self, name: str, value: Any) -> "Query":
        self._parameters[str(name).removeprefix("@")] = value
        return self

    def execute(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._host.call("query", {"sql": self._sql, "parameters": self._parameters})
        return found


class Operation:
    """A change of one entry that is made by `apply`."""

    def __init__(self, host: Host, kind: str, component: str, entry_id: int | None = None) -> None:
        self._host = host
        self._change: dict[str, Any] = {"kind": kind, "component": component, "id": entry_id, "tracked": True}
        self.data: dict[str, Any] = {}

    def set_name(self, text: str | None) -> "Operation":
        self._change["name"] = text
        return self

    def no_tracking(self) -> "Operation":
        self._change["tracked"] = False
        return self

    def apply(self) -> int:
        entry_id: int = self._host.call("change", {**self._change, "data": self.data})
        return entry_id


class EntitySet:
    """Entries of one component, for writing."""

    def __init__(self, host: Host, component: str) -> None:
        self._host = host
        self._component = component

    def create(self) -> Operation:
        return Operation(self._host, "create", self._component)

    def update(self, entry_id: int) -> Operation:
        return Operation(self._host, "update", self._component, entry_id)

    def delete(self, entry_id: int) -> Operation:
        return Operation(self._host, "delete", self._component, entry_id)


class Catalogs:
    def __init__(self, host: Host) -> None:
        self._host = host

    def query(self, sql: str) -> Query:
        return Query(self._host, sql)

    def entity_set(self, component: str | UUID) -> EntitySet:
        return EntitySet(self._host, str(component))


class FileStorage:
    def __init__(self, host: Host) -> None:
        self._host = host

    def upload_file(self, content: bytes, name: str) -> str:
        packed = base64.b64encode(content).decode()
        file_id: str = self._host.call("upload", {"content": packed, "name": name})
        return file_id

    def download_file(self, file_id: str | UUID) -> bytes:
        return base64.b64decode(self._host.call("download", {"id": str(file_id)}))


class Logger:
    """`Info(text)`, `Trace(text)`, `Error(text)` or `Error(exception, text)`."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def Info(self, text: object) -> None:
        self._host.log("info", str(text))

    def Trace(self, text: object) -> None:
        self._host.log("trace", str(text))

    def Error(self, error: object, text: object = None) -> None:
        told = f"{text}: {error!r}" if text is not None else str(error)
        self._host.log("error", told)


class Context:
    def __init__(self, host: Host) -> None:
        self.Logger = Logger(host)


def names(host: Host) -> dict[str, Any]:
    """What every script finds besides `item`. They can be imported as modules of the same names, too."""
    # Lies where scripts import it from, in the jail only.
    import json_extensions

    catalogs, files = Catalogs(host), FileStorage(host)
    given = {"catalogs": catalogs, "file_storage": files, "json_extensions": json_extensions, "context": Context(host)}
    for name, held in given.items():
        sys.modules[name] = held if isinstance(held, ModuleType) else _module(name, held)
    outbound.install(lambda request: host.call("http", request))
    return {**given, "CatalogError": CatalogError, "FileError": FileError}


def _module(name: str, held: object) -> ModuleType:
    module = ModuleType(name)
    for member in dir(held):
        if not member.startswith("_"):
            setattr(module, member, getattr(held, member))
    module.CatalogError, module.FileError = CatalogError, FileError  # type: ignore[attr-defined]
    return module


def argument(value: Any) -> Any:
    """Arguments of a call as JSON holds them."""
    return values.read(values.write(value))
