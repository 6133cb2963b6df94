"""Whether the gateway will get its port, asked before anything is started."""

import errno
import socket

from aqtra.embedded.errors import PortUnavailable, WrongSetting

UNPRIVILEGED = 1024
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (compared with, never bound)


def address_of(host: str) -> str:
    """The numeric address of a host name or address.

    Raises:
        WrongSetting: this machine does not know the name.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise WrongSetting(f"AQTRA_HOST {host} is no address of this machine: {error.strerror}.") from error
    return str(found[0][4][0])


def url(address: str, port: int) -> str:
    """Where a browser on this machine finds what listens on the address."""
    reachable = WILDCARDS.get(address, address)
    return f"https://[{reachable}]:{port}" if ":" in reachable else f"https://{reachable}:{port}"


def require_free(address: str, port: int) -> None:
    """Prove that the port can be had.

    Raises:
        PortUnavailable: it is taken, or this account may not open it.
        WrongSetting: the address does not belong to this machine.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the gateway will: connections of the last run that still fade away do not matter.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen()
        except OSError as error:
            raise _explain(error, address, port) from error


def _explain(error: OSError, address: str, port: int) -> PortUnavailable | WrongSetting:
    match error.errno:
        case errno.EADDRINUSE:
            return PortUnavailable(
                f"Port {port} on {address} is taken by another program.", "Stop it, or choose another with AQTRA_PORT."
            )
        case errno.EACCES:
            return PortUnavailable(
                f"Port {port} needs a right that this account lacks (below {UNPRIVILEGED}).",
                "Choose another with AQTRA_PORT, such as 8443.",
            )
        case errno.EADDRNOTAVAIL:
            return WrongSetting(f"AQTRA_HOST {address} is no address of this machine.")
    return PortUnavailable(f"Port {port} on {address} cannot be opened: {error.strerror}.")
