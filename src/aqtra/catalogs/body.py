"""Request bodies, read without losing a digit."""

from collections.abc import Collection
from typing import Any

from aqtra.catalogs.errors import InvalidEntry
from aqtra.infra.bodies import BadJson, read_json
from aqtra.kernel.errors import FieldError, UnsupportedMediaType

_JSON = "application/json"


def require_json(content_type: str | None) -> None:
    """Raises UnsupportedMediaType."""
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type != _JSON:
        raise UnsupportedMediaType(f"the body must be {_JSON}", content_type=media_type)


def read_object(body: bytes, members: Collection[str]) -> dict[str, Any]:
    """The JSON object of a body; fractions become exact decimals. Raises BadJson, ValidationFailed."""
    value = read_json(body, exact=True)
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
