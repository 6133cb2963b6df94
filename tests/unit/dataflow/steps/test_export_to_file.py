"""Export to file: names, formats, formulas, and the limit that is kept while writing."""

import asyncio
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pytest
from pydantic import ValidationError

from aqtra.bulk.errors import CellTooLong
from aqtra.dataflow.context import Cancelled
from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.file_errors import BadFileName, FileTooLarge
from aqtra.dataflow.file_writing import FORMATS, Output, Writing, written
from aqtra.dataflow.items.paths import parse_path as parse
from aqtra.dataflow.items.resolve import Column
from aqtra.dataflow.items.table import Table
from aqtra.dataflow.items.types import ANY, INTEGER, STRING, Field, FieldType, ItemModel, Kind
from aqtra.dataflow.steps.export_to_file import STEP, check
from tests.unit.dataflow.held_files import HeldFiles
from tests.unit.dataflow.steps.file_steps import context, design, exported

MODEL = ItemModel(
    (
        Field("t", STRING),
        Field("n", FieldType(Kind.NUMBER)),
        Field("w", INTEGER),
        Field("d", FieldType(Kind.DATE_TIME)),
        Field("f", FieldType(Kind.BOOLEAN)),
        Field("a", ANY),
    )
)
ITEM = {"t": "x", "n": "1.10", "w": 2**60, "d": "2026-01-31T08:30:00+02:00", "f": True, "a": {"b": [1]}}
MARK = b"\xef\xbb\xbf"


class TestNames:
    @pytest.mark.parametrize(
        ("template", "expected"),
        [
            ("Things", "Things.csv"),
            ("Things.CSV", "Things.CSV"),
            ("{t} of {$today}", "x of 2026-01-31.csv"),
            ("v1.2", "v1.2.csv"),
        ],
    )
    def test_the_ending_is_added_when_it_is_missing(self, template: str, expected: str) -> None:
        assert exported([ITEM, {"t": "second"}], MODEL, file_name=template)[0] == expected

    @pytest.mark.parametrize(
        "name", [" ", "..", "a/b", "a\\b", "../../etc/passwd", "a\0b", "a\nb", "x" * 300, "\u202egpj.exe"]
    )
    def test_a_name_that_is_empty_or_a_path_after_substitution_is_refused(self, name: str) -> None:
        with pytest.raises(BadFileName) as caught:
            exported([{"t": name}], MODEL, file_name="{t}")
        assert (caught.value.code, caught.value.status) == ("bad_file_name", 422)

    def test_a_placeholder_without_value_may_leave_nothing(self) -> None:
        with pytest.raises(BadFileName):
            exported([], MODEL, file_name="{t}")


