"""Descriptions of APIs made by others, read into a connector that a builder completes. Pure.

Nothing is fetched: references lead inside the file only. Secrets in it are not read.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import yaml
from pydantic import ValidationError

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.errors import BadDescription
from aqtra.dataflow.integrations.models import Connector

NewId = Callable[[], UUID]
PLACEHOLDER_ADDRESS: Final = "https://api.example.org"
MOST_NOTES: Final = 50


@dataclass
class Draft:
    """A connector in the making. What cannot be taken over is noted, in words."""

    new_id: NewId
    name: str = "Imported"
    base_url: str = PLACEHOLDER_ADDRESS
    auth: dict[str, Any] = field(default_factory=lambda: {"kind": "none"})
    endpoints: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(text[:300])

    def add(self, endpoint: dict[str, Any]) -> None:
        """Adds an endpoint that can be kept; of another says why not."""
        name = endpoint["name"][:200]
        if len(self.endpoints) == limits.ENDPOINTS:
            self.note(f"{name}: a connector has at most {limits.ENDPOINTS} endpoints")
            return
        made = {**endpoint, "id": self.new_id(), "name": name}
        try:
            Connector.model_validate({**self._head(), "endpoints": [made]})
        except ValidationError as error:
            self.note(f"{name}: {error.errors()[0]['msg']}")
            return
        self.endpoints.append(made)

    def connector(self) -> Connector:
        """Raises BadDescription."""
        try:
            return Connector.model_validate({**self._head(), "endpoints": self.endpoints})
        except ValidationError as error:
            raise BadDescription.of_field(
                "text", "syntax", f"the connector cannot be made: {error.errors()[0]['msg']}"
            ) from error

    def _head(self) -> dict[str, Any]:
        name = self.name.strip()[:200] or "Imported"
        return {"id": UUID(int=0), "name": name, "base_url": self.base_url, "auth": self.auth}


class _Plain(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def read_description(text: str) -> Mapping[str, Any]:
    """The object that a file in JSON or YAML holds. Raises BadDescription."""
    if len(text.encode()) > limits.IMPORT_SIZE:
        raise BadDescription.of_field(
            "text", "max_length", f"the file is above {limits.IMPORT_SIZE} bytes", limit=limits.IMPORT_SIZE
        )
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, _Plain)  # noqa: S506
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise BadDescription.of_field("text", "syntax", "the file is neither JSON nor YAML that can be read") from error
    if not isinstance(found, Mapping):
        raise BadDescription.of_field("text", "syntax", "the file holds no description of an API")
    return found


def import_description(text: str, new_id: NewId) -> tuple[Connector, tuple[str, ...]]:
    """A connector for an OpenAPI 3 description or a Postman 2 collection, and what was left out.

    Raises BadDescription.
    """
    from aqtra.dataflow.integrations.openapi import read_openapi
    from aqtra.dataflow.integrations.postman import read_postman

    found = read_description(text)
    draft = Draft(new_id)
    try:
        if str(found.get("openapi", "")).startswith("3."):
            read_openapi(found, draft)
        elif "postman" in str(_member(found.get("info"), "schema")) or "_postman_id" in str(found.get("info")):
            read_postman(found, draft)
        else:
            raise BadDescription.of_field(
                "text", "syntax", "the file is neither an OpenAPI 3 description nor a Postman collection"
            )
    except RecursionError as error:
        raise BadDescription.of_field("text", "syntax", "the file is nested too deep") from error
    return draft.connector().model_copy(update={"id": new_id()}), tuple(draft.notes)


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; nothing when it is none."""
    return [found for found in value if isinstance(found, Mapping)] if isinstance(value, list) else []


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def text(value: Any, default: str = "") -> str:
    return value if isinstance(value, str) else default


def distinct(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One of each name and place; a name that stands in two places is told apart by its place."""
    found: dict[str, dict[str, Any]] = {}
    for parameter in parameters[: limits.PARAMETERS]:
        name = parameter["name"]
        if name in found and found[name]["place"] == parameter["place"]:
            continue
        if name in found:
            parameter = {**parameter, "name": f"{name} ({parameter['place']})", "sent_as": name}
        found.setdefault(parameter["name"], parameter)
    return list(found.values())


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None
