"""A document as text: one paragraph per line, tables in columns."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from aqtra.templates.rendering import blocks

_WIDEST: Final = 60
"""Characters of a column; what is longer pushes the rest of its line."""
_BETWEEN: Final = "  "


def text_of(document: blocks.Document) -> bytes:
    parts = (*document.header, *document.body, *document.footer)
    return ("\n".join(_lines(parts)).rstrip("\n") + "\n").encode()


def _lines(parts: Iterable[blocks.Block]) -> Iterator[str]:
    for block in parts:
        match block:
            case blocks.Text():
                mark = {"bullet": "- ", "number": f"{block.number}. "}.get(block.mark, "")
                yield f"{mark}{block.plain}"
                if block.level:
                    yield ("=" if block.level == 1 else "-") * min(_wide(block.plain), 80)
            case blocks.Table():
                yield from _table(block)
                yield ""
            case blocks.Picture() if block.description:
                yield f"[{block.description}]"
            case blocks.Line():
                yield "-" * 60
            case blocks.PageBreak():
                yield "\f"
            case blocks.Signature():
                yield ""
                yield "_" * 30
                yield block.label
            case blocks.Panel():
                for cell in block.cells:
                    yield from _lines(cell.blocks)


def _table(block: blocks.Table) -> Iterator[str]:
    rows = [*([block.head] if block.head else []), *block.rows, *([block.foot] if block.foot else [])]
    widths = [_column_width(rows, place) for place in range(len(block.widths))]
    rule = _BETWEEN.join("-" * width for width in widths)
    for number, row in enumerate(rows):
        if block.foot is row:
            yield rule
        yield _line(row, widths)
        if number == 0 and block.head is row:
            yield rule


def _column_width(rows: Sequence[Sequence[blocks.CellText]], place: int) -> int:
    """That of its longest text; what spans several columns does not widen one."""
    widest = 0
    for row in rows:
        at = 0
        for cell in row:
            if at == place and cell.span == 1:
                widest = max(widest, _wide(_one_line(cell.text)))
            at += cell.span
    return min(widest, _WIDEST)


def _line(row: Sequence[blocks.CellText], widths: Sequence[int]) -> str:
    padded, at = [], 0
    for cell in row:
        text = _one_line(cell.text)
        width = sum(widths[at : at + cell.span]) + len(_BETWEEN) * (cell.span - 1)
        at += cell.span
        free = " " * max(width - _wide(text), 0)
        padded.append(f"{free}{text}" if cell.align == "end" else f"{text}{free}")
    return _BETWEEN.join(padded).rstrip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wide(text: str) -> int:
    """Columns of a terminal: ideographs take two (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
