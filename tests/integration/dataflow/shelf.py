"""A shelf of codes, and flows over many lines that look them up, record, store and change them."""

from typing import Any
from uuid import UUID

from aqtra.metadata.documents import ComponentDocument
from tests.integration.catalogs.platform import Platform
from tests.integration.dataflow.flows import flow
from tests.integration.dataflow.stock import lines_of, step

SHELF = UUID("00000000-0000-4000-8000-00000000a047")
TABLE = "catalogs.c_0000000000004000800000000000a047"
LINES = 41
READS, FILTERS, RECORDS, CALCULATES, ATOMIC, EXPORTS, CHANGES, CAREFUL = (
    UUID(int=number) for number in range(4701, 4709)
)
SCHEMA = lines_of(code="string", count="integer", rest="object")
_READ = (step("raw", "get_raw_model", model_schema=SCHEMA), step("lines", "select_many", "raw", model_path="lines"))
_FIND = step(
    "find", "lookup_reference", "lines", component=str(SHELF), field_name="_id@catalog",
    key_mapping=[{"target": "Code", "source": "code"}],
)  # fmt: skip
_MATH = step("math", "simple_math", "find", operations=[
    {"left_field": "count", "operator": "*", "right_field": "count", "result_field": "_square@number"},
])  # fmt: skip
_EVEN = step("even", "filter_source", "lines", src_field="code", operator="less", filter_value="C-38")
_FOUND = step(
    "query", "query_entity_by_filter", "even", component=str(SHELF), dst_field_name="_like@array", top=1,
    filter=[{"field": "Count", "operator": "greater", "value": {"path": "count"}}],
)  # fmt: skip
_LATER = step("later", "simple_math", "query", operations=[
    {"left_field": "rest.n", "operator": "+", "right_field": "count", "result_field": "_sum@number"},
])  # fmt: skip
_GROUP = step("group", "group_by", "math", keys=["_square@number"], result_store_field="lines")
_RECORD = step(
    "record", "deferred_update_entry", "find", component=str(SHELF), field_component_key="_id@catalog",
    fields_mapping=[{"target": "Code", "source": "code"}, {"target": "Count", "source": "count"}],
)  # fmt: skip
_APPLY = step("apply", "apply_deferred_update_operations", "record", batch_chunk_size=4)
_STORED = step(
    "stored", "export_to_file", "find", output_file_type="json", file_name="found",
    result_store_field="_file@uuid",
    fields_mapping=[{"target": "Code", "source": "code"}, {"target": "Rest", "source": "rest"}],
)  # fmt: skip
_CHANGE = step(
    "change", "update_entry", "find", component=str(SHELF), field_component_key="_id@catalog",
    result_store_field="_changed@integer", fields_mapping=[{"target": "Count", "source": "count"}],
)  # fmt: skip


def answer(source: str) -> dict[str, Any]:
    return step("answer", "write_response", source)


def shelf() -> ComponentDocument:
    return ComponentDocument.model_validate(
        {
            "key": SHELF,
            "settings": {"title": "Shelf"},
            "properties": [
                {"id": "p1", "name": "Code", "type": "string", "primary_key": True},
                {"id": "p2", "name": "Count", "type": "integer", "minimum": 0},
            ],
            "flows": [
                flow(READS, "Reads", *_READ, _FIND, _MATH, _GROUP, answer("group")),
                flow(FILTERS, "Filters", *_READ, _FIND, {**_EVEN, "source": ["find"]}, _FOUND, _LATER, answer("later")),
                flow(RECORDS, "Records", *_READ, _FIND, _RECORD, _APPLY, answer("apply")),
                flow(CALCULATES, "Calculates", *_READ, _EVEN, answer("even")),
                flow(ATOMIC, "Atomic", *_READ, _FIND, answer("find"), atomic=True),
                flow(CHANGES, "Changes", *_READ, _FIND, _CHANGE, answer("change"), safe_to_repeat=True),
                flow(CAREFUL, "Careful", *_READ, _FIND, _CHANGE, answer("change")),
                flow(EXPORTS, "Exports", *_READ, _FIND, _STORED, answer("stored")),
            ],
        }
    )


def restock(platform: Platform) -> None:
    """Half of the codes are there, with ids from 1 on."""
    platform.sql(f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE")
    for number in range(0, LINES, 2):
        platform.create(shelf(), {"Code": code(number), "Count": number})


def code(number: int) -> str:
    return f"C-{number:02}"


def lines(count: int = LINES, **more: Any) -> list[dict[str, Any]]:
    return [{"code": code(number), "count": number, "rest": {"n": number / 4, **more}} for number in range(count)]
