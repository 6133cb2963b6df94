"""What all documents share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

IDENTIFIER_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"
# PostgreSQL cuts names at 63 bytes; generated view and constraint names need room for a suffix.
IDENTIFIER_LENGTH = 50

Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER_PATTERN, max_length=IDENTIFIER_LENGTH)]
ShortId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Document(BaseModel):
    """A frozen value whose unknown members are refused with their place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LocalizedText(Document):
    """The key wins when the current locale has it, otherwise the value is shown."""

    translation_key: str = ""
    translation_value: str = ""
