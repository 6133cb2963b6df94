"""Names of members are whatever JSON allows; no step trips over them."""

from typing import Any

import pytest

from aqtra.dataflow.items.paths import Path
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.steps.distinct import STEP as DISTINCT
from aqtra.dataflow.steps.extract_collections import STEP as EXTRACT
from aqtra.dataflow.steps.filter_source import STEP as FILTER
from aqtra.dataflow.steps.get_raw_model import STEP as RAW
from aqtra.dataflow.steps.group_by import STEP as GROUP
from aqtra.dataflow.steps.join_models import STEP as JOIN
from aqtra.dataflow.steps.select_many import STEP as SELECT
from aqtra.dataflow.steps.transform_model import STEP as TRANSFORM
from tests.unit.dataflow.steps.pure import ran

NAMES = ["", "a.b", '"', "\\", "$parent", "row", "key0", "member", "value", "0", "ключ", "@", "x@", "{x}", "[*]"]
LINE = {"type": "object", "properties": {name: {"type": "integer"} for name in NAMES}}


def posted(declared: bool) -> Table:
    line = {name: index for index, name in enumerate(NAMES)}
    properties = {"lines": {"type": "array", "items": LINE}, "one": LINE} if declared else {}
    payload = [{"lines": [line, {**line, "row": 99}], "one": line}]
    return ran(RAW, {"model_schema": {"properties": properties}}, payload=payload).table


@pytest.fixture(params=[True, False], ids=["declared", "undeclared"])
def table(request: pytest.FixtureRequest) -> Table:
    return posted(bool(request.param))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_can_be_read_compared_grouped_and_joined(table: Table, name: str) -> None:
    path, index = str(Path((name,))), NAMES.index(name)
    lines = ran(EXTRACT, {"model_path": "lines"}, table)
    assert lines.items[0][name] == index
    kept = ran(FILTER, {"src_field": path, "filter_value": str(index)}, lines.table).items
    assert len(kept) == (1 if name == "row" else 2)
    assert len(ran(DISTINCT, {"keys": [path]}, lines.table).items) == (2 if name == "row" else 1)
    (group, *_) = ran(GROUP, {"keys": [path], "result_store_field": "all"}, lines.table).items
    assert group[name] == index
    joined = {"left_step": "a", "right_step": "b", "left_key": [path], "right_key": [path]}
    assert len(ran(JOIN, joined, lines.table, lines.table).items) == (2 if name == "row" else 4)


def test_objects_with_every_name_are_moved_whole(table: Table) -> None:
    params: dict[str, Any] = {"fields_mapping": [{"target": "moved.one", "source": "one"}]}
    (item,) = ran(TRANSFORM, params, table).items
    assert item["moved"]["one"] == {name: index for index, name in enumerate(NAMES)}


def test_parents_keep_every_name_but_the_array(table: Table) -> None:
    many = ran(SELECT, {"model_path": "lines"}, table).items
    assert [item["row"] for item in many] == [NAMES.index("row"), 99]
    assert many[0]["$parent"] == {"one": {name: index for index, name in enumerate(NAMES)}}
