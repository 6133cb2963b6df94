"""The style sheet of a document in HTML; PDF is made from the same."""

from typing import Final

from aqtra.templates.content import Page
from aqtra.templates.rendering.blocks import Document, paper

FAMILIES: Final = {
    "sans": '"DejaVu Sans", "Noto Sans", "Liberation Sans", Arial, sans-serif',
    "serif": '"Liberation Serif", "DejaVu Serif", "Noto Serif", Georgia, "DejaVu Sans", serif',
    "mono": '"DejaVu Sans Mono", "Liberation Mono", Consolas, "DejaVu Sans", monospace',
}
_GAP: Final = 3.0
"""Millimetres between what stands on each page and the text."""


def style_sheet(document: Document, *, paged: bool) -> str:
    page = document.page
    return _common(page) + (_paged(document) if paged else _flowing(page))


def _common(page: Page) -> str:
    return f"""
body {{ margin: 0; line-height: 1.35; color: #111827; }}
body {{ font-family: {FAMILIES[page.font]}; font-size: {page.text_size:g}pt; }}
p, h1, h2, h3 {{ margin: 0; white-space: pre-wrap; overflow-wrap: break-word; }}
h1, h2, h3 {{ color: {page.accent}; line-height: 1.2; break-after: avoid; }}
h1 {{ font-size: 1.9em; }} h2 {{ font-size: 1.4em; }} h3 {{ font-size: 1.15em; }}
.item {{ padding-inline-start: 1.6em; text-indent: -1.1em; }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed; }}
.grid th, .grid td {{ padding: 1.1mm 1.6mm; vertical-align: top; overflow-wrap: break-word; white-space: pre-wrap; }}
.grid th {{ font-weight: bold; color: #ffffff; background: {page.accent}; vertical-align: bottom; }}
.grid tfoot td {{ font-weight: bold; border-top: 0.4mm solid {page.accent}; }}
.grid tr {{ break-inside: avoid; }}
.striped tbody tr:nth-child(even) td {{ background: #f1f5f9; }}
.rows tbody td {{ border-bottom: 0.1mm solid #cbd5e1; }}
.all th, .all td {{ border: 0.1mm solid #cbd5e1; }}
.panel > tbody > tr > td {{ vertical-align: top; padding: 0 2mm; }}
.panel > tbody > tr > td:first-child {{ padding-inline-start: 0; }}
.panel > tbody > tr > td:last-child {{ padding-inline-end: 0; }}
.boxed > tbody > tr > td:nth-child(n) {{ padding: 2.5mm 3mm; }}
.signature {{ break-inside: avoid; padding-top: 14mm; }}
.signature p {{ border-top: 0.25mm solid #111827; padding-top: 1mm; font-size: 0.85em; color: #475569; }}
img {{ display: inline-block; }}
"""


def _paged(document: Document) -> str:
    """The thead and tfoot of a table: the one is repeated on each page, the other stands at its end only."""
    page, margins = document.page, document.page.margins
    width, height = paper(page)
    top = margins.top + (document.header_height + _GAP if document.header else 0)
    bottom = margins.bottom + (document.footer_height + _GAP if document.footer else 0)
    return f"""
@page {{
  size: {width:g}mm {height:g}mm;
  margin: {top:g}mm {margins.right:g}mm {bottom:g}mm {margins.left:g}mm;
  @top-center {{
    content: element(header); width: 100%; vertical-align: top; padding-top: {margins.top:g}mm;
  }}
  @bottom-center {{
    content: element(footer); width: 100%; vertical-align: bottom; padding-bottom: {margins.bottom:g}mm;
  }}
}}
.header {{ position: running(header); }}
.footer {{ position: running(footer); }}
.grid thead {{ display: table-header-group; }}
.grid tfoot {{ display: table-row-group; }}
.page::before {{ content: counter(page); }}
.pages::before {{ content: counter(pages); }}
.break {{ break-after: page; height: 0; }}
"""


def _flowing(page: Page) -> str:
    """For a screen or a mail: as wide as the paper, and narrower where there is less room."""
    width = paper(page)[0]
    return f"""
.document {{ max-width: {width:g}mm; margin: 0 auto; padding: 6mm; box-sizing: border-box; }}
.break {{ border-top: 0.25mm dashed #cbd5e1; margin: 6mm 0; }}
img {{ max-width: 100%; }}
"""
