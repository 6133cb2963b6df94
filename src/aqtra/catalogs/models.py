"""Shapes of the API as OpenAPI shows them. Answers are made by PostgreSQL and never pass through these."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from aqtra.catalogs.history import ChangeKind


class Entry(BaseModel):
    """One entry. `data` has one member per stored property.

    Numbers are text (exact), integers beyond 2^53 − 1 too; times are ISO 8601 with offset in UTC; a catalog is the
    entry's id, an array a list of ids or of values, a file its id. `$expand` shows {id, name} instead of an id, with
    options an entry with these and what it names.
    """

    id: int
    name: str | None
    created_date: datetime = Field(alias="createdDate")
    update_date: datetime = Field(alias="updateDate")
    creator_subject: int | None = Field(alias="creatorSubject")
    change_author: int | None = Field(alias="changeAuthor")
    version: int
    data: dict[str, Any]


class EntryList(BaseModel):
    """A page of entries.

    `@odata.count` counts all that match, when asked for; `@odata.nextLink` is the address of the next page, when there
    is one.
    """

    count: int | None = Field(None, alias="@odata.count")
    value: list[Entry]
    next_link: str | None = Field(None, alias="@odata.nextLink")


class NewEntry(BaseModel):
    """An entry to create: property name → value."""

    data: dict[str, Any] = {}
    name: str | None = None


class EntryChange(BaseModel):
    """What to change: a missing property keeps its value, null writes null."""

    data: dict[str, Any] = {}
    name: str | None = None


class Person(BaseModel):
    """An entry of User info."""

    id: int
    name: str | None


class HiddenEntry(BaseModel):
    """Stands in a history for a referenced entry that the reader may not see."""

    hidden: Literal[True]


class PropertyChange(BaseModel):
    """One changed property by its present name, or the last one of a property that is gone.

    In the place of the id of an entry that the reader may not see stands {"hidden": true}, in that of an encrypted
    value {"encrypted": true}.
    """

    property: str
    title: str
    before: Any
    after: Any


class EntryEvent(BaseModel):
    """What was done to an entry. `version` is the one it led to; `by` is null for the platform itself."""

    version: int
    kind: ChangeKind
    at: datetime
    by: Person | None
    changes: list[PropertyChange]


class EntryHistory(BaseModel):
    """A page of what happened to an entry, newest first; the last of all is its creation."""

    model_config = ConfigDict(serialize_by_alias=True)

    count: int = Field(alias="@odata.count")
    value: list[EntryEvent]
