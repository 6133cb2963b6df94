"""Readers of files: whatever the bytes, out come records, refusals with their line, or one error with its place."""

import codecs
import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from aqtra.bulk.errors import UnreadableFile
from aqtra.bulk.formats.batch import Reader
from aqtra.bulk.formats.csv_reader import CsvReader
from aqtra.bulk.formats.jsonl_reader import JsonlReader
from aqtra.bulk.formats.xlsx_reader import XlsxReader
from aqtra.bulk.limits import CELL_LENGTH, COLUMNS, RECORD_LENGTH
from aqtra.bulk.models import ImportOptions


def chunks(content: bytes, size: int = 1 << 16) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


class Read:
    """A file read to its end."""

    def __init__(self, reader: Reader) -> None:
        self.header = reader.header()
        self.rows: dict[int, list[Any]] = {}
        self.faults: dict[int, str] = {}
        for batch in reader.batches():
            assert batch.records == len(batch.rows) + len({fault.line for fault in batch.faults})
            self.rows |= dict(zip(batch.lines, batch.rows, strict=True))
            self.faults |= {fault.line: fault.rule for fault in batch.faults}
        reader.close()


def read_csv(content: bytes, size: int = 1 << 16, **options: Any) -> Read:
    return Read(CsvReader(chunks(content, size), ImportOptions(**options)))


def read_jsonl(content: bytes, *, known: tuple[str, ...] = ("a", "b"), **options: Any) -> Read:
    return Read(JsonlReader(chunks(content), ImportOptions(**options), known))


def read_xlsx(content: bytes, **options: Any) -> Read:
    return Read(XlsxReader(chunks(content), ImportOptions(**options)))


def refusal(read: Any, *arguments: Any, **options: Any) -> tuple[str, str]:
    """Place and rule."""
    with pytest.raises(UnreadableFile) as caught:
        read(*arguments, **options)
    (field,) = caught.value.fields
    return field.field, field.rule


class TestCsv:
    def test_a_record_has_the_line_on_which_it_begins(self) -> None:
        read = read_csv(b'a,b\n1,"x\ny"\n\n2,z\r\n3,\r4,"q""q"\n')
        assert read.header == ["a", "b"]
        assert read.rows == {2: ["1", "x\ny"], 5: ["2", "z"], 6: ["3", None], 7: ["4", 'q"q']}

    @given(
        st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=8),
        st.integers(1, 9),
    )
    def test_what_was_written_is_read_however_it_is_cut(self, rows: list[list[str]], size: int) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["a", "b"], *rows])
        read = read_csv(text.getvalue().encode(), size)
        assert list(read.rows.values()) == [[cell or None for cell in row] for row in rows]
        assert not read.faults

    @given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "windows-1254"]))
    def test_any_bytes_are_read_or_refused(self, content: bytes, encoding: str | None) -> None:
        try:
            read = read_csv(content, 7, encoding=encoding)
        except UnreadableFile as refused:
            assert refused.fields[0].rule  # noqa: PT017
        else:
            assert all(len(row) == len(read.header) for row in read.rows.values())

    @pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
    def test_a_byte_order_mark_is_no_part_of_the_first_header(self, mark: bytes) -> None:
        assert read_csv(mark + "ä,b\n1,2\n".encode(), 1).header == ["ä", "b"]

    @pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
    def test_utf_16_is_known_by_its_mark(self, codec: str) -> None:
        content = "\ufeffä,b\n1,ß\n".encode(codec)
        assert read_csv(content, 3).rows == {2: ["1", "ß"]}

    def test_a_mark_against_the_chosen_encoding_is_refused(self) -> None:
        assert refusal(read_csv, codecs.BOM_UTF16_LE + b"a\0", encoding="utf-8") == ("file", "encoding")

    def test_another_encoding_must_be_named(self) -> None:
        assert read_csv("İ\nş\n".encode("cp1254"), encoding="windows-1254").rows == {2: ["ş"]}

    def test_bytes_that_are_no_text_stay_in_their_row(self) -> None:
        read = read_csv(b"a,b\n1,\xff\xfe\n2,x\n")
        assert read.rows == {2: ["1", "\udcff\udcfe"], 3: ["2", "x"]}

    @pytest.mark.parametrize(
        ("content", "rules"),
        [
            (b"a,b\n1\n2,x,y\n3,z\n", {2: "columns", 3: "columns"}),
            (b'a,b\n1,"x"y\n3,z\n', {2: "syntax"}),
            (b'a,b\n3,z\n1,"x\n2,y\n', {3: "syntax"}),
        ],
        ids=["ragged", "text after a quote", "a quote that is never closed"],
    )
    def test_a_broken_row_is_refused_by_its_line(self, content: bytes, rules: dict[int, str]) -> None:
        read = read_csv(content)
        assert read.faults == rules
        assert ["3", "z"] in read.rows.values()

    def test_a_nul_character_stays_in_its_row(self) -> None:
        assert read_csv(b"a,b\n1,x\0y\n").rows == {2: ["1", "x\0y"]}

    def test_a_huge_cell_is_refused_in_its_row(self) -> None:
        huge = b"x" * (CELL_LENGTH + 1)
        read = read_csv(b"a,b\n1," + huge + b"\n2,y\n")
        assert read.faults == {2: "syntax"}
        assert read.rows == {3: ["2", "y"]}

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            (b"", ("file", "required")),
            (b"," * 10_000_000, ("line 1", "max_length")),
            (b"," * COLUMNS, ("line 1", "max_length")),
            (b"a,b\n" + b"x" * (RECORD_LENGTH + 1), ("line 2", "max_length")),
            (b'a,b\n1,"\n' + b'x","\n' * (RECORD_LENGTH // 4), ("line", "max_length")),
            (b'"a', ("line 1", "syntax")),
        ],
        ids=["empty", "ten million columns", "too many columns", "one endless line", "one endless record", "header"],
    )
    def test_what_cannot_be_read_at_all_is_one_error(self, content: bytes, place: tuple[str, str]) -> None:
        where, rule = refusal(read_csv, content)
        assert where.startswith(place[0])
        assert rule == place[1]

    def test_without_a_header_columns_are_numbered(self) -> None:
        read = read_csv(b"x;y\n", header=False, delimiter=";")
        assert read.header == ["1", "2"]
        assert read.rows == {1: ["x", "y"]}

    def test_one_column_keeps_rows_without_a_value(self) -> None:
        assert read_csv(b"a\nx\n\ny\n").rows == {2: ["x"], 3: [None], 4: ["y"]}


