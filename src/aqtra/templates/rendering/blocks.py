"""A document before it has a format: what is written, in order, with no expressions left. Lengths in millimetres."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal

from aqtra.templates.content import Page
from aqtra.templates.elements import TextStyle, ValueFormat

Align = Literal["start", "center", "end"]
Value = str | Decimal | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Run:
    """Text written in one way."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Base of all. `space` is kept free below."""

    space: float


@dataclass(frozen=True, slots=True)
class Text(Block):
    """A paragraph. `level` 1 to 3 is a heading; `number` that of an item in a numbered list."""

    runs: tuple[Run, ...]
    style: TextStyle
    level: int = 0
    mark: Literal["", "bullet", "number"] = ""
    number: int = 0

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class CellText:
    """`text` is what is read, `value` what a spreadsheet counts with, in `format`. It stands in `span` columns."""

    text: str
    value: Value
    format: ValueFormat
    align: Align
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table(Block):
    """`widths` in percent, of each column. `head` is None where no column has a title."""

    head: tuple[CellText, ...] | None
    rows: tuple[tuple[CellText, ...], ...]
    foot: tuple[CellText, ...] | None
    widths: tuple[float, ...]
    striped: bool
    lines: Literal["none", "rows", "all"]


@dataclass(frozen=True, slots=True)
class Picture(Block):
    """PNG or JPEG that was checked and made small enough."""

    content: bytes = field(repr=False)
    content_type: str
    width: float
    height: float
    align: Align
    description: str


@dataclass(frozen=True, slots=True)
class Line(Block):
    thickness: float
    color: str


@dataclass(frozen=True, slots=True)
class Shape(Block):
    shape: Literal["rectangle", "rounded", "ellipse"]
    width: float
    height: float
    fill: str | None
    stroke: str | None
    align: Align


@dataclass(frozen=True, slots=True)
class PageNumber(Block):
    """The number of the page, alone or with that of the last. Written by the format, which alone knows it."""

    of_pages: bool
    prefix: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class PageBreak(Block):
    pass


@dataclass(frozen=True, slots=True)
class Signature(Block):
    label: str
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class PanelCell:
    width: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Panel(Block):
    cells: tuple[PanelCell, ...]
    background: str | None
    border: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """What every format is written from. `header` and `footer` stand on each page."""

    title: str
    page: Page
    header: tuple[Block, ...]
    header_height: float
    body: tuple[Block, ...]
    footer: tuple[Block, ...]
    footer_height: float


SIZES: Final = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}


def paper(page: Page) -> tuple[float, float]:
    """Width and height as they are held."""
    width, height = SIZES[page.size]
    return (height, width) if page.orientation == "landscape" else (width, height)


def text_width(page: Page) -> float:
    """Between the margins."""
    return max(paper(page)[0] - page.margins.left - page.margins.right, 10.0)
