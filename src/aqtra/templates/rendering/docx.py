"""A document for a word processor."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import docx
from docx.blkcntnr import BlockItemContainer
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from aqtra.templates.rendering import blocks
from aqtra.templates.rendering.directions import is_right_to_left

_FONTS: Final = {"sans": "Arial", "serif": "Times New Roman", "mono": "Courier New"}
_SIDES: Final = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
_TABLES: Final = {
    "start": WD_TABLE_ALIGNMENT.LEFT,
    "center": WD_TABLE_ALIGNMENT.CENTER,
    "end": WD_TABLE_ALIGNMENT.RIGHT,
}
_LISTS: Final = {"bullet": "\u2022\u2002", "number": "{}.\u2002"}


def docx_of(document: blocks.Document) -> bytes:
    made = docx.Document()
    _page(made, document)
    writer = _Writer(document)
    section = made.sections[0]
    writer.all(section.header, document.header, blocks.text_width(document.page))
    writer.all(section.footer, document.footer, blocks.text_width(document.page))
    writer.all(made, document.body, blocks.text_width(document.page))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _page(made: Any, document: blocks.Document) -> None:
    page, section = document.page, made.sections[0]
    width, height = blocks.paper(page)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if page.orientation == "landscape" else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(page.margins.left), Mm(page.margins.right)
    section.top_margin, section.header_distance = Mm(page.margins.top + document.header_height), Mm(page.margins.top)
    section.bottom_margin = Mm(page.margins.bottom + document.footer_height)
    section.footer_distance = Mm(page.margins.bottom)
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONTS[page.font], Pt(page.text_size)
    style.paragraph_format.space_after = Pt(0)
    made.core_properties.title = document.title[:255]
    made.core_properties.author = ""
    made.core_properties.comments = ""


class _Writer:
    def __init__(self, document: blocks.Document) -> None:
        self._accent = document.page.accent
        self._size = document.page.text_size

    def all(self, place: Any, found: Iterable[blocks.Block], width: float) -> None:
        """Into a body, header, footer or cell, which is `width` millimetres wide."""
        for block in found:
            self._block(place, block, width)
        first = place.paragraphs[:1]
        # Headers, footers and cells begin with an empty paragraph; it stays where it is the only one, or the last.
        if first and not first[0].text and len(first[0]._p) <= 1 and first[0]._p.getnext() is not None:
            following = first[0]._p.getnext()
            if not (following.tag == qn("w:tbl") and following.getnext() is None):
                first[0]._p.getparent().remove(first[0]._p)

    def _block(self, place: Any, block: blocks.Block, width: float) -> None:
        match block:
            case blocks.Text():
                self._text(place, block)
            case blocks.Table():
                self._table(place, block, width)
            case blocks.Picture():
                paragraph = self._paragraph(place, block.align, block.space)
                paragraph.add_run().add_picture(io.BytesIO(block.content), Mm(block.width), Mm(block.height))
                _describe(paragraph, block.description)
            case blocks.Line():
                paragraph = self._paragraph(place, "start", block.space)
                _border(paragraph._p.get_or_add_pPr(), "w:pBdr", {"bottom": (block.thickness, block.color)})
                paragraph.paragraph_format.line_spacing = Pt(2)
            case blocks.Shape():
                self._shape(place, block)
            case blocks.PageNumber():
                self._page_number(place, block)
            case blocks.PageBreak():
                place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case blocks.Signature():
                self._signature(place, block)
            case blocks.Panel():
                self._panel(place, block, width)

    def _paragraph(self, place: Any, align: blocks.Align, space: float) -> Any:
        paragraph = place.add_paragraph()
        paragraph.alignment = _SIDES[align]
        paragraph.paragraph_format.space_after = Mm(space)
        return paragraph

    def _text(self, place: Any, block: blocks.Text) -> None:
        paragraph = self._paragraph(place, block.style.align, block.space)
        if block.level:
            paragraph.paragraph_format.keep_with_next = True
            _outline(paragraph, block.level)
        if block.mark:
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(6), Mm(-4)
            paragraph.add_run(_LISTS[block.mark].format(block.number))
        if block.style.background:
            _shade(paragraph._p.get_or_add_pPr(), block.style.background)
        heading = {1: 1.9, 2: 1.4, 3: 1.15}.get(block.level)
        size = self._size * heading if heading else block.style.size
        to_left = is_right_to_left(block.plain)
        if to_left:
            _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
        for run in block.runs:
            made = _run(paragraph, run, size)
            if heading:
                made.bold, made.font.color.rgb = True, _color(run.color or self._accent)
            if to_left:
                _mark(made._r.get_or_add_rPr(), "w:rtl")

    def _page_number(self, place: Any, block: blocks.PageNumber) -> None:
        paragraph = self._paragraph(place, block.style.align, block.space)
        style = block.style

        def run(text: str = "") -> Any:
            return _run(paragraph, blocks.Run(text, style.bold, style.italic, style.underline, style.color), style.size)

        if block.prefix:
            run(block.prefix)
        _field(run(), "PAGE")
        if block.of_pages:
            run(" / ")
            _field(run(), "NUMPAGES")

    def _signature(self, place: Any, block: blocks.Signature) -> None:
        table = _new_table(place, 1, 1, block.width)
        table.alignment = _TABLES[block.align]
        paragraph = table.cell(0, 0).paragraphs[0]
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Mm(1), Mm(block.space)
        _run(paragraph, blocks.Run(block.label, color="#475569"), self._size * 0.85)
        _border(table.cell(0, 0)._tc.get_or_add_tcPr(), "w:tcBorders", {"top": (0.75, "#111827")})
        table._tbl.addprevious(_spacer(14))

    def _shape(self, place: Any, block: blocks.Shape) -> None:
        """A cell of its size: word processors agree on tables, not on drawings."""
        table = _new_table(place, 1, 1, block.width)
        table.alignment, table.rows[0].height = _TABLES[block.align], Mm(block.height)
        properties = table.cell(0, 0)._tc.get_or_add_tcPr()
        if block.stroke:
            _border(properties, "w:tcBorders", dict.fromkeys(("top", "left", "bottom", "right"), (1.0, block.stroke)))
        if block.fill:
            _shade(properties, block.fill)
        self._gap(place, block.space)

    def _table(self, place: Any, block: blocks.Table, width: float) -> None:
        rows = [*([block.head] if block.head else []), *block.rows, *([block.foot] if block.foot else [])]
        if not rows:
            return
        table = _new_table(place, 0, len(block.widths), width)
        widths = [Mm(width * percent / 100) for percent in block.widths]
        for column, size in zip(table.columns, widths, strict=True):
            column.width = size
        for number, cells in enumerate(rows):
            row = _add_row(table, widths)
            is_head, is_foot = cells is block.head, cells is block.foot
            if is_head:
                _mark(row.get_or_add_trPr(), "w:tblHeader")
            _mark(row.get_or_add_trPr(), "w:cantSplit")
            shaded = block.striped and not is_head and not is_foot and (number - bool(block.head)) % 2 == 1
            for cell, found in zip(_spanned(row, cells), cells, strict=True):
                self._cell(cell, found, is_head=is_head, is_foot=is_foot)
                _shade_cell(cell, self._accent if is_head else "#f1f5f9" if shaded else None)
                _border_cell(cell, block.lines, self._accent if is_foot else None)
        self._gap(place, block.space)

    def _cell(self, cell: Any, found: blocks.CellText, *, is_head: bool, is_foot: bool) -> None:
        paragraph = Paragraph(cell.p_lst[0], None)  # type: ignore[arg-type]
        paragraph.alignment = _SIDES[found.align]
        run = blocks.Run(found.text, bold=is_head or is_foot, color="#ffffff" if is_head else None)
        made = _run(paragraph, run, None)
        if is_right_to_left(found.text):
            _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
            _mark(made._r.get_or_add_rPr(), "w:rtl")

    def _panel(self, place: Any, block: blocks.Panel, width: float) -> None:
        table = _new_table(place, 1, len(block.cells), width)
        for position, cell in enumerate(block.cells):
            inner = width * cell.width / 100
            made = table.cell(0, position)
            made.width = Mm(inner)
            self.all(made, cell.blocks, max(inner - 4, 5))
            properties = made._tc.get_or_add_tcPr()
            if block.border:
                sides = ["top", "bottom", *(["left"] if position == 0 else [])]
                sides += ["right"] if position == len(block.cells) - 1 else []
                _border(properties, "w:tcBorders", dict.fromkeys(sides, (0.75, block.border)))
            if block.background:
                _shade(properties, block.background)
        self._gap(place, block.space)

    def _gap(self, place: Any, space: float) -> None:
        """Beneath a table: without a paragraph between two they would become one."""
        paragraph = place.add_paragraph()
        paragraph.paragraph_format.line_spacing = Mm(max(space, 0.4))


def _new_table(place: Any, rows: int, columns: int, width: float) -> Any:
    """Headers and footers have to be told how wide they are; the body and cells know."""
    is_running = isinstance(place, BlockItemContainer) and not isinstance(place, _Cell)
    table = place.add_table(rows, columns, Mm(width)) if is_running else place.add_table(rows, columns)
    table.autofit = False
    for column in table.columns:
        column.width = Mm(width / columns)
    for row in table.rows:
        for cell in row.cells:
            cell.width = Mm(width / columns)
    return table


def _add_row(table: Any, widths: list[Any]) -> Any:
    """As the library does, but without looking at all rows before: a thousand rows would take minutes."""
    row = table._tbl.add_tr()
    for width in widths:
        cell = row.add_tc()
        cell.width = width
    return row


def _spanned(row: Any, cells: Sequence[blocks.CellText]) -> list[Any]:
    """One cell of the row for each of ours."""
    kept, rest = [], list(row.tc_lst)
    for cell in cells:
        first, *gone = rest[: cell.span]
        rest = rest[cell.span :]
        if gone:
            first.get_or_add_tcPr().append(_element("w:gridSpan", val=str(cell.span)))
            first.width = sum(found.width for found in (first, *gone))
        for found in gone:
            row.remove(found)
        kept.append(first)
    return kept


def _run(paragraph: Any, run: blocks.Run, size: float | None) -> Any:
    made = paragraph.add_run(run.text)
    made.bold, made.italic, made.underline = run.bold or None, run.italic or None, run.underline or None
    if size:
        made.font.size = Pt(size)
    if run.color:
        made.font.color.rgb = _color(run.color)
    return made


def _color(text: str) -> RGBColor:
    return RGBColor.from_string(text[1:].upper())


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _mark(properties: Any, name: str) -> None:
    properties.append(_element(name))


def _outline(paragraph: Any, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(_element("w:outlineLvl", val=str(level - 1)))


def _shade(properties: Any, color: str) -> None:
    properties.append(_element("w:shd", val="clear", color="auto", fill=color[1:]))


def _shade_cell(cell: Any, color: str | None) -> None:
    if color:
        _shade(cell.get_or_add_tcPr(), color)


def _border_cell(cell: Any, lines: str, above: str | None) -> None:
    sides: dict[str, tuple[float, str]] = {}
    if lines == "all":
        sides = dict.fromkeys(("top", "left", "bottom", "right"), (0.5, "#cbd5e1"))
    elif lines == "rows":
        sides = {"bottom": (0.5, "#cbd5e1")}
    if above:
        sides["top"] = (1.0, above)
    if sides:
        _border(cell.get_or_add_tcPr(), "w:tcBorders", sides)


def _border(properties: Any, name: str, sides: dict[str, tuple[float, str]]) -> None:
    borders = OxmlElement(name)
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            thickness, color = sides[side]
            size = str(max(round(thickness * 8), 2))
            borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color=color[1:]))
    properties.append(borders)


def _field(run: Any, instruction: str) -> None:
    """A number that the word processor writes."""
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    for part in (_element("w:fldChar", fldCharType="begin"), text, _element("w:fldChar", fldCharType="end")):
        run._r.append(part)


def _describe(paragraph: Any, description: str) -> None:
    for found in paragraph._p.iter(qn("wp:docPr")):
        found.set("descr", description)


def _spacer(height: float) -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    twips = str(round(height * 56.7))
    properties.append(_element("w:spacing", before=twips, after="0"))
    paragraph.append(properties)
    return paragraph