class TestJsonLines:
    def test_objects_become_rows_in_the_order_of_the_members_known(self) -> None:
        read = read_jsonl(b'{"b": 1.10, "a": "x"}\n\n{"a": null}\n')
        assert read.header == ["a", "b"]
        assert [str(cell) for cell in read.rows[1]] == ["x", "1.10"]
        assert read.rows[3] == [None, None]

    @pytest.mark.parametrize(
        ("line", "rule"),
        [
            (b"[1]", "syntax"),
            (b"12", "syntax"),
            (b'{"a": 1', "syntax"),
            (b'{"a": NaN}', "syntax"),
            (b'{"a": "\\u0000"}', "syntax"),
            (b'{"a": "\\ud800"}', "syntax"),
            (b'{"a": "\xff"}', "syntax"),
            (b'{"a": ' + b"[" * 100_000 + b"}", "syntax"),
            (b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}", "syntax"),
            (b'{"a": ' + b"9" * 5_000 + b"}", "syntax"),
            (b'{"c": 1}', "unknown_field"),
        ],
    )
    def test_a_broken_line_is_refused_and_the_next_is_read(self, line: bytes, rule: str) -> None:
        read = read_jsonl(b'{"a": 1}\n' + line + b'\n{"a": 3}\n')
        assert read.faults == {2: rule}
        assert list(read.rows) == [1, 3]

    def test_changes_need_the_same_members_in_every_line(self) -> None:
        read = read_jsonl(b'{"id": 1, "a": 1}\n{"id": 2}\n', key="id")
        assert read.header == ["id", "a"]
        assert read.faults == {2: "columns"}

    @pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\x00"])
    def test_a_file_that_does_not_begin_with_an_object_is_refused(self, content: bytes) -> None:
        assert refusal(read_jsonl, content)[1] in ("required", "syntax")

    @given(st.binary(max_size=200))
    def test_any_bytes_are_read_or_refused(self, content: bytes) -> None:
        try:
            read_jsonl(b'{"a": 1}\n' + content)
        except UnreadableFile as refused:
            assert refused.fields[0].rule  # noqa: PT017


def workbook(*rows: list[Any], **options: Any) -> bytes:
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True, **options})
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return output.getvalue()


def with_sheet(xml: bytes, **parts: bytes) -> bytes:
    """A workbook whose sheet is this XML."""
    changed = {"xl/worksheets/sheet1.xml": xml, **{f"xl/{name}.xml": content for name, content in parts.items()}}
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"]))) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return output.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
HEADER = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


