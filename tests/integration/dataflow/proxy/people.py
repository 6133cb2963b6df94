"""People whom another system keeps, shown by a component in proxy mode."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aqtra.catalogs.service import entries_of
from aqtra.dataflow.integrations.models import SystemContent
from aqtra.dataflow.models import Limits
from aqtra.dataflow.proxy.reader import FlowProxy
from aqtra.metadata.documents import ComponentDocument
from aqtra.metadata.layout import USER_INFO_KEY
from tests.integration.catalogs.platform import Platform

PEOPLE = UUID("00000000-0000-4000-8000-00000000fb01")
INPUT = UUID("00000000-0000-4000-8000-00000000fb02")
SYSTEM, CONNECTOR, ROWS = (UUID(f"00000000-0000-4000-8000-00000000f10{number}") for number in range(1, 4))
PARAMETERS = ("id", "name", "city", "sort", "direction", "limit", "offset")
ASKED = (
    ("id", "filter.id.value"),
    ("name", "filter.name.value"),
    ("city", "filter.city.value"),
    ("sort", "orderBy[0].field"),
    ("direction", "orderBy[0].direction"),
    ("limit", "top"),
    ("offset", "skip"),
)


def system(base_url: str, path: str = "/people", name: str = "Directory of people") -> SystemContent:
    """The directory of people, as the platform knows it."""
    row = {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "name": {"type": "string"},
            "city": {"type": "string"},
            "age": {"type": "integer"},
        },
    }
    answer = {"type": "object", "properties": {"total": {"type": "integer"}, "rows": {"type": "array", "items": row}}}
    rows = {
        "id": str(ROWS),
        "name": "People",
        "path": path,
        "parameters": [{"name": name, "place": "query", "type": "any"} for name in PARAMETERS],
        "response": answer,
    }
    connector = {"id": str(CONNECTOR), "name": "Directory", "base_url": base_url, "endpoints": [rows]}
    return SystemContent.model_validate({"name": name, "connectors": [connector]})


def step(step_id: str, kind: str, source: str | None, **params: Any) -> dict[str, Any]:
    sources = [] if source is None else [source]
    return {"id": step_id, "type": kind, "name": step_id.capitalize(), "source": sources, "params": params}


def ask(step_id: str, source: str, *mapping: tuple[str, str], system_key: UUID = SYSTEM) -> dict[str, Any]:
    """A call of the other system."""
    return step(
        step_id,
        "execute_api_call",
        source,
        result_store_field="_found",
        system=str(system_key),
        connector=str(CONNECTOR),
        query_path=str(ROWS),
        method_name="get",
        parameters_mapping=[{"target": target, "source": path} for target, path in mapping],
    )


def rows(prefix: str, source: str, **constants: Any) -> list[dict[str, Any]]:
    """From what the other system answered to entries of the component."""
    mapping = [
        {"target": "id", "source": "id"},
        {"target": "name", "source": "name"},
        {"target": "data.city", "source": "city"},
        {"target": "data.age", "source": "age"},
        {"target": "_total@integer", "source": "$parent._found.total"},
    ]
    kept = [row for row in mapping if row["target"] not in constants]
    fixed = [{"target": target, "const": value} for target, value in constants.items()]
    return [
        step(f"{prefix}split", "select_many", source, model_path="_found.rows"),
        step(f"{prefix}shape", "transform_model", f"{prefix}split", fields_mapping=kept + fixed),
        step(f"{prefix}answer", "write_response", f"{prefix}shape"),
    ]


def input_flow(*steps: Mapping[str, Any], key: UUID = INPUT, **header: Any) -> dict[str, Any]:
    stages = [{"id": "s1", "name": "Stage", "steps": list(steps)}]
    return {"key": str(key), "kind": "input_dataflow", "name": "Input dataflow", "stages": stages, **header}


def list_steps(**settings: Any) -> list[dict[str, Any]]:
    return [step("list", "proxy_query_entry", None, **settings), ask("ask", "list", *ASKED), *rows("l", "ask")]


def get_steps(**constants: Any) -> list[dict[str, Any]]:
    get = step("get", "proxy_get_entry", None)
    return [get, ask("askone", "get", ("id", "id")), *rows("g", "askone", **constants)]


def properties() -> list[dict[str, Any]]:
    return [
        {"id": "city", "name": "city", "title": "City", "type": "string", "query": True},
        {"id": "age", "name": "age", "title": "Age", "type": "integer"},
        {"id": "boss", "name": "boss", "title": "Boss", "type": "catalog", "component": str(USER_INFO_KEY)},
    ]


def people(*steps: Mapping[str, Any], key: UUID = PEOPLE, **settings: Any) -> ComponentDocument:
    """The component; without steps, with the flow that works."""
    return ComponentDocument.model_validate(
        {
            "key": str(key),
            "settings": {"title": "People", "proxy_mode": True, **settings},
            "properties": properties(),
            "flows": [input_flow(*(steps or (*list_steps(), *get_steps())), key=UUID(int=key.int + 1))],
        }
    )


def answer_by_flows(platform: Platform, limits: Limits | None = None) -> None:
    """As the composition does."""
    entries = entries_of(platform.services)
    entries.proxy = FlowProxy(platform.services, platform.definitions, entries, limits)
