"""A template as builders make it: its model, its page and its bands."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

import orjson
from pydantic import Field, model_validator

from aqtra.templates import limits
from aqtra.templates.elements import AnyElement, Element, Length, PageBreakElement, PanelElement, Strict
from aqtra.templates.texts import Color, Description, Expression, LocaleName, Name, PropertyName, Title

PropertyType = Literal["string", "integer", "number", "boolean", "date", "date-time", "time", "object", "array"]


class TemplateProperty(Strict):
    """A value that whoever renders gives. `properties`: members of an object, or of each element of an array."""

    name: PropertyName
    title: Title = ""
    type: PropertyType = "string"
    properties: Annotated[tuple["TemplateProperty", ...], Field(max_length=limits.PROPERTIES)] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.properties) != (self.type in ("object", "array")):
            raise ValueError(f"{self.name}: an object and an array have members, others have none")
        _distinct("property", (found.name for found in self.properties))
        if _depth(self) > limits.DEPTH:
            raise ValueError(f"{self.name} is nested deeper than {limits.DEPTH}")
        return self


class Margins(Strict):
    """In millimetres."""

    top: Annotated[float, Field(ge=0, le=100)] = 20
    right: Annotated[float, Field(ge=0, le=100)] = 18
    bottom: Annotated[float, Field(ge=0, le=100)] = 18
    left: Annotated[float, Field(ge=0, le=100)] = 20


class Page(Strict):
    """The paper and how it is written on; `text_size` in points."""

    size: Literal["a3", "a4", "a5", "letter", "legal"] = "a4"
    orientation: Literal["portrait", "landscape"] = "portrait"
    margins: Margins = Margins()
    font: Literal["sans", "serif", "mono"] = "sans"
    text_size: Annotated[float, Field(ge=5, le=30, allow_inf_nan=False)] = 10
    accent: Color = "#1e293b"
    locale: LocaleName = "en"


BandKind = Literal["page_header", "report_header", "detail", "report_footer", "page_footer"]
_ORDER: Final[tuple[BandKind, ...]] = ("page_header", "report_header", "detail", "report_footer", "page_footer")


class Band(Strict):
    """A strip across the page. A detail is written for each row of its `array`, or once where it names none.

    `height` is kept free for a header or footer of the page, in millimetres.
    """

    id: UUID
    kind: BandKind
    array: Expression = ""
    height: Length = 15
    elements: Annotated[tuple[Element, ...], Field(max_length=limits.ELEMENTS)] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.array and self.kind != "detail":
            raise ValueError("only a detail is repeated")
        if self.kind in ("page_header", "page_footer") and any(
            isinstance(found, PageBreakElement) for found in self.elements
        ):
            raise ValueError("a header or footer of the page cannot end the page")
        return self


class TemplateContent(Strict):
    """All that a builder settles. `sample`: values that the preview shows; made up where it has none."""

    name: Name
    description: Description = ""
    properties: Annotated[tuple[TemplateProperty, ...], Field(max_length=limits.PROPERTIES)] = ()
    page: Page = Page()
    bands: Annotated[tuple[Band, ...], Field(max_length=limits.BANDS)] = ()
    sample: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _distinct("property", (found.name for found in self.properties))
        for kind in _ORDER:
            if kind != "detail" and sum(band.kind == kind for band in self.bands) > 1:
                raise ValueError(f"a template has one {kind.replace('_', ' ')}")
        _distinct("band", (str(found.id) for found in self.bands))
        elements = [element for band in self.bands for element in walk(band.elements)]
        _distinct("element", (str(found.id) for found in elements))
        if len(elements) > limits.ALL_ELEMENTS:
            raise ValueError(f"a template has at most {limits.ALL_ELEMENTS} elements")
        if len(orjson.dumps(self.sample, default=str)) > limits.SAMPLE_SIZE:
            raise ValueError(f"sample values have at most {limits.SAMPLE_SIZE} bytes")
        return self

    def band(self, kind: BandKind) -> Band | None:
        """The only one of a kind other than details."""
        return next((found for found in self.bands if found.kind == kind), None)

    @property
    def details(self) -> tuple[Band, ...]:
        return tuple(found for found in self.bands if found.kind == "detail")

    def elements(self) -> Iterator[AnyElement]:
        for band in self.bands:
            yield from walk(band.elements)


def walk(elements: Iterable[AnyElement]) -> Iterator[AnyElement]:
    """Elements, and those that stand in panels."""
    for element in elements:
        yield element
        if isinstance(element, PanelElement):
            for cell in element.cells:
                yield from cell.elements


def _depth(found: TemplateProperty) -> int:
    """How many objects and arrays lie in one another."""
    return 1 + max(map(_depth, found.properties)) if found.properties else 0


def _distinct(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two of a kind ({what}) are called {name[:60]}")
        seen.add(name)