class TestWorkbooks:
    def test_cells_keep_their_types(self) -> None:
        read = read_xlsx(workbook(["a", "b"], ["x", 1.5], [True, 12], ["", None], ["z"]))
        assert read.header == ["a", "b"]
        assert [[str(cell) for cell in row] for row in read.rows.values()] == [
            ["x", "1.5"],
            ["True", "12"],
            ["z", "None"],
        ]
        assert list(read.rows) == [2, 3, 5]

    def test_a_formula_is_its_last_value_and_its_error_is_refused(self) -> None:
        output = io.BytesIO()
        book = xlsxwriter.Workbook(output, {"in_memory": True})
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        book.close()
        read = read_xlsx(output.getvalue())
        assert read.rows == {2: [2]}
        assert read.faults == {3: "type"}

    def test_a_sheet_is_chosen_by_name(self) -> None:
        content = workbook(["a"], ["x"])
        assert read_xlsx(content, sheet="Data").rows == {2: ["x"]}
        assert refusal(read_xlsx, content, sheet="Other") == ("file", "sheet")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"a,b\n1,2\n",
            b"PK\x03\x04" + random.Random(1).randbytes(500),
            with_sheet(b"<broken"),
            with_sheet(SHEET % (HEADER + b'<row r="x"/>')),
            with_sheet(SHEET % (HEADER + b'<row r="2"><c r="A2" t="s"><v>99</v></c></row>')),
            with_sheet(SHEET % (HEADER + b'<row r="2"><c r="A2"><v>' + b"9" * 5_000 + b"</v></c></row>")),
            with_sheet(SHEET % (HEADER + b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')),
            with_sheet(SHEET % (HEADER + b'<row r="1"/>')),
        ],
        ids=["empty", "csv", "no archive", "no xml", "row", "string", "number", "far row", "row twice"],
    )
    def test_what_is_no_workbook_is_one_error(self, content: bytes) -> None:
        assert refusal(read_xlsx, content)[1] in ("syntax", "required", "max_length")

    @pytest.mark.parametrize(
        "xml",
        [
            SHEET % (b'<row r="1">' + b"<c><v>1</v></c>" * 300_000 + b"</row>"),
            b"<a>" * 20_000_000,
            SHEET % (HEADER + b'<row r="2"><c t="inlineStr"><is><t>' + b"x" * 100_000_000),
            b'<!DOCTYPE x [<!ENTITY a "'
            + b"x" * 1_000
            + b'">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(8))
            + b"]>"
            + SHEET % (b'<row r="1"><c t="inlineStr"><is><t>&i;</t></is></c></row>'),
        ],
        ids=["millions of cells", "nested", "one endless text", "entities"],
    )
    def test_a_bomb_ends_in_its_own_process(self, xml: bytes) -> None:
        assert refusal(read_xlsx, with_sheet(xml))[1] in ("syntax", "max_length")

    @pytest.mark.parametrize("part", ["styles", "sharedStrings", "workbook"])
    def test_a_bomb_beside_the_sheet_ends_there_too(self, part: str) -> None:
        bombs = {part: b"<a>" * 20_000_000}
        assert refusal(read_xlsx, with_sheet(SHEET % HEADER, **bombs))[1] in ("syntax", "max_length")

    def test_a_part_that_expands_too_far_is_refused_before_it_is_read(self) -> None:
        content = with_sheet(SHEET % HEADER, sharedStrings=b" " * 100_000_000)
        assert refusal(read_xlsx, content) == ("file", "max_length")

    def test_empty_rows_above_the_header_are_passed_over(self) -> None:
        rows = b'<row r="1"/><row r="2"/><row r="3"><c r="A3" t="inlineStr"><is><t>a</t></is></c></row>'
        read = read_xlsx(with_sheet(SHEET % (rows + b'<row r="4"><c r="A4"><v>1</v></c></row>')))
        assert (read.header, read.rows) == (["a"], {4: [1]})
        assert refusal(read_xlsx, with_sheet(SHEET % b'<row r="1"/>')) == ("file", "required")

    def test_a_workbook_that_takes_too_long_ends_by_its_limit(self) -> None:
        content = with_sheet(SHEET % ((b"<row>" + b"<a/>" * 7_000 + b"</row>") * 1_500))
        with pytest.raises(UnreadableFile, match="more memory or time"):
            XlsxReader(chunks(content), ImportOptions(), seconds=2).header()

    def test_the_reading_process_holds_none_of_our_secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from aqtra.bulk.formats import confined

        monkeypatch.setenv("AQTRA_SECRET_KEY", "x" * 32)
        assert "AQTRA_SECRET_KEY" not in json.dumps(confined._environment())
