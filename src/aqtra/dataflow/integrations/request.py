"""From an endpoint and the values of its parameters to a request. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote, urlencode

from aqtra.dataflow.errors import TypeMismatch
from aqtra.dataflow.integrations.models import (
    Connector,
    Endpoint,
    EndpointParameter,
    Method,
    ParameterPlace,
)
from aqtra.dataflow.integrations.texts import PLACEHOLDER
from aqtra.dataflow.items.codec import to_json_text
from aqtra.kernel.errors import FieldError

ACCEPT: Final = "application/json, text/*;q=0.9, application/xml;q=0.9, */*;q=0.5"
_CONTENT_TYPES: Final = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request without credentials. Header values are text that is sent in UTF-8."""

    method: Method
    address: str
    query: Pairs = ()
    headers: Pairs = ()
    content: bytes | None = None

    @property
    def url(self) -> str:
        if not self.query:
            return self.address
        mark = "&" if "?" in self.address else "?"
        return f"{self.address}{mark}{urlencode(self.query, quote_via=quote)}"

    def with_query(self, name: str, value: str) -> "Prepared":
        """The same, with this value in place of others of its name."""
        return replace(self, query=(*(pair for pair in self.query if pair[0] != name), (name, value)))


def prepare(connector: Connector, endpoint: Endpoint, method: Method, values: Mapping[str, Any]) -> Prepared:
    """`values` by name of the parameter, decoded JSON with exact numbers; what is absent is not sent.

    Raises TypeMismatch for a value that is required, or that cannot stand where it shall.
    """
    for parameter in endpoint.parameters:
        if values.get(parameter.name) is None and (parameter.required or parameter.place is ParameterPlace.PATH):
            raise _misplaced(parameter, "a value is required")
    given = [(found, values[found.name]) for found in endpoint.parameters if found.name in values]
    content, content_type = _content(endpoint, given) if method not in (Method.GET, Method.HEAD) else (None, "")
    headers = [(header.name, header.value) for header in connector.headers]
    if not any(name.lower() == "accept" for name, _ in headers):
        headers.append(("Accept", ACCEPT))
    if content_type:
        headers.append(("Content-Type", content_type))
    return Prepared(
        method,
        connector.base_url.rstrip("/") + _path(endpoint, given),
        query=tuple(_query(given)),
        headers=(*headers, *_headers(given)),
        content=content,
    )


def text_of(value: Any) -> str:
    """A value as addresses, headers and forms hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal | float):
        return str(value)
    return to_json_text(value)


Given = list[tuple[EndpointParameter, Any]]


def _path(endpoint: Endpoint, given: Given) -> str:
    texts = {found.wire_name: _segment(found, value) for found, value in given if found.place is ParameterPlace.PATH}
    parts = PLACEHOLDER.split(endpoint.path)
    # Names stand at odd places.
    path = "".join(texts[part] if index % 2 else quote(part, safe=_PATH_SAFE) for index, part in enumerate(parts))
    if {".", ".."} & set(path.split("/")):
        raise _misplaced(endpoint.parameters[0], "the values of the path would lead elsewhere")
    return path


def _segment(parameter: EndpointParameter, value: Any) -> str:
    text = text_of(value)
    if not text:
        raise _misplaced(parameter, "a value is required")
    if text in (".", ".."):
        raise _misplaced(parameter, "the value would lead elsewhere")
    return quote(text, safe="")


def _query(given: Given) -> list[tuple[str, str]]:
    return [
        (found.wire_name, text_of(one))
        for found, value in given
        if found.place is ParameterPlace.QUERY
        for one in (value if isinstance(value, list | tuple) else [value])
        if one is not None
    ]


def _headers(given: Given) -> list[tuple[str, str]]:
    found = []
    for parameter, value in given:
        if parameter.place is not ParameterPlace.HEADER or value is None:
            continue
        text = text_of(value)
        if any(ord(character) < 32 or ord(character) == 127 for character in text):
            raise _misplaced(parameter, "a header is one line")
        found.append((parameter.wire_name, text.strip()))
    return found


def _content(endpoint: Endpoint, given: Given) -> tuple[bytes | None, str]:
    whole = [value for found, value in given if found.place is ParameterPlace.CONTENT]
    members = {found.wire_name: value for found, value in given if found.place is ParameterPlace.BODY}
    if not whole and not members:
        return None, ""
    body = whole[0] if whole else members
    content_type = _CONTENT_TYPES[endpoint.body_format]
    if endpoint.body_format == "json":
        return to_json_text(body).encode(), content_type
    if endpoint.body_format == "form" and isinstance(body, dict):
        pairs = [
            (name, text_of(one))
            for name, value in body.items()
            for one in (value if isinstance(value, list | tuple) else [value])
            if one is not None
        ]
        return urlencode(pairs).encode(), content_type
    return (b"" if body is None else text_of(body).encode()), content_type


def _misplaced(parameter: EndpointParameter, reason: str) -> TypeMismatch:
    field = FieldError(field=parameter.name, rule="type", message=reason, params={"type": parameter.type})
    return TypeMismatch(f"{parameter.name}: {reason}", fields=[field], type=parameter.type)
