"""What listens around an attack that nothing holds: run by `outside` in the attack's own process, before it."""

import fcntl
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_ADD_ADDRESS = 0x8916
_METADATA = ("169.254.169.254", "fd00:ec2::254")
_REBOUND = ["127.0.0.2", "127.0.0.1"]


def _served(family: socket.AddressFamily, host: str, port: int, handler: type[BaseHTTPRequestHandler]) -> int:
    server = type("Server", (ThreadingHTTPServer,), {"address_family": family})((host, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


class _Internal(_Quiet):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")


class _Redirecting(_Quiet):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", f"http://127.0.0.1:{PORT}/")
        self.send_header("Content-Length", "0")
        self.end_headers()


def _has_addresses() -> None:
    """This machine is its own cloud's machine service."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        address = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(_METADATA[0]))
        fcntl.ioctl(asked, _ADD_ADDRESS, struct.pack("=16s16s", b"lo:1", address))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asked:
        address = socket.inet_pton(socket.AF_INET6, _METADATA[1])
        fcntl.ioctl(asked, _ADD_ADDRESS, struct.pack("=16sIi", address, 128, socket.if_nametoindex("lo")))

    # The kernel takes a moment to look whether somebody else has it.
    while not _is_ours(_METADATA[1]):
        time.sleep(0.01)


def _is_ours(address: str) -> bool:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as tried:
        try:
            tried.bind((address, 0))
        except OSError:
            return False
        return True


def _names_change() -> None:
    asked = socket.getaddrinfo

    def lying(host: Any, *arguments: Any, **options: Any) -> Any:
        if host == "rebound.test":
            host = _REBOUND.pop(0) if len(_REBOUND) > 1 else _REBOUND[0]
        return asked(host, *arguments, **options)

    socket.getaddrinfo = lying


_has_addresses()
_names_change()
PORT = _served(socket.AF_INET, "0.0.0.0", 0, _Internal)
_served(socket.AF_INET6, _METADATA[1], PORT, _Internal)
item: dict[str, Any] = {"port": PORT, "redirecting": _served(socket.AF_INET, "127.0.0.2", 0, _Redirecting)}
