"""Another system, that counts by itself what flows tell it: which message was seen how often."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Ledger(ThreadingHTTPServer):
    """`refuse`: by message, how many times it is answered with an error. `hold`: those that get no answer yet."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[str] = []
        self.refuse: Counter[str] = Counter()
        self.hold: set[str] = set()
        self.released = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.seen)

    def forget(self) -> None:
        self.released.set()
        self.seen, self.refuse, self.hold, self.released = [], Counter(), set(), threading.Event()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        ledger: Any = self.server
        name = json.loads(self.rfile.read(int(self.headers["content-length"])))["id"]
        ledger.seen.append(name)
        if name in ledger.hold:
            ledger.released.wait(60)
        refused = ledger.refuse[name] > 0
        ledger.refuse[name] -= refused
        try:
            self.send_response(500 if refused else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
        except OSError:
            # Whoever asked is gone.
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Tests say what they saw."""
