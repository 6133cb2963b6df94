"""Documents as the database keeps them."""

import json
from typing import Any

from aqtra.metadata.documents.base import Document
from aqtra.metadata.errors import InvalidDocument

# PostgreSQL's jsonb cannot hold it.
NUL = "\\u0000"


def storable(value: Any, place: str = "document") -> str:
    """JSON text that PostgreSQL can keep unchanged.

    Raises InvalidDocument for what JSON or jsonb cannot hold: NUL characters, lone surrogates, NaN, infinity.
    """
    plain = value.model_dump(mode="json") if isinstance(value, Document) else value
    try:
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise InvalidDocument.of_field(place, "type", f"cannot be stored: {error}") from error
    if NUL in text:
        raise InvalidDocument.of_field(place, "type", "cannot be stored: it contains a NUL character")
    return text
