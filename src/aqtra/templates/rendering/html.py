"""A document as one page of HTML that needs nothing from elsewhere. All text is escaped where it is put in."""

import base64
from collections.abc import Iterable
from typing import Any, Final

from markupsafe import Markup

from aqtra.templates.elements import TextStyle
from aqtra.templates.rendering import blocks
from aqtra.templates.rendering.directions import is_right_to_left
from aqtra.templates.rendering.styles import style_sheet

_SIDES: Final = {"start": "start", "center": "center", "end": "end"}
_EMPTY: Final = Markup("")


def html_of(document: blocks.Document, locale: str, *, paged: bool = False) -> bytes:
    """`paged`: for paper, where header and footer stand on each page and pages have numbers."""
    writer = _Writer(paged=paged)
    header = _part("header", writer.all(document.header))
    footer = _part("footer", writer.all(document.footer))
    body = writer.all(document.body)
    # What runs on every page has to come before the first of them ends.
    parts = (header, footer, body) if paged else (header, body, footer)
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{}</style></head>'
        '<body><div class="document">{}</div></body></html>\n'
    )
    style = Markup(style_sheet(document, paged=paged))  # noqa: S704
    return page.format(locale.replace("_", "-"), document.title, style, _joined(parts)).encode()


def _part(name: str, content: Markup) -> Markup:
    return Markup('<div class="{}">{}</div>').format(name, content) if content else _EMPTY


def _joined(parts: Iterable[Markup]) -> Markup:
    return _EMPTY.join(parts)


class _Writer:
    def __init__(self, *, paged: bool) -> None:
        self._paged = paged

    def all(self, found: Iterable[blocks.Block]) -> Markup:
        return _joined(self._block(block) for block in found)

    def _block(self, block: blocks.Block) -> Markup:
        match block:
            case blocks.Text():
                return self._text(block)
            case blocks.Table():
                return self._table(block)
            case blocks.Picture():
                return _beside(block, _image(block))
            case blocks.Shape():
                return _beside(block, _shape(block))
            case blocks.Line():
                style = f"border-top: {block.thickness:g}pt solid {block.color}; margin-bottom: {block.space:g}mm"
                return Markup('<div style="{}"></div>').format(style)
            case blocks.PageNumber():
                return self._page_number(block)
            case blocks.PageBreak():
                return Markup('<div class="break"></div>')
            case blocks.Signature():
                inner = Markup('<div style="display: inline-block; width: {}mm"><p>{}</p></div>')
                content = Markup('<div class="signature">{}</div>').format(
                    inner.format(f"{block.width:g}", block.label)
                )
                return _beside(block, content)
            case blocks.Panel():
                return self._panel(block)
            case _:
                raise TypeError(type(block).__name__)

    def _text(self, block: blocks.Text) -> Markup:
        tag = f"h{block.level}" if block.level else "p"
        mark = {"bullet": "\u2022\u2002", "number": f"{block.number}.\u2002"}.get(block.mark, "")
        runs = _joined(_run(run) for run in block.runs)
        direction = Markup(' dir="rtl"') if is_right_to_left(block.plain) else _EMPTY
        kind = Markup(' class="item"') if block.mark else _EMPTY
        # An empty paragraph keeps its line.
        inner = runs if block.plain else Markup("&nbsp;")
        style = _paragraph_style(block.style, block.space)
        return Markup('<{0}{1}{2} style="{3}">{4}{5}</{0}>').format(tag, kind, direction, style, mark, inner)

    def _page_number(self, block: blocks.PageNumber) -> Markup:
        """On a screen there are no pages to number."""
        if not self._paged:
            return _EMPTY
        number = Markup('<span class="page"></span>')
        if block.of_pages:
            number += Markup(' / <span class="pages"></span>')
        style = block.style
        look = _run_style(style.bold, style.italic, style.underline, style.color)
        run = _styled(Markup("{}{}").format(block.prefix, number), look)
        return Markup('<p style="{}">{}</p>').format(_paragraph_style(block.style, block.space), run)

    def _table(self, block: blocks.Table) -> Markup:
        columns = _joined(Markup('<col style="width: {}%">').format(f"{width:.4g}") for width in block.widths)
        head = Markup("<thead>{}</thead>").format(_row(block.head, "th")) if block.head else _EMPTY
        body = Markup("<tbody>{}</tbody>").format(_joined(_row(row, "td") for row in block.rows))
        foot = Markup("<tfoot>{}</tfoot>").format(_row(block.foot, "td")) if block.foot else _EMPTY
        kind = f"grid {block.lines}{' striped' if block.striped else ''}"
        table = Markup('<table class="{}" style="margin-bottom: {}mm"><colgroup>{}</colgroup>{}{}{}</table>')
        return table.format(kind, f"{block.space:g}", columns, head, body, foot)

    def _panel(self, block: blocks.Panel) -> Markup:
        cells = _joined(
            Markup('<td style="width: {}%">{}</td>').format(f"{cell.width:.4g}", self.all(cell.blocks))
            for cell in block.cells
        )
        style = f"margin-bottom: {block.space:g}mm"
        if block.background:
            style += f"; background: {block.background}"
        if block.border:
            style += f"; border: 0.25mm solid {block.border}"
        kind = "panel boxed" if block.background or block.border else "panel"
        return Markup('<table class="{}" style="{}"><tbody><tr>{}</tr></tbody></table>').format(kind, style, cells)


