"""Values of files in the shapes the API shows them."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from aqtra.files.limits import MAX_NAME
from aqtra.kernel.file_types import parse_types

_FORBIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Beside others they may stand (an emoji is joined by them); alone they are an empty name.
_UNSEEN = frozenset({"Cf", "Cn", "Mn", "Me", "Zs"})
# They turn the reading direction: what ends in "gpj.exe" would be shown as ending in "exe.jpg".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _name(name: str) -> str:
    name = unicodedata.normalize("NFC", name).strip()
    if not name or len(name) > MAX_NAME:
        raise ValueError(f"a name has 1 to {MAX_NAME} characters")
    if name.strip(".") == "" or "/" in name or "\\" in name:
        raise ValueError("a name is no path")
    categories = {unicodedata.category(character) for character in name}
    if categories & _FORBIDDEN or _TURNING.intersection(name) or categories <= _UNSEEN:
        raise ValueError("the name has characters that cannot be shown")
    return name


def _types(text: str) -> str:
    parse_types(text)
    return text


Name = Annotated[str, Field(min_length=1, max_length=2 * MAX_NAME), AfterValidator(_name)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class File(BaseModel):
    """A stored file."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    size: int
    content_type: str
    created_at: datetime


class PropertyTarget(_Strict):
    """For a value of a file property; `control` is the element it is chosen in, whose rules hold too."""

    component: UUID
    property: str = Field(max_length=200)
    control: UUID | None = None


class LibraryTarget(_Strict):
    """For the library; null is its root."""

    folder: UUID | None


class ImportTarget(_Strict):
    """To be read by an import into a component."""

    import_: UUID = Field(alias="import")


Target = PropertyTarget | LibraryTarget | ImportTarget


Charset = Literal[
    "utf-8",
    "utf-16",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1256",
    "windows-1257",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-9",
    "iso-8859-15",
]
"""Of texts. None is declared for UTF-8."""


class NewUpload(_Strict):
    """What is to be uploaded, and for what. `charset` is that of a text."""

    name: Name
    size: int = Field(ge=0, lt=2**53)
    target: Target
    charset: Charset | None = None


class Upload(BaseModel):
    """An upload under way. Parts are numbered from 0; all but the last have exactly `part_size` bytes."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    part_size: int
    parts: int
    received: tuple[int, ...]
    expires_at: datetime


class GlobalRules(_Strict):
    """What holds for every file. `file_types` is a list such as `.jpg, image/*`; `.*` is any."""

    file_types: Annotated[str, Field(max_length=4000), AfterValidator(_types)]
    max_file_size: int = Field(ge=1, lt=2**53)


class Person(BaseModel):
    """Who uploaded a file."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str


class LibraryFile(File):
    """A file of the library. `uses` counts the pages, domains and entries that refer to it."""

    folder: UUID | None
    created_by: Person | None
    uses: int


class LibraryFiles(BaseModel):
    """One page of a folder; `count` is all of it."""

    count: int
    value: tuple[LibraryFile, ...]


class LibraryFileChange(_Strict):
    """What is absent stays."""

    name: Name | None = None
    folder: UUID | None = None


class Folder(BaseModel):
    """A folder of the library; `files` and `folders` count what lies directly in it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    parent: UUID | None
    files: int
    folders: int


class NewFolder(_Strict):
    name: Name
    parent: UUID | None = None


class FolderChange(_Strict):
    """What is absent stays."""

    name: Name | None = None
    parent: UUID | None = None


Order = Literal["name", "name desc", "size", "size desc", "created_at", "created_at desc"]
