"""HTTP of scripts: what `http.client` would put on a connection goes to the host instead.

`urllib.request` rests on `http.client`. `httpx` is offered in the part of it that scripts use.
"""

import base64
import http.client
import io
import json
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final
from urllib.parse import urlencode

Caller = Callable[[dict[str, Any]], dict[str, Any]]
"""{method, url, headers: [[name, value]…], body: base64} → {status, reason, headers, body: base64, url}."""

_OF_CONNECTIONS: Final = frozenset({"host", "content-length", "connection", "accept-encoding"})


class HttpError(OSError):
    """The host was not reached, or may not be called."""


class _Received:
    """As much of a socket as `HTTPResponse` asks for."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._content)

    def sendall(self, _data: bytes) -> None: ...

    def close(self) -> None: ...


class _Brokered:
    """What the connections of both schemes have in common."""

    scheme: str
    caller: Caller
    host: str
    port: int
    sock: Any
    _method: str
    _sent: bytearray

    def connect(self) -> None:
        self._sent = bytearray()
        self.sock = _Received(b"")

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if hasattr(data, "read"):
            data = data.read()
        if isinstance(data, str):
            data = data.encode("iso-8859-1")
        parts = [data] if isinstance(data, bytes | bytearray | memoryview) else data
        for part in parts:
            self._sent += part

    def _exchanged(self) -> bytes:
        head, _, body = bytes(self._sent).partition(b"\r\n\r\n")
        line, *lines = head.decode("iso-8859-1").split("\r\n")
        method, target, _ = line.split(" ", 2)
        headers = [tuple(each.split(": ", 1)) for each in lines]
        default = 443 if self.scheme == "https" else 80
        place = self.host if self.port == default else f"{self.host}:{self.port}"
        url = target if "://" in target else f"{self.scheme}://{place}{target}"
        kept = [pair for pair in headers if pair[0].lower() not in _OF_CONNECTIONS]
        packed = base64.b64encode(body).decode()
        found = type(self).caller({"method": method, "url": url, "headers": kept, "body": packed})
        content = base64.b64decode(found["body"])
        shown = [f"{name}: {value}" for name, value in found["headers"]]
        head_lines = [f"HTTP/1.1 {found['status']} {found['reason']}", *shown, f"Content-Length: {len(content)}"]
        return ("\r\n".join(head_lines) + "\r\n\r\n").encode("iso-8859-1", "replace") + content


class HTTPConnection(_Brokered, http.client.HTTPConnection):
    scheme = "http"

    def getresponse(self) -> http.client.HTTPResponse:
        response = http.client.HTTPResponse(_Received(self._exchanged()), method=self._method)  # type: ignore[arg-type]
        response.begin()
        self._HTTPConnection__state = "Idle"
        self.sock = None
        return response


class HTTPSConnection(HTTPConnection):
    scheme = "https"
    default_port = 443

    def __init__(self, host: str, port: int | None = None, *, context: Any = None, **options: Any) -> None:
        """`context` is of no use: certificates are judged by the host."""
        for name in ("key_file", "cert_file", "check_hostname"):
            options.pop(name, None)
        super().__init__(host, port, **options)
        self._context = context


class Response:
    """An answer in the shape of httpx."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.status_code: int = found["status"]
        self.reason_phrase: str = found["reason"]
        self.headers = {name.lower(): value for name, value in found["headers"]}
        self.content = base64.b64decode(found["body"])
        self.url: str = found["url"]

    @property
    def is_success(self) -> bool:
        return 200 <= self.status_code < 300

    @property
    def text(self) -> str:
        kind = self.headers.get("content-type", "")
        charset = kind.partition("charset=")[2].strip("\"' ;") or "utf-8"
        return self.content.decode(charset, "replace")

    def json(self) -> Any:
        return json.loads(self.content)

    def raise_for_status(self) -> "Response":
        if self.status_code >= 400:
            raise HTTPStatusError(f"{self.status_code} {self.reason_phrase} for {self.url}", self)
        return self


class HTTPStatusError(HttpError):
    def __init__(self, message: str, response: Response) -> None:
        super().__init__(message)
        self.response = response


class Client:
    """Requests with `params`, `headers`, `json`, `data` and `content`, as httpx has them."""

    caller: Caller

    def __init__(
        self, base_url: str = "", headers: Mapping[str, str] | None = None, timeout: float | None = None
    ) -> None:
        """`timeout` is the host's."""
        self._base = base_url.rstrip("/")
        self._headers = dict(headers or {})

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None: ...

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Any = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        data: Any = None,
        content: bytes | str | None = None,
        **_options: Any,
    ) -> Response:
        sent = {**self._headers, **(headers or {})}
        body = _body(sent, json, data, content)
        address = url if "://" in url else self._base + url
        if params:
            address += ("&" if "?" in address else "?") + urlencode(params, doseq=True)
        packed = base64.b64encode(body).decode()
        pairs = [[name, str(value)] for name, value in sent.items()]
        return Response(type(self).caller({"method": method.upper(), "url": address, "headers": pairs, "body": packed}))

    def get(self, url: str, **options: Any) -> Response:
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> Response:
        return self.request("POST", url, **options)

    def put(self, url: str, **options: Any) -> Response:
        return self.request("PUT", url, **options)

    def patch(self, url: str, **options: Any) -> Response:
        return self.request("PATCH", url, **options)

    def delete(self, url: str, **options: Any) -> Response:
        return self.request("DELETE", url, **options)

    def head(self, url: str, **options: Any) -> Response:
        return self.request("HEAD", url, **options)


def _body(headers: dict[str, str], data_json: Any, data: Any, content: bytes | str | None) -> bytes:
    if data_json is not None:
        headers.setdefault("Content-Type", "application/json")
        return json.dumps(data_json).encode()
    if isinstance(data, Mapping):
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return urlencode(data, doseq=True).encode()
    found = content if content is not None else data
    return found.encode() if isinstance(found, str) else found or b""


def install(caller: Caller) -> None:
    """From now on connections of this process are calls."""
    _Brokered.caller = staticmethod(caller)
    Client.caller = staticmethod(caller)
    http.client.HTTPConnection = HTTPConnection  # type: ignore[misc]
    http.client.HTTPSConnection = HTTPSConnection  # type: ignore[misc, assignment]
    loaded = sys.modules.get("urllib.request")
    if loaded is not None:
        loaded.http.client = http.client
    httpx = ModuleType("httpx")
    client = Client()
    for name in ("request", "get", "post", "put", "patch", "delete", "head"):
        setattr(httpx, name, getattr(client, name))
    httpx.Client, httpx.Response = Client, Response  # type: ignore[attr-defined]
    httpx.HTTPError, httpx.HTTPStatusError = HttpError, HTTPStatusError  # type: ignore[attr-defined]
    sys.modules["httpx"] = httpx
