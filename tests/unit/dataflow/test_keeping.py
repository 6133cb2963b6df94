"""What nobody reads is left out on the way, and nobody notices."""

import asyncio
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aqtra.dataflow.context import Cancellation, Response, RunContext
from aqtra.dataflow.engine import Runner
from aqtra.dataflow.items.codec import read_json
from aqtra.dataflow.items.keeping import EVERYTHING, NOTHING, Needs, kept
from aqtra.dataflow.items.paths import EACH
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.models import Limits, Outcome, PayloadKind, RunInfo, Trigger
from aqtra.dataflow.plan import Plan
from aqtra.dataflow.pushdown.needs import read_by
from aqtra.dataflow.pushdown.planning import pushed_down
from aqtra.kernel.clock import SystemClock
from aqtra.kernel.principal import ANONYMOUS
from tests.unit.dataflow.held_files import HeldFiles, of_bytes
from tests.unit.dataflow.steps.file_steps import KEY, document
from tests.unit.dataflow.test_pushdown_needs import planned as step_of
from tests.unit.dataflow.test_slices import told
from tests.unit.dataflow.test_streams import answer, node, planned

DATA = FieldType(Kind.OBJECT, fields=(Field("a", INTEGER), Field("b", STRING)))
MODEL = ItemModel((Field("data", DATA), Field("n", INTEGER, aliases=("number",))))
ITEMS = [{"data": {"a": 1, "b": "x"}, "n": 5}, {"data": None, "n": 6}]


@pytest.mark.parametrize(
    ("needs", "wanted"),
    [
        (EVERYTHING, ITEMS),
        (NOTHING, [{}, {}]),
        ({("number",)}, [{"n": 5}, {"n": 6}]),
        ({("data", "b")}, [{"data": {"b": "x"}}, {"data": None}]),
        ({("data",), ("data", "b")}, [{"data": {"a": 1, "b": "x"}}, {"data": None}]),
        ({("data", "gone"), ("n",)}, ITEMS),
        ({("gone",)}, [{}, {}]),
    ],
)
def test_items_keep_what_is_read_of_them(needs: Needs, wanted: list[Any]) -> None:
    table = kept(Table.from_items(ITEMS, MODEL), frozenset(needs))
    assert read_json(table.to_json()) == wanted
    assert len(table) == 2


def test_a_join_reads_its_keys_and_what_its_rows_take() -> None:
    rows = [{"target": "name", "source": "right.data.name"}, {"target": "old", "source": "left.old"}]
    join = {"left_step": "a", "right_step": "b", "left_key": ["k"], "right_key": ["id"], "map": rows}
    read = read_by(step_of("join_models", join), frozenset({("x",), ("name",)}))
    assert read == {("k",), ("id",), ("data", "name"), ("old",), ("x",), ("name",)}


def test_an_export_reads_its_columns_and_the_name_of_its_file() -> None:
    export = {"output_file_type": "csv", "file_name": "Of {place[0].x}", "fields_mapping": [
        {"target": "A", "source": "a.b"}, {"target": "C", "const": 1},
    ]}  # fmt: skip
    assert read_by(step_of("export_to_file", export), NOTHING) == {("place", EACH, "x"), ("a", "b")}


COLUMNS = [{"target": name, "source": name} for name in ("Text", "Whole", "Number", "Day")]
RAW = {"id": "raw", "type": "get_raw_model", "params": {"model_schema": {}}}
READ = node(
    "read", "import_file", "raw", file_info_field="file", input_file_type="csv", fields_mapping=COLUMNS,
    on_row_error="skip",
)  # fmt: skip
OVER = node("over", "filter_source", "read", src_field="data.Number", operator="greater", filter_value="1")
OTHER = node("other", "import_file", "raw", file_info_field="other", input_file_type="csv", fields_mapping=COLUMNS)


def joined(source: str, join_type: str = "left", *rows: tuple[str, str]) -> dict[str, Any]:
    mapped = [{"target": target, "source": path} for target, path in rows]
    keys = {"left_key": ["data.Whole"], "right_key": ["data.Whole"]}
    return node("join", "join_models", left_step=source, right_step="other", join_type=join_type, map=mapped, **keys)


