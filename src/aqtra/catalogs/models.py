"""Shapes of the API as OpenAPI shows them. Answers are made by PostgreSQL and never pass through these."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Entry(BaseModel):
    """One entry. `data` has one member per stored property.

    Numbers are text (exact), integers beyond 2^53 − 1 too; times are ISO 8601 with offset in UTC; a catalog is the
    entry's id, an array a list of ids, with `$expand` {id, name}; a file its id.
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
    """A page of entries. `@odata.count` counts all that match, when asked for."""

    count: int | None = Field(None, alias="@odata.count")
    value: list[Entry]


class NewEntry(BaseModel):
    """An entry to create: property name → value."""

    data: dict[str, Any] = {}
    name: str | None = None


class EntryChange(BaseModel):
    """What to change: a missing property keeps its value, null writes null."""

    data: dict[str, Any] = {}
    name: str | None = None
