"""Another system for tests: a real HTTP server on loopback, friendly and hostile by path."""

import base64
import gzip
import json
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aqtra.embedded.tls import ensure_certificates

USER, PASSWORD = "robot", "p4ss:wörd"
KEY = "key-0123456789"
CLIENT, CLIENT_SECRET = "aqtra client", "s3cr3t/+&="
RATES = {"EUR": "1.0", "SEK": "11.055", "BIG": "12345678901234567890.123456789"}
PAGED = 25


CITIES = ("Ulm", "Bonn", "Kiel")
PEOPLE = [
    {"id": number, "name": f"Person {number:02}", "city": CITIES[number % 3], "age": 20 + number % 40}
    for number in range(1, 61)
]


class State:
    """What the server remembers. `tokens` are those it takes; a test takes one away to make it end."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.granted = 0
        self.expires_in: Any = 3600
        self.refuse_clients = False
        self.calls: Counter[str] = Counter()
        self.at_once = 0
        self.most_at_once = 0
        self.released = threading.Event()
        self.gate = threading.Barrier(8)

    def forget(self) -> None:
        self.__init__()  # type: ignore[misc]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext | None = None, authority: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.state = State()
        self.authority = authority
        self.scheme = "https" if context else "http"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that hang up are part of the tests."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def state(self) -> State:
        return cast(Server, self.server).state

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle_any(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        self.body = self.rfile.read(length)
        self.query = parse_qs(parts.query, keep_blank_values=True)
        first, *self.rest = parts.path.strip("/").split("/")
        with self.state.lock:
            self.state.requests.append({"method": self.command, "path": parts.path, "headers": dict(self.headers)})
            self.state.calls[f"{self.command} {parts.path}"] += 1
        route: Callable[[], None] = getattr(self, f"at_{first}", self.at_nowhere)
        with suppress(ConnectionError, ssl.SSLError):
            route()

    def __getattr__(self, name: str) -> Any:
        """The library looks for a method of the name of the verb."""
        if name.startswith("do_"):
            return self.handle_any
        raise AttributeError(name)

    def answer(self, value: Any, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        content = (
            value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()
        )
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def at_nowhere(self) -> None:
        self.answer({"error": "nothing here"}, 404)

    def at_rates(self) -> None:
        code = self.rest[0]
        self.answer(f'{{"currency": "{code}", "rate": {RATES[code]}}}')

    def at_invoices(self) -> None:
        self.answer('[{"code": "R-1", "total": 12.50, "more": 1}, {"code": "R-2", "total": 7.00}]')

    def at_people(self) -> None:
        """A directory that another system keeps: filtered, sorted and paged there."""
        given = {name: values[0] for name, values in self.query.items() if values[0]}
        wanted = set(self.query.get("id", [])) - {""}
        found = [person for person in PEOPLE if _wanted(person, given) and (not wanted or str(person["id"]) in wanted)]
        if "sort" in given:
            reverse = given.get("direction") == "desc"
            found.sort(key=lambda person: (person[given["sort"]], person["id"]), reverse=reverse)
        start = int(given.get("offset", "0"))
        self.answer({"total": len(found), "rows": found[start : start + int(given.get("limit", "50"))]})

    def at_echo(self) -> None:
        said = {
            "method": self.command,
            "path": self.path,
            "query": self.query,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.body.decode(),
        }
        self.answer(said, int(self.query.get("status", ["200"])[0]))

    def at_basic(self) -> None:
        wanted = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        self.answer({"in": True}) if self.headers.get("authorization") == f"Basic {wanted}" else self.answer({}, 401)

    def at_key(self) -> None:
        self.answer({"in": True}) if self.headers.get("x-api-key") == KEY else self.answer({}, 401)

    def at_token(self) -> None:
        form = {name: values[0] for name, values in parse_qs(self.body.decode()).items()}
        with self.state.lock:
            if self.state.refuse_clients or not self._is_client(form) or form["grant_type"] != "client_credentials":
                refused = True
            else:
                refused = False
                self.state.granted += 1
                token = f"token-{self.state.granted}"
                self.state.tokens.add(token)
        if refused:
            self.answer({"error": "invalid_client", "secret": CLIENT_SECRET}, 401)
            return
        granted = {"access_token": token, "token_type": "Bearer", "expires_in": self.state.expires_in}
        self.answer({**granted, "scope": form.get("scope", "")})

    def _is_client(self, form: dict[str, str]) -> bool:
        if form.get("client_id") == CLIENT:
            return form.get("client_secret") == CLIENT_SECRET
        pair = base64.b64encode(b"aqtra+client:s3cr3t%2F%2B%26%3D").decode()
        return self.headers.get("authorization") == f"Basic {pair}"

    def at_bearer(self) -> None:
        token = (self.headers.get("authorization") or "").removeprefix("Bearer ")
        self.answer({"token": token}) if token in self.state.tokens else self.answer({}, 401)

    def at_status(self) -> None:
        said = {"sorry": True, "you": dict(self.headers), "long": "x" * 5000}
        self.answer(said, int(self.rest[0]))

    def at_flaky(self) -> None:
        """`/flaky/<status>/<times>/<key>`: so often refused, then answered."""
        status, times = int(self.rest[0]), int(self.rest[1])
        if self.state.calls[f"{self.command} {self.path}"] > times:
            self.answer({"attempts": times + 1})
        elif status == 0:
            self.close_connection = True
        else:
            self.answer({}, status, Retry_After=self.rest[2])

    def at_slow(self) -> None:
        self.state.released.wait(60)

    def at_together(self) -> None:
        """Answers when eight callers are here at once."""
        with self.state.lock:
            self.state.at_once += 1
            self.state.most_at_once = max(self.state.at_once, self.state.most_at_once)
        self.state.gate.wait(30)
        with self.state.lock:
            self.state.at_once -= 1
        self.answer({"n": int(self.rest[0])})

    def at_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while not self.state.released.is_set():
            self.wfile.write(b"x" * 65536)

    def at_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"cut": ')
        self.close_connection = True

    def at_redirect(self) -> None:
        self.answer({}, 302, Location=self.query["to"][0])

    def at_packed(self) -> None:
        self.answer(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def at_typed(self) -> None:
        """What the query says: `type` of the content, and the content in Latin-1."""
        self.answer(self.query["content"][0].encode("latin-1"), 200, self.query["type"][0])

    def at_file(self) -> None:
        size = int(self.query.get("size", ["100000"])[0])
        name = self.query.get("name", ["report.csv"])[0]
        content = b"code;total\n" + b"R-1;12.50\n" * (size // 10)
        self.answer(content[:size], 200, "text/csv", Content_Disposition=f'attachment; filename="{name}"')

    def at_pages(self) -> None:
        kind = self.rest[0]
        size = int(self.query.get("limit", ["10"])[0])
        start = int(self.query.get("start", ["0"])[0])
        if kind == "number":
            start = (int(self.query["page"][0]) - 1) * size
        numbers = list(range(start, min(start + size, PAGED)))
        after = str(start + size) if start + size < PAGED else None
        if kind == "cursor":
            self.answer({"data": {"items": numbers}, "next": after})
        elif kind == "link":
            links = {} if after is None else {"Link": f'</pages/link?start={after}>; rel="next"'}
            self.answer(numbers, **links)
        elif kind == "astray":
            self.answer(numbers, Link='<https://example.org/more>; rel="next"')
        elif kind == "stuck":
            self.answer({"data": {"items": [1]}, "next": "same"})
        elif kind == "forever":
            self.answer({"data": {"items": [1]}, "next": str(start + 1)})
        else:
            self.answer(numbers)


def _wanted(person: dict[str, Any], given: dict[str, str]) -> bool:
    """`city` is a whole value, `name` a part of one."""
    if given.get("name", "").lower() not in person["name"].lower():
        return False
    return given.get("city", person["city"]) == person["city"]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@contextmanager
def serving(certificates: Path | None = None) -> Iterator[Server]:
    """A server for the block; with a folder for certificates it speaks TLS."""
    context, authority = None, None
    if certificates:
        made = ensure_certificates(certificates)
        authority = made.authority
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(made.certificate, made.key)
    server = Server(context, authority)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.state.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
