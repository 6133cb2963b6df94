"""Import file: formats, columns, charsets, rows that do not fit, and everything that is refused."""

import codecs
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from pydantic import ValidationError

from aqtra.dataflow.errors import ItemFailed
from aqtra.dataflow.steps.import_file import STEP, check
from tests.unit.dataflow.held_files import HeldFile, HeldFiles
from tests.unit.dataflow.steps.file_steps import FILE, context, design, imported

MOMENT = datetime.fromisoformat("2026-01-31T08:30")


def failure(*arguments: Any, **options: Any) -> tuple[str, int, str, dict[str, Any]]:
    with pytest.raises(ItemFailed) as caught:
        imported(*arguments, **options)
    cause = caught.value.cause
    assert caught.value.item_index == 0
    assert (cause.code, cause.status) in {(error.code, error.status) for error in STEP.errors}
    return cause.code, cause.status, cause.message, cause.params


def data(*arguments: Any, **options: Any) -> list[dict[str, Any]]:
    return [item["data"] for item in imported(*arguments, **options)]


def workbook(*rows: list[Any], sheet: str | None = None) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        book.add_worksheet("Other" if sheet else None)
        found = book.add_worksheet(sheet) if sheet else book.worksheets()[0]
        for number, row in enumerate(rows):
            found.write_row(number, 0, row)
    return output.getvalue()


class TestColumns:
    @pytest.mark.parametrize(
        ("mapping", "expected"),
        [
            ({"Text": "Name", "Whole": "ID"}, ("x", 7)),
            ({"Text": '"Name"', "Whole": "2"}, ("x", 7)),
        ],
    )
    def test_a_header_makes_the_first_line_the_header_row(self, mapping: dict[str, str], expected: Any) -> None:
        (item,) = imported(b"Name;ID\nx;7\n", mapping)
        assert (item["data"]["Text"], item["data"]["Whole"], item["_row@integer"]) == (*expected, 2)

    @pytest.mark.parametrize("mapping", [{"Text": "A", "Whole": "B"}, {"Text": "1", "Whole": "2"}])
    def test_letters_and_numbers_leave_the_first_line_a_row(self, mapping: dict[str, str]) -> None:
        items = imported(b"x;7\ny;8\n", mapping)
        assert [(item["data"]["Text"], item["_row@integer"]) for item in items] == [("x", 1), ("y", 2)]

    def test_quotes_make_a_header_of_a_letter_or_number(self) -> None:
        assert data(b"A;2024\nx;1\n", {"Text": '"A"', "Whole": '"2024"'}) == [{"Text": "x", "Whole": 1}]

    @pytest.mark.parametrize("source", ["Gone", "3", "0", "C"])
    def test_a_column_that_is_not_there_is_named(self, source: str) -> None:
        code, _, message, _ = failure(b"A;B\nx;y\n", {"Text": source})
        assert code == "column_not_found"
        assert {"Gone": "Gone", "3": "column 3", "0": "column 0", "C": "column 3"}[source] in message

    def test_a_header_that_stands_twice_is_refused_only_when_it_is_mapped(self) -> None:
        assert failure(b"A1;A1\nx;y\n", {"Text": "A1"})[0] == "column_not_found"
        assert data(b"T;A1;A1\nx;y;z\n", {"Text": '"T"'}) == [{"Text": "x"}]

    def test_constants_and_run_variables_are_the_same_in_every_row(self) -> None:
        rows = [
            {"target": "Text", "source": "A"},
            {"target": "Whole", "const": 5},
            {"target": "Day", "source": "$today"},
        ]
        assert data(b"x\ny\n", {}, fields_mapping=rows) == [
            {"Text": text, "Whole": 5, "Day": date(2026, 1, 31)} for text in "xy"
        ]

    def test_an_empty_row_of_the_mapping_writes_nothing(self) -> None:
        rows = [{"target": "Text", "source": "A"}, {"target": "Whole"}]
        assert data(b"x\n", {}, fields_mapping=rows) == [{"Text": "x"}]