def _row(cells: Iterable[blocks.CellText], tag: str) -> Markup:
    written = (
        Markup('<{0}{1} style="text-align: {2}">{3}</{0}>').format(
            tag, _attributes(cell), _SIDES[cell.align], cell.text
        )
        for cell in cells
    )
    return Markup("<tr>{}</tr>").format(_joined(written))


def _attributes(cell: blocks.CellText) -> Markup:
    direction = Markup(' dir="rtl"') if is_right_to_left(cell.text) else _EMPTY
    return direction + (Markup(' colspan="{}"').format(cell.span) if cell.span > 1 else _EMPTY)


def _run(run: blocks.Run) -> Markup:
    return _styled(Markup("{}").format(run.text), _run_style(run.bold, run.italic, run.underline, run.color))


def _styled(content: Markup, style: str) -> Markup:
    return Markup('<span style="{}">{}</span>').format(style, content) if style else content


def _run_style(bold: bool, italic: bool, underline: bool, color: str | None) -> str:
    parts = []
    if bold:
        parts.append("font-weight: bold")
    if italic:
        parts.append("font-style: italic")
    if underline:
        parts.append("text-decoration: underline")
    if color:
        parts.append(f"color: {color}")
    return "; ".join(parts)


def _paragraph_style(style: TextStyle, space: float) -> str:
    parts = [f"margin-bottom: {space:g}mm", f"text-align: {_SIDES[style.align]}"]
    if style.size:
        parts.append(f"font-size: {style.size:g}pt")
    if style.background:
        parts.append(f"background: {style.background}; padding: 1mm 2mm")
    return "; ".join(parts)


def _beside(block: Any, content: Markup) -> Markup:
    """At the side that the element names. Line height 0: nothing of a line of text is left beneath."""
    height = "" if isinstance(block, blocks.Signature) else "; line-height: 0"
    style = f"text-align: {_SIDES[block.align]}; margin-bottom: {block.space:g}mm{height}"
    return Markup('<div style="{}">{}</div>').format(style, content)


def _image(block: blocks.Picture) -> Markup:
    address = f"data:{block.content_type};base64,{base64.b64encode(block.content).decode()}"
    style = f"width: {block.width:g}mm; height: {block.height:g}mm"
    return Markup('<img src="{}" alt="{}" style="{}">').format(address, block.description, style)


def _shape(block: blocks.Shape) -> Markup:
    radius = {"rectangle": "0", "rounded": "2mm", "ellipse": "50%"}[block.shape]
    style = f"display: inline-block; width: {block.width:g}mm; height: {block.height:g}mm; border-radius: {radius}"
    if block.fill:
        style += f"; background: {block.fill}"
    if block.stroke:
        style += f"; box-sizing: border-box; border: 0.4mm solid {block.stroke}"
    return Markup('<span style="{}"></span>').format(style)
