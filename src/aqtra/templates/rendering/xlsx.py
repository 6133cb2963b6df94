"""A document for a spreadsheet: tables are cells that can be reckoned with, everything else stands above and below."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook

from aqtra.templates.elements import ValueFormat
from aqtra.templates.rendering import blocks
from aqtra.templates.rendering.directions import is_right_to_left

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_PAPERS: Final = {"a3": 8, "a4": 9, "a5": 11, "letter": 1, "legal": 5}
_SIDES: Final = {"start": "left", "center": "center", "end": "right"}
_EXACT_DIGITS: Final = 15
"""What a spreadsheet's numbers keep; more is written as text."""
_LONGEST_CELL: Final = 32_767
_FIRST_YEAR: Final = 1901
# Before, spreadsheets count days from a leap day that never was.
_MM_PER_CHARACTER: Final = 1.9
_PIXELS_PER_MM: Final = 96 / 25.4


class SheetFull(ValueError):
    """More than a sheet holds, in words."""


def xlsx_of(document: blocks.Document) -> bytes:
    """Raises SheetFull."""
    written = io.BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties({"title": document.title[:255]})
        sheet = _Sheet(book, document)
        sheet.all((*document.header, *document.body, *document.footer))
    return written.getvalue()


class _Sheet:
    """One sheet from its first row down."""

    def __init__(self, book: Any, document: blocks.Document) -> None:
        self._book = book
        self._accent = document.page.accent
        self._formats: dict[Any, Any] = {}
        self._row = 0
        self._width = blocks.text_width(document.page)
        self._sheet = book.add_worksheet()
        self._columns = 1
        self._breaks: list[int] = []
        self._repeats = False
        self._set_page(document)

    def _set_page(self, document: blocks.Document) -> None:
        page, sheet = document.page, self._sheet
        sheet.set_paper(_PAPERS[page.size])
        if page.orientation == "landscape":
            sheet.set_landscape()
        margins = page.margins
        sheet.set_margins(margins.left / 25.4, margins.right / 25.4, margins.top / 25.4, margins.bottom / 25.4)
        sheet.fit_to_pages(1, 0)
        if any(isinstance(block, blocks.PageNumber) for block in (*document.header, *document.footer)):
            sheet.set_footer("&R&P / &N")

    def all(self, found: Iterable[blocks.Block]) -> None:
        for block in found:
            self._block(block)

    def _block(self, block: blocks.Block) -> None:
        match block:
            case blocks.Text():
                self._text(block)
            case blocks.Table():
                self._table(block)
            case blocks.Picture():
                self._picture(block)
            case blocks.PageBreak() if self._row:
                self._breaks.append(self._row)
                self._sheet.set_h_pagebreaks(self._breaks)
            case blocks.Signature():
                self._row += 3
                self._string(0, block.label, self._format(top=1, font_color="#475569"))
                self._row += 2
            case blocks.Line():
                self._sheet.set_row(self._row, 4, self._format(bottom=1, bottom_color=block.color))
                self._row += 1
            case blocks.Panel():
                self._panel(block)

    def _text(self, block: blocks.Text, column: int = 0) -> None:
        mark = {"bullet": "\u2022 ", "number": f"{block.number}. "}.get(block.mark, "")
        first = block.runs[0] if block.runs else blocks.Run("")
        look: dict[str, Any] = {"align": _SIDES[block.style.align], "valign": "top"}
        if block.level or all(run.bold for run in block.runs if run.text):
            look["bold"] = bool(block.plain)
        if block.level:
            look |= {"font_size": {1: 18, 2: 14, 3: 12}[block.level], "font_color": self._accent}
        elif block.style.size:
            look["font_size"] = block.style.size
        if first.italic:
            look["italic"] = True
        if first.color:
            look["font_color"] = first.color
        if is_right_to_left(block.plain):
            look["reading_order"] = 2
        self._string(column, f"{mark}{block.plain}", self._format(**look))
        self._row += 1

    def _panel(self, block: blocks.Panel) -> None:
        """Cells side by side begin in columns of their own."""
        top, lowest, column = self._row, self._row, 0
        for cell in block.cells:
            self._row = top
            for inner in cell.blocks:
                if isinstance(inner, blocks.Text):
                    self._text(inner, column)
                else:
                    self._block(inner)
            lowest = max(lowest, self._row)
            column += 2
        self._row = lowest

    def _table(self, block: blocks.Table) -> None:
        if len(block.widths) > self._columns or not self._repeats:
            self._set_widths(block)
        if block.head:
            for column, cell in enumerate(block.head):
                look = self._format(
                    bold=True, font_color="#ffffff", bg_color=self._accent, align=_SIDES[cell.align], text_wrap=True
                )
                self._string(column, cell.text, look)
            if not self._repeats:
                self._sheet.repeat_rows(self._row)
            self._row += 1
        self._repeats = True
        for cells in block.rows:
            self._cells(cells, {})
        if block.foot:
            self._cells(block.foot, {"bold": True, "top": 1, "top_color": self._accent})
        self._row += 1

    def _set_widths(self, block: blocks.Table) -> None:
        self._columns = max(self._columns, len(block.widths))
        for column, percent in enumerate(block.widths):
            self._sheet.set_column(column, column, max(self._width * percent / 100 / _MM_PER_CHARACTER, 6))

    def _cells(self, cells: tuple[blocks.CellText, ...], look: dict[str, Any]) -> None:
        column = 0
        for cell in cells:
            self._cell(column, cell, {**look, "align": _SIDES[cell.align], "valign": "top"})
            column += cell.span
        self._row += 1

    def _cell(self, column: int, cell: blocks.CellText, look: dict[str, Any]) -> None:
        value = cell.value
        if value is None:
            self._sheet.write_blank(self._row, column, None, self._format(**look))
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value, self._format(**look))
        elif isinstance(value, Decimal) and _is_exact(value):
            look |= {"num_format": _number(cell.format)}
            self._sheet.write_number(self._row, column, float(value), self._format(**look))
        elif isinstance(value, datetime) and value.year >= _FIRST_YEAR:
            naive = value.replace(tzinfo=None, fold=0)
            self._sheet.write_datetime(self._row, column, naive, self._format(**look, num_format="yyyy-mm-dd hh:mm"))
        elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= _FIRST_YEAR:
            self._sheet.write_datetime(self._row, column, value, self._format(**look, num_format="yyyy-mm-dd"))
        elif isinstance(value, time):
            self._sheet.write_datetime(self._row, column, value, self._format(**look, num_format="hh:mm:ss"))
        else:
            self._string(column, cell.text, self._format(**look, text_wrap=True))

    def _picture(self, block: blocks.Picture) -> None:
        from PIL import Image

        with Image.open(io.BytesIO(block.content)) as picture:
            scale = {
                "x_scale": block.width * _PIXELS_PER_MM / picture.width,
                "y_scale": block.height * _PIXELS_PER_MM / picture.height,
            }
            dots = picture.info.get("dpi", (96, 96))
        scale = {"x_scale": scale["x_scale"] * dots[0] / 96, "y_scale": scale["y_scale"] * dots[1] / 96}
        options = {"image_data": io.BytesIO(block.content), "description": block.description, **scale}
        self._sheet.insert_image(self._row, 0, "picture", options)
        self._row += max(round(block.height / 5.3) + 1, 1)

    def _string(self, column: int, text: str, look: Any) -> None:
        if len(text) > _LONGEST_CELL:
            raise SheetFull(f"a cell of a workbook holds {_LONGEST_CELL} characters")
        self._sheet.write_string(self._row, column, text, look)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _is_exact(value: Decimal) -> bool:
    return len(value.as_tuple().digits) <= _EXACT_DIGITS and Decimal(repr(float(value))) == value


def _number(how: ValueFormat) -> str:
    """The format code of a spreadsheet, which writes it in the language of whoever reads."""
    digits = how.digits if how.digits is not None else 2 if how.kind == "money" else None
    if digits is None:
        return "0.00%" if how.kind == "percent" else "General"
    places = "." + "0" * digits if digits else ""
    match how.kind:
        case "money":
            return f"#,##0{places} [${how.currency}]"
        case "percent":
            return f"0{places}%"
        case _:
            return f"#,##0{places}"