class TestCsv:
    def test_lines_to_ignore_are_not_looked_at_but_counted(self) -> None:
        items = imported(b'a "broken line\n;;;;\nName\nx\n', {"Text": "Name"}, first_lines_to_ignore=2)
        assert [(item["data"]["Text"], item["_row@integer"]) for item in items] == [("x", 4)]

    @pytest.mark.parametrize("separator", [",", "|", "\\t", ":"])
    def test_any_separator_may_be_chosen(self, separator: str) -> None:
        content = "Name;x\n1;2\n".replace(";", "\t" if separator == "\\t" else separator).encode()
        assert data(content, {"Text": "Name"}, column_separator=separator) == [{"Text": "1"}]

    def test_quotes_line_breaks_and_blank_lines(self) -> None:
        items = imported(b'Name;Day\r\n"a;""b""\r\nc";\r\n\r\nd;2026-01-31\r\n', {"Text": "Name", "Day": "Day"})
        assert [(item["data"]["Text"], item["_row@integer"]) for item in items] == [('a;"b"\r\nc', 2), ("d", 5)]

    @pytest.mark.parametrize(
        ("content", "charset"),
        [
            ("Имя;x\nЖук;1\n".encode(), None),
            (codecs.BOM_UTF8 + "Имя;x\nЖук;1\n".encode(), None),
            (codecs.BOM_UTF8 + "Имя;x\nЖук;1\n".encode(), "windows-1251"),
            ("Имя;x\nЖук;1\n".encode("windows-1251"), "windows-1251"),
            (codecs.BOM_UTF16_LE + "Имя;x\nЖук;1\n".encode("utf-16-le"), None),
        ],
    )
    def test_utf8_with_or_without_mark_else_the_declared_charset(self, content: bytes, charset: str | None) -> None:
        assert data(content, {"Text": "Имя"}, charset=charset) == [{"Text": "Жук"}]

    def test_another_charset_than_declared_is_an_invalid_row(self) -> None:
        code, _, message, _ = failure("Name\nЖук\n".encode("windows-1251"), {"Text": "Name"})
        assert code == "row_invalid"
        assert "row 2, column Name: not a text in the charset of the file" in message

    def test_content_in_any_pieces_is_the_same(self) -> None:
        pieces = [bytes([byte]) for byte in "Имя;B\r\nЖук;1\r\n".encode()]
        assert data(HeldFile("f", lambda: pieces), {"Text": "Имя", "Whole": '"B"'}) == [{"Text": "Жук", "Whole": 1}]

    def test_nothing_is_no_rows_or_no_header(self) -> None:
        assert data(b"", {"Text": "A"}) == []
        assert failure(b"", {"Text": "Name"})[0] == "column_not_found"
        assert data(b"Name\n", {"Text": "Name"}) == []


class TestRows:
    def test_an_invalid_cell_is_named_with_row_column_value_and_type(self) -> None:
        code, status, message, params = failure(b"N;W\nx;1\ny;1.5\n", {"Text": '"N"', "Whole": '"W"'})
        assert (code, status) == ("row_invalid", 422)
        assert params == {"row": 3, "column": '"W"', "value": "1.5", "type": "integer"}
        assert "row 3" in message
        assert "1.5" in message

    def test_skipped_rows_are_warnings_and_the_others_items(self) -> None:
        ctx = context(STEP, HeldFiles())
        content = b"A;B\nx;1\ny;none\nz\nw;4\n"
        items = imported(content, {"Text": '"A"', "Whole": '"B"'}, on_row_error="skip", ctx=ctx)
        assert [(item["data"]["Text"], item["_row@integer"]) for item in items] == [("x", 2), ("w", 5)]
        assert [(found.code, found.item_index) for found in ctx.shared.warnings] == [("row_invalid", 0)] * 2

    def test_of_many_skipped_rows_the_first_are_told_and_the_rest_counted(self) -> None:
        ctx = context(STEP, HeldFiles())
        assert imported(b"x\n" * 25_000, {"Whole": "A"}, on_row_error="skip", ctx=ctx) == []
        assert len(ctx.shared.warnings) == 21
        assert ctx.shared.warnings[-1].message.startswith("25000 rows")

    def test_values_of_encrypted_properties_are_not_repeated(self) -> None:
        _, _, message, params = failure(b"4711-secret\n", {"Secret": "A"})
        assert "4711" not in f"{message}{params}"

    def test_an_array_is_written_as_json(self) -> None:
        assert data(b'"[1,2]"\n', {"List": "A"}) == [{"List": [1, 2]}]
        for content in (b"[1\n", b'"[1,""x""]"\n', b"7\n"):
            assert failure(content, {"List": "A"})[0] == "row_invalid"

    def test_rows_keep_their_order_over_many_batches(self) -> None:
        assert [item["_row@integer"] for item in imported(b"x\n" * 25_000, {"Text": "A"})] == list(range(1, 25_001))


