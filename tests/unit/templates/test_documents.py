"""Documents of every format, read back by somebody else's reader."""

import io
import re
import zlib
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from aqtra.templates.rendering.resolving import ElementFailed
from aqtra.templates.rendering.values import Unfit
from tests.support.templates import band, cell, detail, element, lines_table, template, text
from tests.unit.templates.rendering import DATA, render
from tests.unit.templates.rendering import text as as_text

ALL = template(
    band("page_header", text("Head {{ number }}"), element("line")),
    band(
        "report_header",
        element(
            "rich_text",
            paragraphs=[
                {"kind": "heading1", "pieces": [{"text": "Invoice {{ number }}"}]},
                {"pieces": [{"text": "Dear "}, {"text": "{{ customer.name }}", "bold": True}]},
                {"kind": "number", "pieces": [{"text": "first"}]},
                {"kind": "number", "pieces": [{"text": "second"}]},
            ],
        ),
        element(
            "panel",
            background="#eeeeee",
            cells=[cell(text("left")), cell(element("qr_code", value="number"), width=30)],
        ),
    ),
    band("detail", lines_table()),
    band("detail", text("{{ index }}. {{ row.title }}"), array="lines"),
    band(
        "report_footer",
        element("check_box", value="paid", label="paid"),
        element("shape"),
        element("signature", label="Signed"),
        element("page_break"),
        text("{{ day|date('long') }}", shown_when="paid"),
        text("never", shown_when="not paid"),
    ),
    band("page_footer", element("page_info", prefix="Page ")),
)


class Texts(HTMLParser):
    """What a browser would show, and the tags it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def parsed(content: bytes) -> Texts:
    reader = Texts()
    reader.feed(content.decode())
    return reader


def streams(pdf: bytes) -> bytes:
    """The unpacked streams of a PDF (ISO 32000-1, 7.3.8)."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(packed.rstrip(b"\r\n")))
        except zlib.error:
            found.append(packed)
    return b"\n".join(found)


def pdf_text(pdf: bytes) -> str:
    """What the fonts of a PDF say their glyphs mean, as one bag of characters (ISO 32000-1, 9.10.3)."""
    tables = re.findall(rb"beginbfrange(.*?)endbfrange|beginbfchar(.*?)endbfchar", streams(pdf), re.DOTALL)
    codes = re.findall(rb"<([0-9A-Fa-f]{4,})>\s*(?=\n|<|$)", b"\n".join(one + other for one, other in tables))
    return "".join(bytes.fromhex(code.decode()).decode("utf-16-be", "replace") for code in codes if len(code) % 4 == 0)


def pages(pdf: bytes) -> int:
    whole = pdf + streams(pdf)
    return max(int(found) for found in re.findall(rb"/Count (\d+)", whole))


def all_text(document: Any) -> str:
    """Of the body, its tables and the tables in them."""
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


class TestText:
    def test_reads_from_top_to_bottom(self) -> None:
        lines = as_text(ALL).splitlines()
        assert lines[0] == "Head R-1"
        assert "Dear Ada & <b>Söhne</b>" in lines
        assert " 1  Paper         3  €37.50" in lines
        assert "Total             4  €37.60" in lines
        assert "☑ paid" in lines
        assert "January 31, 2026" in lines
        assert "never" not in lines


class TestHtml:
    def test_nothing_of_the_data_becomes_markup(self) -> None:
        hostile = "<script>alert(1)</script>\"'><img src=x onerror=y>"
        data = {**DATA, "number": hostile, "lines": [{"title": hostile, "quantity": 1, "price": 1}]}
        found = parsed(render(ALL, "html", data))
        assert {tag for tag, _ in found.tags} <= {
            "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "span", "table", "colgroup", "col",
            "thead", "tbody", "tfoot", "tr", "th", "td", "img",
        }  # fmt: skip
        assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
        assert any(hostile in shown for shown in found.shown)

    def test_needs_nothing_from_elsewhere(self) -> None:
        found = parsed(render(ALL, "html"))
        sources = [attributes["src"] for _, attributes in found.tags if "src" in attributes]
        assert sources
        assert all(source is not None and source.startswith("data:image/png;base64,") for source in sources)
        assert b"url(" not in render(ALL, "html")

    def test_totals_stand_under_their_columns(self) -> None:
        content = render(ALL, "html").decode()
        foot = content[content.index("<tfoot>") :]
        assert 'colspan="2"' in foot
        assert "€37.60" in foot


class TestDocx:
    def test_is_read_with_its_parts(self) -> None:
        document = docx.Document(io.BytesIO(render(ALL, "docx")))
        words = all_text(document)
        for wanted in ("Invoice R-1", "Ada & <b>Söhne</b>", "Paper", "€37.60", "1.\u2002first", "Signed", "left"):
            assert wanted in words
        assert "Head R-1" in document.sections[0].header.paragraphs[0].text
        fields = [node.text for node in document.sections[0].footer._element.iter(qn("w:instrText"))]
        assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]

    def test_heads_of_tables_are_repeated(self) -> None:
        document = docx.Document(io.BytesIO(render(ALL, "docx")))
        assert len(list(document.element.body.iter(qn("w:tblHeader")))) == 1

    def test_the_page_is_that_of_the_template(self) -> None:
        content = detail(text("x"), page={"size": "a5", "orientation": "landscape"})
        section = docx.Document(io.BytesIO(render(content, "docx"))).sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 148)

    def test_characters_that_xml_cannot_hold_are_left_out(self) -> None:
        content = render(detail(text("{{ number }}")), "docx", {"number": "a\x00b\x0bc\ufffe"})
        assert "abc" in all_text(docx.Document(io.BytesIO(content)))


