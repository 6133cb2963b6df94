"""Documents as the database keeps them."""

import json
import re
from typing import Any

from aqtra.metadata.documents.base import Document
from aqtra.metadata.errors import InvalidDocument

# PostgreSQL's jsonb cannot hold it. An escaped backslash before it makes it six harmless characters.
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def storable(value: Any, place: str = "document") -> str:
    """JSON text that PostgreSQL can keep unchanged.

    Raises InvalidDocument for what JSON or jsonb cannot hold: NUL characters, lone surrogates, NaN, infinity.
    """
    try:
        plain = value.model_dump(mode="json") if isinstance(value, Document) else value
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise InvalidDocument.of_field(place, "type", f"cannot be stored: {error}") from error
    if NUL.search(text):
        raise InvalidDocument.of_field(place, "type", "cannot be stored: it contains a NUL character")
    return text