class TestWorkbooks:
    def test_cells_keep_their_types_and_a_sheet_is_chosen_by_name(self) -> None:
        content = workbook(["T", "W", "N", "F", "M"], ["x", 7, 1.5, True, MOMENT], [None, "8"], sheet="Cars")
        mapping = {"Text": '"T"', "Whole": '"W"', "Number": '"N"', "Flag": '"F"', "Moment": '"M"'}
        items = imported(content, mapping, "xlsx", worksheet_name="Cars")
        assert items[0]["data"] == {
            "Text": "x",
            "Whole": 7,
            "Number": "1.5",
            "Flag": True,
            "Moment": MOMENT.replace(tzinfo=UTC),
        }
        assert (items[1]["data"]["Whole"], items[1]["data"]["Text"], items[1]["_row@integer"]) == (8, None, 3)

    def test_rows_to_ignore_and_empty_rows_are_passed_over(self) -> None:
        content = workbook(["Report of May"], [], ["Name"], [], ["x"])
        (item,) = imported(content, {"Text": "Name"}, "xlsx", first_lines_to_ignore=1)
        assert (item["data"]["Text"], item["_row@integer"]) == ("x", 5)

    def test_a_sheet_that_is_not_there_is_named(self) -> None:
        code, _, message, _ = failure(workbook(["x"]), {"Text": "A"}, "xlsx", worksheet_name="Gone")
        assert code == "column_not_found"
        assert "Gone" in message


class TestJson:
    def test_the_root_array_with_exact_numbers_and_the_lines_of_elements(self) -> None:
        content = b'[\n{"a": {"b": 1.10}, "t": "x"},\n\n {"t": null}\n]'
        items = imported(content, {"Text": "t", "Number": "a.b"}, "json")
        assert [(item["data"], item["_row@integer"]) for item in items] == [
            ({"Text": "x", "Number": "1.10"}, 2),
            ({"Text": None, "Number": None}, 4),
        ]

    def test_the_array_at_the_path_all_mappings_share(self) -> None:
        content = json.dumps({"meta": {"rows": [9]}, "data": {"n": 1, "rows": [{"t": "x", "l": [1]}]}, "z": 1}).encode()
        assert data(content, {"Text": "data.rows[*].t", "List": "data.rows[*].l"}, "json") == [
            {"Text": "x", "List": [1]}
        ]

    def test_paths_that_share_no_array_lead_into_elements_of_the_root(self) -> None:
        content = b'[{"t": "x", "l": [{"n": 1}, {"n": 2}]}]'
        assert data(content, {"Text": "t", "List": "l[*].n"}, "json") == [{"Text": "x", "List": [1, 2]}]

    @pytest.mark.parametrize("size", [1, 3, 7, 64])
    def test_elements_may_be_cut_anywhere(self, size: int) -> None:
        content = json.dumps([{"t": 'Жук\\ "x"', "n": number * 1000} for number in range(20)]).encode()
        pieces = [content[start : start + size] for start in range(0, len(content), size)]
        found = data(HeldFile("f", lambda: pieces), {"Text": "t", "Whole": "n"}, "json")
        assert [row["Whole"] for row in found] == [number * 1000 for number in range(20)]

    @pytest.mark.parametrize(
        ("content", "mapping", "code"),
        [
            (b"{}", {"Text": "t"}, "file_type_mismatch"),
            (b"7", {"Text": "t"}, "file_type_mismatch"),
            (b"", {"Text": "t"}, "file_type_mismatch"),
            (b"[", {"Text": "t"}, "file_type_mismatch"),
            (b'[{"t": 1},]', {"Text": "t"}, "file_type_mismatch"),
            (b'[{"t": 1} {"t": 2}]', {"Text": "t"}, "file_type_mismatch"),
            (b'[{"t": NaN}]', {"Text": "t"}, "file_type_mismatch"),
            (b'[{"t": 1}] x', {"Text": "t"}, "file_type_mismatch"),
            (b"[" * 100_000, {"Text": "t"}, "file_type_mismatch"),
            (b'[{"t": ' + b"9" * 5_000 + b"}]", {"Text": "t"}, "file_type_mismatch"),
            (b'{"a": {"b": 1}}', {"Text": "a.rows[*].t"}, "column_not_found"),
            (b'{"a": {"rows": 1}}', {"Text": "a.rows[*].t"}, "column_not_found"),
            (b"[1]", {"Text": "t"}, "row_invalid"),
            (b'[{"t": "' + b"x" * 9_000_000 + b'"}]', {"Text": "t"}, "file_too_large"),
        ],
    )
    def test_hostile_json_is_refused_by_name(self, content: bytes, mapping: dict[str, str], code: str) -> None:
        assert failure(content, mapping, "json")[0] == code


