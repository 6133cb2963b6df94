"""What stands in the bands of a template."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from aqtra.templates import limits
from aqtra.templates.texts import Color, Currency, Expression, Text, Title

Align = Literal["start", "center", "end"]
Length = Annotated[float, Field(ge=0, le=limits.SIDE, allow_inf_nan=False)]
"""In millimetres."""


class Strict(BaseModel):
    """Base of everything in a template: nothing is read that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextStyle(Strict):
    """How text is written; `size` in points, that of the page when absent."""

    size: Annotated[float, Field(ge=4, le=96, allow_inf_nan=False)] | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: Color | None = None
    background: Color | None = None
    align: Align = "start"


class ValueFormat(Strict):
    """How a value is written in the language of the template. `digits` after the decimal sign, as many as it has when
    absent."""

    kind: Literal["auto", "number", "money", "percent", "date", "datetime", "time"] = "auto"
    digits: Annotated[int, Field(ge=0, le=10)] | None = None
    currency: Currency = "EUR"
    length: Literal["short", "medium", "long", "full"] = "medium"


class _Element(Strict):
    """`shown_when`: an expression; empty is always."""

    id: UUID
    name: Annotated[str, Field(min_length=1, max_length=100)]
    shown_when: Expression = ""
    space_after: Length = 2


class TextElement(_Element):
    kind: Literal["text"] = "text"
    text: Text = ""
    style: TextStyle = TextStyle()


class Piece(Strict):
    """A part of a paragraph that is written in one way."""

    text: Text
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: Color | None = None


class Paragraph(Strict):
    kind: Literal["body", "heading1", "heading2", "heading3", "bullet", "number"] = "body"
    align: Align = "start"
    pieces: Annotated[tuple[Piece, ...], Field(max_length=limits.PIECES)] = ()


class RichTextElement(_Element):
    kind: Literal["rich_text"] = "rich_text"
    paragraphs: Annotated[tuple[Paragraph, ...], Field(max_length=limits.PIECES)] = ()


class Column(Strict):
    """`value` is read with the variable `row`. `total`: what stands beneath the last row. `width` in percent."""

    title: Text = ""
    value: Expression
    format: ValueFormat = ValueFormat()
    width: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)] | None = None
    align: Align = "start"
    total: Literal["none", "sum", "count", "average", "min", "max"] = "none"


class TableElement(_Element):
    """The rows of an array. Its head is repeated on every page."""

    kind: Literal["table"] = "table"
    array: Expression
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=limits.COLUMNS)]
    total_label: Text = ""
    striped: bool = True
    lines: Literal["none", "rows", "all"] = "rows"


class PictureElement(_Element):
    """A file of the library, or a `data:` address that `value` gives. One of `width` and `height` keeps proportions."""

    kind: Literal["picture"] = "picture"
    file: UUID | None = None
    value: Expression = ""
    width: Length | None = 40
    height: Length | None = None
    align: Align = "start"
    description: Title = ""


class LineElement(_Element):
    """`thickness` in points."""

    kind: Literal["line"] = "line"
    thickness: Annotated[float, Field(ge=0.25, le=20, allow_inf_nan=False)] = 0.75
    color: Color = "#94a3b8"


class ShapeElement(_Element):
    kind: Literal["shape"] = "shape"
    shape: Literal["rectangle", "rounded", "ellipse"] = "rectangle"
    width: Length = 40
    height: Length = 10
    fill: Color | None = "#e2e8f0"
    stroke: Color | None = None
    align: Align = "start"


class CheckBoxElement(_Element):
    kind: Literal["check_box"] = "check_box"
    value: Expression
    label: Text = ""
    style: TextStyle = TextStyle()


class QrCodeElement(_Element):
    """What `value` gives, as a QR code (ISO/IEC 18004)."""

    kind: Literal["qr_code"] = "qr_code"
    value: Expression
    width: Annotated[float, Field(ge=5, le=200, allow_inf_nan=False)] = 25
    error_correction: Literal["L", "M", "Q", "H"] = "M"
    align: Align = "start"


class PageInfoElement(_Element):
    kind: Literal["page_info"] = "page_info"
    info: Literal["page", "page_of_pages", "date", "datetime", "title"] = "page_of_pages"
    prefix: Title = ""
    style: TextStyle = TextStyle()


class PageBreakElement(_Element):
    kind: Literal["page_break"] = "page_break"


class SignatureElement(_Element):
    """A line to sign on, and what is written beneath."""

    kind: Literal["signature"] = "signature"
    label: Text = ""
    width: Length = 70
    align: Align = "start"


Plain = Annotated[
    TextElement
    | RichTextElement
    | TableElement
    | PictureElement
    | LineElement
    | ShapeElement
    | CheckBoxElement
    | QrCodeElement
    | PageInfoElement
    | SignatureElement,
    Field(discriminator="kind"),
]


class Cell(Strict):
    """A part of a panel. `width` in percent; the rest is shared by those that say none."""

    id: UUID
    width: Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)] | None = None
    elements: Annotated[tuple[Plain, ...], Field(max_length=limits.ELEMENTS)] = ()


class PanelElement(_Element):
    """Elements side by side. `border` around it and `background` behind it."""

    kind: Literal["panel"] = "panel"
    cells: Annotated[tuple[Cell, ...], Field(min_length=1, max_length=limits.CELLS)]
    background: Color | None = None
    border: Color | None = None


Element = Annotated[
    TextElement
    | RichTextElement
    | TableElement
    | PictureElement
    | LineElement
    | ShapeElement
    | CheckBoxElement
    | QrCodeElement
    | PageInfoElement
    | PageBreakElement
    | SignatureElement
    | PanelElement,
    Field(discriminator="kind"),
]
AnyElement = (
    TextElement
    | RichTextElement
    | TableElement
    | PictureElement
    | LineElement
    | ShapeElement
    | CheckBoxElement
    | QrCodeElement
    | PageInfoElement
    | PageBreakElement
    | SignatureElement
    | PanelElement
)
