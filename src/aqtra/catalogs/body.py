"""Request bodies, read without losing a digit."""

import json
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from aqtra.catalogs.errors import InvalidEntry
from aqtra.kernel.errors import BadRequest, FieldError, UnsupportedMediaType

_JSON = "application/json"


class BadJson(BadRequest):
    """The body is not a JSON object."""

    code = "bad_json"


def require_json(content_type: str | None) -> None:
    """Raises UnsupportedMediaType."""
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type != _JSON:
        raise UnsupportedMediaType(f"the body must be {_JSON}", content_type=media_type)


def read_object(body: bytes, members: Collection[str]) -> dict[str, Any]:
    """The JSON object of a body; fractions become exact decimals. Raises BadJson, InvalidEntry."""
    try:
        value = json.loads(body.decode(), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        # ValueError covers broken UTF-8, broken JSON and integers of thousands of digits.
        raise BadJson.of_field("body", "syntax", f"not valid JSON: {_reason(error)}") from error
    if not isinstance(value, dict):
        raise BadJson.of_field("body", "type", "an object is expected")
    unknown = [
        FieldError(field=name, rule="unknown_field", message="there is no such member")
        for name in value
        if name not in members
    ]
    if unknown:
        raise InvalidEntry("the body has unknown members", fields=unknown)
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