def summed(source: str, field: str = "data.Number") -> dict[str, Any]:
    row = {"array_path": "items", "field": field, "operation": "sum", "result_field": "_sum@number"}
    return node("sum", "calculate_array", source, operations=[row])


def export(source: str, **columns: str) -> dict[str, Any]:
    rows = [{"target": target, "source": path} for target, path in columns.items()]
    return node("out", "export_to_file", source, output_file_type="csv", file_name="f", fields_mapping=rows)


FLOWS = {
    "everything is read": [RAW, READ, answer("out", "read")],
    "filtered and written": [RAW, READ, OVER, export("over", T="data.Text", R="_row@integer")],
    "joined, grouped, added up": [
        RAW, READ, OVER, OTHER, joined("over", "left", ("name@string", "right.data.Text"), ("d", "left.data.Day")),
        node("group", "group_by", "join", keys=["name@string"]), summed("group"),
        export("sum", N="name@string", S="_sum@number"),
    ],
    "all fields of both": [RAW, READ, OTHER, joined("read", "inner"), export("join", T="data.Text", D="data.Day")],
    "groups are answered": [RAW, READ, node("group", "group_by", "read", keys=["data.Whole"]), answer("out", "group")],
    "members are counted by nobody": [
        RAW, READ, node("group", "group_by", "read", keys=["data.Whole"]), export("group", W="Whole"),
    ],
    "two readers": [RAW, READ, export("read", T="data.Text"), answer("all", "read")],
    "a path that is nowhere": [RAW, READ, export("read", T="data.Gone", N="data.Number")],
}  # fmt: skip
CELLS = st.tuples(
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "1", "2", "x"]),
    st.sampled_from(["", "0.5", "1.50", "2", "1e2", "x"]),
    st.sampled_from(["", "2026-01-31", "soon"]),
).map(";".join)
FILES = st.lists(CELLS, max_size=6).map(lambda rows: "\n".join(["Text;Whole;Number;Day", *rows]).encode())


def ended(plan: Plan, *contents: bytes) -> tuple[Outcome, list[bytes]]:
    """How the run ends, and the files it has written."""
    owner, files = document(), HeldFiles(*map(of_bytes, contents))
    payload, now = {"file": str(UUID(int=1)), "other": str(UUID(int=2))}, datetime(2026, 1, 31, tzinfo=UTC)
    about = RunInfo(
        KEY, KEY, KEY, "Flow", 1, Trigger.USER_CALL, ANONYMOUS, "trace", now, payload=payload,
        payload_kind=PayloadKind.RAW_MODEL,
    )  # fmt: skip
    context = RunContext(
        about, owner, lambda _: owner, cast(Any, None), Limits(), Cancellation(), Response(2**20), files=files
    )
    outcome = asyncio.run(Runner(plan, context, SystemClock()).run(frozenset(step.id for step in plan.steps)))
    return outcome, [content for _, _, content in files.stored.values()]


@settings(deadline=None, max_examples=15)
@given(FILES, FILES)
@pytest.mark.parametrize("flow", FLOWS)
def test_flows_that_hand_over_less_end_the_same(flow: str, content: bytes, other: bytes) -> None:
    plan = Plan(KEY, "Flow", planned(*FLOWS[flow]))
    whole, written = ended(plan, content, other)
    narrowed, also_written = ended(pushed_down(plan, lambda _: None).plan, content, other)
    assert (told(narrowed), also_written) == (told(whole), written)


def test_what_is_not_read_is_still_checked() -> None:
    flow = [RAW, {**READ, "params": {**READ["params"], "on_row_error": "stop"}}, export("read", T="data.Text")]
    plan = pushed_down(Plan(KEY, "Flow", planned(*flow)), lambda _: None).plan
    outcome, _ = ended(plan, b"Text;Whole;Number;Day\na;1;2;\nb;1;many;\n")
    assert outcome.error is not None
    assert (outcome.error.code, outcome.error.field) == ("row_invalid", "data.Number")
