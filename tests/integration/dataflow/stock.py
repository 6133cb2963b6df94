"""A component whose flows write all or nothing, or are safe to repeat, and what is left of their runs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from aqtra.dataflow.models import PayloadKind
from aqtra.dataflow.service import Call
from aqtra.kernel.principal import Principal
from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import MEMBER, Platform
from tests.integration.dataflow.flows import answer, flow

STOCK = UUID("00000000-0000-4000-8000-00000000a046")
TABLE = "catalogs.c_0000000000004000800000000000a046"
ATOMIC, PLAIN, BATCHES, CALLS, QUEUES, SEES, REPEATS, BOTH, INNER, TELLS = (
    UUID(int=number) for number in range(4601, 4611)
)


def lines_of(**members: str) -> dict[str, Any]:
    """The schema of what flows are sent: lines with these members, by type."""
    properties = {name: {"type": kind} for name, kind in members.items()}
    lines = {"type": "array", "items": {"type": "object", "properties": properties}}
    return {"type": "object", "properties": {"lines": lines}}


SCHEMA = lines_of(id="integer", code="string", count="integer")


def step(id_: str, type_: str, source: str | None = None, **params: Any) -> dict[str, Any]:
    source_of = {} if source is None else {"source": [source]}
    return {"id": id_, "type": type_, "name": id_, "params": params, **source_of}


ROWS = [{"target": "Code", "source": "code"}, {"target": "Count", "source": "count"}]
_READ = (step("raw", "get_raw_model", model_schema=SCHEMA), step("lines", "select_many", "raw", model_path="lines"))
_TO = {"component": str(STOCK), "fields_mapping": ROWS}
_SAVE = step("save", "update_entry", "lines", field_component_key="id", result_store_field="_saved@integer", **_TO)
_QUEUE = step("queue", "store_entry_over_bus", "lines", **_TO)
_TELL = step("tell", "send_notification", "lines", user_name=["ada"], message_body="Stock", notification_type="mail")


def stock(*, repeats: bool = True) -> ComponentDocument:
    defer = (step("defer", "deferred_update_entry", "lines", **_TO),)
    apply = step("save", "apply_deferred_update_operations", "defer", batch_chunk_size=2)
    inner = step("call", "execute_dataflow", "raw", component=str(STOCK), dataflow=str(INNER))
    found = step(
        "find", "lookup_reference", "save", component=str(STOCK), field_name="_found@catalog",
        key_mapping=[{"target": "Code", "source": "code"}],
    )  # fmt: skip
    return ComponentDocument.model_validate(
        {
            "key": STOCK,
            "settings": {"title": "Stock"},
            "properties": [
                {"id": "p1", "name": "Code", "type": "string", "primary_key": True},
                {"id": "p2", "name": "Count", "type": "integer", "minimum": "0"},
            ],
            "flows": [
                flow(ATOMIC, "Atomic", *_READ, _SAVE, answer(), atomic=True),
                flow(PLAIN, "Plain", *_READ, _SAVE, answer()),
                flow(BATCHES, "Batches", *_READ, *defer, apply, answer(), atomic=True),
                flow(CALLS, "Calls", _READ[0], inner, *_READ[1:], _SAVE, answer(), atomic=True),
                flow(QUEUES, "Queues", *_READ, _QUEUE, _SAVE, answer(), atomic=True),
                flow(TELLS, "Tells", *_READ, _TELL, _SAVE, answer(), atomic=True),
                flow(SEES, "Sees", *_READ, _SAVE, found, answer("find"), atomic=True),
                flow(REPEATS, "Repeats", *_READ, _QUEUE, _SAVE, answer(), safe_to_repeat=repeats),
                flow(BOTH, "Both", *_READ, _SAVE, answer(), atomic=True, safe_to_repeat=True),
                flow(INNER, "Inner", _READ[0], _inner_save(), answer()),
            ],
        }
    )


def _inner_save() -> dict[str, Any]:
    return step(
        "save", "update_entry", "raw", component=str(STOCK), fields_mapping=[{"target": "Code", "const": "inner"}]
    )


def line(code: str, id_: int | None = None, count: int | None = 1) -> dict[str, Any]:
    return {"id": id_, "code": code, "count": count}


def calling(flow_key: UUID, *lines: Mapping[str, Any], by: Principal = MEMBER) -> Call:
    payload = {"lines": list(lines)}
    return Call(STOCK, flow_key, by, f"t-{uuid4().hex}", payload=payload, payload_kind=PayloadKind.RAW_MODEL)


def stored(platform: Platform) -> Sequence[tuple[str, int]]:
    """Code and count of every entry."""
    return [(row[0], row[1]) for row in platform.sql(f"SELECT p_p1, p_p2 FROM {TABLE} ORDER BY id")]


def logged(platform: Platform) -> list[tuple[str, str, str | None]]:
    """Flow, state and error of every run, in the order in which they began."""
    rows = platform.sql("SELECT flow_name, state, error->>'code' FROM dataflow.run ORDER BY created_at")
    return [(row[0], row[1], row[2]) for row in rows]