class TestXlsx:
    def rows(self, content: bytes) -> list[list[Any]]:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return [[found.value for found in row] for row in sheet.iter_rows()]

    def test_tables_are_values(self) -> None:
        rows = self.rows(render(ALL, "xlsx"))
        head = next(index for index, row in enumerate(rows) if row[:2] == ["No", "Title"])
        assert rows[head + 1][:4] == [1, "Paper", 3, 37.5]
        assert rows[head + 3][0] == "Total"
        assert rows[head + 3][2:4] == [4, 37.6]

    def test_nothing_is_a_formula(self) -> None:
        table = element("table", array="lines", columns=[{"title": "=1+1", "value": "row.title"}])
        data = {**DATA, "number": "=cmd|' /C calc'!A0", "lines": [{"title": "=1+1"}, {"title": "+1"}, {"title": "@x"}]}
        content = render(detail(text("{{ number }}"), table), "xlsx", data)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert {found.data_type for row in sheet.iter_rows() for found in row if found.value is not None} == {"s"}

    def test_dates_and_long_numbers_keep_what_they_are(self) -> None:
        columns = [{"value": "day"}, {"value": "row.price"}]
        data = {**DATA, "lines": [{"price": "12345678901234567890.12"}]}
        row = self.rows(render(detail(element("table", array="lines", columns=columns)), "xlsx", data))[0]
        assert row[0].date() == date(2026, 1, 31)
        assert row[1] == "12,345,678,901,234,567,890.12"


class TestPdf:
    def test_has_its_pages_and_its_letters(self) -> None:
        content = render(ALL, "pdf")
        assert content.startswith(b"%PDF-")
        assert pages(content) == 2
        assert set("InvoiceR-1DearAdaSöhneTotal€☑") <= set(pdf_text(content))

    def test_a_thousand_rows_go_over_pages_with_their_head_on_each(self) -> None:
        rows = [{"title": f"Row {number}", "quantity": 1, "price": "1.00"} for number in range(1000)]
        content = render(ALL, "pdf", {**DATA, "lines": rows})
        count = pages(content)
        assert count > 30
        # The head is drawn in white on the accent: once on each page that has rows of the table.
        table_pages = streams(content).count(b"1 1 1 rg")
        assert table_pages >= 20

    def test_scripts_of_the_world(self) -> None:
        words = "שלום مرحبا Ελλάδα Привет 日本語"
        content = render(detail(text("{{ number }}")), "pdf", {"number": words})
        assert pages(content) == 1
        shown = pdf_text(content)
        assert set("שלום Ελλάδα Привет".replace(" ", "")) <= set(shown)

    def test_the_same_order_is_the_same_text_in_every_format(self) -> None:
        words = "שלום 日本語"
        content = detail(text("{{ number }}"))
        data = {"number": words}
        assert words in as_text(content, data)
        assert words in render(content, "html", data).decode()
        assert words in all_text(docx.Document(io.BytesIO(render(content, "docx", data))))
        assert words in str(TestXlsx().rows(render(content, "xlsx", data)))
        assert 'dir="rtl"' in render(content, "html", data).decode()


class TestData:
    def test_what_is_null_is_empty_everywhere(self) -> None:
        for wanted in ("text", "html", "docx", "xlsx", "pdf"):
            assert render(ALL, wanted, {})

    def test_arrays_feed_bands_and_may_be_empty(self) -> None:
        content = detail(text("{{ row.title }}"))
        feeding = template(band("detail", text("{{ index }} {{ row.title }}"), array="lines"))
        assert content != feeding
        assert as_text(feeding).split("\n")[:2] == ["1 Paper", "2 Ink"]
        assert as_text(feeding, {**DATA, "lines": []}).strip() == ""

    @pytest.mark.parametrize(
        "bad", [{"lines": 1}, {"lines": [1]}, {"customer": "x"}, {"day": "soon"}, {"lines": [{"price": "x"}]}]
    )
    def test_data_of_another_type_name_their_path(self, bad: dict[str, Any]) -> None:
        with pytest.raises(Unfit, match=next(iter(bad))):
            render(ALL, "text", bad)

    def test_an_element_that_cannot_be_made_is_named(self) -> None:
        content = detail(text("fine"), text("{{ number|number }}", name="The sum"))
        with pytest.raises(ElementFailed) as failed:
            render(content)
        assert failed.value.name == "The sum"

    def test_sample_values_stand_in_for_a_preview(self) -> None:
        content = detail(text("{{ number }} {{ customer.name }}"), sample={"customer": {"name": "Grace"}})
        assert as_text(content, None).strip() == "number 1 Grace"

    def test_values_are_exact(self) -> None:
        content = detail(text("{{ lines|sum('price')|number }}"))
        rows = [{"price": "0.1"}] * 3 + [{"price": Decimal("12345678901234567890.05")}]
        assert as_text(content, {"lines": rows}).strip() == "12,345,678,901,234,567,890.35"