class TestFormats:
    def test_csv_has_a_mark_and_the_titles_in_order(self) -> None:
        _, content_type, content = exported([ITEM, {}], MODEL)
        assert content_type == "text/csv; charset=utf-8"
        assert content == (
            MARK + b"t;n;w;d;f;a\r\n"
            b'x;1.10;1152921504606846976;2026-01-31T06:30:00+00:00;true;"{""b"":[1]}"\r\n;;;;;\r\n'
        )

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_texts_and_titles_that_look_like_formulas_are_defused(self, start: str) -> None:
        columns = [{"target": f"{start}title", "source": "t"}, {"target": "a", "source": "a"}]
        model = ItemModel((Field("t", STRING), Field("a", ANY)))
        items = [{"t": f"{start}1+1", "a": f"{start}cmd"}]
        content = exported(items, model, fields_mapping=columns)[2].decode("utf-8-sig")
        assert content.count(f"'{start}") == 3

    def test_negative_numbers_are_no_formulas(self) -> None:
        model = ItemModel((Field("n", FieldType(Kind.NUMBER)), Field("a", ANY)))
        assert exported([{"n": "-1.5", "a": -2}], model)[2] == MARK + b"n;a\r\n-1.5;-2\r\n"

    def test_another_separator(self) -> None:
        model = ItemModel((Field("t", STRING), Field("w", INTEGER)))
        content = exported([{"t": "a\tb", "w": 1}], model, column_separator="\\t")[2]
        assert content == MARK + b't\tw\r\n"a\tb"\t1\r\n'

    def test_workbooks_keep_native_types_and_name_their_sheet(self) -> None:
        content = exported([{**ITEM, "w": 7, "t": "=1+1"}], MODEL, "excel", worksheet_name="May")[2]
        sheet = openpyxl.load_workbook(io.BytesIO(content))["May"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert rows[0] == ["t", "n", "w", "d", "f", "a"]
        assert rows[1][:3] == ["=1+1", 1.1, 7]
        assert sheet["A2"].data_type == "s"
        assert (str(rows[1][3]), rows[1][4]) == ("2026-01-31 06:30:00", True)

    def test_json_holds_exact_numbers(self) -> None:
        content = exported([ITEM, {}], MODEL, "json")[2]
        assert b'"n":1.10,"w":1152921504606846976' in content
        assert json.loads(content)[0]["a"] == {"b": [1]}
        assert json.loads(content)[1] == dict.fromkeys("tnwdfa")
        assert json.loads(exported([], MODEL, "json")[2]) == []

    def test_xml_leaves_nulls_out(self) -> None:
        root = ET.fromstring(exported([{"t": "<&>"}, ITEM], MODEL, "xml")[2])
        assert [(child.tag, child.text) for child in root[0]] == [("t", "<&>")]
        assert len(root[1]) == 6

    def test_parquet_has_decimals(self) -> None:
        frame = pl.read_parquet(io.BytesIO(exported([ITEM, {"n": "-2"}], MODEL, "parquet")[2]))
        assert frame.schema["n"] == pl.Decimal(38, 2)
        assert frame.columns == ["t", "n", "w", "d", "f", "a"]

    def test_numbers_that_no_decimal_holds_together_stay_text_in_parquet(self) -> None:
        model = ItemModel((Field("n", FieldType(Kind.NUMBER)),))
        items = [{"n": "9" * 38}, {"n": "0." + "1" * 30}]
        frame = pl.read_parquet(io.BytesIO(exported(items, model, "parquet")[2]))
        assert frame["n"].to_list() == [item["n"] for item in items]

    @pytest.mark.parametrize("kind", ["csv", "excel", "xml", "parquet"])
    def test_an_empty_stream_gives_titles_only(self, kind: str) -> None:
        content = exported([], ItemModel((Field("t", STRING),)), kind)[2]
        if kind == "csv":
            assert content == MARK + b"t\r\n"
        if kind == "excel":
            assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value == "t"
        if kind == "xml":
            assert len(ET.fromstring(content)) == 0
        if kind == "parquet":
            assert pl.read_parquet(io.BytesIO(content)).schema == {"t": pl.String}

    def test_what_a_format_cannot_hold_is_named(self) -> None:
        model = ItemModel((Field("t", STRING),))
        with pytest.raises(TypeMismatch, match="t: a text"):
            exported([{"t": "\x01"}], model, "xml")
        with pytest.raises(CellTooLong):
            exported([{"t": "x" * 32_768}], model, "excel")


class TestLimits:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_a_file_beyond_the_limit_is_never_made(self, kind: str) -> None:
        items = [{"t": f"{number * 7919 % 104729:x}" * 20} for number in range(5_000)]
        model = ItemModel((Field("t", STRING),))
        with pytest.raises(FileTooLarge) as caught:
            exported(items, model, kind, limit=20_000)
        assert (caught.value.code, caught.value.status, caught.value.params) == (
            "file_too_large", 413, {"limit": 20_000}
        )  # fmt: skip
        assert len(exported(items[:10], model, kind, limit=20_000)[2]) <= 20_000

    def test_what_is_over_is_noticed_while_writing(self, tmp_path: Any) -> None:
        """Of a million rows only those are written that fit."""
        table = Table.from_items([{"t": "x" * 100}], ItemModel((Field("t", STRING),)))
        column = table.column(parse("t"))
        assert column is not None
        million = Column(column.series.new_from_index(0, 1_000_000), column.type)
        steps = []
        how = Writing(";", None, context(STEP, HeldFiles()).run.zone, 2**20, tmp_path, lambda: steps.append(1))
        with pytest.raises(FileTooLarge):
            list(written("csv", ["t"], [Output((("t", million),), 1_000_000)], how))
        assert 10 <= len(steps) <= 12

    def test_a_cancelled_run_stops_between_rows(self) -> None:
        ctx = context(STEP, HeldFiles())
        ctx.shared.cancellation.ask()
        settings = STEP.settings.model_validate(STEP.example.settings)
        table = Table.from_items([{"number@string": "x"}], ItemModel((Field("number@string", STRING),)))
        with pytest.raises(Cancelled):
            asyncio.run(STEP.run(table, settings, ctx))


class TestDesign:
    def test_two_columns_of_one_title_are_an_error(self) -> None:
        columns = [{"target": "a", "source": "t"}, {"target": "a", "source": "n"}]
        settings = STEP.settings.model_validate({**STEP.example.settings, "fields_mapping": columns})
        assert [found.code for found in check(settings, (MODEL,), design())] == ["duplicate_target"]

    @pytest.mark.parametrize(
        "change",
        [
            {"file_name": ""},
            {"file_name": "{t"},
            {"file_name": "{a b}"},
            {"column_separator": ";;"},
            {"worksheet_name": "a/b"},
            {"worksheet_name": "x" * 32},
            {"fields_mapping": []},
            {"fields_mapping": [{"target": "a"}]},
            {"output_file_type": "xml", "fields_mapping": [{"target": "a b", "source": "t"}]},
            {"output_file_type": "doc"},
            {"result_store_field": "a.b"},
        ],
    )
    def test_settings_that_cannot_work_are_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            STEP.settings.model_validate({**STEP.example.settings, **change})
