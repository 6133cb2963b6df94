"""Values of templates."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from aqtra.templates.content import TemplateContent
from aqtra.templates.elements import Strict
from aqtra.templates.texts import Name


class DocumentFormat(StrEnum):
    """What a template renders to."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"

    @property
    def content_type(self) -> str:
        return _CONTENT_TYPES[self]

    @property
    def extension(self) -> str:
        return "txt" if self is DocumentFormat.TEXT else self.value


_CONTENT_TYPES: Final = {
    DocumentFormat.TEXT: "text/plain; charset=utf-8",
    DocumentFormat.HTML: "text/html; charset=utf-8",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DocumentFormat.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document. `name` carries the extension of its format."""

    name: str
    format: DocumentFormat
    content: bytes = field(repr=False)


class Template(TemplateContent):
    """A template as saved."""

    id: UUID
    version: int
    published_version: int | None
    changed_at: datetime
    changed_by: str | None


class TemplateSummary(Strict):
    """A row of the list. `published_version` below `version`: changed since it was published."""

    id: UUID
    name: Name
    properties: int
    version: int
    published_version: int | None
    changed_at: datetime
    changed_by: str | None
