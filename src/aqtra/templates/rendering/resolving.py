"""A template with its data: the blocks of the document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from aqtra.templates import limits
from aqtra.templates.content import Band, TemplateContent
from aqtra.templates.elements import (
    AnyElement,
    CheckBoxElement,
    LineElement,
    PageBreakElement,
    PageInfoElement,
    PanelElement,
    PictureElement,
    Piece,
    QrCodeElement,
    RichTextElement,
    ShapeElement,
    SignatureElement,
    TableElement,
    TextElement,
    TextStyle,
)
from aqtra.templates.rendering import blocks, pictures
from aqtra.templates.rendering.evaluating import EvaluationFailed, Evaluator, readable
from aqtra.templates.rendering.formats import Formats, checkmark
from aqtra.templates.rendering.pictures import BadPicture
from aqtra.templates.rendering.tables import TableMaker
from aqtra.templates.rendering.values import typed

Scope = Mapping[str, Any]
_PIXELS_PER_MM: Final = 96 / 25.4
_MARKS: Final[dict[str, Literal["", "bullet", "number"]]] = {"bullet": "bullet", "number": "number"}


class ElementFailed(Exception):
    """An element cannot be made of the data."""

    def __init__(self, element: str, name: str, reason: str) -> None:
        super().__init__(reason)
        self.element = element
        self.name = name


@dataclass(frozen=True, slots=True)
class Given:
    """What a document is made of. `now` has the zone of its times; `files` are those that the template names."""

    data: Mapping[str, Any]
    now: datetime
    title: str
    files: Mapping[UUID, bytes]


class Resolver:
    """Makes one document. `announce` is told which element comes next: what ends the process is blamed on it."""

    def __init__(self, content: TemplateContent, given: Given, announce: Callable[[str, str], None]) -> None:
        self._content = content
        self._given = given
        self._announce = announce
        self._formats = Formats(content.page.locale)
        self._evaluator = Evaluator(self._formats)
        self._tables = TableMaker(self._evaluator, self._formats)
        self._opened: dict[UUID, tuple[bytes, str, int, int]] = {}
        self._made = 0
        self._width = blocks.text_width(content.page)

    def document(self) -> blocks.Document:
        """Raises ElementFailed, and Unfit of data that is not as the model says."""
        content, given = self._content, self._given
        assert given.now.tzinfo is not None
        scope = typed(content.properties, given.data, given.now.tzinfo)
        scope |= {"now": given.now, "today": given.now.date()}
        header, footer = content.band("page_header"), content.band("page_footer")
        return blocks.Document(
            title=given.title,
            page=content.page,
            header=self._once(header, scope),
            header_height=header.height if header else 0,
            body=tuple(self._body(scope)),
            footer=self._once(footer, scope),
            footer_height=footer.height if footer else 0,
        )

    def _body(self, scope: Scope) -> Iterator[blocks.Block]:
        yield from self._once(self._content.band("report_header"), scope)
        for band in self._content.details:
            yield from self._repeated(band, scope)
        yield from self._once(self._content.band("report_footer"), scope)

    def _once(self, band: Band | None, scope: Scope) -> tuple[blocks.Block, ...]:
        return tuple(self._all(band.elements, scope)) if band else ()

    def _repeated(self, band: Band, scope: Scope) -> Iterator[blocks.Block]:
        if not band.array:
            yield from self._all(band.elements, scope)
            return
        try:
            rows = self._tables.rows(band.array, scope)
        except EvaluationFailed as error:
            raise ElementFailed(str(band.id), band.array, str(error)) from error
        for index, row in enumerate(rows, 1):
            yield from self._all(band.elements, {**scope, "row": row, "index": index})

    def _all(self, elements: Iterable[AnyElement], scope: Scope) -> Iterator[blocks.Block]:
        for element in elements:
            self._announce(str(element.id), element.name)
            try:
                if element.shown_when and not self._evaluator.value(element.shown_when, scope):
                    continue
                for block in self._of(element, scope):
                    self._made += 1
                    if self._made > limits.BLOCKS:
                        raise EvaluationFailed(f"the document has more than {limits.BLOCKS} parts")
                    yield block
            except (EvaluationFailed, BadPicture) as error:
                raise ElementFailed(str(element.id), element.name, str(error)) from error
            except MemoryError as error:
                raise ElementFailed(str(element.id), element.name, "it needs more memory than it may have") from error

    def _of(self, element: AnyElement, scope: Scope) -> Iterator[blocks.Block]:
        space = element.space_after
        match element:
            case TextElement():
                text = self._evaluator.text(element.text, scope)
                yield blocks.Text(space, (_run(text, element.style),), element.style)
            case RichTextElement():
                yield from self._rich(element, scope)
            case TableElement():
                yield self._tables.table(element, scope)
            case PictureElement():
                yield from self._picture(element, scope)
            case QrCodeElement():
                yield from self._qr_code(element, scope)
            case LineElement():
                yield blocks.Line(space, element.thickness, element.color)
            case ShapeElement():
                size = (min(element.width, self._width), element.height)
                yield blocks.Shape(space, element.shape, *size, element.fill, element.stroke, element.align)
            case CheckBoxElement():
                mark = checkmark(self._evaluator.value(element.value, scope))
                text = f"{mark} {self._evaluator.text(element.label, scope)}".rstrip()
                yield blocks.Text(space, (_run(text, element.style),), element.style)
            case PageInfoElement():
                yield self._page_info(element)
            case PageBreakElement():
                yield blocks.PageBreak(0)
            case SignatureElement():
                label = self._evaluator.text(element.label, scope)
                yield blocks.Signature(space, label, min(element.width, self._width), element.align)
            case PanelElement():
                yield self._panel(element, scope)

    def _rich(self, element: RichTextElement, scope: Scope) -> Iterator[blocks.Block]:
        number = 0
        last = len(element.paragraphs) - 1
        for position, paragraph in enumerate(element.paragraphs):
            number = number + 1 if paragraph.kind == "number" else 0
            runs = tuple(self._piece(piece, scope) for piece in paragraph.pieces)
            level = int(paragraph.kind[-1]) if paragraph.kind.startswith("heading") else 0
            mark = _MARKS.get(paragraph.kind, "")
            space = element.space_after if position == last else 1.0
            yield blocks.Text(space, runs, TextStyle(align=paragraph.align), level, mark, number)

    def _piece(self, piece: Piece, scope: Scope) -> blocks.Run:
        text = self._evaluator.text(piece.text, scope)
        return blocks.Run(text, piece.bold, piece.italic, piece.underline, piece.color)

    def _page_info(self, element: PageInfoElement) -> blocks.Block:
        match element.info:
            case "page" | "page_of_pages":
                of_pages = element.info == "page_of_pages"
                return blocks.PageNumber(element.space_after, of_pages, readable(element.prefix), element.style)
            case "date":
                text = self._formats.date(self._given.now.date())
            case "datetime":
                text = self._formats.datetime(self._given.now, "short")
            case _:
                text = self._given.title
        run = _run(readable(f"{element.prefix}{text}"), element.style)
        return blocks.Text(element.space_after, (run,), element.style)

    def _picture(self, element: PictureElement, scope: Scope) -> Iterator[blocks.Block]:
        if element.file is not None:
            if element.file not in self._opened:
                content = self._given.files.get(element.file)
                if content is None:
                    raise BadPicture("its file is no longer in the library")
                self._opened[element.file] = pictures.opened(content)
            found = self._opened[element.file]
        else:
            address = self._evaluator.value(element.value, scope) if element.value else None
            if address is None or address == "":
                return
            found = pictures.opened(pictures.decoded(str(address)))
        content, kind, across, down = found
        width, height = _fitting(element.width, element.height, across, down, self._width)
        text = readable(element.description)
        yield blocks.Picture(element.space_after, content, kind, width, height, element.align, text)

    def _qr_code(self, element: QrCodeElement, scope: Scope) -> Iterator[blocks.Block]:
        value = self._evaluator.value(element.value, scope)
        if value is None or value == "":
            return
        text = str(value)
        content = pictures.qr_code(text, element.error_correction)
        size = min(element.width, self._width)
        yield blocks.Picture(element.space_after, content, "image/png", size, size, element.align, text[:200])

    def _panel(self, element: PanelElement, scope: Scope) -> blocks.Panel:
        given = sum(cell.width or 0 for cell in element.cells)
        open_cells = sum(cell.width is None for cell in element.cells)
        shared = max(100 - given, 5 * open_cells) / open_cells if open_cells else 0
        whole = given + shared * open_cells
        cells, outside = [], self._width
        for cell in element.cells:
            percent = (cell.width or shared) * 100 / whole
            self._width = outside * percent / 100
            cells.append(blocks.PanelCell(percent, tuple(self._all(cell.elements, scope))))
        self._width = outside
        return blocks.Panel(element.space_after, tuple(cells), element.background, element.border)


def _run(text: str, style: TextStyle) -> blocks.Run:
    return blocks.Run(text, style.bold, style.italic, style.underline, style.color)


def _fitting(width: float | None, height: float | None, across: int, down: int, widest: float) -> tuple[float, float]:
    """Millimetres: what is not given keeps proportions, and nothing is wider than its place."""
    if width and height:
        pass
    elif width:
        height = width * down / across
    elif height:
        width = height * across / down
    else:
        width, height = across / _PIXELS_PER_MM, down / _PIXELS_PER_MM
    assert width is not None
    assert height is not None
    if width > widest:
        width, height = widest, height * widest / width
    return max(width, 0.5), max(min(height, limits.SIDE), 0.5)
