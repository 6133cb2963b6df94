"""Postman collections, format 2.1 (https://schema.postman.com). Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import orjson

from aqtra.dataflow.integrations import limits
from aqtra.dataflow.integrations.importing import Draft, distinct, mapping, objects, text
from aqtra.dataflow.integrations.models import Method
from aqtra.dataflow.integrations.response_model import drawn_from

_VARIABLE: Final = re.compile(r"\{\{([^{}]+)\}\}")
_OWN_HEADERS: Final = frozenset({"content-type", "authorization", "accept", "host", "content-length"})
_RAW: Final = {"json": "json", "xml": "xml"}


def read_postman(document: Mapping[str, Any], draft: Draft) -> None:
    """Each request becomes an endpoint. The first one says where the connector leads."""
    draft.name = text(mapping(document.get("info")).get("name"), draft.name)
    variables = {text(row.get("key")): text(row.get("value")) for row in objects(document.get("variable"))}
    if auth := _auth(mapping(document.get("auth"))):
        draft.auth = auth
        draft.note("Complete the credentials of the connector.")
    origin: str | None = None
    for name, item in _requests(document, ()):
        request = mapping(item.get("request"))
        base, path, query = _address(request.get("url"), variables)
        origin = origin or base
        if base and base != origin:
            draft.note(f"{name}: it leads to another server and is left out")
            continue
        _add(draft, name, item, path, query)
    if origin and origin.startswith(("http://", "https://")) and "{" not in origin:
        draft.base_url = origin
    else:
        draft.note("The collection names no server: write the address of the connector.")


def _requests(folder: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in objects(folder.get("item")):
        names = (*above, text(item.get("name"), "Request"))
        if "request" in item:
            yield " / ".join(names), item
        else:
            yield from _requests(item, names)


def _address(url: Any, variables: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """Server, path and names of the query. A variable without a value is left to the path, as a parameter."""
    raw = text(url) or text(mapping(url).get("raw"))
    filled = _VARIABLE.sub(lambda found: variables.get(found[1]) or found[0], raw)
    address, _, query = filled.partition("?")
    if address.startswith("{{"):
        base, _, path = address.partition("/")
    elif "://" in address:
        scheme, _, rest = address.partition("://")
        host, _, path = rest.partition("/")
        base = f"{scheme}://{host}"
    else:
        host, _, path = address.partition("/")
        base = f"https://{host}"
    names = [text(row.get("key")) for row in objects(mapping(url).get("query"))]
    names = names or [unquote(part.partition("=")[0]) for part in query.split("&") if part]
    return base, f"/{path}", [name for name in names if name]


def _add(draft: Draft, name: str, item: Mapping[str, Any], path: str, query: list[str]) -> None:
    request = mapping(item.get("request"))
    method = text(request.get("method"), "GET").lower()
    if method not in list(Method):
        draft.note(f"{name}: the method {method[:20]} cannot be called")
        return
    path = _VARIABLE.sub(lambda found: f"{{{found[1]}}}", path)
    path = "/".join(f"{{{part[1:]}}}" if len(part) > 1 and part[0] == ":" else part for part in path.split("/"))
    body_format, members = _body(mapping(request.get("body")))
    parameters = [
        *({"name": found, "place": "path", "required": True} for found in re.findall(r"\{([^{}/]+)\}", path)),
        *({"name": found, "place": "query"} for found in query),
        *({"name": found, "place": "header"} for found in _headers(request)),
        *members,
    ]
    draft.add(
        {
            "name": name,
            "path": path,
            "methods": [method],
            "parameters": distinct(parameters),
            "body_format": body_format,
            "response": _example(item),
        }
    )


def _headers(request: Mapping[str, Any]) -> list[str]:
    names = [text(row.get("key")) for row in objects(request.get("header")) if row.get("disabled") is not True]
    return [name for name in names if name and name.lower() not in _OWN_HEADERS]


def _body(body: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    if body.get("mode") == "urlencoded":
        rows = objects(body.get("urlencoded"))
        return "form", [{"name": text(row.get("key")), "place": "body"} for row in rows if row.get("key")]
    if body.get("mode") != "raw":
        return "json", []
    raw, options = text(body.get("raw")), mapping(mapping(body.get("options")).get("raw"))
    example = _json(raw)
    if isinstance(example, dict) and len(example) <= limits.PARAMETERS // 2:
        kinds = {name: drawn_from(value).get("type", "any") for name, value in example.items()}
        return "json", [{"name": name, "place": "body", "type": kind} for name, kind in kinds.items()]
    body_format = "json" if example is not None else _RAW.get(text(options.get("language")), "text")
    kind = "any" if body_format == "json" else "string"
    return body_format, [{"name": "body", "place": "content", "type": kind}] if raw else []


def _example(item: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of the first success that was kept with the request."""
    for answer in objects(item.get("response")):
        code = answer.get("code")
        if isinstance(code, int) and 200 <= code < 300:
            schema = drawn_from(_json(text(answer.get("body"))))
            return schema if len(orjson.dumps(schema)) <= limits.SCHEMA_SIZE else {}
    return {}


def _json(content: str) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None


def _auth(auth: Mapping[str, Any]) -> dict[str, Any] | None:
    kind = text(auth.get("type"))
    values = {text(row.get("key")): text(row.get("value")) for row in objects(auth.get(kind))}
    match kind:
        case "basic":
            return {"kind": "basic", "user_name": _fixed(values.get("username")) or "user"}
        case "bearer":
            return {"kind": "header", "header": "Authorization", "prefix": "Bearer"}
        case "apikey" if values.get("in", "header") != "query":
            return {"kind": "header", "header": _fixed(values.get("key")) or "X-Api-Key"}
        case "oauth2" if urlsplit(values.get("accessTokenUrl", "")).scheme in ("http", "https"):
            client = _fixed(values.get("clientId")) or "client"
            scopes = values.get("scope", "").split()
            return {"kind": "oauth2", "token_url": values["accessTokenUrl"], "client_id": client, "scopes": scopes}
        case _:
            return None


def _fixed(value: str | None) -> str:
    return value if value and not _VARIABLE.search(value) else ""