class TestXml:
    def test_elements_below_the_root_are_rows(self) -> None:
        content = b'<?xml version="1.0"?><r><!-- c -->\n<i no="7"><t>x &amp; y</t></i>\n<i><t/><n>1</n></i></r>'
        items = imported(content, {"Text": "t", "Whole": "@no"}, "xml")
        assert [(item["data"], item["_row@integer"]) for item in items] == [
            ({"Text": "x & y", "Whole": 7}, 2),
            ({"Text": "", "Whole": None}, 3),
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><i><t>&e;</t></i></r>', "file_type_mismatch"),
            (b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r><i><t>x</t></i></r>', "file_type_mismatch"),
            (b"<r><i><t>&gone;</t></i></r>", "file_type_mismatch"),
            (b"<r><i><t>x</i></r>", "file_type_mismatch"),
            (b"<r><i><t>x</t></i>", "file_type_mismatch"),
            (b"", "file_type_mismatch"),
            (b"<r><i><t>x</t><t>y</t></i></r>", "row_invalid"),
            (b"<r><i><t><u/></t></i></r>", "row_invalid"),
            (b"<r><i>" + b"<a/>" * 2_000 + b"</i></r>", "file_too_large"),
            (b"<r><i><t>" + b"x" * 9_000_000 + b"</t></i></r>", "file_too_large"),
            (b"<r>" + b"<a>" * 500 + b"</a>" * 500 + b"</r>", "file_type_mismatch"),
        ],
    )
    def test_hostile_xml_is_refused_by_name(self, content: bytes, code: str) -> None:
        assert failure(content, {"Text": "t"}, "xml")[0] == code

    def test_entities_that_grow_are_never_expanded(self) -> None:
        lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        content = f'<!DOCTYPE r [<!ENTITY e0 "xxxxxxxxxx">{lines}]><r a="&e11;"><i><t>&e11;</t></i></r>'.encode()
        assert failure(content, {"Text": "t"}, "xml")[0] == "file_type_mismatch"


class TestParquet:
    def test_columns_by_name_and_number_with_exact_values(self) -> None:
        frame = pl.DataFrame(
            {
                "t": ["x", None],
                "n": [Decimal("1.10"), Decimal("2.00")],
                "l": [[1, 2], []],
                "d": [date(2026, 1, 31), None],
            }
        )
        content = io.BytesIO()
        frame.write_parquet(content)
        items = imported(content.getvalue(), {"Text": "t", "Number": "2", "List": "l", "Day": "d"}, "parquet")
        assert items[0]["data"] == {"Text": "x", "Number": "1.10", "List": [1, 2], "Day": date(2026, 1, 31)}
        assert [item["_row@integer"] for item in items] == [2, 3]

    @pytest.mark.parametrize("content", [b"PAR1" + b"\0" * 100 + b"PAR1", b"PAR1", b"text"])
    def test_what_is_no_parquet_is_refused(self, content: bytes) -> None:
        assert failure(content, {"Text": "t"}, "parquet")[0] == "file_type_mismatch"


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (b"PK\x03\x04" + bytes(range(256)), "csv"),
            (b"%PDF-1.7\n%\xe2\xe3", "csv"),
            (b"<!doctype html><html>", "csv"),
            (b"a;b\n", "xlsx"),
            (b"PK\x03\x04" + bytes(range(256)), "xlsx"),
            (b"PK\x03\x04" + bytes(range(256)), "json"),
            (b"Name\n", "json"),
        ],
    )
    def test_content_of_another_type_is_refused(self, content: bytes, kind: str) -> None:
        assert failure(content, {"Text": "t"}, kind)[:2] == ("file_type_mismatch", 415)

    def test_more_rows_than_a_run_may_have_items_end_it(self) -> None:
        from aqtra.dataflow.models import Limits

        assert failure(b"x\n" * 101, {"Text": "A"}, limits=Limits(items=100))[:2] == ("too_many_items", 413)
        assert len(imported(b"x\n" * 100, {"Text": "A"}, limits=Limits(items=100))) == 100


class TestDesign:
    def test_first_lines_to_ignore_survive_saving(self) -> None:
        settings = STEP.settings.model_validate({**STEP.example.settings, "first_lines_to_ignore": 3})
        saved = json.loads(settings.model_dump_json(exclude_unset=True))
        assert STEP.settings.model_validate(saved).first_lines_to_ignore == 3

    def test_properties_that_do_not_exist_and_doubled_ones_are_errors(self) -> None:
        rows = [{"target": name, "source": "A"} for name in ("Text", "Text", "Gone")]
        settings = STEP.settings.model_validate({**STEP.example.settings, "fields_mapping": rows})
        assert [found.code for found in check(settings, (FILE,), design())] == ["duplicate_target", "unknown_reference"]

    @pytest.mark.parametrize(
        "change",
        [
            {"column_separator": "ab"},
            {"column_separator": '"'},
            {"column_separator": "\n"},
            {"column_separator": "é"},
            {"first_lines_to_ignore": -1},
            {"input_file_type": "doc"},
            {"input_file_type": "json", "fields_mapping": [{"target": "Text", "source": "a b"}]},
        ],
    )
    def test_settings_that_cannot_work_are_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            STEP.settings.model_validate({**STEP.example.settings, **change})
