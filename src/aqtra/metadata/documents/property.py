"""Properties of the object model: eleven types, each with its own rules (studio.md 5.2)."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Final, Literal, NamedTuple, TypeVar
from uuid import UUID

from pydantic import Field, PlainSerializer, model_validator

from aqtra.metadata.documents.base import Document, Identifier, ShortId, Title

DIGITS: Final = 38
# Exact decimals cross JSON as text: a JavaScript number would round them.
ExactDecimal = Annotated[
    Decimal,
    Field(max_digits=DIGITS),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
]


ItemType = Literal["string", "integer", "number", "boolean", "date", "time", "datetime", "uri"]
"""What an array of values may hold."""


class SystemField(NamedTuple):
    """A field every entry has. `aliases` are accepted wherever `name` is."""

    name: str
    type: str
    title: str
    aliases: tuple[str, ...] = ()


SYSTEM_FIELDS: Final = (
    SystemField("id", "integer", "ID"),
    SystemField("name", "string", "Name"),
    SystemField("createdDate", "datetime", "Created", ("createDate",)),
    SystemField("updateDate", "datetime", "Updated"),
    SystemField("creatorSubject", "catalog", "Creator"),
    SystemField("changeAuthor", "catalog", "Change author", ("updateSubject",)),
)


class EnumValue(Document):
    """One offered value. Text for String, a whole number for Integer."""

    value: str | int
    title: Title = ""


class BaseProperty(Document):
    """Settings common to all types. `id` names the column and never changes; `name` may.

    `restrict_access`: only who has a role that names the property reads and changes it. `encrypted`: the database
    keeps values that it cannot read; they are found by equality only.
    """

    id: ShortId
    name: Identifier
    title: Title = ""
    required: bool = False
    primary_key: bool = False
    query: bool = False
    virtual: bool = False
    restrict_access: bool = False
    encrypted: bool = False


class StringProperty(BaseProperty):
    type: Literal["string"] = "string"
    enum: tuple[EnumValue, ...] | None = None
    min_length: int | None = Field(None, ge=0)
    max_length: int | None = Field(None, ge=1, le=1_000_000)

    @model_validator(mode="after")
    def _consistent(self) -> "StringProperty":
        _check_enum(self.enum, str)
        _check_order(self.min_length, self.max_length)
        return self


class IntegerProperty(BaseProperty):
    type: Literal["integer"] = "integer"
    enum: tuple[EnumValue, ...] | None = None
    minimum: int | None = Field(None, ge=-(2**63), lt=2**63)
    maximum: int | None = Field(None, ge=-(2**63), lt=2**63)

    @model_validator(mode="after")
    def _consistent(self) -> "IntegerProperty":
        _check_enum(self.enum, int)
        _check_order(self.minimum, self.maximum)
        return self


class NumberProperty(BaseProperty):
    """Exact decimal of up to 38 digits."""

    type: Literal["number"] = "number"
    minimum: ExactDecimal | None = None
    maximum: ExactDecimal | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "NumberProperty":
        _check_order(self.minimum, self.maximum)
        return self


class BooleanProperty(BaseProperty):
    type: Literal["boolean"] = "boolean"


class DateTimeProperty(BaseProperty):
    """An instant: stored in UTC, shown in the reader's zone."""

    type: Literal["datetime"] = "datetime"
    min_date: datetime | None = None
    max_date: datetime | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "DateTimeProperty":
        for limit in (self.min_date, self.max_date):
            if limit is not None and limit.tzinfo is None:
                raise ValueError("a limit of a date and time needs a time zone")
        _check_order(self.min_date, self.max_date)
        return self


class DateProperty(BaseProperty):
    """A calendar day, no zone."""

    type: Literal["date"] = "date"
    min_date: date | None = None
    max_date: date | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "DateProperty":
        _check_order(self.min_date, self.max_date)
        return self


class TimeProperty(BaseProperty):
    """A time of day, no zone."""

    type: Literal["time"] = "time"
    min_time: time | None = None
    max_time: time | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "TimeProperty":
        if any(limit is not None and limit.tzinfo is not None for limit in (self.min_time, self.max_time)):
            raise ValueError("a limit of a time has no time zone")
        _check_order(self.min_time, self.max_time)
        return self


class CatalogProperty(BaseProperty):
    """A reference to one entry of `component`."""

    type: Literal["catalog"] = "catalog"
    component: UUID | None = None


class ArrayProperty(BaseProperty):
    """A list in order: references to entries of `component`, or values of the type `items`."""

    type: Literal["array"] = "array"
    component: UUID | None = None
    items: ItemType | None = None


class FileProperty(BaseProperty):
    """A stored file. `file_types` is a comma-separated list such as `.jpg, image/*`."""

    type: Literal["file"] = "file"
    file_types: str = ""
    max_file_size: int | None = Field(None, ge=1)


class UriProperty(BaseProperty):
    type: Literal["uri"] = "uri"


Property = Annotated[
    StringProperty
    | IntegerProperty
    | NumberProperty
    | BooleanProperty
    | DateTimeProperty
    | DateProperty
    | TimeProperty
    | CatalogProperty
    | ArrayProperty
    | FileProperty
    | UriProperty,
    Field(discriminator="type"),
]


Limit = TypeVar("Limit", int, Decimal, date, datetime, time)


def _check_order(low: Limit | None, high: Limit | None) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError("the lower limit is above the upper one")


def _check_enum(values: tuple[EnumValue, ...] | None, kind: type) -> None:
    if values is None:
        return
    if not values:
        raise ValueError("an enumeration needs at least one value")
    if any(type(value.value) is not kind for value in values):
        raise ValueError("an enumeration value does not fit the property type")
    if any(isinstance(value.value, int) and not -(2**63) <= value.value < 2**63 for value in values):
        raise ValueError("an enumeration value is too large")
    if len({value.value for value in values}) != len(values):
        raise ValueError("an enumeration value stands twice")
