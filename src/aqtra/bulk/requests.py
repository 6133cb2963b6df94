"""What callers ask for, in the shapes of the API."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from aqtra.bulk.models import ExportOptions, Format, ImportOptions, RowError, Strict
from aqtra.catalogs.odata.options import RawOptions
from aqtra.kernel.errors import FieldError


class ImportRequest(Strict):
    """A file that was uploaded for an import into the component, or lies in the library."""

    component: UUID
    file: UUID
    format: Format
    options: ImportOptions = ImportOptions()


class ExportQuery(Strict):
    """Which entries, in which order, and which of their fields; paths may lead through references."""

    filter: str | None = Field(None, alias="$filter", max_length=8_000)
    orderby: str | None = Field(None, alias="$orderby", max_length=2_000)
    select: str | None = Field(None, alias="$select", max_length=8_000)
    search: str | None = Field(None, alias="$search", max_length=1_000)

    def raw(self) -> RawOptions:
        return tuple((name, value) for name, value in self.model_dump(by_alias=True).items() if value is not None)


class ExportRequest(Strict):
    component: UUID
    format: Format
    query: ExportQuery = ExportQuery()
    options: ExportOptions = ExportOptions()


class PreviewRow(BaseModel):
    """A row as it would be stored: property → value as text, lists as lists. Refused ones have errors."""

    line: int
    values: dict[str, Any]
    errors: list[RowError]


class Preview(BaseModel):
    """The first rows of a file. `columns`: header → the property that it would be read as, null when there is none.

    `errors`: why columns do not fit, as an import would be refused for them; then there are no rows.
    """

    columns: dict[str, str | None]
    rows: list[PreviewRow]
    errors: tuple[FieldError, ...] = ()
