"""Pages of the API read into columns."""

import json
from typing import Any

import orjson
import pytest

from aqtra.dataflow.entry_columns import entry_columns
from aqtra.dataflow.entry_model import entry_type
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import Field, FieldType, ItemModel, Kind
from aqtra.metadata.documents import ComponentDocument

DOCUMENT = ComponentDocument.model_validate(
    {
        "key": "00000000-0000-4000-8000-0000000000c1",
        "settings": {"title": "Thing"},
        "properties": [
            {"id": name, "name": name, "type": kind, **more}
            for name, kind, more in [
                ("text", "string", {}),
                ("whole", "integer", {}),
                ("exact", "number", {}),
                ("yes", "boolean", {}),
                ("at", "datetime", {}),
                ("day", "date", {}),
                ("clock", "time", {}),
                ("file", "file", {}),
                ("other", "catalog", {}),
                ("many", "array", {"items": "number"}),
                ("links", "array", {"component": "00000000-0000-4000-8000-0000000000c2"}),
            ]
        ],
    }
)
SHOWN = entry_type(DOCUMENT)
FULL = {
    "text": 'ü"\\\u0000x',
    "whole": "9223372036854775807",
    "exact": "12345678901234567890123456789012.345678",
    "yes": False,
    "at": "2024-05-06T07:08:09.000001+00:00",
    "day": "2024-02-29",
    "clock": "23:59:59",
    "file": "00000000-0000-4000-8000-00000000f11e",
    "other": 3,
    "many": ["1.50", "-0.1"],
    "links": [2, 1],
}


def page(*entries: Any) -> bytes:
    return orjson.dumps({"value": list(entries)})


def entry(number: int, data: Any) -> dict[str, Any]:
    instant = "2024-05-06T07:08:09+00:00"
    return {
        "id": number,
        "name": None,
        "createdDate": instant,
        "updateDate": instant,
        "creatorSubject": 1,
        "data": data,
    }


def shown(*pages: bytes) -> tuple[list[Any], list[int]]:
    entries, counts = entry_columns(pages, SHOWN)
    model = ItemModel((Field("e", SHOWN),))
    items = json.loads(Table.of({"e": entries}, model, len(entries)).to_json())
    return [item["e"] for item in items], counts.to_list()


def test_values_keep_every_digit() -> None:
    (found,), counts = shown(page(entry(7, FULL)))
    assert counts == [1]
    assert found["data"] == FULL
    assert (found["id"], found["name"], found["creatorSubject"], found["changeAuthor"]) == (7, None, 1, None)


def test_pages_follow_each_other_and_members_that_are_hidden_are_null() -> None:
    found, counts = shown(page(), page(entry(2, {"text": "b"}), entry(1, {})), page(), page(entry(3, None)))
    assert counts == [0, 2, 0, 1]
    assert [one["id"] for one in found] == [2, 1, 3]
    assert [one["data"] and one["data"]["text"] for one in found] == ["b", None, None]
    assert found[1]["data"]["many"] is None


def test_no_page_at_all() -> None:
    entries, counts = entry_columns((), SHOWN)
    assert (len(entries), len(counts)) == (0, 0)


def test_unknown_members_are_left_out() -> None:
    (found,), _ = shown(page({"id": 1, "extra": [{"deep": 1}], "data": {"other": None, "news": {}}}))
    assert "extra" not in found
    assert set(found["data"]) == set(FULL)


def test_what_a_proxy_answers_against_its_shape_is_named() -> None:
    with pytest.raises(TypeMismatch) as mismatch:
        shown(page(entry(1, {"whole": "many"})))
    assert mismatch.value.fields[0].field.endswith("data.whole")


def test_only_what_is_shown_is_read() -> None:
    only = FieldType(Kind.OBJECT, fields=(Field("id", FieldType(Kind.INTEGER)),))
    entries, _ = entry_columns([page(entry(5, FULL))], only)
    assert entries.to_list() == [{"id": 5}]
