"""Limits of the data layer that no builder sets."""

from typing import Final

from aqtra.metadata.documents import ComponentDocument, StringProperty, UriProperty
from aqtra.metadata.documents.property import BaseProperty

TEXT_LENGTH: Final = 1_000_000
"""Characters in a text without a limit of its own; the highest limit a builder may set."""
URI_LENGTH: Final = 2_000
DIGITS: Final = 38
"""Digits of a number, those after the point included."""
SAFE_INTEGER: Final = 2**53 - 1
"""Beyond this JavaScript rounds, so larger integers travel as text."""
ARRAY_LENGTH: Final = 10_000
# An entry of a PostgreSQL B-tree takes at most 2,704 bytes, a character at most 4.
INDEXED_LENGTH: Final = 600
"""Characters in a text that is indexed, together when several make the key."""
NAME_LENGTH: Final = INDEXED_LENGTH


def text_limit(document: ComponentDocument, prop: BaseProperty) -> int | None:
    """The most characters a value may have; None when the type is no text."""
    if not isinstance(prop, StringProperty | UriProperty):
        return None
    limit = URI_LENGTH if isinstance(prop, UriProperty) else (prop.max_length or TEXT_LENGTH)
    if prop.primary_key:
        return min(limit, INDEXED_LENGTH // max(1, _count_key_texts(document)))
    return min(limit, INDEXED_LENGTH) if prop.query else limit


def _count_key_texts(document: ComponentDocument) -> int:
    keys = (prop for prop in document.properties if prop.primary_key and not prop.virtual)
    return sum(isinstance(prop, StringProperty | UriProperty) for prop in keys)
