"""32 to 39: what the platform can reach and its scripts must not.

Those that call by HTTP go to the host as those of every script do. The item names what listens there: `port`, a server
of the platform's own at 127.0.0.1, and `redirecting`, one at 127.0.0.2 that scripts may call, which leads to the first.
"""

from tests.integration.scripting.corpus.model import Attack

NO_SOCKETS = "the filter of system calls; a network of its own"
EGRESS = "the way out: addresses are judged when they are called"
_CHECKED = """
import socket
assert socket.getaddrinfo('rebound.test', 80)[0][4][0] == '127.0.0.2'
"""


def _fetched(address: str) -> str:
    return (
        "import urllib.request\n"
        f'with urllib.request.urlopen(f"http://{address}/", timeout=5) as answer: won = answer.read() == b"hello"'
    )


def _socket(family: str, kind: str) -> str:
    return f"import socket\nsocket.socket(socket.{family}, socket.{kind}).close()\nwon = True"


def _fetching(number: int, name: str, address: str, outside: str = "") -> Attack:
    source = _fetched(address)
    if not outside:
        return Attack(number, name, EGRESS, source, "HttpError")
    against = "a client that judges the name and asks for it again when it connects"
    return Attack(number, name, EGRESS, source, "HttpError", outside=outside + source, against=against)


ATTACKS = [
    Attack(32, "a connection", NO_SOCKETS, _socket("AF_INET", "SOCK_STREAM"), "PermissionError"),
    _fetching(32, "loopback by HTTP", "127.0.0.1:{item['port']}"),
    Attack(33, "a connection over IPv6", NO_SOCKETS, _socket("AF_INET6", "SOCK_STREAM"), "PermissionError"),
    _fetching(33, "the machine service of clouds", "169.254.169.254:{item['port']}"),
    _fetching(33, "the machine service over IPv6", "[fd00:ec2::254]:{item['port']}"),
    _fetching(34, "decimal", "2130706433:{item['port']}"),
    _fetching(34, "hexadecimal", "0x7f000001:{item['port']}"),
    _fetching(34, "octal", "0177.0.0.1:{item['port']}"),
    _fetching(34, "IPv4 in IPv6", "[::ffff:127.0.0.1]:{item['port']}"),
    _fetching(35, "a redirect", "127.0.0.2:{item['redirecting']}"),
    _fetching(36, "a name that changes its mind", "rebound.test:{item['port']}", outside=_CHECKED),
    Attack(
        37,
        "abstract socket",
        NO_SOCKETS,
        "import socket\nsocket.socket(socket.AF_UNIX, socket.SOCK_STREAM).bind('\\0corpus')\nwon = True",
        "PermissionError",
    ),
    Attack(38, "asking for names", NO_SOCKETS, _socket("AF_INET", "SOCK_DGRAM"), "PermissionError"),
    Attack(39, "raw packets", NO_SOCKETS, _socket("AF_PACKET", "SOCK_RAW"), "PermissionError"),
    Attack(
        39,
        "raw addresses",
        NO_SOCKETS,
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\nwon = True",
        "PermissionError",
    ),
]
