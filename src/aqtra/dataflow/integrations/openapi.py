"""OpenAPI 3 descriptions (https://spec.openapis.org/oas/v3.1.0). Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.importing import Draft, distinct, mapping, objects, text
from aqtra.dataflow.integrations.models import Method
from aqtra.dataflow.integrations.response_model import DEEPEST

_FORMATS: Final = {"date": "date", "date-time": "date-time", "uuid": "uuid", "uri": "uri", "time": "time"}
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object"})
_BODIES: Final = (
    ("json", re.compile(r"application/(.+\+)?json")),
    ("form", re.compile(r"application/x-www-form-urlencoded")),
    ("xml", re.compile(r"(application|text)/(.+\+)?xml")),
    ("text", re.compile(r"text/.+")),
)
_MOST_NODES: Final = 20_000
"""Of all schemas of a file, references followed: a small file can stand for a huge one."""


def read_openapi(document: Mapping[str, Any], draft: Draft) -> None:
    """Each operation becomes an endpoint."""
    reader = _Reader(document, draft)
    draft.name = text(mapping(document.get("info")).get("title"), draft.name)
    reader.read_server()
    reader.read_auth()
    for path, shared in mapping(document.get("paths")).items():
        reader.read_path(str(path), reader.resolved(shared))


class _Reader:
    def __init__(self, document: Mapping[str, Any], draft: Draft) -> None:
        self._document = document
        self._draft = draft
        self._nodes = 0

    def read_server(self) -> None:
        servers = objects(self._document.get("servers"))
        address = text(servers[0].get("url")) if servers else ""
        for name, variable in mapping(servers[0].get("variables") if servers else None).items():
            address = address.replace(f"{{{name}}}", str(mapping(variable).get("default", "")))
        if address.startswith(("http://", "https://")) and "{" not in address:
            self._draft.base_url = address.partition("?")[0]
        else:
            self._draft.note("The file names no server: write the address of the connector.")

    def read_auth(self) -> None:
        schemes = mapping(mapping(self._document.get("components")).get("securitySchemes"))
        wanted = [name for need in objects(self._document.get("security")) for name in need]
        for name in [*wanted, *schemes]:
            found = self._auth(self.resolved(schemes.get(name)))
            if found is not None:
                self._draft.auth = found
                self._draft.note("Complete the credentials of the connector.")
                return

    def _auth(self, scheme: Mapping[str, Any]) -> dict[str, Any] | None:
        kind, way = scheme.get("type"), text(scheme.get("scheme")).lower()
        if kind == "http" and way == "basic":
            return {"kind": "basic", "user_name": "user"}
        if kind == "http" and way == "bearer":
            return {"kind": "header", "header": "Authorization", "prefix": "Bearer"}
        if kind == "apiKey" and scheme.get("in") == "header":
            return {"kind": "header", "header": text(scheme.get("name"), "X-Api-Key")}
        flow = mapping(mapping(scheme.get("flows")).get("clientCredentials"))
        address = text(flow.get("tokenUrl"))
        if kind == "oauth2" and address.startswith(("http://", "https://")):
            scopes = [str(scope) for scope in mapping(flow.get("scopes"))]
            return {"kind": "oauth2", "token_url": address, "client_id": "client", "scopes": scopes[:50]}
        return None

    def read_path(self, path: str, shared: Mapping[str, Any]) -> None:
        for method in Method:
            if not isinstance(shared.get(method.value), Mapping):
                continue
            operation = self.resolved(shared[method.value])
            title = text(operation.get("summary")) or text(operation.get("operationId")) or f"{method.upper()} {path}"
            body_format, members = self._body(operation, title)
            self._draft.add(
                {
                    "name": title,
                    "path": path,
                    "methods": [method],
                    "description": text(operation.get("description"))[:2000],
                    "parameters": distinct([*self._parameters(shared, operation, title), *members]),
                    "body_format": body_format,
                    "response": self._response(operation),
                }
            )

    def _parameters(
        self, shared: Mapping[str, Any], operation: Mapping[str, Any], title: str
    ) -> Iterator[dict[str, Any]]:
        """Those of the operation come first: they stand for those of the path."""
        for group in (operation, shared):
            given = group.get("parameters")
            for parameter in map(self.resolved, given if isinstance(given, list) else []):
                place, name = parameter.get("in"), text(parameter.get("name"))
                if place not in ("path", "query", "header") or not name:
                    self._draft.note(f"{title}: the parameter {name or '?'} of {place} is left out")
                    continue
                required = place == "path" or parameter.get("required") is True
                yield self._described(name, place, parameter.get("schema"), required, parameter.get("description"))

    def _body(self, operation: Mapping[str, Any], title: str) -> tuple[str, list[dict[str, Any]]]:
        body = self.resolved(operation.get("requestBody"))
        for name, pattern in _BODIES:
            for kind, media in mapping(body.get("content")).items():
                if pattern.fullmatch(str(kind).partition(";")[0].strip()):
                    return name, self._members(name, self.schema(mapping(media).get("schema")), body)
        if body:
            self._draft.note(f"{title}: its body has a type that cannot be sent")
        return "json", []

    def _members(self, name: str, schema: Mapping[str, Any], body: Mapping[str, Any]) -> list[dict[str, Any]]:
        properties = mapping(schema.get("properties"))
        if name in ("text", "xml") or not properties or len(properties) > limits.PARAMETERS // 2:
            whole = {"string": "string"}.get(name, _type(schema)) if name == "json" else "string"
            return [{"name": "body", "place": "content", "type": whole, "required": body.get("required") is True}]
        required = schema.get("required") if isinstance(schema.get("required"), list) else []
        return [
            self._described(str(member), "body", inner, member in (required or []), mapping(inner).get("description"))
            for member, inner in properties.items()
        ]

    def _described(self, name: str, place: Any, schema: Any, required: bool, description: Any) -> dict[str, Any]:
        kind = _type(self.resolved(schema))
        return {
            "name": name[:200],
            "place": place,
            "type": kind,
            "required": required,
            "description": text(description)[:2000],
        }

    def _response(self, operation: Mapping[str, Any]) -> dict[str, Any]:
        """That of the first success with JSON."""
        responses = mapping(operation.get("responses"))
        for status in sorted(map(str, responses)):
            if not status.startswith("2") and status != "default":
                continue
            answer = self.resolved(next(found for name, found in responses.items() if str(name) == status))
            for kind, media in mapping(answer.get("content")).items():
                if _BODIES[0][1].fullmatch(str(kind).partition(";")[0].strip()):
                    found = self.schema(mapping(media).get("schema"))
                    return found if len(orjson.dumps(found)) <= limits.SCHEMA_SIZE else {}
        return {}

    def resolved(self, value: Any) -> Mapping[str, Any]:
        """An object, or what its reference inside the file leads to."""
        for _ in range(DEEPEST):
            found = mapping(value)
            reference = found.get("$ref")
            if not isinstance(reference, str):
                return found
            value = self._at(reference)
        return {}

    def _at(self, reference: str) -> Any:
        if not reference.startswith("#/"):
            self._draft.note(f"{reference[:100]} lies outside the file and is not read")
            return {}
        found: Any = self._document
        for part in reference[2:].split("/"):
            found = mapping(found).get(part.replace("~1", "/").replace("~0", "~"))
        return found

    def schema(self, value: Any, depth: int = 0) -> dict[str, Any]:
        """A schema without references, and of what is understood of it only; what is too deep is left open."""
        self._nodes += 1
        if depth > DEEPEST or self._nodes > _MOST_NODES:
            return {}
        found = self.resolved(value)
        merged = dict(found)
        for part in objects(found.get("allOf")):
            inner = self.schema(part, depth + 1)
            joined = {**mapping(inner.get("properties")), **mapping(merged.get("properties"))}
            merged |= {**inner, **merged, "properties": joined}
        kept = {name: merged[name] for name in ("type", "format", "title") if isinstance(merged.get(name), str)}
        if isinstance(merged.get("type"), list):
            kept["type"] = [kind for kind in merged["type"] if isinstance(kind, str)]
        if properties := mapping(merged.get("properties")):
            members = {str(name): self.schema(inner, depth + 1) for name, inner in properties.items()}
            return {**kept, "type": "object", "properties": members, **_required(merged)}
        if "items" in merged:
            return {**kept, "type": "array", "items": self.schema(merged["items"], depth + 1)}
        return kept


def _required(schema: Mapping[str, Any]) -> dict[str, Any]:
    names = schema.get("required")
    return {"required": [name for name in names if isinstance(name, str)]} if isinstance(names, list) else {}


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((found for found in kind if found != "null"), None)
    if kind == "string":
        return _FORMATS.get(str(schema.get("format")), "string")
    return str(kind) if kind in _TYPES else "any"
